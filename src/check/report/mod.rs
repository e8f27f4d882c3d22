//! What came of a run, in words: for people, for Exercism, for a CI.
//!
//! The one idea: a verdict holds facts. Sentences are made here and nowhere else.
//!
//! See it run: any failing check.

pub(super) mod comparison;
pub(super) mod files;
pub(super) mod steps;
mod text;

pub use text::{Telling, summary, text};
