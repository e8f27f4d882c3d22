//! Whether programs can be observed here, tried.
//!
//! The one idea: settings, containers and sandboxes each may refuse it, and the surest way to know is to do it once.
//!
//! See it run: the row "ptrace" of `netlab doctor`.

use crate::cli::commands::observe::follow::cannot_start;
use crate::cli::desk::failure::Failure;
use crate::kernel::tracer::{Command, Tracer, What};

/// Follows a program that does nothing to its end.
pub(crate) fn tried() -> Result<(), Failure> {
    let nothing =
        Command { words: vec!["true".into()], places: "/bin:/usr/bin".into(), variables: Vec::new() };
    let (mut tracer, _) = Tracer::start(&nothing).map_err(|error| cannot_start(error, "true"))?;
    // Whatever it stops for, it goes on with the next question.
    while tracer.next_stop().is_ok_and(|stop| stop.what != What::Over) {}
    Ok(())
}
