//! Nothing that a check started outlives it, however the check ends.
//!
//! The one idea: whoever runs a stranger's program on a learner's machine must clean up after it: also
//! after a background process, also after a daemon that forked twice, also when netlab itself is killed.

#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use crate::common::home::Home;
use crate::common::program::{LIMIT, Program};
use netlab::kernel::process::family;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

/// A subject that leaves a child behind, and a grandchild that has left its session and its parent.
const FORKING: &str = "sleep 1000 & (setsid sh -c 'sleep 1000 & sleep 1000' &) ; exec sleep 1000";

/// Waits until the subject has started all of its four sleepers.
fn sleepers(netlab: u32) -> Vec<u32> {
    let end = Instant::now() + LIMIT;
    loop {
        let is_sleep = |pid: &u32| {
            std::fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name == "sleep\n")
        };
        let found: Vec<u32> = family(netlab).into_iter().filter(is_sleep).collect();
        if found.len() == 4 {
            return found;
        }
        assert!(Instant::now() < end, "only {found:?} are there");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn is_alive(pid: u32) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let is_zombie = state.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('Z'));
    !is_zombie && Pid::from_raw(pid.cast_signed()).is_some_and(|pid| test_kill_process(pid).is_ok())
}

fn all_end(pids: &[u32]) {
    let end = Instant::now() + LIMIT;
    while pids.iter().any(|pid| is_alive(*pid)) {
        assert!(Instant::now() < end, "some of {pids:?} live on");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn begun() -> Program {
    Program::netlab(&["check", "greeting-server", "--start-timeout", "600", "--", "sh", "-c", FORKING])
}

#[test]
fn everything_ends_when_netlab_is_killed() {
    let mut netlab = begun();
    let sleepers = sleepers(netlab.pid());
    netlab.signal(Signal::KILL);
    netlab.wait();
    all_end(&sleepers);
}

#[test]
fn everything_ends_when_netlab_is_interrupted() {
    let mut netlab = begun();
    let sleepers = sleepers(netlab.pid());
    netlab.signal(Signal::INT);
    netlab.wait();
    all_end(&sleepers);
}

#[test]
fn the_program_itself_ends_when_its_guard_is_killed() {
    let mut netlab = begun();
    let sleepers = sleepers(netlab.pid());
    let guard = family(netlab.pid())[1];
    let subject = family(guard)[1];
    assert!(sleepers.contains(&subject), "the subject has become sleep");
    kill_process(Pid::from_raw(guard.cast_signed()).expect("a number"), Signal::KILL).expect("it is there");
    all_end(&[subject]);
    netlab.signal(Signal::KILL);
    netlab.wait();
    sleepers.iter().filter_map(|pid| Pid::from_raw(pid.cast_signed())).for_each(|pid| {
        // What the guard would have killed, the test does.
        let _ = kill_process(pid, Signal::KILL);
    });
}

#[test]
fn everything_ends_with_the_check() {
    let mut netlab =
        Program::netlab(&["check", "greeting-server", "--start-timeout", "3", "--", "sh", "-c", FORKING]);
    let sleepers = sleepers(netlab.pid());
    assert_eq!(netlab.code(), 1);
    all_end(&sleepers);
}

/// Its number is its group's as well, and a signal to the group must not meet a stranger.
#[test]
fn a_program_that_has_ended_keeps_its_number_as_long_as_it_may_be_signalled() {
    let steps = r#"
        { id = "start", start = "subject", wait = false },
        { id = "ended", expect = "subject", exit = 0 },
        { id = "second", start = "second", wait = false },
        { id = "held", expect = "second", stdout = "the first is a zombie: Z" },
    "#;
    let looks = "if [ -e first ]; then
        echo the first is a zombie: $(cut -d ' ' -f 3 /proc/$(cat first)/stat)
    else
        echo $$ >first
    fi";
    Home::new().play(steps, &["sh", "-c", looks], 0, &["checks passed"]);
}
