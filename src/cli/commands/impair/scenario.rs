//! A scenario from its file, or what is wrong with it and where.
//!
//! The one idea: a mistake in a file is found by its line, so each error names it.
//!
//! See it run: `netlab impair --to 8080 --scenario FILE`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::cli::desk::failure::{Failure, FileFailure};
use crate::impair::{RuleSet, Scenario};

/// Reads a scenario.
pub(super) fn load<R: RuleSet>(path: &Path) -> Result<Scenario<R>, Failure> {
    let text = read(path)?;
    Scenario::parse(&text)
        .map_err(|error| FileFailure::ScenarioNotUnderstood { path: path.to_owned(), error }.into())
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
