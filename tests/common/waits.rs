//! What the threads of a program under test wait for, as the kernel tells.
//!
//! The one idea: that a program is held up is a fact, and no silence of a certain length: one of its threads
//! stands in a system call.

use std::thread;
use std::time::{Duration, Instant};

use netlab::kernel::process;
use netlab::kernel::waits::waits;

use super::program::{LIMIT, Program};

/// A write that is not taken.
pub(crate) const WRITE: &[&str] = &["write"];
/// What comes before a read or a write that would block.
pub(crate) const POLL: &[&str] = &["poll", "ppoll"];

/// Whether one of its threads stands in one of these calls, or it has ended: then what follows fails, and says
/// what is wrong. Only Linux tells.
pub(crate) fn is_in(program: &Program, calls: &[&str]) -> bool {
    let is_it = |call: Option<&str>| call.is_some_and(|call| calls.contains(&call));
    waits(program.pid()).iter().any(|wait| is_it(wait.call)) || process::state(program.pid()) == Some('Z')
}

/// Waits until that is so; elsewhere than on Linux for nothing.
pub(crate) fn until_in(program: &Program, calls: &[&str]) {
    let began = Instant::now();
    while cfg!(target_os = "linux") && !is_in(program, calls) {
        assert!(began.elapsed() < LIMIT, "no thread stands in {calls:?}");
        thread::sleep(Duration::from_millis(5));
    }
}
