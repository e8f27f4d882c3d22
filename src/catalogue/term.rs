//! The terms that the lessons and the other entries use.
//!
//! The one idea: one word for one thing. A word that is already the name of an event, an error or a TCP
//! state is no term, so `reset` is the event and `rst` the flag, and `TIME_WAIT` is a state only.
//!
//! See them run: `netlab explain` lists them all.

use std::fmt;

/// A word of network programming. [`Term::name`] gives its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// A program's handle for talking over the network.
    Socket,
    /// A number from 0 to 65535 that names a socket on a machine.
    Port,
    /// Where a packet goes: an IP address, often with a port.
    Address,
    /// The way from a machine back to itself.
    Loopback,
    /// The name of the loopback addresses.
    Localhost,
    /// 0.0.0.0 or ::, any address of this machine.
    WildcardAddress,
    /// The end that begins the talk.
    Client,
    /// The end that waits to be spoken to.
    Server,
    /// A port that the kernel chooses for a while.
    EphemeralPort,
    /// Two addresses and two ports: a connection's name.
    FourTuple,
    /// Turning a host name into addresses.
    NameResolution,
    /// The Internet Protocol with addresses of 16 bytes.
    Ipv6,
    /// Two ends that agreed on two streams of bytes.
    Connection,
    /// Bytes in order, without borders between messages.
    Stream,
    /// Three segments by which two kernels open a connection.
    Handshake,
    /// How many complete connections may wait to be accepted.
    Backlog,
    /// Complete connections that the program has not yet taken.
    AcceptQueue,
    /// One direction is finished, the other still open.
    HalfClose,
    /// The flag that says: no more bytes from this end.
    Fin,
    /// The flag that ends a connection at once, both ways.
    Rst,
    /// Probes that ask whether a silent peer is still there.
    Keepalive,
    /// Bytes that the kernel took and still has to keep.
    SendBuffer,
    /// Bytes that arrived and that the program has not read.
    ReceiveBuffer,
    /// The receiver sets the pace, so that it is not flooded.
    FlowControl,
    /// The sender sets its pace, so that the network is not flooded.
    CongestionControl,
    /// How many bytes the peer may send before it must wait.
    Window,
    /// The rule that holds back small segments.
    Nagle,
    /// Acknowledging a little later, to save packets.
    DelayedAck,
    /// The time from sending until the answer is there.
    RoundTripTime,
    /// Sending again what was not acknowledged.
    Retransmission,
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
    /// The most bytes that a peer takes in one segment.
    Mss,
    /// Cutting a packet that is too large for a link.
    Fragmentation,
    /// Each layer wraps what it carries into its own header.
    Encapsulation,
    /// One of the levels that share the work of sending.
    Layer,
    /// The messages by which IP reports trouble.
    Icmp,
    /// One datagram for every host of the local network.
    Broadcast,
    /// One datagram for all hosts that joined a group.
    Multicast,
    /// A number made from the bytes, to notice damage.
    Checksum,
    /// The number by which a program names an open socket.
    FileDescriptor,
    /// A call that waits until it can do its work.
    Blocking,
    /// The kernel's word that a call would not have to wait.
    Readiness,
    /// One thread that serves each socket when it is ready.
    EventLoop,
    /// Which byte of a number goes first.
    ByteOrder,
    /// Marking where each message in a stream begins and ends.
    Framing,
}

impl Term {
    /// Every term, by theme: ends, stream, pace, packets, program.
    pub const ALL: &'static [Self] = &[
        Self::Socket,
        Self::Port,
        Self::Address,
        Self::Loopback,
        Self::Localhost,
        Self::WildcardAddress,
        Self::Client,
        Self::Server,
        Self::EphemeralPort,
        Self::FourTuple,
        Self::NameResolution,
        Self::Ipv6,
        Self::Connection,
        Self::Stream,
        Self::Handshake,
        Self::Backlog,
        Self::AcceptQueue,
        Self::HalfClose,
        Self::Fin,
        Self::Rst,
        Self::Keepalive,
        Self::SendBuffer,
        Self::ReceiveBuffer,
        Self::FlowControl,
        Self::CongestionControl,
        Self::Window,
        Self::Nagle,
        Self::DelayedAck,
        Self::RoundTripTime,
        Self::Retransmission,
        Self::Datagram,
        Self::Segment,
        Self::Packet,
        Self::Frame,
        Self::Mtu,
        Self::Mss,
        Self::Fragmentation,
        Self::Encapsulation,
        Self::Layer,
        Self::Icmp,
        Self::Broadcast,
        Self::Multicast,
        Self::Checksum,
        Self::FileDescriptor,
        Self::Blocking,
        Self::Readiness,
        Self::EventLoop,
        Self::ByteOrder,
        Self::Framing,
    ];

    /// The term's name, lower case and hyphenated, as in `accept-queue`.
    #[must_use]
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
            Self::EphemeralPort => "ephemeral-port",
            Self::FourTuple => "four-tuple",
            Self::NameResolution => "name-resolution",
            Self::Ipv6 => "ipv6",
            Self::Connection => "connection",
            Self::Stream => "stream",
            Self::Handshake => "handshake",
            Self::Backlog => "backlog",
            Self::AcceptQueue => "accept-queue",
            Self::HalfClose => "half-close",
            Self::Fin => "fin",
            Self::Rst => "rst",
            Self::Keepalive => "keepalive",
            Self::SendBuffer => "send-buffer",
            Self::ReceiveBuffer => "receive-buffer",
            Self::FlowControl => "flow-control",
            Self::CongestionControl => "congestion-control",
            Self::Window => "window",
            Self::Nagle => "nagle",
            Self::DelayedAck => "delayed-ack",
            Self::RoundTripTime => "round-trip-time",
            Self::Retransmission => "retransmission",
            Self::Datagram => "datagram",
            Self::Segment => "segment",
            Self::Packet => "packet",
            Self::Frame => "frame",
            Self::Mtu => "mtu",
            Self::Mss => "mss",
            Self::Fragmentation => "fragmentation",
            Self::Encapsulation => "encapsulation",
            Self::Layer => "layer",
            Self::Icmp => "icmp",
            Self::Broadcast => "broadcast",
            Self::Multicast => "multicast",
            Self::Checksum => "checksum",
            Self::FileDescriptor => "file-descriptor",
            Self::Blocking => "blocking",
            Self::Readiness => "readiness",
            Self::EventLoop => "event-loop",
            Self::ByteOrder => "byte-order",
            Self::Framing => "framing",
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
