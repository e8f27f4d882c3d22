//! Breaking a stream: its rules, and the relay that carries them out.
//!
//! The one idea: a connection is two directions, each with rules of its own. What a rule decides is carried out by a
//! link for one direction, a pump moves the bytes, and the relay keeps the ends as they are.
//!
//! See it run: `netlab impair --to 8080 --slice 1..10`.

mod blackhole;
mod coalesce;
mod delay;
#[cfg(test)]
mod law;
mod link;
mod pump;
mod rate;
mod relay;
mod reset_after;
mod rule;
mod rules;
mod slice;
mod slow_close;
mod stall_after;

pub use relay::relay_streams;
pub use reset_after::ResetAfter;
pub use rules::StreamRules;
pub use slice::Slice;
pub use stall_after::StallAfter;
