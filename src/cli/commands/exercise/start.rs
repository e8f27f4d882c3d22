//! `netlab start`: a program to begin an exercise with, where the learner wants it.
//!
//! The one idea: an empty file is a wall. The starter runs, and fails the check, so the first thing to
//! do is always the same: run the check, read what it says, and change one thing.
//!
//! See it run: `netlab start 2 --in python`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::commands::exercise::beginning::{self, Language, files_of};
use crate::cli::commands::exercise::words;
use crate::cli::desk::failure::{Failure, FileFailure, LessonFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::cli::desk::shell::quoted;
use crate::files::create_all;
use crate::lessons::Lesson;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "N|NAME")]
    which: String,

    #[arg(long = "in", value_name = "LANGUAGE", default_value = "python")]
    language: Language,

    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = shelf::load(setting)?;
    let lesson = shelf::find(&lessons, &args.which)?;
    let files = files_of(lesson, "starter", args.language);
    if files.is_empty() {
        let (number, language) = (lesson.number, args.language.folder());
        return Err(LessonFailure::NoStarter { number, language }.into());
    }
    let dir = args.dir.clone().unwrap_or_else(|| PathBuf::from(&lesson.slug));
    create_all(&dir, &files).map_err(|(path, error)| cannot_write(path, &error))?;
    keep(lesson, args.language, &dir, setting);
    setting.print(&next(lesson, args.language, &dir, setting));
    Ok(ExitCode::SUCCESS)
}

/// What stands there already is somebody's work.
fn cannot_write(path: PathBuf, error: &io::Error) -> Failure {
    FileFailure::StarterNotWritten { path, cause: error.into() }.into()
}

fn next(lesson: &Lesson, language: Language, dir: &Path, setting: &Setting) -> String {
    let netlab = shelf::netlab(setting);
    let number = lesson.number;
    let contract = lesson
        .text
        .as_ref()
        .map(|_| words::section_build(setting.lang, &format!("{netlab} lesson {number}")));
    let lines = beginning::lines(&netlab, number, language, dir);
    words::begun(setting.lang, (number, &netlab), (&quoted(dir), contract.as_deref()), &lines)
}

/// Notes where the work was begun, so that nobody need type it again.
fn keep(lesson: &Lesson, language: Language, dir: &Path, setting: &Setting) {
    let Ok(dir) = std::path::absolute(dir) else { return };
    // A name that is no text cannot be kept in a file of text.
    let Some(dir) = dir.to_str() else { return };
    let mut progress = shelf::progress(setting);
    let kept = progress.start(&lesson.slug, language.folder(), dir);
    shelf::keep(&kept, &progress, setting);
}
