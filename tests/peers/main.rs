//! Our programs with everybody else's: nc, ncat, socat, telnet, Node, Python, and a browser.
//!
//! It stands alone because its tests decide only while they run whether they can: where another program is
//! missing a test shows itself as ignored, which the standard test runner knows not how to do.

#[path = "../common/mod.rs"]
mod common;

mod chat;
mod greeting;
mod impair;
mod page;
mod refusal;
mod udp;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial, run};

fn main() -> ExitCode {
    let mut trials: Vec<Trial> = page::trials();
    #[cfg(unix)]
    trials
        .extend([chat::trials(), greeting::trials(), impair::trials(), udp::trials()].into_iter().flatten());
    #[cfg(target_os = "linux")]
    trials.extend(refusal::trials());
    run(&Arguments::from_args(), trials).exit_code()
}
