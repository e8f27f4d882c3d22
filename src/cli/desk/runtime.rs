//! The runtime that the programs run on.
//!
//! The one idea: one thread is enough. These programs wait far more than they compute, and threads that share
//! work pay for it by waking each other: measured, the chat room under load delivers up to half as much again
//! with one thread as with a runtime of two. Where a second one pays, in a room that is quiet, the room calls
//! a helper of its own.
//!
//! See it run: `ps -T` beside `netlab chat-server`.

use std::time::Duration;

use tokio::runtime::Builder;

use crate::cli::desk::failure::{Act, Failure};

/// Runs a program to its end on a runtime of one thread.
pub(crate) fn run<T>(program: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::of_system(Act::StartRuntime, &error))?;
    let result = runtime.block_on(program);
    // A name lookup cannot be cancelled; whoever pressed Ctrl-C does not wait for a slow resolver.
    runtime.shutdown_timeout(PARTING);
    result
}

/// How long the end waits for what the runtime still does.
const PARTING: Duration = Duration::from_millis(200);
