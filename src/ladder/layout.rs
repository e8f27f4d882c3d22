//! What stands where in a ladder: pure geometry, events in, rows out.
//!
//! The one idea: a row is a moment, and rows stand in the order of time. An arrow is one row where that
//! is the truth for its sender too; where its sender did something else before the arrow arrived, it
//! takes two rows, one where it leaves and one where it arrives, so that nothing seems to answer
//! what had not come yet.
//!
//! See it run: `netlab tour`.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use crate::event::Kind;
use crate::ladder::join::bytes;
use crate::ladder::join::clock::{self, Clocks, Passage};
use crate::ladder::join::datagrams;
use crate::ladder::join::ends::{Joined, join};
use crate::ladder::join::flows::{Flow, FlowEnd, flows};
use crate::ladder::join::machines::machines;
use crate::ladder::join::sockets::{Socket, sockets};
use crate::ladder::part::Part;
use crate::ladder::picture::{Lane, Picture, Role};
use crate::ladder::story::arrows::{Story, story};
use crate::ladder::story::item::{Item, Thing};
use crate::ladder::story::lanes;
use crate::ladder::story::rows;
use crate::ladder::story::select::Selection;

/// Lays out everything that these processes did.
#[must_use]
pub fn layout<'a>(parts: &[Part<'a>]) -> Picture<'a> {
    layout_of(parts, &Selection::default())
}

/// Lays out what is chosen of it.
#[must_use]
pub fn layout_of<'a>(parts: &[Part<'a>], selection: &Selection) -> Picture<'a> {
    let mut parts = parts.to_vec();
    parts.sort_by(Part::compare);
    let mut sockets = sockets(&parts);
    let joined = join(&sockets, &parts);
    let flows: Vec<_> = flows(&sockets, &machines(&parts)).into_iter().collect();
    let Clocks { shifts, settings } = clock::clocks(&parts, &passages(&sockets, &joined, &flows));
    set_clocks(&mut sockets, &shifts);
    let flows: Vec<_> = self::flows(&sockets, &machines(&parts)).into_iter().collect();
    let Story { mut items, elsewhere } = story(&sockets, &joined, &flows);

    let places = places(&sockets, &elsewhere, &joined, &items);
    let lanes = lanes_at(&sockets, &elsewhere, &places);
    for item in &mut items {
        item.move_to(&places);
    }
    items.sort_by_key(|item| (item.at, item.left));
    let first = sockets.iter().map(Socket::began).min().unwrap_or(0);
    let left_out = selection.keep(&mut items, &lanes, first);
    let ends =
        if left_out.by_max == 0 { record_ends(&sockets, &places, selection, &items) } else { Vec::new() };
    let rows = rows::rows(items, ends, first);
    Picture { parts, lanes, rows, clocks: settings, left_out }
}

/// What certainly went from one part to another: only that may set a clock.
fn passages(
    sockets: &[Socket<'_>],
    joined: &Joined,
    flows: &[((FlowEnd, FlowEnd), Flow<'_>)],
) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut add = |from: usize, left: i64, to: usize, arrived: i64| {
        let (from, to) = (sockets[from].part, sockets[to].part);
        if from != to {
            passages.push(Passage { from, left, to, arrived });
        }
    };
    for (from, to) in joined.ends.iter().enumerate().filter_map(|(from, to)| to.map(|to| (from, to))) {
        let (sender, receiver) = (&sockets[from], &sockets[to]);
        for range in bytes::ranges(sender, receiver) {
            if let (Some(sent), Some(taken)) = (range.sent, range.taken) {
                add(from, sent.began, to, taken.at);
            }
        }
        let opening = sender.first(Kind::Connecting);
        let opened = receiver.first(Kind::Accepted);
        if let (Some(sent), Some(taken)) = (opening, opened) {
            add(from, sent.began, to, taken.at);
        }
    }
    for ((from, to), flow) in flows {
        let (FlowEnd::Socket(from), FlowEnd::Socket(to)) = (*from, *to) else { continue };
        for (sent, received) in datagrams::certain(flow) {
            add(from, sent.began, to, received.at);
        }
    }
    passages
}

fn set_clocks(sockets: &mut [Socket<'_>], shifts: &[i64]) {
    for socket in sockets {
        for act in &mut socket.acts {
            act.began += shifts[socket.part];
            act.at += shifts[socket.part];
        }
    }
}

/// For each socket, and then each address without a record: its place from the left, and its group.
fn places(
    sockets: &[Socket<'_>],
    elsewhere: &[(usize, SocketAddr)],
    joined: &Joined,
    items: &[Item<'_>],
) -> Vec<(usize, usize)> {
    let links = items.iter().filter_map(|item| match &item.what {
        Thing::Arrow(arrow) => Some((arrow.from, arrow.to)),
        Thing::Mark(_) => None,
    });
    let order = lanes::order(sockets, elsewhere, joined, links);
    let mut places = vec![(0, 0); order.len()];
    for (place, (lane, group)) in order.into_iter().enumerate() {
        places[lane] = (place, group);
    }
    places
}

fn lanes_at(
    sockets: &[Socket<'_>],
    elsewhere: &[(usize, SocketAddr)],
    places: &[(usize, usize)],
) -> Vec<Lane> {
    let own = sockets.iter().map(|socket| Lane {
        role: socket.role,
        address: socket.local,
        socket: socket.number,
        part: Some(socket.part),
        group: 0,
    });
    let others = elsewhere.iter().map(|(_, addr)| Lane {
        role: Role::Unknown,
        address: Some(*addr),
        socket: 0,
        part: None,
        group: 0,
    });
    let mut seated: Vec<_> = own.chain(others).zip(places).collect();
    seated.sort_by_key(|(_, (place, _))| *place);
    seated.into_iter().map(|(lane, (_, group))| Lane { group: *group, ..lane }).collect()
}

/// For each part whose record ends before its sockets do: when, and which these are.
fn record_ends(
    sockets: &[Socket<'_>],
    places: &[(usize, usize)],
    selection: &Selection,
    items: &[Item<'_>],
) -> Vec<(i64, usize, Vec<usize>)> {
    if selection.to_us.is_some() || !selection.kinds.is_empty() {
        return Vec::new();
    }
    let shown: BTreeSet<usize> = items.iter().flat_map(Item::lanes).collect();
    let mut ends: BTreeMap<usize, (i64, Vec<usize>)> = BTreeMap::new();
    for (index, socket) in sockets.iter().enumerate() {
        let (last, open) = ends.entry(socket.part).or_insert((i64::MIN, Vec::new()));
        *last = (*last).max(socket.acts.iter().map(|act| act.at).max().unwrap_or(i64::MIN));
        if !socket.is_over() && shown.contains(&places[index].0) {
            open.push(places[index].0);
        }
    }
    let open = ends.into_iter().filter(|(_, (_, open))| !open.is_empty());
    open.map(|(part, (last, mut lanes))| {
        lanes.sort_unstable();
        (last, part, lanes)
    })
    .collect()
}
