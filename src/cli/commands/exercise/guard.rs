//! The processes that `check` makes of netlab itself: the guard of a program, and its observer.
//!
//! The one idea: none of them is a command, and no help names them; netlab says these words to itself.
//!
//! See it run: `pgrep -af subject`, while `netlab check` runs.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use crate::catalogue::Lang;
use crate::check::{GuardCommand, OBSERVER, guard, known_right};
use crate::cli::desk::failure::{Act, Failure};

/// How the judge has a guard started.
pub(super) fn guard_command() -> Result<GuardCommand, Failure> {
    let program = std::env::current_exe().map_err(|error| Failure::of_system(Act::FindOwnFile, &error))?;
    Ok(GuardCommand { program, args: vec![GUARD.to_owned()] })
}

/// What makes netlab a guard.
const GUARD: &str = "--guard-a-subject";

/// Whether this process was started as a guard, or by one as an observer.
pub(crate) fn is_guard(arguments: &[OsString]) -> bool {
    is_observer(arguments) || (2..=3).contains(&arguments.len()) && arguments[1] == GUARD
}

fn is_observer(arguments: &[OsString]) -> bool {
    arguments.get(1).is_some_and(|first| first == OBSERVER)
}

/// The guard's own process: see [`crate::check::guard`]; or the observer's. With an address it is the program by which
/// the judge tries itself: see [`known_right`].
pub(crate) fn run_guard(arguments: &[OsString]) -> ExitCode {
    let result = match arguments.get(2).and_then(|addr| addr.to_str()) {
        _ if is_observer(arguments) => observed(&arguments[2..]),
        Some(addr) => known_right(addr),
        None => guard(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => Failure::of_system(Act::Guard, &error).report(Lang::English, false),
    }
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn observed(words: &[OsString]) -> io::Result<()> {
    let [out, err, command @ ..] = words else { return Err(io::ErrorKind::InvalidInput.into()) };
    let command = crate::kernel::tracer::Command {
        words: command.to_vec(),
        places: std::env::var_os("PATH").unwrap_or_else(|| "/bin:/usr/bin".into()),
        variables: std::env::vars_os().collect(),
    };
    crate::check::observe([out, err], &command)
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn observed(_: &[OsString]) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
