//! `netlab chat-server` and `netlab chat-client`: chapter 2 on the command line.
//!
//! The one idea: the room and its client are in `chapters/chat`; here they are given an address, their
//! input, their output and a way to stop. In a terminal the input is a line editor.
//!
//! See it run: `netlab chat-server`, and `netlab chat-client` in two other terminals.

mod engine;
mod run;
mod words;

pub(crate) use run::{ClientArgs, ServerArgs, run_client, run_server};
