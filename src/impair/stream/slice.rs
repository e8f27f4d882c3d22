//! Slice: a few bytes at a time.
//!
//! The one idea: one write is not one read. Each slice is sent by itself with a short pause after it, so
//! that the other end usually reads them one by one. Usually: a program that is busy for a moment finds
//! several slices in its receive buffer, and a read takes them all.
//!
//! See it run: `netlab impair --to 8080 --slice 1..10`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::event::Rule;
use crate::impair::chance::Chance;
use crate::impair::stream::rule::{Release, StreamRule};
use crate::impair::value::{Size, ValueError, ValueKind};

/// From how many bytes to how many, both included; all equally likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    shortest: usize,
    longest: usize,
}

impl Slice {
    pub(super) fn start(self, chance: Chance) -> Slicer {
        Slicer { slice: self, chance, next_len: None, not_before: Duration::ZERO }
    }
}

impl FromStr for Slice {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::new(text, ValueKind::Slice);
        let size = |text: &str| -> Result<usize, ValueError> {
            let Size(n_bytes) = text.parse().map_err(|_error| wrong())?;
            usize::try_from(n_bytes).map_err(|_too_large| wrong())
        };
        let (shortest, longest) = match text.split_once("..") {
            Some((first, last)) => (size(first)?, size(last)?),
            None => (size(text)?, size(text)?),
        };
        if shortest == 0 || shortest > longest { Err(wrong()) } else { Ok(Slice { shortest, longest }) }
    }
}

impl fmt::Display for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.shortest, self.longest)
    }
}

/// Long enough for a program that waits in a read to be woken and to read.
const PAUSE: Duration = Duration::from_millis(2);

/// Cuts slices.
#[derive(Debug)]
pub(super) struct Slicer {
    slice: Slice,
    chance: Chance,
    /// Kept until the slice has left, however often it is asked for.
    next_len: Option<usize>,
    not_before: Duration,
}

impl StreamRule for Slicer {
    fn rule(&self) -> Rule {
        Rule::Slice
    }

    fn release(&mut self, now: Duration, n_due: usize) -> Release {
        if n_due == 0 {
            return Release::Pass(0);
        }
        if now < self.not_before {
            return Release::Pause(self.not_before);
        }
        let Slice { shortest, longest } = self.slice;
        let len = *self.next_len.get_or_insert_with(|| self.chance.between(shortest, longest));
        Release::Alone(len.min(n_due))
    }

    fn left(&mut self, now: Duration, _: usize) {
        self.next_len = None;
        self.not_before = now + PAUSE;
    }
}
