//! `netlab doctor`: what this machine has of what netlab's commands use, what for, and how to get it.
//!
//! The one idea: whoever teaches a room wants to know before the lesson, and not in it, which machine
//! lacks what. So everything is tried and not guessed: programs are asked for their version, sockets are
//! bound, a namespace is made. Which lessons use a program is read from the lessons' own commands.
//!
//! See it run: `netlab doctor`.

mod probe;
mod run;
#[cfg_attr(not(unix), allow(dead_code, reason = "elsewhere less is tried"))]
mod words;

pub(crate) use run::{Args, run};
