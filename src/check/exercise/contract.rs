//! An exercise: its checks, and the mistakes that it can name.
//!
//! The one idea: an exercise is data. What a program must do stands in its checks, what it may do wrong in its
//! diagnoses, and adding either touches no Rust.
//!
//! See it run: `lessons/02-greeting-server/exercise.toml`.

use crate::check::exercise::step::Step;
use crate::check::exercise::template::Template;
use crate::event::Transport;

/// An exercise: what a subject must do.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// Whether the subject waits for others or goes to them.
    pub role: Role,
    /// What it speaks.
    pub transport: Transport,
    /// Its checks, in the order in which their verdicts count.
    pub checks: Vec<Check>,
    /// The mistakes that it can name.
    pub diagnoses: Vec<Diagnosis>,
    pub(crate) given: Vec<(String, Given)>,
    /// What the program finds in its environment beside HOST and PORT.
    pub(crate) environment: Vec<(String, Template)>,
}

/// Who goes to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The subject has the port.
    Server,
    /// The judge has the port, and the subject comes.
    Client,
}

/// One check.
#[derive(Debug, Clone)]
pub struct Check {
    /// Its name, for `--check`.
    pub id: String,
    /// What the subject does when it passes, in words.
    pub title: String,
    /// Why anybody wants that.
    pub why: String,
    /// It is not run beside others.
    pub(crate) is_alone: bool,
    pub(crate) steps: Vec<Step>,
}

/// A named mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Its name.
    pub id: String,
    /// The mistake in a few words, as in "it reads before it greets".
    pub title: String,
    /// What the bytes showed, and what to do.
    pub text: String,
}

/// A value that every run is given.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    Letters(usize),
    Text(String),
}

impl Exercise {
    /// The diagnosis of this name; every name in an exercise has one, which its parser makes sure of.
    #[must_use]
    pub fn diagnosis(&self, id: &str) -> Option<&Diagnosis> {
        self.diagnoses.iter().find(|diagnosis| diagnosis.id == id)
    }
}
