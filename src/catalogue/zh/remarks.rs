//! The remarks on sockets in Chinese: what the numbers say, and who is to act next.
//!
//! The one idea: of any socket one can ask whom it waits for: our own program, the peer's program, a
//! kernel, or nobody.
//!
//! See it run: `netlab sockets`.

use crate::catalogue::Remark;
use crate::catalogue::entry::StateText;

/// What a remark means.
pub(crate) fn text(remark: Remark) -> &'static StateText {
    match remark {
        Remark::OpenToDatagrams => &OPEN_TO_DATAGRAMS,
        Remark::DatagramPeer => &DATAGRAM_PEER,
        Remark::Unaccepted => &UNACCEPTED,
        Remark::AcceptQueueFull => &ACCEPT_QUEUE_FULL,
        Remark::Unread => &UNREAD,
        Remark::WindowClosed => &WINDOW_CLOSED,
        Remark::LastBytesHeld => &LAST_BYTES_HELD,
        Remark::Repeating => &REPEATING,
        Remark::KernelAlone => &KERNEL_ALONE,
        Remark::Dropped => &DROPPED,
    }
}

const OPEN_TO_DATAGRAMS: StateText = StateText {
    title: "UDP 套接字，接收任何来源的数据报",
    meaning: "UDP 没有连接，也就没有状态。这个套接字有地址。到达的数据报在接收缓冲区里等待（如果还有空间），\
        直到程序取走。",
    next: "接下来任何发送方都可以行动。",
};

const DATAGRAM_PEER: StateText = StateText {
    title: "只有一个对端的 UDP 套接字",
    meaning: "程序调用了 connect。这个调用不发送任何数据，只指定唯一的对端。从此以后，其他来源的数据报不再进\
        入这里，对端的机器报告的错误能够返回。",
    next: "接下来任何一端的程序都可以行动。对端是否存在，无从得知。",
};

const UNACCEPTED: StateText = StateText {
    title: "程序还没有接受的连接",
    meaning: "内核自行完成了握手。没有程序持有这个套接字：它在监听套接字的已完成连接队列里等待。客户端已经连\
        接，可能已经发送了字节。",
    next: "接下来由服务器的程序行动：调用 accept。",
};

const ACCEPT_QUEUE_FULL: StateText = StateText {
    title: "已完成连接队列满了",
    meaning: "等待的连接超过了 backlog 允许的数量，内核不再接纳客户端。在 Linux 上，内核不应答新的 SYN，客户\
        端就重传 SYN 并等待。",
    next: "接下来由服务器的程序行动：每次 accept 腾出一个位置。",
};

const UNREAD: StateText = StateText {
    title: "有数据已到达，程序还没有读取",
    meaning: "到达的数据在接收缓冲区里。内核已做完自己的部分；发送方可能知道字节已到达，但不会知道它们是否被\
        读取。",
    next: "接下来由程序行动：读取；如果还没有接受这条连接，就先 accept。",
};

const WINDOW_CLOSED: StateText = StateText {
    title: "对端不再接收字节",
    meaning: "对端的接收缓冲区已满，它的内核也报告了：窗口为 0。本端的内核保留剩下的字节，并不时询问有没有空\
        间（窗口探测）。",
    next: "接下来由对端的程序行动：读取。如果这里的程序仍在写入，发送缓冲区一满，写入就会等待。",
};

const LAST_BYTES_HELD: StateText = StateText {
    title: "对端不再接收字节，最后的数据在等待",
    meaning: "对端的接收缓冲区已满，它的内核也报告了：窗口为 0。本端的程序已结束发送，不能再写；最后的字节在\
        这里等待，FIN 排在它们之后。",
    next: "接下来由对端的程序行动：读取。然后本端的内核自行发送其余的字节。",
};

const REPEATING: StateText = StateText {
    title: "发送的数据没有及时得到确认",
    meaning: "本端的内核已经重传过，还会再试几次。可能对端的机器不在或者太忙，也可能数据包在途中丢失。",
    next: "接下来由对端的内核行动：发送 ACK。如果没有 ACK，本端的内核就放弃；持有套接字的程序得到 \
        ETIMEDOUT，或者路由器、ARP 报告的错误。",
};

const KERNEL_ALONE: StateText = StateText {
    title: "没有程序再持有它，由内核来结束",
    meaning: "程序已关闭这个套接字：剩下的事由内核自行完成。",
    next: "本机的程序都不能再操作它。",
};

const DROPPED: StateText = StateText {
    title: "这里丢弃过数据报",
    meaning: "数据报到达了本机，又被内核丢弃：通常因为套接字的接收缓冲区已满，偶尔因为校验和错误。UDP 不重传，\
        两端的程序都没有得到通知。",
    next: "如果是缓冲区已满，持有这个套接字的程序就必须读得更快，或者要求更大的缓冲区（SO_RCVBUF）。nstat \
        -az 能区分：UdpRcvbufErrors、UdpInCsumErrors。",
};
