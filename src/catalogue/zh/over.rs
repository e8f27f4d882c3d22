//! The events that mean another thing over TCP than over UDP, in Chinese.
//!
//! The one idea: the calls have the same names, and the facts differ: a TCP socket that is closed has a peer
//! who will hear of it, a UDP socket has nobody to tell.
//!
//! See it run: `netlab -v udp-recv`, and `netlab -v tcp-server`.

use crate::catalogue::entry::EventText;
use crate::catalogue::zh::events;
use crate::event::{Kind, Transport};

/// What a kind of event means over this transport.
pub(crate) fn text(kind: Kind, transport: Transport) -> &'static EventText {
    match (kind, transport) {
        (Kind::Bound, Transport::Tcp) => &BOUND_TCP,
        (Kind::Bound, Transport::Udp) => &BOUND_UDP,
        (Kind::GaveUp, Transport::Udp) => &GAVE_UP_UDP,
        (Kind::Waiting, Transport::Udp) => &WAITING_UDP,
        (Kind::SendFailed, Transport::Tcp) => &SEND_FAILED_TCP,
        (Kind::SendFailed, Transport::Udp) => &SEND_FAILED_UDP,
        (Kind::ReceiveFailed, Transport::Udp) => &RECEIVE_FAILED_UDP,
        (Kind::Closed, Transport::Udp) => &CLOSED_UDP,
        (kind, _) => events::text(kind),
    }
}

const BOUND_TCP: EventText = EventText {
    title: "套接字得到了自己的地址",
    proves: "内核把这个地址和端口给了套接字。如果程序要求的是端口 0，内核就选择一个空闲端口，这里显示的是真\
        实的地址。",
    does_not_prove: "它还不接纳客户端：在 listen 之前，内核用 RST 拒绝客户端。这不能证明防火墙放行。",
};

const BOUND_UDP: EventText = EventText {
    title: "套接字得到了自己的地址",
    proves: "内核把这个地址和端口给了套接字。如果程序要求的是端口 0，内核就选择一个空闲端口，这里显示的是真\
        实的地址。套接字从现在起可以接收。",
    does_not_prove: "这不能证明有程序向它发送，也不能证明防火墙放行。",
};

const GAVE_UP_UDP: EventText = EventText {
    title: "程序自己不再等待",
    proves: "程序放弃了尚未完成的读取，通常因为它自己设的时限已到。内核没有报告错误。",
    does_not_prove: "这不能证明对端的任何情况：应答可能正在途中，可能已丢失，也可能从未发送。使用 UDP 时，程序无法\
        区分这几种情况。",
};

const WAITING_UDP: EventText = EventText {
    title: "内核暂时不再接收字节",
    proves: "发送缓冲区已满，程序必须等待空间。对于 UDP，本机把数据报发送出去之后就有空间。在数据报再次被接\
        收之前，这个事件只报告一次。",
    does_not_prove: "这不能说明对端慢：UDP 的接收方对此没有影响。这不能证明有数据丢失。",
};

const SEND_FAILED_TCP: EventText = EventText {
    title: "内核拒绝发送这些字节",
    proves: "调用失败，这些字节一个也没有被接收。EPIPE：这一端已关闭发送方向，或者连接已结束。",
    does_not_prove: "这不能说明先前接收的字节怎么样了：对端可能全部收到，可能收到一部分，也可能一个也没有收到。",
};

const SEND_FAILED_UDP: EventText = EventText {
    title: "内核没有接收这个数据报",
    proves: "调用失败，什么都没有发送。EMSGSIZE：数据报太大。ENETUNREACH：本机没有到该地址的路由。EACCES：\
        这是广播地址，而没有设置 SO_BROADCAST。",
    does_not_prove: "这不能证明下一个数据报也会失败，也不能证明更早的数据报已经到达。",
};

const RECEIVE_FAILED_UDP: EventText = EventText {
    title: "读取失败",
    proves: "调用返回的是错误，不是数据报。这样的错误内核只报告一次，套接字可以继续使用。",
    does_not_prove: "这不能证明对端的程序出错：原因可能是网络、防火墙或者本机。",
};

const CLOSED_UDP: EventText = EventText {
    title: "程序关闭了套接字",
    proves: "程序不能再使用这个套接字。内核先前接收的数据仍会发送；没有读取的数据报被丢弃。此后发往这个端口\
        的数据报，通常得到 ICMP 错误作为应答，除非另一个套接字占用了端口。",
    does_not_prove: "这不能证明发送的数据会到达。对端得不到任何通知：UDP 没有会话的结束。",
};
