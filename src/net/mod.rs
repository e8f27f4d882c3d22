//! Observed sockets: drop-in for the types of `tokio::net`.
//!
//! The one idea: one act, one event, one place. Each type wraps tokio's own, changes nothing that the
//! program can notice (same results, same order, same wake-ups) and states one [`crate::event::Event`]
//! for each completed call. Nothing is asked, copied or built unless a subscriber listens.
//! The one addition: [`TcpListener::bind`] listens with a backlog of [`BACKLOG`].
//!
//! See it run: replace `use tokio::net` by `use netlab::net` in your program, and call
//! `netlab::tell()` once.

mod answers;
mod connect;
mod datagrams;
mod descriptor;
mod held;
mod listener;
mod relayed;
mod resolve;
mod socket;
mod stream;
mod stream_options;
pub mod tcp;
mod timed;
mod traffic;
mod udp;
mod udp_options;
mod udp_peek;
mod udp_receive;
mod watch;

pub use listener::{BACKLOG, TcpListener};
pub use resolve::{ToSocketAddrs, lookup_host};
pub use socket::TcpSocket;
pub use stream::TcpStream;
pub use udp::UdpSocket;
