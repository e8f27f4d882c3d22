//! `--ladder`: what a program's own sockets did, drawn when it ends.
//!
//! The one idea: a program can draw its own side only. The other end is a line without a record, and an
//! open arrow head says that nobody here knows what became of what was sent.
//!
//! See it run: `netlab --ladder tcp-client`, with `netlab tcp-server` in another terminal.

use std::sync::{Arc, Mutex, PoisonError};

use crate::catalogue::Lang;
use crate::cli::desk::width;
use crate::cli::desk::words::events_left_out;
use crate::event::Event;
use crate::ladder::{self, Lanes, Part, Selection};
use crate::trace::Ear;

/// Keeps events until the program ends. After the first [`MAX_EVENTS`] it only counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnSide(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    events: Vec<Event<'static>>,
    n_left_out: usize,
}

/// With payloads of 256 bytes these take some 50 MiB; a drawing of so many rows nobody reads.
const MAX_EVENTS: usize = 100_000;
/// Of each payload so many bytes are kept; a line of a terminal shows no more.
const MAX_DATA_BYTES: usize = 256;
/// So many rows are drawn; --record and netlab ladder have filters for more.
const MAX_ROWS: usize = 1_000;

impl Ear for OwnSide {
    fn hear(&self, event: &Event<'_>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.events.len() == MAX_EVENTS {
            kept.n_left_out += 1;
            return;
        }
        kept.events.push(event.kept(MAX_DATA_BYTES));
    }
}

impl OwnSide {
    /// What was kept, drawn; empty where no socket did anything.
    pub(crate) fn drawn(&self, lang: Lang) -> String {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.events.is_empty() {
            return String::new();
        }
        let selection = Selection { max: Some(MAX_ROWS), lanes: Lanes::Programs, ..Selection::default() };
        let picture = ladder::layout_of(&[Part::of(&kept.events)], &selection).in_lang(lang);
        let mut text = format!("\n{}", ladder::coloured_text(&picture, width::of_drawing()));
        if kept.n_left_out > 0 {
            text += &format!("          {}\n", events_left_out(lang, kept.n_left_out, MAX_EVENTS));
        }
        text
    }
}
