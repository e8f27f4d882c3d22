//! One direction of a session under rules, without a socket and without a clock of its own.
//!
//! The one idea: datagrams wait in the order of the time at which they leave, not of the time at which
//! they came. That is all it takes for one to overtake another.
//!
//! See it run: `cargo test --test impair datagrams::`.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::event::Rule;
use crate::impair::chance::Origin;
use crate::impair::datagram::rule::{Datagram, DatagramRule, Verdict};
use crate::impair::datagram::rules::DatagramRules;
use crate::impair::shared::{MAX_BORROWED_BYTES, Shared};

/// What one direction holds of its own, in bytes with headers. More is borrowed; what comes while no more
/// can be had is lost.
pub(super) const OWN_BYTES: usize = 1024 * 1024;

/// What a rule did to a datagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DatagramTouch {
    /// The rule.
    pub(super) rule: Rule,
    /// How long the datagram is held back; `None` where it is lost, or goes on twice.
    pub(super) held: Option<Duration>,
}

/// One direction of one session.
#[derive(Debug)]
pub(super) struct DatagramLink {
    rules: Vec<Box<dyn DatagramRule>>,
    /// By the time at which each leaves, and the order in which they came.
    waiting: BTreeMap<Place, Bytes>,
    /// Those of them that leave as soon as a later one has.
    overtaken: Vec<Place>,
    n_taken: u64,
    n_held: usize,
    n_borrowed: usize,
    shared: Arc<Shared>,
    is_ipv6: bool,
}

/// When a datagram leaves, and how many came before it.
type Place = (Duration, u64);

impl DatagramLink {
    /// A direction that nothing has come through yet.
    #[must_use]
    pub(super) fn new(rules: &DatagramRules, origin: Origin, is_ipv6: bool, shared: Arc<Shared>) -> Self {
        DatagramLink {
            rules: rules.build(origin, &shared),
            waiting: BTreeMap::new(),
            overtaken: Vec::new(),
            n_taken: 0,
            n_held: 0,
            n_borrowed: 0,
            shared,
            is_ipv6,
        }
    }

    /// Puts other rules in the place of the present ones. What has its time to leave keeps it.
    pub(super) fn change(&mut self, rules: &DatagramRules, origin: Origin) {
        self.rules = rules.build(origin, &self.shared);
    }

    /// A datagram came in: it is judged, and waits for its time.
    pub(super) fn take(&mut self, now: Duration, payload: &Bytes, touched: &mut Vec<DatagramTouch>) {
        let datagram = Datagram::new(payload.len(), self.is_ipv6);
        let mut fates = vec![Fate { due: now, is_behind_next: false }];
        let mut last_hold = None;
        for rule in &mut self.rules {
            let mut after = Vec::with_capacity(fates.len());
            for fate in fates {
                let verdict = rule.judge(&datagram, fate.due);
                let held = match verdict {
                    Verdict::Delay(time) | Verdict::BehindNext(time) => Some(time),
                    Verdict::Pass | Verdict::Lose | Verdict::Twice => None,
                };
                if verdict != Verdict::Pass && held != Some(Duration::ZERO) {
                    touched.push(DatagramTouch { rule: rule.rule(), held });
                }
                last_hold = held.map(|_| rule.rule()).or(last_hold);
                match verdict {
                    Verdict::Lose => {}
                    Verdict::Pass => after.push(fate),
                    Verdict::Twice => after.extend([fate, fate]),
                    Verdict::Delay(time) => after.push(Fate { due: fate.due + time, ..fate }),
                    Verdict::BehindNext(time) => {
                        after.push(Fate { due: fate.due + time, is_behind_next: true });
                    }
                }
            }
            fates = after;
        }
        for fate in fates {
            self.keep(fate, datagram.packet_len, payload, last_hold, touched);
        }
    }

    fn keep(
        &mut self,
        fate: Fate,
        packet_len: usize,
        payload: &Bytes,
        last_hold: Option<Rule>,
        touched: &mut Vec<DatagramTouch>,
    ) {
        if let (Some(rule), false) = (last_hold, self.has_room(packet_len)) {
            touched.push(DatagramTouch { rule, held: None });
            self.shared.pool.fell_short();
            return;
        }
        self.n_held += packet_len;
        self.n_taken += 1;
        let place = (fate.due, self.n_taken);
        self.waiting.insert(place, payload.clone());
        if fate.is_behind_next {
            self.overtaken.push(place);
        }
    }

    /// Whether so much more can be held, of its own or borrowed.
    fn has_room(&mut self, packet_len: usize) -> bool {
        let n_missing = (self.n_held + packet_len).saturating_sub(OWN_BYTES + self.n_borrowed);
        if self.n_borrowed + n_missing <= MAX_BORROWED_BYTES {
            self.n_borrowed += self.shared.pool.borrow(n_missing);
        }
        self.n_held + packet_len <= OWN_BYTES + self.n_borrowed
    }

    /// The next datagram whose time has come; `None` while none is due.
    pub(super) fn leave(&mut self, now: Duration) -> Option<Bytes> {
        let first = self.waiting.first_entry().filter(|entry| entry.key().0 <= now)?;
        let (place, payload) = first.remove_entry();
        self.n_held -= Datagram::new(payload.len(), self.is_ipv6).packet_len;
        let n_spare = self.n_borrowed - self.n_borrowed.min(self.n_held.saturating_sub(OWN_BYTES));
        self.n_borrowed -= n_spare;
        self.shared.pool.give_back(n_spare);
        self.overtaken.retain(|one| *one != place);
        // Those that it has overtaken follow at once, in the order in which they came.
        for one in self.overtaken.extract_if(.., |one| one.1 < place.1) {
            if let Some(payload) = self.waiting.remove(&one) {
                self.waiting.insert((place.0, one.1), payload);
            }
        }
        Some(payload)
    }

    /// When the next one leaves; `None` while none waits.
    #[must_use]
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.waiting.first_key_value().map(|((due, _), _)| *due)
    }
}

impl Drop for DatagramLink {
    fn drop(&mut self) {
        self.shared.pool.give_back(self.n_borrowed);
    }
}

/// When one copy leaves.
#[derive(Debug, Clone, Copy)]
struct Fate {
    due: Duration,
    is_behind_next: bool,
}
