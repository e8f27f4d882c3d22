//! A command line that was not understood, said as every other failure is said.
//!
//! The one idea: clap knows what is wrong and often what was meant, but says it in sentences of its own. Here
//! its findings become facts: the word, what is wrong with it, and the way on.
//!
//! See it run: `netlab tcp-servr`.

use std::error::Error as _;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::catalogue::Lang;
use crate::cli::desk::address::AddressError;
use crate::cli::desk::failure::{Failure, RequestFailure, UsageFailure, Way, WhyNoValue, Wrong};
use crate::cli::desk::no_value::NoValue;
use crate::cli::desk::shell::quoted;
use crate::cli::desk::typed;
use crate::cli::words;
use crate::impair::ValueError;
use crate::lessons::Lessons;
use crate::terminal::escaped;

/// What clap found, as facts.
pub(super) fn not_understood(error: &clap::Error, arguments: &[OsString]) -> Failure {
    if let Some(failure) = no_text(error, arguments).or_else(|| without_dashes(error, arguments)) {
        return failure;
    }
    let wrong = wrong(error, arguments);
    let way = plain_signs(arguments, &wrong)
        .or_else(|| called_otherwise(arguments, &wrong))
        .or_else(|| advised(error));
    UsageFailure { wrong, way: way.unwrap_or_else(|| Way::Help(command_of(arguments))) }.into()
}

/// Which word is wrong, and what is wrong with it.
fn wrong(error: &clap::Error, arguments: &[OsString]) -> Wrong {
    let all = |kind| -> Vec<String> {
        named(error, kind).into_iter().map(|name| with_bytes(name, arguments)).collect()
    };
    let one = |kind| all(kind).join(", ");
    let argument = || one(ContextKind::InvalidArg);
    let value = || one(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => Wrong::Unexpected { word: argument() },
        ErrorKind::InvalidSubcommand => Wrong::NoSuchCommand { word: one(ContextKind::InvalidSubcommand) },
        ErrorKind::MissingSubcommand => Wrong::NoCommand,
        ErrorKind::MissingRequiredArgument => {
            let arguments = all(ContextKind::InvalidArg);
            Wrong::Missing { arguments: arguments.iter().map(|it| alternatives(it)).collect() }
        }
        ErrorKind::ArgumentConflict => match all(ContextKind::PriorArg) {
            others if others == [argument()] => Wrong::Twice { argument: argument() },
            others => Wrong::Together { one: argument(), others },
        },
        ErrorKind::TooManyValues => Wrong::ValueTooMany { argument: argument(), value: value() },
        ErrorKind::InvalidValue if value().is_empty() => Wrong::NoValueGiven { argument: argument() },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Wrong::NoValue { argument: argument(), value: value(), why: why_no_value(error) }
        }
        _ => {
            let text = error.render().to_string();
            let first = text.lines().next().unwrap_or_default();
            Wrong::Other { said: first.strip_prefix("error: ").unwrap_or(first).to_owned() }
        }
    }
}

/// One argument, or those of a group of which one is enough: `<--rate <SIZE/s>|--link-rate <SIZE/s>>`.
fn alternatives(argument: &str) -> Vec<String> {
    let group = argument.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    match group.filter(|group| group.starts_with('-')) {
        Some(group) => group.split('|').map(str::to_owned).collect(),
        None => vec![argument.to_owned()],
    }
}

/// What an error names: words of the command line, or arguments as help shows them.
fn named(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(name)) => vec![name.clone()],
        Some(ContextValue::Strings(names)) => names.clone(),
        _ => Vec::new(),
    }
}

/// What may have been meant, as far as clap can tell.
fn advised(error: &clap::Error) -> Option<Way> {
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near: Vec<String> = near.into_iter().flat_map(|kind| named(error, kind)).collect();
    let values = named(error, ContextKind::ValidValue);
    if !values.is_empty() {
        return Some(Way::Values(values));
    }
    if !near.is_empty() {
        return Some(Way::Near(near));
    }
    // Where a value is expected, clap tells how one begins with a dash.
    error.get(ContextKind::Suggested).filter(|_| error.kind() == ErrorKind::UnknownArgument)?;
    let word = named(error, ContextKind::InvalidArg).pop()?;
    word.starts_with('-').then_some(Way::AsValue { word })
}

/// Why a value is none, where one of our own types says so.
fn why_no_value(error: &clap::Error) -> Option<WhyNoValue> {
    let source = error.source()?;
    let address = || source.downcast_ref::<AddressError>().cloned().map(WhyNoValue::Address);
    let rule = || source.downcast_ref::<ValueError>().cloned().map(WhyNoValue::Rule);
    let other = || source.downcast_ref::<NoValue>().cloned().map(WhyNoValue::Other);
    address().or_else(rule).or_else(other)
}

/// The message with the bytes that were typed, where clap has put U+FFFD in their place.
fn with_bytes(message: String, arguments: &[OsString]) -> String {
    let foreign = arguments.iter().filter(|word| word.to_str().is_none()).map(|word| word.as_encoded_bytes());
    foreign.fold(message, |message, word| {
        // Of `--output=FILE` the value alone is named.
        let value = word.splitn(2, |byte| *byte == b'=').last().unwrap_or(word);
        [word, value].iter().fold(message, |message, bytes| {
            message.replace(&*String::from_utf8_lossy(bytes), &escaped(bytes))
        })
    })
}

/// What has to be text and is not: clap does not say which word that is.
fn no_text(error: &clap::Error, arguments: &[OsString]) -> Option<Failure> {
    if error.kind() != ErrorKind::InvalidUtf8 {
        return None;
    }
    let word = quoted(&arguments[refused(ErrorKind::InvalidUtf8, arguments)?]);
    Some(UsageFailure { wrong: Wrong::NotUtf8 { word }, way: Way::Help(command_of(arguments)) }.into())
}

/// A program that is to be checked and stands where nothing more is expected: the command that was meant.
fn without_dashes(error: &clap::Error, arguments: &[OsString]) -> Option<Failure> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let at = refused(ErrorKind::UnknownArgument, arguments)?;
    let is_sign = |word: &OsString| word.to_str().is_some_and(|word| typed::meant(word).is_some());
    if is_sign(&arguments[at]) {
        return None;
    }
    let (ours, program) = arguments.split_at(at);
    let understood = [ours, &["--".into(), "program".into()]].concat();
    let matches = words::command(Lang::English).try_get_matches_from(understood).ok()?;
    let command = |words: &[OsString]| words.iter().map(quoted).collect::<Vec<_>>().join(" ");
    let missing = || {
        let (word, before, behind) = (quoted(&program[0]), command(&ours[1..]), command(program));
        Some(RequestFailure::DashesMissing { word, before, behind }.into())
    };
    let is_option = program[0].as_encoded_bytes().starts_with(b"-");
    if matches.subcommand_matches("observe").is_some() {
        return if is_option { None } else { missing() };
    }
    let check = matches.subcommand_matches("check")?;
    let which = check.get_one::<String>("which")?;
    let of_netlab = check.get_one::<PathBuf>("lessons").is_none();
    if of_netlab && Lessons::embedded().is_ok_and(|lessons| lessons.find(&typed::folded(which)).is_none()) {
        let at = ours.iter().rposition(|word| word == which.as_str())?;
        let (before, behind) = (command(&arguments[1..at]), command(&arguments[at..]));
        return Some(RequestFailure::LessonMissing { which: which.clone(), before, behind }.into());
    }
    if is_option { None } else { missing() }
}

/// The first word that is refused for this reason: what comes before it is not.
fn refused(why: ErrorKind, arguments: &[OsString]) -> Option<usize> {
    let is_refused = |end: &usize| {
        let result = words::command(Lang::English).try_get_matches_from(&arguments[..=*end]);
        result.is_err_and(|error| error.kind() == why)
    };
    (1..arguments.len()).find(is_refused)
}

/// What to type instead of a word that was not understood for its full-width signs.
fn plain_signs(arguments: &[OsString], wrong: &Wrong) -> Option<Way> {
    let refused = match wrong {
        Wrong::Unexpected { word } | Wrong::NoSuchCommand { word } => word,
        Wrong::NoValue { value, .. } | Wrong::ValueTooMany { value, .. } => value,
        _ => return None,
    };
    let words = arguments.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    let (typed, meant) = words
        // Of `--count=１０` the value alone is named.
        .filter(|word| word == refused || word.rsplit('=').next() == Some(refused))
        .find_map(|word| Some((word, typed::meant(word)?)))?;
    Some(Way::Plain { typed: typed.to_owned(), meant })
}

/// What an option is called here that people expect by another name; its letters are not near.
fn called_otherwise(arguments: &[OsString], wrong: &Wrong) -> Option<Way> {
    let Wrong::Unexpected { word } = wrong else { return None };
    let command = command_of(arguments);
    let known = OTHER_NAMES.iter().find(|(of, name, _)| command == *of && word == name);
    known.map(|(_, _, meant)| Way::Near(vec![(*meant).to_owned()]))
}

/// A command, what is typed behind it, and what is meant.
const OTHER_NAMES: [(&str, &str, &str); 2] =
    [("netlab ladder", "--html", "-o FILE.html"), ("netlab ladder", "--svg", "-o FILE.svg")];

/// The command whose arguments were not understood, as it is typed: `netlab tcp-server`.
fn command_of(arguments: &[OsString]) -> String {
    let cli = words::command(Lang::English);
    let words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    match words.into_iter().find_map(|word| cli.find_subcommand(word)) {
        Some(command) => format!("netlab {}", command.get_name()),
        None => "netlab".to_owned(),
    }
}

/// Whether standard error is to be a JSON log. It is known before the rest is understood, as what was not
/// understood is said there too.
pub(super) fn asks_for_json(arguments: &[OsString]) -> bool {
    let ours: Vec<&OsString> = arguments.iter().take_while(|word| *word != "--").collect();
    let is_pair = |pair: &[&OsString]| pair[0] == "--log-format" && pair[1] == "json";
    ours.windows(2).any(is_pair) || ours.iter().any(|word| *word == "--log-format=json")
}
