//! The TCP states in Chinese: what each one means, and who is to act next.
//!
//! The one idea: a state is a question of who is awaited. In `CLOSE_WAIT` it is our own program, in
//! `FIN_WAIT_2` the peer's, in `TIME_WAIT` nobody.
//!
//! See it run: `netlab explain TIME_WAIT`.

use crate::catalogue::entry::StateText;
use crate::event::TcpState;

/// What a TCP state means.
pub(crate) fn text(state: TcpState) -> &'static StateText {
    match state {
        TcpState::Listen => &LISTEN,
        TcpState::SynSent => &SYN_SENT,
        TcpState::SynReceived => &SYN_RECEIVED,
        TcpState::Established => &ESTABLISHED,
        TcpState::FinWait1 => &FIN_WAIT_1,
        TcpState::FinWait2 => &FIN_WAIT_2,
        TcpState::CloseWait => &CLOSE_WAIT,
        TcpState::Closing => &CLOSING,
        TcpState::LastAck => &LAST_ACK,
        TcpState::TimeWait => &TIME_WAIT,
        TcpState::Closed => &CLOSED,
    }
}

const LISTEN: StateText = StateText {
    title: "等待任何客户端的连接",
    meaning: "套接字有地址，接纳客户端。它自己不传送字节：每条连接得到一个单独的套接字。内核在这里完成握手，\
        不需要程序参与。",
    next: "接下来由某个客户端行动：发送 SYN。程序关闭监听套接字时，这个状态结束。",
};

const SYN_SENT: StateText = StateText {
    title: "SYN 已发送，等待应答",
    meaning: "程序调用了 connect。内核发送了 SYN，也就是握手的第一个报文段，没有应答就重传。",
    next: "接下来由对端的内核行动。收到 SYN 和 ACK 就进入 ESTABLISHED。RST 使尝试结束（refused），在 \
        Linux 上 ICMP 错误也是这样；一直没有应答，最后一次重传后再过一段时间结束（timed-out）。",
};

const SYN_RECEIVED: StateText = StateText {
    title: "已应答 SYN，等待最后的 ACK",
    meaning: "内核收到客户端的 SYN，用 SYN 和 ACK 应答。程序不知道这条连接：accept 只给出已完成的连接。它在 \
        Linux 的未完成连接队列（SYN queue）里等待；填满这个队列的攻击叫作 SYN 洪泛。",
    next: "接下来由客户端的内核行动：它的 ACK 使状态变为 ESTABLISHED。没有 ACK，内核就重传应答（Linux：5 \
        次），然后忘掉它。",
};

const ESTABLISHED: StateText = StateText {
    title: "两个方向都打开",
    meaning: "握手已完成，两端都能发送。连接可以在这个状态停留几天，不传一个数据包。服务器的一端可能在程序接\
        受之前就到了这个状态。",
    next: "接下来任何一端的程序都可以行动：shutdown 或 close 使内核发送 FIN。RST，或者发送的字节始终得不\
        到确认，也会结束这个状态。",
};

const FIN_WAIT_1: StateText = StateText {
    title: "FIN 已排队或已发送，尚未得到确认",
    meaning: "这一端在对端的 FIN 到达之前，用 shutdown 或 close 结束了发送。FIN 排在所有待发送的字节之后。如\
        果程序只是关闭了发送方向（半关闭），字节仍能到达；如果已 close，内核用 RST 应答到来的字节。",
    next: "接下来由对端的内核行动。收到 ACK 进入 FIN_WAIT_2；收到 FIN 而没有这个 ACK，进入 CLOSING；两者\
        同时收到，进入 TIME_WAIT。",
};

const FIN_WAIT_2: StateText = StateText {
    title: "FIN 已得到确认，等待对端的 FIN",
    meaning: "这一端不能再发送。如果程序只是关闭了发送方向（半关闭），字节仍能到达；如果已 close，内核用 RST \
        应答到来的字节。对端通常处于 CLOSE_WAIT。",
    next: "接下来由对端的程序行动：它必须 shutdown 或 close。收到它的 FIN 就进入 TIME_WAIT。如果本端的程\
        序已关闭套接字，Linux 只等 60 s（tcp_fin_timeout）。",
};

const CLOSE_WAIT: StateText = StateText {
    title: "对端已结束发送，本端的程序还没有",
    meaning: "对端的 FIN 已到达。读取先得到 FIN 之前的字节，然后得到 0。本端仍能发送。大量套接字停留在这个状\
        态，说明本端的程序有错：它从不关闭套接字。",
    next: "接下来由本端的程序行动：shutdown 或 close 发送 FIN，进入 LAST_ACK。没有保活，就没有时限来结束\
        这个状态。",
};

const CLOSING: StateText = StateText {
    title: "两端几乎同时发送了 FIN",
    meaning: "两个 FIN 在途中交错：对端的 FIN 先到，本端 FIN 的 ACK 后到。两个方向都已结束发送。这个状态很短，\
        很少见到。",
    next: "接下来由对端的内核行动：它对本端 FIN 的 ACK 使状态变为 TIME_WAIT。",
};

const LAST_ACK: StateText = StateText {
    title: "两端都已结束发送，等待对 FIN 的 ACK",
    meaning: "对端先结束发送，然后本端也结束。程序没有数据要发送了；内核保留这条连接，直到对端最后的 ACK 到\
        达。",
    next: "接下来由对端的内核行动：它的 ACK 使状态变为 CLOSED。没有 ACK，内核就重传 FIN 一段时间，然后放\
        弃。",
};

const TIME_WAIT: StateText = StateText {
    title: "两端都已结束；本端等待迟到的数据包",
    meaning: "本端先发送了 FIN，或者两端同时发送。内核把这对地址再保留一段时间（2MSL），避免迟到的数据包被当\
        作新连接的，也使重传的 FIN 仍能得到确认。没有程序再持有它，只有内核持有。",
    next: "没有谁需要行动：时间到了就结束，在 Linux 上是 60 s（RFC 要求 4 分钟）。在此期间，设置了 \
        SO_REUSEADDR 的服务器可以绑定同一个端口；在 Linux 上，先前的那个服务器也必须设置过它。",
};

const CLOSED: StateText = StateText {
    title: "没有连接",
    meaning: "内核没有保留这对地址的任何记录：还没有，或者已经没有了。既没有连接、也没有监听的新套接字，也显\
        示为 CLOSED。",
    next: "接下来由程序行动：connect 使状态变为 SYN_SENT，listen 使状态变为 LISTEN。不属于任何套接字的报\
        文段，内核用 RST 应答，除非它本身就是 RST。",
};
