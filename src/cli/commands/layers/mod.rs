//! `netlab layers`: the same bytes seen layer by layer.
//!
//! The one idea: a program hands over bytes and an address, and that is all it sees. What stands in front
//! of its bytes on the cable is the work of others, and each of them reads only its own part.
//!
//! See it run: `netlab layers`, `netlab layers '你好' --udp --at transport`.

mod args;
mod detail;
mod json;
mod report;
mod run;
mod sent;
mod words;

pub(crate) use args::Args;
pub(crate) use run::run;
