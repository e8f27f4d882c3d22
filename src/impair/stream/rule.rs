//! One rule of a stream at work, and what it is asked.
//!
//! The one idea: a rule is asked twice about the same bytes, when they come in and when they are due to leave. It answers
//! with times and counts, and touches neither clock nor socket; so it can be tried out without either.
//!
//! See one: `stream/slice.rs`.

use std::fmt::Debug;
use std::time::Duration;

use crate::event::Rule;

/// One rule at work on one direction of one connection. Times count from the start of the relay.
pub(super) trait StreamRule: Debug + Send {
    /// Which rule it is.
    fn rule(&self) -> Rule;

    /// Bytes came in now, and would leave at `due`: when do they leave with this rule? Never earlier.
    fn hold(&mut self, now: Duration, due: Duration) -> Duration {
        let _ = now;
        due
    }

    /// The end of the direction came, and would be passed on at `due`.
    fn hold_end(&mut self, now: Duration, due: Duration) -> Duration {
        self.hold(now, due)
    }

    /// So many bytes are due; 0 where only the end is. May they leave now? Asked again until they have left.
    fn release(&mut self, now: Duration, n_due: usize) -> Release {
        let _ = now;
        Release::Pass(n_due)
    }

    /// So many bytes have left.
    fn left(&mut self, now: Duration, n_bytes: usize) {
        let _ = (now, n_bytes);
    }

    /// When it resets the connection; `None` while it does not.
    fn resets_at(&self) -> Option<Duration> {
        None
    }
}

/// Whether bytes may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Release {
    /// At most so many of them.
    Pass(usize),
    /// At most so many of them, and that is this rule's doing.
    Alone(usize),
    /// Not before this time.
    NotBefore(Duration),
    /// Not before this time, as a part of what has been recorded already.
    Pause(Duration),
    /// Not as long as these rules hold.
    Never,
}
