//! Another program, stopped at the calls that concern its sockets.
//!
//! The one idea: Linux lets a parent stop its child at a call, look, and let it go on (`man 2 ptrace`), and lets the child
//! choose beforehand which calls those are (`man 2 seccomp`). Neither needs root. The order of registers, and the
//! instruction that makes a call, are the processor's: here those of x86-64.
//!
//! See it run: `netlab observe -- PROGRAM`.

pub mod calls;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod attach;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod cover;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod filter;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub mod forward;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod handed;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod inject;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod peer;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod request;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod spawn;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod status;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod stop;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod stops;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub use peer::{Kind, Peer};
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub use spawn::{Command, NotStarted};
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub use stop::{End, Stop, What};
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub use stops::Tracer;
