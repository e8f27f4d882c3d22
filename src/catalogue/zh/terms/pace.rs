//! Terms about how fast it goes: buffers, windows, acknowledgements.
//!
//! The one idea: between two programs lie two buffers and a network, and each of the three can be what
//! slows them down.
//!
//! See it run: `netlab explain window`.

use crate::catalogue::entry::TermText;

pub(super) const SEND_BUFFER: TermText = TermText {
    title: "内核已接收、还要保留的字节",
    meaning: "写入把字节复制到发送缓冲区，然后返回。字节留在那里，直到对端的内核确认，因为它们可能需要重传。\
        缓冲区满了，写入就等待；在非阻塞套接字上则返回 EAGAIN。所以，写入返回并不能证明对端的任何情况。",
};

pub(super) const RECEIVE_BUFFER: TermText = TermText {
    title: "已到达、程序还没有读取的字节",
    meaning: "到达的字节在这里等待程序读取。使用 TCP 时，对端从窗口得知剩余的空间；没有空间，对端就必须停止。\
        UDP 没有这样的制动：没有空间的数据报被丢弃，默认不通知任何人。",
};

pub(super) const FLOW_CONTROL: TermText = TermText {
    title: "接收方限制发送方，使自己来得及接收",
    meaning: "每一端都告诉另一端自己还能接收多少字节，这就是窗口。程序不读取，接收缓冲区就会填满，窗口降到 0。\
        然后对端的发送缓冲区填满，最后对端的写入等待。这样，慢的读取方通过两个缓冲区挡住快的写入方：这\
        就是 TCP 的背压。",
};

pub(super) const CONGESTION_CONTROL: TermText = TermText {
    title: "发送方限制自己，使网络承受得住",
    meaning: "发送方的内核维护一个自己的限制，也就是拥塞窗口（cwnd）：它估计网络能承载多少。它从很小开始，每\
        个往返时间加倍（慢启动，教材称慢开始）；以后缓慢增长，丢包时多数算法会减小它。所以新连接开始时\
        慢，经常丢包的路径一直慢。UDP 没有拥塞控制：大量发送的程序必须自己实现。",
};

pub(super) const WINDOW: TermText = TermText {
    title: "对端必须停下等待之前能发送的字节数",
    meaning: "每个报文段都带有发送它的一端的窗口：接收缓冲区的剩余空间。允许在途的那一段字节随着每次确认向前\
        移动，这就是滑动窗口。窗口为 0 表示停止；另一端于是不时发送很小的探测，询问有没有空间。这个字\
        段有 16 位。握手中的一个选项（窗口扩大）把它乘上一个倍数，最大可以表示 1 GiB。",
};

pub(super) const NAGLE: TermText = TermText {
    title: "John Nagle 的算法：暂时留住小的报文段",
    meaning: "发送的字节还没有得到确认时，小块数据要等到能填满一个报文段，或者等到确认到来（Linux：只排在另\
        一个小块之后才等）。程序一点一点写入时，这能节省数据包。它与延迟确认合在一起，会使分几次写入的\
        消息多用 40 ms 甚至更多。一个消息用一次调用写入，或者设置 TCP_NODELAY。TCP_CORK（Linux）和 \
        Node 的 cork() 有意留住小块，直到取消为止。",
};

pub(super) const DELAYED_ACK: TermText = TermText {
    title: "稍晚一点确认，以节省数据包",
    meaning: "接收方的内核在确认之前稍等片刻，因为可能很快有数据要发送，确认可以随之带去。标准规定的上限是半\
        秒；Linux 等待 40 到 200 ms。通常每收到两个满的报文段就立即确认一次。",
};

pub(super) const ROUND_TRIP_TIME: TermText = TermText {
    title: "从发送到应答到达的时间，也就是时延",
    meaning: "往返时间（RTT）在环回接口上远小于 1 ms，在本地网络上约 1 ms，跨洋则是 70 ms 以上。必须等待应答\
        的请求，无论多少字节，至少需要一个往返时间。内核测量它，用来决定何时重传。在 Linux 上，ss -ti \
        显示内核的估计值（rtt）。",
};

pub(super) const RETRANSMISSION: TermText = TermText {
    title: "再次发送没有得到确认的数据",
    meaning: "TCP 给字节编号，对端的内核确认它们。没有及时得到确认的数据会重传，每次重传等待得更久。程序只感\
        到延迟，看不到别的。在 Linux 上，约 15 到 18 分钟之后程序得到 ETIMEDOUT（tcp_retries2）；设置\
        了 TCP_USER_TIMEOUT 则更早。UDP 从不重传：这要由程序来做。",
};

pub(super) const ACK: TermText = TermText {
    title: "确认：这些字节已到达对端的内核",
    meaning: "连接建立后，每个报文段都带有 ACK 标志和一个数：发送它的一端接下来期待的字节。在此之前的字节都\
        已到达（累积确认）。内核于是把它们从发送缓冲区移除；没有得到确认的，内核会重传。ACK 来自对端的\
        内核。要知道对端的程序是否读取了消息，必须由那个程序来应答。",
};

pub(super) const BACKPRESSURE: TermText = TermText {
    title: "读得慢的一端使写入的一端等待",
    meaning: "对端不读取，它的接收缓冲区就会填满，然后是本端的发送缓冲区，写入就等待或者返回 EAGAIN：事件 \
        waiting。这时程序应该从自己的数据来源少取一些。在 Node 里，自己的缓冲区超过高水位线（highWaterMark）\
        后，write() 返回 false，排空时的 'drain' 事件表示可以继续（pipe() 会等待它）；忽略它的程序会填\
        满自己的内存。使用 UDP 时，接收方不能使发送方慢下来：数据报会丢失。",
};

pub(super) const TIMEOUT: TermText = TermText {
    title: "等待的时间上限",
    meaning: "内核的时限很长。在 Linux 上，没有应答的 connect 约两分钟后失败，没有得到确认的字节约 15 到 18 \
        分钟后失败；沉默的连接根本没有时限。所以程序要设自己的时限。netlab 把内核的超时报告为 \
        timed-out，把程序自己的报告为 gave-up。客户端重试之前要等待，每次更久（退避），并加上一个随机\
        的部分。",
};

pub(super) const JITTER: TermText = TermText {
    title: "各个数据包的时延不同",
    meaning: "途中的队列有长有短，所以等间隔发出的数据包到达时间隔不等。声音和视频需要一个小缓冲区来应对。\
        TCP 保持字节的顺序，不保持它们的时间；使用 UDP 时，后发的数据报可能越过先发的。netlab impair \
        --jitter 加上随机的延迟。",
};

pub(super) const FAST_RETRANSMIT: TermText = TermText {
    title: "收到三个重复的确认就重传",
    meaning: "接收方收到缺口之后的报文段，就重复上一次的确认：重复 ACK。三个重复的 ACK 告诉发送方，很可能有\
        一个报文段丢失，而后面的正在到达。于是发送方不等计时器就重传它，这叫快速重传。使用 SACK 选项时，\
        接收方还会说明缺口之后已有哪些字节。程序只感到短暂的延迟，所有字节仍按顺序到达。",
};

pub(super) const THROUGHPUT: TermText = TermText {
    title: "每秒到达多少字节",
    meaning: "一条连接每个往返时间最多传送一个窗口：每 100 ms 传 64 KiB，约为每秒 655 kB，无论链路多快。要填\
        满一条路径，在途的字节数必须等于带宽乘以往返时间：带宽时延积。每发一个小消息就等待应答的程序，\
        也因此而慢。程序可以在第一个应答到来之前发送多个请求（流水线），也可以把多个请求合成一个消息。",
};

pub(super) const BUFFERBLOAT: TermText = TermText {
    title: "途中的队列太长，使每个数据包都晚到",
    meaning: "链路忙的时候，设备把数据包放在队列里。如果队列很大，一个快的发送方就能填满它，其他所有数据包都\
        在后面等待：往返时间变长，有时长达几秒，却没有丢包。等到丢包才反应的拥塞控制会先填满队列。队列\
        保持较短的设备（CoDel）有帮助。上传时用 ping 可以看到这种延迟。",
};

pub(super) const ZERO_COPY: TermText = TermText {
    title: "发送时不把字节从程序复制到内核",
    meaning: "普通的发送把字节从程序的内存复制到发送缓冲区。sendfile 在内核里直接发送文件的字节：程序从不持\
        有它们。在 Linux 上，带 MSG_ZEROCOPY 的发送也不复制，但在内核通知用完之前，程序不能修改这些字\
        节。只有数据量大时才有好处：Linux 自己的文档说，每次写入约 10 KB 以上。",
};
