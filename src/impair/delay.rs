//! Delay and jitter, for streams and datagrams.
//!
//! The one idea: delay is the length of the way; jitter is how much it varies. A stream stays in order
//! whatever happens, so there jitter holds up all that follows. Datagrams are free to overtake each other.
//!
//! See it run: `netlab impair --to 8080 --delay 100ms --jitter 20ms`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::chance::Chance;
use crate::impair::datagram::{Datagram, DatagramRule, Verdict};
use crate::impair::stream::StreamRule;
use crate::impair::value::Time;

/// Everything later by the same time.
#[derive(Debug)]
pub(super) struct Delay(pub(super) Time);

impl StreamRule for Delay {
    fn rule(&self) -> Rule {
        Rule::Delay
    }

    fn hold(&mut self, _: Duration, due: Duration) -> Duration {
        due + self.0.0
    }
}

impl DatagramRule for Delay {
    fn rule(&self) -> Rule {
        Rule::Delay
    }

    fn judge(&mut self, _: &Datagram, _: Duration) -> Verdict {
        Verdict::Delay(self.0.0)
    }
}

/// Everything later by a time from 0 to the one given, all equally likely.
#[derive(Debug)]
pub(super) struct Jitter {
    most: Time,
    chance: Chance,
}

impl Jitter {
    pub(super) fn new(most: Time, chance: Chance) -> Self {
        Jitter { most, chance }
    }
}

impl StreamRule for Jitter {
    fn rule(&self) -> Rule {
        Rule::Jitter
    }

    fn hold(&mut self, _: Duration, due: Duration) -> Duration {
        due + self.chance.time_up_to(self.most.0)
    }
}

impl DatagramRule for Jitter {
    fn rule(&self) -> Rule {
        Rule::Jitter
    }

    fn judge(&mut self, _: &Datagram, _: Duration) -> Verdict {
        Verdict::Delay(self.chance.time_up_to(self.most.0))
    }
}
