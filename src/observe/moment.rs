//! The moment in which a call is looked at: the call, its socket, who can be asked, and who is told.
//!
//! The one idea: every rule of telling needs the same few things, and gets them here under one name.
//!
//! See it run: each event of `netlab observe` is made here.

use std::borrow::Cow;
use std::net::SocketAddr;

use crate::event::{self, CallResult, Event, Kind, Outcome, Span, Transport};
use crate::observe::call::{Call, Returned};
use crate::observe::message::{SOCKADDR_BYTES, address};
use crate::observe::probe::{Names, Probe};
use crate::observe::socket::Socket;

/// What those who hear want besides the events themselves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// So many bytes of each payload.
    pub data_bytes: usize,
    /// The kernel's view of a connection.
    pub kernel_view: bool,
    /// A digest of each datagram.
    pub digests: bool,
}

/// Gives sockets their numbers, and keeps what is to be told until it is taken.
#[derive(Debug, Default)]
pub(super) struct Teller {
    pub(super) wanted: Wanted,
    pub(super) told: Vec<Event<'static>>,
    n_sockets: u64,
}

impl Teller {
    pub(super) fn new(wanted: Wanted) -> Self {
        Teller { wanted, ..Teller::default() }
    }

    /// An event of a call on a socket.
    pub(super) fn event(
        &mut self,
        socket: &mut Socket,
        call: &Call,
        fd: u32,
        kind: Kind,
        t_us: u64,
    ) -> Event<'static> {
        let number = self.number_of(socket);
        let Names { local, peer } = socket.names;
        Event {
            began_us: call.began_us,
            pid: Some(socket.pid),
            tid: Some(call.tid),
            fd: Some(fd),
            local,
            peer,
            ..Event::new(kind, number, socket.transport, t_us)
        }
    }

    fn number_of(&mut self, socket: &mut Socket) -> u64 {
        let next = self.n_sockets + 1;
        let number = *socket.number.get_or_insert(next);
        self.n_sockets = self.n_sockets.max(number);
        number
    }
}

/// A call that is looked at, at its beginning or at its return.
pub(super) struct Moment<'a> {
    pub(super) call: Call,
    /// The descriptor that stands for the socket in the process that made the call.
    pub(super) fd: u32,
    pub(super) returned: Returned,
    pub(super) t_us: u64,
    pub(super) socket: &'a mut Socket,
    pub(super) probe: &'a mut dyn Probe,
    pub(super) teller: &'a mut Teller,
}

impl Moment<'_> {
    /// What the socket's life allows to be told of the call; nothing where it allows nothing.
    pub(super) fn proven(&self, call: event::Call, result: CallResult) -> Option<Outcome> {
        self.socket.life.returned(call, result, Span { began_us: self.call.began_us, t_us: self.t_us })
    }

    /// An event of this call, with what an outcome says.
    pub(super) fn event_of(&mut self, outcome: Outcome) -> Event<'static> {
        let Outcome { kind, waited_us, offset, len, asked, n, full_len } = outcome;
        Event { waited_us, offset, len, asked, n, full_len, ..self.event(kind) }
    }

    /// An event of this call.
    pub(super) fn event(&mut self, kind: Kind) -> Event<'static> {
        let event = self.teller.event(self.socket, &self.call, self.fd, kind, self.t_us);
        Event { error: self.returned.error(), ..event }
    }

    /// Tells an event, with the kernel's view where somebody wants it.
    pub(super) fn tell(&mut self, mut event: Event<'static>) {
        if self.teller.wanted.kernel_view && event.tcp.is_none() && event.transport == Transport::Tcp {
            event.tcp = Some(self.probe.tcp(self.fd));
        }
        self.teller.told.push(event);
    }

    /// Asks the kernel for the socket's own address, where it is not known.
    pub(super) fn learn_local(&mut self) {
        if self.socket.names.local.is_none_or(|local| local.port() == 0) {
            let names = self.probe.names(self.fd);
            self.socket.names.local = names.local.filter(|local| local.port() != 0);
        }
    }

    /// The address that the call was given by its second argument; `None` where it is none of the internet's.
    pub(super) fn asked_address(&mut self) -> Option<SocketAddr> {
        let n_bytes = SOCKADDR_BYTES.min(self.call.int(2) as usize);
        address(&self.probe.memory(self.call.args[1], n_bytes))
    }

    /// How long a call waited that lets its thread wait; `None` where it was quicker than looking at it is.
    pub(super) fn waited_in_call(&self, may_wait: bool) -> Option<u64> {
        let length = self.t_us.saturating_sub(self.call.began_us);
        (may_wait && !self.socket.is_nonblocking && length >= LATENCY_US).then_some(length)
    }

    /// A payload as events carry it.
    pub(super) fn payload(&self, bytes: Vec<u8>) -> Option<Cow<'static, [u8]>> {
        let mut bytes = bytes;
        bytes.truncate(self.teller.wanted.data_bytes);
        (!bytes.is_empty()).then_some(Cow::Owned(bytes))
    }
}

/// To look at a call takes time, in which it is not waiting: half a millisecond was seen on a busy machine.
const LATENCY_US: u64 = 1_000;
