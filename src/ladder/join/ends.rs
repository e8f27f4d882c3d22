//! Which sockets belong together.
//!
//! The one idea: two sockets are the two ends of a connection when each one's own address is the other's
//! peer. A relay has two sockets for one conversation, and its record says which are a pair; so
//! a conversation through it is joined although no address of one end is known to the other.
//!
//! See it run: `netlab ladder client.jsonl relay.jsonl server.jsonl`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::SocketAddr;

use crate::event::Transport;
use crate::ladder::join::legs::legs;
use crate::ladder::join::machines::{machines, own_addresses};
use crate::ladder::join::sockets::{MOST_ALIKE, Socket, is_any, is_at};
use crate::ladder::lane::Role;
use crate::ladder::part::Part;

/// How the sockets of a picture are joined; a list has an entry for each socket.
#[derive(Debug)]
pub(crate) struct Joined {
    /// The other end of its connection.
    pub(crate) ends: Vec<Option<usize>>,
    /// The two legs of a relay; a socket may have many others.
    pub(crate) legs: BTreeSet<(usize, usize)>,
    /// The listener that it came out of, or that it wanted to reach.
    pub(crate) listeners: Vec<Option<usize>>,
}

pub(crate) fn join(sockets: &[Socket<'_>], parts: &[Part<'_>]) -> Joined {
    let machines = machines(parts);
    let ends = ends(sockets, &machines);
    let legs = legs(sockets, &ends);
    Joined { ends, legs, listeners: listeners(sockets, &machines) }
}

/// A connection's name: own address, peer, and the machine where these mean something on one only.
type Name = (Option<usize>, SocketAddr, SocketAddr);

/// The other end of each connection. Where a four-tuple was used again, the first goes with the first.
fn ends(sockets: &[Socket<'_>], machines: &[usize]) -> Vec<Option<usize>> {
    let mut named: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
    for (index, socket) in sockets.iter().enumerate() {
        if let (Transport::Tcp, Some(local), Some(peer)) = (socket.transport, socket.local, socket.peer) {
            let machine = local.ip().is_loopback().then(|| machines[socket.part]);
            named.entry((machine, local, peer)).or_default().push(index);
        }
    }
    let mut ends = vec![None; sockets.len()];
    for list in named.values_mut() {
        list.sort_by_key(|index| sockets[*index].began());
    }
    for ((machine, local, peer), list) in &named {
        let others = named.get(&(*machine, *peer, *local)).filter(|_| local != peer);
        for (one, other) in list.iter().zip(others.into_iter().flatten()) {
            ends[*one] = Some(*other);
        }
    }
    ends
}

/// The listener of each connection: of those with its address, the last that had begun before it.
fn listeners(sockets: &[Socket<'_>], machines: &[usize]) -> Vec<Option<usize>> {
    let own = own_addresses(sockets, machines);
    let mut by_port: HashMap<u16, Vec<usize>> = HashMap::new();
    for (index, socket) in sockets.iter().enumerate() {
        if let (Role::Listener, Some(local)) = (socket.role, socket.local) {
            let alike = by_port.entry(local.port()).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(index);
            }
        }
    }
    let listener_of = |socket: &Socket<'_>| {
        let addr = match socket.role {
            Role::Client => socket.peer?,
            Role::Server => socket.local?,
            _ => return None,
        };
        let is_near = |index: &&usize| {
            let is_here = machines[sockets[**index].part] == machines[socket.part];
            // A wildcard of the client's own machine is meant only by an address that is its own.
            let is_own = addr.ip().is_loopback() || own.contains(&(machines[socket.part], addr.ip()));
            if is_here && !is_own && sockets[**index].local.is_some_and(|local| is_any(local.ip())) {
                return false;
            }
            let may_be = if socket.role == Role::Server {
                sockets[**index].part == socket.part
            } else {
                is_here || !addr.ip().is_loopback()
            };
            may_be && is_at(sockets[**index].local, addr)
        };
        let near: Vec<usize> = by_port.get(&addr.port())?.iter().filter(is_near).copied().collect();
        let before = near.iter().rev().find(|index| sockets[**index].began() <= socket.began());
        before.or(near.first()).copied()
    };
    sockets.iter().map(listener_of).collect()
}
