//! What shares a line with what, and what each line is.
//!
//! The one idea: a program is one that speaks, however many sockets it has. Only where it talks with itself would an
//! arrow begin and end at one line; there each of its clients has a line of its own.
//!
//! See it run: `netlab ladder room.jsonl` where many chat.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::SocketAddr;

use crate::event::Transport;
use crate::ladder::join::ends::Joined;
use crate::ladder::join::sockets::Socket;
use crate::ladder::lane::{Lane, Role, SocketName};
use crate::ladder::story::item::{Item, Thing};

/// Who has a part in a picture: sockets, and after them the addresses without a record, each with the socket that
/// knows it.
#[derive(Clone, Copy)]
pub(crate) struct Company<'s, 'a> {
    pub(crate) sockets: &'s [Socket<'a>],
    pub(crate) elsewhere: &'s [(usize, SocketAddr)],
    /// What each socket is.
    pub(crate) roles: &'s [Role],
    /// A number for each part's machine.
    pub(crate) machines: &'s [usize],
}

/// A line for each socket and each end without a record.
pub(crate) fn by_socket(company: Company<'_, '_>) -> Vec<usize> {
    (0..company.sockets.len() + company.elsewhere.len()).collect()
}

/// The line of each: one for each program, and one for each address without a record.
pub(crate) fn by_program(company: Company<'_, '_>, items: &[Item<'_>]) -> Vec<usize> {
    let Company { sockets, elsewhere, machines, .. } = company;
    let mut is_apart = vec![false; sockets.len()];
    for [from, to] in items.iter().map(|item| item.ends).filter(|[from, to]| from != to) {
        let both = sockets.get(from).zip(sockets.get(to));
        let Some((one, other)) = both.filter(|(one, other)| one.part == other.part) else { continue };
        // A server keeps its listener and its connections together.
        let stays = |socket: &Socket<'_>| matches!(socket.role, Role::Listener | Role::Server);
        is_apart[from] |= !stays(one) || stays(other);
        is_apart[to] |= !stays(other);
    }
    let mut numbers: HashMap<Owner, usize> = HashMap::new();
    let own = sockets.iter().enumerate().map(|(index, socket)| {
        if is_apart[index] { Owner::Socket(index) } else { Owner::Program(socket.part) }
    });
    let others = elsewhere.iter().map(|(socket, addr)| {
        let machine = addr.ip().is_loopback().then(|| machines[sockets[*socket].part]);
        Owner::Stranger(machine, *addr)
    });
    own.chain(others)
        .map(|owner| {
            let next = numbers.len();
            *numbers.entry(owner).or_insert(next)
        })
        .collect()
}

/// Whose a line is.
#[derive(PartialEq, Eq, Hash)]
enum Owner {
    Program(usize),
    Socket(usize),
    /// An address, and the machine where it means something on one only.
    Stranger(Option<usize>, SocketAddr),
}

/// All lines at their places; `places` tells the place and the group of each of the company. What is drawn of them
/// decides what a line with several sockets is.
pub(crate) fn lanes(company: Company<'_, '_>, places: &[(usize, usize)], items: &[Item<'_>]) -> Vec<Lane> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, (place, _)) in places.iter().enumerate() {
        members.entry(*place).or_default().push(index);
    }
    let is_drawn: BTreeSet<usize> = items.iter().flat_map(|item| item.ends).collect();
    let lane = |all: Vec<usize>| {
        let drawn: Vec<usize> = all.iter().copied().filter(|index| is_drawn.contains(index)).collect();
        let group = places[all[0]].1;
        Lane { group, ..lane_of(company, if drawn.is_empty() { &all } else { &drawn }) }
    };
    members.into_values().map(lane).collect()
}

/// A line with these members; there is at least one.
fn lane_of(company: Company<'_, '_>, members: &[usize]) -> Lane {
    let sockets: Vec<usize> = members.iter().copied().filter(|it| *it < company.sockets.len()).collect();
    let first = members[0];
    let Some(socket) = company.sockets.get(first) else {
        let (known_by, addr) = company.elsewhere[first - company.sockets.len()];
        let role = match company.sockets[known_by].role {
            Role::Server => Role::Client,
            Role::Client => Role::Server,
            _ => Role::Unknown,
        };
        return Lane {
            name: None,
            role,
            address: Some(addr),
            socket: 0,
            n_sockets: members.len(),
            part: None,
            group: 0,
        };
    };
    let role = role_of_all(company, &sockets);
    let one = |index: &usize| company.sockets[*index].local;
    let listener = sockets.iter().find(|index| company.sockets[**index].role == Role::Listener);
    let shared = one(&first).filter(|addr| sockets.iter().all(|index| one(index) == Some(*addr)));
    Lane {
        name: None,
        role,
        address: listener.and_then(one).or(shared),
        socket: if sockets.len() == 1 { socket.number } else { 0 },
        n_sockets: sockets.len(),
        part: Some(socket.part),
        group: 0,
    }
}

fn role_of_all(company: Company<'_, '_>, sockets: &[usize]) -> Role {
    let roles: Vec<Role> = sockets.iter().map(|index| company.roles[*index]).collect();
    let has = |role| roles.contains(&role);
    match roles.as_slice() {
        [role] => *role,
        _ if has(Role::RelayIn) || has(Role::RelayOut) => Role::Relay,
        _ if has(Role::Server) => Role::Server,
        [first, ..] => *roles.iter().find(|role| **role != Role::Unknown).unwrap_or(first),
        [] => Role::Unknown,
    }
}

/// What each socket is, with what its transport and its relay tell.
pub(crate) fn roles(sockets: &[Socket<'_>], joined: &Joined) -> Vec<Role> {
    let legs: BTreeSet<usize> = joined.legs.iter().flat_map(|(one, other)| [*one, *other]).collect();
    sockets.iter().enumerate().map(|(index, socket)| role(socket, legs.contains(&index))).collect()
}

fn role(socket: &Socket<'_>, is_leg: bool) -> Role {
    match (socket.role, socket.first_of_the_talk()) {
        (Role::Server, _) if is_leg => Role::RelayIn,
        (Role::Client, _) if is_leg => Role::RelayOut,
        (Role::Datagrams, Some(kind)) if is_leg && kind.is_receipt() => Role::RelayIn,
        (Role::Datagrams, Some(_)) if is_leg => Role::RelayOut,
        (Role::Datagrams, Some(kind)) if kind.is_receipt() => Role::Receiver,
        (Role::Datagrams, Some(_)) => Role::Sender,
        (role, _) => role,
    }
}

/// Names the sockets of marks and arrows where their lines do not tell which it is.
pub(crate) fn name(company: Company<'_, '_>, items: &mut [Item<'_>], lanes: &[Lane]) {
    let mut connections: HashMap<(usize, usize), BTreeSet<(usize, usize)>> = HashMap::new();
    let sorted = |one: usize, other: usize| (one.min(other), one.max(other));
    for item in items.iter() {
        if let Thing::Arrow(arrow) = &item.what {
            let [from, to] = item.ends;
            connections.entry(sorted(arrow.from, arrow.to)).or_default().insert(sorted(from, to));
        }
    }
    for item in items {
        let [from, to] = item.ends;
        match &mut item.what {
            Thing::Mark(mark) if lanes[mark.lane].n_sockets > 1 => {
                mark.of = company
                    .sockets
                    .get(from)
                    .map(|socket| SocketName { role: company.roles[from], port: port(socket) });
            }
            Thing::Arrow(arrow) if connections[&sorted(arrow.from, arrow.to)].len() > 1 => {
                arrow.port = company.sockets.get(from).or(company.sockets.get(to)).and_then(port);
            }
            _ => {}
        }
    }
}

/// What tells a socket from its like: a connection's port at the client's end, and a datagram socket's own.
fn port(socket: &Socket<'_>) -> Option<u16> {
    let addr = match (socket.transport, socket.role) {
        (Transport::Tcp, Role::Listener) => None,
        (Transport::Tcp, Role::Server) => socket.peer,
        _ => socket.local,
    };
    addr.map(|addr| addr.port())
}
