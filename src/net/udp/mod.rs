//! The observed datagram socket.
//!
//! The one idea: a datagram socket has no ends, only datagrams, each with an address of its own. So its file
//! is short, and what can be done with datagrams stands beside it: received, looked at, answered.
//!
//! See it run: `netlab udp-recv`, then `netlab udp-send 8080 hello`.

mod answers;
mod datagrams;
mod options;
mod peek;
mod receive;
pub(super) mod socket;
