//! The kernel's own view of a socket: what its calls do not return, but can be asked.
//!
//! The one idea: the kernel keeps far more than a program sees: queues, a round-trip estimate, the
//! state of the connection. Asking costs a system call each, so it is done only when somebody wants it.
//!
//! See it run: `netlab -v tour`, on Linux.

#[cfg(target_os = "linux")]
pub mod asked;
#[cfg(feature = "cli")]
pub mod batch;
#[cfg(feature = "cli")]
pub mod child;
pub mod clock;
pub mod datagram;
#[cfg(all(unix, feature = "cli"))]
pub mod group;
#[cfg(feature = "cli")]
pub mod holder;
#[cfg(feature = "cli")]
pub mod interface;
#[cfg(feature = "cli")]
pub mod limits;
#[cfg(all(unix, feature = "cli"))]
pub mod neighbour;
#[cfg(feature = "cli")]
pub mod process;
#[cfg(all(unix, feature = "cli"))]
pub mod session;
pub mod socket;
pub mod standard;
#[cfg(feature = "cli")]
pub mod table;
#[cfg(feature = "cli")]
pub mod terminal_ground;
#[cfg(feature = "cli")]
pub mod terminal_mode;
#[cfg(feature = "cli")]
pub mod tracer;
#[cfg(test)]
mod until;
#[cfg(feature = "cli")]
pub mod waiting;
#[cfg(feature = "cli")]
pub mod waits;
