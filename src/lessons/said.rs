//! What the file of somebody's progress says.
//!
//! The one idea: each thing that is known of a lesson is a list or a table of slugs, so that a reader of the file finds
//! it, and no lesson that is there no more breaks it.
//!
//! See it run: `netlab progress`, and the file that it names.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::toml_file::{Mistake, TableReader};

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Said {
    /// The slugs of the lessons that were opened, the latest last.
    pub(super) opened: Vec<String>,
    /// The slugs of the lessons that were read to their end.
    pub(super) read: Vec<String>,
    /// The slugs of the lessons whose exercise was passed.
    pub(super) passed: Vec<String>,
    /// The step, from 1, at which the reading of a lesson stopped; none where it came to the end.
    pub(super) at: BTreeMap<String, u32>,
    /// Where the work on an exercise was begun, and in which language.
    pub(super) started: BTreeMap<String, Started>,
    /// The program that was checked last against an exercise.
    pub(super) checked: BTreeMap<String, Checked>,
    /// The answer, from 1, that was given to a lesson's question.
    pub(super) predicted: BTreeMap<String, u32>,
    /// The kinds of events that were explained.
    pub(super) explained: Vec<String>,
}

/// Where the work on an exercise was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// The language, as in `python`.
    pub language: String,
    /// The folder, from the root on.
    pub folder: PathBuf,
}

/// The program that was checked last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The folder in which it was run, from the root on.
    pub folder: PathBuf,
}

/// Other keys may be there: the file is the learner's own.
pub(super) fn said(table: &mut TableReader<'_>) -> Result<Said, Mistake> {
    let mut slugs = |key| Ok(owned(table.list(key)?.unwrap_or_default()));
    let explained = slugs("explained")?;
    let (opened, read, passed) = (slugs("opened")?, slugs("read")?, slugs("passed")?);
    let (at, predicted) = (table.numbers_by_name("at")?, table.numbers_by_name("predicted")?);
    let started = rows(table, "started", |row| {
        Ok(Started { language: row.needed("language")?.to_owned(), folder: row.needed("folder")?.into() })
    })?;
    let checked = rows(table, "checked", |row| {
        let command = row.list("command")?.ok_or_else(|| row.missing("command"))?;
        Ok(Checked { command: owned(command), folder: row.needed("folder")?.into() })
    })?;
    Ok(Said { opened, read, passed, at, started, checked, predicted, explained })
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}

/// The tables under a key, by their names.
fn rows<T>(
    table: &mut TableReader<'_>,
    key: &'static str,
    row: impl Fn(&mut TableReader<'_>) -> Result<T, Mistake>,
) -> Result<BTreeMap<String, T>, Mistake> {
    let tables = table.named_tables(key)?.into_iter();
    tables.map(|(name, mut table)| Ok((name.to_owned(), row(&mut table)?))).collect()
}
