//! Facts about header fields: the source.
//!
//! The one idea: a header is a contract between strangers, so each field has a document that says what
//! it means, to the bit.
//!
//! See it run: `netlab explain ipv4-ttl`.

use crate::catalogue::entry::FieldFacts;
use crate::packet::Field;

/// The facts about a header field.
pub(crate) fn facts(field: Field) -> &'static FieldFacts {
    match field {
        Field::EthernetDestination => &ETHERNET_DESTINATION,
        Field::EthernetSource => &ETHERNET_SOURCE,
        Field::EthernetType => &ETHERNET_TYPE,
        Field::Ipv4Version => &IPV_4_VERSION,
        Field::Ipv4HeaderLength => &IPV_4_HEADER_LENGTH,
        Field::Ipv4TypeOfService => &IPV_4_TYPE_OF_SERVICE,
        Field::Ipv4TotalLength => &IPV_4_TOTAL_LENGTH,
        Field::Ipv4Identification => &IPV_4_IDENTIFICATION,
        Field::Ipv4Flags => &IPV_4_FLAGS,
        Field::Ipv4FragmentOffset => &IPV_4_FRAGMENT_OFFSET,
        Field::Ipv4Ttl => &IPV_4_TTL,
        Field::Ipv4Protocol => &IPV_4_PROTOCOL,
        Field::Ipv4Checksum => &IPV_4_CHECKSUM,
        Field::Ipv4Source => &IPV_4_SOURCE,
        Field::Ipv4Destination => &IPV_4_DESTINATION,
        Field::Ipv4Options => &IPV_4_OPTIONS,
        Field::Ipv6Version => &IPV_6_VERSION,
        Field::Ipv6TrafficClass => &IPV_6_TRAFFIC_CLASS,
        Field::Ipv6FlowLabel => &IPV_6_FLOW_LABEL,
        Field::Ipv6PayloadLength => &IPV_6_PAYLOAD_LENGTH,
        Field::Ipv6NextHeader => &IPV_6_NEXT_HEADER,
        Field::Ipv6HopLimit => &IPV_6_HOP_LIMIT,
        Field::Ipv6Source => &IPV_6_SOURCE,
        Field::Ipv6Destination => &IPV_6_DESTINATION,
        Field::FragmentNextHeader => &FRAGMENT_NEXT_HEADER,
        Field::FragmentOffset => &FRAGMENT_OFFSET,
        Field::FragmentIdentification => &FRAGMENT_IDENTIFICATION,
        Field::TcpSourcePort => &TCP_SOURCE_PORT,
        Field::TcpDestinationPort => &TCP_DESTINATION_PORT,
        Field::TcpSequenceNumber => &TCP_SEQUENCE_NUMBER,
        Field::TcpAcknowledgmentNumber => &TCP_ACKNOWLEDGMENT_NUMBER,
        Field::TcpHeaderLength => &TCP_HEADER_LENGTH,
        Field::TcpFlags => &TCP_FLAGS,
        Field::TcpWindow => &TCP_WINDOW,
        Field::TcpChecksum => &TCP_CHECKSUM,
        Field::TcpUrgentPointer => &TCP_URGENT_POINTER,
        Field::TcpOptions => &TCP_OPTIONS,
        Field::UdpSourcePort => &UDP_SOURCE_PORT,
        Field::UdpDestinationPort => &UDP_DESTINATION_PORT,
        Field::UdpLength => &UDP_LENGTH,
        Field::UdpChecksum => &UDP_CHECKSUM,
    }
}

const ETHERNET_DESTINATION: FieldFacts = FieldFacts { source: "RFC 894; RFC 826; RFC 4861 §7.2" };

const ETHERNET_SOURCE: FieldFacts = FieldFacts { source: "RFC 894" };

const ETHERNET_TYPE: FieldFacts = FieldFacts { source: "RFC 894; RFC 2464 §3; RFC 9542 §3" };

const IPV_4_VERSION: FieldFacts = FieldFacts { source: "RFC 791 §3.1" };

const IPV_4_HEADER_LENGTH: FieldFacts = FieldFacts { source: "RFC 791 §3.1" };

const IPV_4_TYPE_OF_SERVICE: FieldFacts = FieldFacts { source: "RFC 2474 §3; RFC 3168 §5" };

const IPV_4_TOTAL_LENGTH: FieldFacts = FieldFacts { source: "RFC 791 §3.1" };

const IPV_4_IDENTIFICATION: FieldFacts = FieldFacts { source: "RFC 791 §3.1; RFC 6864 §4" };

const IPV_4_FLAGS: FieldFacts = FieldFacts { source: "RFC 791 §3.1; RFC 1191 §3" };

const IPV_4_FRAGMENT_OFFSET: FieldFacts = FieldFacts { source: "RFC 791 §3.1" };

const IPV_4_TTL: FieldFacts = FieldFacts { source: "RFC 791 §3.1; RFC 1812 §5.3.1; man 7 ip (IP_TTL)" };

const IPV_4_PROTOCOL: FieldFacts = FieldFacts { source: "RFC 791 §3.1" };

const IPV_4_CHECKSUM: FieldFacts = FieldFacts { source: "RFC 791 §3.1; RFC 1071 §1" };

const IPV_4_SOURCE: FieldFacts = FieldFacts { source: "RFC 791 §3.1" };

const IPV_4_DESTINATION: FieldFacts = FieldFacts { source: "RFC 791 §3.1" };

const IPV_4_OPTIONS: FieldFacts = FieldFacts { source: "RFC 791 §3.1; RFC 7126" };

const IPV_6_VERSION: FieldFacts = FieldFacts { source: "RFC 8200 §3" };

const IPV_6_TRAFFIC_CLASS: FieldFacts = FieldFacts { source: "RFC 8200 §7; RFC 3168 §5" };

const IPV_6_FLOW_LABEL: FieldFacts = FieldFacts { source: "RFC 6437" };

const IPV_6_PAYLOAD_LENGTH: FieldFacts = FieldFacts { source: "RFC 8200 §3" };

const IPV_6_NEXT_HEADER: FieldFacts = FieldFacts { source: "RFC 8200 §3" };

const IPV_6_HOP_LIMIT: FieldFacts = FieldFacts { source: "RFC 8200 §3" };

const IPV_6_SOURCE: FieldFacts = FieldFacts { source: "RFC 8200 §3" };

const IPV_6_DESTINATION: FieldFacts = FieldFacts { source: "RFC 8200 §3" };

const FRAGMENT_NEXT_HEADER: FieldFacts = FieldFacts { source: "RFC 8200 §4.5" };

const FRAGMENT_OFFSET: FieldFacts = FieldFacts { source: "RFC 8200 §4.5" };

const FRAGMENT_IDENTIFICATION: FieldFacts = FieldFacts { source: "RFC 8200 §4.5" };

const TCP_SOURCE_PORT: FieldFacts = FieldFacts { source: "RFC 9293 §3.1" };

const TCP_DESTINATION_PORT: FieldFacts = FieldFacts { source: "RFC 9293 §3.1, §3.3.1" };

const TCP_SEQUENCE_NUMBER: FieldFacts = FieldFacts { source: "RFC 9293 §3.4; RFC 6528 §3" };

const TCP_ACKNOWLEDGMENT_NUMBER: FieldFacts = FieldFacts { source: "RFC 9293 §3.4" };

const TCP_HEADER_LENGTH: FieldFacts = FieldFacts { source: "RFC 9293 §3.1" };

const TCP_FLAGS: FieldFacts = FieldFacts { source: "RFC 9293 §3.1, §3.9.1" };

const TCP_WINDOW: FieldFacts = FieldFacts { source: "RFC 9293 §3.8.6; RFC 7323 §2.2" };

const TCP_CHECKSUM: FieldFacts = FieldFacts { source: "RFC 9293 §3.1; RFC 1071 §1" };

const TCP_URGENT_POINTER: FieldFacts = FieldFacts { source: "RFC 9293 §3.8.5; RFC 6093 §5" };

const TCP_OPTIONS: FieldFacts = FieldFacts { source: "RFC 9293 §3.2; RFC 7323 §3.2" };

const UDP_SOURCE_PORT: FieldFacts = FieldFacts { source: "RFC 768" };

const UDP_DESTINATION_PORT: FieldFacts = FieldFacts { source: "RFC 768; RFC 1122 §4.1.3.1" };

const UDP_LENGTH: FieldFacts = FieldFacts { source: "RFC 768" };

const UDP_CHECKSUM: FieldFacts = FieldFacts { source: "RFC 768; RFC 8200 §8.1" };
