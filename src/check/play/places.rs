//! Where the program is in the learner's own source.
//!
//! The one idea: a program that is stuck is of no more use once its check is decided. So it is sent the signal at
//! which its language prints where it was (SIGABRT, for Python with `PYTHONFAULTHANDLER=1`), and never before: no
//! verdict depends on it.
//!
//! See it run: `netlab check greeting-server -- python3 one_at_a_time.py`, on Linux.

use std::time::{Duration, Instant};

use crate::check::exercise::expectation::Stream;
use crate::check::subject::output::Output;
use crate::check::subject::place::{self, At, Place};
use crate::check::subject::program::Program;
use crate::kernel::process;

/// Whether a process of the program's is Python, which says where it is when it is asked.
pub(crate) fn has_python(program: &Program) -> bool {
    !pythons(program).is_empty()
}

/// Processes of the program's that run Python and are not stopped: one that is would not answer.
fn pythons(program: &Program) -> Vec<u32> {
    let is_asked = |pid: &u32| {
        let is_stopped = process::state(*pid).is_none_or(|state| matches!(state, 'T' | 't' | 'Z' | 'X'));
        !is_stopped && process::executable(*pid).is_some_and(|name| name.starts_with("python"))
    };
    program.keeper.processes().into_iter().filter(is_asked).take(MAX_ASKED).collect()
}

/// A program of many processes is told by its first ones.
const MAX_ASKED: usize = 4;

/// Where the last error was that nobody caught, as the program has printed it.
pub(crate) fn where_it_failed(program: &Program) -> Vec<(At, Place)> {
    let mut errors = program.keeper.outputs().values().map(|output| output.text(Stream::Err));
    let found = errors.find_map(|printed| place::where_it_failed(&printed));
    found.into_iter().map(|place| (At::Failed, place)).collect()
}

/// Where it waits: it is ended for that.
pub(crate) async fn where_it_waits(program: &Program) -> Vec<(At, Place)> {
    let mut found: Vec<(At, Place)> = Vec::new();
    for pid in pythons(program) {
        if !process::abort(pid) {
            continue;
        }
        let end = Instant::now() + ENDS_WITHIN;
        while process::state(pid).is_some_and(|state| !matches!(state, 'Z' | 'X')) && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        program.take_what_came();
        let outputs = program.keeper.outputs().values();
        let places = outputs.flat_map(|output: &Output| place::where_it_waited(&output.text(Stream::Err)));
        for place in places.map(|place| (At::Waits, place)) {
            if !found.contains(&place) {
                found.push(place);
            }
        }
    }
    found.truncate(place::MAX_PLACES);
    found
}

/// How long a process may take to say where it was, and to end.
const ENDS_WITHIN: Duration = Duration::from_secs(1);
