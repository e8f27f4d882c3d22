//! The signs of arrows in a terminal: how they begin, and what became of them.
//!
//! The one idea: no meaning is in a colour alone, so what became of a thing has a sign of its own.
//!
//! See it run: `netlab ladder run.jsonl` where something was lost, refused or never read.

use crate::ladder::arrow::{Arrow, Fate};

/// Where an arrow begins at its line.
pub(crate) const fn start(arrow: &Arrow<'_>, is_rightwards: bool) -> &'static str {
    match (arrow.sent, is_rightwards) {
        (None, _) => "┊",
        (Some(_), true) => "├",
        (Some(_), false) => "┤",
    }
}

/// Where it ends: what became of it.
pub(crate) const fn head(fate: Fate, is_rightwards: bool) -> &'static str {
    match (fate, is_rightwards) {
        (Fate::Arrived, true) => "▶",
        (Fate::Arrived, false) => "◀",
        (Fate::Unknown, true) => "▷",
        (Fate::Unknown, false) => "◁",
        (Fate::Unread, _) => "▣",
        (Fate::Lost | Fate::Refused, _) => "✗",
    }
}
