//! The form of a report.
//!
//! The one idea: a person reads words, and a program reads JSON; the facts in them are the same.
//!
//! See it run: `netlab sockets --format json`.

/// What a report is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Words
    Text,
    /// JSON
    Json,
}
