//! Facts about the terms of the ends: addresses, ports, names.
//!
//! The one idea: what to read next and where it was taken from is alike in every language.
//!
//! See it run: `netlab explain port`.

use crate::catalogue::Term;
use crate::catalogue::entry::TermFacts;

pub(super) const SOCKET: TermFacts = TermFacts {
    see: &[Term::FileDescriptor, Term::Connection, Term::Datagram],
    source: "man 2 socket; man 7 socket",
};

pub(super) const PORT: TermFacts = TermFacts {
    see: &[Term::Address, Term::EphemeralPort, Term::FourTuple],
    source: "RFC 9293 §3.1; RFC 768; RFC 6335 §6",
};

pub(super) const ADDRESS: TermFacts = TermFacts {
    see: &[Term::Port, Term::Loopback, Term::Ipv6],
    source: "RFC 791 §2.3; RFC 4291 §2; man 7 ip",
};

pub(super) const LOOPBACK: TermFacts = TermFacts {
    see: &[Term::Localhost, Term::WildcardAddress, Term::Address],
    source: "RFC 1122 §3.2.1.3; RFC 4291 §2.5.3",
};

pub(super) const LOCALHOST: TermFacts = TermFacts {
    see: &[Term::Loopback, Term::NameResolution, Term::Ipv6],
    source: "RFC 6761 §6.3; man 5 hosts",
};

pub(super) const WILDCARD_ADDRESS: TermFacts = TermFacts {
    see: &[Term::Address, Term::Loopback, Term::Server],
    source: "man 7 ip (INADDR_ANY); man 7 ipv6; RFC 4291 §2.5.2; learn.microsoft.com: connect function",
};

pub(super) const CLIENT: TermFacts = TermFacts {
    see: &[Term::Server, Term::EphemeralPort, Term::Connection],
    source: "man 2 connect; RFC 9293 §3.5",
};

pub(super) const SERVER: TermFacts =
    TermFacts { see: &[Term::Client, Term::Backlog, Term::Port], source: "man 2 listen; man 2 accept" };

pub(super) const EPHEMERAL_PORT: TermFacts = TermFacts {
    see: &[Term::Port, Term::FourTuple, Term::Client],
    source: "RFC 6335 §6; man 7 ip (ip_local_port_range)",
};

pub(super) const REUSE_ADDRESS: TermFacts = TermFacts {
    see: &[Term::Port, Term::Server, Term::WildcardAddress],
    source: "man 7 socket; man 7 ip; learn.microsoft.com: Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE",
};

pub(super) const FOUR_TUPLE: TermFacts =
    TermFacts { see: &[Term::Connection, Term::EphemeralPort, Term::Port], source: "RFC 9293 §3.3.1, §4" };

pub(super) const NAME_RESOLUTION: TermFacts = TermFacts {
    see: &[Term::Localhost, Term::Address, Term::Ipv6],
    source: "man 3 getaddrinfo; RFC 6724; RFC 8305",
};

pub(super) const IPV_6: TermFacts = TermFacts {
    see: &[Term::Address, Term::WildcardAddress, Term::Localhost],
    source: "RFC 4291 §2.2; RFC 3493 §3.7; man 7 ipv6",
};

pub(super) const HAPPY_EYEBALLS: TermFacts = TermFacts {
    see: &[Term::NameResolution, Term::Ipv6, Term::Timeout],
    source: "RFC 8305 §5; nodejs.org: net, socket.connect(options)",
};

pub(super) const LINK_LOCAL: TermFacts = TermFacts {
    see: &[Term::Ipv6, Term::Address, Term::Router],
    source: "RFC 4291 §2.5.6; RFC 4007 §11; RFC 3927 §1",
};
