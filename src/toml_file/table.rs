//! A table of TOML, read key by key.
//!
//! The one idea: whoever reads a table takes from it what he knows; what is left at the end is a word
//! that nobody knows, most often misspelt. So no key is ever ignored, and each mistake names its line.
//!
//! See it run: misspell a word in an exercise, and check it with `--lessons DIR`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::toml_file::mistake::{Flaw, Form, Mistake, line_of};

/// What stands under a key of a table whose keys are free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The key.
    pub name: String,
    /// The text, or `true` or `false`.
    pub value: String,
    /// The line of the key, from 1.
    pub line: usize,
}

/// Reads a file: makes a table reader of its text, and hands it over.
///
/// # Errors
/// A [`Mistake`] where it is no TOML, and those of whoever understands it.
pub fn read<T, E: From<Mistake>>(
    source: &str,
    understand: impl FnOnce(&mut TableReader<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let document = DeTable::parse(source).map_err(|error| Mistake::no_toml(source, error.span()))?;
    understand(&mut TableReader::new(source, document.get_ref(), 0..0))
}

/// A table that is being read.
#[derive(Debug)]
pub struct TableReader<'t> {
    source: &'t str,
    table: &'t DeTable<'t>,
    span: Range<usize>,
    known: Vec<&'static str>,
}

type Key<'t> = Spanned<DeString<'t>>;
type Value<'t> = &'t Spanned<DeValue<'t>>;
type Read<T> = Result<T, Mistake>;

impl<'t> TableReader<'t> {
    fn new(source: &'t str, table: &'t DeTable<'t>, span: Range<usize>) -> Self {
        TableReader { source, table, span, known: Vec::new() }
    }

    /// The line at which this table begins, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        line_of(self.source, self.span.start)
    }

    /// The line of the value of a key; of the table where it is not there.
    #[must_use]
    pub fn line_in(&self, key: &str) -> usize {
        self.table.get(key).map_or_else(|| self.line(), |value| line_of(self.source, value.span().start))
    }

    fn at(&self, span: &Range<usize>, flaw: Flaw) -> Mistake {
        Mistake { line: line_of(self.source, span.start), flaw }
    }

    fn take(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// A text.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn text(&mut self, key: &'static str) -> Read<Option<&'t str>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        match value.get_ref().as_str() {
            Some(text) => Ok(Some(text)),
            None => Err(self.wrong(key, value, Form::Text)),
        }
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// As [`TableReader::text`], and where it is missing.
    pub fn needed(&mut self, key: &'static str) -> Read<&'t str> {
        self.text(key)?.ok_or_else(|| self.missing(key))
    }

    /// A key that must be there is not; most often it is there, and misspelt.
    #[must_use]
    pub fn missing(&self, key: &'static str) -> Mistake {
        let words = self.table.keys().filter(|word| !self.known.contains(&word.get_ref().as_ref()));
        match words.into_iter().find(|word| is_near(key, word.get_ref())) {
            Some(word) => self.not_known(word, Some(key), Vec::new()),
            None => self.at(&self.span, Flaw::Missing(key)),
        }
    }

    /// Makes sure that every key is one of these words, before it is told which of them is missing.
    ///
    /// # Errors
    /// The first key that is none of them, with the one that it resembles.
    pub fn speaks(&self, words: &[&str]) -> Read<()> {
        let Some(key) = self.table.keys().find(|key| !words.contains(&key.get_ref().as_ref())) else {
            return Ok(());
        };
        let near = words.iter().find(|known| is_near(known, key.get_ref()));
        Err(self.not_known(key, near.copied(), Vec::new()))
    }

    fn not_known(&self, key: &Key<'_>, near: Option<&str>, known: Vec<&'static str>) -> Mistake {
        let word = key.get_ref().clone().into_owned();
        self.at(&key.span(), Flaw::Unknown { word, near: near.map(str::to_owned), known })
    }

    /// A text, or a list of texts.
    ///
    /// # Errors
    /// Where it is of another form, or empty, or less than that.
    pub fn texts(&mut self, key: &'static str) -> Read<Option<Vec<&'t str>>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        if let Some(text) = value.get_ref().as_str() {
            return Ok(Some(vec![text]));
        }
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, Form::Texts))?;
        if list.is_empty() {
            return Err(self.empty(key));
        }
        let texts: Option<Vec<&str>> = list.iter().map(|item| item.get_ref().as_str()).collect();
        texts.map(Some).ok_or_else(|| self.wrong(key, value, Form::Texts))
    }

    /// A list of texts, which may be empty.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn list(&mut self, key: &'static str) -> Read<Option<Vec<&'t str>>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let texts = value
            .get_ref()
            .as_array()
            .and_then(|list| list.iter().map(|item| item.get_ref().as_str()).collect());
        texts.map(Some).ok_or_else(|| self.wrong(key, value, Form::Texts))
    }

    /// The list under this key is empty, and must not be.
    #[must_use]
    pub fn empty(&self, key: &'static str) -> Mistake {
        Mistake { line: self.line_in(key), flaw: Flaw::EmptyList(key) }
    }

    /// True or false.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn flag(&mut self, key: &'static str) -> Read<Option<bool>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        value.get_ref().as_bool().map(Some).ok_or_else(|| self.wrong(key, value, Form::Flag))
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn number(&mut self, key: &'static str) -> Read<Option<u32>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        whole(value.get_ref()).map(Some).ok_or_else(|| self.wrong(key, value, Form::Number))
    }

    /// A number of times, or of things: at least one.
    ///
    /// # Errors
    /// Where it is of another form, or empty, or less than that.
    pub fn count(&mut self, key: &'static str) -> Read<Option<u32>> {
        match self.number(key)? {
            Some(0) => Err(Mistake { line: self.line_in(key), flaw: Flaw::Zero(key) }),
            count => Ok(count),
        }
    }

    /// A list of such numbers; empty where the key is not there.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn numbers(&mut self, key: &'static str) -> Read<Vec<usize>> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, Form::Numbers))?;
        let numbers: Option<Vec<usize>> =
            list.iter().map(|item| whole(item.get_ref()).map(|number| number as usize)).collect();
        numbers.ok_or_else(|| self.wrong(key, value, Form::Numbers))
    }

    /// A number of seconds.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn seconds(&mut self, key: &'static str) -> Read<Option<Duration>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let seconds = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            other => whole(other).map(f64::from),
        };
        let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        duration.map(Some).ok_or_else(|| self.wrong(key, value, Form::Seconds))
    }

    /// Whether the key is there with a text, which then can be read with [`TableReader::text`].
    pub fn has_text(&mut self, key: &'static str) -> bool {
        self.take(key).is_some_and(|value| value.get_ref().is_str())
    }

    /// Whether the key is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A table; `None` where the key is not there.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn table(&mut self, key: &'static str) -> Read<Option<TableReader<'t>>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, Form::Table))?;
        Ok(Some(TableReader::new(self.source, table, value.span())))
    }

    /// A list of tables; empty where the key is not there.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn tables(&mut self, key: &'static str) -> Read<Vec<TableReader<'t>>> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, Form::Tables))?;
        let reader = |item: &'t Spanned<DeValue<'t>>| {
            let table = item.get_ref().as_table().ok_or_else(|| self.wrong(key, item, Form::Table))?;
            Ok(TableReader::new(self.source, table, item.span()))
        };
        list.iter().map(reader).collect()
    }

    /// A table whose keys are free, of texts or flags; a flag comes as the text `true` or `false`.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn settings(&mut self, key: &'static str) -> Read<Option<Vec<Setting>>> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, Form::Table))?;
        let setting = |(name, item): (&Key<'t>, Value<'t>)| {
            let value = match item.get_ref() {
                DeValue::String(text) => text.clone().into_owned(),
                DeValue::Boolean(flag) => flag.to_string(),
                _ => return Err(self.wrong(key, item, Form::TextsOrFlags)),
            };
            let line = line_of(self.source, name.span().start);
            Ok(Setting { name: name.get_ref().clone().into_owned(), value, line })
        };
        table.iter().map(setting).collect::<Read<Vec<_>>>().map(Some)
    }

    /// A table of whole numbers whose keys are free; empty where the key is not there.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn numbers_by_name(&mut self, key: &'static str) -> Read<BTreeMap<String, u32>> {
        let Some(value) = self.take(key) else { return Ok(BTreeMap::new()) };
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, Form::TableOfNumbers))?;
        let number = |(name, item): (&Key<'t>, Value<'t>)| {
            let number = whole(item.get_ref()).ok_or_else(|| self.wrong(key, item, Form::TableOfNumbers))?;
            Ok((name.get_ref().clone().into_owned(), number))
        };
        table.iter().map(number).collect()
    }

    /// A table whose keys are free, with a reader for each of its tables.
    ///
    /// # Errors
    /// Where it is of another form.
    pub fn named_tables(&mut self, key: &'static str) -> Read<Vec<(&'t str, TableReader<'t>)>> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, Form::Table))?;
        let reader = |(name, item): (&'t Key<'t>, Value<'t>)| {
            let inner = item.get_ref().as_table().ok_or_else(|| self.wrong(key, item, Form::Table))?;
            Ok((name.get_ref().as_ref(), TableReader::new(self.source, inner, item.span())))
        };
        table.iter().map(reader).collect()
    }

    /// Makes sure that every key of the table was read.
    ///
    /// # Errors
    /// The first key that nobody asked for, with those that were.
    pub fn end(&self) -> Read<()> {
        self.unknown().map_or(Ok(()), Err)
    }

    /// The first key that nobody asked for so far, as a mistake.
    #[must_use]
    pub fn unknown(&self) -> Option<Mistake> {
        let unknown = self.table.keys().find(|key| !self.known.contains(&key.get_ref().as_ref()))?;
        let mut known = self.known.clone();
        known.sort_unstable();
        known.dedup();
        let near = known.iter().find(|key| is_near(key, unknown.get_ref())).copied();
        Some(self.not_known(unknown, near, known))
    }

    fn wrong(&self, key: &'static str, value: Value<'_>, wanted: Form) -> Mistake {
        self.at(&value.span(), Flaw::Wrong { key, wanted, found: value.get_ref().type_str() })
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
