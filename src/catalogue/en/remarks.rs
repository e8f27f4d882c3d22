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
    meaning: "UDP has no connection and so no state. This socket has an address, and each datagram that \
        is sent there waits in it until the program takes it.",
    next: "Any sender may act next.",
};

const DATAGRAM_PEER: StateText = StateText {
    title: "a UDP socket that talks with one peer",
    meaning: "The program has called connect, which sends nothing: it only names the one peer. Datagrams \
        from anyone else do not come in here, and errors that the peer's machine reports come back.",
    next: "Either program may act next. That the peer exists is not known.",
};

const UNACCEPTED: StateText = StateText {
    title: "a connection that the program has not accepted yet",
    meaning: "The kernel finished the handshake by itself. No program holds this socket: it waits in the \
        accept queue of the one that listens. The client is connected, and may have sent bytes.",
    next: "The server's program acts next, with accept.",
};

const ACCEPT_QUEUE_FULL: StateText = StateText {
    title: "the accept queue is full",
    meaning: "More connections wait than the backlog allows, so the kernel lets no client in. On Linux it \
        does not answer a further SYN, and the client repeats it and waits.",
    next: "The server's program acts next: each accept makes room for one.",
};

const UNREAD: StateText = StateText {
    title: "something has arrived that the program has not read",
    meaning: "What has arrived stands in the receive buffer. The kernel has done its part; the sender may \
        know that the bytes arrived, never that they were read.",
    next: "The program that holds this socket acts next, by reading.",
};

const WINDOW_CLOSED: StateText = StateText {
    title: "the peer takes no more bytes",
    meaning: "The peer's receive buffer is full, and its kernel said so: its window is 0. Our kernel keeps \
        what is left and asks from time to time whether there is room (a window probe).",
    next: "The peer's program acts next, by reading. Until then a write here waits once our send buffer is \
        full.",
};

const LAST_BYTES_HELD: StateText = StateText {
    title: "the peer takes no more bytes, and our last ones wait",
    meaning: "The peer's receive buffer is full, and its kernel said so: its window is 0. Our program has \
        finished and can write no more; its last bytes wait here, and the FIN behind them.",
    next: "The peer's program acts next, by reading. Then our kernel sends the rest by itself.",
};

const REPEATING: StateText = StateText {
    title: "what was sent is not acknowledged in time",
    meaning: "Our kernel has sent it again already, and each further try waits longer. The other machine \
        is away or too busy, or packets are lost on the way.",
    next: "The peer's kernel acts next, with an ACK. If none comes, our kernel gives up and the program \
        gets ETIMEDOUT.",
};

const KERNEL_ALONE: StateText = StateText {
    title: "the program has closed it, the kernel is not done",
    meaning: "No program holds this socket any more. The kernel still sends what is left, and sees the \
        connection to its end by itself.",
    next: "The two kernels act next; no program here can.",
};

const DROPPED: StateText = StateText {
    title: "datagrams were thrown away here",
    meaning: "They arrived on this machine and found the socket's receive buffer full, so the kernel \
        dropped them. Neither program was told: UDP does not repeat.",
    next: "The program that holds this socket acts next: it must read faster, or ask for a larger buffer \
        (SO_RCVBUF).",
};
