//! Where a run stands: for whoever looks while the judge plays.
//!
//! The one idea: the checks write down what they are about to do, each in its own place, and never wait for a
//! reader. It is a fact like any other: a step and its values; `report/` makes the words.
//!
//! See it run: any check, in a terminal.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::check::exercise::contract::Check;
use crate::check::exercise::step::Step;
use crate::check::exercise::template::Values;

/// Where the checks of a run stand; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Standing<'a>(Arc<Mutex<BTreeMap<usize, Now<'a>>>>);

/// What is being done in a check.
#[derive(Debug, Clone)]
pub struct Now<'a> {
    /// The check's place among those of the run, from 0.
    pub index: usize,
    /// The check.
    pub check: &'a Check,
    /// When it began.
    pub since: Instant,
    pub(crate) doing: Doing<'a>,
}

/// What there is to see of a check in play.
#[derive(Debug, Clone)]
pub(crate) enum Doing<'a> {
    Begins,
    /// The step of this number, from 1, as the story of the check will number it.
    Plays(usize, &'a Step, Values),
    /// It has failed, and this step tells one mistake from another.
    Tries(&'a Step, Values),
    /// It is played once more, to see where the program waits.
    LooksAgain,
    /// It is played once more, the program observed.
    Observes,
}

impl<'a> Standing<'a> {
    /// The first check, in the order of the file, that is being played; `None` where none is.
    #[must_use]
    pub fn first(&self) -> Option<Now<'a>> {
        self.lock().values().next().cloned()
    }

    pub(crate) fn begin(&self, index: usize, check: &'a Check) {
        self.lock().insert(index, Now { index, check, since: Instant::now(), doing: Doing::Begins });
    }

    /// The place in which the check of this number writes.
    pub(crate) fn seat(&self, index: usize) -> Seat<'a> {
        Seat(Some((self.clone(), index)))
    }

    pub(crate) fn note(&self, index: usize, doing: Doing<'a>) {
        if let Some(now) = self.lock().get_mut(&index) {
            now.doing = doing;
        }
    }

    pub(crate) fn end(&self, index: usize) {
        self.lock().remove(&index);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<usize, Now<'a>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place in which one check writes what it does.
#[derive(Debug, Clone)]
pub(crate) struct Seat<'a>(Option<(Standing<'a>, usize)>);

impl<'a> Seat<'a> {
    /// One that nobody looks at.
    pub(crate) const fn unseen() -> Seat<'a> {
        Seat(None)
    }

    pub(crate) fn note(&self, doing: Doing<'a>) {
        if let Some((standing, index)) = &self.0 {
            standing.note(*index, doing);
        }
    }
}
