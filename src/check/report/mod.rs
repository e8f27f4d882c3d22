//! What came of a run, in words: for people, for Exercism, for a CI.
//!
//! The one idea: a verdict holds facts. Sentences are made here and nowhere else: of steps, of findings, of troubles,
//! of who waits for whom.
//!
//! See it run: any failing check.

mod closing;
mod comparison;
mod exercism;
mod failure;
mod findings;
mod junit;
mod labels;
mod lacks;
mod phrases;
mod replays;
mod rows;
mod steps;
mod story;
mod troubles;
mod waits;
mod words;
mod zh;

pub use closing::{Closing, stopped, summary};
pub use exercism::json;
pub use failure::{Telling, failure};
pub use junit::junit;
pub use rows::Rows;
pub use words::own_diagnoses;
