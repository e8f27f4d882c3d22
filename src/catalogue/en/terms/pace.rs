//! Terms about how fast it goes: buffers, windows, acknowledgements.
//!
//! The one idea: between two programs lie two buffers and a network, and each of the three can be what
//! slows them down.
//!
//! See it run: `netlab explain window`.

use crate::catalogue::entry::TermText;

pub(super) const SEND_BUFFER: TermText = TermText {
    title: "bytes that the kernel took and still has to keep",
    meaning: "A write copies bytes into the send buffer and returns. They stay there until the peer's \
        kernel acknowledges them, because they may have to be sent again. When the buffer is full, a \
        write waits, or gives EAGAIN on a non-blocking socket. So a write that returns proves nothing \
        about the peer.",
};

pub(super) const RECEIVE_BUFFER: TermText = TermText {
    title: "bytes that arrived and that the program has not read",
    meaning: "Arriving bytes wait here until the program reads them. With TCP the peer learns the free \
        room as the window; when there is none, the peer must stop. UDP has no such brake: a datagram \
        that finds no room is dropped, and by default nobody is informed.",
};

pub(super) const FLOW_CONTROL: TermText = TermText {
    title: "the receiver limits the sender, so that it can keep up",
    meaning: "Each end tells the other how many more bytes it has room for: the window. If a program \
        does not read, its receive buffer fills up and the window falls to 0. Then the peer's send \
        buffer fills up, and at last the peer's write waits. So a slow reader holds back a fast writer, \
        through two buffers: this is TCP's backpressure.",
};

pub(super) const CONGESTION_CONTROL: TermText = TermText {
    title: "the sender limits itself, so that the network can keep up",
    meaning: "The sender's kernel keeps a limit of its own, the congestion window (cwnd): what it \
        believes the network can carry. It begins small and doubles each round trip (slow start); later \
        it grows slowly, and with most algorithms falls when packets are lost. So a new connection is \
        slow at first, and a path that loses packets stays slow. UDP has none: a program that sends much \
        must bring its own.",
};

pub(super) const WINDOW: TermText = TermText {
    title: "how many bytes the peer may send before it must wait",
    meaning: "Every segment carries its sender's window: the room in its receive buffer. The bytes that \
        may be on their way move forward with each acknowledgement: a sliding window. A window of 0 \
        means stop; the other end then asks with a small probe, from time to time, whether there is room \
        again. The field has 16 bits. An option in the handshake (window scale) multiplies it, so that \
        it can mean up to 1 GiB.",
};

pub(super) const NAGLE: TermText = TermText {
    title: "the algorithm of John Nagle: it holds back small segments",
    meaning: "While sent bytes are not acknowledged, a small piece waits until it fills a segment or \
        until the acknowledgement comes (Linux: only behind another small one). This saves packets where \
        a program writes little by little. Together with the delayed acknowledgement it can cost 40 ms \
        and more for a message written in several pieces. Write a message in one call, or set \
        TCP_NODELAY. TCP_CORK (Linux) and cork() in Node hold pieces back on purpose, until they are \
        taken off.",
};

pub(super) const DELAYED_ACK: TermText = TermText {
    title: "acknowledging a little later, to save packets",
    meaning: "The receiver's kernel waits a moment before it acknowledges, because an answer may go out \
        soon and can carry the acknowledgement with it. The standard sets a limit of half a second; \
        Linux waits 40 to 200 ms. Usually every second full segment is acknowledged at once.",
};

pub(super) const ROUND_TRIP_TIME: TermText = TermText {
    title: "the time from sending until the answer arrives: the latency",
    meaning: "It is well below 1 ms on loopback, about 1 ms in a local network, and 70 ms and more \
        across an ocean. A question that must wait for its answer costs at least one round trip, however \
        few bytes it has. The kernel measures it, to know when to send again. On Linux ss -ti shows its \
        estimate (rtt).",
};

pub(super) const RETRANSMISSION: TermText = TermText {
    title: "sending again what was not acknowledged",
    meaning: "TCP numbers its bytes, and the peer's kernel acknowledges them. What is not acknowledged \
        in time is sent again, and each further try waits longer. The program notices a delay and \
        nothing else. On Linux it gets ETIMEDOUT after about 15 to 18 minutes (tcp_retries2), or earlier \
        if it sets TCP_USER_TIMEOUT. UDP never sends again: that is left to the program.",
};

pub(super) const ACK: TermText = TermText {
    title: "acknowledgement: these bytes have arrived in the peer's kernel",
    meaning: "Each segment of an open connection has the flag ACK and a number: the byte that its sender \
        expects next. All bytes before it have arrived (a cumulative acknowledgement). The kernel then \
        removes them from its send buffer; what is not acknowledged it sends again. An ACK comes from \
        the peer's kernel. If you want to know that the peer's program has read a message, that program \
        must answer.",
};

pub(super) const BACKPRESSURE: TermText = TermText {
    title: "a slow reader makes the writer wait",
    meaning: "If the peer does not read, its receive buffer fills up, then our send buffer, and a write \
        waits or gives EAGAIN: the event waiting. A program should then take in less from its own \
        source. In Node, write() returns false once its own buffer is over the highWaterMark, and the \
        event 'drain' says when to go on (pipe() waits for it); a program that ignores it fills its memory. With UDP a \
        receiver cannot slow a sender down: datagrams are lost.",
};

pub(super) const TIMEOUT: TermText = TermText {
    title: "a limit on how long somebody waits",
    meaning: "The kernel's limits are long. On Linux a connect without an answer fails after about two \
        minutes, bytes without an acknowledgement after about 15 to 18; a silent connection has no limit \
        at all. So a program sets limits of its own. netlab reports the kernel's as timed-out and the \
        program's as gave-up. Before it tries again, a client waits, each time longer (back-off) and \
        with a random part.",
};

pub(super) const JITTER: TermText = TermText {
    title: "delay that changes from packet to packet",
    meaning: "Queues on the way grow and shrink, so packets that left at equal distances arrive at \
        unequal ones. Sound and video need a small buffer against it. TCP keeps the order of the bytes, \
        not their times; with UDP a later datagram can overtake an earlier one. netlab impair --jitter \
        adds a random delay.",
};

pub(super) const FAST_RETRANSMIT: TermText = TermText {
    title: "sending again after three duplicate acknowledgements",
    meaning: "A receiver that gets a segment behind a gap repeats its last acknowledgement: a duplicate \
        ACK. Three of them tell the sender that a segment is probably lost while later ones \
        arrive. So it sends that one again without waiting for its timer. With the option SACK the \
        receiver also says which bytes behind the gap it has. The program notices a short delay \
        and gets all bytes in order.",
};

pub(super) const THROUGHPUT: TermText = TermText {
    title: "how many bytes arrive in a second",
    meaning: "A connection carries at most one window in each round trip: 64 KiB in 100 ms are about 655 \
        kB a second, however fast the link is. To fill a path, as many bytes must be on their way \
        as its bandwidth times its round-trip time: the bandwidth-delay product. A program that \
        waits for an answer after each small message is slow for the same reason. It can send \
        several questions before the first answer (pipelining), or put many into one message.",
};

pub(super) const BUFFERBLOAT: TermText = TermText {
    title: "queues on the way that are too long and make every packet late",
    meaning: "A device keeps packets in a queue while its link is busy. If the queue is large, one fast \
        sender can fill it, and the packets of all others wait behind: the round-trip time grows, \
        sometimes to seconds, and no packet is lost. Congestion control that waits for a loss \
        fills the queue first. Devices with a queue that is kept short (CoDel) help. In a ping \
        during an upload the delay can be seen.",
};

pub(super) const ZERO_COPY: TermText = TermText {
    title: "sending bytes without copying them from program to kernel",
    meaning: "An ordinary send copies bytes from the program's memory into the send buffer. sendfile \
        sends the bytes of a file from inside the kernel: the program never holds them. On Linux a \
        send with MSG_ZEROCOPY copies nothing either, but then the program must not change those \
        bytes until the kernel says that it is finished with them. It helps with large amounts \
        only: Linux's own page says above about 10 KB a write.",
};
