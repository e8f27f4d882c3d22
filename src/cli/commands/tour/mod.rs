//! `netlab tour`: the greeting exchange, both ends in one terminal.
//!
//! The one idea: nothing is staged. A server and a client really talk to each other, and afterwards they are looked
//! at row by row.
//!
//! See it run: `netlab tour`, and `netlab tour --fast`.

mod run;
#[cfg(unix)]
mod steps;
#[cfg(unix)]
mod walk;
#[cfg_attr(not(unix), allow(dead_code, reason = "only who goes step by step needs all of it"))]
mod words;

pub(crate) use run::{Args, run};
