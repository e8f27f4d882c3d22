//! The rules in force, which may change while a relay runs.
//!
//! The one idea: those that change the rules (a key, a scenario) and those that follow them (every connection)
//! share one value; each follower looks at it when it hears that it has changed.
//!
//! See it run: `netlab impair --to 8080 --delay 1s`, then press `d` in its terminal.

use std::sync::Arc;

use tokio::sync::watch;

use crate::event::Event;
use crate::impair::chance::Origin;
use crate::impair::rule_set::{Directions, RuleSet};
use crate::impair::shared::Shared;

/// The rules of a relay, as they are and as they will be.
#[derive(Debug, Clone)]
pub struct Plan<R> {
    seed: u64,
    now: watch::Receiver<InForce<R>>,
    shared: Arc<Shared>,
}

/// The hand that changes a plan. Dropped, it leaves the rules as they are.
#[derive(Debug)]
pub struct Control<R> {
    now: watch::Sender<InForce<R>>,
    shared: Arc<Shared>,
}

/// What holds at one moment.
#[derive(Debug, Clone)]
pub struct InForce<R> {
    /// The scenario's phase; `None` where there is no scenario.
    pub phase: Option<String>,
    /// The rules.
    pub rules: Directions<R>,
    /// How often they have changed.
    pub n_changes: u64,
    /// The relay is about to end: what is held is let go, and nothing more is taken in.
    pub(super) is_closing: bool,
}

impl<R: RuleSet> Plan<R> {
    /// Rules that stay as they are. The same seed makes the same decisions about the same traffic.
    #[must_use]
    pub fn fixed(seed: u64, rules: Directions<R>) -> Self {
        Plan::changing(seed, None, rules).0
    }

    /// Rules that begin like this, in the phase of this name, and the hand that changes them.
    #[must_use]
    pub fn changing(seed: u64, phase: Option<String>, rules: Directions<R>) -> (Self, Control<R>) {
        let start = InForce { phase, rules, n_changes: 0, is_closing: false };
        let (sender, now) = watch::channel(start);
        let shared = Arc::<Shared>::default();
        (Plan { seed, now, shared: Arc::clone(&shared) }, Control { now: sender, shared })
    }

    /// The rules in force.
    #[must_use]
    pub fn in_force(&self) -> InForce<R> {
        self.now.borrow().clone()
    }

    /// What all chance begins with.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The rules in force, which count as seen from now on.
    pub(super) fn look(&mut self) -> InForce<R> {
        self.now.borrow_and_update().clone()
    }

    /// Waits until they change; for ever where they cannot change any more.
    ///
    /// # Cancel safety
    /// No change is missed.
    pub(super) async fn changed(&mut self) {
        if self.now.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Whether they have changed since they were last looked at.
    pub(super) fn has_changed(&self) -> bool {
        self.now.has_changed().unwrap_or(false)
    }

    /// Where the chance of one direction comes from.
    pub(super) fn origin(&self, ordinal: u64, is_up: bool, n_changes: u64) -> Origin {
        Origin { seed: self.seed, ordinal, is_up, n_changes }
    }

    /// What all that follow this plan share.
    pub(super) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    /// A plan of the relay's own, which follows this one and can be closed.
    pub(super) fn own(&mut self) -> (Self, Control<R>) {
        let (sender, now) = watch::channel(self.look());
        let shared = || Arc::clone(&self.shared);
        (Plan { seed: self.seed, now, shared: shared() }, Control { now: sender, shared: shared() })
    }
}

impl<R: RuleSet> InForce<R> {
    /// Whether it is not worth an event.
    pub(super) fn is_nothing(&self) -> bool {
        self.phase.is_none() && self.rules == Directions::both(R::default())
    }

    /// The event that tells of it.
    pub(super) fn fill(&self, event: Event<'static>) -> Event<'static> {
        let (option, name) = (self.rules.settings().to_string(), self.phase.clone());
        Event { option: Some(option.into()), name: name.map(Into::into), ..event }
    }
}

impl<R: RuleSet> Control<R> {
    /// Puts these rules into force, in the phase of this name.
    pub fn set(&self, phase: Option<String>, rules: Directions<R>) {
        self.now.send_modify(|now| {
            *now = InForce { phase, rules, n_changes: now.n_changes + 1, is_closing: now.is_closing };
        });
    }

    /// The rules in force.
    #[must_use]
    pub fn in_force(&self) -> InForce<R> {
        self.now.borrow().clone()
    }

    /// Waits until more would be under way than a relay holds, so that a delay slows down as well.
    ///
    /// # Cancel safety
    /// It is not missed.
    pub async fn is_full(&self) {
        self.shared.pool.short().await;
    }

    /// Puts into force what another plan has.
    pub(super) fn follow(&self, in_force: InForce<R>) {
        self.now.send_replace(in_force);
    }

    /// Tells all followers that the relay is about to end.
    pub(super) fn close(&self) {
        self.now.send_modify(|now| now.is_closing = true);
    }
}
