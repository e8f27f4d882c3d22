//! Taking a frame apart: header by header, field by field, each with its range of bytes.
//!
//! The one idea: nothing in a frame says where the next header begins but the header before it: the type
//! says what follows, the length says where. A reader walks from the outside inwards.
//!
//! See it run: `netlab layers --at transport`.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use etherparse::{
    EtherType, Ethernet2Header, IpNumber, Ipv4Header, Ipv6FragmentHeader, Ipv6Header, TcpHeader,
    TcpOptionElement, UdpHeader,
};

use crate::packet::Field;

/// What a range of a frame belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// The frame's header (IEEE 802.3).
    Ethernet,
    /// RFC 791.
    Ipv4,
    /// RFC 8200.
    Ipv6,
    /// RFC 8200 §4.5.
    Ipv6Fragment,
    /// RFC 9293.
    Tcp,
    /// RFC 768.
    Udp,
    /// What the programs say to each other, or a protocol that is not taken apart here.
    Data,
    /// Zeros that bring a short frame to its least length; part of no packet.
    Padding,
}

impl Protocol {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ethernet => "Ethernet",
            Self::Ipv4 => "IPv4",
            Self::Ipv6 => "IPv6",
            Self::Ipv6Fragment => "IPv6 fragment",
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Data => "data",
            Self::Padding => "padding",
        }
    }
}

/// A header with its fields, or the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Whose it is.
    pub protocol: Protocol,
    /// Its bytes in the frame.
    pub range: Range<usize>,
    /// Its fields, in the order of the wire; empty for data and padding.
    pub parts: Vec<FieldAt>,
}

/// A field in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAt {
    /// Which field.
    pub field: Field,
    /// Its bytes in the frame. Fields of a few bits name the bytes in which these stand.
    pub range: Range<usize>,
    /// Its value, as people write it.
    pub value: String,
}

/// Bytes that are no Ethernet frame, or whose headers contradict themselves.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no {protocol} header at byte {at}: {reason}", protocol = .protocol.name())]
pub struct NotAFrame {
    /// The header that was expected.
    pub protocol: Protocol,
    /// Where.
    pub at: usize,
    /// What was found instead.
    pub reason: String,
}

/// Takes an Ethernet frame (without its check sequence) apart.
///
/// The sections cover the frame from its first byte to its last, without gaps. What is neither IPv4 nor
/// IPv6, TCP nor UDP is data from there on.
///
/// # Errors
/// The first header that is cut or impossible.
pub fn take_apart(frame: &[u8]) -> Result<Vec<Section>, NotAFrame> {
    let mut walk = Walk { frame, at: 0, end: frame.len(), sections: Vec::new() };
    let (header, _) =
        Ethernet2Header::from_slice(frame).map_err(|error| walk.no(Protocol::Ethernet, &error))?;
    walk.section(
        Protocol::Ethernet,
        14,
        vec![
            (Field::EthernetDestination, 0..6, mac(header.destination)),
            (Field::EthernetSource, 6..12, mac(header.source)),
            (Field::EthernetType, 12..14, ether_type(header.ether_type)),
        ],
    );
    let carried = match header.ether_type {
        EtherType::IPV4 => walk.ipv4()?,
        EtherType::IPV6 => walk.ipv6()?,
        _ => None,
    };
    match carried {
        Some(IpNumber::TCP) => walk.tcp()?,
        Some(IpNumber::UDP) => walk.udp()?,
        _ => {}
    }
    walk.rest();
    Ok(walk.sections)
}

/// A field's place is counted from the start of its header.
type Place = (Field, Range<usize>, String);

struct Walk<'a> {
    frame: &'a [u8],
    at: usize,
    /// Where the packet ends; behind it is padding.
    end: usize,
    sections: Vec<Section>,
}

impl Walk<'_> {
    fn rest_of_packet(&self) -> &[u8] {
        self.frame.get(self.at..self.end).unwrap_or_default()
    }

    fn no(&self, protocol: Protocol, reason: &impl ToString) -> NotAFrame {
        NotAFrame { protocol, at: self.at, reason: reason.to_string() }
    }

    fn section(&mut self, protocol: Protocol, n_bytes: usize, places: Vec<Place>) {
        let at = self.at;
        let place =
            |(field, range, value): Place| FieldAt { field, range: at + range.start..at + range.end, value };
        let parts = places.into_iter().map(place).collect();
        self.sections.push(Section { protocol, range: at..at + n_bytes, parts });
        self.at += n_bytes;
    }

    /// Reads the header and gives what it carries; `None` for a later fragment, which has no further header.
    fn ipv4(&mut self) -> Result<Option<IpNumber>, NotAFrame> {
        let (header, _) =
            Ipv4Header::from_slice(self.rest_of_packet()).map_err(|error| self.no(Protocol::Ipv4, &error))?;
        let length = header.header_len();
        self.end = self.packet_end(Protocol::Ipv4, length, usize::from(header.total_len))?;
        let flags = match (header.dont_fragment, header.more_fragments) {
            (true, false) => "do not fragment",
            (false, true) => "more fragments",
            (true, true) => "do not fragment, more fragments",
            (false, false) => "none",
        };
        let offset = header.fragment_offset.byte_offset();
        let class = u16::from(header.dscp.value()) << 2 | u16::from(header.ecn.value());
        let mut places = vec![
            (Field::Ipv4Version, 0..1, "4".to_owned()),
            (Field::Ipv4HeaderLength, 0..1, format!("{length} bytes")),
            (Field::Ipv4TypeOfService, 1..2, class.to_string()),
            (Field::Ipv4TotalLength, 2..4, format!("{} bytes", header.total_len)),
            (Field::Ipv4Identification, 4..6, format!("{:#06x}", header.identification)),
            (Field::Ipv4Flags, 6..7, flags.to_owned()),
            (Field::Ipv4FragmentOffset, 6..8, offset.to_string()),
            (Field::Ipv4Ttl, 8..9, header.time_to_live.to_string()),
            (Field::Ipv4Protocol, 9..10, ip_number(header.protocol)),
            (Field::Ipv4Checksum, 10..12, format!("{:#06x}", header.header_checksum)),
            (Field::Ipv4Source, 12..16, Ipv4Addr::from(header.source).to_string()),
            (Field::Ipv4Destination, 16..20, Ipv4Addr::from(header.destination).to_string()),
        ];
        if length > 20 {
            places.push((Field::Ipv4Options, 20..length, format!("{} bytes", length - 20)));
        }
        self.section(Protocol::Ipv4, length, places);
        Ok((offset == 0).then_some(header.protocol))
    }

    fn ipv6(&mut self) -> Result<Option<IpNumber>, NotAFrame> {
        let (header, _) =
            Ipv6Header::from_slice(self.rest_of_packet()).map_err(|error| self.no(Protocol::Ipv6, &error))?;
        let length = header.header_len();
        self.end = self.packet_end(Protocol::Ipv6, length, length + usize::from(header.payload_length))?;
        self.section(
            Protocol::Ipv6,
            length,
            vec![
                (Field::Ipv6Version, 0..1, "6".to_owned()),
                (Field::Ipv6TrafficClass, 0..2, header.traffic_class.to_string()),
                (Field::Ipv6FlowLabel, 1..4, format!("{:#07x}", header.flow_label.value())),
                (Field::Ipv6PayloadLength, 4..6, format!("{} bytes", header.payload_length)),
                (Field::Ipv6NextHeader, 6..7, ip_number(header.next_header)),
                (Field::Ipv6HopLimit, 7..8, header.hop_limit.to_string()),
                (Field::Ipv6Source, 8..24, Ipv6Addr::from(header.source).to_string()),
                (Field::Ipv6Destination, 24..40, Ipv6Addr::from(header.destination).to_string()),
            ],
        );
        if header.next_header == IpNumber::IPV6_FRAGMENTATION_HEADER {
            return self.ipv6_fragment();
        }
        Ok(Some(header.next_header))
    }

    fn ipv6_fragment(&mut self) -> Result<Option<IpNumber>, NotAFrame> {
        let (header, _) = Ipv6FragmentHeader::from_slice(self.rest_of_packet())
            .map_err(|error| self.no(Protocol::Ipv6Fragment, &error))?;
        let offset = header.fragment_offset.byte_offset();
        let more = if header.more_fragments { ", more fragments" } else { ", the last" };
        self.section(
            Protocol::Ipv6Fragment,
            Ipv6FragmentHeader::LEN,
            vec![
                (Field::FragmentNextHeader, 0..1, ip_number(header.next_header)),
                (Field::FragmentOffset, 2..4, format!("{offset}{more}")),
                (Field::FragmentIdentification, 4..8, format!("{:#010x}", header.identification)),
            ],
        );
        Ok((offset == 0).then_some(header.next_header))
    }

    /// Where a packet of this length ends in the frame.
    fn packet_end(&self, protocol: Protocol, header: usize, packet: usize) -> Result<usize, NotAFrame> {
        let end = self.at + packet;
        if packet < header || end > self.frame.len() {
            let n_there = self.frame.len() - self.at;
            let reason = format!("it claims a packet of {packet} bytes, and {n_there} are there");
            return Err(self.no(protocol, &reason));
        }
        Ok(end)
    }

    fn tcp(&mut self) -> Result<(), NotAFrame> {
        let (header, _) =
            TcpHeader::from_slice(self.rest_of_packet()).map_err(|error| self.no(Protocol::Tcp, &error))?;
        let length = header.header_len();
        let mut places = vec![
            (Field::TcpSourcePort, 0..2, header.source_port.to_string()),
            (Field::TcpDestinationPort, 2..4, header.destination_port.to_string()),
            (Field::TcpSequenceNumber, 4..8, header.sequence_number.to_string()),
            (Field::TcpAcknowledgmentNumber, 8..12, header.acknowledgment_number.to_string()),
            (Field::TcpHeaderLength, 12..13, format!("{length} bytes")),
            (Field::TcpFlags, 12..14, flags(&header)),
            (Field::TcpWindow, 14..16, header.window_size.to_string()),
            (Field::TcpChecksum, 16..18, format!("{:#06x}", header.checksum)),
            (Field::TcpUrgentPointer, 18..20, header.urgent_pointer.to_string()),
        ];
        if length > 20 {
            places.push((Field::TcpOptions, 20..length, options(&header)));
        }
        self.section(Protocol::Tcp, length, places);
        Ok(())
    }

    fn udp(&mut self) -> Result<(), NotAFrame> {
        let (header, _) =
            UdpHeader::from_slice(self.rest_of_packet()).map_err(|error| self.no(Protocol::Udp, &error))?;
        self.section(
            Protocol::Udp,
            8,
            vec![
                (Field::UdpSourcePort, 0..2, header.source_port.to_string()),
                (Field::UdpDestinationPort, 2..4, header.destination_port.to_string()),
                (Field::UdpLength, 4..6, format!("{} bytes", header.length)),
                (Field::UdpChecksum, 6..8, format!("{:#06x}", header.checksum)),
            ],
        );
        Ok(())
    }

    /// What is left of the packet, and of the frame behind it.
    fn rest(&mut self) {
        if self.at < self.end {
            self.section(Protocol::Data, self.end - self.at, Vec::new());
        }
        if self.at < self.frame.len() {
            self.section(Protocol::Padding, self.frame.len() - self.at, Vec::new());
        }
    }
}

fn mac(bytes: [u8; 6]) -> String {
    bytes.map(|byte| format!("{byte:02x}")).join(":")
}

fn ether_type(number: EtherType) -> String {
    match number {
        EtherType::IPV4 => "0x0800 (IPv4)".to_owned(),
        EtherType::IPV6 => "0x86dd (IPv6)".to_owned(),
        EtherType(number) => format!("{number:#06x}"),
    }
}

fn ip_number(number: IpNumber) -> String {
    let name = number.keyword_str().map_or_else(String::new, |name| format!(" ({name})"));
    format!("{}{name}", number.0)
}

fn flags(header: &TcpHeader) -> String {
    let all = [
        (header.cwr, "CWR"),
        (header.ece, "ECE"),
        (header.urg, "URG"),
        (header.ack, "ACK"),
        (header.psh, "PSH"),
        (header.rst, "RST"),
        (header.syn, "SYN"),
        (header.fin, "FIN"),
    ];
    let set: Vec<&str> = all.into_iter().filter_map(|(is_set, name)| is_set.then_some(name)).collect();
    if set.is_empty() { "none".to_owned() } else { set.join(", ") }
}

fn options(header: &TcpHeader) -> String {
    let mut names = Vec::new();
    let mut n_noops = 0;
    for option in header.options.elements_iter() {
        names.push(match option {
            Ok(TcpOptionElement::Noop) => {
                n_noops += 1;
                continue;
            }
            Ok(TcpOptionElement::MaximumSegmentSize(bytes)) => format!("MSS {bytes}"),
            Ok(TcpOptionElement::WindowScale(shift)) => format!("window scale {shift}"),
            Ok(TcpOptionElement::SelectiveAcknowledgementPermitted) => "SACK permitted".to_owned(),
            Ok(TcpOptionElement::SelectiveAcknowledgement(..)) => "SACK".to_owned(),
            Ok(TcpOptionElement::Timestamp(ours, theirs)) => format!("timestamps {ours}, {theirs}"),
            Err(_) => "unknown".to_owned(),
        });
    }
    match n_noops {
        0 => {}
        1 => names.push("1 no-op".to_owned()),
        n => names.push(format!("{n} no-ops")),
    }
    names.join(", ")
}
