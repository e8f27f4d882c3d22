//! What every command finds on its desk: options, output, signals, addresses, and words for what failed.
//!
//! The one idea: what a program takes from its surroundings is taken here once, so that a command reads like
//! what it does. Nothing here knows a command.

pub(super) mod address;
pub(super) mod colour;
pub(super) mod failure;
pub(super) mod format;
pub(super) mod frames;
pub(super) mod given;
pub(super) mod ground;
pub(super) mod kept;
pub(super) mod listening;
pub(super) mod log;
pub(super) mod log_stream;
pub(super) mod no_value;
pub(super) mod options;
pub(super) mod output;
pub(super) mod own_side;
pub(super) mod place;
pub(super) mod printer;
pub(super) mod reach;
pub(super) mod record;
pub(super) mod runtime;
pub(super) mod said;
pub(super) mod setting;
pub(super) mod shelf;
pub(super) mod shell;
pub(super) mod signal;
pub(super) mod tls;
pub(super) mod typed;
pub(super) mod width;
pub(super) mod words;
