//! How a program that was begun with `netlab start` is built and checked: the lines that a learner types.
//!
//! The one idea: `start` knows the language and the folder. Whoever forgets the line that it gave is given it again
//! instead of being asked for it.
//!
//! See it run: `netlab start 2`, then `netlab check 2`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::desk::shell::quoted;
use crate::lessons::Lesson;

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

    /// The language of a folder's name.
    pub(crate) fn of_folder(name: &str) -> Option<Language> {
        [Language::Rust, Language::Python, Language::Node].into_iter().find(|it| it.folder() == name)
    }
}

/// The files of one language, by their names.
pub(crate) fn files_of<'a>(lesson: &'a Lesson, kind: &str, language: Language) -> Vec<(&'a str, &'a str)> {
    let folder = format!("{kind}/{}/", language.folder());
    let files = lesson.programs.iter();
    files.filter_map(|(path, text)| Some((path.strip_prefix(&folder)?, text.as_str()))).collect()
}

/// The lines that build the program in this folder, where it must be built, and check it.
pub(crate) fn lines(netlab: &str, number: u32, language: Language, dir: &Path) -> Vec<String> {
    let at = |file: &str| quoted(dir.join(file));
    let check = |program: &str| format!("{netlab} check {number} -- {program}");
    match language {
        Language::Python => vec![check(&format!("python3 {}", at("main.py")))],
        Language::Node => vec![check(&format!("node {}", at("main.js")))],
        Language::Rust => {
            // A shell looks a bare name up elsewhere; a path with a slash is a place.
            let run =
                if dir.is_absolute() { dir.join("main") } else { Path::new(".").join(dir).join("main") };
            let build = format!("rustc --edition 2024 -o {} {}", at("main"), at("main.rs"));
            vec![build, check(&quoted(run))]
        }
    }
}

/// A folder as it is typed from here: below this folder without its way from the root.
pub(crate) fn seen_from_here(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| folder.strip_prefix(here).ok().map(Path::to_owned));
    below.filter(|below| !below.as_os_str().is_empty()).unwrap_or_else(|| folder.to_owned())
}
