//! Terms about a connection's life: from the handshake to the termination.
//!
//! The one idea: a connection is kept by two kernels; the programs at its ends come later to it and
//! may leave earlier.
//!
//! See it run: `netlab explain half-close`.

use crate::catalogue::entry::TermText;

pub(super) const CONNECTION: TermText = TermText {
    title: "两端约定的两个字节流",
    meaning: "TCP 连接存在于两端的内核里，两端各自维护自己的状态。每个方向有一个字节流，每个方向各自结束。如\
        果两端之间的路径断了，沉默的一端察觉不到：只有发送的字节得不到确认，或者保活探测，才能发现。",
};

pub(super) const STREAM: TermText = TermText {
    title: "按顺序的字节，没有消息边界",
    meaning: "TCP 按写入的顺序把字节交给读取方，没有缺失。它不保留写入的边界：一次读取可能返回两次写入的数据，\
        一次写入也可能需要多次读取。需要消息的程序必须自己标出边界，这叫作消息定界（framing）。",
};

pub(super) const HANDSHAKE: TermText = TermText {
    title: "两个内核用三个报文段建立连接",
    meaning: "三次握手（教材也称三报文握手）：客户端的内核发送 SYN，服务器的内核应答 SYN 和 ACK，客户端的内\
        核再发送 ACK。双方由此知道对方的字节序号从哪里开始。第二个报文段到达时 connect 返回，也就是一\
        个往返时间之后。服务器的程序不参与：对每个监听的套接字，内核独自完成握手。",
};

pub(super) const BACKLOG: TermText = TermText {
    title: "多少条已完成的连接可以等待接受",
    meaning: "backlog 是 listen(2) 的第二个参数：已完成连接队列的长度上限。Linux 用 net.core.somaxconn 作为\
        上限（Linux 5.4 起为 4096），实际上还多放进一条。队列满了，Linux 就忽略新的客户端；它们重传 \
        SYN 并等待。在 Windows 上，它们得到 WSAECONNREFUSED。",
};

pub(super) const ACCEPT_QUEUE: TermText = TermText {
    title: "程序还没有取走的已完成连接",
    meaning: "内核自行完成握手，把每条连接放进已完成连接队列（俗称全连接队列）。accept 取出最早的一条。对客\
        户端来说，连接已经建立：它可以发送，字节在接收缓冲区里等待。在 Linux 上，ss -ltn 把队列的长度\
        显示为 Recv-Q，把上限显示为 Send-Q。",
};

pub(super) const HALF_CLOSE: TermText = TermText {
    title: "一个方向已结束，另一个方向仍打开",
    meaning: "带 SHUT_WR 的 shutdown 用 FIN 关闭本端的发送方向。对端读到流结束，仍然可以应答。客户端用半关闭\
        表示：数据已发完，现在只接收。一读到流结束就关闭的程序会丢失应答。Node 此时自动结束自己的方向，\
        除非 allowHalfOpen 为 true。",
};

pub(super) const FIN: TermText = TermText {
    title: "表示“这一端不再有字节”的标志",
    meaning: "FIN 排在本方向最后一个字节之后，所以对端先读到所有字节，再读到 0，也就是流结束（EOF）。FIN 像\
        字节一样需要确认，丢失就重传。shutdown 和 close 使内核发送 FIN，程序结束或被杀死时通常也是。每\
        个方向各有一个 FIN，加上两个 ACK，就是连接终止的四次挥手。",
};

pub(super) const RST: TermText = TermText {
    title: "立即结束连接两个方向的标志",
    meaning: "RST（复位）表示：我不知道这条连接，或者不再需要它。没有程序监听、程序关闭时还有未读的字节或者\
        设置了 SO_LINGER 0、报文段不属于任何连接时，内核发送 RST。尚未交付的字节可能丢失。另一端在 \
        connect 期间得到 ECONNREFUSED，以后得到 ECONNRESET 或 EPIPE。",
};

pub(super) const KEEPALIVE: TermText = TermText {
    title: "询问沉默的对端是否还在的探测",
    meaning: "设置了 SO_KEEPALIVE 之后，内核探测长时间沉默的连接。Linux 等待 2 小时，然后最多发送 9 个探测，\
        间隔 75 s，最后给出 ETIMEDOUT。保活默认关闭。有应答，只证明对端的内核还在，不证明它的程序在工\
        作：那要由程序之间交换消息（心跳）。",
};

pub(super) const HALF_OPEN: TermText = TermText {
    title: "一端已失去、另一端却不知道的连接",
    meaning: "一台机器重启了，或者路径断了，而 FIN 和 RST 都没有到达另一端：它仍显示 ESTABLISHED，继续等待。\
        它一发送，就得到 RST；或者没有应答，最后得到 ETIMEDOUT。只是等待的时候，保活或心跳能够发现。半\
        打开不是半关闭，半关闭是一端有意关闭发送方向。有人把没有完成的握手（SYN_RECEIVED）也叫作半打开\
        （半连接）。",
};

pub(super) const HEARTBEAT: TermText = TermText {
    title: "程序用来得知对方是否在工作的消息",
    meaning: "程序每隔几秒发送一个短消息，并期待应答；连续几个应答没有到来，就关闭连接。保活只询问对端的内核，\
        心跳询问对端的程序。心跳还使途中的 NAT 和防火墙保留这条连接。慢的对端和失效的对端无法区分：时\
        限决定等待多久。",
};
