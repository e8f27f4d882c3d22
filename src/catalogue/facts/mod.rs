//! Facts that are alike in every language.
//!
//! The one idea: what has no language is written once. Each file is an exhaustive match onto constants,
//! so an event, error, state or term without its facts does not compile.
//!
//! See it run: `netlab explain accepted`.

pub(crate) mod errors;
pub(crate) mod events;
pub(crate) mod fields;
pub(crate) mod states;
pub(crate) mod terms;
pub(crate) mod tls;
