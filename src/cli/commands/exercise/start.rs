//! `netlab start`: a program to begin an exercise with, where the learner wants it.
//!
//! The one idea: an empty file is a wall. The starter runs, and fails the check, so the first thing to
//! do is always the same: run the check, read what it says, and change one thing.
//!
//! See it run: `netlab start 2 --in python`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use crate::cli::desk::failure::{Failure, FileFailure, LessonFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::cli::desk::shell::quoted;
use crate::files::create_all;
use crate::lessons::Lesson;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The exercise: a lesson's number or name
    #[arg(value_name = "N|NAME")]
    which: String,

    /// The language
    #[arg(long = "in", value_name = "LANGUAGE", default_value = "python")]
    language: Language,

    /// Where to put it; without it, a folder named like the exercise
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// The languages that starters and solutions are written in; a check takes any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// One file, built with rustc
    Rust,
    /// Python 3, standard library alone
    Python,
    /// Node, standard library alone
    Node,
}

impl Language {
    pub(crate) const fn folder(self) -> &'static str {
        match self {
            Language::Rust => "rust",
            Language::Python => "python",
            Language::Node => "node",
        }
    }
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
    setting.print(&next(lesson, args.language, &dir));
    Ok(ExitCode::SUCCESS)
}

/// The files of one language, by their names.
pub(crate) fn files_of<'a>(lesson: &'a Lesson, kind: &str, language: Language) -> Vec<(&'a str, &'a str)> {
    let folder = format!("{kind}/{}/", language.folder());
    let files = lesson.programs.iter();
    files.filter_map(|(path, text)| Some((path.strip_prefix(&folder)?, text.as_str()))).collect()
}

/// What stands there already is somebody's work.
fn cannot_write(path: PathBuf, error: &io::Error) -> Failure {
    FileFailure::StarterNotWritten { path, cause: error.into() }.into()
}

fn next(lesson: &Lesson, language: Language, dir: &Path) -> String {
    let at = |file: &str| quoted(dir.join(file));
    let check = match language {
        Language::Python => format!("netlab check {} -- python3 {}", lesson.number, at("main.py")),
        Language::Node => format!("netlab check {} -- node {}", lesson.number, at("main.js")),
        Language::Rust => {
            // A shell looks a bare name up elsewhere; a path with a slash is a place.
            let run =
                if dir.is_absolute() { dir.join("main") } else { Path::new(".").join(dir).join("main") };
            format!(
                "rustc --edition 2024 -o {} {}\n  netlab check {} -- {}",
                at("main"),
                at("main.rs"),
                lesson.number,
                quoted(run)
            )
        }
    };
    let text = if lesson.text.is_some() {
        format!("What it must do: netlab lesson {}, the section \"Build\".\n", lesson.number)
    } else {
        String::new()
    };
    format!(
        "The beginning of exercise {} is in {}.\n{text}Check it, now and after every change:\n  {check}\n",
        lesson.number,
        quoted(dir)
    )
}
