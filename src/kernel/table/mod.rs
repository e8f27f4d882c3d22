//! The table of all sockets: what the kernel holds, and which programs hold it.
//!
//! The one idea: a socket is a thing in the kernel, not in a program. It may belong to one program, to
//! several, or (a connection in TIME_WAIT) to none, and the kernel tells all of this to any user.
//!
//! See it run: `netlab sockets`.

mod entry;
mod owner;
mod ports;
mod sockets;

#[cfg(target_os = "linux")]
pub mod diag;
#[cfg(not(target_os = "linux"))]
mod listed;
#[cfg(target_os = "linux")]
mod netlink;
#[cfg(target_os = "linux")]
pub mod proc_net;

pub use entry::{AcceptQueue, Datagrams, Entry, Holding, Stream, Timer, TimerKind};
pub use owner::{Owner, Owners};
pub use ports::Ports;
pub use sockets::{Source, Table, held_at, held_by, sockets, sockets_at};
#[cfg(target_os = "linux")]
pub use sockets::{by_proc_net, by_sock_diag};
