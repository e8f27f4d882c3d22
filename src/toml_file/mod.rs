//! Files of TOML that people write: exercises, scenarios, what a lesson says of itself, a learner's progress.
//!
//! The one idea: a file is written by hand, so it is misspelt. Each mistake is found where it stands, and is a fact.
//!
//! See it run: misspell a word in an exercise, and check it with `--lessons DIR`.

mod mistake;
mod table;

pub use mistake::{Flaw, Form, Mistake};
pub use table::{Setting, TableReader, read};
