//! The terms in Chinese, by theme.
//!
//! The one idea: plain words first, then the exact ones. A term that another term needs stands in its
//! `see` list, which is among the facts and alike in every language.
//!
//! See it run: `netlab explain backlog`.

mod between;
mod ends;
mod pace;
mod packets;
mod program;
mod stream;
mod tools;

use crate::catalogue::Term;
use crate::catalogue::entry::TermText;

/// What a term means.
#[allow(clippy::too_many_lines, reason = "one line for each term")]
pub(crate) fn text(term: Term) -> &'static TermText {
    match term {
        Term::Socket => &ends::SOCKET,
        Term::Port => &ends::PORT,
        Term::Address => &ends::ADDRESS,
        Term::Loopback => &ends::LOOPBACK,
        Term::Localhost => &ends::LOCALHOST,
        Term::WildcardAddress => &ends::WILDCARD_ADDRESS,
        Term::Client => &ends::CLIENT,
        Term::Server => &ends::SERVER,
        Term::Peer => &between::PEER,
        Term::Kernel => &between::KERNEL,
        Term::EphemeralPort => &ends::EPHEMERAL_PORT,
        Term::ReuseAddress => &ends::REUSE_ADDRESS,
        Term::FourTuple => &ends::FOUR_TUPLE,
        Term::NameResolution => &ends::NAME_RESOLUTION,
        Term::HappyEyeballs => &ends::HAPPY_EYEBALLS,
        Term::Ipv6 => &ends::IPV_6,
        Term::LinkLocal => &ends::LINK_LOCAL,
        Term::Connection => &stream::CONNECTION,
        Term::Stream => &stream::STREAM,
        Term::Handshake => &stream::HANDSHAKE,
        Term::Backlog => &stream::BACKLOG,
        Term::AcceptQueue => &stream::ACCEPT_QUEUE,
        Term::HalfClose => &stream::HALF_CLOSE,
        Term::HalfOpen => &stream::HALF_OPEN,
        Term::Fin => &stream::FIN,
        Term::Rst => &stream::RST,
        Term::Keepalive => &stream::KEEPALIVE,
        Term::Heartbeat => &stream::HEARTBEAT,
        Term::SendBuffer => &pace::SEND_BUFFER,
        Term::ReceiveBuffer => &pace::RECEIVE_BUFFER,
        Term::FlowControl => &pace::FLOW_CONTROL,
        Term::Backpressure => &pace::BACKPRESSURE,
        Term::CongestionControl => &pace::CONGESTION_CONTROL,
        Term::Window => &pace::WINDOW,
        Term::Ack => &pace::ACK,
        Term::Nagle => &pace::NAGLE,
        Term::DelayedAck => &pace::DELAYED_ACK,
        Term::RoundTripTime => &pace::ROUND_TRIP_TIME,
        Term::Jitter => &pace::JITTER,
        Term::Throughput => &pace::THROUGHPUT,
        Term::Bufferbloat => &pace::BUFFERBLOAT,
        Term::ZeroCopy => &pace::ZERO_COPY,
        Term::Retransmission => &pace::RETRANSMISSION,
        Term::FastRetransmit => &pace::FAST_RETRANSMIT,
        Term::Timeout => &pace::TIMEOUT,
        Term::Datagram => &packets::DATAGRAM,
        Term::Segment => &packets::SEGMENT,
        Term::Packet => &packets::PACKET,
        Term::Frame => &packets::FRAME,
        Term::Mtu => &packets::MTU,
        Term::PathMtu => &packets::PATH_MTU,
        Term::Mss => &packets::MSS,
        Term::Fragmentation => &packets::FRAGMENTATION,
        Term::Encapsulation => &packets::ENCAPSULATION,
        Term::Layer => &packets::LAYER,
        Term::OsiModel => &between::OSI_MODEL,
        Term::Icmp => &packets::ICMP,
        Term::Broadcast => &packets::BROADCAST,
        Term::Multicast => &packets::MULTICAST,
        Term::Checksum => &packets::CHECKSUM,
        Term::RawSocket => &packets::RAW_SOCKET,
        Term::PacketCapture => &packets::PACKET_CAPTURE,
        Term::FileDescriptor => &program::FILE_DESCRIPTOR,
        Term::Blocking => &program::BLOCKING,
        Term::Readiness => &program::READINESS,
        Term::EventLoop => &program::EVENT_LOOP,
        Term::ServerDesign => &program::SERVER_DESIGN,
        Term::GracefulShutdown => &program::GRACEFUL_SHUTDOWN,
        Term::Signal => &program::SIGNAL,
        Term::Ladder => &program::LADDER,
        Term::ByteOrder => &program::BYTE_ORDER,
        Term::Utf8 => &program::UTF8,
        Term::Framing => &program::FRAMING,
        Term::Router => &between::ROUTER,
        Term::Nat => &between::NAT,
        Term::HolePunching => &between::HOLE_PUNCHING,
        Term::Firewall => &between::FIREWALL,
        Term::Spoofing => &between::SPOOFING,
        Term::Relay => &between::RELAY,
        Term::Protocol => &between::PROTOCOL,
        Term::Http => &between::HTTP,
        Term::Quic => &between::QUIC,
        Term::Tls => &between::TLS,
        Term::UnixSocket => &between::UNIX_SOCKET,
        Term::Curl => &tools::CURL,
        Term::Dig => &tools::DIG,
        Term::Strace => &tools::STRACE,
        Term::Nc => &tools::NC,
        Term::Ss => &tools::SS,
        Term::DescriptorPassing => &between::DESCRIPTOR_PASSING,
        Term::SocketPath => &between::SOCKET_PATH,
        Term::BufferedReader => &program::BUFFERED_READER,
        Term::Errno => &program::ERRNO,
    }
}
