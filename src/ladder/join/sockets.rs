//! The sockets of all parts, each with what it did.
//!
//! The one idea: a socket's number counts within its process only, so a socket is known by its part and
//! its number, and its addresses are the last that any of its events names.
//!
//! See it run: `netlab ladder run.jsonl` draws a line for each.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use crate::event::{Event, Kind, Transport};
use crate::ladder::lane::Role;
use crate::ladder::part::Part;

/// One event of a socket, with its times on the picture's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimedEvent<'a> {
    /// Its number among all acts of the picture.
    pub(crate) id: usize,
    pub(crate) event: &'a Event<'a>,
    pub(crate) began: i64,
    pub(crate) at: i64,
}

impl TimedEvent<'_> {
    /// When it happened, of what needs a connection: a call that sends acts when it begins, one that takes
    /// when it returns.
    pub(crate) const fn of_a_connection(&self) -> Option<i64> {
        match self.event.kind {
            Kind::Sent | Kind::Finished => Some(self.began),
            Kind::Accepted | Kind::Received | Kind::PeerFinished | Kind::Reset => Some(self.at),
            _ => None,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Socket<'a> {
    pub(crate) part: usize,
    pub(crate) number: u64,
    pub(crate) transport: Transport,
    pub(crate) local: Option<SocketAddr>,
    pub(crate) peer: Option<SocketAddr>,
    pub(crate) role: Role,
    /// In the order of time; at least one.
    pub(crate) acts: Vec<TimedEvent<'a>>,
}

impl<'a> Socket<'a> {
    /// The first act of this kind.
    pub(crate) fn first(&self, kind: Kind) -> Option<TimedEvent<'a>> {
        self.acts.iter().copied().find(|act| act.event.kind == kind)
    }

    pub(crate) fn every(&self, kind: Kind) -> impl Iterator<Item = TimedEvent<'a>> {
        self.acts.iter().copied().filter(move |act| act.event.kind == kind)
    }

    /// When it was first heard of.
    pub(crate) fn began(&self) -> i64 {
        self.acts.first().map_or(0, |act| act.began)
    }

    /// Whether it spoke to somebody before anybody spoke to it.
    pub(crate) fn has_begun_the_talk(&self) -> bool {
        self.first_of_the_talk().is_some_and(|kind| !kind.is_receipt())
    }

    /// The first thing that it said, asked for or heard.
    pub(crate) fn first_of_the_talk(&self) -> Option<Kind> {
        self.acts.iter().map(|act| act.event.kind).find(|kind| {
            kind.is_receipt() || matches!(kind, Kind::Connecting | Kind::Connected | Kind::DatagramSent)
        })
    }

    /// Whether it is known to be gone, and not that its record ended before it did.
    pub(crate) fn is_over(&self) -> bool {
        // A name lookup that is drawn here was no act of this socket.
        let mut own = self.acts.iter().map(|act| act.event).filter(|event| event.socket != 0);
        let has = |kind| self.acts.iter().any(|act| act.event.kind == kind);
        let is_gone = self.acts.iter().any(|act| act.event.kind.ends_socket());
        let is_open = match self.transport {
            Transport::Tcp => has(Kind::Connected) || has(Kind::Accepted),
            Transport::Udp => !has(Kind::BindFailed),
        };
        is_gone || own.next_back().is_none_or(|last| last.kind.ends_attempt() && !is_open)
    }
}

/// So many sockets at one port are told apart, and so many connections of a relay: more than any run uses again.
/// Beyond it each is compared with each no longer, or a record of a few megabytes could keep us for minutes.
pub(crate) const MOST_ALIKE: usize = 256;

/// Times further from zero than this come from a broken file.
const FAR_US: u64 = i64::MAX as u64 / 8;

/// All sockets of all parts, in the order of part and number; `shifts` are added to each part's times.
pub(crate) fn sockets<'a>(parts: &[Part<'a>]) -> Vec<Socket<'a>> {
    let mut all = Vec::new();
    let mut id = 0;
    for (part, one) in parts.iter().enumerate() {
        let mut by_number: BTreeMap<u64, Vec<TimedEvent<'a>>> = BTreeMap::new();
        for (event, number) in one.events.iter().zip(owners(one.events)) {
            let at = event.t_us.min(FAR_US);
            let (at, began) = (at.cast_signed(), event.began_us.min(at).cast_signed());
            by_number.entry(number).or_default().push(TimedEvent { id, event, began, at });
            id += 1;
        }
        all.extend(by_number.into_iter().map(|(number, acts)| socket(part, number, acts)));
    }
    all
}

/// The socket that each event belongs to. A name lookup has none: it is drawn with the socket that the
/// program made next.
fn owners(events: &[Event<'_>]) -> Vec<u64> {
    let mut next = 0;
    let mut owners: Vec<u64> = events
        .iter()
        .rev()
        .map(|event| {
            next = if event.socket == 0 { next } else { event.socket };
            next
        })
        .collect();
    owners.reverse();
    owners
}

fn socket(part: usize, number: u64, mut acts: Vec<TimedEvent<'_>>) -> Socket<'_> {
    acts.sort_by_key(|act| act.at);
    let transport = acts.last().map_or(Transport::Tcp, |act| act.event.transport);
    let role = acts.iter().map(|act| role(act.event)).min().unwrap_or(Role::Unknown);
    // A datagram socket's peer is another one with each datagram; only a connected one has one of its own.
    let has_peer = |act: &&TimedEvent<'_>| transport == Transport::Tcp || act.event.kind == Kind::PeerSet;
    Socket {
        part,
        number,
        transport,
        local: acts.iter().rev().find_map(|act| act.event.local).map(canonical),
        peer: acts.iter().rev().filter(has_peer).find_map(|act| act.event.peer).map(canonical),
        role,
        acts,
    }
}

const fn role(event: &Event<'_>) -> Role {
    match (event.kind, event.transport) {
        (Kind::Listening, _) => Role::Listener,
        (Kind::Accepted, _) => Role::Server,
        (Kind::Connecting | Kind::Connected, _) => Role::Client,
        (_, Transport::Udp) => Role::Datagrams,
        _ => Role::Unknown,
    }
}

/// One spelling for one address: an IPv4 address inside an IPv6 one is itself, and scopes do not count.
pub(crate) fn canonical(addr: SocketAddr) -> SocketAddr {
    SocketAddr::new(addr.ip().to_canonical(), addr.port())
}

/// Whether a socket with this address of its own is meant by that address.
pub(crate) fn is_at(local: Option<SocketAddr>, addr: SocketAddr) -> bool {
    local.is_some_and(|local| local.port() == addr.port() && (local.ip() == addr.ip() || is_any(local.ip())))
}

pub(crate) const fn is_any(ip: IpAddr) -> bool {
    ip.is_unspecified()
}
