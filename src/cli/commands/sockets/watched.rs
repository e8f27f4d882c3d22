//! What became of sockets between two looks.
//!
//! The one idea: the kernel tells nobody when a socket changes its state, so two tables are compared; what came,
//! changed and went is marked for a while, so that it can be read.
//!
//! See it run: `netlab sockets --watch`.

use std::time::{Duration, Instant};

use crate::kernel::table::Entry;

/// How long a mark stays, so that it can be read.
const MARKED: Duration = Duration::from_secs(3);

/// What became of a socket since the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Same,
    New,
    Changed,
    Gone,
}

impl Mark {
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Mark::Same => " ",
            Mark::New => "+",
            Mark::Changed => "*",
            Mark::Gone => "-",
        }
    }
}

/// A socket that is watched.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) entry: Entry,
    /// As it was before it changed, while that is marked.
    pub(super) before: Option<Entry>,
    pub(super) mark: Mark,
    /// When it was marked.
    pub(super) since: Instant,
}

/// All sockets that are watched, in the order of the table; those that are gone stand at the end.
#[derive(Debug, Default)]
pub(super) struct Watched {
    pub(super) rows: Vec<Row>,
    last_look: Option<Instant>,
}

impl Watched {
    /// Takes note of the table as it is now.
    pub(super) fn update(&mut self, entries: &[Entry], now: Instant) {
        let mut before = std::mem::take(&mut self.rows);
        let is_first = self.last_look.replace(now).is_none();
        for entry in entries {
            let known = before.iter().position(|row| row.mark != Mark::Gone && is_same(&row.entry, entry));
            let (mark, since, before) = match known.map(|at| before.remove(at)) {
                None if is_first => (Mark::Same, now, None),
                None => (Mark::New, now, None),
                Some(row) if steady(&row.entry) != steady(entry) => (Mark::Changed, now, Some(row.entry)),
                Some(row) if now - row.since >= MARKED => (Mark::Same, row.since, None),
                Some(row) => (row.mark, row.since, row.before),
            };
            self.rows.push(Row { entry: entry.clone(), before, mark, since });
        }
        for row in before {
            let is_news = row.mark != Mark::Gone;
            let since = if is_news { now } else { row.since };
            if now - since < MARKED {
                self.rows.push(Row { mark: Mark::Gone, since, before: None, ..row });
            }
        }
    }

    /// What changed at the last look; at the first one, all.
    pub(super) fn news(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| Some(row.since) == self.last_look)
    }
}

/// Whether both are one socket. A connection keeps its addresses when its program lets go of it; several
/// sockets that are open to all may share one address.
pub(super) fn is_same(one: &Entry, other: &Entry) -> bool {
    let name = |entry: &Entry| {
        let inode = if entry.is_open_to_all() { entry.inode } else { 0 };
        (entry.transport, entry.local, entry.peer, inode)
    };
    name(one) == name(other)
}

/// A socket without what changes all the time: the time that is left, and the estimate of the round trip.
fn steady(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    if let Some(timer) = &mut entry.timer {
        timer.left = Duration::ZERO;
    }
    if let Some(stream) = &mut entry.stream {
        stream.round_trip = None;
    }
    entry
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::event::Transport;
    use crate::kernel::table::proc_net;

    fn socket(state: &str, unread: &str) -> Entry {
        let line = format!(
            "0: 0100007F:1F90 0100007F:B126 {state} 00000000:{unread} 00:00000000 00000000 0 0 7 1 0 0"
        );
        proc_net::entry(&line, Transport::Tcp).expect("a socket")
    }

    fn marks(watched: &Watched) -> String {
        watched.rows.iter().map(|row| row.mark.sign()).collect()
    }

    #[test]
    fn what_comes_changes_and_goes_is_marked_for_a_while() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let (open, full) = (socket("01", "00000000"), socket("01", "00000005"));
        let mut watched = Watched::default();
        let mut check = |entries: &[Entry], ms, expected: &str, n_news: usize| {
            watched.update(entries, at(ms));
            assert_eq!((marks(&watched).as_str(), watched.news().count()), (expected, n_news), "at {ms} ms");
        };
        check(&[], 0, "", 0);
        check(std::slice::from_ref(&open), 1000, "+", 1);
        check(std::slice::from_ref(&open), 2000, "+", 0);
        check(std::slice::from_ref(&full), 3000, "*", 1);
        check(std::slice::from_ref(&full), 6000, " ", 0);
        check(&[], 7000, "-", 1);
        check(std::slice::from_ref(&open), 8000, "+-", 1);
        check(std::slice::from_ref(&open), 10_000, "+", 0);
    }

    #[test]
    fn what_is_there_at_the_first_look_is_no_news_on_a_screen_and_all_news_in_a_pipe() {
        let mut watched = Watched::default();
        watched.update(&[socket("0A", "00000000")], Instant::now());
        assert_eq!((marks(&watched).as_str(), watched.news().count()), (" ", 1));
    }
}
