//! How much memory the subject has taken since it was measured.
//!
//! The one idea: what one client can make a program remember, it may as well remember in a child. So all of
//! its processes count. A process that has come since the measuring counts from when it was first seen: that
//! it needs memory to live is no fault.
//!
//! See it run: the check `endless-line` of `lessons/04-framing/exercise.toml`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::check::exercise::expectation::Expectation;
use crate::check::exercise::got::Word;
use crate::check::exercise::step::{Deed, Step};
use crate::check::play::finding::Finding;
use crate::check::play::player::Player;
use crate::kernel::process;
use crate::terminal;

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

impl Player<'_> {
    pub(crate) fn measure(&mut self) {
        let now = self.memory();
        let seen = now.keys().map(|pid| (*pid, 0)).collect();
        self.measured = Some(Measured { before: now.values().sum(), seen, at: Instant::now(), n_sent: 0 });
    }

    fn memory(&self) -> BTreeMap<u32, u64> {
        let family = process::family(self.keeper.pid());
        // The guard itself is the first of them.
        family.into_iter().skip(1).filter_map(|pid| Some((pid, process::own_memory(pid)?))).collect()
    }

    /// Makes the acquaintance of processes that are new, now that so many more bytes were sent.
    ///
    /// A moment ago is soon enough only where little was sent since: a child that is met late has kept what
    /// it was sent already, which would pass for the memory that it needs to live.
    pub(crate) fn look_for_newcomers(&mut self, n_sent: usize) {
        let Some(measured) = &mut self.measured else { return };
        measured.n_sent += n_sent;
        if measured.n_sent >= MUCH || measured.at.elapsed() > OFTEN {
            self.grown();
        }
    }

    /// How much more it is now; 0 where nothing was measured.
    fn grown(&mut self) -> u64 {
        let now = self.memory();
        let Some(measured) = &mut self.measured else { return 0 };
        measured.at = Instant::now();
        measured.n_sent = 0;
        for (pid, bytes) in &now {
            measured.seen.entry(*pid).or_insert(*bytes);
        }
        let first = |pid: &u32| measured.seen.get(pid).copied().unwrap_or_default();
        let newcomers: u64 = now.keys().map(first).sum();
        now.values().sum::<u64>().saturating_sub(measured.before + newcomers)
    }

    /// A collector of garbage may need a moment; what is remembered stays.
    pub(crate) async fn has_not_grown(&mut self, limit: u64) -> Result<(), Finding> {
        let mut grown = 0;
        for _ in 0..10 {
            grown = self.grown();
            if grown <= limit {
                return Ok(());
            }
            self.wait_until(Instant::now() + Duration::from_millis(100)).await;
        }
        let expected = format!("at most {} more memory than before", terminal::byte_size(limit));
        Err(Finding::new(expected, format!("{} more", terminal::byte_size(grown)), Word::Other))
    }

    /// The first of these steps that limits what may be remembered, where that limit is broken already. What
    /// is proven is the verdict: that the program became slow is what it came from.
    pub(crate) async fn has_broken_a_limit<'s>(&mut self, ahead: &'s [Step]) -> Option<(&'s Step, Finding)> {
        self.measured.as_ref()?;
        for step in ahead {
            match &step.deed {
                Deed::Expect(_, Expectation::Growth(limit)) => {
                    let finding = self.has_not_grown(*limit).await.err()?;
                    return Some((step, finding));
                }
                // What is measured anew has no limit yet.
                Deed::Act(crate::check::exercise::act::Act::Measure { .. }) => return None,
                _ => {}
            }
        }
        None
    }

    /// The limit that a later step sets, where there is one.
    pub(crate) fn note_limit(&mut self, ahead: &[Step]) {
        let limit = ahead.iter().find_map(|step| match &step.deed {
            Deed::Expect(_, Expectation::Growth(limit)) => Some(Some(*limit)),
            Deed::Act(crate::check::exercise::act::Act::Measure { .. }) => Some(None),
            _ => None,
        });
        self.limit_ahead = limit.flatten().filter(|_| self.measured.is_some());
    }

    /// Whether a program that has kept us busy for long has broken the limit that is set behind this step:
    /// then there is nothing left to find out.
    pub(crate) async fn is_proven_to_grow(&mut self) -> bool {
        match self.limit_ahead {
            Some(limit) => self.has_not_grown(limit).await.is_err(),
            None => false,
        }
    }
}

/// Between two looks for newcomers.
const OFTEN: Duration = Duration::from_millis(100);

/// What a newcomer can keep without being seen for what it is, in bytes: far below every limit of an exercise.
const MUCH: usize = 1 << 20;
