//! Which program is checked: the one behind `--`, or the one of the last time.
//!
//! The one idea: a learner checks the same program dozens of times. It is typed once, and kept with the progress,
//! together with the folder in which its name means that file.
//!
//! See it run: `netlab check 2 -- python3 x.py`, then `netlab check 2`.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::commands::exercise::beginning::{self, Language, seen_from_here};
use crate::cli::commands::exercise::words::as_last_time;
use crate::cli::desk::failure::{Failure, LessonFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::cli::desk::shell::quoted;
use crate::lessons::{Checked, Lesson, Progress, ProgressError};

/// A program with its arguments, and where it is run.
pub(super) struct Command {
    pub(super) words: Vec<OsString>,
    /// The folder, where it is another one than this.
    pub(super) folder: Option<PathBuf>,
}

impl Command {
    /// What was typed, or what was checked last.
    ///
    /// # Errors
    /// Where nothing was typed and nothing is known: with the line to type.
    pub(super) fn find(
        typed: &[OsString],
        lesson: &Lesson,
        progress: &Progress,
        setting: &Setting,
    ) -> Result<Command, Failure> {
        if !typed.is_empty() {
            return Ok(Command { words: typed.to_vec(), folder: None });
        }
        let Some(Checked { command, folder }) = progress.checked(&lesson.slug) else {
            let ready = ready_lines(lesson, progress, setting);
            return Err(LessonFailure::NoProgram { number: lesson.number, ready }.into());
        };
        let is_elsewhere = std::env::current_dir().is_ok_and(|here| here != *folder);
        if is_elsewhere && !folder.is_dir() {
            let folder = folder.clone();
            return Err(LessonFailure::FolderGone { number: lesson.number, folder }.into());
        }
        let folder = is_elsewhere.then(|| folder.clone());
        let command = Command { words: command.iter().map(OsString::from).collect(), folder };
        let place = command.folder.as_ref().map(quoted);
        setting.notice(&as_last_time(setting.lang, &command.typed(), place.as_deref()));
        Ok(command)
    }

    /// As it is typed.
    pub(super) fn typed(&self) -> String {
        self.words.iter().map(quoted).collect::<Vec<_>>().join(" ")
    }

    /// Notes it for the next time. One that is no text cannot be kept in a file of text.
    ///
    /// # Errors
    /// Those of [`Progress::check`].
    pub(super) fn note(&self, lesson: &Lesson, progress: &mut Progress) -> Result<(), ProgressError> {
        let words: Option<Vec<&str>> = self.words.iter().map(|word| word.to_str()).collect();
        let folder = self.folder.clone().or_else(|| std::env::current_dir().ok());
        let (Some(words), Some(folder)) = (words, folder.as_ref().and_then(|folder| folder.to_str())) else {
            return Ok(());
        };
        progress.check(&lesson.slug, &words, folder)
    }
}

/// The lines to type, where `start` was told the language and the folder.
fn ready_lines(lesson: &Lesson, progress: &Progress, setting: &Setting) -> Option<String> {
    let started = progress.started(&lesson.slug)?;
    let language = Language::of_folder(&started.language)?;
    let dir = seen_from_here(&started.folder);
    Some(beginning::lines(&shelf::netlab(setting), lesson.number, language, &dir).join(" && "))
}
