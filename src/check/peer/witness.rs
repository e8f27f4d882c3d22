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

use crate::catalogue::Lang;
use crate::event::{Event, Kind};
use crate::ladder::{self, Lanes, Part, Selection, What};
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
/// The last so many events of a check are kept, whatever flood another check sends.
const MAX_KEPT: usize = 400;
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
            if last.len() == MAX_KEPT {
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

/// One of the judge's ends, by the name that the exercise gives it.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) local: SocketAddr,
    /// `None` where it speaks with many.
    pub(crate) peer: Option<SocketAddr>,
    pub(crate) who: String,
}

/// What of a check is to be drawn.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// The check's own address.
    pub(crate) addr: SocketAddr,
    pub(crate) ends: Vec<Named>,
    /// What happened later is no part of it, by the monotonic clock.
    pub(crate) until_us: u64,
    /// What the program's own sockets did, where it was observed.
    pub(crate) own: Vec<Event<'static>>,
}

/// What is written above a line that has no name of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Captions {
    /// The subject's line.
    pub(crate) program: &'static str,
    /// That of a socket of the judge's which the exercise does not name, such as a link's.
    pub(crate) ours: &'static str,
    /// In which the rest is written.
    pub(crate) lang: Lang,
}

/// A picture of a conversation.
pub(crate) struct Drawing {
    pub(crate) text: String,
    /// Nothing before it is left out, and nobody.
    pub(crate) is_whole: bool,
}

impl Witness {
    /// One picture of a check: a line for each of the judge's ends, and one for the program; the last of it where
    /// it is long. `None` where none of its sockets did anything.
    pub(crate) fn draw(&self, scope: &Scope, captions: Captions, n_columns: usize) -> Option<Drawing> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Kept { last, n_gone } = kept.get(&place(scope.addr))?;
        let clients =
            by_end(last.iter().filter(|event| event.t_us <= scope.until_us), &scope.ends, captions.ours);
        let left_out = clients.len().saturating_sub(MAX_ENDS);
        let own: Vec<Event<'_>> =
            scope.own.iter().filter(|event| event.t_us <= scope.until_us).cloned().collect();
        let own = (!own.is_empty()).then(|| part(captions.program, &own));
        let clients_parts = clients[left_out..].iter().map(|(who, events)| part(who, events));
        let parts: Vec<Part<'_>> = clients_parts.chain(own).collect();
        let chosen = Selection { lanes: Lanes::Programs, ..Selection::default() };
        let mut picture = ladder::layout_of(&parts, &chosen).in_lang(captions.lang);
        // Who has not closed yet is not gone: the picture ends before it.
        picture.rows.retain(|row| !matches!(row.what, What::RecordEnds { .. }));
        for lane in &mut picture.lanes {
            let part = lane.part.map(|part| &picture.parts[part]);
            lane.name = Some(part.map_or(captions.program.to_owned(), |part| part.program.clone()));
            lane.address = None;
            lane.n_sockets = 1;
        }
        let n_all = picture.rows.len();
        let mut text = String::new();
        for n_rows in (1..MAX_ROWS).rev() {
            let n_before = picture.rows.len().saturating_sub(n_rows);
            picture.rows.drain(..n_before);
            text = ladder::coloured_text(&picture, n_columns);
            if text.lines().count() <= MAX_ROWS {
                break;
            }
        }
        let is_whole = picture.rows.len() == n_all && left_out == 0 && *n_gone == 0;
        (n_all > 0).then_some(Drawing { text, is_whole })
    }
}

/// A picture has so many rows, its heading among them: it stands on the screen together with the mistake.
const MAX_ROWS: usize = 10;
/// So many lines beside the program's can be told apart in 80 columns.
const MAX_ENDS: usize = 3;
/// Where all of a picture happened: one clock, and one loopback.
const HERE: &str = "here";

/// The events of each end; who did something last stands last.
fn by_end<'e>(
    events: impl Iterator<Item = &'e Event<'static>>,
    ends: &[Named],
    ours: &str,
) -> Vec<(String, Vec<Event<'static>>)> {
    let events: Vec<&Event<'static>> = events.collect();
    // Of a connection that is being made the address is not known yet: its socket's number tells whose it is.
    let mut names: HashMap<u64, &str> = HashMap::new();
    for event in &events {
        let is_it = |end: &&Named| {
            Some(end.local) == event.local && end.peer.is_none_or(|peer| Some(peer) == event.peer)
        };
        if let Some(end) = ends.iter().find(is_it) {
            names.insert(event.socket, &end.who);
        }
    }
    let mut clients: Vec<(String, Vec<Event<'static>>)> = Vec::new();
    for event in events {
        let who = names.get(&event.socket).copied().unwrap_or(ours);
        let known = clients.iter().position(|(known, _)| known == who);
        let mut client = known.map_or_else(|| (who.to_owned(), Vec::new()), |at| clients.remove(at));
        client.1.push(event.clone());
        clients.push(client);
    }
    clients
}

/// The part of one end; all have one clock and one machine.
fn part<'e>(who: &str, events: &'e [Event<'static>]) -> Part<'e> {
    Part { program: who.to_owned(), boot: Some(HERE.to_owned()), ..Part::of(events) }
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
        let captions = Captions { program: "theirs", ours: "ours", lang: Lang::English };
        let drawn = |addr: &str| {
            let addr = addr.parse().expect("an address");
            witness
                .draw(&Scope { addr, ends: Vec::new(), until_us: u64::MAX, own: Vec::new() }, captions, 80)
                .expect("events")
        };
        let quiet = drawn("127.9.0.1:8000");
        assert!(quiet.text.contains("1 byte") && quiet.is_whole, "{}", quiet.text);
        let flood = drawn("127.9.0.2:8000");
        assert!(!flood.is_whole && flood.text.lines().count() <= MAX_ROWS, "{}", flood.text);
        let n_kept: usize =
            witness.0.lock().expect("no writer panics").values().map(|it| it.last.len()).sum();
        assert!(n_kept < 2_000, "{n_kept}");
    }
}
