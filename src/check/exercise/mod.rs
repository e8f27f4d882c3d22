//! What an exercise asks: the contract as types.
//!
//! The one idea: these types know nothing of files, sockets or programs. What reads them, what plays them and
//! what tells of them stands in rooms above this one.
//!
//! See it run: `lessons/AUTHORING.md` explains each word.

pub(super) mod act;
pub(super) mod contract;
pub(super) mod expectation;
pub(super) mod got;
pub(super) mod signal;
pub(super) mod step;
pub(super) mod template;
