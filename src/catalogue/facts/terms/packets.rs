//! Facts about the terms of what goes over a link.
//!
//! The one idea: what to read next and where it was taken from is alike in every language.
//!
//! See it run: `netlab explain mtu`.

use crate::catalogue::Term;
use crate::catalogue::entry::TermFacts;

pub(super) const DATAGRAM: TermFacts =
    TermFacts { see: &[Term::Stream, Term::Fragmentation, Term::Packet], source: "RFC 768; man 7 udp" };

pub(super) const SEGMENT: TermFacts =
    TermFacts { see: &[Term::Stream, Term::Packet, Term::Mss], source: "RFC 9293 §3.1; RFC 1122 §1.3.3" };

pub(super) const PACKET: TermFacts =
    TermFacts { see: &[Term::Segment, Term::Frame, Term::Mtu], source: "RFC 1122 §1.3.3; RFC 791 §3.1" };

pub(super) const FRAME: TermFacts = TermFacts {
    see: &[Term::Packet, Term::Encapsulation, Term::Framing],
    source: "RFC 1122 §1.3.3, §2; RFC 894",
};

pub(super) const MTU: TermFacts = TermFacts {
    see: &[Term::Mss, Term::Fragmentation, Term::Packet],
    source: "RFC 1191; RFC 8200 §5; RFC 8201",
};

pub(super) const MSS: TermFacts =
    TermFacts { see: &[Term::Segment, Term::Mtu, Term::Handshake], source: "RFC 9293 §3.7.1" };

pub(super) const FRAGMENTATION: TermFacts = TermFacts {
    see: &[Term::Mtu, Term::Datagram, Term::Mss],
    source: "RFC 791 §3.2; RFC 8200 §4.5; RFC 8085 §3.2",
};

pub(super) const ENCAPSULATION: TermFacts = TermFacts {
    see: &[Term::Layer, Term::Frame, Term::Segment],
    source: "RFC 1122 §1.1.3; RFC 791 §3.1; RFC 9293 §3.1",
};

pub(super) const LAYER: TermFacts =
    TermFacts { see: &[Term::Encapsulation, Term::Packet, Term::Socket], source: "RFC 1122 §1.1.3" };

pub(super) const ICMP: TermFacts = TermFacts {
    see: &[Term::Packet, Term::Datagram, Term::Mtu],
    source: "RFC 792; RFC 4443; RFC 1122 §3.2.2",
};

pub(super) const BROADCAST: TermFacts = TermFacts {
    see: &[Term::Multicast, Term::Datagram, Term::Ipv6],
    source: "RFC 919; RFC 4291 §2; man 7 socket (SO_BROADCAST)",
};

pub(super) const MULTICAST: TermFacts = TermFacts {
    see: &[Term::Broadcast, Term::Datagram, Term::Address],
    source: "RFC 1112; RFC 4291 §2.7; man 7 ip (IP_ADD_MEMBERSHIP)",
};

pub(super) const CHECKSUM: TermFacts = TermFacts {
    see: &[Term::Segment, Term::Retransmission, Term::Packet],
    source: "RFC 1071; RFC 9293 §3.1; RFC 768",
};

pub(super) const PATH_MTU: TermFacts = TermFacts {
    see: &[Term::Mtu, Term::Mss, Term::Icmp],
    source: "RFC 1191 §3; RFC 8201 §4; RFC 2923 §2.1",
};

pub(super) const RAW_SOCKET: TermFacts = TermFacts {
    see: &[Term::Packet, Term::Icmp, Term::PacketCapture],
    source: "man 7 raw; man 7 capabilities",
};

pub(super) const PACKET_CAPTURE: TermFacts =
    TermFacts { see: &[Term::Segment, Term::Kernel, Term::Ladder], source: "man 7 packet; man 1 tcpdump" };
