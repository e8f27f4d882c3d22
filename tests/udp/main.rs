//! The datagram programs: `udp-send`, `udp-recv`, `udp-blast`.

#[path = "../common/mod.rs"]
mod common;

mod blast;
mod narration;
mod recv;
mod send;
