//! `exercise.toml`, read into the types of `exercise/`.
//!
//! The one idea: a mistake in an exercise is told to its teacher, with its line, before anything runs.
//!
//! See it run: misspell a word in an exercise, and check it with `--lessons DIR`.

pub(super) mod act;
pub(super) mod exercise;
pub(super) mod expectation;
pub(super) mod flaw;
pub(super) mod payload;
pub(super) mod step;
pub(super) mod texts;
