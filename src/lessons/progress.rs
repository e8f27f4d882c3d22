//! How far somebody has come, in one readable file.
//!
//! The one idea: progress belongs to the learner: a few lines of TOML that can be read, changed or
//! thrown away. So a change touches its own words only, in the file as it is at that moment: what another
//! terminal noted meanwhile stays, and so does what is not ours. A file that cannot be understood is left
//! as it is.
//!
//! See it run: `netlab`, after `netlab lesson 1`.

use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut};

use crate::files;
use crate::lessons::rows::{forget_row, put_last, put_number, put_row, take_out};
use crate::lessons::said::{Checked, Said, Started, said};
use crate::toml_file::{self, Mistake};

/// Which lessons were opened, how far each was read, which to the end, and which exercises passed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// `None` where progress is kept nowhere.
    file: Option<PathBuf>,
    is_unread: bool,
    said: Said,
}

/// Why progress could not be read or kept. Its `Display` is for whoever develops netlab.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum ProgressError {
    /// The file could not be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
    /// The file is not understood.
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line.
        mistake: Mistake,
    },
}

impl Progress {
    /// Reads the progress in this file; none yet where there is no file.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn read(file: PathBuf) -> Result<Progress, ProgressError> {
        let text = text_of(&file)?;
        let said = understood(&text, &file)?;
        Ok(Progress { file: Some(file), is_unread: false, said })
    }

    /// Progress in a file that could not be read: nothing is known of it. Each change tries again, and
    /// fails as long as the file cannot be understood.
    #[must_use]
    pub fn unread(file: PathBuf) -> Progress {
        Progress { file: Some(file), is_unread: true, said: Said::default() }
    }

    /// Whether the file could not be read.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        self.is_unread
    }

    /// Whether this lesson was opened.
    #[must_use]
    pub fn has_opened(&self, slug: &str) -> bool {
        self.said.opened.iter().any(|opened| opened == slug)
    }

    /// The lesson that was opened last; `None` if none was.
    #[must_use]
    pub fn last_opened(&self) -> Option<&str> {
        self.said.opened.last().map(String::as_str)
    }

    /// Whether this lesson was read to its end.
    #[must_use]
    pub fn has_read(&self, slug: &str) -> bool {
        self.said.read.iter().any(|read| read == slug)
    }

    /// The step, from 1, at which the reading of this lesson stopped; `None` where it stopped nowhere.
    #[must_use]
    pub fn step(&self, slug: &str) -> Option<usize> {
        self.said.at.get(slug).map(|step| *step as usize)
    }

    /// Notes that a lesson was opened, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn open(&mut self, slug: &str) -> Result<(), ProgressError> {
        self.change(|said| put_last(said, "opened", slug))
    }

    /// Notes that the reading of a lesson has come to this step, from 1, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn reach(&mut self, slug: &str, step: usize) -> Result<(), ProgressError> {
        self.change(|said| put_number(said, "at", slug, step))
    }

    /// The answer, from 1, that was given to this lesson's question; `None` where none was.
    #[must_use]
    pub fn answer(&self, slug: &str) -> Option<usize> {
        self.said.predicted.get(slug).map(|answer| *answer as usize)
    }

    /// Notes the answer to a lesson's question, from 1, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn predict(&mut self, slug: &str, answer: usize) -> Result<(), ProgressError> {
        self.change(|said| put_number(said, "predicted", slug, answer))
    }

    /// Notes that a lesson was read to its end, and keeps it; the next reading begins anew.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn finish(&mut self, slug: &str) -> Result<(), ProgressError> {
        self.change(|said| {
            forget_row(said, "at", slug);
            put_last(said, "read", slug);
        })
    }

    /// The kinds of events that were explained to the learner, by the names that were given to
    /// [`Progress::explain`].
    pub fn explained(&self) -> impl Iterator<Item = &str> {
        self.said.explained.iter().map(String::as_str)
    }

    /// Notes that these kinds of events were explained, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn explain(&mut self, names: &[String]) -> Result<(), ProgressError> {
        self.change(|said| names.iter().for_each(|name| put_last(said, "explained", name)))
    }

    /// Whether this lesson's exercise was passed.
    #[must_use]
    pub fn has_passed(&self, slug: &str) -> bool {
        self.said.passed.iter().any(|passed| passed == slug)
    }

    /// Notes that a lesson's exercise was passed, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn pass(&mut self, slug: &str) -> Result<(), ProgressError> {
        self.change(|said| put_last(said, "passed", slug))
    }

    /// Where the work on this exercise was begun; `None` where it was not, or before that was kept.
    #[must_use]
    pub fn started(&self, slug: &str) -> Option<&Started> {
        self.said.started.get(slug)
    }

    /// Notes where the work on an exercise was begun, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn start(&mut self, slug: &str, language: &str, folder: &str) -> Result<(), ProgressError> {
        self.change(|said| {
            put_row(said, "started", slug, &[("language", language.into()), ("folder", folder.into())]);
        })
    }

    /// The program that was checked last against this exercise; `None` where none was.
    #[must_use]
    pub fn checked(&self, slug: &str) -> Option<&Checked> {
        self.said.checked.get(slug)
    }

    /// Notes which program was checked against an exercise, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn check(&mut self, slug: &str, command: &[&str], folder: &str) -> Result<(), ProgressError> {
        let command: Array = command.iter().copied().collect();
        self.change(|said| {
            put_row(said, "checked", slug, &[("command", command.into()), ("folder", folder.into())]);
        })
    }

    /// Forgets one lesson, or all of them, and keeps that.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn reset(&mut self, slug: Option<&str>) -> Result<(), ProgressError> {
        self.change(|said| match slug {
            None => {
                for key in ["opened", "read", "passed", "at", "started", "checked", "predicted", "explained"]
                {
                    said.remove(key);
                }
            }
            Some(slug) => {
                for key in ["opened", "read", "passed"] {
                    take_out(said, key, slug);
                }
                for table in ["at", "started", "checked", "predicted", "explained"] {
                    forget_row(said, table, slug);
                }
            }
        })
    }

    /// Where progress is kept; `None` where it is kept nowhere.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Changes what the file says at this moment, and learns what else was changed meanwhile.
    fn change(&mut self, edit: impl FnOnce(&mut DocumentMut)) -> Result<(), ProgressError> {
        let Some(file) = &self.file else { return Ok(()) };
        let failed = |source| ProgressError::Io { path: file.clone(), source };
        let real = files::behind_links(file).map_err(failed)?;
        if let Some(dir) = real.parent() {
            std::fs::create_dir_all(dir).map_err(failed)?;
        }
        let _lock = files::locked(&real).map_err(failed)?;
        let before = text_of(file)?;
        understood(&before, file)?;
        let mut said: DocumentMut = before.parse().map_err(|error: toml_edit::TomlError| {
            ProgressError::Format { path: file.clone(), mistake: Mistake::no_toml(&before, error.span()) }
        })?;
        edit(&mut said);
        let after = said.to_string();
        self.said = understood(&after, file)?;
        if after == before { Ok(()) } else { files::replace(&real, after.as_bytes()).map_err(failed) }
    }
}

/// The text of the file; empty where there is none.
fn text_of(file: &Path) -> Result<String, ProgressError> {
    match std::fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read.map_err(|source| ProgressError::Io { path: file.to_owned(), source }),
    }
}

fn understood(text: &str, file: &Path) -> Result<Said, ProgressError> {
    toml_file::read(text, said).map_err(|mistake| ProgressError::Format { path: file.to_owned(), mistake })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_is_known_the_next_time() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("deep/progress.toml");
        let mut progress = Progress::read(file.clone()).expect("no file is no progress");
        assert_eq!(progress.last_opened(), None);
        for slug in ["a", "b", "a"] {
            progress.open(slug).expect("kept");
        }
        let progress = Progress::read(file).expect("kept");
        assert_eq!(progress.last_opened(), Some("a"));
        assert!(progress.has_opened("b") && !progress.has_opened("c"));
    }

    #[test]
    fn what_was_passed_is_kept_until_it_is_forgotten() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("progress.toml");
        let mut progress = Progress::read(file.clone()).expect("no file is no progress");
        progress.open("a").and_then(|()| progress.pass("a")).and_then(|()| progress.pass("b")).expect("kept");
        progress.reset(Some("a")).expect("kept");
        let mut progress = Progress::read(file.clone()).expect("kept");
        assert!(progress.has_passed("b") && !progress.has_passed("a") && !progress.has_opened("a"));
        progress.reset(None).expect("kept");
        assert!(!Progress::read(file).expect("kept").has_passed("b"));
    }

    #[test]
    fn where_reading_stopped_is_known_until_the_end_is_reached() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("progress.toml");
        let mut progress = Progress::read(file.clone()).expect("no file is no progress");
        progress.open("a").expect("kept");
        progress.reach("a", 3).expect("kept");
        let mut progress = Progress::read(file.clone()).expect("kept");
        assert_eq!((progress.step("a"), progress.has_read("a")), (Some(3), false));
        progress.predict("a", 1).and_then(|()| progress.predict("a", 2)).expect("kept");
        progress.finish("a").expect("kept");
        let mut progress = Progress::read(file.clone()).expect("kept");
        assert_eq!((progress.step("a"), progress.has_read("a"), progress.answer("a")), (None, true, Some(2)));
        progress.reset(Some("a")).expect("kept");
        assert_eq!(Progress::read(file).expect("kept").answer("a"), None);
    }

    #[test]
    fn a_file_that_is_not_understood_is_an_error_that_names_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("progress.toml");
        std::fs::write(&file, "opened = 3").expect("written");
        let error = Progress::read(file.clone()).expect_err("not understood");
        assert!(matches!(&error, ProgressError::Format { path, .. } if *path == file), "{error}");
    }

    #[test]
    fn a_change_touches_its_own_words_only() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("progress.toml");
        let mine = "# mine\nname = \"Ann\"\nopened = [\n  \"gone\", # once\n]\n\n[at]\nold = 2 # here\n\n[notes]\na = 1\n";
        std::fs::write(&file, mine).expect("written");
        let mut progress = Progress::read(file.clone()).expect("understood");
        progress.reach("a", 3).and_then(|()| progress.pass("a")).expect("kept");
        let text = std::fs::read_to_string(&file).expect("there");
        for kept in
            ["# mine\nname = \"Ann\"\n", "  \"gone\", # once\n", "old = 2 # here\n", "[notes]\na = 1\n"]
        {
            assert!(text.contains(kept), "{kept:?} is missing in:\n{text}");
        }
        progress.reset(None).expect("kept");
        let text = std::fs::read_to_string(&file).expect("there");
        assert!(text.contains("name = \"Ann\"\n") && text.contains("[notes]\na = 1\n"), "{text}");
    }

    #[test]
    fn a_file_that_is_not_understood_is_never_changed() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("progress.toml");
        for broken in ["passed = [\"a\"", "opened = 3\n", "at = [1]\n", "passed = [\"a\", 3]\n", "\u{1b}[2J"]
        {
            std::fs::write(&file, broken).expect("written");
            let mut progress = Progress::unread(file.clone());
            for changed in
                [progress.pass("b"), progress.open("b"), progress.reach("b", 2), progress.reset(None)]
            {
                let error = changed.expect_err("not understood");
                let is_found = matches!(&error, ProgressError::Format { mistake, .. } if mistake.line == 1);
                assert!(is_found, "{error}");
            }
            assert_eq!(std::fs::read_to_string(&file).expect("there"), broken);
        }
    }
}
