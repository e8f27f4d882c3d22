//! Ears: all who hear events, and what makes them hear.
//!
//! The one idea: an event is read once and shown to every ear. Sockets tell theirs through `tracing`, of which
//! a layer reads them; whoever has events from elsewhere, from a file or from a program that is only observed,
//! hands them over with [`Ears::hear`]. An ear cannot tell the difference. What is secret is masked before.
//!
//! See it run: `netlab --record run.jsonl --ladder tcp-client`: three ears, one reading.

use std::sync::Arc;

use tracing::Subscriber;
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::event::{Event, Quick};
use crate::trace::masked::Mask;
use crate::trace::wants::Wishes;

/// Somebody who hears events, each at the moment its call returned. It must never hold the program up.
pub trait Ear: Send + Sync {
    /// Hears an event.
    fn hear(&self, event: &Event<'_>);

    /// Whether a glance may spare it an event. Where each ear is choosy, an event that none of them wants is not read
    /// at all: that makes a flood of them cheap. Beside one that is not, each is read once and no glance is taken.
    fn is_choosy(&self) -> bool {
        false
    }

    /// Asked of a choosy ear before each event; where it says no, the ear does not hear it.
    fn wants(&self, _: &Quick) -> bool {
        true
    }
}

/// Any number of ears, and what they want of the sockets together; clones share them.
#[derive(Clone, Default)]
pub struct Ears {
    all: Vec<Arc<dyn Ear>>,
    /// Whether one of them hears every event.
    has_eager: bool,
    wishes: Wishes,
    /// What no ear may hear.
    mask: Arc<Mask>,
}

impl Ears {
    /// Adds an ear, which hears after those that are there, with its wishes.
    pub fn add(&mut self, ear: impl Ear + 'static, wishes: Wishes) {
        self.has_eager |= !ear.is_choosy();
        self.all.push(Arc::new(ear));
        self.wishes = self.wishes.and(wishes);
    }

    /// Whether nobody hears.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Shows an event to every ear, wherever it is from.
    pub fn hear(&self, event: &Event<'_>) {
        let masked = self.mask.over(event);
        let event = masked.as_ref().unwrap_or(event);
        let quick = Quick::of(event);
        for ear in self.all.iter().filter(|ear| ear.wants(&quick)) {
            ear.hear(event);
        }
    }

    /// Makes the ears hear what the sockets of this process tell, as a layer of a `tracing` subscriber.
    #[must_use]
    pub fn layer<S>(self) -> impl Layer<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let filter = self.wishes.filter();
        Listener(self).with_filter(filter)
    }
}

/// Reads what is told through `tracing`.
struct Listener(Ears);

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, told: &tracing::Event<'_>, _: Context<'_, S>) {
        if self.0.has_eager {
            if let Some(event) = Event::read(told) {
                self.0.hear(&event);
            }
            return;
        }
        let Some(quick) = Quick::read(told) else { return };
        let mut read = None;
        for ear in self.0.all.iter().filter(|ear| ear.wants(&quick)) {
            let masked = || Event::read(told).map(|event| self.0.mask.over(&event).unwrap_or(event));
            if let Some(event) = read.get_or_insert_with(masked) {
                ear.hear(event);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, OnceLock, PoisonError};

    use tracing::{Dispatch, Level};
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;
    use crate::event::{DIGEST_TARGET, KERNEL_TARGET, Kind, Transport, digest_is_wanted, kernel_is_wanted};

    /// Keeps what it hears, of one kind alone if it says so.
    #[derive(Clone, Default)]
    struct Keeps {
        heard: Arc<Mutex<Vec<Event<'static>>>>,
        only: Option<Kind>,
    }

    impl Ear for Keeps {
        fn hear(&self, event: &Event<'_>) {
            self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(event.kept(16));
        }

        fn is_choosy(&self) -> bool {
            self.only.is_some()
        }

        fn wants(&self, quick: &Quick) -> bool {
            self.only.is_none_or(|kind| kind == quick.kind)
        }
    }

    impl Keeps {
        fn kinds(&self) -> Vec<Kind> {
            self.heard.lock().expect("no ear panics").iter().map(|event| event.kind).collect()
        }
    }

    fn two() -> (Ears, Keeps, Keeps) {
        let (all, some) = (Keeps::default(), Keeps { only: Some(Kind::Closed), ..Keeps::default() });
        let mut ears = Ears::default();
        ears.add(all.clone(), Wishes { kernel_view: true, ..Wishes::default() });
        ears.add(some.clone(), Wishes { digests: true, ..Wishes::default() });
        (ears, all, some)
    }

    /// Runs with these ears. Two that hear nothing are kept as well: while there is but one, `tracing` asks the
    /// thread that comes by a call site first, and remembers the answer for all.
    fn heard_by(ears: Ears, run: impl FnOnce()) {
        static TWO: OnceLock<[Dispatch; 2]> = OnceLock::new();
        TWO.get_or_init(|| [(); 2].map(|()| Dispatch::new(tracing_subscriber::registry())));
        tracing::subscriber::with_default(tracing_subscriber::registry().with(ears.layer()), run);
    }

    const LIFE: [Kind; 3] = [Kind::Accepted, Kind::Sent, Kind::Closed];

    fn event(kind: Kind) -> Event<'static> {
        Event { pid: Some(7), len: Some(3), ..Event::new(kind, 4, Transport::Tcp, 9) }
    }

    #[test]
    fn every_ear_hears_what_it_wants_wherever_the_events_are_from() {
        let (ears, all, some) = two();
        heard_by(ears, || {
            tracing::info!("a line of somebody else's");
            for kind in LIFE {
                event(kind).emit();
            }
        });
        let (elsewhere, also_all, also_some) = two();
        for kind in LIFE {
            elsewhere.hear(&event(kind));
        }
        for (all, some) in [(&all, &some), (&also_all, &also_some)] {
            assert_eq!((all.kinds(), some.kinds()), (LIFE.to_vec(), vec![Kind::Closed]));
            assert_eq!(all.heard.lock().expect("no ear panics")[1], event(Kind::Sent));
        }
    }

    #[test]
    fn the_sockets_are_asked_for_what_any_ear_wishes() {
        let (ears, ..) = two();
        heard_by(ears, || assert!(kernel_is_wanted() && digest_is_wanted()));
        let mut ears = Ears::default();
        ears.add(Keeps::default(), Wishes::default());
        // Asked of the filter: beside another subscriber, who wants everything, `tracing` says yes to all.
        let filter = ears.wishes.filter();
        assert!([KERNEL_TARGET, DIGEST_TARGET].iter().all(|it| !filter.would_enable(it, &Level::INFO)));
    }
}
