//! How an exercise is to be run.
//!
//! The one idea: everything that a run depends on is given, the random numbers' seed too. So a run can be repeated.
//!
//! See it run: the line `Again:` below a failed check.

use std::ffi::OsString;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::check::subject::keeper::GuardCommand;

/// What a run of an exercise is given.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The subject's program and its arguments, with `{host}`, `{port}` and `{addr}` still in them.
    pub command: Vec<OsString>,
    /// What random values are made from.
    pub seed: u64,
    /// How long the subject may take to be built and started.
    pub start_timeout: Duration,
    /// How to start a guard.
    pub guard: GuardCommand,
    /// Only the check of this name.
    pub only: Option<String>,
    /// Cancelled by whoever wants no more of it.
    pub stop: CancellationToken,
    /// A check that fails is played once more, the program observed.
    pub observe: bool,
    /// No check is begun after one before it in the file has failed.
    pub fail_fast: bool,
}
