//! Observed sockets: drop-in for the types of `tokio::net`.
//!
//! The one idea: one act, one event, one place. Each type wraps tokio's own, changes nothing that the
//! program can notice (same results, same order, same wake-ups) and states one [`crate::event::Event`]
//! for each completed call. Nothing is asked, copied or built unless a subscriber listens.
//! The one addition: [`TcpListener::bind`] listens with a backlog of [`BACKLOG`].
//!
//! See it run: replace `use tokio::net` by `use netlab::net` in your program, and call
//! `netlab::tell()` once.

mod descriptor;
mod relayed;
mod resolve;
pub mod tcp;
mod udp;
mod watch;

pub use resolve::{ToSocketAddrs, lookup_host};
pub use tcp::listener::{BACKLOG, TcpListener};
pub use tcp::socket::TcpSocket;
pub use tcp::stream::TcpStream;
pub use udp::socket::UdpSocket;
