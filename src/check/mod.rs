//! The judge: plays an adversary over real sockets, and names the mistake that the bytes betray.
//!
//! The one idea: a check is a conversation written down as data. The judge plays its part with real
//! sockets, watches the learner's program from outside, and compares what came with what was expected.
//! It needs to know nothing of the language that the program is written in.
//!
//! See it run: `netlab check greeting-server -- netlab tcp-server {addr}`.

#![allow(clippy::result_large_err, reason = "a finding is made once, and ends its check")]

mod again;
mod exercise;
mod explain;
mod judge;
mod peer;
mod play;
mod read;
pub mod report;
mod setup;
mod subject;
mod trial;
mod verdict;

pub use exercise::contract::{Check, Diagnosis, Exercise, Role};
pub use exercise::template::TemplateFlaw;
pub use judge::run;
pub use peer::witness::Witness;
pub use play::standing::{Now, Standing};
pub use play::story::Told;
pub use read::flaw::{ExerciseError, ExerciseFlaw, WordOf};
pub use report::own_diagnoses;
pub use setup::Setup;
pub use subject::guard::guard;
pub use subject::keeper::GuardCommand;
pub use subject::lack::JudgeLack;
pub use subject::observed::OBSERVER;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub use subject::observer::observe;
pub use trial::known_right;
pub use verdict::{Failure, Printed, Verdict};
