//! What stands where in a ladder: pure geometry, events in, rows out.
//!
//! The one idea: a row is a moment, and rows stand in the order of time. An arrow is one row where that
//! is the truth for its sender too; where its sender did something else before the arrow arrived, it
//! takes two rows, one where it leaves and one where it arrives, so that nothing seems to answer
//! what had not come yet.
//!
//! See it run: `netlab tour`.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::Lang;
use crate::event::Kind;
use crate::ladder::join::bytes;
use crate::ladder::join::clock::{self, Clocks, Passage};
use crate::ladder::join::datagrams;
use crate::ladder::join::ends::{Joined, join};
use crate::ladder::join::flows::{Flow, FlowEnd, flows};
use crate::ladder::join::machines::machines;
use crate::ladder::join::sockets::{Socket, sockets};
use crate::ladder::lane::Lanes;
use crate::ladder::part::Part;
use crate::ladder::picture::Picture;
use crate::ladder::story::arrows::{Story, story};
use crate::ladder::story::item::{Item, Thing};
use crate::ladder::story::lanes;
use crate::ladder::story::lines::{self, Company};
use crate::ladder::story::rows;
use crate::ladder::story::select::{End, Selection};

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

    let machines = machines(&parts);
    let roles = lines::roles(&sockets, &joined);
    let company = Company { sockets: &sockets, elsewhere: &elsewhere, roles: &roles, machines: &machines };
    let line_of = match selection.lanes {
        Lanes::Programs => lines::by_program(company, &items),
        Lanes::Sockets => lines::by_socket(company),
    };
    let places = places(company, &joined, &items, &line_of);
    items.sort_by_key(|item| (item.at, item.left));
    let first = sockets.iter().map(Socket::began).min().unwrap_or(0);
    let left_out = selection.keep(&mut items, &ends(company), first);
    for item in &mut items {
        item.move_to(&places);
    }
    let lanes = lines::lanes(company, &places, &items);
    lines::name(company, &mut items, &lanes);
    let ends =
        if left_out.by_max == 0 { record_ends(&sockets, &places, selection, &items) } else { Vec::new() };
    let rows = rows::rows(items, ends, first);
    Picture { lang: Lang::English, parts, drawn_by: selection.lanes, lanes, rows, clocks: settings, left_out }
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

/// For each socket, and then each address without a record: the place of its line from the left, and its group.
fn places(
    company: Company<'_, '_>,
    joined: &Joined,
    items: &[Item<'_>],
    line_of: &[usize],
) -> Vec<(usize, usize)> {
    let links = items.iter().filter_map(|item| match &item.what {
        Thing::Arrow(arrow) => Some((arrow.from, arrow.to)),
        Thing::Mark(_) => None,
    });
    let order = lanes::order((company.sockets, company.elsewhere), joined, links, line_of);
    let mut places = vec![(0, 0); order.len()];
    for (place, (line, group)) in order.into_iter().enumerate() {
        places[line] = (place, group);
    }
    line_of.iter().map(|line| places[*line]).collect()
}

/// What each of them can be named by.
fn ends(company: Company<'_, '_>) -> Vec<End> {
    let own = company.sockets.iter().map(|it| End { number: Some(it.number), address: it.local });
    let others = company.elsewhere.iter().map(|(_, addr)| End { number: None, address: Some(*addr) });
    own.chain(others).collect()
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
        lanes.dedup();
        (last, part, lanes)
    })
    .collect()
}
