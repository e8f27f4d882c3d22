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
    /// What ran, as in `netlab tcp-server`; empty where nobody said.
    pub program: String,
    /// Its process number.
    pub pid: Option<u32>,
    /// The machine's name.
    pub host: Option<String>,
    /// The boot of the machine: parts that share it share one clock. `None` stands for a clock of its own.
    pub boot: Option<String>,
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

    /// An order that does not depend on the order in which files were named.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let named = |part: &Self| {
            (part.wall_us, part.boot.clone(), part.host.clone(), part.program.clone(), part.pid)
        };
        let told = |part: &Self| part.events.first().map(|event| (event.t_us, event.socket, event.kind));
        let first = told(self).map(|it| it.0).cmp(&told(other).map(|it| it.0));
        first.then_with(|| named(self).cmp(&named(other))).then_with(|| {
            told(self).cmp(&told(other)).then_with(|| self.events.len().cmp(&other.events.len()))
        })
    }
}
