//! What the rules of streams and those of datagrams have in common: they can be named and taken away.
//!
//! The one idea: two types keep apart what cannot be asked for; code that only shows rules, or switches one
//! off, need not know which of the two it holds.
//!
//! See it run: the keys of `netlab impair` in a terminal.

use std::fmt::Debug;

use crate::event::{Rule, RuleSetting, RulesInForce};
use crate::impair::value::ValueError;
use crate::toml_file::Setting;

/// The rules of one direction.
pub trait RuleSet: Clone + Debug + Default + PartialEq + Send + Sync + 'static {
    /// The rules in force.
    fn settings(&self) -> Vec<RuleSetting>;

    /// Sets a rule, or what belongs to one, by its name and its value in words, as on the command line: `delay` and
    /// `100ms`. A rule without a value is set with `true`.
    ///
    /// # Errors
    /// [`RuleFlaw`], and nothing is changed.
    fn set(&mut self, name: &str, value: &str) -> Result<(), RuleFlaw>;

    /// Takes a rule away; one that is not there stays so.
    fn clear(&mut self, rule: Rule);

    /// Pulls the cable out, or puts it in again where it is out already.
    fn flip_cable(&mut self);
}

/// Why a rule cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleFlaw {
    /// There is no rule of this name.
    Unknown,
    /// The rule is of the other kind of traffic.
    Elsewhere(Rule),
    /// The value is none of this rule.
    Value(ValueError),
}

impl RuleFlaw {
    /// Of a name that is none of these rules.
    pub(super) fn of(name: &str) -> RuleFlaw {
        name.parse().map_or(RuleFlaw::Unknown, RuleFlaw::Elsewhere)
    }
}

impl From<ValueError> for RuleFlaw {
    fn from(error: ValueError) -> RuleFlaw {
        RuleFlaw::Value(error)
    }
}

/// A rule in a file that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleMistake {
    /// Its line, from 1.
    pub(crate) line: usize,
    pub(crate) name: String,
    pub(crate) flaw: RuleFlaw,
}

/// The rules that a table of a file sets.
pub(crate) fn rules_of<R: RuleSet>(settings: &[Setting]) -> Result<R, RuleMistake> {
    let mut rules = R::default();
    for Setting { name, value, line } in settings {
        let wrong = |flaw| RuleMistake { line: *line, name: name.clone(), flaw };
        rules.set(name, value).map_err(wrong)?;
    }
    Ok(rules)
}

/// The rules of each direction of a connection or session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Directions<R> {
    /// From the client to the server.
    pub up: R,
    /// From the server to the client.
    pub down: R,
}

impl<R: Clone> Directions<R> {
    /// The same for both.
    #[must_use]
    pub fn both(rules: R) -> Self {
        Directions { up: rules.clone(), down: rules }
    }
}

impl<R: RuleSet> Directions<R> {
    /// What holds for both, but for the direction for which something of its own is said.
    pub(super) fn of(both: Option<&R>, up: Option<&R>, down: Option<&R>) -> Self {
        let rules = |own: Option<&R>| own.or(both).cloned().unwrap_or_default();
        Directions { up: rules(up), down: rules(down) }
    }

    /// The rules in force, as a record keeps them.
    #[must_use]
    pub fn settings(&self) -> RulesInForce {
        RulesInForce { up: self.up.settings(), down: self.down.settings() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impair::{DatagramRules, StreamRules};

    /// Rules in the words of the command line.
    fn set<R: RuleSet>(words: &str) -> R {
        let mut rules = R::default();
        for word in words.split_whitespace() {
            let (name, value) = word.split_once('=').unwrap_or((word, "true"));
            rules.set(name, value).unwrap_or_else(|flaw| panic!("{word}: {flaw:?}"));
        }
        rules
    }

    const STREAM: &str = "delay=1s jitter=2ms rate=1KiB/s link-rate=2KiB/s slice=1..10 coalesce=5ms stall-after=10 \
        stall-for=1s blackhole reset-after=2s slow-close=3s accept-only";
    const DATAGRAM: &str = "loss=1% burst-loss=1%,25%,100%,0% duplicate=2% reorder=3% delay=1s jitter=2ms rate=1KiB/s \
        queue=4KiB mtu=1280";

    #[test]
    fn a_rule_is_set_by_the_words_that_a_record_keeps_of_it() {
        assert_eq!(Directions::both(set::<StreamRules>(STREAM)).settings().to_string(), STREAM);
        assert_eq!(Directions::both(set::<DatagramRules>(DATAGRAM)).settings().to_string(), DATAGRAM);
    }

    #[test]
    fn a_rule_that_cannot_be_set_is_told_with_its_reason() {
        let mut rules = StreamRules::default();
        assert_eq!(rules.set("zebra", "1s"), Err(RuleFlaw::Unknown));
        assert_eq!(rules.set("loss", "10%"), Err(RuleFlaw::Elsewhere(Rule::Loss)));
        let value = rules.set("delay", "100");
        assert!(matches!(value, Err(RuleFlaw::Value(error)) if error.found == "100"));
        assert_eq!(DatagramRules::default().set("slice", "5"), Err(RuleFlaw::Elsewhere(Rule::Slice)));
        assert_eq!(rules, StreamRules::default());
    }

    #[test]
    fn what_is_said_of_one_direction_goes_before_what_is_said_of_both() {
        let rules = |words: &str| Some(set::<StreamRules>(words));
        let (both, up) = (rules("delay=1s"), rules("jitter=1s"));
        let directions = Directions::of(both.as_ref(), up.as_ref(), None);
        assert_eq!(directions.settings().to_string(), "up.jitter=1s down.delay=1s");
    }

    #[test]
    fn every_rule_can_be_taken_away() {
        let mut rules: StreamRules = set(STREAM);
        for (n_left, rule) in (0..Rule::ALL.len()).rev().zip(Rule::ALL) {
            rules.clear(*rule);
            assert!(
                rules.settings().iter().all(|left| left.rule != *rule) && rules.settings().len() <= n_left
            );
        }
        assert_eq!(rules, StreamRules::default());
    }
}
