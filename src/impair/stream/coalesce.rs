//! Coalesce: bytes are gathered for a while, and leave together.
//!
//! The one idea: TCP keeps no message boundaries. Two messages that were written apart may be read as
//! one, so a program that takes each read for a message is wrong; this shows it.
//!
//! See it run: `netlab impair --to 8080 --coalesce 50ms`, with a client that writes twice.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::stream::rule::StreamRule;
use crate::impair::value::Time;

/// From the first byte on, all that comes within this time leaves at its end.
#[derive(Debug)]
pub(super) struct Coalesce {
    length: Time,
    ends_at: Duration,
}

impl Coalesce {
    pub(super) fn new(length: Time) -> Self {
        Coalesce { length, ends_at: Duration::ZERO }
    }
}

impl StreamRule for Coalesce {
    fn rule(&self) -> Rule {
        Rule::Coalesce
    }

    fn hold(&mut self, now: Duration, due: Duration) -> Duration {
        if now >= self.ends_at {
            self.ends_at = now + self.length.0;
        }
        due.max(self.ends_at)
    }

    /// The end follows the last bytes at once.
    fn hold_end(&mut self, _: Duration, due: Duration) -> Duration {
        due
    }
}
