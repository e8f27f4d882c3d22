//! Breaking datagrams: their rules, and the relay that carries them out.
//!
//! The one idea: there is no connection, so the relay gives each client a session of its own, and each datagram in it
//! meets its own fate.
//!
//! See it run: `netlab impair --udp --to 8080 --loss 10%`.

mod burst_loss;
mod delay;
mod duplicate;
#[cfg(test)]
mod law;
mod link;
mod loss;
mod mtu;
mod rate;
mod relay;
mod reorder;
mod rule;
mod rules;
mod session;

pub use burst_loss::BurstLoss;
pub use relay::{MAX_SESSIONS, relay_datagrams};
pub use rules::DatagramRules;
