//! Facts about the terms of a connection's life.
//!
//! The one idea: what to read next and where it was taken from is alike in every language.
//!
//! See it run: `netlab explain half-close`.

use crate::catalogue::Term;
use crate::catalogue::entry::TermFacts;

pub(super) const CONNECTION: TermFacts =
    TermFacts { see: &[Term::Handshake, Term::FourTuple, Term::Stream], source: "RFC 9293 §2.2, §3.3.2" };

pub(super) const STREAM: TermFacts =
    TermFacts { see: &[Term::Framing, Term::Segment, Term::Datagram], source: "RFC 9293 §2.2" };

pub(super) const HANDSHAKE: TermFacts =
    TermFacts { see: &[Term::Connection, Term::AcceptQueue, Term::RoundTripTime], source: "RFC 9293 §3.5" };

pub(super) const BACKLOG: TermFacts = TermFacts {
    see: &[Term::AcceptQueue, Term::Handshake, Term::Server],
    source: "man 2 listen; docs.kernel.org: ip-sysctl (somaxconn); learn.microsoft.com: listen function",
};

pub(super) const ACCEPT_QUEUE: TermFacts = TermFacts {
    see: &[Term::Backlog, Term::Handshake, Term::ReceiveBuffer],
    source: "man 2 listen; man 2 accept; man 8 ss",
};

pub(super) const HALF_CLOSE: TermFacts =
    TermFacts { see: &[Term::Fin, Term::Rst, Term::Stream], source: "RFC 9293 §3.6.1; man 2 shutdown" };

pub(super) const HALF_OPEN: TermFacts =
    TermFacts { see: &[Term::HalfClose, Term::Keepalive, Term::Heartbeat], source: "RFC 9293 §3.5.1" };

pub(super) const FIN: TermFacts =
    TermFacts { see: &[Term::HalfClose, Term::Rst, Term::Connection], source: "RFC 9293 §3.1, §3.6" };

pub(super) const RST: TermFacts = TermFacts {
    see: &[Term::Fin, Term::HalfClose, Term::Connection],
    source: "RFC 9293 §3.5.2, §3.5.3; RFC 2525 §2.17",
};

pub(super) const KEEPALIVE: TermFacts = TermFacts {
    see: &[Term::Retransmission, Term::Connection],
    source: "docs.kernel.org: ip-sysctl (tcp_keepalive_time); RFC 9293 §3.8.4",
};

pub(super) const HEARTBEAT: TermFacts = TermFacts {
    see: &[Term::Keepalive, Term::Timeout, Term::HalfOpen],
    source: "RFC 6455 §5.5.2; RFC 9293 §3.8.4; RFC 5382 §5",
};
