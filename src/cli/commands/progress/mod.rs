//! `netlab progress`: what was read and passed, and where that is kept.
//!
//! The one idea: progress is the learner's own file. It can be read, and it can be forgotten.
//!
//! See it run: `netlab progress`, `netlab progress reset 2`.

mod run;
mod words;

pub(crate) use run::{Args, run};
