//! A scenario from its file, or what is wrong with it and where.
//!
//! The one idea: a mistake in a file is found by its line, so each error names it.
//!
//! See it run: `netlab impair --to 8080 --scenario FILE`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::cli::desk::failure::{Failure, FileFailure};
use crate::event::Rule;
use crate::impair::{RuleSet, Scenario};

/// Reads a scenario.
pub(super) fn load<R: RuleSet + DeserializeOwned>(path: &Path) -> Result<Scenario<R>, Failure> {
    let text = read(path)?;
    let scenario: Scenario<R> = toml::from_str(&text).map_err(|error| not_understood(path, &text, &error))?;
    match scenario.flaw() {
        None => Ok(scenario),
        Some(flaw) => Err(FileFailure::ScenarioFlaw { path: path.to_owned(), flaw }.into()),
    }
}

/// More than any scenario written by hand, less than memory.
const MAX_BYTES: u64 = 1024 * 1024;

fn read(path: &Path) -> Result<String, Failure> {
    let cannot =
        |error: io::Error| FileFailure::ScenarioNotRead { path: path.to_owned(), cause: error.into() };
    let mut text = String::new();
    let file = File::open(path).map_err(cannot)?;
    file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(cannot)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(FileFailure::ScenarioTooLong { path: path.to_owned() }.into());
    }
    Ok(text)
}

fn not_understood(path: &Path, text: &str, error: &toml::de::Error) -> Failure {
    let path = path.to_owned();
    let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    let message = error.message().replace('\n', "; ");
    // The name of a rule that this kind of traffic does not have.
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    let rule = unknown.and_then(|name| name.parse::<Rule>().ok());
    match rule.filter(|rule| !message.contains(&format!(", expected one of `{rule}`"))) {
        Some(rule) => FileFailure::ScenarioRule { path, line, rule }.into(),
        None => FileFailure::ScenarioLine { path, line, message }.into(),
    }
}
