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
        kernel acknowledges them, because they may have to be sent again. When the buffer is full, a write \
        waits, or gives EAGAIN on a non-blocking socket. So a write that returns says nothing about the \
        peer.",
};

pub(super) const RECEIVE_BUFFER: TermText = TermText {
    title: "bytes that arrived and that the program has not read",
    meaning: "Arriving bytes wait here until the program reads them. With TCP the free room is told to the \
        peer as the window; where there is none, the peer must stop. UDP has no such brake: a datagram \
        that finds no room is thrown away, and nobody is told.",
};

pub(super) const FLOW_CONTROL: TermText = TermText {
    title: "the receiver sets the pace, so that it is not flooded",
    meaning: "Each end tells the other how many more bytes it has room for: the window. If a program does \
        not read, its receive buffer fills up and the window falls to 0. Then the peer's send buffer fills \
        up, and at last the peer's write waits. So a slow reader holds back a fast writer, through two \
        buffers.",
};

pub(super) const CONGESTION_CONTROL: TermText = TermText {
    title: "the sender sets its pace, so that the network is not flooded",
    meaning: "The sender's kernel keeps a limit of its own: what it believes the network can carry. The \
        limit begins small, grows while acknowledgements come, and falls at signs of loss. So a new \
        connection is slow at first, and a path that loses packets stays slow. UDP has none: a program \
        that sends much must bring its own.",
};

pub(super) const WINDOW: TermText = TermText {
    title: "how many bytes the peer may send before it must wait",
    meaning: "Every segment carries its sender's window: the room in its receive buffer. A window of 0 \
        means stop; the other end then asks with a small probe, from time to time, whether there is room \
        again. The field has 16 bits. An option in the handshake (window scale) gives it a greater unit, \
        so that it can mean up to 1 GiB.",
};

pub(super) const NAGLE: TermText = TermText {
    title: "the rule that holds back small segments",
    meaning: "While sent bytes are not acknowledged, a small piece waits until it fills a segment or until \
        the acknowledgement comes. This saves packets where a program writes little by little. Together \
        with the delayed acknowledgement it can cost 40 ms and more for a message written in two pieces. \
        Write a message in one call, or set TCP_NODELAY.",
};

pub(super) const DELAYED_ACK: TermText = TermText {
    title: "acknowledging a little later, to save packets",
    meaning: "The receiver's kernel waits a moment before it acknowledges, because an answer may go out \
        soon and can carry the acknowledgement with it. The standard sets a limit of half a second; Linux \
        waits 40 to 200 ms. As a rule every second full segment is acknowledged at once.",
};

pub(super) const ROUND_TRIP_TIME: TermText = TermText {
    title: "the time from sending until the answer is there",
    meaning: "It is well below 1 ms on loopback, about 1 ms in a local network, and 100 ms and more across \
        an ocean. A question that must wait for its answer costs at least one round trip, however few \
        bytes it has. The kernel measures it, to know when to send again. On Linux ss -ti shows its \
        estimate (rtt).",
};

pub(super) const RETRANSMISSION: TermText = TermText {
    title: "sending again what was not acknowledged",
    meaning: "TCP numbers its bytes, and the peer's kernel acknowledges them. What is not acknowledged in \
        time is sent again, and each further try waits longer. The program notices a delay and nothing \
        else. On Linux it gets ETIMEDOUT after 15 repeats, about 13 to 30 minutes. UDP never sends again: \
        that is left to the program.",
};
