//! Chapter 3: datagrams, each sent alone, kept whole, and promised to nobody.
//!
//! The one idea: there is no connection, so nothing ends and nothing is known of the other side but what
//! it sends. A sender that wants to know whether anything arrived must ask, and count; a receiver that
//! wants to know what got lost needs numbers in the datagrams.
//!
//! See it run: `netlab udp-recv`, and `netlab udp-send 8080 hello` in another terminal.

mod numbered;
mod receiver;
mod report;
mod sender;

pub use numbered::{MIN_BYTES, Number};
pub use receiver::{Datagram, ReceiveOptions, Received, Reply, receive};
pub use report::{Flow, Flows};
pub use sender::{Answer, Payloads, Progress, SendOptions, Show, send};
