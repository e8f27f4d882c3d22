//! What came of a run, in words: for people, for Exercism, for a CI.
//!
//! The one idea: a verdict holds facts. Sentences are made here and nowhere else: of steps, of findings, of troubles,
//! of who waits for whom.
//!
//! See it run: any failing check.

mod comparison;
mod exercism;
mod findings;
mod junit;
mod lacks;
mod phrases;
mod steps;
mod text;
mod troubles;
mod waits;

pub use exercism::json;
pub use junit::junit;
pub use text::{Telling, summary, text};
pub use troubles::own_diagnoses;
