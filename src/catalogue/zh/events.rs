//! The events in Chinese: what each one proves, and what it does not.
//!
//! The one idea: an event is emitted when a call has returned, so its text claims what that return proves
//! and names the usual wrong conclusion beside it.
//!
//! See it run: `netlab explain accepted`.

use crate::catalogue::entry::EventText;
use crate::catalogue::zh::tls;
use crate::event::Kind;

/// What a kind of event means.
pub(crate) fn text(kind: Kind) -> &'static EventText {
    match kind {
        Kind::Resolved => &RESOLVED,
        Kind::ResolveFailed => &RESOLVE_FAILED,
        Kind::Bound => &BOUND,
        Kind::BindFailed => &BIND_FAILED,
        Kind::Listening => &LISTENING,
        Kind::ListenFailed => &LISTEN_FAILED,
        Kind::Connecting => &CONNECTING,
        Kind::Connected => &CONNECTED,
        Kind::Refused => &REFUSED,
        Kind::TimedOut => &TIMED_OUT,
        Kind::ConnectFailed => &CONNECT_FAILED,
        Kind::GaveUp => &GAVE_UP,
        Kind::Accepted => &ACCEPTED,
        Kind::AcceptFailed => &ACCEPT_FAILED,
        Kind::Sent => &SENT,
        Kind::Waiting => &WAITING,
        Kind::SendFailed => &SEND_FAILED,
        Kind::Received => &RECEIVED,
        Kind::ReceiveFailed => &RECEIVE_FAILED,
        Kind::PeerFinished => &PEER_FINISHED,
        Kind::Finished => &FINISHED,
        Kind::Reset => &RESET,
        Kind::Closed => &CLOSED,
        Kind::PeerSet => &PEER_SET,
        Kind::DatagramSent => &DATAGRAM_SENT,
        Kind::DatagramReceived => &DATAGRAM_RECEIVED,
        Kind::DatagramCut => &DATAGRAM_CUT,
        Kind::Unreachable => &UNREACHABLE,
        Kind::OptionSet => &OPTION_SET,
        Kind::OptionFailed => &OPTION_FAILED,
        Kind::HandedOver => &HANDED_OVER,
        Kind::TlsBegun => &tls::TLS_BEGUN,
        Kind::ClientHello => &tls::CLIENT_HELLO,
        Kind::TlsFinished => &tls::TLS_FINISHED,
        Kind::TlsFailed => &tls::TLS_FAILED,
        Kind::TlsClosed => &tls::TLS_CLOSED,
        Kind::Impaired => &IMPAIRED,
        Kind::RulesChanged => &RULES_CHANGED,
    }
}

const RESOLVED: EventText = EventText {
    title: "主机名解析出了地址",
    proves: "系统的解析器为这个名字给出了至少一个地址。顺序很重要：先尝试第一个地址。localhost 可能先给出 \
        ::1，再给出 127.0.0.1。",
    does_not_prove: "这不能证明有主机使用这些地址，也不能证明有程序在那里监听：解析不向这些地址发送任何数据。",
};

const RESOLVE_FAILED: EventText = EventText {
    title: "主机名没有解析出地址",
    proves: "解析器没有给出地址。EAI_NONAME：这个名字没有地址。EAI_AGAIN：没有得到最终的答案，以后再试可能\
        成功。程序没有尝试连接。",
    does_not_prove: "这不能证明主机已停机。名字拼写错误，或者域名服务器不可达，都会产生同样的事件。",
};

const BOUND: EventText = EventText {
    title: "套接字得到了自己的地址",
    proves: "内核把这个地址和端口给了套接字。如果程序要求的是端口 0，内核就选择一个空闲端口，这里显示的是真\
        实的地址。UDP 套接字从现在起可以接收。",
    does_not_prove: "TCP 套接字还不接纳客户端：在 listen 之前，内核用 RST 拒绝客户端。这不能证明防火墙放行。",
};

const BIND_FAILED: EventText = EventText {
    title: "套接字没有得到所要求的地址",
    proves: "内核没有给出这个地址。EADDRINUSE：地址已被占用。EADDRNOTAVAIL：本机没有这个地址。EACCES：使用\
        这个端口需要特权。",
    does_not_prove: "这不能证明现在有程序在那里监听：如果没有设置 SO_REUSEADDR，只由内核保留的旧连接（TIME_WAIT、\
        FIN_WAIT_2）也会占用端口。",
};

const LISTENING: EventText = EventText {
    title: "内核开始为套接字接受连接",
    proves: "从 listen(2) 起，内核自行完成握手，并把连接放进已完成连接队列（accept queue）。backlog 限制这\
        个队列的长度；Linux 用 net.core.somaxconn 作为上限（Linux 5.4 起为 4096）。",
    does_not_prove: "这不能证明程序会调用 accept：程序不调用时，客户端也能连接和发送。这不能证明其他机器能够到达这\
        个地址。",
};

const LISTEN_FAILED: EventText = EventText {
    title: "套接字未能开始监听",
    proves: "内核没有让这个套接字监听。常见的错误是 EADDRINUSE：另一个套接字已在这个地址和端口上监听。",
    does_not_prove: "这不能证明 bind 有错。在 Linux 上，两个设置了 SO_REUSEADDR 的套接字可以绑定同一个地址，到第二\
        个 listen 才失败。",
};

const CONNECTING: EventText = EventText {
    title: "开始向一个地址发起连接",
    proves: "程序请求内核与这一个地址建立连接。如果有到达该地址的路由，内核就发送 SYN，然后等待应答。",
    does_not_prove: "这不能证明 SYN 已离开本机，也不能证明有机器使用这个地址，或者有程序在那里监听。",
};

const CONNECTED: EventText = EventText {
    title: "三次握手已完成",
    proves: "SYN 得到了 SYN 和 ACK 作为应答：通常来自对端的内核，有时来自途中的代理或防火墙。两个方向的数据\
        包都能到达。从现在起可以收发字节。",
    does_not_prove: "这不能证明对端的程序已经接受连接，也不能证明它仍在正常运行：这条连接可能还在对端的已完成连接队\
        列里等待。",
};

const REFUSED: EventText = EventText {
    title: "连接被拒绝：应答是“不”",
    proves: "SYN 得到的应答是拒绝：通常是对端内核发来的 RST，因为没有套接字在这个地址和端口上监听。调用失败，\
        错误是 ECONNREFUSED。所以，在这个地址上或在途中，有设备给出了应答。",
    does_not_prove: "这不能证明没有服务器在运行：服务器可能监听着另一个地址（::1 而不是 127.0.0.1），也可能稍后才启\
        动。防火墙的拒绝看起来也是这样；在 Windows 上，已完成连接队列满了也是这样。",
};

const TIMED_OUT: EventText = EventText {
    title: "内核不再等待应答",
    proves: "很久没有应答，内核放弃了。连接时：SYN 及其重传都没有应答（Linux 重传 6 次，6.5 起 10 次，都是\
        约两分钟）。连接建立后：发送的字节没有得到确认（Linux 约 15 到 18 分钟），或者保活探测没有应答。",
    does_not_prove: "这不能证明对端已停机，也不能证明什么都没有到达对端：防火墙可能丢弃数据包，也可能只有应答丢失。",
};

const CONNECT_FAILED: EventText = EventText {
    title: "连接因其他原因失败",
    proves: "内核报告的既不是拒绝，也不是超时。ENETUNREACH：本机没有到该地址的路由。EHOSTUNREACH：本地网络\
        上没有机器响应这个地址，或者路由器、防火墙拒绝转发。连接没有建立。",
    does_not_prove: "这不能证明对端已停机。原因常在本机：没有网络、没有路由、防火墙规则、没有 IPv6。",
};

const GAVE_UP: EventText = EventText {
    title: "程序自己不再等待",
    proves: "程序放弃了尚未完成的连接或读取，通常因为它自己设的时限已到。内核没有报告错误。",
    does_not_prove: "这不能证明对端的任何情况：应答可能正在途中。这不是内核的超时；内核的超时是事件 timed-out。",
};

const ACCEPTED: EventText = EventText {
    title: "从已完成连接队列中取出了一条连接",
    proves: "accept 返回之前，内核已自行完成握手。程序现在有一个新的套接字，只用于这条连接；监听套接字保持\
        不变。",
    does_not_prove: "这不能证明对端还在：连接在队列中等待时，对端可能已经发送了字节、结束了发送或者重置了连接。",
};

const ACCEPT_FAILED: EventText = EventText {
    title: "accept 调用失败",
    proves: "这次调用没有得到连接。EMFILE 或 ENFILE：没有空闲的文件描述符，连接留在队列里。ECONNABORTED：连\
        接在被取出之前已结束。",
    does_not_prove: "这不能证明监听套接字已损坏。服务器稍等片刻，继续接受连接。",
};

const SENT: EventText = EventText {
    title: "内核接收了要发送的字节",
    proves: "内核把这些字节放进套接字的发送缓冲区，排在先前接收的字节之后。内核接收的可能比程序提供的少。程\
        序可以重新使用自己的缓冲区。",
    does_not_prove: "这不能证明有一个字节离开了本机、到达了对端的内核，或者被对端的程序读取。",
};

const WAITING: EventText = EventText {
    title: "内核暂时不再接收字节",
    proves: "发送缓冲区已满，程序必须等待空间，这就是背压（backpressure）。对于 TCP，对端的内核确认了一些字\
        节之后才有空间。在字节再次被接收之前，这个事件只报告一次。",
    does_not_prove: "这不能说明原因：可能是对端的程序不读取，也可能是网络慢。这不能证明有数据丢失。",
};

const SEND_FAILED: EventText = EventText {
    title: "内核拒绝发送这些字节",
    proves: "调用失败，这些字节一个也没有被接收。EPIPE：这一端已关闭发送方向，或者连接已结束。EMSGSIZE：数\
        据报太大。",
    does_not_prove: "这不能说明先前接收的字节怎么样了：对端可能全部收到，可能收到一部分，也可能一个也没有收到。",
};

const RECEIVED: EventText = EventText {
    title: "从内核取得了字节",
    proves: "这些字节已按顺序、无缺失地到达，程序现在拿到了它们。它们不再算作未读；内核按较大的步长为后续字\
        节腾出空间。",
    does_not_prove: "这不能证明这是一条完整的消息：一次读取可能合并了对端的多次写入，也可能只含一次写入的一部分。",
};

const RECEIVE_FAILED: EventText = EventText {
    title: "读取失败",
    proves: "调用返回的是错误，不是字节。连接上的一个错误，内核只报告一次。此后的读取可能返回 0，这个 0 并\
        不表示对端已结束发送。",
    does_not_prove: "这不能证明对端的程序出错：原因可能是网络、防火墙或者本机。",
};

const PEER_FINISHED: EventText = EventText {
    title: "对端结束发送（FIN）：流结束",
    proves: "对端的 FIN 已到达，程序也已读完 FIN 之前的全部字节。不会再有字节到来。本端的发送方向不受影响：\
        只要它还开着，就仍能发送。",
    does_not_prove: "这不能证明对端的程序读取了本端的字节，也不能证明它关闭了套接字：半关闭和被杀死的程序发送同样的 \
        FIN。",
};

const FINISHED: EventText = EventText {
    title: "本端关闭发送方向：半关闭",
    proves: "内核把 FIN 排在所有尚未发送的字节之后。本端不能再发送，但仍能接收，直到对端也结束发送。",
    does_not_prove: "这不能证明 FIN 或它之前的字节已经发送、到达或者被读取。",
};

const RESET: EventText = EventText {
    title: "连接被重置",
    proves: "RST 已到达：连接的两个方向都已结束，尚未发送的字节被丢弃。读取只报告一次 ECONNRESET，此后的读\
        取返回 0。发送报告 ECONNRESET 或 EPIPE，此后每次发送都报告 EPIPE。",
    does_not_prove: "这不能证明对端的程序崩溃：关闭时还有未读的字节，也会发送 RST。这不能说明本端的字节有哪些被读取。",
};

const CLOSED: EventText = EventText {
    title: "程序关闭了套接字",
    proves: "程序不能再使用这个套接字。仍然存在的连接由内核独自结束：内核发送队列里的数据，然后发送 FIN（如\
        果此前没有发送过）。如果收到的字节还有未读的，内核改为发送 RST。监听套接字关闭时，队列里等待的\
        连接被重置。",
    does_not_prove: "这不能证明队列里的字节会到达，也不能证明内核已处理完这条连接：后面可能还有 TIME_WAIT。",
};

const PEER_SET: EventText = EventText {
    title: "数据报套接字有了唯一的对端",
    proves: "内核把这个地址记为套接字唯一的对端。从现在起发送时不必给出地址，其他来源的数据报不再进入，返回\
        的错误也能报告给程序。",
    does_not_prove: "什么都没有发送。这不能证明有机器使用这个地址，也不能证明有程序在那里接收。",
};

const DATAGRAM_SENT: EventText = EventText {
    title: "内核接收了要发送的数据报",
    proves: "内核接收了整个数据报：内核从不只接收一部分。程序可以重新使用自己的缓冲区。",
    does_not_prove: "这不能证明数据报离开了本机、已经到达、只到达一次，或者有程序在那里接收。丢失通常不会报告给任何\
        人。",
};

const DATAGRAM_RECEIVED: EventText = EventText {
    title: "从内核取得了一个完整的数据报",
    proves: "一个数据报按发送时的原样到达：UDP 保留消息边界，一次接收恰好取得一个数据报。显示的地址来自数据\
        包的首部。",
    does_not_prove: "这不能证明更早的数据报已经到达，不能证明这一个不是重复的，也不能证明发送方的地址是真的：地址可\
        以伪造。",
};

const DATAGRAM_CUT: EventText = EventText {
    title: "取得了一个数据报，但缓冲区太小，装不下",
    proves: "数据报比程序的缓冲区长。内核给出前面的部分，丢弃其余部分；下一次接收取得的是下一个数据报。",
    does_not_prove: "这不能证明网络或发送方有错：换成更大的缓冲区就能装下。Windows 此时报告错误（WSAEMSGSIZE）。",
};

const UNREACHABLE: EventText = EventText {
    title: "先前的一个数据报无法送达",
    proves: "一个 ICMP 报文应答了这个套接字先前的一个数据报，通常说明没有套接字绑定到那个端口。内核借这次调\
        用报告它：ECONNREFUSED（Windows：WSAECONNRESET）。",
    does_not_prove: "这说的不是本次调用的数据报。没有这个事件也不能证明什么：许多防火墙丢弃 ICMP，而 Linux 只在套接\
        字要求时（IP_RECVERR）才向未连接的套接字报告。",
};

const OPTION_SET: EventText = EventText {
    title: "设置了套接字的选项",
    proves: "内核接收了这个选项的值，但可能改动了它：Linux 把缓冲区的大小加倍，并加以限制。读回选项，得到的\
        是实际生效的值。",
    does_not_prove: "这不能证明选项现在起作用：有些选项只在 bind、listen 或 connect 之前设置才有效。",
};

const OPTION_FAILED: EventText = EventText {
    title: "内核拒绝设置选项",
    proves: "选项保持原来的值。ENOPROTOOPT：这种套接字或者这个系统没有该选项。EINVAL：值不允许。EPERM：需要\
        特权。",
    does_not_prove: "这不能证明套接字已损坏：程序可以带着原来的值继续使用它。",
};

const HANDED_OVER: EventText = EventText {
    title: "netlab 不再看到这个套接字，它仍然打开",
    proves: "程序把套接字从报告事件的类型中取走（into_std）。那时它是打开的。以后不再报告它的事件。",
    does_not_prove: "这不能证明套接字已经关闭或将要关闭，也不能证明上面不再有字节传输。",
};

const IMPAIRED: EventText = EventText {
    title: "中继的一条规则有意改变了流量",
    proves: "两个程序之间的中继按所列的规则，对从这个套接字进来的数据做了延迟、截断、丢弃或重复。两个程序看\
        得到结果，看不到原因。多数规则模拟真实的链路；accept-only、coalesce 和 slow-close 模拟程序或内\
        核。",
    does_not_prove: "这不能证明任何一端的程序察觉到了。这不是中继的内核出错，也不是两端的内核出错。",
};

const RULES_CHANGED: EventText = EventText {
    title: "从现在起，中继按另外的规则处理流量",
    proves: "中继启动、场景进入一个阶段，或者有人按了键。此后进来的数据遇到所列的规则。stall 或 blackhole \
        扣留的数据，在规则取消后可以继续传送。",
    does_not_prove: "这不改变已在途中的数据：已经延迟的仍然延迟，已经丢失的不会回来。",
};
