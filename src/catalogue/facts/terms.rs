//! Facts about terms: which terms to read next, and the source.
//!
//! The one idea: the terms form a net. From each one, the next lies at most three choices away.
//!
//! See it run: `netlab explain window`.

use crate::catalogue::Term;
use crate::catalogue::entry::TermFacts;

/// The facts about a term.
#[allow(clippy::too_many_lines, reason = "one line for each term")]
pub(crate) fn facts(term: Term) -> &'static TermFacts {
    match term {
        Term::Socket => &SOCKET,
        Term::Port => &PORT,
        Term::Address => &ADDRESS,
        Term::Loopback => &LOOPBACK,
        Term::Localhost => &LOCALHOST,
        Term::WildcardAddress => &WILDCARD_ADDRESS,
        Term::Client => &CLIENT,
        Term::Server => &SERVER,
        Term::Peer => &PEER,
        Term::Kernel => &KERNEL,
        Term::EphemeralPort => &EPHEMERAL_PORT,
        Term::ReuseAddress => &REUSE_ADDRESS,
        Term::FourTuple => &FOUR_TUPLE,
        Term::NameResolution => &NAME_RESOLUTION,
        Term::Ipv6 => &IPV_6,
        Term::Connection => &CONNECTION,
        Term::Stream => &STREAM,
        Term::Handshake => &HANDSHAKE,
        Term::Backlog => &BACKLOG,
        Term::AcceptQueue => &ACCEPT_QUEUE,
        Term::HalfClose => &HALF_CLOSE,
        Term::HalfOpen => &HALF_OPEN,
        Term::Fin => &FIN,
        Term::Rst => &RST,
        Term::Keepalive => &KEEPALIVE,
        Term::Heartbeat => &HEARTBEAT,
        Term::SendBuffer => &SEND_BUFFER,
        Term::ReceiveBuffer => &RECEIVE_BUFFER,
        Term::FlowControl => &FLOW_CONTROL,
        Term::Backpressure => &BACKPRESSURE,
        Term::CongestionControl => &CONGESTION_CONTROL,
        Term::Window => &WINDOW,
        Term::Ack => &ACK,
        Term::Nagle => &NAGLE,
        Term::DelayedAck => &DELAYED_ACK,
        Term::RoundTripTime => &ROUND_TRIP_TIME,
        Term::Jitter => &JITTER,
        Term::Retransmission => &RETRANSMISSION,
        Term::Timeout => &TIMEOUT,
        Term::Datagram => &DATAGRAM,
        Term::Segment => &SEGMENT,
        Term::Packet => &PACKET,
        Term::Frame => &FRAME,
        Term::Mtu => &MTU,
        Term::Mss => &MSS,
        Term::Fragmentation => &FRAGMENTATION,
        Term::Encapsulation => &ENCAPSULATION,
        Term::Layer => &LAYER,
        Term::OsiModel => &OSI_MODEL,
        Term::Icmp => &ICMP,
        Term::Broadcast => &BROADCAST,
        Term::Multicast => &MULTICAST,
        Term::Checksum => &CHECKSUM,
        Term::FileDescriptor => &FILE_DESCRIPTOR,
        Term::Blocking => &BLOCKING,
        Term::Readiness => &READINESS,
        Term::EventLoop => &EVENT_LOOP,
        Term::ByteOrder => &BYTE_ORDER,
        Term::Utf8 => &UTF8,
        Term::Framing => &FRAMING,
        Term::Router => &ROUTER,
        Term::Nat => &NAT,
        Term::Firewall => &FIREWALL,
        Term::Relay => &RELAY,
        Term::Protocol => &PROTOCOL,
        Term::Tls => &TLS,
        Term::UnixSocket => &UNIX_SOCKET,
    }
}

const SOCKET: TermFacts = TermFacts {
    see: &[Term::FileDescriptor, Term::Connection, Term::Datagram],
    source: "man 2 socket; man 7 socket",
};

const PORT: TermFacts = TermFacts {
    see: &[Term::Address, Term::EphemeralPort, Term::FourTuple],
    source: "RFC 9293 §3.1; RFC 768; RFC 6335 §6",
};

const ADDRESS: TermFacts = TermFacts {
    see: &[Term::Port, Term::Loopback, Term::Ipv6],
    source: "RFC 791 §2.3; RFC 4291 §2; man 7 ip",
};

const LOOPBACK: TermFacts = TermFacts {
    see: &[Term::Localhost, Term::WildcardAddress, Term::Address],
    source: "RFC 1122 §3.2.1.3; RFC 4291 §2.5.3",
};

const LOCALHOST: TermFacts = TermFacts {
    see: &[Term::Loopback, Term::NameResolution, Term::Ipv6],
    source: "RFC 6761 §6.3; man 5 hosts",
};

const WILDCARD_ADDRESS: TermFacts = TermFacts {
    see: &[Term::Address, Term::Loopback, Term::Server],
    source: "man 7 ip (INADDR_ANY); man 7 ipv6; RFC 4291 §2.5.2; learn.microsoft.com: connect function",
};

const CLIENT: TermFacts = TermFacts {
    see: &[Term::Server, Term::EphemeralPort, Term::Connection],
    source: "man 2 connect; RFC 9293 §3.5",
};

const SERVER: TermFacts =
    TermFacts { see: &[Term::Client, Term::Backlog, Term::Port], source: "man 2 listen; man 2 accept" };

const EPHEMERAL_PORT: TermFacts = TermFacts {
    see: &[Term::Port, Term::FourTuple, Term::Client],
    source: "RFC 6335 §6; man 7 ip (ip_local_port_range)",
};

const FOUR_TUPLE: TermFacts =
    TermFacts { see: &[Term::Connection, Term::EphemeralPort, Term::Port], source: "RFC 9293 §3.3.1, §4" };

const NAME_RESOLUTION: TermFacts = TermFacts {
    see: &[Term::Localhost, Term::Address, Term::Ipv6],
    source: "man 3 getaddrinfo; RFC 6724; RFC 8305",
};

const IPV_6: TermFacts = TermFacts {
    see: &[Term::Address, Term::WildcardAddress, Term::Localhost],
    source: "RFC 4291 §2.2; RFC 3493 §3.7; man 7 ipv6",
};

const CONNECTION: TermFacts =
    TermFacts { see: &[Term::Handshake, Term::FourTuple, Term::Stream], source: "RFC 9293 §2.2, §3.3.2" };

const STREAM: TermFacts =
    TermFacts { see: &[Term::Framing, Term::Segment, Term::Datagram], source: "RFC 9293 §2.2" };

const HANDSHAKE: TermFacts =
    TermFacts { see: &[Term::Connection, Term::AcceptQueue, Term::RoundTripTime], source: "RFC 9293 §3.5" };

const BACKLOG: TermFacts = TermFacts {
    see: &[Term::AcceptQueue, Term::Handshake, Term::Server],
    source: "man 2 listen; docs.kernel.org: ip-sysctl (somaxconn); learn.microsoft.com: listen function",
};

const ACCEPT_QUEUE: TermFacts = TermFacts {
    see: &[Term::Backlog, Term::Handshake, Term::ReceiveBuffer],
    source: "man 2 listen; man 2 accept; man 8 ss",
};

const HALF_CLOSE: TermFacts =
    TermFacts { see: &[Term::Fin, Term::Rst, Term::Stream], source: "RFC 9293 §3.6.1; man 2 shutdown" };

const FIN: TermFacts =
    TermFacts { see: &[Term::HalfClose, Term::Rst, Term::Connection], source: "RFC 9293 §3.1, §3.6" };

const RST: TermFacts = TermFacts {
    see: &[Term::Fin, Term::HalfClose, Term::Connection],
    source: "RFC 9293 §3.5.2, §3.5.3; RFC 2525 §2.17",
};

const KEEPALIVE: TermFacts = TermFacts {
    see: &[Term::Retransmission, Term::Connection],
    source: "docs.kernel.org: ip-sysctl (tcp_keepalive_time); RFC 9293 §3.8.4",
};

const SEND_BUFFER: TermFacts = TermFacts {
    see: &[Term::ReceiveBuffer, Term::FlowControl, Term::Retransmission],
    source: "man 7 socket (SO_SNDBUF); man 7 tcp (tcp_wmem)",
};

const RECEIVE_BUFFER: TermFacts = TermFacts {
    see: &[Term::Window, Term::FlowControl, Term::SendBuffer],
    source: "man 7 socket (SO_RCVBUF); RFC 9293 §3.8.6",
};

const FLOW_CONTROL: TermFacts =
    TermFacts { see: &[Term::Window, Term::SendBuffer, Term::CongestionControl], source: "RFC 9293 §3.8.6" };

const CONGESTION_CONTROL: TermFacts = TermFacts {
    see: &[Term::FlowControl, Term::RoundTripTime, Term::Retransmission],
    source: "RFC 5681; RFC 9293 §3.8.2; RFC 8085 §3.1",
};

const WINDOW: TermFacts = TermFacts {
    see: &[Term::FlowControl, Term::ReceiveBuffer, Term::Segment],
    source: "RFC 9293 §3.1, §3.8.6; RFC 7323 §2",
};

const NAGLE: TermFacts = TermFacts {
    see: &[Term::DelayedAck, Term::Segment, Term::RoundTripTime],
    source: "RFC 9293 §3.7.4; RFC 896; man 7 tcp (TCP_NODELAY)",
};

const DELAYED_ACK: TermFacts = TermFacts {
    see: &[Term::Nagle, Term::Segment, Term::Retransmission],
    source: "RFC 9293 §3.8.6; RFC 1122 §4.2.3.2",
};

const ROUND_TRIP_TIME: TermFacts = TermFacts {
    see: &[Term::Handshake, Term::Retransmission, Term::DelayedAck],
    source: "RFC 6298 §2, §3; man 8 ss",
};

const RETRANSMISSION: TermFacts = TermFacts {
    see: &[Term::RoundTripTime, Term::CongestionControl, Term::Datagram],
    source: "RFC 9293 §3.8.1; RFC 6298; docs.kernel.org: ip-sysctl (tcp_retries2)",
};

const DATAGRAM: TermFacts =
    TermFacts { see: &[Term::Stream, Term::Fragmentation, Term::Packet], source: "RFC 768; man 7 udp" };

const SEGMENT: TermFacts =
    TermFacts { see: &[Term::Stream, Term::Packet, Term::Mss], source: "RFC 9293 §3.1; RFC 1122 §1.3.3" };

const PACKET: TermFacts =
    TermFacts { see: &[Term::Segment, Term::Frame, Term::Mtu], source: "RFC 1122 §1.3.3; RFC 791 §3.1" };

const FRAME: TermFacts = TermFacts {
    see: &[Term::Packet, Term::Encapsulation, Term::Framing],
    source: "RFC 1122 §1.3.3, §2; RFC 894",
};

const MTU: TermFacts = TermFacts {
    see: &[Term::Mss, Term::Fragmentation, Term::Packet],
    source: "RFC 1191; RFC 8200 §5; RFC 8201",
};

const MSS: TermFacts =
    TermFacts { see: &[Term::Segment, Term::Mtu, Term::Handshake], source: "RFC 9293 §3.7.1" };

const FRAGMENTATION: TermFacts = TermFacts {
    see: &[Term::Mtu, Term::Datagram, Term::Mss],
    source: "RFC 791 §3.2; RFC 8200 §4.5; RFC 8085 §3.2",
};

const ENCAPSULATION: TermFacts = TermFacts {
    see: &[Term::Layer, Term::Frame, Term::Segment],
    source: "RFC 1122 §1.1.3; RFC 791 §3.1; RFC 9293 §3.1",
};

const LAYER: TermFacts =
    TermFacts { see: &[Term::Encapsulation, Term::Packet, Term::Socket], source: "RFC 1122 §1.1.3" };

const ICMP: TermFacts = TermFacts {
    see: &[Term::Packet, Term::Datagram, Term::Mtu],
    source: "RFC 792; RFC 4443; RFC 1122 §3.2.2",
};

const BROADCAST: TermFacts = TermFacts {
    see: &[Term::Multicast, Term::Datagram, Term::Ipv6],
    source: "RFC 919; RFC 4291 §2; man 7 socket (SO_BROADCAST)",
};

const MULTICAST: TermFacts = TermFacts {
    see: &[Term::Broadcast, Term::Datagram, Term::Address],
    source: "RFC 1112; RFC 4291 §2.7; man 7 ip (IP_ADD_MEMBERSHIP)",
};

const CHECKSUM: TermFacts = TermFacts {
    see: &[Term::Segment, Term::Retransmission, Term::Packet],
    source: "RFC 1071; RFC 9293 §3.1; RFC 768",
};

const FILE_DESCRIPTOR: TermFacts =
    TermFacts { see: &[Term::Socket, Term::Readiness], source: "man 2 socket; man 2 close; man 2 open" };

const BLOCKING: TermFacts = TermFacts {
    see: &[Term::Readiness, Term::EventLoop, Term::SendBuffer],
    source: "man 2 recv; man 2 fcntl (O_NONBLOCK)",
};

const READINESS: TermFacts = TermFacts {
    see: &[Term::EventLoop, Term::Blocking, Term::FileDescriptor],
    source: "man 7 epoll; man 2 poll",
};

const EVENT_LOOP: TermFacts = TermFacts {
    see: &[Term::Readiness, Term::Blocking, Term::FileDescriptor],
    source: "man 7 epoll; docs.rs/tokio: runtime",
};

const BYTE_ORDER: TermFacts =
    TermFacts { see: &[Term::Framing, Term::Stream], source: "RFC 791 Appendix B; man 3 htonl" };

const FRAMING: TermFacts =
    TermFacts { see: &[Term::Stream, Term::ByteOrder, Term::Datagram], source: "RFC 9293 §2.2" };

const PEER: TermFacts = TermFacts {
    see: &[Term::Address, Term::Client, Term::Server],
    source: "man 2 getpeername; man 2 connect",
};

const KERNEL: TermFacts = TermFacts {
    see: &[Term::Socket, Term::SendBuffer, Term::Ack],
    source: "man 2 intro; man 7 socket; RFC 1122 §1.1.3",
};

const ROUTER: TermFacts = TermFacts {
    see: &[Term::Packet, Term::Nat, Term::Icmp],
    source: "RFC 1812 §2.2; RFC 4632 §3; man 8 ip-route",
};

const NAT: TermFacts = TermFacts {
    see: &[Term::Router, Term::FourTuple, Term::Heartbeat],
    source: "RFC 3022 §2; RFC 1918 §3; RFC 5382 §5",
};

const FIREWALL: TermFacts =
    TermFacts { see: &[Term::Rst, Term::Icmp, Term::Nat], source: "man 8 nft; RFC 2979" };

const RELAY: TermFacts =
    TermFacts { see: &[Term::Connection, Term::Peer, Term::Nat], source: "RFC 9110 §3.7; RFC 1928 §1" };

const PROTOCOL: TermFacts = TermFacts {
    see: &[Term::Framing, Term::Layer, Term::Tls],
    source: "RFC 1122 §1.1.3; RFC 9112 §2; RFC 959 §2; RFC 6455 §1.2",
};

const TLS: TermFacts = TermFacts {
    see: &[Term::Protocol, Term::Handshake, Term::Checksum],
    source: "RFC 8446 §1; RFC 9110 §4.2.2",
};

const OSI_MODEL: TermFacts = TermFacts {
    see: &[Term::Layer, Term::Encapsulation, Term::Protocol],
    source: "ITU-T X.200; RFC 1122 §1.1.3",
};

const UNIX_SOCKET: TermFacts =
    TermFacts { see: &[Term::Socket, Term::FileDescriptor, Term::Loopback], source: "man 7 unix" };

const UTF8: TermFacts =
    TermFacts { see: &[Term::Framing, Term::ByteOrder, Term::Stream], source: "RFC 3629 §3" };

const ACK: TermFacts = TermFacts {
    see: &[Term::Retransmission, Term::DelayedAck, Term::Window],
    source: "RFC 9293 §3.1, §3.4, §3.8.1",
};

const BACKPRESSURE: TermFacts = TermFacts {
    see: &[Term::FlowControl, Term::SendBuffer, Term::Readiness],
    source: "RFC 9293 §3.8.6; man 2 send; nodejs.org: writable.write()",
};

const TIMEOUT: TermFacts = TermFacts {
    see: &[Term::Heartbeat, Term::Retransmission, Term::Keepalive],
    source: "man 7 tcp; RFC 9293 §3.8.3; docs.kernel.org: ip-sysctl",
};

const JITTER: TermFacts = TermFacts {
    see: &[Term::RoundTripTime, Term::Datagram, Term::Packet],
    source: "RFC 3393 §1; man 8 tc-netem",
};

const HALF_OPEN: TermFacts =
    TermFacts { see: &[Term::HalfClose, Term::Keepalive, Term::Heartbeat], source: "RFC 9293 §3.5.1" };

const HEARTBEAT: TermFacts = TermFacts {
    see: &[Term::Keepalive, Term::Timeout, Term::HalfOpen],
    source: "RFC 6455 §5.5.2; RFC 9293 §3.8.4; RFC 5382 §5",
};

const REUSE_ADDRESS: TermFacts = TermFacts {
    see: &[Term::Port, Term::Server, Term::WildcardAddress],
    source: "man 7 socket; man 7 ip; learn.microsoft.com: Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE",
};
