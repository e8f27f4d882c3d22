//! What stands around the entries of the catalogue: groups, labels, keys.
//!
//! The one idea: the entries have their words in the catalogue; here are those of the list and of the table.
//!
//! See it run: `netlab explain`, `netlab explain TIME_WAIT`.

use crate::catalogue::Word;

/// The heading of a word's group.
pub(super) const fn group(word: Word) -> &'static str {
    match word {
        Word::Event(_) => "Events: what a socket did",
        Word::Error(_) => "Errors: what a call failed with",
        Word::State(_) => "States of a TCP connection",
        Word::Term(_) => "Terms",
        Word::Field(_) => "Header fields",
    }
}

/// The heading of the exercises' mistakes.
pub(super) const fn mistakes() -> &'static str {
    "Mistakes: what a check found in a program"
}

/// Below the list.
pub(super) const fn tells_more() -> &'static str {
    "netlab explain WORD tells more of one."
}

/// At the foot of an entry that was chosen.
pub(super) const fn keys_of_entry() -> &'static str {
    "↑ ↓ scroll   Enter or Esc: back to the list   q leaves"
}

/// At the foot of the list, with how many of all are shown.
pub(super) fn keys_of_list(n_found: usize, n_all: usize) -> String {
    format!("{n_found} of {n_all}   type, or ↑ ↓   Enter shows   Esc leaves")
}

/// Stands in the list's place.
pub(super) const fn nothing_fits() -> &'static str {
    "Nothing here speaks of it. Fewer letters find more."
}

/// A fact that stands beside its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Call,
    Calls,
    TcpState,
    Layer,
    Node,
    Python,
    Linux,
    SeeAlso,
    Source,
}

/// A fact's label, in at most ten columns.
pub(super) const fn label(label: Label) -> &'static str {
    match label {
        Label::Call => "call",
        Label::Calls => "calls",
        Label::TcpState => "TCP state",
        Label::Layer => "layer",
        Label::Node => "Node.js",
        Label::Python => "Python",
        Label::Linux => "Linux",
        Label::SeeAlso => "see also",
        Label::Source => "source",
    }
}

/// Stands where an event changes no state.
pub(super) const fn no_state_change() -> &'static str {
    "none"
}
