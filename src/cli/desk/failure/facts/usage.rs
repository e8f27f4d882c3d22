//! A command line that cannot be read.
//!
//! The one idea: which word, and what is wrong with it: what the parser of the command line found, without its sentences.

use crate::cli::desk::address::AddressError;
use crate::cli::desk::no_value::NoValue;
use crate::impair::ValueError;

/// Of a command line: what is wrong with one of its words, and the way on. Options and arguments are named as help
/// shows them: `--to <ADDR>`, `[PORT]`.
#[derive(Debug)]
pub(crate) struct UsageFailure {
    pub(crate) wrong: Wrong,
    pub(crate) way: Way,
}

/// What is wrong with a word of a command line.
#[derive(Debug)]
pub(crate) enum Wrong {
    /// Nothing is called so, or nothing more is expected.
    Unexpected { word: String },
    /// netlab, or a command that has commands, has none of this name.
    NoSuchCommand { word: String },
    /// A command that has commands is given none.
    NoCommand,
    /// What has to be given is not; of several alternatives one is enough.
    Missing { arguments: Vec<Vec<String>> },
    /// What does not go together.
    Together { one: String, others: Vec<String> },
    /// What may be given once is given again.
    Twice { argument: String },
    /// An option that takes a value is given none.
    NoValueGiven { argument: String },
    /// An option that takes no value, or no more, is given one.
    ValueTooMany { argument: String, value: String },
    /// A value is none.
    NoValue { argument: String, value: String, why: Option<WhyNoValue> },
    /// It has to be text and is not.
    NotUtf8 { word: String },
    /// Whatever else the parser may find one day; in its own words.
    Other { said: String },
}

/// Why a text is no value.
#[derive(Debug)]
pub(crate) enum WhyNoValue {
    Address(AddressError),
    Rule(ValueError),
    Other(NoValue),
}

/// The way on from a command line that cannot be read.
#[derive(Debug)]
pub(crate) enum Way {
    /// A word has signs that only look like those that were meant.
    Plain { typed: String, meant: String },
    /// A name comes near one of these.
    Near(Vec<String>),
    /// A word begins like an option, and may be meant as a value.
    AsValue { word: String },
    /// All values that there are.
    Values(Vec<String>),
    /// The help of this command.
    Help(String),
}
