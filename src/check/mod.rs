//! The judge: plays an adversary over real sockets, and names the mistake that the bytes betray.
//!
//! The one idea: a check is a conversation written down as data. The judge plays its part with real
//! sockets, watches the learner's program from outside, and compares what came with what was expected.
//! It needs to know nothing of the language that the program is written in.
//!
//! See it run: `netlab check greeting-server -- netlab tcp-server {addr}`.

#![allow(clippy::result_large_err, reason = "a finding is made once, and ends its check")]

mod acts;
mod acts_program;
mod case;
mod compare;
mod dial;
mod exercise;
mod expect;
mod expect_datagram;
mod files;
mod finding;
mod guard;
mod hearing;
mod hearing_each;
mod link;
mod memory;
mod output;
mod parse;
mod parse_expect;
mod parse_step;
mod player;
mod program;
mod reader;
mod ready;
pub mod report;
mod run;
mod socket;
mod stream;
mod stuck;
mod subject;
mod trial;
mod value;
mod witness;
mod words;

pub use exercise::{Check, Diagnosis, Exercise, Role};
pub use files::{json, junit};
pub use finding::Finding;
pub use guard::guard;
pub use player::Told;
pub use reader::ExerciseError;
pub use run::{Failure, Printed, Setup, Verdict, run};
pub use subject::GuardCommand;
pub use trial::known_right;
pub use witness::Witness;
