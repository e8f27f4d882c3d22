//! `netlab explain`: one word of the catalogue, or the list of all.
//!
//! The one idea: the same text that a narration gives at the moment of an event can be looked up at any
//! time, by the word that the narration used.
//!
//! See it run: `netlab explain accepted`, `netlab explain ECONNREFUSED`.

#[cfg(unix)]
mod choose;
mod entry;
mod list;
mod run;
#[cfg_attr(not(unix), allow(dead_code, reason = "only who chooses from the list needs all of it"))]
mod words;

#[cfg(unix)]
pub(crate) use entry::entry;
pub(crate) use list::candidates;
pub(crate) use run::{Args, run};
