//! The fields of the headers, by name.
//!
//! The one idea: a header is a form that was agreed on: each field has its place, its length and its
//! meaning, so that a machine made by somebody else reads what was meant.
//!
//! See them run: `netlab layers`.

use std::fmt;

/// A field of a header. The catalogue says what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Field {
    /// The device that is to take the frame.
    EthernetDestination,
    /// The device that sends the frame.
    EthernetSource,
    /// What the frame carries.
    EthernetType,
    /// 4.
    Ipv4Version,
    /// How long the header is.
    Ipv4HeaderLength,
    /// How urgent the packet is, and whether a router was congested.
    Ipv4TypeOfService,
    /// How long the packet is, header and all.
    Ipv4TotalLength,
    /// Which fragments belong together.
    Ipv4Identification,
    /// Whether the packet may be cut, and whether more of it follows.
    Ipv4Flags,
    /// Where in the whole packet this fragment begins.
    Ipv4FragmentOffset,
    /// How many routers may still pass it on.
    Ipv4Ttl,
    /// What the packet carries.
    Ipv4Protocol,
    /// A sum over the header.
    Ipv4Checksum,
    /// The machine that sends.
    Ipv4Source,
    /// The machine that is to get it.
    Ipv4Destination,
    /// Rare additions.
    Ipv4Options,
    /// 6.
    Ipv6Version,
    /// How urgent the packet is, and whether a router was congested.
    Ipv6TrafficClass,
    /// Which packets belong to one conversation.
    Ipv6FlowLabel,
    /// How many bytes follow the header.
    Ipv6PayloadLength,
    /// What the packet carries.
    Ipv6NextHeader,
    /// How many routers may still pass it on.
    Ipv6HopLimit,
    /// The machine that sends.
    Ipv6Source,
    /// The machine that is to get it.
    Ipv6Destination,
    /// What was cut.
    FragmentNextHeader,
    /// Where this fragment begins, and whether more follows.
    FragmentOffset,
    /// Which fragments belong together.
    FragmentIdentification,
    /// The sending socket's port.
    TcpSourcePort,
    /// The receiving socket's port.
    TcpDestinationPort,
    /// The place of the first byte in the stream.
    TcpSequenceNumber,
    /// The byte that is expected next from the other side.
    TcpAcknowledgmentNumber,
    /// How long the header is.
    TcpHeaderLength,
    /// What kind of segment it is.
    TcpFlags,
    /// How many bytes the other side may send.
    TcpWindow,
    /// A sum over addresses, header and data.
    TcpChecksum,
    /// Where urgent data end; hardly used.
    TcpUrgentPointer,
    /// Additions, such as timestamps.
    TcpOptions,
    /// The sending socket's port.
    UdpSourcePort,
    /// The receiving socket's port.
    UdpDestinationPort,
    /// How long the datagram is, header and all.
    UdpLength,
    /// A sum over addresses, header and data.
    UdpChecksum,
}

impl Field {
    /// Every field, header by header, in the order of the wire.
    pub const ALL: &'static [Self] = &[
        Self::EthernetDestination,
        Self::EthernetSource,
        Self::EthernetType,
        Self::Ipv4Version,
        Self::Ipv4HeaderLength,
        Self::Ipv4TypeOfService,
        Self::Ipv4TotalLength,
        Self::Ipv4Identification,
        Self::Ipv4Flags,
        Self::Ipv4FragmentOffset,
        Self::Ipv4Ttl,
        Self::Ipv4Protocol,
        Self::Ipv4Checksum,
        Self::Ipv4Source,
        Self::Ipv4Destination,
        Self::Ipv4Options,
        Self::Ipv6Version,
        Self::Ipv6TrafficClass,
        Self::Ipv6FlowLabel,
        Self::Ipv6PayloadLength,
        Self::Ipv6NextHeader,
        Self::Ipv6HopLimit,
        Self::Ipv6Source,
        Self::Ipv6Destination,
        Self::FragmentNextHeader,
        Self::FragmentOffset,
        Self::FragmentIdentification,
        Self::TcpSourcePort,
        Self::TcpDestinationPort,
        Self::TcpSequenceNumber,
        Self::TcpAcknowledgmentNumber,
        Self::TcpHeaderLength,
        Self::TcpFlags,
        Self::TcpWindow,
        Self::TcpChecksum,
        Self::TcpUrgentPointer,
        Self::TcpOptions,
        Self::UdpSourcePort,
        Self::UdpDestinationPort,
        Self::UdpLength,
        Self::UdpChecksum,
    ];

    /// The field's name with that of its protocol, as in `tcp-window`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EthernetDestination => "ethernet-destination",
            Self::EthernetSource => "ethernet-source",
            Self::EthernetType => "ethernet-type",
            Self::Ipv4Version => "ipv4-version",
            Self::Ipv4HeaderLength => "ipv4-header-length",
            Self::Ipv4TypeOfService => "ipv4-type-of-service",
            Self::Ipv4TotalLength => "ipv4-total-length",
            Self::Ipv4Identification => "ipv4-identification",
            Self::Ipv4Flags => "ipv4-flags",
            Self::Ipv4FragmentOffset => "ipv4-fragment-offset",
            Self::Ipv4Ttl => "ipv4-ttl",
            Self::Ipv4Protocol => "ipv4-protocol",
            Self::Ipv4Checksum => "ipv4-checksum",
            Self::Ipv4Source => "ipv4-source",
            Self::Ipv4Destination => "ipv4-destination",
            Self::Ipv4Options => "ipv4-options",
            Self::Ipv6Version => "ipv6-version",
            Self::Ipv6TrafficClass => "ipv6-traffic-class",
            Self::Ipv6FlowLabel => "ipv6-flow-label",
            Self::Ipv6PayloadLength => "ipv6-payload-length",
            Self::Ipv6NextHeader => "ipv6-next-header",
            Self::Ipv6HopLimit => "ipv6-hop-limit",
            Self::Ipv6Source => "ipv6-source",
            Self::Ipv6Destination => "ipv6-destination",
            Self::FragmentNextHeader => "fragment-next-header",
            Self::FragmentOffset => "fragment-offset",
            Self::FragmentIdentification => "fragment-identification",
            Self::TcpSourcePort => "tcp-source-port",
            Self::TcpDestinationPort => "tcp-destination-port",
            Self::TcpSequenceNumber => "tcp-sequence-number",
            Self::TcpAcknowledgmentNumber => "tcp-acknowledgment-number",
            Self::TcpHeaderLength => "tcp-header-length",
            Self::TcpFlags => "tcp-flags",
            Self::TcpWindow => "tcp-window",
            Self::TcpChecksum => "tcp-checksum",
            Self::TcpUrgentPointer => "tcp-urgent-pointer",
            Self::TcpOptions => "tcp-options",
            Self::UdpSourcePort => "udp-source-port",
            Self::UdpDestinationPort => "udp-destination-port",
            Self::UdpLength => "udp-length",
            Self::UdpChecksum => "udp-checksum",
        }
    }

    /// The field's name within its own header: `window`, `source port`.
    #[must_use]
    pub fn label(self) -> String {
        self.name().split('-').skip(1).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
