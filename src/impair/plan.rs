//! The rules in force, which may change while a relay runs.
//!
//! The one idea: those that change the rules (a key, a scenario) and those that follow them (every connection)
//! share one value; each follower looks at it when it hears that it has changed.
//!
//! See it run: `netlab impair --to 8080 --delay 1s`, then press `d` in its terminal.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

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

/// A wait for a change of rules that is begun once and lasts, however often it is asked for.
///
/// Whoever moves bytes waits a hundred thousand times a second, and rules change now and then. To begin a
/// wait each time would cost more than all else that is decided about a byte.
pub(super) struct Change {
    waiting: Pin<Box<dyn Future<Output = ()> + Send>>,
    /// Who will be woken by it.
    woken: Option<Waker>,
}

impl Change {
    /// Waits for the change of `plan`, from which this was made. Asked again by the same task, it costs two
    /// comparisons.
    ///
    /// # Cancel safety
    /// No change is missed. Once it has returned, it must be made anew, behind a look at the plan.
    pub(super) fn poll<R: RuleSet>(&mut self, plan: &Plan<R>, cx: &mut Context<'_>) -> Poll<()> {
        if plan.has_changed() {
            return Poll::Ready(());
        }
        // Whatever changes from here on wakes the one that has asked before.
        if self.woken.as_ref().is_some_and(|woken| woken.will_wake(cx.waker())) {
            return Poll::Pending;
        }
        self.woken = Some(cx.waker().clone());
        self.waiting.as_mut().poll(cx)
    }
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

    /// A wait for the next change from what was last looked at.
    pub(super) fn next_change(&self) -> Change {
        let mut now = self.now.clone();
        let waiting = async move {
            if now.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        Change { waiting: Box::pin(waiting), woken: None }
    }

    /// Whether they have changed since they were last looked at.
    pub(super) fn has_changed(&self) -> bool {
        // Where nobody can change them any more, they may still have changed before.
        self.now.has_changed().unwrap_or_else(|_| self.now.borrow().has_changed())
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use super::*;
    use crate::impair::stream::StreamRules;

    /// A task that counts how often it is woken.
    #[derive(Default)]
    struct Task(AtomicUsize);

    impl Wake for Task {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    impl Task {
        fn n_woken(&self) -> usize {
            self.0.load(Ordering::Relaxed)
        }
    }

    #[test]
    fn whoever_asked_last_is_woken_by_a_change_however_long_ago_that_was() {
        let rules = Directions::<StreamRules>::default();
        let (mut plan, control) = Plan::changing(1, None, rules.clone());
        plan.look();
        let tasks = [Arc::<Task>::default(), Arc::<Task>::default()];
        let wakers = tasks.clone().map(Waker::from);
        let mut change = plan.next_change();
        for n_before in 0..2 {
            for waker in [&wakers[0], &wakers[1], &wakers[1], &wakers[1]] {
                assert!(change.poll(&plan, &mut Context::from_waker(waker)).is_pending());
            }
            control.set(None, rules.clone());
            assert_eq!(tasks[1].n_woken(), n_before + 1);
            assert!(change.poll(&plan, &mut Context::from_waker(&wakers[1])).is_ready());
            plan.look();
            change = plan.next_change();
        }
    }

    #[test]
    fn a_change_by_a_hand_that_is_gone_is_not_missed() {
        let (mut plan, control) = Plan::changing(1, None, Directions::<StreamRules>::default());
        plan.look();
        let (mut change, nobody) = (plan.next_change(), &mut Context::from_waker(Waker::noop()));
        assert!(change.poll(&plan, nobody).is_pending());
        control.close();
        drop(control);
        assert!(change.poll(&plan, nobody).is_ready());
        plan.look();
        change = plan.next_change();
        assert!(change.poll(&plan, nobody).is_pending(), "and none comes after it");
    }
}
