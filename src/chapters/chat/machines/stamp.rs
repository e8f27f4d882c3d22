//! The number of what a machine says, and what it tells: what was heard before, and what never came.
//!
//! The one idea: who numbers what it sends lets every hearer find out by itself. A number that is too small is
//! something again; one that is too large means that something between was lost, and how much. The engine knows the
//! same stamp as `Nats-Msg-Id`: within ten minutes it keeps one batch only once.
//!
//! | stamp | meaning |
//! |---|---|
//! | `a.9f3c21ab04de.17.3` | from machine `a`, which drew the number `9f3c…` at its start: 3 lines, from its 17th on |
//!
//! See it run: `nc 127.0.0.1 4222`, in it `CONNECT {"headers":true}` and `SUB netlab.chat.> 1`.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use crate::chapters::chat::machines::places::MachineName;

/// Drawn by a machine at its start: what it says then is not what it said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run(String);

impl Run {
    /// Draws one; two are equal once in 280 million million.
    pub(super) fn draw() -> Self {
        // The standard library's own source of numbers that nobody can guess.
        Run(format!("{:012x}", RandomState::new().hash_one("run") & 0xffff_ffff_ffff))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands on a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) machine: MachineName,
    pub(super) run: Run,
    /// The number of its first line.
    pub(super) first: u64,
    pub(super) n_lines: u64,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stamp { machine, run, first, n_lines } = self;
        write!(f, "{machine}.{}.{first}.{n_lines}", run.0)
    }
}

impl Stamp {
    /// Reads a stamp; `None` where it is none, as on what others publish who do not number.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut words = text.split('.');
        let (machine, run) = (words.next()?.parse().ok()?, words.next()?);
        let (first, n_lines): (u64, u64) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let is_run = !run.is_empty() && run.len() <= MAX_RUN_BYTES;
        let is_whole = words.next().is_none() && first.checked_add(n_lines).is_some();
        (is_run && is_whole).then(|| Stamp { machine, run: Run(run.to_owned()), first, n_lines })
    }
}

const MAX_RUN_BYTES: usize = 32;

/// How far each machine was heard.
#[derive(Debug, Default)]
pub(super) struct Numbers(HashMap<MachineName, (Run, u64)>);

/// What a stamp tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It is new, and before it so many lines were lost.
    New {
        /// Lines that never came.
        n_lost: u64,
    },
    /// It was heard before.
    Again,
}

/// More machines than these are not followed.
const MAX_MACHINES: usize = 1000;

impl Numbers {
    /// Notes a batch that came.
    pub(super) fn take(&mut self, stamp: &Stamp) -> Came {
        let end = stamp.first + stamp.n_lines;
        let before = match self.0.get(&stamp.machine) {
            // What it said before we listened is no loss.
            None if self.0.len() >= MAX_MACHINES => return Came::New { n_lost: 0 },
            None => stamp.first,
            Some((run, next)) if *run == stamp.run => *next,
            // It has begun anew, and we were there.
            Some(_) => 1,
        };
        if stamp.first < before {
            return Came::Again;
        }
        self.0.insert(stamp.machine.clone(), (stamp.run.clone(), end));
        Came::New { n_lost: stamp.first - before }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_read_as_it_was_written() {
        for text in ["a.9f3c.17.3", "b2.0.1.0"] {
            assert_eq!(Stamp::read(text).expect(text).to_string(), text);
        }
        let max = format!("a.1.{}.1", u64::MAX);
        for text in ["", "a", "a.1.2", "a.1.2.3.4", "a..1.2", "A.1.2.3", "a.1.-1.3", "a.1.1.x", &max] {
            assert_eq!(Stamp::read(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_comes_again_and_what_never_came_is_known_by_its_number() {
        let mut numbers = Numbers::default();
        let mut check = |stamp: &str, expected| {
            assert_eq!(numbers.take(&Stamp::read(stamp).expect(stamp)), expected, "{stamp}");
        };
        check("a.x.17.3", Came::New { n_lost: 0 });
        check("a.x.17.3", Came::Again);
        check("b.x.1.0", Came::New { n_lost: 0 });
        check("a.x.20.1", Came::New { n_lost: 0 });
        check("a.x.25.0", Came::New { n_lost: 4 });
        check("a.x.25.2", Came::New { n_lost: 0 });
        check("b.x.3.1", Came::New { n_lost: 2 });
        check("a.y.1.0", Came::New { n_lost: 0 });
        check("a.y.4.1", Came::New { n_lost: 3 });
        check("b.y.3.1", Came::New { n_lost: 2 });
    }

    #[test]
    fn two_runs_are_told_apart() {
        assert_ne!(Run::draw(), Run::draw());
    }
}
