//! `netlab tcp-server` and `netlab tcp-client`: chapter 1 on the command line.
//!
//! The one idea: the programs themselves are in `chapters/greeting`; here they are given an address,
//! their input, their output and a way to stop.
//!
//! See it run: `netlab tcp-server`, and `netlab tcp-client` in another terminal.

mod run;
mod words;

pub(crate) use run::{ClientArgs, GREETING, MESSAGE, ServerArgs, run_client, run_server};
