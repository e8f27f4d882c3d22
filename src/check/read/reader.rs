//! A table of `exercise.toml`, read key by key.
//!
//! The one idea: whoever reads a table takes from it what he knows; what is left at the end is a word
//! that nobody knows, most often misspelt. So no key is ever ignored, and each error names its line.
//!
//! See it run: misspell a word in an exercise, and check it with `--lessons DIR`.

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with an exercise, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ExerciseError {
    /// The line in the file, from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub message: String,
}

/// A table that is being read.
pub(crate) struct TableReader<'t> {
    source: &'t str,
    table: &'t DeTable<'t>,
    span: Range<usize>,
    known: Vec<&'static str>,
}

type Value<'t> = &'t Spanned<DeValue<'t>>;
type Read<T> = Result<T, ExerciseError>;

impl<'t> TableReader<'t> {
    pub(crate) fn new(source: &'t str, table: &'t DeTable<'t>, span: Range<usize>) -> Self {
        TableReader { source, table, span, known: Vec::new() }
    }

    /// An error at the beginning of this table.
    pub(crate) fn error(&self, message: impl Into<String>) -> ExerciseError {
        self.error_at(&self.span, message)
    }

    fn error_at(&self, span: &Range<usize>, message: impl Into<String>) -> ExerciseError {
        let before = &self.source[..span.start.min(self.source.len())];
        ExerciseError { line: before.matches('\n').count() + 1, message: message.into() }
    }

    fn take(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// An error at the value of a key that was read.
    pub(crate) fn error_in(&self, key: &str, message: impl Into<String>) -> ExerciseError {
        let span = self.table.get(key).map_or(self.span.clone(), Spanned::span);
        self.error_at(&span, message)
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Read<Option<&'t str>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        match value.get_ref().as_str() {
            Some(text) => Ok(Some(text)),
            None => Err(self.wrong(key, value, "a text")),
        }
    }

    pub(crate) fn needed(&mut self, key: &'static str) -> Read<&'t str> {
        self.text(key)?.ok_or_else(|| self.missing(key))
    }

    /// A key that must be there is not; most often it is there, and misspelt.
    pub(crate) fn missing(&self, key: &str) -> ExerciseError {
        let words = self.table.keys().filter(|word| !self.known.contains(&word.get_ref().as_ref()));
        let mut near = words.filter(|word| is_near(key, word.get_ref()));
        match near.next() {
            Some(word) => {
                let message = format!("`{}` is not known here; did you mean `{key}`?", word.get_ref());
                self.error_at(&word.span(), message)
            }
            None => self.error(format!("`{key}` is missing")),
        }
    }

    /// Makes sure that every key is one of these words, before it is told which of them is missing.
    ///
    /// # Errors
    /// The first key that is none of them, with the one that it resembles.
    pub(crate) fn speaks(&self, words: &[&str]) -> Read<()> {
        let Some(key) = self.table.keys().find(|key| !words.contains(&key.get_ref().as_ref())) else {
            return Ok(());
        };
        let word = key.get_ref();
        let advice = match words.iter().find(|known| is_near(known, word)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "lessons/AUTHORING.md lists the words of a step".to_owned(),
        };
        Err(self.error_at(&key.span(), format!("`{word}` is not known here; {advice}")))
    }

    /// A text, or a list of texts.
    pub(crate) fn texts(&mut self, key: &'static str) -> Read<Option<Vec<&'t str>>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        if let Some(text) = value.get_ref().as_str() {
            return Ok(Some(vec![text]));
        }
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, "a list of texts"))?;
        if list.is_empty() {
            return Err(self.error_at(&value.span(), format!("`{key}` is an empty list")));
        }
        let texts: Option<Vec<&str>> = list.iter().map(|item| item.get_ref().as_str()).collect();
        texts.map(Some).ok_or_else(|| self.wrong(key, value, "a list of texts"))
    }

    pub(crate) fn flag(&mut self, key: &'static str) -> Read<Option<bool>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        value.get_ref().as_bool().map(Some).ok_or_else(|| self.wrong(key, value, "true or false"))
    }

    pub(crate) fn number(&mut self, key: &'static str) -> Read<Option<u32>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        whole(value.get_ref()).map(Some).ok_or_else(|| self.wrong(key, value, "a whole number"))
    }

    /// A number of times, or of things: at least one.
    pub(crate) fn count(&mut self, key: &'static str) -> Read<Option<u32>> {
        match self.number(key)? {
            Some(0) => Err(self.error_in(key, format!("`{key}` must be 1 or more"))),
            count => Ok(count),
        }
    }

    pub(crate) fn numbers(&mut self, key: &'static str) -> Read<Vec<usize>> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, "a list of numbers"))?;
        let numbers: Option<Vec<usize>> =
            list.iter().map(|item| whole(item.get_ref()).map(|number| number as usize)).collect();
        numbers.ok_or_else(|| self.wrong(key, value, "a list of numbers"))
    }

    pub(crate) fn seconds(&mut self, key: &'static str) -> Read<Option<Duration>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let seconds = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            other => whole(other).map(f64::from),
        };
        let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        duration.map(Some).ok_or_else(|| self.wrong(key, value, "a number of seconds"))
    }

    /// Whether the key is there with a text, which then can be read with [`TableReader::text`].
    pub(crate) fn has_text(&mut self, key: &'static str) -> bool {
        self.take(key).is_some_and(|value| value.get_ref().is_str())
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A list of tables; empty where the key is not there.
    pub(crate) fn tables(&mut self, key: &'static str) -> Read<Vec<TableReader<'t>>> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, "a list of tables"))?;
        let reader = |item: &'t Spanned<DeValue<'t>>| {
            let table = item.get_ref().as_table().ok_or_else(|| self.wrong(key, item, "a table"))?;
            Ok(TableReader::new(self.source, table, item.span()))
        };
        list.iter().map(reader).collect()
    }

    /// A table of texts whose keys are free.
    pub(crate) fn words(&mut self, key: &'static str) -> Read<Vec<(String, String)>> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, "a table of texts"))?;
        let word = |(name, item): (&Spanned<Cow<'t, str>>, Value<'t>)| {
            let text = item.get_ref().as_str().ok_or_else(|| self.wrong(key, item, "a table of texts"))?;
            Ok((name.get_ref().clone().into_owned(), text.to_owned()))
        };
        table.iter().map(word).collect()
    }

    /// A table whose keys are free, with a reader for each of its tables.
    pub(crate) fn named_tables(&mut self, key: &'static str) -> Read<Vec<(&'t str, TableReader<'t>)>> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, "a table"))?;
        let reader = |(name, item): (&'t Spanned<_>, Value<'t>)| {
            let inner = item.get_ref().as_table().ok_or_else(|| self.wrong(key, item, "a table"))?;
            let name: &'t std::borrow::Cow<'t, str> = Spanned::get_ref(name);
            Ok((name.as_ref(), TableReader::new(self.source, inner, item.span())))
        };
        table.iter().map(reader).collect()
    }

    /// Makes sure that every key of the table was read.
    ///
    /// # Errors
    /// The first key that nobody asked for, with those that were.
    pub(crate) fn end(self) -> Read<()> {
        self.unknown().map_or(Ok(()), Err)
    }

    /// The first key that nobody asked for so far, as an error.
    pub(crate) fn unknown(&self) -> Option<ExerciseError> {
        let unknown = self.table.keys().find(|key| !self.known.contains(&key.get_ref().as_ref()))?;
        let mut known = self.known.clone();
        known.sort_unstable();
        known.dedup();
        let word = unknown.get_ref();
        let near = known.iter().find(|key| is_near(key, word));
        let advice = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {}", known.join(", ")),
        };
        Some(self.error_at(&unknown.span(), format!("`{word}` is not known here; {advice}")))
    }

    fn wrong(&self, key: &str, value: Value<'_>, wanted: &str) -> ExerciseError {
        let found = value.get_ref().type_str();
        self.error_at(&value.span(), format!("`{key}` must be {wanted}, and is a TOML {found}"))
    }
}

fn whole(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// Whether a word is another with one letter changed, added or left out.
fn is_near(known: &str, word: &str) -> bool {
    let same_start = known.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&known.as_bytes()[same_start..], &word.as_bytes()[same_start..]);
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    a.len().max(b.len()) - same_end <= 1 || (a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0])
}
