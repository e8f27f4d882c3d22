//! What `netlab` alone says.
//!
//! The one idea: where one is, and a few commands, each with what it does.
//!
//! See it run: `netlab`.

/// At the top.
pub(super) const fn what_netlab_is() -> &'static str {
    "netlab: learn network programming by seeing what your sockets do."
}

/// Nothing was opened so far.
pub(super) const fn no_lesson_yet() -> &'static str {
    "You have not opened a lesson yet."
}

/// A lesson is being read.
pub(super) fn in_lesson(number: u32, step: usize, n_steps: usize, title: &str) -> String {
    format!("You are in lesson {number}, at step {step} of {n_steps}: {title}")
}

/// No lesson is being read, and this one was the last.
pub(super) fn between_lessons(n_opened: usize, n_lessons: usize, number: u32, title: &str) -> String {
    format!("You have opened {n_opened} of {n_lessons} lessons, the last one: {number}. {title}")
}

/// How many exercises are done.
pub(super) fn passed(n_passed: usize, n_exercises: usize) -> String {
    format!("You have passed {n_passed} of {n_exercises} exercises.")
}

/// Above the commands.
pub(super) const fn what_next() -> &'static str {
    "What to do next:"
}

/// Beside `netlab lesson N`, where N was begun.
pub(super) const fn go_on() -> &'static str {
    "go on where you were"
}

/// Beside `netlab start N`.
pub(super) fn write_a_program(number: u32, check_command: &str) -> String {
    format!("exercise {number}: write a program; {check_command} judges it")
}

/// Beside `netlab tour`.
pub(super) const fn tour() -> &'static str {
    "a server and a client greet each other, told and drawn"
}

/// Beside `netlab help`.
pub(super) const fn help() -> &'static str {
    "all commands"
}
