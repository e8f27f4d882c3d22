//! Facts about events: system call, TCP state, layer, Node's name and Python's, source.
//!
//! The one idea: a kind of event is the return of one system call. The same call stands behind Node's
//! events, tokio's futures and Python's methods.
//!
//! See it run: `netlab explain connected`.

use crate::catalogue::entry::{EventFacts, Layer};
use crate::catalogue::facts::tls;
use crate::event::Kind;

/// The facts about a kind of event.
pub(crate) fn facts(kind: Kind) -> &'static EventFacts {
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

const RESOLVED: EventFacts = EventFacts {
    call: "getaddrinfo(3)",
    state_change: None,
    layer: Layer::Application,
    node: "socket 'lookup'; dns.lookup()",
    python: "socket.getaddrinfo() returns",
    source: "man 3 getaddrinfo; RFC 6724; RFC 6761 §6.3",
};

const RESOLVE_FAILED: EventFacts = EventFacts {
    call: "getaddrinfo(3)",
    state_change: None,
    layer: Layer::Application,
    node: "'error' with code ENOTFOUND or EAI_AGAIN",
    python: "socket.gaierror",
    source: "man 3 getaddrinfo",
};

const BOUND: EventFacts = EventFacts {
    call: "bind(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "TCP: part of server.listen(); UDP: socket 'listening'",
    python: "sock.bind(); part of socket.create_server()",
    source: "man 2 bind; man 7 ip",
};

const BIND_FAILED: EventFacts = EventFacts {
    call: "bind(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "'error' with code EADDRINUSE, EADDRNOTAVAIL or EACCES",
    python: "OSError with errno EADDRINUSE or EADDRNOTAVAIL; PermissionError",
    source: "man 2 bind; man 7 ip; man 7 socket",
};

const LISTENING: EventFacts = EventFacts {
    call: "listen(2)",
    state_change: Some("CLOSED → LISTEN"),
    layer: Layer::Transport,
    node: "server 'listening'",
    python: "sock.listen(); part of socket.create_server()",
    source: "man 2 listen; docs.kernel.org: ip-sysctl (somaxconn); RFC 9293 §3.10.1",
};

const LISTEN_FAILED: EventFacts = EventFacts {
    call: "listen(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "'error' with code EADDRINUSE",
    python: "OSError with errno EADDRINUSE",
    source: "man 2 listen; man 7 socket",
};

const CONNECTING: EventFacts = EventFacts {
    call: "connect(2), begun",
    state_change: Some("CLOSED → SYN_SENT, if there is a route"),
    layer: Layer::Transport,
    node: "socket 'connectionAttempt'",
    python: "sock.connect() begins",
    source: "man 2 connect; RFC 9293 §3.10.1",
};

const CONNECTED: EventFacts = EventFacts {
    call: "connect(2)",
    state_change: Some("SYN_SENT → ESTABLISHED"),
    layer: Layer::Transport,
    node: "socket 'connect'",
    python: "sock.connect() returns",
    source: "man 2 connect; RFC 9293 §3.10.7.3",
};

const REFUSED: EventFacts = EventFacts {
    call: "connect(2)",
    state_change: Some("SYN_SENT → CLOSED"),
    layer: Layer::Transport,
    node: "'error' with code ECONNREFUSED",
    python: "ConnectionRefusedError",
    source: "man 2 connect; RFC 9293 §3.10.7.3",
};

const TIMED_OUT: EventFacts = EventFacts {
    call: "connect(2), recv(2) or send(2)",
    state_change: Some("any state → CLOSED"),
    layer: Layer::Transport,
    node: "'error' with code ETIMEDOUT",
    python: "TimeoutError with errno ETIMEDOUT",
    source: "docs.kernel.org: ip-sysctl (tcp_syn_retries, tcp_retries2); RFC 9293 §3.8.3",
};

const CONNECT_FAILED: EventFacts = EventFacts {
    call: "connect(2)",
    state_change: Some("SYN_SENT → CLOSED, where a SYN was sent"),
    layer: Layer::Transport,
    node: "'error' with code ENETUNREACH, EHOSTUNREACH …",
    python: "OSError with errno ENETUNREACH, EHOSTUNREACH …",
    source: "man 2 connect; man 7 ip",
};

const GAVE_UP: EventFacts = EventFacts {
    call: "none: a pending connect(2) or recv(2) was dropped",
    state_change: None,
    layer: Layer::Application,
    node: "socket 'timeout', then socket.destroy()",
    python: "TimeoutError without errno, after sock.settimeout()",
    source: "docs.rs/tokio: time::timeout",
};

const ACCEPTED: EventFacts = EventFacts {
    call: "accept4(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "server 'connection'",
    python: "sock.accept() returns",
    source: "man 2 accept; man 2 listen",
};

const ACCEPT_FAILED: EventFacts = EventFacts {
    call: "accept4(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "server 'error' with syscall 'accept'",
    python: "OSError from sock.accept()",
    source: "man 2 accept",
};

const SENT: EventFacts = EventFacts {
    call: "send(2), writev(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "socket.write() and its callback",
    python: "sock.send() returns; each call in sock.sendall()",
    source: "man 2 send; RFC 9293 §3.10.2",
};

const WAITING: EventFacts = EventFacts {
    call: "send(2) returning EAGAIN",
    state_change: None,
    layer: Layer::Transport,
    node: "nearest: write() returns false, then 'drain' (Node's own buffer)",
    python: "BlockingIOError from sock.send(), where the socket does not block",
    source: "man 2 send; RFC 9293 §3.8.6",
};

const SEND_FAILED: EventFacts = EventFacts {
    call: "send(2), sendto(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "'error', or an error in the callback of write() or send()",
    python: "OSError from sock.send() or sock.sendto()",
    source: "man 2 send; man 7 udp",
};

const RECEIVED: EventFacts = EventFacts {
    call: "recv(2), readv(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "socket 'data'",
    python: "sock.recv() returns bytes",
    source: "man 2 recv; RFC 9293 §3.10.3",
};

const RECEIVE_FAILED: EventFacts = EventFacts {
    call: "recv(2), recvfrom(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "socket 'error', then 'close'",
    python: "OSError from sock.recv() or sock.recvfrom()",
    source: "man 2 recv; man 7 tcp",
};

const PEER_FINISHED: EventFacts = EventFacts {
    call: "recv(2) returning 0",
    state_change: Some("ESTABLISHED → CLOSE_WAIT, or FIN_WAIT_2 → TIME_WAIT, when the FIN arrives"),
    layer: Layer::Transport,
    node: "socket 'end'",
    python: "sock.recv() returns b''",
    source: "man 2 recv; RFC 9293 §3.6, §3.10.7.4",
};

const FINISHED: EventFacts = EventFacts {
    call: "shutdown(2) with SHUT_WR",
    state_change: Some("ESTABLISHED → FIN_WAIT_1, or CLOSE_WAIT → LAST_ACK"),
    layer: Layer::Transport,
    node: "socket.end()",
    python: "sock.shutdown(socket.SHUT_WR)",
    source: "man 2 shutdown; RFC 9293 §3.6.1, §3.10.4",
};

const RESET: EventFacts = EventFacts {
    call: "recv(2) or send(2) failing",
    state_change: Some("any state → CLOSED"),
    layer: Layer::Transport,
    node: "'error' with code ECONNRESET or EPIPE",
    python: "ConnectionResetError or BrokenPipeError",
    source: "RFC 9293 §3.5.3; RFC 2525 §2.17; man 7 tcp",
};

const CLOSED: EventFacts = EventFacts {
    call: "close(2)",
    state_change: Some("ESTABLISHED → FIN_WAIT_1, or CLOSE_WAIT → LAST_ACK, or → CLOSED by a reset"),
    layer: Layer::Transport,
    node: "socket.destroy(), then 'close'",
    python: "sock.close(), or the end of `with sock`",
    source: "man 2 close; RFC 9293 §3.6.1; RFC 2525 §2.17; RFC 1122 §4.2.2.13",
};

const PEER_SET: EventFacts = EventFacts {
    call: "connect(2) on a UDP socket",
    state_change: None,
    layer: Layer::Transport,
    node: "UDP socket 'connect'",
    python: "sock.connect() of a UDP socket",
    source: "man 7 udp; man 2 connect",
};

const DATAGRAM_SENT: EventFacts = EventFacts {
    call: "sendto(2), send(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "UDP socket.send() and its callback",
    python: "sock.sendto() or sock.send() returns",
    source: "man 2 send; man 7 udp; RFC 768",
};

const DATAGRAM_RECEIVED: EventFacts = EventFacts {
    call: "recvfrom(2), recv(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "UDP socket 'message'",
    python: "sock.recvfrom() or sock.recv() returns",
    source: "man 2 recv; man 7 udp; RFC 768",
};

const DATAGRAM_CUT: EventFacts = EventFacts {
    call: "recvfrom(2), recvmsg(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "none: Node's own buffer holds the largest datagram",
    python: "sock.recvmsg() returns the flag MSG_TRUNC; recvfrom() says nothing, on Windows OSError",
    source: "man 7 udp; man 2 recv (MSG_TRUNC); learn.microsoft.com: recvfrom function",
};

const UNREACHABLE: EventFacts = EventFacts {
    call: "send(2) or recv(2) on a connected UDP socket",
    state_change: None,
    layer: Layer::Internet,
    node: "UDP socket 'error' with code ECONNREFUSED",
    python: "ConnectionRefusedError from a later call",
    source: "RFC 1122 §4.1.3.3; RFC 792; man 7 udp; learn.microsoft.com: recvfrom function",
};

const OPTION_SET: EventFacts = EventFacts {
    call: "setsockopt(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "socket.setNoDelay(), socket.setKeepAlive() …",
    python: "sock.setsockopt()",
    source: "man 2 setsockopt; man 7 socket; man 7 tcp",
};

const OPTION_FAILED: EventFacts = EventFacts {
    call: "setsockopt(2)",
    state_change: None,
    layer: Layer::Transport,
    node: "an exception from UDP setters; setNoDelay() says nothing",
    python: "OSError from sock.setsockopt()",
    source: "man 2 setsockopt; man 7 socket",
};

const HANDED_OVER: EventFacts = EventFacts {
    call: "none: only the socket's owner changed",
    state_change: None,
    layer: Layer::Application,
    node: "none",
    python: "sock.detach()",
    source: "docs.rs/tokio: net::TcpStream::into_std",
};

const IMPAIRED: EventFacts = EventFacts {
    call: "none: the relay decided it",
    state_change: None,
    layer: Layer::Application,
    node: "none",
    python: "none",
    source: "man 8 tc-netem; RFC 768; RFC 6298",
};

const RULES_CHANGED: EventFacts = EventFacts {
    call: "none: the relay was told so",
    state_change: None,
    layer: Layer::Application,
    node: "none",
    python: "none",
    source: "man 8 tc-netem",
};
