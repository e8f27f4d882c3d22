//! Which two sockets of one process are the two legs of a relay.
//!
//! The one idea: a relay's record may say it: an impairment names the other leg. Where it does not, the
//! bytes say it: what came in through one socket and left through another, unchanged and from the first
//! byte on, was passed on. Sockets whose other ends are in the same record are not looked at: there everybody
//! may have said the same.
//!
//! See it run: `netlab ladder client.jsonl relay.jsonl server.jsonl`.

use std::collections::{BTreeSet, HashMap};

use crate::event::{Kind, Transport};
use crate::ladder::join::sockets::{MOST_ALIKE, Socket};
use crate::ladder::lane::Role;

/// All pairs of legs, by the numbers of their sockets in the picture; the smaller number stands first.
pub(crate) fn legs(sockets: &[Socket<'_>], ends: &[Option<usize>]) -> BTreeSet<(usize, usize)> {
    let mut legs = recorded(sockets);
    legs.extend(passed_on_bytes(sockets, ends, &legs));
    legs.extend(passed_on_datagrams(sockets));
    legs
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Two sockets of one process of which one says that the other is its pair.
fn recorded(sockets: &[Socket<'_>]) -> BTreeSet<(usize, usize)> {
    let numbers: HashMap<(usize, u64), usize> =
        sockets.iter().enumerate().map(|(index, it)| ((it.part, it.number), index)).collect();
    let mut legs = BTreeSet::new();
    for (index, socket) in sockets.iter().enumerate() {
        let pairs = socket.acts.iter().filter_map(|act| act.event.pair);
        let others = pairs.filter_map(|number| numbers.get(&(socket.part, number)));
        legs.extend(others.filter(|leg| **leg != index).map(|leg| pair(index, *leg)));
    }
    legs
}

/// For each connection that a process accepted, the first that it opened meanwhile and passed the bytes on to.
fn passed_on_bytes(
    sockets: &[Socket<'_>],
    ends: &[Option<usize>],
    known: &BTreeSet<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let is_paired: BTreeSet<usize> = known.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let may_be = |index: usize, role: Role| {
        let is_within = ends[index].is_some_and(|end| sockets[end].part == sockets[index].part);
        sockets[index].role == role && !is_within && !is_paired.contains(&index)
    };
    let mut by_age: Vec<usize> = (0..sockets.len()).collect();
    by_age.sort_by_key(|index| (sockets[*index].part, sockets[*index].began(), *index));
    let mut opened: Vec<usize> =
        by_age.iter().copied().filter(|index| may_be(*index, Role::Client)).collect();
    let mut legs = Vec::new();
    for front in by_age.into_iter().filter(|index| may_be(*index, Role::Server)) {
        let (accepted, part) = (&sockets[front], sockets[front].part);
        let last = accepted.acts.last().map_or(0, |act| act.at);
        let first =
            opened.partition_point(|it| (sockets[*it].part, sockets[*it].began()) < (part, accepted.began()));
        let meanwhile = opened[first..]
            .iter()
            .take(MOST_ALIKE)
            .take_while(|it| sockets[**it].part == part && sockets[**it].began() <= last);
        let found = meanwhile.enumerate().find(|(_, back)| is_relayed(accepted, &sockets[**back]));
        if let Some((at, back)) = found {
            legs.push(pair(front, *back));
            opened.remove(first + at);
        }
    }
    legs
}

/// Whether the first bytes of either direction went from one socket to the other.
fn is_relayed(front: &Socket<'_>, back: &Socket<'_>) -> bool {
    let went = |from: &Socket<'_>, to: &Socket<'_>| {
        let (came, left) = (first_bytes(from, Kind::Received), first_bytes(to, Kind::Sent));
        let n_both = came.len().min(left.len());
        n_both > 0 && came[..n_both] == left[..n_both]
    };
    went(front, back) || went(back, front)
}

fn first_bytes<'a>(socket: &Socket<'a>, kind: Kind) -> &'a [u8] {
    let first = socket.first(kind).filter(|act| act.event.offset == Some(0));
    first.and_then(|act| act.event.data.as_deref()).unwrap_or_default()
}

/// Datagram sockets of one process of which one sent what the other had received before.
fn passed_on_datagrams(sockets: &[Socket<'_>]) -> BTreeSet<(usize, usize)> {
    let mut came: HashMap<(usize, u64), (usize, i64)> = HashMap::new();
    let datagrams = || sockets.iter().enumerate().filter(|(_, socket)| socket.transport == Transport::Udp);
    for (index, socket) in datagrams() {
        for act in socket.acts.iter().filter(|act| act.event.kind.is_receipt()) {
            if let Some(digest) = act.event.digest {
                let first = came.entry((socket.part, digest)).or_insert((index, act.at));
                *first = if act.at < first.1 { (index, act.at) } else { *first };
            }
        }
    }
    let mut legs = BTreeSet::new();
    for (index, socket) in datagrams() {
        for act in socket.every(Kind::DatagramSent) {
            let origin = act.event.digest.and_then(|digest| came.get(&(socket.part, digest)));
            if let Some((front, at)) = origin
                && *front != index
                && *at <= act.began
            {
                legs.insert(pair(index, *front));
            }
        }
    }
    legs
}
