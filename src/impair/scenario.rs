//! A scenario: rules over time, from a file.
//!
//! The one idea: a link is not always bad. A scenario names its phases, so that what a program did can be
//! explained by what the link did to it at that time.
//!
//! ```toml
//! [[phase]]
//! name = "fine"
//! for = "10s"
//!
//! [[phase]]
//! name = "the cable is out"
//! for = "3s"
//! both.blackhole = true
//!
//! [[phase]]
//! name = "slow on the way back"
//! down.delay = "100ms"
//! ```
//!
//! The rules have the names and values of the command line's options. `both` holds for each direction for
//! which nothing is said under `up` or `down`. A phase without `for` lasts to the end, so only the last one
//! may be without it; after a last one with it, no rule holds, or with `repeat = true` the first one again.
//!
//! See it run: `netlab impair --to 8080 --scenario FILE`.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::impair::rule_set::{Directions, RuleSet};
use crate::impair::value::Time;

/// Rules over time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(bound = "R: RuleSet + DeserializeOwned")]
pub struct Scenario<R> {
    /// Whether the first phase follows the last one.
    #[serde(default)]
    pub repeat: bool,
    /// The phases, in their order; at least one.
    pub phase: Vec<Phase<R>>,
}

/// Some time under the same rules.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(bound = "R: RuleSet + DeserializeOwned")]
pub struct Phase<R> {
    /// What it is called.
    pub name: String,
    /// How long it lasts; `None` to the end.
    #[serde(default)]
    pub r#for: Option<Time>,
    /// The rules of both directions.
    #[serde(default)]
    both: Option<R>,
    #[serde(default)]
    up: Option<R>,
    #[serde(default)]
    down: Option<R>,
}

impl<R: RuleSet> Phase<R> {
    /// The rules of each direction.
    #[must_use]
    pub fn rules(&self) -> Directions<R> {
        Directions::of(self.both.as_ref(), self.up.as_ref(), self.down.as_ref())
    }
}

impl<R: RuleSet> Scenario<R> {
    /// What is wrong with the phases, though each line is right by itself; `None` if nothing is.
    #[must_use]
    pub fn flaw(&self) -> Option<String> {
        let Some((last, others)) = self.phase.split_last() else {
            return Some("it has no [[phase]]".to_owned());
        };
        if let Some(endless) = others.iter().find(|phase| phase.r#for.is_none()) {
            return Some(format!("phase {:?} has no `for`, so the next one never comes", endless.name));
        }
        if self.repeat && last.r#for.is_none() {
            return Some(format!("phase {:?} has no `for`, so nothing is repeated", last.name));
        }
        let total: Duration = self.phase.iter().filter_map(|phase| phase.r#for).map(|time| time.0).sum();
        (self.repeat && total.is_zero())
            .then(|| "its phases take no time, so they cannot be repeated".to_owned())
    }
}
