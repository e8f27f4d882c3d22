//! The relay that delays, loses and cuts: its rules, its options, its keys.

#[path = "../common/mod.rs"]
mod common;

mod datagrams;
mod ends;
mod keys;
mod law;
mod options;
mod streams;
