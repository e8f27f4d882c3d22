//! Lessons in the terminal: how they are drawn, read and run, and what is kept of them.

#[path = "../common/mod.rs"]
mod common;

mod keys;
mod markdown;
mod progress;
mod reader;
mod runs;
mod tour;
