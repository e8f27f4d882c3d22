//! What was run at which step, and what is shown of it.
//!
//! The one idea: one thing runs at a time, that of the step that is read. What other steps ran is over, but it
//! can still be seen there.
//!
//! See it run: `r`, `n`, `b` and `e` in the third step of `netlab lesson 2`.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use tokio::time::{Instant, sleep_until};

use crate::catalogue::Lang;
use crate::cli::commands::lesson::page::{Outcome, Shown};
use crate::cli::commands::lesson::play::Play;
use crate::cli::commands::lesson::program::Window;
use crate::lessons::Terminal;

/// What was run, by step, from 0.
#[derive(Debug)]
pub(super) struct Plays {
    lang: Lang,
    /// Where commands run; made when the first does.
    pub(super) place: PathBuf,
    by_step: BTreeMap<usize, Play>,
    /// The steps at which is shown what came out when the text was written.
    unfolded: BTreeSet<usize>,
    /// What runs is kept in sight, all of it.
    pub(super) is_following: bool,
}

/// How far the commands of a step are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    NotRun,
    Running,
    Over,
}

impl Plays {
    pub(super) fn new(lang: Lang, place: PathBuf) -> Plays {
        Plays { lang, place, by_step: BTreeMap::new(), unfolded: BTreeSet::new(), is_following: false }
    }

    /// Runs these commands, in the place of what the step ran before.
    ///
    /// # Errors
    /// Those of making the folder.
    pub(super) fn run(&mut self, step: usize, terminals: &[Terminal], window: Window) -> io::Result<()> {
        std::fs::create_dir_all(&self.place)?;
        let play = Play::new(self.lang, terminals, window, self.place.clone());
        // What ran before is ended first: it may hold the port.
        drop(self.by_step.remove(&step));
        self.by_step.insert(step, play);
        self.unfolded.remove(&step);
        self.is_following = true;
        Ok(())
    }

    pub(super) fn state(&self, step: usize) -> State {
        match self.by_step.get(&step) {
            None => State::NotRun,
            Some(play) if play.is_over() => State::Over,
            Some(_) => State::Running,
        }
    }

    /// Ends what runs at a step that is left.
    pub(super) fn leave(&mut self, step: usize) {
        if let Some(play) = self.by_step.get_mut(&step) {
            play.kill();
        }
        self.is_following = false;
    }

    /// Presses Ctrl-C in the step's terminals; false where nothing runs.
    pub(super) fn interrupt(&mut self, step: usize) -> bool {
        let play = self.by_step.get_mut(&step).filter(|play| !play.is_over());
        play.map(Play::interrupt).is_some()
    }

    /// Does what is due in the step's terminals; gives when to look again.
    pub(super) fn go_on(&mut self, step: usize) -> Option<Instant> {
        self.by_step.get_mut(&step)?.go_on()
    }

    /// Waits for news of the step's programs, and takes note of them.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub(super) async fn hear(&mut self, step: usize) {
        let Some(play) = self.by_step.get_mut(&step) else { return std::future::pending().await };
        let news = play.heard().await;
        play.note(news);
    }

    pub(super) fn outcomes(&self, step: usize) -> Vec<Outcome> {
        self.by_step.get(&step).map(Play::outcomes).unwrap_or_default()
    }

    /// What came out of the step, of each command no more than its last lines.
    pub(super) fn ends(&self, step: usize, n_lines: usize) -> Vec<Outcome> {
        let mut outcomes = self.outcomes(step);
        for lines in outcomes.iter_mut().flat_map(|outcome| &mut outcome.lines) {
            lines.drain(..lines.len().saturating_sub(n_lines));
        }
        outcomes
    }

    /// What is shown of the step: what came out here, unless its reader asked for what came out once.
    pub(super) fn shown<'a>(&self, step: usize, outcomes: &'a [Outcome]) -> Shown<'a> {
        match self.state(step) {
            _ if self.is_unfolded(step) => Shown::Sample,
            State::NotRun => Shown::Folded,
            State::Running => Shown::Running(outcomes),
            State::Over => Shown::Run(outcomes),
        }
    }

    pub(super) fn is_unfolded(&self, step: usize) -> bool {
        self.unfolded.contains(&step)
    }

    /// Shows what came out when the text was written, or folds it away.
    pub(super) fn unfold(&mut self, step: usize) {
        if !self.unfolded.remove(&step) {
            self.unfolded.insert(step);
        }
    }

    /// Whether what was run has left files.
    pub(super) fn has_files(&self) -> bool {
        std::fs::read_dir(&self.place).is_ok_and(|mut files| files.next().is_some())
    }
}

/// Waits until something is due; for ever where nothing is.
pub(super) async fn wait_until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => std::future::pending().await,
    }
}
