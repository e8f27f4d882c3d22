//! Rate, for streams: no more bytes in a second.
//!
//! The one idea: a narrow link does not lose a stream's bytes, it makes their sender wait. What does not
//! fit waits here, then in the kernels' buffers, and at last the sender's write waits: flow control.
//!
//! See it run: `netlab impair --to 8080 --rate 64KiB/s`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::stream::{Release, StreamRule};
use crate::impair::value::Speed;

/// A link that is busy for as long as each piece takes.
#[derive(Debug)]
pub(super) struct StreamRate {
    speed: Speed,
    /// When it has sent what has left so far.
    free_at: Duration,
}

/// A piece is what passes in this time, so that the flow is even; it is also how far a late timer is
/// made up for.
const PIECE: Duration = Duration::from_millis(20);

impl StreamRate {
    pub(super) fn new(speed: Speed) -> Self {
        StreamRate { speed, free_at: Duration::ZERO }
    }

    #[allow(clippy::cast_precision_loss, reason = "rates are below a petabyte")]
    fn time_for(&self, n_bytes: usize) -> Duration {
        Duration::from_secs_f64(n_bytes as f64 / self.speed.0 as f64)
    }
}

impl StreamRule for StreamRate {
    fn rule(&self) -> Rule {
        Rule::Rate
    }

    fn release(&mut self, now: Duration, n_due: usize) -> Release {
        if now < self.free_at {
            return Release::NotBefore(self.free_at);
        }
        let piece = u128::from(self.speed.0) * PIECE.as_millis() / 1_000;
        Release::Pass(n_due.min(usize::try_from(piece.max(1)).unwrap_or(usize::MAX)))
    }

    fn left(&mut self, now: Duration, n_bytes: usize) {
        self.free_at = self.free_at.max(now.saturating_sub(PIECE)) + self.time_for(n_bytes);
    }
}
