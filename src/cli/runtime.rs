//! The runtime that the programs run on.
//!
//! The one idea: one thread is enough. These programs wait far more than they compute, and what many
//! connections share is passed on without a second core to wait for: measured, one thread serves as
//! many clients as two for about half the processor time.
//!
//! See it run: `ps -T` beside `netlab chat-server`.

use std::io;
use std::time::Duration;

use tokio::runtime::Builder;

use crate::cli::failure::Failure;

/// Runs a program to its end on a runtime of its own.
pub(super) fn run<T>(program: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let cannot = |error: io::Error| Failure::of_system("start the runtime", &error);
    let runtime = Builder::new_current_thread().enable_all().build().map_err(cannot)?;
    let result = runtime.block_on(program);
    // A name lookup cannot be cancelled; whoever pressed Ctrl-C does not wait for a slow resolver.
    runtime.shutdown_timeout(PARTING);
    result
}

/// How long the end waits for what the runtime still does.
const PARTING: Duration = Duration::from_millis(200);
