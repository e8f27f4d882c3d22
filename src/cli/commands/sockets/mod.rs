//! `netlab sockets`: what the kernel holds, and whom each socket waits for.
//!
//! The one idea: a program that hangs says nothing, but its sockets do. State, queues and timers stand in
//! the kernel's table, open to everyone; read together they tell who is to act next.
//!
//! See it run: `netlab tcp-server` in one terminal, `netlab sockets --watch` in another.

mod args;
#[cfg(unix)]
mod board;
mod json;
mod look;
mod report;
#[cfg(unix)]
mod row;
mod run;
#[cfg(unix)]
mod screen;
#[cfg(unix)]
mod sentences;
mod watch;
mod watched;
#[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "Linux alone tells some of it"))]
mod words;

pub(crate) use args::Args;
pub(crate) use run::run;
