//! Chapter 1: a server greets each client with a line, a client answers with a line.
//!
//! The one idea: a connection has two directions, and each is finished by its own sender. The server
//! reads until the client has finished; that end, and no word of the conversation, ends the connection.
//!
//! See it run: `netlab tour`.

mod client;
mod server;

pub use client::talk;
pub use server::{ServerOptions, serve};
