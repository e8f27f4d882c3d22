//! MTU: packets that are too large vanish.
//!
//! The one idea: a router that may not cut a packet drops it and says so by ICMP. Where that message is
//! filtered too, large datagrams vanish and small ones arrive: a black hole for size (RFC 2923 §2.1).
//!
//! See it run: `netlab impair --udp --to 8080 --mtu 1280`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::datagram::rule::{Datagram, DatagramRule, Verdict};
use crate::impair::value::Size;

/// The largest packet that goes on, counted with its headers.
#[derive(Debug)]
pub(super) struct Mtu(pub(super) Size);

impl DatagramRule for Mtu {
    fn rule(&self) -> Rule {
        Rule::Mtu
    }

    fn judge(&mut self, datagram: &Datagram, _: Duration) -> Verdict {
        if datagram.packet_len as u64 > self.0.0 { Verdict::Lose } else { Verdict::Pass }
    }
}
