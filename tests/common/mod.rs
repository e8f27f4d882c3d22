//! What the tests of several programs use: programs under test, peers, terminals, scenes, ports.
//!
//! The one idea: each folder beside this one is one test program, and has all of this once.

#![allow(dead_code, reason = "each test program uses its own part of this")]

#[cfg(unix)]
pub(crate) mod busy;
pub(crate) mod crowd;
#[cfg(target_os = "linux")]
pub(crate) mod desk;
pub(crate) mod golden;
pub(crate) mod heard;
pub(crate) mod home;
pub(crate) mod lease;
#[cfg(unix)]
pub(crate) mod line;
pub(crate) mod needed;
pub(crate) mod peer;
#[cfg(unix)]
pub(crate) mod program;
pub(crate) mod queue;
#[cfg(unix)]
pub(crate) mod relay;
pub(crate) mod room;
pub(crate) mod scene;
#[cfg(target_os = "linux")]
pub(crate) mod screen;
#[cfg(target_os = "linux")]
pub(crate) mod states;
#[cfg(unix)]
pub(crate) mod terminal;
#[cfg(unix)]
pub(crate) mod waits;
