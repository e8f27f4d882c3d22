//! Somebody else's program: its calls become events.
//!
//! The one idea: a program knows its sockets by what its calls return, so whoever sees the calls and their returns knows
//! as much. In here is only what follows from them; the calls are seen by [`crate::kernel::tracer`], or come from a
//! recorded log. What may be told obeys the same rules as for our own sockets ([`crate::event::SocketLife`]).
//!
//! See it run: `netlab observe -- python3 -m http.server 8080`.

mod call;
mod connecting;
mod datagrams;
mod descriptors;
mod family;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod follow;
mod held;
#[cfg(test)]
mod laws;
pub mod log;
mod machine;
mod making;
mod message;
mod moment;
mod options;
mod probe;
mod socket;
#[cfg(test)]
mod stage;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod stopped;
mod streams;
mod transfer;

pub use call::{Call, Interest, Returned};
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub use follow::{Audience, Following, Manner, News};
pub use held::Held;
pub use machine::Machine;
pub use moment::Wanted;
pub use probe::{Described, Names, Probe};
