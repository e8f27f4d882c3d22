//! The learner's program, from outside: it is started, held, listened to, and ended.
//!
//! The one idea: only processes, terminals and the kernel's tables are touched here. What a program should do
//! is the affair of `play/`.
//!
//! See it run: `netlab check greeting-server -- false`.

pub(super) mod guard;
pub(super) mod keeper;
pub(super) mod known;
pub(super) mod lack;
pub(super) mod memory;
pub(super) mod observed;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(super) mod observer;
pub(super) mod orders;
pub(super) mod output;
pub(super) mod place;
pub(super) mod program;
pub(super) mod ready;
pub(super) mod seen;
pub(super) mod system_error;
