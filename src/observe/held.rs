//! Which descriptor of which process stands for which socket: the table, to be looked at.
//!
//! The one idea: whoever sees a thread wait in a call on descriptor 7 learns here what that is.
//!
//! See it run: "Who waits for whom", in the report of a failing check that was observed.

use serde::{Deserialize, Serialize};

use crate::observe::probe::Names;

/// A descriptor that stands for a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The process.
    pub pid: u32,
    /// Its number there.
    pub fd: u32,
    /// A stream, or datagrams.
    pub is_stream: bool,
    /// Connections are accepted from it.
    pub is_listening: bool,
    /// Its addresses.
    pub names: Names,
}
