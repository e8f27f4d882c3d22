//! Facts about the terms of what stands between two programs.
//!
//! The one idea: what to read next and where it was taken from is alike in every language.
//!
//! See it run: `netlab explain nat`.

use crate::catalogue::Term;
use crate::catalogue::entry::TermFacts;

pub(super) const PEER: TermFacts = TermFacts {
    see: &[Term::Address, Term::Client, Term::Server],
    source: "man 2 getpeername; man 2 connect",
};

pub(super) const KERNEL: TermFacts = TermFacts {
    see: &[Term::Socket, Term::SendBuffer, Term::Ack],
    source: "man 2 intro; man 7 socket; RFC 1122 §1.1.3",
};

pub(super) const OSI_MODEL: TermFacts = TermFacts {
    see: &[Term::Layer, Term::Encapsulation, Term::Protocol],
    source: "ITU-T X.200; RFC 1122 §1.1.3",
};

pub(super) const ROUTER: TermFacts = TermFacts {
    see: &[Term::Packet, Term::Nat, Term::Icmp],
    source: "RFC 1812 §2.2; RFC 4632 §3; man 8 ip-route",
};

pub(super) const NAT: TermFacts = TermFacts {
    see: &[Term::Router, Term::FourTuple, Term::Heartbeat],
    source: "RFC 3022 §2; RFC 1918 §3; RFC 5382 §5",
};

pub(super) const FIREWALL: TermFacts =
    TermFacts { see: &[Term::Rst, Term::Icmp, Term::Nat], source: "man 8 nft; RFC 2979" };

pub(super) const RELAY: TermFacts =
    TermFacts { see: &[Term::Connection, Term::Peer, Term::Nat], source: "RFC 9110 §3.7; RFC 1928 §1" };

pub(super) const PROTOCOL: TermFacts = TermFacts {
    see: &[Term::Framing, Term::Layer, Term::Tls],
    source: "RFC 1122 §1.1.3; RFC 9112 §2; RFC 959 §2; RFC 6455 §1.2",
};

pub(super) const TLS: TermFacts = TermFacts {
    see: &[Term::Protocol, Term::Handshake, Term::Checksum],
    source: "RFC 8446 §1; RFC 9110 §4.2.2",
};

pub(super) const UNIX_SOCKET: TermFacts =
    TermFacts { see: &[Term::Socket, Term::FileDescriptor, Term::Loopback], source: "man 7 unix" };

pub(super) const HOLE_PUNCHING: TermFacts = TermFacts {
    see: &[Term::Nat, Term::Datagram, Term::Relay],
    source: "RFC 5128 §3.3; RFC 8489 §2; RFC 8656",
};

pub(super) const SPOOFING: TermFacts = TermFacts {
    see: &[Term::Datagram, Term::Handshake, Term::Firewall],
    source: "RFC 2827 §2; RFC 4987; RFC 9000 §8",
};

pub(super) const HTTP: TermFacts = TermFacts {
    see: &[Term::Framing, Term::Protocol, Term::Tls],
    source: "RFC 9112 §2.1, §6, §9.3; RFC 9113 §2; RFC 9114 §1",
};

pub(super) const QUIC: TermFacts = TermFacts {
    see: &[Term::Datagram, Term::Tls, Term::Http],
    source: "RFC 9000 §1, §2, §9; RFC 9001 §3; RFC 9114 §1",
};

pub(super) const SOCKET_PATH: TermFacts =
    TermFacts { see: &[Term::UnixSocket, Term::Address], source: "man 7 unix; man 2 bind; man 2 unlink" };

pub(super) const DESCRIPTOR_PASSING: TermFacts = TermFacts {
    see: &[Term::UnixSocket, Term::FileDescriptor, Term::ServerDesign],
    source: "man 7 unix; man 2 sendmsg; man 3 cmsg",
};
