//! The events in English: what each one proves, and what it does not.
//!
//! The one idea: an event is emitted when a call has returned, so its text claims what that return proves
//! and names the usual wrong conclusion beside it.
//!
//! See it run: `netlab explain accepted`.

use crate::catalogue::en::tls;
use crate::catalogue::entry::EventText;
use crate::event::Kind;

/// What a kind of event means.
pub(crate) fn text(kind: Kind) -> &'static EventText {
    match kind {
        Kind::Resolved => &RESOLVED,
        Kind::ResolveFailed => &RESOLVE_FAILED,
        Kind::Bound => &BOUND,
        Kind::BindFailed => &BIND_FAILED,
        Kind::Listening => &LISTENING,
        Kind::ListenFailed => &LISTEN_FAILED,
        Kind::Connecting => &CONNECTING,
        Kind::Connected => &CONNECTED,
        Kind::Refused => &REFUSED,
        Kind::TimedOut => &TIMED_OUT,
        Kind::ConnectFailed => &CONNECT_FAILED,
        Kind::GaveUp => &GAVE_UP,
        Kind::Accepted => &ACCEPTED,
        Kind::AcceptFailed => &ACCEPT_FAILED,
        Kind::Sent => &SENT,
        Kind::Waiting => &WAITING,
        Kind::SendFailed => &SEND_FAILED,
        Kind::Received => &RECEIVED,
        Kind::ReceiveFailed => &RECEIVE_FAILED,
        Kind::PeerFinished => &PEER_FINISHED,
        Kind::Finished => &FINISHED,
        Kind::Reset => &RESET,
        Kind::Closed => &CLOSED,
        Kind::PeerSet => &PEER_SET,
        Kind::DatagramSent => &DATAGRAM_SENT,
        Kind::DatagramReceived => &DATAGRAM_RECEIVED,
        Kind::DatagramCut => &DATAGRAM_CUT,
        Kind::Unreachable => &UNREACHABLE,
        Kind::OptionSet => &OPTION_SET,
        Kind::OptionFailed => &OPTION_FAILED,
        Kind::HandedOver => &HANDED_OVER,
        Kind::TlsBegun => &tls::TLS_BEGUN,
        Kind::ClientHello => &tls::CLIENT_HELLO,
        Kind::TlsFinished => &tls::TLS_FINISHED,
        Kind::TlsFailed => &tls::TLS_FAILED,
        Kind::TlsClosed => &tls::TLS_CLOSED,
        Kind::Impaired => &IMPAIRED,
        Kind::RulesChanged => &RULES_CHANGED,
    }
}

const RESOLVED: EventText = EventText {
    title: "a host name was turned into addresses",
    proves: "The system's resolver gave at least one address for this name. The order matters: the first \
        address is tried first. localhost may give ::1 before 127.0.0.1.",
    does_not_prove: "It does not prove that a host has these addresses, or that a program listens there: \
        a lookup sends nothing to them.",
};

const RESOLVE_FAILED: EventText = EventText {
    title: "a host name could not be turned into addresses",
    proves: "The resolver gave no address. EAI_NONAME: the name has none. EAI_AGAIN: no final answer \
        came, and a later try may succeed. No connect was tried.",
    does_not_prove: "It does not prove that the host is down. A spelling mistake, or a name server that \
        cannot be reached, gives the same event.",
};

const BOUND: EventText = EventText {
    title: "a socket was given its own address",
    proves: "The kernel gave this address and port to the socket. If the program asked for port 0, the \
        kernel chose a free port; the address shown here is the real one. A UDP socket can receive from \
        now on.",
    does_not_prove: "A TCP socket does not let clients in yet: before listen, the kernel answers them \
        with a reset. It does not prove that a firewall lets anyone through.",
};

const BIND_FAILED: EventText = EventText {
    title: "a socket was refused the address it asked for",
    proves: "The kernel did not give the address. EADDRINUSE: it is taken. EADDRNOTAVAIL: this machine \
        does not have it. EACCES: the port needs a privilege.",
    does_not_prove: "It does not prove that a program listens there now: an old connection that only the \
        kernel still keeps (TIME_WAIT, FIN_WAIT_2) can hold the port too, unless SO_REUSEADDR is set.",
};

const LISTENING: EventText = EventText {
    title: "the kernel began to take connections for a socket",
    proves: "From listen(2) on, the kernel completes handshakes by itself and keeps the connections in \
        the accept queue. The backlog limits this queue; Linux caps it at net.core.somaxconn (4096 since \
        Linux 5.4).",
    does_not_prove: "It does not prove that the program accepts: clients can connect and send even while \
        it does not. It does not prove that others can reach this address.",
};

const LISTEN_FAILED: EventText = EventText {
    title: "a socket was not allowed to listen",
    proves: "The kernel did not make the socket a listener. The usual error is EADDRINUSE: another \
        socket listens on this address and port.",
    does_not_prove: "It does not prove that bind was wrong. On Linux two sockets with SO_REUSEADDR may \
        bind one address, and only the second listen fails.",
};

const CONNECTING: EventText = EventText {
    title: "a connect call was begun, to one address",
    proves: "The program asked the kernel for a connection to this one address. If there is a route to \
        it, the kernel sends a SYN and waits for the answer.",
    does_not_prove: "It does not prove that a SYN left this machine, that a machine has this address, or \
        that anyone listens there.",
};

const CONNECTED: EventText = EventText {
    title: "the three-way handshake is complete",
    proves: "Our SYN was answered with SYN and ACK: usually by the peer's kernel, sometimes by a proxy \
        or a firewall on the way. Packets go both ways. Bytes can be sent and received from now on.",
    does_not_prove: "It does not prove that the peer's program accepted the connection, or that it still \
        runs well: the connection may wait in the peer's accept queue.",
};

const REFUSED: EventText = EventText {
    title: "the connect was refused: the answer was no",
    proves: "The answer to our SYN was no: usually an RST from the peer's kernel, because no socket \
        listens on that address and port. The call fails with ECONNREFUSED. So something at that \
        address, or on the way to it, answered.",
    does_not_prove: "It does not prove that no server runs: it may listen on another address (::1, not \
        127.0.0.1) or start later. A firewall that rejects looks the same, and so does a full accept \
        queue on Windows.",
};

const TIMED_OUT: EventText = EventText {
    title: "the kernel gave up waiting for an answer",
    proves: "No answer came for so long that the kernel gave up. On connect: no answer to the SYN and \
        its repeats (Linux: 6 of them, since 6.5 10; about two minutes either way). On a connection: \
        none to sent bytes (Linux: about 15 to 18 minutes), or none to keepalive probes.",
    does_not_prove: "It does not prove that the peer is down, or that nothing reached it: a firewall may \
        drop packets, or only the answers may be lost.",
};

const CONNECT_FAILED: EventText = EventText {
    title: "the connect call failed in another way",
    proves: "The kernel reported neither a refusal nor a timeout. ENETUNREACH: this machine has no route \
        to that address. EHOSTUNREACH: nobody answers at that address on the local network, or a router \
        or a firewall said no. There is no connection.",
    does_not_prove: "It does not prove that the peer is down. The cause is often on this machine: no \
        network, no route, a firewall rule, no IPv6.",
};

const GAVE_UP: EventText = EventText {
    title: "the program itself stopped waiting",
    proves: "The program dropped a connect or a read that was still pending, usually because a time \
        limit of its own had passed. The kernel reported no error.",
    does_not_prove: "It proves nothing about the peer: the answer may be on its way. It is not a timeout \
        of the kernel; that is the event timed-out.",
};

const ACCEPTED: EventText = EventText {
    title: "a connection was taken from the accept queue",
    proves: "The kernel had finished the handshake by itself before accept returned. The program now has \
        a new socket for this one connection; the listening socket stays as it was.",
    does_not_prove: "It does not prove that the peer is still there: it may have sent bytes, finished or \
        reset while the connection waited in the queue.",
};

const ACCEPT_FAILED: EventText = EventText {
    title: "the accept call failed",
    proves: "This call gave no connection. EMFILE or ENFILE: no file descriptor is free, and the \
        connection stays in the queue. ECONNABORTED: it ended before it was taken.",
    does_not_prove: "It does not prove that the listening socket is broken. A server waits a moment and \
        goes on accepting.",
};

const SENT: EventText = EventText {
    title: "the kernel took bytes to send",
    proves: "The kernel put these bytes into the socket's send buffer, behind those it took before. It \
        may have taken fewer than it was offered. The program may use its own buffer again.",
    does_not_prove: "It does not prove that a byte left this machine, reached the peer's kernel, or was \
        read by the peer's program.",
};

const WAITING: EventText = EventText {
    title: "the kernel would not take more bytes for now",
    proves: "The send buffer is full, so the program has to wait for room (backpressure). With TCP there \
        is room once the peer's kernel has acknowledged some bytes. This is reported once, until bytes \
        are taken again.",
    does_not_prove: "It does not show the cause: the peer's program may not read, or the network may be \
        slow. It does not prove that anything was lost.",
};

const SEND_FAILED: EventText = EventText {
    title: "the kernel refused bytes for good",
    proves: "The call failed and took none of these bytes. EPIPE: this end had shut down its sending \
        side, or the connection was over. EMSGSIZE: the datagram is too large.",
    does_not_prove: "It does not show what happened to the bytes taken before: the peer may have \
        received all of them, some, or none.",
};

const RECEIVED: EventText = EventText {
    title: "bytes were taken from the kernel",
    proves: "These bytes had arrived, in order and without gaps, and the program has them now. They no \
        longer count as unread; the kernel makes room for others in larger steps.",
    does_not_prove: "It does not prove that this is one whole message: one read may join several writes \
        of the peer, or hold a part of one.",
};

const RECEIVE_FAILED: EventText = EventText {
    title: "a read failed",
    proves: "The call gave an error, not bytes. The kernel reports an error of the connection once. The \
        reads after it may return 0, and that 0 does not mean that the peer finished.",
    does_not_prove: "It does not prove that the peer's program failed: the cause may be the network, a \
        firewall or this machine.",
};

const PEER_FINISHED: EventText = EventText {
    title: "the peer finished sending (FIN): end of stream",
    proves: "The peer's FIN arrived, and the program has read every byte before it. No more bytes will \
        come. Our own sending side is not affected: where it is open, we can still send.",
    does_not_prove: "It does not prove that the peer's program read our bytes, nor that it closed its \
        socket: a half-close and a killed program send the same FIN.",
};

const FINISHED: EventText = EventText {
    title: "this end shut down its sending side: half-close",
    proves: "The kernel queued a FIN behind all bytes not yet sent. This end can send no more. It can \
        still receive, until the peer finishes too.",
    does_not_prove: "It does not prove that the FIN, or the bytes before it, were sent, arrived or were \
        read.",
};

const RESET: EventText = EventText {
    title: "the connection was ended by a reset",
    proves: "An RST arrived: the connection is over in both directions, and bytes not yet sent are \
        thrown away. A read reports it once, as ECONNRESET; later reads give 0. A send reports it as \
        ECONNRESET or EPIPE, and each further send gives EPIPE.",
    does_not_prove: "It does not prove that the peer's program crashed: a close with unread bytes sends \
        RST too. It does not show which of our bytes were read.",
};

const CLOSED: EventText = EventText {
    title: "the program closed its socket",
    proves: "The program can no longer use this socket. A connection that still stands is ended by the \
        kernel alone: it sends what is queued, then FIN if none was sent before. If received bytes were \
        left unread, it sends RST instead. When a listening socket closes, what waits in its queue is \
        reset.",
    does_not_prove: "It does not prove that the queued bytes arrive, or that the kernel is done with the \
        connection: TIME_WAIT may follow.",
};

const PEER_SET: EventText = EventText {
    title: "a datagram socket was given its one peer",
    proves: "The kernel noted this address as the socket's only peer. Sending needs no address now. \
        Datagrams of others that come from now on are kept out, and errors that come back can be \
        reported.",
    does_not_prove: "Nothing was sent. It does not prove that a machine has this address, or that anyone \
        receives there.",
};

const DATAGRAM_SENT: EventText = EventText {
    title: "the kernel took a datagram to send",
    proves: "The kernel took the whole datagram: it never takes a part of one. The program may use its \
        own buffer again.",
    does_not_prove: "It does not prove that the datagram left this machine, arrived, arrived once only, \
        or that anyone receives there. A loss is usually not reported to anyone.",
};

const DATAGRAM_RECEIVED: EventText = EventText {
    title: "a datagram was taken from the kernel, whole",
    proves: "One datagram arrived as its sender sent it: UDP keeps message boundaries, so one receive \
        takes exactly one. The address shown is the one in the packet's header.",
    does_not_prove: "It does not prove that earlier ones arrived, that this one is not a copy, or that \
        the sender's address is true: it can be forged.",
};

const DATAGRAM_CUT: EventText = EventText {
    title: "a datagram was taken; the buffer was too small for it all",
    proves: "The datagram was longer than the program's buffer. The kernel gave its first part and threw \
        the rest away; the next receive takes the next datagram.",
    does_not_prove: "It does not prove a fault of the network or the sender: a larger buffer would have \
        held it all. Windows reports an error instead (WSAEMSGSIZE).",
};

const UNREACHABLE: EventText = EventText {
    title: "an earlier datagram came back as undeliverable",
    proves: "An ICMP message answered an earlier datagram of this socket. Usually it says that no socket \
        is bound to that port. The kernel reported it with this call, as ECONNREFUSED (Windows: \
        WSAECONNRESET).",
    does_not_prove: "It is not about this call's own datagram. Without this event nothing is proved \
        either: many firewalls drop ICMP, and Linux reports it to an unconnected socket only if that \
        asked for it (IP_RECVERR).",
};

const OPTION_SET: EventText = EventText {
    title: "an option of the socket was set",
    proves: "The kernel took the value for this option. It may have changed it: Linux doubles and caps \
        the sizes of buffers. Reading the option back gives the value in force.",
    does_not_prove: "It does not prove that the option has an effect now: some act only before bind, \
        listen or connect.",
};

const OPTION_FAILED: EventText = EventText {
    title: "the kernel refused to set an option",
    proves: "The option keeps the value it had. ENOPROTOOPT: this kind of socket, or this system, does \
        not have it. EINVAL: the value is not allowed. EPERM: it needs a privilege.",
    does_not_prove: "It does not prove that the socket is broken: the program can use it further, with \
        the old value.",
};

const HANDED_OVER: EventText = EventText {
    title: "netlab no longer sees this socket; it is still open",
    proves: "The program took the socket out of the type that reports events (into_std). It was open at \
        that moment. No more of its events will be reported.",
    does_not_prove: "It does not prove that the socket was closed, or will be, or that no more bytes \
        move on it.",
};

const IMPAIRED: EventText = EventText {
    title: "a rule of the relay changed traffic on purpose",
    proves: "A relay between two programs held, cut, lost or repeated what had come in through this \
        socket, by the rule that is named. The two programs see the effect and never the cause. Most \
        rules act like a real link; accept-only, coalesce and slow-close act like a program or a kernel.",
    does_not_prove: "It does not prove that a program at either end noticed. It is not a fault of the \
        relay's kernel or of theirs.",
};

const RULES_CHANGED: EventText = EventText {
    title: "the relay treats traffic differently from now on",
    proves: "The relay began, a phase of the scenario began, or somebody pressed a key. What comes in \
        from now on meets the rules that are named. What a stall or a blackhole had held can move again \
        if they are gone.",
    does_not_prove: "It does not change what is under way already: what was delayed stays so, and what \
        was lost is not brought back.",
};
