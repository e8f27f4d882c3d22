//! `netlab ladder`: recorded traces, drawn.
//!
//! The one idea: each program recorded its own side and knew nothing of the picture. The records are
//! read, and joined, and drawn only now; so they may come from several machines.
//!
//! See it run: `netlab -q --record run.jsonl tour`, then `netlab ladder run.jsonl`.

mod run;
mod words;

pub(crate) use run::{Args, run};
