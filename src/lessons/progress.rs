//! How far somebody has come, in one readable file.
//!
//! The one idea: progress belongs to the learner: a few lines of TOML that can be read, changed or
//! thrown away. A file that cannot be understood is left as it is.
//!
//! See it run: `netlab`, after `netlab lesson 1`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Which lessons were opened, how far each was read, which to the end, and which exercises passed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// `None` where progress is kept nowhere.
    file: Option<PathBuf>,
    said: Said,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Said {
    /// The slugs of the lessons that were opened, the latest last.
    #[serde(default)]
    opened: Vec<String>,
    /// The slugs of the lessons that were read to their end.
    #[serde(default)]
    read: Vec<String>,
    /// The slugs of the lessons whose exercise was passed.
    #[serde(default)]
    passed: Vec<String>,
    /// The step, from 1, at which the reading of a lesson stopped; none where it came to the end.
    #[serde(default)]
    at: BTreeMap<String, usize>,
}

/// Why progress could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum ProgressError {
    /// The file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
    /// The file is not understood.
    #[error("{}: {source}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line.
        source: Box<toml::de::Error>,
    },
}

impl Progress {
    /// Reads the progress in this file; none yet where there is no file.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn read(file: PathBuf) -> Result<Progress, ProgressError> {
        match std::fs::read_to_string(&file) {
            Ok(text) => match toml::from_str(&text) {
                Ok(said) => Ok(Progress { file: Some(file), said }),
                Err(source) => Err(ProgressError::Format { path: file, source: Box::new(source) }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Progress { file: Some(file), said: Said::default() })
            }
            Err(source) => Err(ProgressError::Io { path: file, source }),
        }
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
        self.said.at.get(slug).copied()
    }

    /// Notes that a lesson was opened, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn open(&mut self, slug: &str) -> Result<(), ProgressError> {
        self.said.opened.retain(|opened| opened != slug);
        self.said.opened.push(slug.to_owned());
        self.keep_all()
    }

    /// Notes that the reading of a lesson has come to this step, from 1, and keeps it.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn reach(&mut self, slug: &str, step: usize) -> Result<(), ProgressError> {
        self.said.at.insert(slug.to_owned(), step);
        self.keep_all()
    }

    /// Notes that a lesson was read to its end, and keeps it; the next reading begins anew.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn finish(&mut self, slug: &str) -> Result<(), ProgressError> {
        self.said.at.remove(slug);
        self.said.read.retain(|read| read != slug);
        self.said.read.push(slug.to_owned());
        self.keep_all()
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
        self.said.passed.retain(|passed| passed != slug);
        self.said.passed.push(slug.to_owned());
        self.keep_all()
    }

    /// Forgets one lesson, or all of them, and keeps that.
    ///
    /// # Errors
    /// [`ProgressError`], naming the file.
    pub fn reset(&mut self, slug: Option<&str>) -> Result<(), ProgressError> {
        let stays = |kept: &String| slug.is_some_and(|slug| kept != slug);
        self.said.opened.retain(stays);
        self.said.read.retain(stays);
        self.said.passed.retain(stays);
        self.said.at.retain(|kept, _| stays(kept));
        self.keep_all()
    }

    /// Where progress is kept; `None` where it is kept nowhere.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    fn keep_all(&self) -> Result<(), ProgressError> {
        match &self.file {
            None => Ok(()),
            Some(file) => self.keep(file).map_err(|source| ProgressError::Io { path: file.clone(), source }),
        }
    }

    /// Writes a new file beside the old one and puts it in its place, so no reader sees half of it.
    fn keep(&self, file: &Path) -> io::Result<()> {
        if let Some(dir) = file.parent() {
            std::fs::create_dir_all(dir)?;
        }
        let text = toml::to_string(&self.said).map_err(io::Error::other)?;
        let new = file.with_extension("toml.new");
        std::fs::write(&new, text)?;
        std::fs::rename(new, file)
    }
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
        progress.finish("a").expect("kept");
        let progress = Progress::read(file).expect("kept");
        assert_eq!((progress.step("a"), progress.has_read("a")), (None, true));
    }

    #[test]
    fn a_file_that_is_not_understood_is_an_error_that_names_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("progress.toml");
        std::fs::write(&file, "opened = 3").expect("written");
        let error = Progress::read(file.clone()).expect_err("not understood").to_string();
        assert!(error.starts_with(&file.display().to_string()), "{error}");
    }
}
