//! What happened, as arrows and marks in their order.
//!
//! The one idea: what has been joined becomes one arrow, all else a mark at its own line; then it is chosen from, and
//! put into rows and beside each other. How any of it looks is the business of a face.
//!
//! See it run: `netlab ladder run.jsonl`.

pub(crate) mod arrows;
pub(crate) mod item;
pub(crate) mod lanes;
pub(crate) mod lines;
pub(crate) mod rows;
pub(crate) mod select;
pub(crate) mod ties;
