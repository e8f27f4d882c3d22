//! Rate, for streams: no more bytes in a second.
//!
//! The one idea: a narrow link does not lose a stream's bytes, it makes their sender wait. What does not
//! fit waits here, then in the kernels' buffers, and at last the sender's write waits: flow control. With
//! `--rate` each connection has a link of its own, with `--link-rate` all share one and take turns.
//!
//! See it run: `netlab impair --to 8080 --rate 64KiB/s`.

use std::time::Duration;

use crate::event::Rule;
use crate::impair::shared::Busy;
use crate::impair::stream::rule::{Release, StreamRule};
use crate::impair::value::Speed;

/// A link that is busy for as long as each piece takes.
#[derive(Debug)]
pub(super) struct StreamRate {
    rule: Rule,
    speed: Speed,
    link: Busy,
    turn: Option<Turn>,
    /// When the last turn is over.
    done_at: Duration,
}

/// A piece's time on the link.
#[derive(Debug, Clone, Copy)]
struct Turn {
    begins_at: Duration,
    n_left: usize,
}

/// A piece is what passes in this time, so that the flow is even; it is also how far a late timer is
/// made up for.
const PIECE: Duration = Duration::from_millis(20);

impl StreamRate {
    /// A rate of this name: on a link of its own, or on one that others use as well.
    pub(super) fn new(rule: Rule, speed: Speed, link: Busy) -> Self {
        StreamRate { rule, speed, link, turn: None, done_at: Duration::ZERO }
    }

    #[allow(clippy::cast_precision_loss, reason = "rates are below a petabyte")]
    fn time_for(&self, n_bytes: usize) -> Duration {
        Duration::from_secs_f64(n_bytes as f64 / self.speed.0 as f64)
    }

    /// The turn of what is due: begun, or taken now.
    fn turn(&mut self, now: Duration, n_due: usize) -> Turn {
        if let Some(turn) = self.turn {
            return turn;
        }
        let piece = u128::from(self.speed.0) * PIECE.as_millis() / 1_000;
        let n_left = n_due.min(usize::try_from(piece.max(1)).unwrap_or(usize::MAX));
        let time = self.time_for(n_left);
        let begins_at = self.link.take(now.saturating_sub(PIECE), time);
        self.done_at = begins_at + time;
        *self.turn.insert(Turn { begins_at, n_left })
    }
}

impl StreamRule for StreamRate {
    fn rule(&self) -> Rule {
        self.rule
    }

    fn release(&mut self, now: Duration, n_due: usize) -> Release {
        if n_due == 0 {
            // The end follows the last byte, whose time it is until then.
            return if now < self.done_at { Release::NotBefore(self.done_at) } else { Release::Pass(0) };
        }
        let Turn { begins_at, n_left } = self.turn(now, n_due);
        if now < begins_at { Release::NotBefore(begins_at) } else { Release::Pass(n_due.min(n_left)) }
    }

    fn left(&mut self, _: Duration, n_bytes: usize) {
        self.turn = self.turn.and_then(|turn| {
            let n_left = turn.n_left.saturating_sub(n_bytes);
            (n_left > 0).then_some(Turn { n_left, ..turn })
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_on_one_link_take_turns_and_keep_its_rate_together() {
        let link = Busy::default();
        let rate = || StreamRate::new(Rule::LinkRate, Speed(100_000), link.clone());
        let mut all = [(rate(), 0), (rate(), 0), (rate(), 0)];
        for now in (0..3_000).map(Duration::from_millis) {
            for (rate, n_sent) in &mut all {
                while let Release::Pass(n_bytes) = rate.release(now, 1_000_000) {
                    rate.left(now, n_bytes);
                    *n_sent += n_bytes;
                }
            }
        }
        for (_, n_sent) in &all {
            assert!((95_000..=105_000).contains(n_sent), "{n_sent}");
        }
    }
}
