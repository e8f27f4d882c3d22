//! A scenario from its file, or what is wrong with it and where.
//!
//! The one idea: a mistake in a file is found by its line, so each error names it.
//!
//! See it run: `netlab impair --to 8080 --scenario FILE`.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::cli::commands::impair::options::why_not;
use crate::cli::desk::failure::{Failure, NOT_ASKED, words};
use crate::event::Rule;
use crate::impair::{RuleSet, Scenario};
use crate::terminal::escaped_path;

/// Reads a scenario.
pub(super) fn load<R: RuleSet + DeserializeOwned>(path: &Path) -> Result<Scenario<R>, Failure> {
    let text = read(path)?;
    let scenario: Scenario<R> = toml::from_str(&text).map_err(|error| not_understood(path, &text, &error))?;
    match scenario.flaw() {
        None => Ok(scenario),
        Some(flaw) => {
            Err(Failure::new(NOT_ASKED, format!("{}: {flaw}", escaped_path(path))).with_hint(SHAPE))
        }
    }
}

const SHAPE: &str =
    "a phase is [[phase]], then name = \"…\", for = \"3s\" and rules such as both.delay = \"100ms\"";

/// More than any scenario written by hand, less than memory.
const MAX_BYTES: u64 = 1024 * 1024;

fn read(path: &Path) -> Result<String, Failure> {
    let cannot =
        |what: String| Failure::new(NOT_ASKED, format!("cannot read {}: {what}", escaped_path(path)));
    let mut text = String::new();
    let file = File::open(path).map_err(|error| cannot(words(&error)))?;
    file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(|error| cannot(words(&error)))?;
    if text.len() as u64 > MAX_BYTES { Err(cannot("it is larger than 1 MiB".to_owned())) } else { Ok(text) }
}

fn not_understood(path: &Path, text: &str, error: &toml::de::Error) -> Failure {
    let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    let message = error.message().replace('\n', "; ");
    let failure = |what: &str| Failure::new(NOT_ASKED, format!("{}:{line}: {what}", escaped_path(path)));
    // The name of a rule that this kind of traffic does not have.
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    match unknown.and_then(|name| name.parse::<Rule>().ok()) {
        Some(rule) if !message.contains(&format!(", expected one of `{rule}`")) => {
            let (reason, hint) = why_not(rule);
            failure(&format!("{rule} {reason}")).with_hint(hint)
        }
        _ => failure(&message).with_hint(SHAPE),
    }
}
