//! What is typed: lines through a pipe, keys of a terminal, and the line that they make.
//!
//! The one idea: bytes become keys, keys become a line, and a command is given whole lines or whole keys,
//! never bytes.

pub(super) mod editor;
pub(super) mod input;
pub(super) mod key;
pub(super) mod line;
pub(super) mod mode;
#[cfg(unix)]
pub(super) mod screen;
pub(super) mod typing;
mod words;
