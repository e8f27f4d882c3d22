//! The kernel's own view of a socket: what its calls do not return, but can be asked.
//!
//! The one idea: the kernel keeps far more than a program sees: queues, a round-trip estimate, the
//! state of the connection. Asking costs a system call each, so it is done only when somebody wants it.
//!
//! See it run: `netlab -v tour`, on Linux.

#[cfg(target_os = "linux")]
pub mod asked;
pub mod batch;
pub mod child;
pub mod clock;
pub mod datagram;
pub mod holder;
pub mod interface;
pub mod limits;
pub mod process;
#[cfg(unix)]
pub mod session;
pub mod socket;
pub mod standard;
pub mod table;
pub mod terminal_mode;
pub mod waiting;
