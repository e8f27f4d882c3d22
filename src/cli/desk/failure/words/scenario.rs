//! What is said of a scenario that is not understood.

use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::{rule, toml_file, value};
use crate::impair::ScenarioError;

/// `path` is the file, safe to show.
pub(super) fn words_of(path: &str, error: &ScenarioError) -> Words {
    let in_line = |line: usize, Words { message, hint }: Words| Words {
        message: format!("{path}:{line}: {message}"),
        hint: hint.or_else(|| Some(SHAPE.to_owned())),
    };
    let on_the_whole = |message: String| Words::new(format!("{path}: {message}"), SHAPE);
    match error {
        ScenarioError::Form(mistake) => {
            let hint = toml_file::hint(&mistake.flaw).map(str::to_owned);
            in_line(mistake.line, Words { message: toml_file::words_of(&mistake.flaw), hint })
        }
        ScenarioError::Rule { line, name, flaw } => in_line(*line, rule::flaw_of(name, flaw)),
        ScenarioError::Length { line, error } => in_line(*line, value::of_rule(error)),
        ScenarioError::NoPhase => on_the_whole("it has no [[phase]]".to_owned()),
        ScenarioError::Endless(name) => {
            on_the_whole(format!("phase {name:?} has no `for`, so the next one never comes"))
        }
        ScenarioError::NeverAgain(name) => {
            on_the_whole(format!("phase {name:?} has no `for`, so nothing is repeated"))
        }
        ScenarioError::NoTime => {
            on_the_whole("its phases take no time, so they cannot be repeated".to_owned())
        }
    }
}

const SHAPE: &str =
    "a phase is [[phase]], then name = \"…\", for = \"3s\" and rules such as both.delay = \"100ms\"";
