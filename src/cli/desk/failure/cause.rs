//! Why the system did not do what it was asked for.
//!
//! The one idea: an error of the system has one meaning on every system, and many spellings. It is kept as its
//! code where it has one, and said in the same words everywhere.
//!
//! See it run: `netlab tcp-client 127.0.0.1:1`.

use std::io;

use crate::catalogue::{Lang, error_words};
use crate::check::JudgeLack;
use crate::cli::desk::failure::words::cause;
use crate::event::ErrorCode;
use crate::files::FileTrouble;

/// An error of the system, as far as it is told here.
#[derive(Debug)]
pub(crate) struct Cause {
    pub(super) code: ErrorCode,
    pub(super) kind: io::ErrorKind,
    /// Whether it has a number, so that it came from the kernel and not from a library.
    pub(super) is_numbered: bool,
    /// What one of our own parts says of it.
    pub(super) ours: Option<Ours>,
    said: String,
}

/// A trouble that one of our own parts found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ours {
    File(FileTrouble),
    Judge(JudgeLack),
}

impl Ours {
    fn of(error: &io::Error) -> Option<Ours> {
        let inside = error.get_ref()?;
        let file = inside.downcast_ref().copied().map(Ours::File);
        file.or_else(|| inside.downcast_ref().copied().map(Ours::Judge))
    }
}

impl From<&io::Error> for Cause {
    fn from(error: &io::Error) -> Cause {
        Cause {
            ours: Ours::of(error),
            code: ErrorCode::from_io(error),
            kind: error.kind(),
            is_numbered: error.raw_os_error().is_some(),
            said: error.to_string(),
        }
    }
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Cause {
        Cause::from(&error)
    }
}

impl Cause {
    /// Whether a name's address was not found, so that nobody was asked anything.
    pub(super) fn is_of_lookup(&self) -> bool {
        matches!(self.code, ErrorCode::EAI_NONAME | ErrorCode::EAI_AGAIN) || !self.is_numbered
    }

    /// As people say it: the same words on every system, in lower case and without its number.
    pub(super) fn words(&self, lang: Lang) -> String {
        match self.ours {
            Some(Ours::File(trouble)) => return cause::file_trouble(lang, trouble).to_owned(),
            Some(Ours::Judge(lack)) => return cause::judge_lack(lang, lack),
            None => {}
        }
        match self.code {
            ErrorCode::OTHER if self.is_numbered => {
                cause::of_kind(lang, self.kind).map_or_else(|| self.as_the_system_says(), str::to_owned)
            }
            ErrorCode::OTHER if self.kind == io::ErrorKind::TimedOut => {
                error_words(lang, ErrorCode::ETIMEDOUT).to_owned()
            }
            ErrorCode::OTHER if self.kind == io::ErrorKind::InvalidData => cause::not_utf_8(lang).to_owned(),
            ErrorCode::OTHER => self.as_the_system_says(),
            code => error_words(lang, code).to_owned(),
        }
    }

    fn as_the_system_says(&self) -> String {
        let text = self.said.split(" (os error").next().unwrap_or_default().trim_end_matches('.');
        let text = text.strip_prefix("failed to lookup address information: ").unwrap_or(text);
        let mut chars = text.chars();
        match (chars.next(), chars.clone().next()) {
            // The first of several capitals is no beginning of a sentence.
            (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
                first.to_lowercase().chain(chars).collect()
            }
            _ => text.to_owned(),
        }
    }
}

/// An error's words, where they are part of a report.
pub(crate) fn words(lang: Lang, error: &io::Error) -> String {
    Cause::from(error).words(lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_the_same_words_on_every_system() {
        for code in ErrorCode::all() {
            let words = error_words(Lang::English, code);
            assert!(words.starts_with(char::is_lowercase) && !words.ends_with('.'), "{code}: {words}");
        }
        let check = |error: io::Error, expected: &str| assert_eq!(words(Lang::English, &error), expected);
        check(io::Error::other("Name does not resolve."), "name or service not known");
        check(io::Error::other("The device is not ready."), "the device is not ready");
        check(io::Error::other("OS Error 10040 (unknown)."), "OS Error 10040 (unknown)");
        check(io::ErrorKind::TimedOut.into(), "connection timed out");
        check(
            io::Error::new(io::ErrorKind::TimedOut, FileTrouble::LockHeld),
            "another netlab holds its lock",
        );
        check(JudgeLack::FreePort { first: 1, last: 9 }.into(), "no free port from 1 to 9");
        #[cfg(unix)]
        {
            check(io::Error::from_raw_os_error(libc::ECONNREFUSED), "connection refused");
            check(io::Error::from_raw_os_error(libc::ENOENT), "no such file or directory");
            check(io::Error::from_raw_os_error(libc::ENOSPC), "no space left on device");
        }
    }
}
