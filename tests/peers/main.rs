//! Our programs with everybody else's: nc, ncat, socat, telnet, Node, Python, and a browser.
//!
//! It stands alone because its tests decide only while they run whether they can: where another program is
//! missing a test shows itself as ignored, which the standard test runner knows not how to do.

#[path = "../common/mod.rs"]
mod common;

mod chat;
mod greeting;
mod impair;
#[cfg(unix)]
mod live;
mod page;
mod refusal;
mod shells;
mod tls;
mod udp;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial, run};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Programs that talk mostly wait, so many do at once.
    arguments.test_threads.get_or_insert(8);
    run(&arguments, trials()).exit_code()
}

#[allow(unused_mut, reason = "the page alone can be tried on every system")]
fn trials() -> Vec<Trial> {
    let mut trials = page::trials();
    #[cfg(unix)]
    for more in
        [chat::trials(), greeting::trials(), impair::trials(), live::trials(), tls::trials(), udp::trials()]
    {
        trials.extend(more);
    }
    #[cfg(target_os = "linux")]
    trials.extend(refusal::trials());
    #[cfg(target_os = "linux")]
    trials.extend(shells::trials());
    trials
}
