//! How much memory the subject has taken since it was measured.
//!
//! The one idea: what one client can make a program remember, it may as well remember in a child. So all of
//! its processes count. A process that has come since the measuring counts from when it was first seen: that
//! it needs memory to live is no fault.
//!
//! See it run: the check `endless-line` of `lessons/04-framing/exercise.toml`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::check::subject::keeper::Keeper;
use crate::kernel::process;

/// What was measured.
#[derive(Debug)]
pub(crate) struct Measured {
    /// All processes together.
    before: u64,
    /// Each process with what it took when it was first seen; 0 for those that were there before.
    seen: BTreeMap<u32, u64>,
    /// The last look.
    at: Instant,
    /// What was sent since then, in bytes.
    n_sent: usize,
}

impl Measured {
    /// What all processes take now, to be compared with later.
    pub(crate) fn now(keeper: &Keeper) -> Measured {
        let now = memory(keeper);
        let seen = now.keys().map(|pid| (*pid, 0)).collect();
        Measured { before: now.values().sum(), seen, at: Instant::now(), n_sent: 0 }
    }

    /// Makes the acquaintance of processes that are new, now that so many more bytes were sent.
    ///
    /// A moment ago is soon enough only where little was sent since: a child that is met late has kept what
    /// it was sent already, which would pass for the memory that it needs to live.
    pub(crate) fn look_for_newcomers(&mut self, keeper: &Keeper, n_sent: usize) {
        self.n_sent += n_sent;
        if self.n_sent >= MUCH || self.at.elapsed() > OFTEN {
            self.grown(keeper);
        }
    }

    /// How much more it is now.
    pub(crate) fn grown(&mut self, keeper: &Keeper) -> u64 {
        let now = memory(keeper);
        (self.at, self.n_sent) = (Instant::now(), 0);
        for (pid, bytes) in &now {
            self.seen.entry(*pid).or_insert(*bytes);
        }
        let first = |pid: &u32| self.seen.get(pid).copied().unwrap_or_default();
        let newcomers: u64 = now.keys().map(first).sum();
        now.values().sum::<u64>().saturating_sub(self.before + newcomers)
    }
}

/// Between two looks for newcomers.
const OFTEN: Duration = Duration::from_millis(100);

/// What a newcomer can keep without being seen for what it is, in bytes: far below every limit of an exercise.
const MUCH: usize = 1 << 20;

fn memory(keeper: &Keeper) -> BTreeMap<u32, u64> {
    let processes = keeper.processes().into_iter();
    processes.filter_map(|pid| Some((pid, process::own_memory(pid)?))).collect()
}
