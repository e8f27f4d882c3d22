//! The story of a check: what was done and seen, step by step.
//!
//! The one idea: a step is told by itself and by the values of its moment, which later steps may change. It becomes
//! a sentence when the story is shown.
//!
//! See it run: "What happened", in the report of any failing check.

use std::time::{Duration, Instant};

use crate::check::exercise::step::Step;
use crate::check::exercise::template::Values;

/// What one step did.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// When it was over, since the check began.
    pub at: Duration,
    /// Whether it held.
    pub held: bool,
    /// It failed, as it may.
    pub was_forgiven: bool,
    /// How deep it stands inside of repetitions.
    pub depth: usize,
    pub(crate) what: Happening<'a>,
}

/// What there is to tell of a step.
#[derive(Debug, Clone)]
pub(crate) enum Happening<'a> {
    /// This step was played, with these values.
    Step(&'a Step, Values),
    /// The program has printed this line, in which a word was looked for.
    Printed(Vec<u8>),
}

/// All that was told of a check so far.
pub(crate) struct Story<'a> {
    pub(crate) told: Vec<Told<'a>>,
    pub(crate) began: Instant,
}

impl<'a> Story<'a> {
    pub(crate) fn new() -> Self {
        Story { told: Vec::new(), began: Instant::now() }
    }

    pub(crate) fn tell(&mut self, what: Happening<'a>, held: bool, depth: usize) {
        let at = self.began.elapsed();
        self.told.push(Told { at, held, was_forgiven: false, depth, what });
    }
}
