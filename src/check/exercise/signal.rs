//! The signals that a program can be sent.
//!
//! The one idea: a signal goes to the program and to all that it started, as a terminal sends it at Ctrl-C.
//!
//! See it run: the check `ends-in-order` of `lessons/08-chat-server/exercise.toml`.

use serde::{Deserialize, Serialize};

/// A signal to all processes of a subject, as a terminal sends it at Ctrl-C (`man 7 signal`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum GroupSignal {
    Hup,
    Int,
    Term,
    Kill,
    Stop,
    Cont,
    Usr1,
    Usr2,
}

impl GroupSignal {
    /// Those that an exercise may name; `KILL` has a deed of its own.
    pub(crate) const NAMED: [GroupSignal; 7] = [
        GroupSignal::Hup,
        GroupSignal::Int,
        GroupSignal::Term,
        GroupSignal::Stop,
        GroupSignal::Cont,
        GroupSignal::Usr1,
        GroupSignal::Usr2,
    ];

    /// As in `man 7 signal`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            GroupSignal::Hup => "SIGHUP",
            GroupSignal::Int => "SIGINT",
            GroupSignal::Term => "SIGTERM",
            GroupSignal::Kill => "SIGKILL",
            GroupSignal::Stop => "SIGSTOP",
            GroupSignal::Cont => "SIGCONT",
            GroupSignal::Usr1 => "SIGUSR1",
            GroupSignal::Usr2 => "SIGUSR2",
        }
    }
}
