//! Observed sockets: drop-in for the types of `tokio::net`.
//!
//! The one idea: one act, one event, one place. Each type wraps tokio's own, changes nothing that the
//! program can notice (same results, same order, same wake-ups) and states one [`crate::event::Event`]
//! for each completed call. Nothing is asked, copied or built unless a subscriber listens.
//! The one addition: [`TcpListener::bind`] listens with a backlog of [`BACKLOG`].
//!
//! What tokio has and is not here, or is otherwise:
//!
//! | of tokio | why not | instead |
//! |---|---|---|
//! | `FromRawFd`, `FromRawSocket` of [`TcpSocket`] | it is unsafe, and such code stands in one module alone | [`TcpSocket::from_std_stream`] |
//! | `AsRef<TcpStream>` of the halves | a half holds no stream of ours | they lend tokio's own; what is done through it is not told |
//! | [`ToSocketAddrs`] is tokio's | a name that is looked up is told | one of the same name, for the same types |
//! | Unix sockets, pipes | only TCP and UDP are observed | tokio's own |
//!
//! See it run: replace `use tokio::net` by `use netlab::net` in your program, and call
//! `netlab::tell()` once.

mod above;
mod descriptor;
mod relayed;
mod resolve;
pub mod tcp;
mod udp;
mod watch;

pub use above::Teller;
pub use resolve::{ToSocketAddrs, lookup_host};
pub use tcp::listener::{BACKLOG, TcpListener};
pub use tcp::socket::TcpSocket;
pub use tcp::stream::TcpStream;
pub use udp::socket::UdpSocket;
