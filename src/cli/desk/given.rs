//! What was given to be sent: bytes that need not be text.
//!
//! The one idea: a system hands over arguments as bytes, and netlab has no say in most of them. Only what it
//! knows itself (an address, a number, a lesson's name) must be text. A text to be sent goes out as it was
//! typed, byte by byte; the names of files and programs are the system's own, and stay as they are too.
//!
//! See it run: `netlab layers $'\xc4\xe3'`.

use std::ffi::OsString;

/// A text that is to be sent, whatever its bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given(Vec<u8>);

impl Given {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl From<OsString> for Given {
    #[cfg(unix)]
    fn from(typed: OsString) -> Given {
        Given(std::os::unix::ffi::OsStringExt::into_vec(typed))
    }

    /// Elsewhere arguments are no bytes: what is sent is the UTF-8 of their characters.
    #[cfg(not(unix))]
    fn from(typed: OsString) -> Given {
        Given(typed.to_string_lossy().into_owned().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use clap::{Command, CommandFactory};

    use crate::cli::arguments::Cli;

    /// The arguments of a command, and of those below it, that must be text.
    fn texts(command: &Command) -> Vec<String> {
        let own =
            command.get_arguments().filter(|it| it.get_value_parser().type_id() == TypeId::of::<String>());
        let own = own.map(|it| format!("{} {}", command.get_name(), it.get_id()));
        own.chain(command.get_subcommands().flat_map(texts)).collect()
    }

    #[test]
    fn only_what_netlab_knows_by_name_must_be_text() {
        let expected = [
            "tcp-client server_name",
            "chat-client name",
            "chat-client server_name",
            "lesson which",
            "start which",
            "check which",
            "check check",
            "solution which",
            "reset which",
            "explain word",
            "man topic",
            "help topic",
        ];
        assert_eq!(texts(&Cli::command()), expected);
    }
}
