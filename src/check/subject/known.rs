//! What is known of the subjects of one check: all that the guard has told.
//!
//! The one idea: news change what is known, and nothing else does, but for what the judge itself has done to a program.
//!
//! See it run: any check.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use crate::check::subject::orders::News;
use crate::check::subject::seen::Seen;
use crate::check::subject::system_error::SystemError;
use crate::observe::Held;

/// What the guard has told.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) states: BTreeMap<String, State>,
    /// Programs that could not be ended.
    pub(crate) left: Vec<String>,
    pub(crate) observers: BTreeSet<u32>,
    pub(crate) observed: Observed,
}

/// What observers have told of the subject's own sockets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Observed {
    pub(crate) seen: Seen,
    /// Why the system does not let it be observed.
    pub(crate) refused: Option<SystemError>,
    /// The table of descriptors of each copy, as it was told last.
    pub(crate) held: BTreeMap<String, Vec<Held>>,
}

/// What is known of one subject.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    pub(crate) pid: Option<u32>,
    pub(crate) not_started: Option<SystemError>,
    pub(crate) ended: Option<ProgramEnd>,
    /// The judge itself sent a signal that ends a program, unless it takes it.
    pub(crate) was_signalled: bool,
    /// What was typed and has not gone into its standard input: pieces and bytes.
    pub(crate) n_untaken: (usize, usize),
    /// It has closed its standard input.
    pub(crate) is_deaf: bool,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ProgramEnd {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) at: Instant,
}

impl Known {
    fn of(&mut self, who: String) -> &mut State {
        self.states.entry(who).or_default()
    }

    /// Whose observers have not told their table.
    pub(crate) fn unanswered(&self) -> Vec<String> {
        let started = self.states.iter().filter(|(_, state)| state.pid.is_some());
        started.map(|(who, _)| who.clone()).filter(|who| !self.observed.held.contains_key(who)).collect()
    }

    pub(crate) fn note(&mut self, news: News) {
        match news {
            News::Started { who, pid } => self.of(who).pid = Some(pid),
            News::NotStarted { who, error } => self.of(who).not_started = Some(error),
            News::Observer { pid } => drop(self.observers.insert(pid)),
            News::NotObserved { who, error } => {
                self.observed.refused = Some(error.clone());
                self.of(who).not_started = Some(error);
            }
            News::Holds { who, held } => drop(self.observed.held.insert(who, held)),
            News::Seen { who, line } => self.observed.seen.note(who, line),
            News::Exited { who, code, signal } => {
                self.of(who).ended = Some(ProgramEnd { code, signal, at: Instant::now() });
            }
            News::Typed { who, n_bytes } => {
                let (n_pieces, n_untaken) = &mut self.of(who).n_untaken;
                *n_pieces = n_pieces.saturating_sub(1);
                *n_untaken = n_untaken.saturating_sub(n_bytes);
            }
            News::Deaf { who } => self.of(who).is_deaf = true,
            News::Left { programs } => self.left = programs,
        }
    }
}
