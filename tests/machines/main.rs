//! One room on several servers, through a real `nats-server`: each promise of `chapters/chat/machines` is a test.
//!
//! It stands alone because its tests decide only while they run whether they can: where `nats-server` is missing a test
//! shows itself as ignored, which the standard test runner knows not how to do.

#[cfg(target_os = "linux")]
#[path = "../common/mod.rs"]
mod common;

#[cfg(target_os = "linux")]
mod engine;
#[cfg(target_os = "linux")]
mod hostile;
#[cfg(target_os = "linux")]
mod killed;
#[cfg(target_os = "linux")]
mod names;
#[cfg(target_os = "linux")]
mod peers;
#[cfg(target_os = "linux")]
mod refused;
#[cfg(target_os = "linux")]
mod talk;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial, run};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // They mostly wait.
    arguments.test_threads.get_or_insert(8);
    run(&arguments, trials()).exit_code()
}

#[cfg(not(target_os = "linux"))]
const fn trials() -> Vec<Trial> {
    Vec::new()
}

#[cfg(target_os = "linux")]
fn trials() -> Vec<Trial> {
    [talk::trials(), killed::trials(), names::trials(), refused::trials(), hostile::trials(), peers::trials()]
        .into_iter()
        .flatten()
        .collect()
}
