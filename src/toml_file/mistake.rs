//! What can be wrong with a file of TOML, and where.
//!
//! The one idea: a mistake is a fact; whoever reports it has the words.
//!
//! See it run: misspell a word in an exercise, and check it with `--lessons DIR`.

use std::ops::Range;

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {flaw:?}")]
pub struct Mistake {
    /// The line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub flaw: Flaw,
}

/// What can be wrong with a file of TOML, whatever it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// From this character of the line on, counted from 1, it is not TOML.
    NoToml {
        /// The character.
        column: usize,
    },
    /// A key that nobody asks for here.
    Unknown {
        /// The key.
        word: String,
        /// What it resembles, where it resembles one that could stand here.
        near: Option<String>,
        /// All that could stand here; empty where these are too many to name.
        known: Vec<&'static str>,
    },
    /// A key that must be there is not.
    Missing(&'static str),
    /// The list under this key is empty.
    EmptyList(&'static str),
    /// The number under this key is 0, and must be 1 or more.
    Zero(&'static str),
    /// The value under this key is of another form.
    Wrong {
        /// The key.
        key: &'static str,
        /// What it must be.
        wanted: Form,
        /// What it is, by TOML's own name: `integer`, `table` …
        found: &'static str,
    },
}

/// What a value can have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// True or false.
    Flag,
    /// A whole number that is not negative.
    Number,
    /// A list of such numbers.
    Numbers,
    /// A number of seconds.
    Seconds,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// A table of texts, or of true or false.
    TextsOrFlags,
    /// A table of whole numbers.
    TableOfNumbers,
}

impl Mistake {
    /// Of a text that is not TOML from somewhere on.
    #[must_use]
    pub fn no_toml(source: &str, span: Option<Range<usize>>) -> Mistake {
        let before = source.get(..span.map_or(0, |span| span.start)).unwrap_or(source);
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        Mistake { line: line_of(source, before.len()), flaw: Flaw::NoToml { column } }
    }
}

pub(super) fn line_of(source: &str, at: usize) -> usize {
    source.get(..at).unwrap_or(source).matches('\n').count() + 1
}
