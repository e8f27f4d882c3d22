//! The table of all sockets: how it is asked for, read and shown.

#[path = "../common/mod.rs"]
mod common;

mod command;
mod table;
mod watch;
mod wire;
