//! Which datagram socket sends to which.
//!
//! The one idea: a datagram's two ends need no connection, so each datagram says its own: a send names
//! where to, a receive names where from. A socket bound to the wildcard address is meant by any address
//! of its machine with that port.
//!
//! See it run: `netlab ladder` on the records of `udp-send` and `udp-recv`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::event::{Kind, Transport};
use crate::ladder::join::machines::own_addresses;
use crate::ladder::join::sockets::{MOST_ALIKE, Socket, TimedEvent, canonical, is_any, is_at};

/// One end of a flow: a socket, or an address of which there is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FlowEnd {
    Socket(usize),
    /// An address, as it is known to this socket.
    Elsewhere(usize, SocketAddr),
}

/// All datagrams from one end to another.
#[derive(Debug, Default)]
pub(crate) struct Flow<'a> {
    pub(crate) sent: Vec<TimedEvent<'a>>,
    pub(crate) received: Vec<TimedEvent<'a>>,
}

/// All flows, by their ends: from whom, to whom.
pub(crate) fn flows<'a>(
    sockets: &[Socket<'a>],
    machines: &[usize],
) -> BTreeMap<(FlowEnd, FlowEnd), Flow<'a>> {
    let ports = Ports::new(sockets, machines);
    let mut flows: BTreeMap<(FlowEnd, FlowEnd), Flow<'a>> = BTreeMap::new();
    for (receiver, socket) in sockets.iter().enumerate() {
        for act in socket.acts.iter().filter(|act| act.event.kind.is_receipt()) {
            let Some(from) = act.event.peer.map(canonical) else { continue };
            let sender = ports.all_at(from, receiver).next();
            let from = sender.map_or(FlowEnd::Elsewhere(receiver, from), FlowEnd::Socket);
            flows.entry((from, FlowEnd::Socket(receiver))).or_default().received.push(*act);
        }
    }
    for (sender, socket) in sockets.iter().enumerate() {
        for act in socket.every(Kind::DatagramSent) {
            let Some(to) = act.event.peer.map(canonical) else { continue };
            let from = FlowEnd::Socket(sender);
            let meant: Vec<usize> = ports.all_at(to, sender).collect();
            // Who has not joined a group is not expected to receive what is sent to it.
            let has_received = |index: &&usize| flows.contains_key(&(from, FlowEnd::Socket(**index)));
            let mut receivers: Vec<FlowEnd> = if is_for_many(to.ip()) {
                meant.iter().filter(has_received).copied().map(FlowEnd::Socket).collect()
            } else {
                let likely = || meant.iter().find(|index| ports.is_likely(**index, to, sender));
                meant
                    .iter()
                    .find(has_received)
                    .or_else(likely)
                    .copied()
                    .map(FlowEnd::Socket)
                    .into_iter()
                    .collect()
            };
            if receivers.is_empty() {
                receivers.push(FlowEnd::Elsewhere(sender, to));
            }
            for to in receivers {
                flows.entry((from, to)).or_default().sent.push(act);
            }
        }
    }
    flows
}

/// Datagram sockets by port.
struct Ports<'s, 'a> {
    sockets: &'s [Socket<'a>],
    machines: &'s [usize],
    by_port: HashMap<u16, Vec<usize>>,
    own: HashSet<(usize, IpAddr)>,
}

impl<'s, 'a> Ports<'s, 'a> {
    fn new(sockets: &'s [Socket<'a>], machines: &'s [usize]) -> Self {
        let mut by_port: HashMap<u16, Vec<usize>> = HashMap::new();
        for (index, socket) in sockets.iter().enumerate() {
            if let (Transport::Udp, Some(local)) = (socket.transport, socket.local) {
                let alike: &mut Vec<usize> = by_port.entry(local.port()).or_default();
                if alike.len() < MOST_ALIKE {
                    alike.push(index);
                }
            }
        }
        Ports { sockets, machines, by_port, own: own_addresses(sockets, machines) }
    }

    /// Whether a socket is meant by an address although it has received nothing from there: a wildcard of
    /// the sender's own machine is so only by an address that is its own.
    fn is_likely(&self, index: usize, addr: SocketAddr, asked_by: usize) -> bool {
        let machine = self.machines[self.sockets[asked_by].part];
        let is_here = self.machines[self.sockets[index].part] == machine;
        let is_own = addr.ip().is_loopback() || self.own.contains(&(machine, addr.ip()));
        !is_here || is_own || !self.sockets[index].local.is_some_and(|local| is_any(local.ip()))
    }

    /// The sockets that this socket means by an address: those with that very address come first.
    fn all_at(&self, addr: SocketAddr, asked_by: usize) -> impl Iterator<Item = usize> {
        let machine = |index: usize| self.machines[self.sockets[index].part];
        let is_meant = move |index: usize| {
            let is_near = machine(index) == machine(asked_by) || !addr.ip().is_loopback();
            let local = self.sockets[index].local;
            is_near && index != asked_by && (is_at(local, addr) || is_for_many(addr.ip()))
        };
        let all = self.by_port.get(&addr.port()).into_iter().flatten().copied();
        let mut all: Vec<usize> = all.filter(|index| is_meant(*index)).collect();
        // A wildcard of the machine that asks is the last to be meant by an address of the network.
        all.sort_by_key(|index| {
            let local = self.sockets[*index].local.map(|local| local.ip());
            let is_here = machine(*index) == machine(asked_by);
            (local != Some(addr.ip()), local.is_some_and(is_any) && is_here && !addr.ip().is_loopback())
        });
        all.into_iter()
    }
}

/// Whether one datagram to this address may have many receivers.
fn is_for_many(ip: IpAddr) -> bool {
    ip.is_multicast() || ip == IpAddr::V4(Ipv4Addr::BROADCAST)
}
