//! The events in two clauses: what each one proves, and what it does not.
//!
//! The one idea: who watches a program run has time for a glance. So a clause is one thought in at most 36
//! columns, and both fit into a row of 80; the whole thought stands in `events.rs`. The second clause goes on
//! where "it does not prove" would stop.
//!
//! See it run: `netlab tcp-server`.

use crate::catalogue::entry::Short;
use crate::event::{Kind, Transport};

/// A kind of event in two clauses, where it happens over this transport.
pub(crate) const fn short(kind: Kind, transport: Transport) -> Short {
    let (proves, does_not_prove) = match (kind, transport) {
        (Kind::Resolved, _) => ("解析器给出了这些地址", "有程序在那里监听"),
        (Kind::ResolveFailed, _) => ("解析器没有给出地址", "主机已停机"),
        (Kind::Bound, Transport::Tcp) => ("内核给了它这个地址", "客户端已经能够连接"),
        (Kind::Bound, Transport::Udp) => ("从现在起可以在这里接收", "防火墙放行其他机器"),
        (Kind::BindFailed, _) => ("内核拒绝给出这个地址", "现在有程序使用这个地址"),
        (Kind::Listening, _) => ("内核开始接纳客户端", "程序已经在接受连接"),
        (Kind::ListenFailed, _) => ("内核没有让它监听", "bind 有错"),
        (Kind::Connecting, _) => ("已请求内核建立连接", "SYN 已离开本机"),
        (Kind::Connected, _) => ("三次握手已完成", "对端的程序已接受连接"),
        (Kind::Refused, _) => ("SYN 得到的应答是拒绝", "那台机器上没有服务器"),
        (Kind::TimedOut, _) => ("没有应答，内核已放弃", "对端已停机"),
        (Kind::ConnectFailed, _) => ("连接没有建立", "对端已停机"),
        (Kind::GaveUp, _) => ("程序自己不再等待", "对端的任何情况"),
        (Kind::Accepted, _) => ("在此之前握手已完成", "客户端还在"),
        (Kind::AcceptFailed, _) => ("这次调用没有得到连接", "监听套接字已损坏"),
        (Kind::Sent, _) => ("已复制到本端的发送缓冲区", "有一个字节离开了本机"),
        (Kind::Waiting, _) => ("内核暂时不再接收字节", "有数据丢失"),
        (Kind::SendFailed, Transport::Tcp) => ("这些字节内核一个也没收", "先前的字节怎么样了"),
        (Kind::SendFailed, Transport::Udp) => ("内核没有接收这个数据报", "下一个数据报也会失败"),
        (Kind::Received, _) => ("字节按顺序到达，没有缺失", "这是一条完整的消息"),
        (Kind::ReceiveFailed, _) => ("这次读取得到错误，没有字节", "对端的程序出错"),
        (Kind::PeerFinished, _) => ("对端不会再发送字节", "对端已读取数据或已关闭"),
        (Kind::Finished, _) => ("FIN 已排在本端的字节之后", "FIN 或这些字节已到达"),
        (Kind::Reset, _) => ("RST 已到达：双向都已结束", "对端的程序崩溃"),
        (Kind::Closed, Transport::Tcp) => ("程序已交还套接字", "内核也处理完了这条连接"),
        (Kind::Closed, Transport::Udp) => ("程序已交还套接字", "发送的数据已到达"),
        (Kind::PeerSet, _) => ("从现在起只接收这个对端", "有程序在那里接收"),
        (Kind::DatagramSent, _) => ("内核接收了整个数据报", "它离开了本机，或已到达"),
        (Kind::DatagramReceived, _) => ("一个完整的数据报，原样到达", "此前没有数据报丢失"),
        (Kind::DatagramCut, _) => ("程序的缓冲区装不下它", "网络或发送方有错"),
        (Kind::Unreachable, _) => ("先前的一个遇到 ICMP 错误", "本次数据报的任何情况"),
        (Kind::OptionSet, _) => ("内核接收了这个值", "选项现在起作用"),
        (Kind::OptionFailed, _) => ("选项保持原来的值", "套接字已损坏"),
        (Kind::TlsBegun, _) => ("接下来的字节将是 TLS", "另一端使用 TLS"),
        (Kind::ClientHello, _) => ("这是客户端支持的内容", "客户端是谁"),
        (Kind::TlsFinished, _) => ("双方都有了后续内容的密钥", "客户端是谁"),
        (Kind::TlsFailed, _) => ("一端拒绝了；不再发送内容", "有人在攻击"),
        (Kind::TlsClosed, _) => ("这个方向的会话结束了", "另一个方向也结束了"),
        (Kind::HandedOver, _) => ("netlab 不再看到这个套接字", "套接字已经关闭"),
        (Kind::Impaired, _) => ("这是中继有意做的", "两端的程序察觉到了"),
        (Kind::RulesChanged, _) => ("此后进来的数据遇到这些规则", "已在途中的数据会改变"),
    };
    Short { proves, does_not_prove }
}
