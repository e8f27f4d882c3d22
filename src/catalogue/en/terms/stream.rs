//! Terms about a connection's life: from the handshake to the termination.
//!
//! The one idea: a connection is kept by two kernels; the programs at its ends come later to it and
//! may leave earlier.
//!
//! See it run: `netlab explain half-close`.

use crate::catalogue::entry::TermText;

pub(super) const CONNECTION: TermText = TermText {
    title: "two ends that agreed on two streams of bytes",
    meaning: "A TCP connection exists in the two kernels at its ends, each of which keeps a state of its \
        own. It carries one stream in each direction, and each direction ends by itself. If the path \
        between them breaks, neither end notices while it is silent: only sent bytes without an \
        acknowledgement show it, or keepalive probes.",
};

pub(super) const STREAM: TermText = TermText {
    title: "bytes in order, without message boundaries",
    meaning: "TCP gives the reader the bytes in the order in which they were written, without gaps. It \
        does not keep the boundaries of the writes: one read may return two writes, and one write may \
        need several reads. A program that wants messages must mark them, which is called framing.",
};

pub(super) const HANDSHAKE: TermText = TermText {
    title: "three segments by which two kernels open a connection",
    meaning: "The three-way handshake: the client's kernel sends SYN, the server's answers SYN and ACK, \
        the client's sends ACK. Each learns where the other's count of bytes begins. connect returns \
        when the second segment has come, one round trip after the first. The server's program takes no \
        part: its kernel does it alone for every socket that listens.",
};

pub(super) const BACKLOG: TermText = TermText {
    title: "how many complete connections may wait to be accepted",
    meaning: "The backlog is the second argument of listen(2): the length of the accept queue. Linux \
        caps it at net.core.somaxconn (4096 since Linux 5.4) and in fact lets one more in. When the \
        queue is full, Linux ignores further clients; they repeat their SYN and wait. On Windows they \
        get WSAECONNREFUSED.",
};

pub(super) const ACCEPT_QUEUE: TermText = TermText {
    title: "complete connections that the program has not yet taken",
    meaning: "The kernel completes handshakes by itself and puts each connection into this queue. accept \
        takes the oldest. To the client it is connected already: it can send, and its bytes wait in the \
        receive buffer. On Linux ss -ltn shows the queue's length as Recv-Q and its limit as Send-Q.",
};

pub(super) const HALF_CLOSE: TermText = TermText {
    title: "one direction is finished, the other still open",
    meaning: "shutdown with SHUT_WR shuts down our sending side with a FIN. The peer reads to the end \
        and can still answer. So a client says: that was all, now I only read. A program that closes at \
        the first end of stream loses the answer. Node ends its own side then, unless allowHalfOpen is \
        true.",
};

pub(super) const FIN: TermText = TermText {
    title: "the flag that says: no more bytes from this end",
    meaning: "A FIN stands behind the last byte of its direction, so the peer reads all bytes first and \
        then gets 0, the end of the stream (EOF). Like a byte it is acknowledged, and sent again if \
        lost. The kernel sends it for shutdown and close, and usually when a program ends or is killed. \
        Each direction has its own: with the two ACKs that makes the four-way termination of a \
        connection.",
};

pub(super) const RST: TermText = TermText {
    title: "the flag that ends a connection at once, both ways",
    meaning: "An RST says: I know no such connection, or I want no more of it. The kernel sends it when \
        nobody listens, when a program closes with bytes unread or with SO_LINGER 0, and when a segment \
        fits no connection. Bytes not yet delivered may be lost. The other end gets ECONNREFUSED during \
        connect, later ECONNRESET or EPIPE.",
};

pub(super) const KEEPALIVE: TermText = TermText {
    title: "probes that ask whether a silent peer is still there",
    meaning: "With SO_KEEPALIVE set, the kernel probes a connection that has been silent for long. Linux \
        waits 2 hours, then sends up to 9 probes, 75 s apart, and then gives ETIMEDOUT. It is off by \
        default. An answer proves that the peer's kernel is there, not that its program works: for that, \
        let the programs exchange messages (a heartbeat).",
};

pub(super) const HALF_OPEN: TermText = TermText {
    title: "a connection that one end has lost while the other does not know",
    meaning: "One machine restarted, or the path broke, and no FIN or RST reached the other end: it \
        still sees ESTABLISHED and waits. When it sends, it gets an RST, or no answer and at last \
        ETIMEDOUT. While it only waits, keepalive or a heartbeat can find out. This is not half-close, \
        where one end shuts down its sending side on purpose. Some call a handshake that is not complete \
        (SYN_RECEIVED) half-open, too.",
};

pub(super) const HEARTBEAT: TermText = TermText {
    title: "messages by which programs learn that the other one works",
    meaning: "A program sends a short message every few seconds and expects an answer; if several \
        answers are missing, it closes the connection. Keepalive asks the peer's kernel only, a \
        heartbeat asks its program. It also keeps the connection alive in NATs and firewalls on the way. \
        Nothing distinguishes a slow peer from a dead one: the limit decides how long you wait.",
};
