//! What can be wrong with an exercise.
//!
//! The one idea: each mistake is a fact with its line. Its words are made where it is reported, so a teacher hears of it
//! in his own language.
//!
//! See it run: misspell a word in an exercise, and check it with `--lessons DIR`.

use crate::check::exercise::template::TemplateFlaw;
use crate::impair::{RuleFlaw, RuleMistake};
use crate::toml_file::{Flaw, Mistake, TableReader};

/// What is wrong with an exercise, and where. Its `Display` is for whoever develops netlab.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {flaw:?}")]
pub struct ExerciseError {
    /// The line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub flaw: ExerciseFlaw,
}

/// What can be wrong with an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExerciseFlaw {
    /// Of its form, whatever it is about.
    Form(Flaw),
    /// `netlab_exercise` is another version than 1, or missing.
    Version(Option<u32>),
    /// `role` is neither `server` nor `client`.
    Role(String),
    /// `transport` is neither `tcp` nor `udp`.
    Transport(String),
    /// There is no `[[check]]`.
    NoCheck,
    /// Two checks have this id.
    CheckTwice(String),
    /// A value under `[given]` has neither `letters` nor `text`, or both.
    Given,
    /// Two steps of a check have this id.
    StepTwice {
        /// The check.
        check: String,
        /// The id.
        step: String,
    },
    /// A text names a value that is never given.
    NoValue {
        /// The check.
        check: String,
        /// The step.
        step: String,
        /// The name.
        name: String,
    },
    /// A variable under `[environment]` names a value that is never given.
    NoValueInEnvironment {
        /// The variable.
        variable: String,
        /// The name.
        name: String,
    },
    /// A case names a diagnosis that is not there.
    NoDiagnosis {
        /// The check.
        check: String,
        /// The step.
        step: String,
        /// The diagnosis.
        id: String,
    },
    /// A step has none of these deeds.
    NoDeed(&'static [&'static str]),
    /// A step has two deeds.
    TwoDeeds(&'static str, &'static str),
    /// `at` of a UDP socket is another word than `port`.
    OpenedAt,
    /// A signal of another name than these.
    Signal {
        /// The name.
        name: String,
        /// Those that can be sent.
        known: Vec<&'static str>,
    },
    /// `cut` has none of its forms.
    Cut,
    /// This key means nothing beside `meanwhile`.
    InFlood(&'static str),
    /// A rule of a link cannot be.
    Rule {
        /// Its name.
        name: String,
        /// Why not.
        flaw: RuleFlaw,
    },
    /// Nothing says what is sent.
    NothingSent,
    /// More than one key says what goes through the socket.
    TwoPayloads,
    /// A word of `hex` is no byte.
    Hex(String),
    /// A text with holes is none.
    Template(TemplateFlaw),
    /// Nothing says what is expected.
    NothingExpected,
    /// A step expects two things.
    TwoExpectations,
    /// This key has another value than those that it can have.
    Word(WordOf),
    /// A case does not say which diagnosis it is.
    NoVerdict,
    /// A case does not say what came.
    NothingCame,
    /// There is no such word for what came.
    Came {
        /// The word.
        word: String,
        /// Those that there are.
        known: Vec<&'static str>,
    },
}

/// A key whose values are few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordOf {
    /// `any`: `line`.
    Any,
    /// `end`: `fin`, `reset`, `any`.
    End,
    /// `after`: `anything`.
    After,
    /// `exit`: a number, `failure`, `any`.
    Exit,
    /// `growth`: as in `16 MiB`.
    Growth,
}

impl ExerciseError {
    /// Of a table as a whole.
    pub(crate) fn of(table: &TableReader<'_>, flaw: ExerciseFlaw) -> ExerciseError {
        ExerciseError { line: table.line(), flaw }
    }

    /// Of the value of a key.
    pub(crate) fn in_key(table: &TableReader<'_>, key: &str, flaw: ExerciseFlaw) -> ExerciseError {
        ExerciseError { line: table.line_in(key), flaw }
    }
}

impl From<Mistake> for ExerciseError {
    fn from(Mistake { line, flaw }: Mistake) -> ExerciseError {
        ExerciseError { line, flaw: ExerciseFlaw::Form(flaw) }
    }
}

impl From<RuleMistake> for ExerciseError {
    fn from(RuleMistake { line, name, flaw }: RuleMistake) -> ExerciseError {
        ExerciseError { line, flaw: ExerciseFlaw::Rule { name, flaw } }
    }
}
