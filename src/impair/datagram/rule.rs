//! One rule of datagrams at work, and what it is asked.
//!
//! The one idea: a rule judges one datagram by its length and its own chance, and its verdict is all that happens. What
//! is in the datagram, and whose it is, no rule knows.
//!
//! See one: `datagram/loss.rs`.

use std::fmt::Debug;
use std::time::Duration;

use crate::event::Rule;

/// One datagram, as far as rules need to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Datagram {
    /// Its length in bytes, without headers.
    pub(super) len: usize,
    /// The same with the headers of IP and UDP: 28 bytes for IPv4, 48 for IPv6.
    pub(super) packet_len: usize,
}

impl Datagram {
    /// A datagram of this length.
    #[must_use]
    pub(super) const fn new(len: usize, is_ipv6: bool) -> Self {
        // RFC 791 §3.1: 20 bytes; RFC 8200 §3: 40 bytes; RFC 768: 8 bytes.
        Datagram { len, packet_len: len + if is_ipv6 { 48 } else { 28 } }
    }
}

/// What becomes of one datagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It goes on as if there were no rule.
    Pass,
    /// It is lost.
    Lose,
    /// It goes on, and so does a copy of it.
    Twice,
    /// It leaves later by this time.
    Delay(Duration),
    /// It leaves right after the next one, or after this time where none comes.
    BehindNext(Duration),
}

/// One rule at work on one direction of one session. Times count from the start of the relay.
pub(super) trait DatagramRule: Debug + Send {
    /// Which rule it is.
    fn rule(&self) -> Rule;

    /// What becomes of a datagram that would leave at `due`. Each copy is judged by itself.
    fn judge(&mut self, datagram: &Datagram, due: Duration) -> Verdict;
}
