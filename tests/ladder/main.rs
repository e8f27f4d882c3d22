//! Ladders: their laws, their faces, and the command that draws them.

#[path = "../common/mod.rs"]
mod common;

mod cli;
mod laws;
mod programs;
mod sockets;
mod svg;
mod text;
