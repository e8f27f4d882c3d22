//! The wall's time of an event.
//!
//! The one idea: events carry the monotonic clock, people read the wall's. Both are read once, at the
//! start; from then on only the difference counts, so a wall clock that jumps cannot reorder a story.
//!
//! See it run: the times at the left of a narration.

use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp, Unit, tz::TimeZone};

/// One reading of both clocks.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The wall's time at the reading.
    pub started: Timestamp,
    /// The monotonic clock at the reading, in microseconds.
    pub mono_us: u64,
    zone: TimeZone,
}

impl Clock {
    /// A clock for which it was `started` when the monotonic clock showed `mono_us`.
    ///
    /// Times of day are shown in the system's time zone; where it has none, in UTC.
    #[must_use]
    pub fn new(started: Timestamp, mono_us: u64) -> Self {
        Clock { started, mono_us, zone: TimeZone::system() }
    }

    /// A clock for this very moment of the monotonic clock.
    #[must_use]
    pub fn starting_at(mono_us: u64) -> Self {
        // A wall clock that shows no year that can be is no reason to end somebody's program.
        let now = Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH);
        Clock::new(now.round(Unit::Microsecond).unwrap_or(now), mono_us)
    }

    /// The time of day, to the millisecond: `14:03:22.123`.
    #[must_use]
    pub fn time_of_day(&self, t_us: u64) -> String {
        let since_us = i64::try_from(t_us).unwrap_or(i64::MAX).saturating_sub_unsigned(self.mono_us);
        let at = self.started.saturating_add(SignedDuration::from_micros(since_us)).unwrap_or(self.started);
        at.to_zoned(self.zone.clone()).strftime("%H:%M:%S%.3f").to_string()
    }
}
