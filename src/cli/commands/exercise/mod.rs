//! An exercise on the command line: `netlab start`, `netlab check`, `netlab solution`.
//!
//! The one idea: three commands in the order in which they are typed, and each names the next one.

mod beginning;
pub(crate) mod check;
mod command;
pub(crate) mod guard;
mod list;
mod live;
pub(crate) mod mistake;
pub(crate) mod solution;
pub(crate) mod start;
mod words;
