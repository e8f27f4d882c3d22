//! What is known about one socket while it lives: who it is, how far it has come, how it ended.
//!
//! The one idea: what may be told of a socket depends on what it has been through ([`SocketLife`]), so all of
//! its halves share one record. When its last holder lets go, the socket is gone: that is when `closed` is
//! told.
//!
//! See it run: `netlab tour`; each line is told from here.

use std::borrow::Cow;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use socket2::SockRef;

use crate::event::{
    self, Call, CallResult, ErrorCode, Event, Kind, OsError, Outcome, SocketLife, Span, TcpFacts, TcpState,
    Transport,
};
use crate::kernel;

/// One socket's record.
#[derive(Debug)]
pub(crate) struct Watch {
    id: u64,
    transport: Transport,
    ends: Mutex<Ends>,
    /// What its calls have proven so far.
    pub(crate) life: SocketLife,
    /// What the kernel said just before the socket went; `None` where nobody looked.
    last_look: Mutex<Option<LastLook>>,
}

/// The addresses of a socket, as far as they are known.
#[derive(Debug, Default, Clone, Copy)]
struct Ends {
    local: Option<SocketAddr>,
    peer: Option<SocketAddr>,
}

/// A connection just before its close: this decides how the kernel ends it.
#[derive(Debug, Clone, Copy)]
struct LastLook {
    tcp: TcpFacts,
    /// `SO_LINGER` with 0 seconds is set.
    throws_away: bool,
}

/// One call, from just before it until its return. Empty when nobody listens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act(Option<u64>);

impl Act {
    /// Begins a call; reads the clock only if somebody listens.
    pub(crate) fn begin() -> Self {
        Act(event::is_wanted().then(kernel::clock::monotonic_us))
    }

    pub(crate) const fn is_wanted(self) -> bool {
        self.0.is_some()
    }

    pub(crate) const fn began_us(self) -> Option<u64> {
        self.0
    }
}

impl Watch {
    /// The record of a new socket.
    pub(crate) fn new(transport: Transport) -> Self {
        // The one counter that all sockets of the process share: their numbers must differ.
        static N_SOCKETS: AtomicU64 = AtomicU64::new(0);
        Watch {
            id: N_SOCKETS.fetch_add(1, Relaxed) + 1,
            transport,
            ends: Mutex::default(),
            life: SocketLife::default(),
            last_look: Mutex::default(),
        }
    }

    /// The socket's number in events.
    pub(crate) const fn number(&self) -> u64 {
        self.id
    }

    /// A call returned: the event of what it proves, for the caller to fill and to tell; `None` where nothing
    /// is to be told, or where nobody listens.
    pub(crate) fn returned(&self, act: Act, call: Call, result: CallResult) -> Option<Event<'static>> {
        let Some(began_us) = act.began_us() else {
            self.life.passed(call, result);
            return None;
        };
        let span = Span { began_us, t_us: kernel::clock::monotonic_us() };
        self.life.returned(call, result, span).map(|outcome| self.event_of(outcome, span))
    }

    /// A call returned that carries no payload: what it proves is told.
    pub(crate) fn tell_call(
        &self,
        act: Act,
        call: Call,
        result: Result<u64, &io::Error>,
        socket: &SockRef<'_>,
    ) {
        if let Some(event) = self.returned(act, call, result.map_err(code_of)) {
            let error = result.err().map(OsError::from);
            self.tell(Event { error, ..event }, socket);
        }
    }

    /// The program stopped waiting for a connect call.
    pub(crate) fn give_up(&self, act: Act) {
        let Some(began_us) = act.began_us() else { return self.life.leave() };
        let span = Span { began_us, t_us: kernel::clock::monotonic_us() };
        self.event_of(self.life.gave_up(span), span).emit();
    }

    /// An event about this socket whose call has just returned.
    pub(crate) fn event(&self, kind: Kind, began_us: u64) -> Event<'static> {
        let Ends { local, peer } = *self.ends();
        Event {
            began_us,
            local,
            peer,
            ..Event::new(kind, self.id, self.transport, kernel::clock::monotonic_us())
        }
    }

    fn event_of(&self, outcome: Outcome, span: Span) -> Event<'static> {
        let Ends { local, peer } = *self.ends();
        let Outcome { kind, waited_us, offset, len, asked, n, full_len } = outcome;
        Event {
            began_us: span.began_us,
            waited_us,
            local,
            peer,
            offset,
            len,
            asked,
            n,
            full_len,
            ..Event::new(kind, self.id, self.transport, span.t_us)
        }
    }

    fn ends(&self) -> MutexGuard<'_, Ends> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the kernel for the socket's addresses, as far as they are not known yet.
    pub(crate) fn learn(&self, socket: &SockRef<'_>) {
        let mut ends = self.ends();
        if ends.local.is_none() {
            // Before it is bound a socket's address is the wildcard with port 0, which is none.
            let local = socket.local_addr().ok().and_then(|addr| addr.as_socket());
            ends.local = local.filter(|addr| addr.port() != 0);
        }
        if ends.peer.is_none() {
            ends.peer = socket.peer_addr().ok().and_then(|addr| addr.as_socket());
        }
    }

    /// Learns the other end's address from the call that told it.
    pub(crate) fn learn_peer(&self, peer: SocketAddr) {
        self.ends().peer = Some(peer);
    }

    /// Connecting may have changed our own address, from the wildcard to that of the way out
    /// (`man 7 udp`): it is asked for anew when it is next told.
    pub(crate) fn forget_local(&self) {
        self.ends().local = None;
    }

    /// Tells an event, with the kernel's view if somebody wants it.
    pub(crate) fn tell(&self, mut event: Event<'_>, socket: &SockRef<'_>) {
        if event.local.is_none() {
            self.learn(socket);
            let Ends { local, peer } = *self.ends();
            event.local = local;
            event.peer = event.peer.or(peer);
        }
        if self.transport == Transport::Tcp && event::kernel_is_wanted() {
            event.tcp = Some(kernel::socket::tcp_facts(socket));
        }
        event.emit();
    }

    /// Tells that an option was set, or refused.
    pub(crate) fn tell_option(
        &self,
        act: Act,
        option: impl FnOnce() -> String,
        result: &io::Result<()>,
        socket: &SockRef<'_>,
    ) {
        let Some(began_us) = act.began_us() else { return };
        let kind = if result.is_ok() { Kind::OptionSet } else { Kind::OptionFailed };
        let error = result.as_ref().err().map(OsError::from);
        self.tell(Event { option: Some(Cow::Owned(option())), error, ..self.event(kind, began_us) }, socket);
    }

    /// Tells that the socket lives on out of our sight, and that no `closed` will come.
    pub(crate) fn hand_over(&self, act: Act, socket: &SockRef<'_>) {
        self.life.leave();
        if let Some(began_us) = act.began_us() {
            self.tell(self.event(Kind::HandedOver, began_us), socket);
        }
    }

    /// Looks at the state and at what lies unread, just before the socket goes.
    pub(crate) fn look_once_more(&self, socket: &SockRef<'_>) {
        if event::is_wanted() && self.transport == Transport::Tcp && !self.life.has_left() {
            self.learn(socket);
            let TcpFacts { state, recv_queue, .. } = kernel::socket::tcp_facts(socket);
            let tcp = TcpFacts { state, recv_queue, ..TcpFacts::default() };
            let throws_away = matches!(socket.linger(), Ok(Some(Duration::ZERO)));
            *self.last_look() = Some(LastLook { tcp, throws_away });
        }
    }

    /// The socket went by way of a shutdown, which came between the last look and the close.
    pub(crate) fn finished_on_its_way(&self) {
        if let Some(look) = &mut *self.last_look() {
            look.tcp.state = look.tcp.state.map(|state| match state {
                TcpState::Established => TcpState::FinWait1,
                TcpState::CloseWait => TcpState::LastAck,
                other => other,
            });
        }
    }

    fn last_look(&self) -> MutexGuard<'_, Option<LastLook>> {
        self.last_look.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if !event::is_wanted() {
            return;
        }
        let t_us = kernel::clock::monotonic_us();
        for outcome in self.life.closed(t_us) {
            let began_us = t_us - outcome.waited_us.unwrap_or(0);
            let event = self.event_of(outcome, Span { began_us, t_us });
            if event.kind != Kind::Closed {
                event.emit();
                continue;
            }
            let look = *self.last_look();
            let tcp = look.map(|look| look.tcp).filter(|tcp| *tcp != TcpFacts::default());
            let option = look.filter(|look| look.throws_away).map(|_| Cow::Borrowed("SO_LINGER=0"));
            Event { option, tcp, ..event }.emit();
        }
    }
}

/// An error's name; tokio's own "not now" has no number of the system's.
pub(crate) fn code_of(error: &io::Error) -> ErrorCode {
    if error.kind() == io::ErrorKind::WouldBlock { ErrorCode::EAGAIN } else { ErrorCode::from_io(error) }
}
