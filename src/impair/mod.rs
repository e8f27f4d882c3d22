//! Links that break on purpose: the rules, and the relays that carry them out.
//!
//! The one idea: what a stream can suffer and what datagrams can suffer are two types
//! ([`StreamRules`], [`DatagramRules`]), so the impossible cannot be asked for. A rule is a small
//! pure type, handed the time and its chance; a relay only carries out what the rules decide.
//!
//! See it run: `netlab impair --to 8080 --delay 100ms`.

mod chance;
mod datagram;
mod delay;
mod plan;
mod rule_set;
mod scenario;
mod shared;
mod stream;
mod value;

pub use chance::mixed;
pub use datagram::{BurstLoss, DatagramRules, MAX_SESSIONS, relay_datagrams};
pub use plan::{Control, InForce, Plan};
pub use rule_set::{Directions, RuleFlaw, RuleSet};
pub(crate) use rule_set::{RuleMistake, rules_of};
pub use scenario::{Phase, Scenario, ScenarioError};
pub use stream::{ResetAfter, Slice, StallAfter, StreamRules, relay_streams};
pub use value::{Share, Size, Speed, Time, ValueError, ValueKind, seconds};
