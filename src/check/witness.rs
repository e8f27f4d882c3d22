//! What the judge's own sockets did, for the drawing of a run.
//!
//! The one idea: the judge speaks through the same observed sockets as everybody, so its side of a
//! failed check can be drawn like any trace. Checks run side by side; each has an address of its own, by
//! which its events are found again.
//!
//! See it run: `netlab --ladder check greeting-server -- python3 x.py`.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::Subscriber;
use tracing_subscriber::layer::{Context, Layer};

use crate::event::{Event, Kind};
use crate::ladder::{self, Part};

/// Keeps events of the judge's sockets; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Witness(Arc<Mutex<Vec<Event<'static>>>>);

/// A flood fills the first part of this, and the drawing shows no more than [`MAX_DRAWN`] anyway.
const MAX_KEPT: usize = 50_000;
/// Of each payload so many bytes are kept.
const MAX_DATA_BYTES: usize = 64;
/// The last so many events of a check are drawn.
const MAX_DRAWN: usize = 40;

impl<S: Subscriber> Layer<S> for Witness {
    fn on_event(&self, told: &tracing::Event<'_>, _: Context<'_, S>) {
        let Some(mut event) = Event::read(told) else { return };
        // What was set up before the conversation is not the conversation.
        if matches!(event.kind, Kind::OptionSet | Kind::Bound) {
            return;
        }
        if let Some(data) = &mut event.data
            && data.len() > MAX_DATA_BYTES
        {
            data.to_mut().truncate(MAX_DATA_BYTES);
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == MAX_KEPT {
            kept.drain(..MAX_KEPT / 2);
        }
        kept.push(event);
    }
}

impl Witness {
    /// The drawing of the check with this address; empty where none of its sockets did anything.
    #[must_use]
    pub fn draw(&self, addr: SocketAddr, n_columns: usize) -> String {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_ours = |event: &&Event<'static>| {
            let has = |it: Option<SocketAddr>| {
                it.is_some_and(|it| it == addr || (cfg!(target_os = "linux") && it.ip() == addr.ip()))
            };
            has(event.local) || has(event.peer)
        };
        let events: Vec<Event<'static>> = kept.iter().filter(is_ours).cloned().collect();
        drop(kept);
        if events.is_empty() {
            return String::new();
        }
        let n_left_out = events.len().saturating_sub(MAX_DRAWN);
        let picture = ladder::layout(&[Part::of(&events[n_left_out..])]);
        let drawn = ladder::coloured_text(&picture, n_columns);
        let note = if n_left_out > 0 {
            format!("{n_left_out} earlier events are not drawn\n")
        } else {
            String::new()
        };
        note + &drawn
    }
}
