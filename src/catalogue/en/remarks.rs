//! The remarks on sockets in English: what the numbers say, and who is to act next.
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
    title: "a UDP socket takes datagrams from anyone",
    meaning: "UDP has no connection and so no state. This socket has an address. A datagram that arrives \
        there waits in the receive buffer, if it has room, until the program takes it.",
    next: "Any sender may act next.",
};

const DATAGRAM_PEER: StateText = StateText {
    title: "a UDP socket that has one peer",
    meaning: "The program has called connect, which sends nothing: it only names the one peer. From then \
        on datagrams of others do not come in here, and errors that the peer's machine reports come \
        back.",
    next: "Either program may act next. Whether the peer exists is not known.",
};

const UNACCEPTED: StateText = StateText {
    title: "a connection that the program has not accepted yet",
    meaning: "The kernel finished the handshake by itself. No program holds this socket: it waits in the \
        accept queue of the listening socket. The client is connected, and may have sent bytes.",
    next: "The server's program acts next, with accept.",
};

const ACCEPT_QUEUE_FULL: StateText = StateText {
    title: "the accept queue is full",
    meaning: "More connections wait than the backlog allows, so the kernel lets no client in. On Linux \
        it does not answer a further SYN, and the client repeats it and waits.",
    next: "The server's program acts next: each accept makes room for one.",
};

const UNREAD: StateText = StateText {
    title: "something has arrived that the program has not read",
    meaning: "What has arrived lies in the receive buffer. The kernel has done its part; the sender may \
        know that the bytes arrived, never that they were read.",
    next: "The program acts next, by reading; before that with accept, if it has not accepted the \
        connection yet.",
};

const WINDOW_CLOSED: StateText = StateText {
    title: "the peer takes no more bytes",
    meaning: "The peer's receive buffer is full, and its kernel said so: its window is 0. Our kernel \
        keeps what is left and asks from time to time whether there is room (a window probe).",
    next: "The peer's program acts next, by reading. If a program still writes here, its write waits \
        once our send buffer is full.",
};

const LAST_BYTES_HELD: StateText = StateText {
    title: "the peer takes no more bytes, and our last ones wait",
    meaning: "The peer's receive buffer is full, and its kernel said so: its window is 0. Our program has \
        finished and can write no more; its last bytes wait here, and the FIN behind them.",
    next: "The peer's program acts next, by reading. Then our kernel sends the rest by itself.",
};

const REPEATING: StateText = StateText {
    title: "what was sent is not acknowledged in time",
    meaning: "Our kernel has sent it again already, and will try some more times. The other machine is \
        away or too busy, or packets are lost on the way.",
    next: "The peer's kernel acts next, with an ACK. If none comes, our kernel gives up; a program that \
        holds the socket gets ETIMEDOUT, or the error that a router or ARP reported.",
};

const KERNEL_ALONE: StateText = StateText {
    title: "no program holds it any more; the kernel ends it",
    meaning: "The program has closed this socket: what is left to be done the kernel does by itself.",
    next: "No program on this machine can act on it any more.",
};

const DROPPED: StateText = StateText {
    title: "datagrams were thrown away here",
    meaning: "They arrived on this machine and the kernel dropped them: usually because the socket's \
        receive buffer was full, seldom because a checksum was wrong. UDP does not repeat them, and \
        neither program was informed.",
    next: "If the buffer was full, the program that holds this socket must read faster, or ask for a \
        larger one (SO_RCVBUF). nstat -az tells which: UdpRcvbufErrors, UdpInCsumErrors.",
};
