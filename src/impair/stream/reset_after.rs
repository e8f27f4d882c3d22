//! Reset: the connection is thrown away after so many bytes, or so much time.
//!
//! The one idea: a reset is no orderly end. Both ends hear of it (ECONNRESET), bytes under way are lost, and
//! it does not say which of them were read.
//!
//! See it run: `netlab impair --to 8080 --reset-after 10`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::event::Rule;
use crate::impair::stream::rule::{Release, StreamRule};
use crate::impair::value::{Size, Time, ValueError, ValueKind};

/// After what; counted from where the rule began to hold for this connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResetAfter {
    /// So many bytes of this direction have left.
    Bytes(Size),
    /// So much time has gone by.
    Time(Time),
}

impl ResetAfter {
    pub(super) fn start(self, now: Duration) -> Counter {
        match self {
            ResetAfter::Bytes(Size(0)) => Counter { n_to_go: u64::MAX, resets_at: Some(now) },
            ResetAfter::Bytes(Size(n_to_go)) => Counter { n_to_go, resets_at: None },
            ResetAfter::Time(time) => Counter { n_to_go: u64::MAX, resets_at: Some(now + time.0) },
        }
    }
}

impl FromStr for ResetAfter {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let size = text.parse().map(ResetAfter::Bytes);
        let wrong = |_| ValueError::new(text, ValueKind::ResetAfter);
        size.or_else(|_| text.parse().map(ResetAfter::Time)).map_err(wrong)
    }
}

impl fmt::Display for ResetAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResetAfter::Bytes(size) => size.fmt(f),
            ResetAfter::Time(time) => time.fmt(f),
        }
    }
}

/// Counts down to the reset.
#[derive(Debug)]
pub(super) struct Counter {
    n_to_go: u64,
    resets_at: Option<Duration>,
}

impl StreamRule for Counter {
    fn rule(&self) -> Rule {
        Rule::ResetAfter
    }

    fn release(&mut self, _: Duration, n_due: usize) -> Release {
        Release::Pass(n_due.min(usize::try_from(self.n_to_go).unwrap_or(usize::MAX)))
    }

    fn left(&mut self, now: Duration, n_bytes: usize) {
        self.n_to_go = self.n_to_go.saturating_sub(n_bytes as u64);
        if self.n_to_go == 0 {
            self.resets_at.get_or_insert(now);
        }
    }

    fn resets_at(&self) -> Option<Duration> {
        self.resets_at
    }
}
