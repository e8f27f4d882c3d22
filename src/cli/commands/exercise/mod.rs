//! An exercise on the command line: `netlab start`, `netlab check`, `netlab solution`.
//!
//! The one idea: three commands in the order in which they are typed, and each names the next one.

pub(crate) mod check;
pub(crate) mod solution;
pub(crate) mod start;
