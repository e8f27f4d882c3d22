//! The judge of exercises: its words, its verdicts, and what it leaves behind.

#[path = "../common/mod.rs"]
mod common;

mod command;
mod ends;
mod exercises;
mod fair;
mod late;
mod observed;
mod rooms;
mod screen;
mod words;
