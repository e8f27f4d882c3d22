//! Hears the events of one test, and holds the laws that every trace obeys.
//!
//! The one idea: what is true of each socket at any time is not asserted in one test but in all: when
//! the listener goes, it reads through everything it has heard.

pub(crate) mod peers;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use netlab::event::{Event, Kind};
use netlab::trace::Wishes;
use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// Listens on this thread, from its making until it is dropped.
pub(crate) struct Heard {
    events: Events,
    /// `None` where another one has it.
    _listens_until_dropped: Option<DefaultGuard>,
}

#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<Event<'static>>>>);

impl<S: Subscriber> Layer<S> for Events {
    fn on_event(&self, told: &tracing::Event<'_>, _: Context<'_, S>) {
        self.all().extend(Event::read(told));
    }
}

impl Events {
    fn all(&self) -> MutexGuard<'_, Vec<Event<'static>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Must come before the first socket of a test that does not listen from its beginning.
///
/// `tracing` remembers of each call site whether anybody wants it, and while there is but one listener it
/// asks the thread that comes by first. So two are kept that hear nothing, lest a thread that does not
/// listen decides for one that does.
pub(crate) fn unheard() {
    static TWO: OnceLock<[Dispatch; 2]> = OnceLock::new();
    TWO.get_or_init(|| [(); 2].map(|()| Dispatch::new(tracing_subscriber::registry())));
}

/// Begins to listen to the sockets of this thread.
pub(crate) fn listen() -> Heard {
    listen_for(Wishes::default())
}

/// Begins to listen, and asks for facts that cost more.
pub(crate) fn listen_for(wishes: Wishes) -> Heard {
    unheard();
    let events = Events::default();
    // A filter before all layers, as one on a layer cannot say no to a question (`tracing::enabled!`)
    // that a listener of another thread would be answered with yes.
    let registry = tracing_subscriber::registry().with(wishes.filter()).with(events.clone());
    let guard = tracing::subscriber::set_default(registry);
    Heard { events, _listens_until_dropped: Some(guard) }
}

/// Two listeners at once, each with its own wishes; the first must be dropped last.
pub(crate) fn listen_side_by_side(first: Wishes, second: Wishes) -> (Heard, Heard) {
    unheard();
    let (one, other) = (Events::default(), Events::default());
    let registry = tracing_subscriber::registry()
        .with(one.clone().with_filter(first.filter()))
        .with(other.clone().with_filter(second.filter()));
    let guard = tracing::subscriber::set_default(registry);
    let first = Heard { events: one, _listens_until_dropped: Some(guard) };
    (first, Heard { events: other, _listens_until_dropped: None })
}

impl Heard {
    /// Everything so far.
    pub(crate) fn all(&self) -> Vec<Event<'static>> {
        self.events.all().clone()
    }

    /// The names of all kinds so far, in order.
    pub(crate) fn told(&self) -> Vec<&'static str> {
        self.events.all().iter().map(|event| event.kind.name()).collect()
    }

    /// Every event of this kind.
    pub(crate) fn every(&self, kind: Kind) -> Vec<Event<'static>> {
        self.events.all().iter().filter(|event| event.kind == kind).cloned().collect()
    }

    /// The only event of this kind.
    pub(crate) fn one(&self, kind: Kind) -> Event<'static> {
        let mut every = self.every(kind);
        assert_eq!(every.len(), 1, "{kind} once in {:?}", self.told());
        every.remove(0)
    }

    /// What was sent or received, joined.
    pub(crate) fn bytes(&self, kind: Kind) -> Vec<u8> {
        self.every(kind).iter().flat_map(|event| event.data.as_deref().unwrap_or_default().to_vec()).collect()
    }
}

impl Drop for Heard {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            check_laws(&self.all());
        }
    }
}

/// What is true of every trace of one thread.
fn check_laws(events: &[Event<'_>]) {
    let mut sockets: HashMap<u64, Vec<&Event<'_>>> = HashMap::new();
    for event in events {
        assert!(event.began_us <= event.t_us, "no call ends before it begins: {event:?}");
        sockets.entry(event.socket).or_default().push(event);
    }
    for (socket, life) in sockets {
        assert!(life.is_sorted_by_key(|event| event.t_us), "in order: {life:?}");
        if socket != 0 {
            check_ends(&life);
            check_counts(&life, Kind::Sent);
            check_counts(&life, Kind::Received);
        }
    }
}

/// An end is told once, and nothing comes after the last one.
fn check_ends(life: &[&Event<'_>]) {
    let last_of = |kind| life.iter().rposition(|event| event.kind == kind);
    for kind in [Kind::PeerFinished, Kind::Finished, Kind::Reset, Kind::Closed, Kind::HandedOver] {
        assert!(life.iter().filter(|event| event.kind == kind).count() <= 1, "{kind} once: {life:?}");
    }
    for kind in [Kind::Closed, Kind::HandedOver] {
        assert!(last_of(kind).is_none_or(|at| at + 1 == life.len()), "{kind} is the last: {life:?}");
    }
    if let (Some(reset), Some(end)) = (last_of(Kind::Reset), last_of(Kind::PeerFinished)) {
        assert!(end < reset, "no goodbye after a reset: {life:?}");
    }
}

/// Each byte has one position: an event begins where the one before it ended.
fn check_counts(life: &[&Event<'_>], kind: Kind) {
    let moved: Vec<_> = life.iter().filter(|event| event.kind == kind).collect();
    for pair in moved.windows(2) {
        let end = pair[0].offset.zip(pair[0].len).map(|(offset, len)| offset + len);
        assert_eq!(end, pair[1].offset, "{kind} without gaps: {life:?}");
    }
}
