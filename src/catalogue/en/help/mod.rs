//! What the help says, in English.
//!
//! The one idea: one file for each purpose, one table for each command. The names at the left are those that the
//! command line is defined with; only what stands at the right is language.
//!
//! See it run: `netlab help`.

mod learn;
mod manual;
mod more;
mod overview;
mod practise;
mod run;
mod see;

pub(crate) use manual::MANUAL;
pub(crate) use overview::{ALL, OVERVIEW, WORDS};
