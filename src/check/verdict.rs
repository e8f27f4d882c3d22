//! What came of a check: facts, to be told by `report/`.
//!
//! The one idea: a verdict borrows from the exercise. Steps, checks and diagnoses are pointed at and not copied, so
//! their texts can be told in whatever language the exercise is read in.
//!
//! See it run: `netlab check framing --format json -- python3 echo.py`.

use std::time::Duration;

use crate::check::exercise::contract::{Check, Diagnosis};
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::peer::witness::Scope;
use crate::check::play::finding::Finding;
use crate::check::play::story::Told;
use crate::check::play::trouble::Trouble;
use crate::check::play::who_waits::Waiting;
use crate::check::subject::known::ProgramEnd;
use crate::check::subject::place::{At, Place};
use crate::check::subject::system_error::SystemError;

/// What came of one check.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The check.
    pub check: &'a Check,
    /// How long it took.
    pub took: Duration,
    /// Its steps so far.
    pub story: Vec<Told<'a>>,
    /// `None` where it passed.
    pub failure: Option<Failure<'a>>,
    /// What the program printed, in order.
    pub printed: Vec<Printed>,
    /// Where its events can be found, and whose they are.
    pub(crate) scope: Scope,
    /// Programs that could not be ended, as those of another user.
    pub left: Vec<String>,
    /// What came of playing it once more; `None` where that was not done.
    pub(crate) replay: Option<Replay>,
}

/// What came of playing a check that had failed once more, the program observed. It changes no verdict.
#[derive(Debug, Clone)]
pub(crate) enum Replay {
    /// It failed at the same step, with the same finding.
    Same(Scope),
    /// It passed.
    Passed,
    /// It failed otherwise, or took much longer.
    Otherwise,
    /// The system does not let the program be observed.
    Refused(SystemError),
    /// This system has no way to do it.
    Unknown,
}

/// A stretch of what the program printed.
#[derive(Debug, Clone)]
pub struct Printed {
    /// When, since the check began.
    pub at: Duration,
    /// On standard error.
    pub is_err: bool,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Why a check failed.
#[derive(Debug, Clone)]
pub struct Failure<'a> {
    /// The step that failed.
    pub(crate) step: &'a Step,
    /// What it found.
    pub(crate) finding: Finding,
    /// The mistakes that the bytes prove; more than one look alike; none fit where it is empty.
    pub(crate) mistakes: Vec<Mistake<'a>>,
    /// What the judge tried, after the step had failed, to tell one mistake from another.
    pub(crate) tried: Vec<Told<'a>>,
    /// Who waits for whom.
    pub(crate) waits: Vec<Waiting>,
    /// A process of it ran Python, which says where it is when it is asked.
    pub(crate) is_python: bool,
    /// Lines of the learner's own source: where it waits, where it failed.
    pub(crate) places: Vec<(At, Place)>,
    /// Which copy of the program ended, and how, where one did.
    pub(crate) ended: Option<(String, ProgramEnd)>,
    /// The program's last words.
    pub(crate) last_words: Option<String>,
}

/// A mistake that has a name.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mistake<'a> {
    /// One of the exercise's own.
    Diagnosis(&'a Diagnosis),
    /// One that the judge knows of any program.
    Trouble(Trouble),
}

impl Mistake<'_> {
    pub(crate) fn id(&self) -> &str {
        match self {
            Mistake::Diagnosis(diagnosis) => &diagnosis.id,
            Mistake::Trouble(trouble) => trouble.id(),
        }
    }
}

impl Failure<'_> {
    /// Whether the program goes on, and the judge waited for it in vain.
    pub(crate) fn is_stuck(&self) -> bool {
        let is_hang = [Word::Nothing, Word::Open, Word::Stuck, Word::Running];
        let is_its_own = self.finding.trouble.is_none_or(|trouble| trouble == Trouble::NeverListened);
        is_its_own && self.ended.is_none() && is_hang.iter().any(|word| self.finding.words.contains(word))
    }
}

impl Verdict<'_> {
    /// Whether the subject could not be judged at all.
    #[must_use]
    pub fn could_not_judge(&self) -> bool {
        self.trouble().is_some_and(Trouble::is_no_judgement)
    }

    /// What kept the program from being judged, or ended it beside the conversation.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.failure.as_ref().and_then(|failure| failure.finding.trouble)
    }
}
