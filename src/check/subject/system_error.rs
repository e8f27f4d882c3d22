//! An error of the system, as a fact: its number, and what the system calls it.
//!
//! The one idea: an error crosses a pipe from the guard and a thread from its check, and is worded much later. Its
//! number says what it is in every language; its text is what this system says.
//!
//! See it run: `netlab check greeting-server -- no-such-program`.

use std::io;

use serde::{Deserialize, Serialize};

/// What a call of the system gave instead of success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SystemError {
    /// The system's own number; none where the error is the library's or ours.
    pub(crate) number: Option<i32>,
    /// As people say it: without its number, which differs between systems.
    pub(crate) text: String,
}

impl SystemError {
    pub(crate) fn of(error: &io::Error) -> SystemError {
        let text = error.to_string();
        let text = text.split(" (os error").next().unwrap_or_default();
        let mut chars = text.chars();
        let first = chars.next().into_iter().flat_map(char::to_lowercase);
        SystemError { number: error.raw_os_error(), text: first.chain(chars).collect() }
    }

    /// Whether what was asked for is not there, such as a program.
    pub(crate) fn is_missing(&self) -> bool {
        self.number
            .is_some_and(|number| io::Error::from_raw_os_error(number).kind() == io::ErrorKind::NotFound)
    }
}
