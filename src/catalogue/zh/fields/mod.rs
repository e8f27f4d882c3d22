//! The header fields in Chinese.
//!
//! The one idea: a field answers one question of one reader. Who reads it, a router, the other kernel or
//! the next device, decides in which header it stands.
//!
//! See it run: `netlab layers`, `netlab explain tcp-window`.

mod internet;
mod labels;
mod link;
mod transport;

use crate::catalogue::entry::FieldText;
use crate::packet::Field;

pub(crate) use labels::{label, value};

/// What a header field means.
pub(crate) fn text(field: Field) -> &'static FieldText {
    match field {
        Field::EthernetDestination => &link::ETHERNET_DESTINATION,
        Field::EthernetSource => &link::ETHERNET_SOURCE,
        Field::EthernetType => &link::ETHERNET_TYPE,
        Field::Ipv4Version => &internet::IPV_4_VERSION,
        Field::Ipv4HeaderLength => &internet::IPV_4_HEADER_LENGTH,
        Field::Ipv4TypeOfService => &internet::IPV_4_TYPE_OF_SERVICE,
        Field::Ipv4TotalLength => &internet::IPV_4_TOTAL_LENGTH,
        Field::Ipv4Identification => &internet::IPV_4_IDENTIFICATION,
        Field::Ipv4Flags => &internet::IPV_4_FLAGS,
        Field::Ipv4FragmentOffset => &internet::IPV_4_FRAGMENT_OFFSET,
        Field::Ipv4Ttl => &internet::IPV_4_TTL,
        Field::Ipv4Protocol => &internet::IPV_4_PROTOCOL,
        Field::Ipv4Checksum => &internet::IPV_4_CHECKSUM,
        Field::Ipv4Source => &internet::IPV_4_SOURCE,
        Field::Ipv4Destination => &internet::IPV_4_DESTINATION,
        Field::Ipv4Options => &internet::IPV_4_OPTIONS,
        Field::Ipv6Version => &internet::IPV_6_VERSION,
        Field::Ipv6TrafficClass => &internet::IPV_6_TRAFFIC_CLASS,
        Field::Ipv6FlowLabel => &internet::IPV_6_FLOW_LABEL,
        Field::Ipv6PayloadLength => &internet::IPV_6_PAYLOAD_LENGTH,
        Field::Ipv6NextHeader => &internet::IPV_6_NEXT_HEADER,
        Field::Ipv6HopLimit => &internet::IPV_6_HOP_LIMIT,
        Field::Ipv6Source => &internet::IPV_6_SOURCE,
        Field::Ipv6Destination => &internet::IPV_6_DESTINATION,
        Field::FragmentNextHeader => &internet::FRAGMENT_NEXT_HEADER,
        Field::FragmentOffset => &internet::FRAGMENT_OFFSET,
        Field::FragmentIdentification => &internet::FRAGMENT_IDENTIFICATION,
        Field::TcpSourcePort => &transport::TCP_SOURCE_PORT,
        Field::TcpDestinationPort => &transport::TCP_DESTINATION_PORT,
        Field::TcpSequenceNumber => &transport::TCP_SEQUENCE_NUMBER,
        Field::TcpAcknowledgmentNumber => &transport::TCP_ACKNOWLEDGMENT_NUMBER,
        Field::TcpHeaderLength => &transport::TCP_HEADER_LENGTH,
        Field::TcpFlags => &transport::TCP_FLAGS,
        Field::TcpWindow => &transport::TCP_WINDOW,
        Field::TcpChecksum => &transport::TCP_CHECKSUM,
        Field::TcpUrgentPointer => &transport::TCP_URGENT_POINTER,
        Field::TcpOptions => &transport::TCP_OPTIONS,
        Field::UdpSourcePort => &transport::UDP_SOURCE_PORT,
        Field::UdpDestinationPort => &transport::UDP_DESTINATION_PORT,
        Field::UdpLength => &transport::UDP_LENGTH,
        Field::UdpChecksum => &transport::UDP_CHECKSUM,
    }
}
