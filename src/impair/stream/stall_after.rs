//! Stall: nothing leaves for a while, each time so many bytes have left.
//!
//! The one idea: this is what loss looks like from above TCP. A lost segment is sent again, and
//! everything behind it waits: at least for Linux's shortest retransmission timeout of 200 ms (RFC 6298
//! §2.4 asks for a second). No byte is missing; all are late.
//!
//! See it run: `netlab impair --to 8080 --stall-after 64KiB --stall-for 200ms`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::event::Rule;
use crate::impair::stream::rule::{Release, StreamRule};
use crate::impair::value::{Size, Time, ValueError, ValueKind};

/// After how many bytes of the direction, counted from the last stall; at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StallAfter(Size);

impl StallAfter {
    pub(super) fn start(self, length: Option<Time>) -> Staller {
        Staller { after: self.0.0, length, n_to_go: self.0.0, ends_at: None }
    }
}

impl FromStr for StallAfter {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        match text.parse() {
            Ok(Size(0)) | Err(_) => Err(ValueError::new(text, ValueKind::StallAfter)),
            Ok(size) => Ok(StallAfter(size)),
        }
    }
}

impl fmt::Display for StallAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Counts down to the next stall.
#[derive(Debug)]
pub(super) struct Staller {
    after: u64,
    /// `None` for good.
    length: Option<Time>,
    n_to_go: u64,
    /// While it stalls, until when.
    ends_at: Option<Duration>,
}

impl StreamRule for Staller {
    fn rule(&self) -> Rule {
        Rule::StallAfter
    }

    fn release(&mut self, now: Duration, n_due: usize) -> Release {
        if self.n_to_go == 0 {
            let Some(length) = self.length else { return Release::Never };
            let ends_at = *self.ends_at.get_or_insert(now + length.0);
            if now < ends_at {
                return Release::NotBefore(ends_at);
            }
            self.ends_at = None;
            self.n_to_go = self.after;
        }
        Release::Pass(n_due.min(usize::try_from(self.n_to_go).unwrap_or(usize::MAX)))
    }

    fn left(&mut self, _: Duration, n_bytes: usize) {
        self.n_to_go = self.n_to_go.saturating_sub(n_bytes as u64);
    }
}
