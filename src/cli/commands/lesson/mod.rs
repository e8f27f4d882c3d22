//! `netlab lesson`: read a lesson, or see the list.
//!
//! The one idea: the text in the terminal is the very file that can be read on a code host. In a
//! terminal it is read step by step, and its commands are run; through a pipe it comes as a whole.
//!
//! See it run: `netlab lesson list`, `netlab lesson 2`, `netlab lesson 2 --plain`.

#[cfg(unix)]
mod book;
#[cfg(unix)]
mod leaf;
#[cfg_attr(not(unix), allow(dead_code, reason = "only who reads step by step needs all of it"))]
mod list;
#[cfg_attr(not(unix), allow(dead_code, reason = "only who reads step by step needs all of it"))]
mod list_words;
#[cfg_attr(not(unix), allow(dead_code, reason = "only who reads step by step needs all of it"))]
mod page;
#[cfg(unix)]
mod play;
#[cfg(unix)]
mod plays;
#[cfg(unix)]
mod program;
#[cfg(unix)]
mod prompt;
#[cfg(unix)]
mod reader;
mod run;
#[cfg(unix)]
mod sight;
#[cfg(unix)]
mod stage;
#[cfg(unix)]
mod transcript;
#[cfg(unix)]
mod view;
#[cfg_attr(not(unix), allow(dead_code, reason = "only who reads step by step needs all of it"))]
mod window;
#[cfg_attr(not(unix), allow(dead_code, reason = "only who reads step by step needs all of it"))]
mod words;

pub(crate) use list::{begun, next, progress};
pub(crate) use run::{Args, run};
