//! Facts about the terms of the commands that let one look from outside.
//!
//! The one idea: what to read next and where it was taken from is alike in every language.
//!
//! See it run: `netlab explain ss`.

use crate::catalogue::Term;
use crate::catalogue::entry::TermFacts;

pub(super) const SS: TermFacts = TermFacts {
    see: &[Term::Socket, Term::ReceiveBuffer, Term::AcceptQueue],
    source: "man 8 ss; man 8 netstat; man 8 lsof",
};

pub(super) const NC: TermFacts = TermFacts {
    see: &[Term::Client, Term::HalfClose, Term::Framing],
    source: "man 1 nc; man 1 ncat; man 1 socat; RFC 854",
};

pub(super) const STRACE: TermFacts = TermFacts {
    see: &[Term::Kernel, Term::PacketCapture, Term::FileDescriptor],
    source: "man 1 strace; man 2 ptrace; man 2 accept",
};

pub(super) const DIG: TermFacts = TermFacts {
    see: &[Term::NameResolution, Term::HappyEyeballs],
    source: "man 1 dig; man 1 getent; man 3 getaddrinfo; man 5 nsswitch.conf",
};

pub(super) const CURL: TermFacts =
    TermFacts { see: &[Term::Http, Term::NameResolution, Term::Timeout], source: "man 1 curl" };
