//! The header fields in Chinese: the headers of segments and datagrams.
//!
//! The one idea: only the two ends read these: a router passes them on unseen.
//!
//! See it run: `netlab layers --at transport`.

use crate::catalogue::entry::FieldText;

pub(super) const TCP_SOURCE_PORT: FieldText = FieldText {
    title: "发送的机器上的哪个套接字",
    meaning: "客户端的内核在程序连接时选择了它。应答回到这里。",
};

pub(super) const TCP_DESTINATION_PORT: FieldText = FieldText {
    title: "接收的机器上的哪个套接字",
    meaning: "客户端连接的端口。它与两个地址、另一个端口一起标识一条连接。",
};

pub(super) const TCP_SEQUENCE_NUMBER: FieldText = FieldText {
    title: "第一个数据字节在流中的位置",
    meaning: "序号从一个外人猜不到的数开始。接收方的内核用它排列报文段的顺序，丢弃已有的部分。",
};

pub(super) const TCP_ACKNOWLEDGMENT_NUMBER: FieldText = FieldText {
    title: "期待从另一端收到的下一个字节",
    meaning: "在此之前的所有字节都已到达发送它的内核（累积确认）。它不说明程序读取了多少。",
};

pub(super) const TCP_HEADER_LENGTH: FieldText = FieldText {
    title: "首部在哪里结束，数据从哪里开始",
    meaning: "4 位，以 4 字节为单位。TCP 没有数据长度的字段：由数据包的长度算出。",
};

pub(super) const TCP_FLAGS: FieldText = FieldText {
    title: "报文段的种类",
    meaning: "ACK：确认号有效，已建立连接的所有报文段都是这样。PSH：发送方暂时没有更多数据。SYN 建立连接，\
        FIN 结束一个方向，RST 立即结束连接。",
};

pub(super) const TCP_WINDOW: FieldText = FieldText {
    title: "另一端可以发送多少字节",
    meaning: "发送它的一端的接收缓冲区的剩余空间。握手时每一端说明一个倍数，数值要乘以它；在 Linux 上常见的\
        是 128 或 1,024。0 表示停止。",
};

pub(super) const TCP_CHECKSUM: FieldText = FieldText {
    title: "对地址、首部和数据计算的校验和",
    meaning: "接收方重新计算，丢弃不符的报文段。常由网卡计算，而不是内核；在 Linux 的环回接口上没有谁计算，\
        字段里只有校验和的第一部分。",
};

pub(super) const TCP_URGENT_POINTER: FieldText = FieldText {
    title: "紧急数据在哪里结束",
    meaning: "只在有 URG 标志时有效，新的程序不应使用它。",
};

pub(super) const TCP_OPTIONS: FieldText = FieldText {
    title: "首部的附加内容",
    meaning: "Linux 机器之间，每个报文段都有时间戳，用来测量往返时间；SYN 还说明 MSS、窗口的倍数，以及能否使\
        用 SACK（它指出缺口）。No-op 用来填充到 4 字节。",
};

pub(super) const UDP_SOURCE_PORT: FieldText = FieldText {
    title: "发送的机器上的哪个套接字",
    meaning: "应答发往这里。不需要应答时可以是 0。",
};

pub(super) const UDP_DESTINATION_PORT: FieldText = FieldText {
    title: "接收的机器上的哪个套接字",
    meaning: "如果没有套接字占用它，接收方的内核通常用 ICMP 端口不可达应答。",
};

pub(super) const UDP_LENGTH: FieldText = FieldText {
    title: "数据报的长度，包括首部",
    meaning: "至少是 8。它重复了由 IP 的长度可以算出的值。",
};

pub(super) const UDP_CHECKSUM: FieldText = FieldText {
    title: "对地址、首部和数据计算的校验和",
    meaning: "IPv4 中 0 表示没有计算；IPv6 必须有，某些隧道除外。在环回接口上，Linux 只计算一半，因为那里没\
        有谁检查。",
};
