//! The rules of datagrams: what can be asked for.
//!
//! The one idea: each datagram meets its own fate. It can be lost, come late, come twice, or be
//! overtaken; and neither end learns of it. It is never changed: UDP's checksum and IP would not let a damaged or
//! shortened one arrive, so none is offered here.
//!
//! To add a rule: a file beside this one, a field below, and a line in [`DatagramRules::build`] and in
//! the two lists after it; its name stands in `event/rule.rs`, its option in `cli`.
//!
//! See it run: `netlab impair --udp --to 8080 --loss 10%`.

use std::fmt;

use crate::event::{Rule, RuleSetting};
use crate::impair::chance::Origin;
use crate::impair::datagram::burst_loss::BurstLoss;
use crate::impair::datagram::duplicate::Duplicate;
use crate::impair::datagram::loss::Loss;
use crate::impair::datagram::mtu::Mtu;
use crate::impair::datagram::rate::DatagramRate;
use crate::impair::datagram::reorder::Reorder;
use crate::impair::datagram::rule::DatagramRule;
use crate::impair::delay::{Delay, Jitter};
use crate::impair::rule_set::{RuleFlaw, RuleSet};
use crate::impair::shared::{Busy, Shared};
use crate::impair::value::{Share, Size, Speed, Time};

/// What one direction of a session meets. The default changes nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DatagramRules {
    /// So many are lost, each by a chance of its own.
    pub loss: Option<Share>,
    /// They are lost in bursts.
    pub burst_loss: Option<BurstLoss>,
    /// So many arrive twice.
    pub duplicate: Option<Share>,
    /// So many are overtaken by the next one.
    pub reorder: Option<Share>,
    /// Every one leaves later by this time.
    pub delay: Option<Time>,
    /// Every one leaves later still, by a time from 0 to this one; so they overtake each other.
    pub jitter: Option<Time>,
    /// No more bytes leave in a second, counted with their IP and UDP headers.
    pub rate: Option<Speed>,
    /// The same, counted over all clients of the relay.
    pub link_rate: Option<Speed>,
    /// So many bytes may wait for that; what comes while they do is lost. `None` for 64 KiB.
    pub queue: Option<Size>,
    /// A larger packet, counted with its IP and UDP headers, vanishes.
    pub mtu: Option<Size>,
}

impl DatagramRules {
    /// The rules at work, in the order in which they are asked: a packet that is too large never reaches
    /// the others, and what is lost needs no time.
    pub(super) fn build(&self, origin: Origin, shared: &Shared) -> Vec<Box<dyn DatagramRule>> {
        fn boxed<R: DatagramRule + 'static>(rule: Option<R>) -> Option<Box<dyn DatagramRule>> {
            rule.map(|rule| Box::new(rule) as Box<dyn DatagramRule>)
        }
        let chance = |rule| origin.chance(rule);
        [
            boxed(self.mtu.map(Mtu)),
            boxed(self.loss.map(|share| Loss::new(share, chance(Rule::Loss)))),
            boxed(self.burst_loss.map(|model| model.start(chance(Rule::BurstLoss)))),
            boxed(self.duplicate.map(|share| Duplicate::new(share, chance(Rule::Duplicate)))),
            boxed(self.rate.map(|speed| DatagramRate::new(Rule::Rate, speed, self.queue, Busy::default()))),
            boxed(self.link_rate.map(|speed| {
                DatagramRate::new(Rule::LinkRate, speed, self.queue, shared.busy(origin.is_up))
            })),
            boxed(self.delay.map(Delay)),
            boxed(self.jitter.map(|most| Jitter::new(most, chance(Rule::Jitter)))),
            boxed(self.reorder.map(|share| Reorder::new(share, chance(Rule::Reorder)))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl RuleSet for DatagramRules {
    fn settings(&self) -> Vec<RuleSetting> {
        fn of(rule: Rule, value: Option<impl fmt::Display>) -> Option<RuleSetting> {
            value.map(|value| RuleSetting::of(rule, value))
        }
        [
            of(Rule::Loss, self.loss),
            of(Rule::BurstLoss, self.burst_loss),
            of(Rule::Duplicate, self.duplicate),
            of(Rule::Reorder, self.reorder),
            of(Rule::Delay, self.delay),
            of(Rule::Jitter, self.jitter),
            of(Rule::Rate, self.rate).map(|rate| rate.with(self.queue)),
            of(Rule::LinkRate, self.link_rate).map(|rate| rate.with(self.queue)),
            of(Rule::Mtu, self.mtu),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), RuleFlaw> {
        match name {
            "loss" => self.loss = Some(value.parse()?),
            "burst-loss" => self.burst_loss = Some(value.parse()?),
            "duplicate" => self.duplicate = Some(value.parse()?),
            "reorder" => self.reorder = Some(value.parse()?),
            "delay" => self.delay = Some(value.parse()?),
            "jitter" => self.jitter = Some(value.parse()?),
            "rate" => self.rate = Some(value.parse()?),
            "link-rate" => self.link_rate = Some(value.parse()?),
            "queue" => self.queue = Some(value.parse()?),
            "mtu" => self.mtu = Some(value.parse()?),
            _ => return Err(RuleFlaw::of(name)),
        }
        Ok(())
    }

    fn clear(&mut self, rule: Rule) {
        match rule {
            Rule::Loss => self.loss = None,
            Rule::BurstLoss => self.burst_loss = None,
            Rule::Duplicate => self.duplicate = None,
            Rule::Reorder => self.reorder = None,
            Rule::Delay => self.delay = None,
            Rule::Jitter => self.jitter = None,
            Rule::Rate => self.rate = None,
            Rule::LinkRate => self.link_rate = None,
            Rule::Mtu => self.mtu = None,
            Rule::Slice
            | Rule::Coalesce
            | Rule::StallAfter
            | Rule::Blackhole
            | Rule::ResetAfter
            | Rule::SlowClose
            | Rule::AcceptOnly => {}
        }
    }

    /// What is sent while a cable is out is lost: UDP does not send it again.
    fn flip_cable(&mut self) {
        let all = Some(Share(1.0));
        self.loss = if self.loss == all { None } else { all };
    }
}
