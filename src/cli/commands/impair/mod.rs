//! `netlab impair`: a relay that breaks traffic on purpose, on the command line.
//!
//! The one idea: the rules and the relays are in `impair`; here they are given addresses, options, keys
//! and a way to stop.
//!
//! See it run: `netlab tcp-server`, `netlab impair --to 8080 --delay 500ms`, and `netlab tcp-client 8081`.

mod args;
mod keys;
mod live;
mod options;
mod places;
mod run;
mod scenario;
mod switch;
mod words;

pub(crate) use args::Args;
pub(crate) use run::run;
