//! The TCP states in English: what each one means, and who is to act next.
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
    title: "waiting for connections from any client",
    meaning: "The socket has an address and lets clients in. It carries no bytes itself: each connection \
        gets a socket of its own. The kernel completes handshakes here without the program.",
    next: "Any client may act next, with a SYN. The state ends when the program closes the listening \
        socket.",
};

const SYN_SENT: StateText = StateText {
    title: "our SYN was sent, its answer is awaited",
    meaning: "The program has called connect. The kernel has sent a SYN, the first segment of the \
        handshake, and repeats it while no answer comes.",
    next: "The peer's kernel acts next. SYN and ACK lead to ESTABLISHED. An RST ends the try (refused), \
        on Linux an ICMP error too; silence ends it some time after the last repeat (timed-out).",
};

const SYN_RECEIVED: StateText = StateText {
    title: "a SYN was answered, the last ACK is awaited",
    meaning: "The kernel got a client's SYN and answered with SYN and ACK. The program does not know of \
        it: accept gives complete connections only. Linux calls the place where it waits the SYN queue; \
        an attack that fills it is a SYN flood.",
    next: "The client's kernel acts next. Its ACK leads to ESTABLISHED. Without it, our kernel repeats \
        its answer (Linux: 5 times) and then forgets it.",
};

const ESTABLISHED: StateText = StateText {
    title: "both directions are open",
    meaning: "The handshake is done, and both ends can send. A connection may stay here for days without \
        a packet. The server's end can be here before its program has accepted it.",
    next: "Either program may act next: shutdown or close makes its kernel send FIN. An RST, or sent \
        bytes that nobody acknowledges, end it too.",
};

const FIN_WAIT_1: StateText = StateText {
    title: "our FIN is queued or sent, not yet acknowledged",
    meaning: "This end finished by shutdown or close, before the peer's FIN came. Its FIN stands behind \
        all bytes still to be sent. If the program only shut down its sending side (half-close), bytes \
        can still arrive; if it closed, they are answered with RST.",
    next: "The peer's kernel acts next. Its ACK leads to FIN_WAIT_2; its own FIN without that ACK, to \
        CLOSING; both together, to TIME_WAIT.",
};

const FIN_WAIT_2: StateText = StateText {
    title: "our FIN is acknowledged, the peer's is awaited",
    meaning: "This end can send no more. If its program only shut down its sending side (half-close), \
        bytes can still arrive; if it closed, they are answered with RST. The peer's end is usually in \
        CLOSE_WAIT.",
    next: "The peer's program acts next: it must shut down or close. Its FIN leads to TIME_WAIT. If our \
        program has closed its socket, Linux waits only 60 s (tcp_fin_timeout).",
};

const CLOSE_WAIT: StateText = StateText {
    title: "the peer finished, our program has not yet",
    meaning: "The peer's FIN arrived. Reads give the bytes before it, then 0. This end can still send. \
        Many sockets that stay in this state point to a mistake in our own program: it never closes \
        them.",
    next: "Our own program acts next: its shutdown or close sends our FIN and leads to LAST_ACK. Without \
        keepalive no time limit ends this state.",
};

const CLOSING: StateText = StateText {
    title: "both ends sent FIN at nearly the same time",
    meaning: "The two FINs crossed on their way: the peer's arrived before the ACK of ours. Both \
        directions are finished. The state is short and rarely seen.",
    next: "The peer's kernel acts next: its ACK of our FIN leads to TIME_WAIT.",
};

const LAST_ACK: StateText = StateText {
    title: "both ends finished, the ACK of our FIN is awaited",
    meaning: "The peer finished first, then this end did. The program has nothing more to send; the \
        kernel keeps the connection until the peer's last ACK.",
    next: "The peer's kernel acts next: its ACK leads to CLOSED. If none comes, our kernel repeats the \
        FIN for a while, then gives up.",
};

const TIME_WAIT: StateText = StateText {
    title: "both ends finished; this one waits for late packets",
    meaning: "This end sent its FIN first, or both at once. It keeps the two addresses for a while \
        (2MSL), so that no late packet is taken for one of a new connection, and so that a repeated FIN \
        is still acknowledged. No program holds it any more; only the kernel does.",
    next: "Nobody acts: time ends it, on Linux after 60 s (the RFC asks for 4 minutes). Meanwhile a \
        server can bind the same port with SO_REUSEADDR; on Linux the one before it must have set that, \
        too.",
};

const CLOSED: StateText = StateText {
    title: "there is no connection",
    meaning: "The kernel keeps nothing about this pair of addresses: not yet, or no more. A new socket \
        that was neither connected nor made to listen is also shown as CLOSED.",
    next: "A program acts next: connect leads to SYN_SENT, listen to LISTEN. A segment that fits no \
        socket is answered with an RST, unless it is an RST itself.",
};
