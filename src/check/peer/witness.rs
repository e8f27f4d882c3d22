//! What the judge's own sockets did, for the drawing of a run.
//!
//! The one idea: the judge speaks through the same observed sockets as everybody, so its side of a
//! failed check can be drawn like any trace. Checks run side by side; each has an address of its own, by
//! which its events are found again.
//!
//! See it run: `netlab --ladder check greeting-server -- python3 x.py`.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use crate::event::{Event, Kind};
use crate::ladder::{self, Part};
use crate::trace::Ear;

/// The last events of the judge's sockets, kept for each check by itself. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Witness(Arc<Mutex<HashMap<Place, Kept>>>);

/// What a check's events have in common. On Linux each check has an IP address of its own; elsewhere all have the
/// same one, and the port tells them apart.
type Place = (IpAddr, Option<u16>);

#[derive(Debug, Default)]
struct Kept {
    last: VecDeque<Event<'static>>,
    n_gone: usize,
}

/// Of each payload so many bytes are kept.
const MAX_DATA_BYTES: usize = 64;
/// The last so many events of a check are drawn; no more are kept, whatever flood another check sends.
const MAX_DRAWN: usize = 40;
/// Clients have addresses too where an address alone names no check; beyond this nothing new is kept.
const MAX_PLACES: usize = 4_096;

impl Ear for Witness {
    fn hear(&self, event: &Event<'_>) {
        // What was set up before the conversation is not the conversation.
        if matches!(event.kind, Kind::OptionSet | Kind::Bound) {
            return;
        }
        let event = event.kept(MAX_DATA_BYTES);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (local, peer) = (event.local.map(place), event.peer.map(place));
        for place in [local, peer.filter(|peer| Some(*peer) != local)].into_iter().flatten() {
            if kept.len() == MAX_PLACES && !kept.contains_key(&place) {
                continue;
            }
            let Kept { last, n_gone } = kept.entry(place).or_default();
            if last.len() == MAX_DRAWN {
                last.pop_front();
                *n_gone += 1;
            }
            last.push_back(event.clone());
        }
    }
}

fn place(addr: SocketAddr) -> Place {
    (addr.ip(), (!cfg!(target_os = "linux")).then(|| addr.port()))
}

impl Witness {
    /// The drawing of the check with this address; empty where none of its sockets did anything.
    #[must_use]
    pub fn draw(&self, addr: SocketAddr, n_columns: usize) -> String {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(Kept { last, n_gone }) = kept.get_mut(&place(addr)) else { return String::new() };
        let picture = ladder::layout(&[Part::of(last.make_contiguous())]);
        let drawn = ladder::coloured_text(&picture, n_columns);
        let note = match n_gone {
            0 => String::new(),
            n => format!("{n} earlier events are not drawn\n"),
        };
        note + &drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Transport;

    #[test]
    fn the_flood_of_one_check_takes_nothing_from_another() {
        let witness = Witness::default();
        let sent = |number, from: &str, to: &str, n: u64| Event {
            local: from.parse().ok(),
            peer: to.parse().ok(),
            offset: Some(n),
            len: Some(1),
            ..Event::new(Kind::Sent, number, Transport::Tcp, n)
        };
        witness.hear(&sent(1, "127.0.0.1:50000", "127.9.0.1:8000", 0));
        (0..50_000).for_each(|n| witness.hear(&sent(2, "127.9.0.2:50001", "127.9.0.2:8000", n)));
        let quiet = witness.draw("127.9.0.1:8000".parse().expect("an address"), 80);
        assert!(quiet.contains("1 byte") && !quiet.contains("not drawn"), "{quiet}");
        let flood = witness.draw("127.9.0.2:8000".parse().expect("an address"), 80);
        assert!(flood.starts_with("49960 earlier events are not drawn\n"), "{flood}");
        let n_kept: usize =
            witness.0.lock().expect("no writer panics").values().map(|it| it.last.len()).sum();
        assert!(n_kept < 200, "{n_kept}");
    }
}
