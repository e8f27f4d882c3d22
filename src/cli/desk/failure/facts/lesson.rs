//! What can fail of lessons, exercises and progress.
//!
//! The one idea: a lesson is named by its number, as that is what the next command is given.

use std::path::PathBuf;

use crate::check::ExerciseError;
use crate::lessons::{LessonError, ProgressError};

/// Of lessons, exercises and progress.
#[derive(Debug)]
pub(crate) enum LessonFailure {
    NoLessons(LessonError),
    /// There is no lesson of this number or name.
    Unknown(String),
    NoText {
        number: u32,
    },
    NoExercise {
        number: u32,
    },
    NotUnderstood {
        number: u32,
        slug: String,
        error: ExerciseError,
    },
    NoStarter {
        number: u32,
        language: &'static str,
    },
    NoSolution {
        number: u32,
        language: &'static str,
    },
    NotPassed {
        number: u32,
        slug: String,
    },
    NoCheck {
        slug: String,
        id: String,
        ids: Vec<String>,
    },
    /// Nothing was typed behind `--`, and nothing is known of a last time.
    NoProgram {
        number: u32,
        /// What to type, where the work was begun with `start`.
        ready: Option<String>,
    },
    /// The folder in which the program was checked last is not there any more.
    FolderGone {
        number: u32,
        folder: PathBuf,
    },
    /// This system has none, in which a check runs the program.
    NoPseudoTerminal,
    ProgressIsNowhere,
    ProgressNotChanged(ProgressError),
}
