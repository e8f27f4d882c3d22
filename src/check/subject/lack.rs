//! What a judge can lack of this machine.
//!
//! The one idea: it is a fact inside of an error of the system, so that it goes the way of any other; its words are made
//! where it is reported.
//!
//! See it run: `netlab check` on Windows.

use std::io;

/// What a judge can lack of this machine. Its `Display` is for whoever develops netlab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum JudgeLack {
    /// No port from one number to another is free on every address.
    FreePort {
        /// The first.
        first: u16,
        /// The last.
        last: u16,
    },
    /// The system has no process groups.
    ProcessGroups,
    /// The system has no pseudo-terminals.
    PseudoTerminals,
}

impl From<JudgeLack> for io::Error {
    fn from(lack: JudgeLack) -> io::Error {
        let kind = match lack {
            JudgeLack::FreePort { .. } => io::ErrorKind::AddrNotAvailable,
            JudgeLack::ProcessGroups | JudgeLack::PseudoTerminals => io::ErrorKind::Unsupported,
        };
        io::Error::new(kind, lack)
    }
}
