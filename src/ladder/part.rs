//! What a ladder is drawn from: the events of one process, and whose they are.
//!
//! The one idea: a process knows only its own end. A picture of both ends is made of several parts, and
//! each part says which clock its times were read from.
//!
//! See it run: `netlab ladder server.jsonl client.jsonl`.

use std::cmp::Ordering;

use crate::event::Event;

/// The events of one process, as it recorded them or as they are still in memory.
#[derive(Debug, Clone, Default)]
pub struct Part<'a> {
    /// What ran, as in `netlab tcp-server`; empty where it is not known.
    pub program: String,
    /// Its process number.
    pub pid: Option<u32>,
    /// The machine's name.
    pub host: Option<String>,
    /// The boot of the machine. `None` stands for a machine, and a clock, of its own.
    pub boot: Option<String>,
    /// Its time namespace: processes of one boot and one such namespace share one clock.
    pub time_ns: Option<u64>,
    /// Its network namespace: processes of one boot and one such namespace share one loopback.
    pub net_ns: Option<u64>,
    /// The wall's time at which the monotonic clock showed 0, in microseconds since 1970.
    pub wall_us: Option<i64>,
    /// Its events.
    pub events: &'a [Event<'a>],
}

impl<'a> Part<'a> {
    /// The events of one process, with nothing said of it.
    #[must_use]
    pub fn of(events: &'a [Event<'a>]) -> Self {
        Part { events, ..Part::default() }
    }

    /// Whether their times are from one clock. Where a part does not tell its time namespace, the time of day
    /// must agree: a namespace shifts the monotonic clock only.
    pub(crate) fn shares_clock_with(&self, other: &Self) -> bool {
        let walls = self.wall_us.zip(other.wall_us);
        let is_one_namespace = match self.time_ns.zip(other.time_ns) {
            Some((one, other)) => one == other,
            None => walls.is_none_or(|(one, other)| one.abs_diff(other) <= MOST_APART_US),
        };
        self.boot.is_some() && self.boot == other.boot && is_one_namespace
    }

    /// Whether a loopback address means the same for both.
    pub(crate) fn shares_loopback_with(&self, other: &Self) -> bool {
        let is_one_machine = match (&self.boot, &other.boot) {
            (None, None) => self.host == other.host,
            (one, other) => one == other,
        };
        is_one_machine && self.net_ns.zip(other.net_ns).is_none_or(|(one, other)| one == other)
    }

    /// An order that does not depend on the order in which files were named.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        let named = |part: &Self| {
            let of_machine = (part.boot.clone(), part.time_ns, part.net_ns, part.host.clone());
            (part.wall_us, of_machine, part.program.clone(), part.pid)
        };
        let first = |part: &Self| part.events.first().map(|event| (event.t_us, event.socket, event.kind));
        let time = first(self).map(|it| it.0).cmp(&first(other).map(|it| it.0));
        time.then_with(|| named(self).cmp(&named(other))).then_with(|| {
            first(self).cmp(&first(other)).then_with(|| self.events.len().cmp(&other.events.len()))
        })
    }
}

/// The time of day may be corrected a little between the starts of two programs.
const MOST_APART_US: u64 = 1_000_000;
