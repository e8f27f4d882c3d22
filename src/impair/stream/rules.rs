//! The rules of a stream: what can be asked for.
//!
//! The one idea: a relay between two TCP connections cannot lose a segment, for both kernels would send it
//! again. It can decide *when* bytes leave and *how many at a time*, or cut the connection. So what
//! arrives is always the beginning of what was sent, in order.
//!
//! To add a rule: a file beside this one, a field below, and a line in [`StreamRules::build`] and in the
//! three lists after it; its name stands in `event/rule.rs`, its option in `cli`.
//!
//! See it run: `netlab impair --to 8080 --slice 1..10`.

use std::fmt;
use std::time::Duration;

use crate::event::{Rule, RuleSetting};
use crate::impair::chance::Origin;
use crate::impair::delay::{Delay, Jitter};
use crate::impair::rule_set::{RuleFlaw, RuleSet};
use crate::impair::shared::{Busy, MAX_BORROWED_BYTES, Shared};
use crate::impair::stream::blackhole::Blackhole;
use crate::impair::stream::coalesce::Coalesce;
use crate::impair::stream::rate::StreamRate;
use crate::impair::stream::reset_after::ResetAfter;
use crate::impair::stream::rule::StreamRule;
use crate::impair::stream::slice::Slice;
use crate::impair::stream::slow_close::SlowClose;
use crate::impair::stream::stall_after::StallAfter;
use crate::impair::value::{Speed, Time, flag};

/// What one direction of a connection meets. The default changes nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StreamRules {
    /// Everything leaves later by this time.
    pub delay: Option<Time>,
    /// Everything leaves later still, by a time from 0 to this one. The order stays.
    pub jitter: Option<Time>,
    /// No more bytes leave in a second.
    pub rate: Option<Speed>,
    /// No more bytes leave in a second, counted over all connections of the relay.
    pub link_rate: Option<Speed>,
    /// Bytes leave a few at a time.
    pub slice: Option<Slice>,
    /// Bytes are gathered for this time, and leave together.
    pub coalesce: Option<Time>,
    /// Nothing leaves for a while, each time so many bytes have left.
    pub stall_after: Option<StallAfter>,
    /// That while; `None` for good.
    pub stall_for: Option<Time>,
    /// Nothing moves and nothing is closed.
    pub blackhole: bool,
    /// Both connections are reset after so many bytes of this direction, or so much time.
    pub reset_after: Option<ResetAfter>,
    /// The end of the direction is passed on later by this time.
    pub slow_close: Option<Time>,
    /// The connection is accepted and then left alone. It concerns both directions, whichever has it.
    pub accept_only: bool,
}

impl StreamRules {
    /// The rules at work, in the order in which they are asked: first those that hold what comes in,
    /// then those that decide how it leaves.
    pub(super) fn build(&self, origin: Origin, now: Duration, shared: &Shared) -> Vec<Box<dyn StreamRule>> {
        fn boxed<R: StreamRule + 'static>(rule: Option<R>) -> Option<Box<dyn StreamRule>> {
            rule.map(|rule| Box::new(rule) as Box<dyn StreamRule>)
        }
        let stall = self.stall_after.map(|after| after.start(self.stall_for));
        let slice = self.slice.map(|slice| slice.start(origin.chance(Rule::Slice)));
        [
            boxed(self.coalesce.map(Coalesce::new)),
            boxed(self.delay.map(Delay)),
            boxed(self.jitter.map(|most| Jitter::new(most, origin.chance(Rule::Jitter)))),
            boxed(self.slow_close.map(SlowClose)),
            boxed(self.blackhole.then_some(Blackhole)),
            boxed(stall),
            boxed(self.reset_after.map(|after| after.start(now))),
            boxed(slice),
            boxed(self.rate.map(|speed| StreamRate::new(Rule::Rate, speed, Busy::default()))),
            boxed(
                self.link_rate.map(|speed| StreamRate::new(Rule::LinkRate, speed, shared.busy(origin.is_up))),
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl StreamRules {
    /// How much one direction may borrow for what is under way; `None` for as much as there is.
    ///
    /// Behind a rate no more is under way than it lets through while the delay lasts.
    pub(super) fn most_under_way(&self) -> Option<usize> {
        let length =
            [self.delay, self.jitter, self.coalesce].into_iter().flatten().map(|it| it.0).sum::<Duration>();
        if length.is_zero() {
            return Some(0);
        }
        let speed = [self.rate, self.link_rate].into_iter().flatten().map(|speed| speed.0).min()?;
        let n_bytes = u128::from(speed) * length.as_micros() / 1_000_000;
        Some(usize::try_from(n_bytes).unwrap_or(usize::MAX)).filter(|n_bytes| *n_bytes < MAX_BORROWED_BYTES)
    }
}

impl RuleSet for StreamRules {
    fn settings(&self) -> Vec<RuleSetting> {
        fn of(rule: Rule, value: Option<impl fmt::Display>) -> Option<RuleSetting> {
            value.map(|value| RuleSetting::of(rule, value))
        }
        let flag = |rule: Rule, is_on: bool| is_on.then(|| RuleSetting::on(rule));
        [
            of(Rule::Delay, self.delay),
            of(Rule::Jitter, self.jitter),
            of(Rule::Rate, self.rate),
            of(Rule::LinkRate, self.link_rate),
            of(Rule::Slice, self.slice),
            of(Rule::Coalesce, self.coalesce),
            of(Rule::StallAfter, self.stall_after).map(|stall| stall.with(self.stall_for)),
            flag(Rule::Blackhole, self.blackhole),
            of(Rule::ResetAfter, self.reset_after),
            of(Rule::SlowClose, self.slow_close),
            flag(Rule::AcceptOnly, self.accept_only),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), RuleFlaw> {
        match name {
            "delay" => self.delay = Some(value.parse()?),
            "jitter" => self.jitter = Some(value.parse()?),
            "rate" => self.rate = Some(value.parse()?),
            "link-rate" => self.link_rate = Some(value.parse()?),
            "slice" => self.slice = Some(value.parse()?),
            "coalesce" => self.coalesce = Some(value.parse()?),
            "stall-after" => self.stall_after = Some(value.parse()?),
            "stall-for" => self.stall_for = Some(value.parse()?),
            "blackhole" => self.blackhole = flag(value)?,
            "reset-after" => self.reset_after = Some(value.parse()?),
            "slow-close" => self.slow_close = Some(value.parse()?),
            "accept-only" => self.accept_only = flag(value)?,
            _ => return Err(RuleFlaw::of(name)),
        }
        Ok(())
    }

    fn clear(&mut self, rule: Rule) {
        match rule {
            Rule::Delay => self.delay = None,
            Rule::Jitter => self.jitter = None,
            Rule::Rate => self.rate = None,
            Rule::LinkRate => self.link_rate = None,
            Rule::Slice => self.slice = None,
            Rule::Coalesce => self.coalesce = None,
            Rule::StallAfter => (self.stall_after, self.stall_for) = (None, None),
            Rule::Blackhole => self.blackhole = false,
            Rule::ResetAfter => self.reset_after = None,
            Rule::SlowClose => self.slow_close = None,
            Rule::AcceptOnly => self.accept_only = false,
            Rule::Loss | Rule::BurstLoss | Rule::Duplicate | Rule::Reorder | Rule::Mtu => {}
        }
    }

    fn flip_cable(&mut self) {
        self.blackhole = !self.blackhole;
    }
}
