//! The terms that the lessons and the other entries use.
//!
//! The one idea: one word for one thing. A word that is already the name of an event, an error or a TCP
//! state is no term, so `reset` is the event and `rst` the flag, and `TIME_WAIT` is a state only.
//!
//! See them run: `netlab explain` lists them all.

use std::fmt;

/// A word of network programming. [`Term::name`] gives its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Term {
    /// A program's handle for communication over the network.
    Socket,
    /// A number from 0 to 65535: the part of an address below the machine.
    Port,
    /// Where a packet goes: an IP address, often with a port.
    Address,
    /// The network interface of a machine to itself.
    Loopback,
    /// The name of the loopback addresses.
    Localhost,
    /// 0.0.0.0 or ::, any address of this machine.
    WildcardAddress,
    /// The end that begins the conversation.
    Client,
    /// The end that waits for clients.
    Server,
    /// The other end of a connection or a conversation.
    Peer,
    /// The core of the operating system: TCP, UDP and IP are inside it.
    Kernel,
    /// A port that the kernel chooses for a while.
    EphemeralPort,
    /// A server binds a port that old connections hold: `SO_REUSEADDR`.
    ReuseAddress,
    /// Two addresses and two ports: they identify a connection.
    FourTuple,
    /// Turning a host name into addresses.
    NameResolution,
    /// Trying the next address before the first one has failed.
    HappyEyeballs,
    /// The Internet Protocol with addresses of 16 bytes.
    Ipv6,
    /// An address that is valid on one link only.
    LinkLocal,
    /// Two ends that agreed on two streams of bytes.
    Connection,
    /// Bytes in order, without message boundaries.
    Stream,
    /// Three segments by which two kernels open a connection.
    Handshake,
    /// How many complete connections may wait to be accepted.
    Backlog,
    /// Complete connections that the program has not yet taken.
    AcceptQueue,
    /// One direction is finished, the other still open.
    HalfClose,
    /// A connection that one end has lost while the other does not know.
    HalfOpen,
    /// The flag that says: no more bytes from this end.
    Fin,
    /// The flag that ends a connection at once, both ways.
    Rst,
    /// Probes that ask whether a silent peer is still there.
    Keepalive,
    /// Messages by which programs learn that the other one works.
    Heartbeat,
    /// Bytes that the kernel took and still has to keep.
    SendBuffer,
    /// Bytes that arrived and that the program has not read.
    ReceiveBuffer,
    /// The receiver limits the sender, so that it can keep up.
    FlowControl,
    /// A slow reader makes the writer wait.
    Backpressure,
    /// The sender limits itself, so that the network can keep up.
    CongestionControl,
    /// How many bytes the peer may send before it must wait.
    Window,
    /// Acknowledgement: these bytes have arrived in the peer's kernel.
    Ack,
    /// The algorithm of John Nagle: it holds back small segments.
    Nagle,
    /// Acknowledging a little later, to save packets.
    DelayedAck,
    /// The time from sending until the answer arrives: the latency.
    RoundTripTime,
    /// Delay that changes from packet to packet.
    Jitter,
    /// How many bytes arrive in a second.
    Throughput,
    /// Queues on the way that are too long and make every packet late.
    Bufferbloat,
    /// Sending bytes without copying them from program to kernel.
    ZeroCopy,
    /// Sending again what was not acknowledged.
    Retransmission,
    /// Sending again after three duplicate acknowledgements.
    FastRetransmit,
    /// A limit on how long somebody waits.
    Timeout,
    /// One message of UDP, sent alone and kept whole.
    Datagram,
    /// What TCP sends in one packet: a header and some bytes.
    Segment,
    /// What IP sends: an IP header and what it carries.
    Packet,
    /// What one link carries: a packet with the link's header.
    Frame,
    /// The largest packet that a link takes.
    Mtu,
    /// The largest packet that every link of a path takes.
    PathMtu,
    /// The most bytes that a peer takes in one segment.
    Mss,
    /// Splitting a packet that is too large for a link.
    Fragmentation,
    /// Each layer wraps what it carries into its own header.
    Encapsulation,
    /// One of the levels that share the work of sending.
    Layer,
    /// Seven layers, from the program (7) down to the cable (1).
    OsiModel,
    /// The messages by which IP reports errors.
    Icmp,
    /// One datagram for every host of the local network.
    Broadcast,
    /// One datagram for all hosts that joined a group.
    Multicast,
    /// A number made from the bytes, to detect damage.
    Checksum,
    /// A socket for packets that are not TCP or UDP.
    RawSocket,
    /// Reading copies of the packets that pass an interface.
    PacketCapture,
    /// The number by which a program names an open socket.
    FileDescriptor,
    /// A call that waits until it can do its work.
    Blocking,
    /// The kernel's report that a call would not have to wait.
    Readiness,
    /// One thread that serves each socket when it is ready.
    EventLoop,
    /// How a server serves many clients at the same time.
    ServerDesign,
    /// Ending a server without cutting conversations short.
    GracefulShutdown,
    /// A number that the kernel sends to a process.
    Signal,
    /// A drawing: a line for each socket, an arrow for bytes.
    Ladder,
    /// Which byte of a number goes first.
    ByteOrder,
    /// The usual way to write text as bytes.
    Utf8,
    /// Marking where each message in a stream begins and ends.
    Framing,
    /// A device that forwards packets from one network to the next.
    Router,
    /// Network address translation: many machines share one address.
    Nat,
    /// Both ends send first, so that each NAT lets the other in.
    HolePunching,
    /// A filter that decides which packets may pass.
    Firewall,
    /// A packet with a false source address.
    Spoofing,
    /// A program between two others that passes on what they send.
    Relay,
    /// The rules by which two programs, or two kernels, communicate.
    Protocol,
    /// The protocol of the web: a request, then a response.
    Http,
    /// A transport with many streams and encryption, over UDP.
    Quic,
    /// Encryption, and proof of who the server is, on top of TCP.
    Tls,
    /// A socket between programs of one machine; its address is a path.
    UnixSocket,
    /// The number and the name of what a call failed with.
    Errno,
    /// An object that collects bytes and hands out whole lines.
    BufferedReader,
    /// The file name that a Unix socket is bound to.
    SocketPath,
    /// Handing an open socket to another process.
    DescriptorPassing,
    /// The commands that list sockets: ss, netstat, lsof.
    Ss,
    /// A client or a server for any bytes: nc, ncat, socat.
    Nc,
    /// Showing each system call of a program.
    Strace,
    /// Asking a name server directly.
    Dig,
    /// A client for HTTP at the command line.
    Curl,
}

impl Term {
    /// The term's name, lower case and hyphenated, as in `accept-queue`.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "one line for each term")]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Socket => "socket",
            Self::Port => "port",
            Self::Address => "address",
            Self::Loopback => "loopback",
            Self::Localhost => "localhost",
            Self::WildcardAddress => "wildcard-address",
            Self::Client => "client",
            Self::Server => "server",
            Self::Peer => "peer",
            Self::Kernel => "kernel",
            Self::EphemeralPort => "ephemeral-port",
            Self::ReuseAddress => "reuse-address",
            Self::FourTuple => "four-tuple",
            Self::NameResolution => "name-resolution",
            Self::HappyEyeballs => "happy-eyeballs",
            Self::Ipv6 => "ipv6",
            Self::LinkLocal => "link-local",
            Self::Connection => "connection",
            Self::Stream => "stream",
            Self::Handshake => "handshake",
            Self::Backlog => "backlog",
            Self::AcceptQueue => "accept-queue",
            Self::HalfClose => "half-close",
            Self::HalfOpen => "half-open",
            Self::Fin => "fin",
            Self::Rst => "rst",
            Self::Keepalive => "keepalive",
            Self::Heartbeat => "heartbeat",
            Self::SendBuffer => "send-buffer",
            Self::ReceiveBuffer => "receive-buffer",
            Self::FlowControl => "flow-control",
            Self::Backpressure => "backpressure",
            Self::CongestionControl => "congestion-control",
            Self::Window => "window",
            Self::Ack => "ack",
            Self::Nagle => "nagle",
            Self::DelayedAck => "delayed-ack",
            Self::RoundTripTime => "round-trip-time",
            Self::Jitter => "jitter",
            Self::Throughput => "throughput",
            Self::Bufferbloat => "bufferbloat",
            Self::ZeroCopy => "zero-copy",
            Self::Retransmission => "retransmission",
            Self::FastRetransmit => "fast-retransmit",
            Self::Timeout => "timeout",
            Self::Datagram => "datagram",
            Self::Segment => "segment",
            Self::Packet => "packet",
            Self::Frame => "frame",
            Self::Mtu => "mtu",
            Self::PathMtu => "path-mtu",
            Self::Mss => "mss",
            Self::Fragmentation => "fragmentation",
            Self::Encapsulation => "encapsulation",
            Self::Layer => "layer",
            Self::OsiModel => "osi-model",
            Self::Icmp => "icmp",
            Self::Broadcast => "broadcast",
            Self::Multicast => "multicast",
            Self::Checksum => "checksum",
            Self::RawSocket => "raw-socket",
            Self::PacketCapture => "packet-capture",
            Self::FileDescriptor => "file-descriptor",
            Self::Blocking => "blocking",
            Self::Readiness => "readiness",
            Self::EventLoop => "event-loop",
            Self::ServerDesign => "server-design",
            Self::GracefulShutdown => "graceful-shutdown",
            Self::Signal => "signal",
            Self::Ladder => "ladder",
            Self::ByteOrder => "byte-order",
            Self::Utf8 => "utf-8",
            Self::Framing => "framing",
            Self::Router => "router",
            Self::Nat => "nat",
            Self::HolePunching => "hole-punching",
            Self::Firewall => "firewall",
            Self::Spoofing => "spoofing",
            Self::Relay => "relay",
            Self::Protocol => "protocol",
            Self::Http => "http",
            Self::Quic => "quic",
            Self::Tls => "tls",
            Self::UnixSocket => "unix-socket",
            Self::Curl => "curl",
            Self::Dig => "dig",
            Self::Strace => "strace",
            Self::Nc => "nc",
            Self::Ss => "ss",
            Self::DescriptorPassing => "descriptor-passing",
            Self::SocketPath => "socket-path",
            Self::BufferedReader => "buffered-reader",
            Self::Errno => "errno",
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
