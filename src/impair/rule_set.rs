//! What the rules of streams and those of datagrams have in common: they can be named and taken away.
//!
//! The one idea: two types keep apart what cannot be asked for; code that only shows rules, or switches one
//! off, need not know which of the two it holds.
//!
//! See it run: the keys of `netlab impair` in a terminal.

use std::fmt::Debug;

use serde::Deserialize;

use crate::event::{Rule, RuleSetting, RulesInForce};

/// The rules of one direction.
pub trait RuleSet: Clone + Debug + Default + PartialEq + Send + Sync + 'static {
    /// The rules in force.
    fn settings(&self) -> Vec<RuleSetting>;

    /// Takes a rule away; one that is not there stays so.
    fn clear(&mut self, rule: Rule);

    /// Pulls the cable out, or puts it in again where it is out already.
    fn flip_cable(&mut self);
}

/// The rules of each direction of a connection or session.
///
/// In a file they stand under `both`, `up` and `down`, as in `up.delay = "100ms"`; `both` holds for each
/// direction for which nothing else is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Written<R>", bound(deserialize = "R: RuleSet + Deserialize<'de>"))]
pub struct Directions<R> {
    /// From the client to the server.
    pub up: R,
    /// From the server to the client.
    pub down: R,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "R: Deserialize<'de>"))]
struct Written<R> {
    both: Option<R>,
    up: Option<R>,
    down: Option<R>,
}

impl<R: RuleSet> From<Written<R>> for Directions<R> {
    fn from(Written { both, up, down }: Written<R>) -> Self {
        Directions::of(both.as_ref(), up.as_ref(), down.as_ref())
    }
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

    #[test]
    fn rules_in_a_file_have_the_names_and_values_of_the_options() {
        fn check<R: RuleSet + serde::de::DeserializeOwned>(text: &str, expected: &str) {
            let rules: Directions<R> = toml::from_str(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(rules.settings().to_string(), expected);
        }
        check::<StreamRules>("", "none");
        check::<StreamRules>(
            "[both]\ndelay = '1s'\njitter = '2ms'\nrate = '1KiB/s'\nlink-rate = '2KiB/s'\nslice = '1..10'\n\
             coalesce = '5ms'\nstall-after = '10'\nstall-for = '1s'\nblackhole = true\nreset-after = '2s'\nslow-close = '3s'\n\
             accept-only = true",
            "delay=1s jitter=2ms rate=1KiB/s link-rate=2KiB/s slice=1..10 coalesce=5ms \
             stall-after=10 stall-for=1s blackhole reset-after=2s slow-close=3s accept-only",
        );
        check::<DatagramRules>(
            "[both]\nloss = '1%'\nburst-loss = '1%,25%'\nduplicate = '2%'\nreorder = '3%'\ndelay = '1s'\n\
             jitter = '2ms'\nrate = '1KiB/s'\nqueue = '4KiB'\nmtu = '1280'",
            "loss=1% burst-loss=1%,25%,100%,0% duplicate=2% reorder=3% delay=1s jitter=2ms \
             rate=1KiB/s queue=4KiB mtu=1280",
        );
        check::<StreamRules>("up.delay = '1s'", "up.delay=1s");
        check::<StreamRules>("down.delay = '1s'", "down.delay=1s");
        check::<StreamRules>("both.delay = '1s'\nup.jitter = '1s'", "up.jitter=1s down.delay=1s");
    }

    #[test]
    fn every_rule_can_be_taken_away() {
        let text = "delay = '1s'\njitter = '2ms'\nrate = '1KiB/s'\nlink-rate = '1KiB/s'\nslice = '1..10'\n\
            coalesce = '5ms'\nstall-after = '10'\nblackhole = true\nreset-after = '2s'\nslow-close = '3s'\naccept-only = true";
        let mut rules: StreamRules = toml::from_str(text).expect("rules");
        for (n_left, rule) in (0..Rule::ALL.len()).rev().zip(Rule::ALL) {
            rules.clear(*rule);
            assert!(
                rules.settings().iter().all(|left| left.rule != *rule) && rules.settings().len() <= n_left
            );
        }
        assert_eq!(rules, StreamRules::default());
    }
}
