//! Where no program can be observed.

use std::process::ExitCode;

use crate::cli::commands::observe::args::Args;
use crate::cli::desk::failure::{Failure, ObservedFailure};
use crate::cli::desk::setting::Setting;

/// Says so.
pub(crate) fn run(args: &Args, _: &Setting) -> Result<ExitCode, Failure> {
    let Args { pid: _, io_uring: _, calls: _, command: _ } = args;
    Err(ObservedFailure::OtherSystem.into())
}
