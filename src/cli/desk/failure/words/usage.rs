//! What is said of a command line that cannot be read.
//!
//! The one idea: the word stands in the message, and what can be typed instead in the hint.

use crate::cli::desk::failure::facts::{UsageFailure, Way, WhyNoValue, Wrong};
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::{address, value};

pub(super) fn words_of(UsageFailure { wrong, way }: &UsageFailure) -> Words {
    match wrong {
        Wrong::NoValue { argument, value, why } => no_value(argument, value, why.as_ref(), way),
        Wrong::Unexpected { word } => Words::new(unexpected(word), on(way)),
        Wrong::NoSuchCommand { word } => Words::new(no_such_command(word), on(way)),
        Wrong::NoCommand => Words::new(no_command(), on(way)),
        Wrong::Missing { arguments } => Words::new(missing(arguments), on(way)),
        Wrong::Together { one, others } => Words::new(together(one, others), on(way)),
        Wrong::Twice { argument } => Words::new(twice(argument), on(way)),
        Wrong::NoValueGiven { argument } => Words::new(no_value_given(argument), on(way)),
        Wrong::ValueTooMany { argument, value } => Words::new(value_too_many(argument, value), on(way)),
        Wrong::NotUtf8 { word } => Words::new(not_utf_8(word), on(way)),
        Wrong::Other { said } => Words::new(said.clone(), on(way)),
    }
}

fn unexpected(word: &str) -> String {
    format!("unexpected argument '{word}'")
}

fn no_such_command(word: &str) -> String {
    format!("there is no command '{word}'")
}

fn no_command() -> String {
    "a command is missing".to_owned()
}

fn missing(arguments: &[Vec<String>]) -> String {
    let each: Vec<String> = arguments.iter().map(|alternatives| either(alternatives)).collect();
    match each.as_slice() {
        [one] => format!("{one} is missing"),
        several => format!("{} are missing", several.join(", ")),
    }
}

fn together(one: &str, others: &[String]) -> String {
    match others {
        [] => format!("'{one}' cannot be used with the rest"),
        others => format!("'{one}' cannot be used with '{}'", others.join("', '")),
    }
}

fn twice(argument: &str) -> String {
    format!("'{argument}' is given more than once")
}

fn no_value_given(argument: &str) -> String {
    format!("'{argument}' is given without a value")
}

fn value_too_many(argument: &str, value: &str) -> String {
    format!("'{argument}' takes no value '{value}'")
}

fn not_utf_8(word: &str) -> String {
    format!("{word} is not UTF-8, as an address, a number or a name must be")
}

/// A value that is none. Where its own words have no hint, the way on is one.
fn no_value(argument: &str, typed: &str, why: Option<&WhyNoValue>, way: &Way) -> Words {
    let why = why.map(|why| match why {
        WhyNoValue::Address(error) => address::words_of(error),
        WhyNoValue::Rule(error) => value::of_rule(error),
        WhyNoValue::Other(why) => value::of_option(why),
    });
    let message = match &why {
        Some(Words { message, .. }) => format!("invalid value '{typed}' for '{argument}': {message}"),
        None => format!("invalid value '{typed}' for '{argument}'"),
    };
    let own = why.and_then(|why| why.hint).filter(|_| !matches!(way, Way::Plain { .. }));
    Words::new(message, own.unwrap_or_else(|| on(way)))
}

/// The way on, as a hint.
pub(super) fn on(way: &Way) -> String {
    match way {
        Way::Plain { typed, meant } => {
            format!("{typed} has full-width signs or long dashes; type {meant} instead")
        }
        Way::Near(names) => format!("did you mean {}?", either(names)),
        Way::AsValue { word } => format!("as a value it stands behind two dashes: -- {word}"),
        Way::Values(values) => format!("it can be: {}", values.join(", ")),
        Way::Help(command) => format!("what can be typed: {command} --help"),
    }
}

/// `one, two or three`.
fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} or {last}", firsts.join(", ")),
    }
}
