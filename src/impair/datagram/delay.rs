//! Delay and jitter of datagrams.
//!
//! The one idea: each datagram is late by itself, so with jitter they overtake each other.
//!
//! See it run: `netlab impair --udp --to 8080 --delay 100ms --jitter 20ms`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::datagram::rule::{Datagram, DatagramRule, Verdict};
use crate::impair::delay::{Delay, Jitter};

impl DatagramRule for Delay {
    fn rule(&self) -> Rule {
        Rule::Delay
    }

    fn judge(&mut self, _: &Datagram, _: Duration) -> Verdict {
        Verdict::Delay(self.0.0)
    }
}

impl DatagramRule for Jitter {
    fn rule(&self) -> Rule {
        Rule::Jitter
    }

    fn judge(&mut self, _: &Datagram, _: Duration) -> Verdict {
        Verdict::Delay(self.next())
    }
}
