//! What was seen of the subject's own sockets.
//!
//! The one idea: each copy of the program that is started counts its sockets from 1, and dies with its observer when the
//! judge kills it. All copies are one program to the reader, so their events become one row here, in the order of time.
//!
//! See it run: the check `starts-again` of `lessons/07-time-wait`, failing.

use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;

use crate::event::{Event, Kind};
use crate::trace::Records;

/// The traces of all copies, by their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen(BTreeMap<String, Lines>);

/// The trace of one copy.
#[derive(Debug, Clone, Default)]
struct Lines {
    /// Its first line.
    header: String,
    /// The last of those behind it.
    last: VecDeque<String>,
}

/// So many events of a copy are kept, the last ones.
const MAX_KEPT: usize = 400;

impl Seen {
    /// Takes the next line of a trace.
    pub(crate) fn note(&mut self, who: String, line: String) {
        let lines = self.0.entry(who).or_default();
        if lines.header.is_empty() {
            lines.header = line;
            return;
        }
        if lines.last.len() == MAX_KEPT {
            lines.last.pop_front();
        }
        lines.last.push_back(line);
    }

    /// What happened to sockets at this address, in the order of time. What a program does elsewhere, as in a database,
    /// is no part of the conversation; nor is what was set up before it.
    pub(crate) fn events_at(&self, ip: IpAddr) -> Vec<Event<'static>> {
        let is_set_up = |event: &Event<'_>| matches!(event.kind, Kind::OptionSet | Kind::Bound);
        let is_here = |event: &Event<'_>| {
            let mut ends = event.local.into_iter().chain(event.peer);
            ends.any(|end| end.ip() == ip || event.peer.is_none() && end.ip().is_unspecified())
        };
        let mut events = Vec::new();
        for (nth, lines) in self.0.values().enumerate() {
            let text = std::iter::once(&lines.header).chain(&lines.last).map(|line| format!("{line}\n"));
            let Ok(records) = Records::read(text.collect::<String>().as_bytes()) else { continue };
            let found = records.traces.into_iter().flat_map(|trace| trace.events);
            events.extend(
                found
                    .filter(|event| !is_set_up(event) && is_here(event))
                    .map(|event| Event { socket: event.socket + nth as u64 * MAX_SOCKETS, ..event }),
            );
        }
        events.sort_by_key(|event| event.t_us);
        events
    }
}

/// More than a copy ever has.
const MAX_SOCKETS: u64 = 1 << 32;
