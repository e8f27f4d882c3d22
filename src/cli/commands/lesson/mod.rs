//! `netlab lesson`: read a lesson, or see the list.
//!
//! The one idea: the text in the terminal is the very file that can be read on a code host. In a
//! terminal it is read step by step, and its commands are run; through a pipe it comes as a whole.
//!
//! See it run: `netlab lesson list`, `netlab lesson 2`, `netlab lesson 2 --plain`.

#[cfg_attr(not(unix), allow(dead_code, reason = "only who reads step by step needs all of it"))]
mod list;
#[cfg_attr(not(unix), allow(dead_code, reason = "only who reads step by step needs all of it"))]
mod page;
#[cfg(unix)]
mod play;
#[cfg(unix)]
mod program;
#[cfg(unix)]
mod reader;
mod run;
#[cfg(unix)]
mod screen;
#[cfg(unix)]
mod transcript;
#[cfg(unix)]
mod view;

pub(crate) use list::{begun, list, next};
pub(crate) use run::{Args, run};
