//! Other people's programs, observed: what is told of them is what their peers have seen.
//!
//! It stands alone because its tests decide only while they run whether they can: where a language is missing a test
//! shows itself as ignored, which the standard test runner knows not how to do.

#[path = "../common/mod.rs"]
mod common;

mod agreement;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod clients;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod hostile;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod manners;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod observed;
mod records;
mod replayed;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod servers;
mod tutorial;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod walls;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial, run};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Programs that talk mostly wait, so many do at once.
    arguments.test_threads.get_or_insert(4);
    run(&arguments, trials()).exit_code()
}

#[allow(unused_mut, reason = "elsewhere no program can be observed")]
fn trials() -> Vec<Trial> {
    let mut trials = replayed::trials();
    trials.extend(tutorial::trials());
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    for more in [servers::trials(), clients::trials(), manners::trials(), walls::trials(), hostile::trials()]
    {
        trials.extend(more);
    }
    trials
}
