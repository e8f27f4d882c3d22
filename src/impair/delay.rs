//! Delay and jitter, for streams and datagrams.
//!
//! The one idea: delay is the length of the way; jitter is how much it varies. A stream stays in order
//! whatever happens, so there jitter holds up all that follows (`stream/delay.rs`). Datagrams are free to
//! overtake each other (`datagram/delay.rs`).
//!
//! See it run: `netlab impair --to 8080 --delay 100ms --jitter 20ms`.

use std::time::Duration;

use crate::impair::chance::Chance;
use crate::impair::value::Time;

/// Everything later by the same time.
#[derive(Debug)]
pub(super) struct Delay(pub(super) Time);

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

    /// How much later the next one is.
    pub(super) fn next(&mut self) -> Duration {
        self.chance.time_up_to(self.most.0)
    }
}
