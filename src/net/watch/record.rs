//! What is known about one socket while it lives: who it is, how far it has come, how it ended.
//!
//! The one idea: some facts are told only once (a reset, the peer's end, the close), so somebody must
//! remember what has been told. That is this record, shared by all halves of a socket. When its last
//! holder lets go, the socket is gone: that is when `closed` is told.
//!
//! See it run: `netlab tour`; each line is told from here.

use std::borrow::Cow;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use socket2::SockRef;

use crate::event::{self, Event, Kind, OsError, TcpFacts, TcpState, Transport};
use crate::kernel;

/// One socket's record.
#[derive(Debug)]
pub(crate) struct Watch {
    id: u64,
    transport: Transport,
    ends: Mutex<Ends>,
    pub(crate) sending: Direction,
    pub(crate) receiving: Direction,
    /// What the kernel said just before the socket went; `None` where nobody looked.
    last_look: Mutex<Option<LastLook>>,
    told: AtomicU8,
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

/// One direction of a socket.
#[derive(Debug, Default)]
pub(crate) struct Direction {
    /// Bytes of a stream, or datagrams.
    n_moved: AtomicU64,
    /// When the program began to wait, in microseconds of the monotonic clock; 0 while it does not.
    waiting_since_us: AtomicU64,
    /// A call is pending that may be dropped; a `try_` call that found nothing is not.
    is_pending: AtomicBool,
}

/// What must not be told twice, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Once {
    PeerFinished = 1,
    Finished = 2,
    Reset = 4,
    /// The kernel would not take bytes; cleared when it takes some.
    Waiting = 8,
    /// The socket went in a way that was told by another event, or lives on elsewhere.
    Closed = 16,
    /// An error has ended the connection: a read of 0 after it does not mean that the peer finished.
    Broken = 32,
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
            sending: Direction::default(),
            receiving: Direction::default(),
            last_look: Mutex::default(),
            told: AtomicU8::new(0),
        }
    }

    /// The socket's number in events.
    pub(crate) const fn number(&self) -> u64 {
        self.id
    }

    /// Whether this was already told, or is not to be told.
    pub(crate) fn has(&self, once: Once) -> bool {
        self.told.load(Relaxed) & once as u8 != 0
    }

    /// Marks it as told; true the first time.
    pub(crate) fn first(&self, once: Once) -> bool {
        self.told.fetch_or(once as u8, Relaxed) & once as u8 == 0
    }

    /// Marks it as not to be told.
    pub(crate) fn skip(&self, once: Once) {
        self.told.fetch_or(once as u8, Relaxed);
    }

    /// Lets it be told again.
    pub(crate) fn forget(&self, once: Once) {
        self.told.fetch_and(!(once as u8), Relaxed);
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
        self.skip(Once::Closed);
        if let Some(began_us) = act.began_us() {
            self.tell(self.event(Kind::HandedOver, began_us), socket);
        }
    }

    /// Looks at the state and at what lies unread, just before the socket goes.
    pub(crate) fn look_once_more(&self, socket: &SockRef<'_>) {
        if event::is_wanted() && self.transport == Transport::Tcp && !self.has(Once::Closed) {
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
        if !event::is_wanted() || !self.first(Once::Closed) {
            return;
        }
        let now_us = kernel::clock::monotonic_us();
        if self.receiving.is_pending.load(Relaxed)
            && let Some(waited_us) = self.receiving.waited_until(now_us)
            && !self.has(Once::PeerFinished)
            && !self.has(Once::Broken)
        {
            Event { waited_us: Some(waited_us), ..self.event(Kind::GaveUp, now_us - waited_us) }.emit();
        }
        let look = *self.last_look();
        let tcp = look.map(|look| look.tcp).filter(|tcp| *tcp != TcpFacts::default());
        let option = look.filter(|look| look.throws_away).map(|_| Cow::Borrowed("SO_LINGER=0"));
        Event { option, tcp, ..self.event(Kind::Closed, now_us) }.emit();
    }
}

impl Direction {
    /// Counts what has moved, and returns how much had moved before.
    pub(crate) fn advance(&self, n: usize) -> u64 {
        self.n_moved.fetch_add(n as u64, Relaxed)
    }

    /// How much has moved: bytes of a stream, or datagrams.
    pub(crate) fn n_moved(&self) -> u64 {
        self.n_moved.load(Relaxed)
    }

    /// The program has to wait from now on, unless it did already.
    pub(crate) fn wait_since(&self, us: u64) {
        let _ = self.waiting_since_us.compare_exchange(0, us, Relaxed, Relaxed);
    }

    /// As [`Direction::wait_since`], in a call that is pending until it is ready or dropped.
    pub(crate) fn pend_since(&self, us: u64) {
        self.is_pending.store(true, Relaxed);
        self.wait_since(us);
    }

    /// The wait is over: how long it took, in microseconds; `None` if there was none.
    pub(crate) fn waited_until(&self, us: u64) -> Option<u64> {
        self.is_pending.store(false, Relaxed);
        match self.waiting_since_us.swap(0, Relaxed) {
            0 => None,
            since_us => Some(us.saturating_sub(since_us)),
        }
    }
}
