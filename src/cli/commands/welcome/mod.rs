//! `netlab` alone: where you are, and what to do next.
//!
//! The one idea: somebody who types the bare name asks "what now?", and gets one answer, not a manual.
//!
//! See it run: `netlab`.

mod run;
mod words;

pub(crate) use run::run;
