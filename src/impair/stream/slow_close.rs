//! Slow close: the end of a direction is passed on late.
//!
//! The one idea: bytes and their end are two things. A program that answers only when its peer has
//! finished waits as long as the end is under way, although it has every byte.
//!
//! See it run: `netlab impair --to 8080 --slow-close 2s`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::stream::rule::StreamRule;
use crate::impair::value::Time;

/// The end later by this time.
#[derive(Debug)]
pub(super) struct SlowClose(pub(super) Time);

impl StreamRule for SlowClose {
    fn rule(&self) -> Rule {
        Rule::SlowClose
    }

    fn hold_end(&mut self, _: Duration, due: Duration) -> Duration {
        due + self.0.0
    }
}
