//! Events become arrows and marks.
//!
//! The one idea: whatever two sockets did about the same thing is one arrow: a write and a read of the
//! same bytes, a finish and the peer's hearing of it. All the rest stays a mark at its own line. An end
//! of which there is no record gets a line too, so that what was sent to it has somewhere to go.
//!
//! See it run: `netlab ladder run.jsonl`.

use std::collections::HashMap;
use std::net::SocketAddr;

use crate::event::{Kind, Transport};
use crate::ladder::arrow::{Arrow, Fate, Note};
use crate::ladder::join::bytes;
use crate::ladder::join::datagrams;
use crate::ladder::join::ends::Joined;
use crate::ladder::join::flows::{Flow, FlowEnd};
use crate::ladder::join::sockets::{Socket, TimedEvent};
use crate::ladder::lane::Role;
use crate::ladder::story::item::Item;

/// All that happened, and between which lines.
pub(crate) struct Story<'a> {
    pub(crate) items: Vec<Item<'a>>,
    /// Addresses without a record, each with the socket that knows it; their lines follow the sockets'.
    pub(crate) elsewhere: Vec<(usize, SocketAddr)>,
}

pub(crate) fn story<'a>(
    sockets: &[Socket<'a>],
    joined: &Joined,
    flows: &[((FlowEnd, FlowEnd), Flow<'a>)],
) -> Story<'a> {
    let n_acts = sockets.iter().flat_map(|socket| &socket.acts).map(|act| act.id + 1).max().unwrap_or(0);
    let mut teller = Teller {
        sockets,
        joined,
        items: Vec::new(),
        is_told: vec![false; n_acts],
        elsewhere: Vec::new(),
        lines: HashMap::new(),
    };
    for (index, socket) in sockets.iter().enumerate() {
        if socket.transport == Transport::Tcp && socket.role != Role::Listener {
            teller.connect(index);
            match joined.ends[index] {
                Some(other) => teller.direction(index, other),
                None => teller.own_side(index),
            }
        }
    }
    for ((from, to), flow) in flows {
        teller.flow(*from, *to, flow);
    }
    teller.marks();
    Story { items: teller.items, elsewhere: teller.elsewhere }
}

struct Teller<'s, 'a> {
    sockets: &'s [Socket<'a>],
    joined: &'s Joined,
    items: Vec<Item<'a>>,
    /// By the number of the act: it is part of an arrow.
    is_told: Vec<bool>,
    elsewhere: Vec<(usize, SocketAddr)>,
    lines: HashMap<(usize, SocketAddr), usize>,
}

impl<'a> Teller<'_, 'a> {
    fn arrow(
        &mut self,
        ends: (usize, usize),
        sent: Option<TimedEvent<'a>>,
        taken: Option<TimedEvent<'a>>,
        fate: Fate,
    ) {
        self.put(Item::arrow(ends, sent, taken, fate), &[sent, taken]);
    }

    fn put(&mut self, item: Item<'a>, acts: &[Option<TimedEvent<'a>>]) {
        for act in acts.iter().flatten() {
            self.is_told[act.id] = true;
        }
        self.items.push(item.with_flight());
    }

    /// The line of an address without a record.
    fn line_of(&mut self, socket: usize, addr: SocketAddr) -> usize {
        let next = self.sockets.len() + self.elsewhere.len();
        *self.lines.entry((socket, addr)).or_insert_with(|| {
            self.elsewhere.push((socket, addr));
            next
        })
    }

    /// The line of a connection's other end, whatever is known of it.
    fn other_line(&mut self, index: usize) -> Option<usize> {
        let waits_at = self.joined.listeners[index].filter(|_| self.sockets[index].role == Role::Client);
        let known = self.joined.ends[index].or(waits_at);
        let peer = self.sockets[index].peer;
        known.or_else(|| peer.map(|peer| self.line_of(index, peer)))
    }

    /// The connect call, with what came of it.
    fn connect(&mut self, index: usize) {
        let socket = &self.sockets[index];
        let Some(connecting) = socket.first(Kind::Connecting) else { return };
        let Some(to) = self.other_line(index) else { return };
        let connected = socket.first(Kind::Connected);
        let accepted = self.joined.ends[index].and_then(|other| self.sockets[other].first(Kind::Accepted));
        let mut failures = socket.acts.iter().copied().filter(|act| act.event.kind.fails_connect());
        let failed = failures.next().filter(|_| connected.is_none());
        let (taken, fate) = match (accepted, connected, failed) {
            (Some(accepted), _, _) => (Some(accepted), Fate::Arrived),
            (None, Some(connected), _) => (Some(connected), Fate::Arrived),
            (None, None, Some(failed)) if failed.event.kind == Kind::Refused => (Some(failed), Fate::Refused),
            (None, None, Some(failed)) => (Some(failed), Fate::Lost),
            (None, None, None) => (None, Fate::Unknown),
        };
        let answer = connected.filter(|_| accepted.is_some());
        let is_waiting = accepted.is_none() && connected.is_some() && to < self.sockets.len();
        let item = Item::arrow((index, to), Some(connecting), taken, fate).with(|arrow| {
            arrow.answer = answer.map(|act| act.event);
            arrow.notes.extend(is_waiting.then_some(Note::NeverAccepted));
        });
        // Nothing of a connection was before it, whatever clocks say that do not agree.
        let ends = [Some(index), self.joined.ends[index]].into_iter().flatten();
        let first =
            ends.flat_map(|end| &self.sockets[end].acts).filter_map(TimedEvent::of_a_connection).min();
        let item = match first {
            Some(first) if first < item.left.0 => item.left_by((first, 0, 0)),
            _ => item,
        };
        let item = match accepted.and_then(|accepted| Some((accepted, self.first_of_server(index)?))) {
            Some((accepted, first)) if first < accepted.at => item.arrived_by((first, 0, 0)),
            _ => item,
        };
        self.put(item, &[Some(connecting), taken, answer]);
    }

    /// When a client's peer certainly had its connection: by its own acts, and by what came from it.
    fn first_of_server(&self, index: usize) -> Option<i64> {
        let own = &self.sockets[self.joined.ends[index]?].acts;
        let came = [Kind::Received, Kind::PeerFinished];
        let heard = self.sockets[index].acts.iter().filter(|act| came.contains(&act.event.kind));
        own.iter().chain(heard).filter_map(TimedEvent::of_a_connection).min()
    }

    /// What one end of a connection sent, and how it ended its direction, as far as the other end knows.
    fn direction(&mut self, from: usize, to: usize) {
        let (sender, receiver) = (&self.sockets[from], &self.sockets[to]);
        for range in bytes::ranges(sender, receiver) {
            let fate = match range.taken {
                Some(_) => Fate::Arrived,
                // The program that has the socket now may have read them.
                None if receiver.first(Kind::HandedOver).is_some() => Fate::Unknown,
                None => Fate::Unread,
            };
            let note = (fate == Fate::Unread).then(|| unread_note(receiver, range.to));
            self.bytes((from, to), range, fate, note);
        }
        let closed = sender.first(Kind::Closed);
        if let Some(heard) = receiver.first(Kind::PeerFinished) {
            let finished = sender.first(Kind::Finished).or(closed);
            self.arrow((from, to), finished, Some(heard), Fate::Arrived);
        }
        if let Some(reset) = receiver.first(Kind::Reset) {
            let cause = closed.filter(|act| !self.is_told[act.id]);
            self.arrow((from, to), cause, Some(reset), Fate::Arrived);
        }
    }

    fn bytes(&mut self, ends: (usize, usize), range: bytes::Range<'a>, fate: Fate, note: Option<Note<'a>>) {
        let len = range.len();
        let whole =
            |act: Option<TimedEvent<'a>>| act.and_then(|act| act.event.len).filter(|whole| *whole != len);
        let (write, read) = (whole(range.sent), whole(range.taken));
        let item = Item::arrow(ends, range.sent, range.taken, fate).with(|arrow| {
            arrow.len = Some(len);
            arrow.data = range.data();
            let parts = write.map(Note::OfWrite).into_iter().chain(read.map(Note::OfRead));
            arrow.notes.splice(0..0, note.into_iter().chain(parts));
        });
        self.put(item.at_byte(range.from), &[range.sent, range.taken]);
    }

    /// A connection of whose other end there is no record.
    fn own_side(&mut self, index: usize) {
        let Some(other) = self.other_line(index) else { return };
        let is_queued = other < self.sockets.len();
        for act in &self.sockets[index].acts {
            let item = match act.event.kind {
                Kind::Sent if is_queued => Item::arrow((index, other), Some(*act), None, Fate::Unread)
                    .with(|arrow| arrow.notes.push(Note::NeverAccepted)),
                Kind::Sent | Kind::Finished => Item::arrow((index, other), Some(*act), None, Fate::Unknown),
                Kind::Accepted | Kind::Received | Kind::PeerFinished | Kind::Reset => {
                    Item::arrow((other, index), None, Some(*act), Fate::Arrived)
                }
                _ => continue,
            };
            if !self.is_told[act.id] {
                self.put(item.with(|arrow| with_payload(arrow, *act)), &[Some(*act)]);
            }
        }
    }

    /// Datagrams from one end to another.
    fn flow(&mut self, from: FlowEnd, to: FlowEnd, flow: &Flow<'a>) {
        let mut line = |end| match end {
            FlowEnd::Socket(index) => index,
            FlowEnd::Elsewhere(socket, addr) => self.line_of(socket, addr),
        };
        let ends = (line(from), line(to));
        let is_recorded = matches!((from, to), (FlowEnd::Socket(_), FlowEnd::Socket(_)));
        for one in datagrams::matches(flow) {
            let fate = match one.received {
                Some(_) => Fate::Arrived,
                None if is_recorded => Fate::Lost,
                None => Fate::Unknown,
            };
            let item = Item::arrow(ends, one.sent, one.received, fate).with(|arrow| {
                if let Some(act) = one.received.or(one.sent) {
                    with_payload(arrow, act);
                }
                let number = one.sent.and_then(|act| act.event.n);
                arrow.notes.splice(0..0, number.map(Note::Number));
                arrow.notes.extend(one.is_repeated.then_some(Note::Repeated));
                arrow.notes.extend(one.overtook.then_some(Note::Overtook));
                arrow.notes.extend(one.could_be_either.then_some(Note::CouldBeEither));
                let cut = one.received.filter(|act| act.event.kind == Kind::DatagramCut);
                arrow.notes.extend(cut.and_then(|act| act.event.full_len).map(Note::CutFrom));
            });
            self.put(item, &[one.sent, one.received]);
        }
    }

    /// Everything that no arrow tells.
    fn marks(&mut self) {
        for (index, socket) in self.sockets.iter().enumerate() {
            let untold = socket.acts.iter().filter(|act| !self.is_told[act.id]);
            self.items.extend(untold.map(|act| Item::mark(index, act)));
        }
    }
}

fn with_payload<'a>(arrow: &mut Arrow<'a>, act: TimedEvent<'a>) {
    arrow.len = act.event.len;
    arrow.data = act.event.data.as_deref().unwrap_or_default();
}

/// Where bytes ended that were never read, the last of them before this position: of a write that is larger than the
/// receive buffer, the rest stayed on the sender's side.
fn unread_note<'a>(receiver: &Socket<'a>, to: u64) -> Note<'a> {
    let n_read = receiver
        .every(Kind::Received)
        .filter_map(|act| act.event.offset.zip(act.event.len))
        .map(|(offset, len)| offset.saturating_add(len))
        .max()
        .unwrap_or(0);
    let closed = receiver.first(Kind::Closed).and_then(|act| act.event.tcp);
    let n_left = closed.and_then(|tcp| tcp.recv_queue).unwrap_or(0);
    if to <= n_read.saturating_add(n_left) { Note::InReceiveBuffer } else { Note::InSomeBuffer }
}
