//! The lines of a picture, and which stands beside which.
//!
//! The one idea: sockets that talk with each other stand side by side, so that arrows are short and cross
//! no other line. Lines joined by arrows are a group; a group is read from the one that began, at the left.
//!
//! See it run: `netlab tour`: the client left, its connection's other end right, the listener beside.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use crate::ladder::join::ends::Joined;
use crate::ladder::join::sockets::Socket;
use crate::ladder::lane::Role;

/// What a line is before it has its place.
struct Seat {
    began: i64,
    rank: usize,
    neighbours: BTreeSet<usize>,
    /// A listener with nothing of its own to say to anybody stands after the first that came out of it.
    after: Option<usize>,
}

/// The order of all lines: the first is at the left. Each comes with the number of its group. `line_of` tells the line
/// of each socket, and of each end without a record.
pub(crate) fn order(
    (sockets, elsewhere): (&[Socket<'_>], &[(usize, SocketAddr)]),
    joined: &Joined,
    links: impl IntoIterator<Item = (usize, usize)>,
    line_of: &[usize],
) -> Vec<(usize, usize)> {
    let mut seats = merged(seats(sockets, elsewhere, joined), line_of);
    let legs = joined.legs.iter().copied();
    let ends = joined.ends.iter().enumerate().filter_map(|(one, other)| other.map(|other| (one, other)));
    let links = links.into_iter().chain(legs).chain(ends).map(|(one, other)| (line_of[one], line_of[other]));
    for (one, other) in links.filter(|(one, other)| one != other) {
        seats[one].neighbours.insert(other);
        seats[other].neighbours.insert(one);
    }
    let mut groups = groups(&seats);
    if seats.len() < line_of.len() {
        for group in &mut groups {
            put_hub_in_the_middle(group, &seats);
        }
    }
    let mut group_of = vec![0; seats.len()];
    for (number, group) in groups.iter().enumerate() {
        for lane in group {
            group_of[*lane] = number;
        }
    }
    let began = |group: &[usize]| group.iter().map(|lane| seats[*lane].began).min();
    let keys: Vec<_> = groups
        .iter()
        .map(|group| {
            let after = if let [lane] = group.as_slice() { seats[*lane].after } else { None };
            match after.map(|lane: usize| group_of[lane]) {
                Some(host) => (began(&groups[host]), groups[host].clone(), 1),
                None => (began(group), group.clone(), 0),
            }
        })
        .collect();
    let mut sorted: Vec<_> = keys.into_iter().zip(groups.drain(..)).collect();
    sorted.sort();
    let numbered = sorted.into_iter().enumerate();
    numbered.flat_map(|(number, (_, group))| group.into_iter().map(move |lane| (lane, number))).collect()
}

fn seats(sockets: &[Socket<'_>], elsewhere: &[(usize, SocketAddr)], joined: &Joined) -> Vec<Seat> {
    let seat = |began, rank, after| Seat { began, rank, neighbours: BTreeSet::new(), after };
    let mut first_of: Vec<Option<usize>> = vec![None; sockets.len()];
    let mut by_age: Vec<usize> = (0..sockets.len()).collect();
    by_age.sort_by_key(|index| sockets[*index].began());
    for index in by_age.into_iter().filter(|index| sockets[*index].role == Role::Server) {
        if let Some(listener) = joined.listeners[index] {
            first_of[listener].get_or_insert(index);
        }
    }
    let own = sockets
        .iter()
        .zip(first_of)
        .map(|(socket, after)| seat(socket.began(), usize::from(!socket.has_begun_the_talk()), after));
    let others = elsewhere.iter().map(|(socket, _)| {
        // Who came to a server began it, and stands at its left.
        let rank = if sockets[*socket].role == Role::Server { 0 } else { 2 };
        seat(sockets[*socket].began(), rank, None)
    });
    own.chain(others).collect()
}

/// A seat for each line: as early as the first of its sockets, and beginning no talk unless all of them do.
fn merged(seats: Vec<Seat>, line_of: &[usize]) -> Vec<Seat> {
    let mut merged: Vec<Option<Seat>> = Vec::new();
    merged.resize_with(line_of.iter().max().map_or(0, |last| last + 1), || None);
    for (seat, line) in seats.into_iter().zip(line_of) {
        let after = seat.after.map(|host| line_of[host]).filter(|host| host != line);
        match &mut merged[*line] {
            Some(known) => {
                known.began = known.began.min(seat.began);
                known.rank = known.rank.max(seat.rank);
                known.after = None;
            }
            place => *place = Some(Seat { after, ..seat }),
        }
    }
    merged.into_iter().flatten().collect()
}

/// Whoever talks with everybody stands in the middle, so that no arrow is longer than half of the picture.
fn put_hub_in_the_middle(group: &mut [usize], seats: &[Seat]) {
    let is_hub = |line: &usize| seats[*line].neighbours.len() + 1 == group.len();
    let Some(at) = group.iter().position(is_hub).filter(|_| group.len() > 3) else { return };
    let middle = group.len() / 2;
    if at < middle {
        group[at..=middle].rotate_left(1);
    }
}

/// The groups, each in its order: from one end of a chain to the other; the hub of a star stands second.
fn groups(seats: &[Seat]) -> Vec<Vec<usize>> {
    let mut is_seated = vec![false; seats.len()];
    let mut by_age: Vec<usize> = (0..seats.len()).collect();
    // A line with one neighbour is the end of a chain.
    by_age.sort_by_key(|lane| {
        (seats[*lane].neighbours.len() > 1, seats[*lane].rank, seats[*lane].began, *lane)
    });
    let mut groups = Vec::new();
    for first in by_age {
        let mut group = Vec::new();
        let mut next = vec![first];
        while let Some(lane) = next.pop() {
            if std::mem::replace(&mut is_seated[lane], true) {
                continue;
            }
            group.push(lane);
            let mut neighbours: Vec<usize> = seats[lane].neighbours.iter().copied().collect();
            neighbours.sort_by_key(|lane| std::cmp::Reverse((seats[*lane].rank, seats[*lane].began, *lane)));
            next.extend(neighbours);
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}
