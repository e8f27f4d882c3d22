//! The errors that socket calls give, under their POSIX names on every system.
//!
//! The one idea: the number of an error differs between systems, its name does not. `ECONNREFUSED`
//! is 111 on Linux, 61 on macOS and 10061 on Windows; a trace, a lesson and a check speak of the name.
//!
//! See them run: `netlab explain ECONNREFUSED`.

use std::fmt;
use std::io;
use std::str::FromStr;

#[cfg(any(windows, test))]
use crate::event::winsock_numbers;
#[cfg(windows)]
use crate::event::winsock_numbers as os;
#[cfg(unix)]
use libc as os;

/// An error's name. [`ErrorCode::OTHER`] stands for anything outside this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are POSIX's own; the catalogue explains each")]
#[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "a reader looks for the POSIX spelling")]
#[non_exhaustive]
pub enum ErrorCode {
    EACCES,
    EADDRINUSE,
    EADDRNOTAVAIL,
    EAFNOSUPPORT,
    EAGAIN,
    EALREADY,
    EBADF,
    ECONNABORTED,
    ECONNREFUSED,
    ECONNRESET,
    EDESTADDRREQ,
    EFAULT,
    EHOSTDOWN,
    EHOSTUNREACH,
    EINPROGRESS,
    EINTR,
    EINVAL,
    EISCONN,
    EMFILE,
    EMSGSIZE,
    ENETDOWN,
    ENETRESET,
    ENETUNREACH,
    ENFILE,
    ENOBUFS,
    ENODEV,
    ENOENT,
    ENOMEM,
    ENOPROTOOPT,
    ENOTCONN,
    ENOTSOCK,
    EOPNOTSUPP,
    EPERM,
    EPIPE,
    EPROTO,
    EPROTONOSUPPORT,
    EPROTOTYPE,
    ESOCKTNOSUPPORT,
    ETIMEDOUT,
    EAI_NONAME,
    EAI_AGAIN,
    EAI_FAIL,
    OTHER,
}

/// Code, name, and the number that this system gives it.
const NUMBERED: &[(ErrorCode, &str, i32)] = &[
    (ErrorCode::EACCES, "EACCES", os::EACCES),
    (ErrorCode::EADDRINUSE, "EADDRINUSE", os::EADDRINUSE),
    (ErrorCode::EADDRNOTAVAIL, "EADDRNOTAVAIL", os::EADDRNOTAVAIL),
    (ErrorCode::EAFNOSUPPORT, "EAFNOSUPPORT", os::EAFNOSUPPORT),
    (ErrorCode::EAGAIN, "EAGAIN", os::EAGAIN),
    (ErrorCode::EALREADY, "EALREADY", os::EALREADY),
    (ErrorCode::EBADF, "EBADF", os::EBADF),
    (ErrorCode::ECONNABORTED, "ECONNABORTED", os::ECONNABORTED),
    (ErrorCode::ECONNREFUSED, "ECONNREFUSED", os::ECONNREFUSED),
    (ErrorCode::ECONNRESET, "ECONNRESET", os::ECONNRESET),
    (ErrorCode::EDESTADDRREQ, "EDESTADDRREQ", os::EDESTADDRREQ),
    (ErrorCode::EFAULT, "EFAULT", os::EFAULT),
    (ErrorCode::EHOSTDOWN, "EHOSTDOWN", os::EHOSTDOWN),
    (ErrorCode::EHOSTUNREACH, "EHOSTUNREACH", os::EHOSTUNREACH),
    (ErrorCode::EINPROGRESS, "EINPROGRESS", os::EINPROGRESS),
    (ErrorCode::EINTR, "EINTR", os::EINTR),
    (ErrorCode::EINVAL, "EINVAL", os::EINVAL),
    (ErrorCode::EISCONN, "EISCONN", os::EISCONN),
    (ErrorCode::EMFILE, "EMFILE", os::EMFILE),
    (ErrorCode::EMSGSIZE, "EMSGSIZE", os::EMSGSIZE),
    (ErrorCode::ENETDOWN, "ENETDOWN", os::ENETDOWN),
    (ErrorCode::ENETRESET, "ENETRESET", os::ENETRESET),
    (ErrorCode::ENETUNREACH, "ENETUNREACH", os::ENETUNREACH),
    (ErrorCode::ENFILE, "ENFILE", os::ENFILE),
    (ErrorCode::ENOBUFS, "ENOBUFS", os::ENOBUFS),
    (ErrorCode::ENODEV, "ENODEV", os::ENODEV),
    (ErrorCode::ENOENT, "ENOENT", os::ENOENT),
    (ErrorCode::ENOMEM, "ENOMEM", os::ENOMEM),
    (ErrorCode::ENOPROTOOPT, "ENOPROTOOPT", os::ENOPROTOOPT),
    (ErrorCode::ENOTCONN, "ENOTCONN", os::ENOTCONN),
    (ErrorCode::ENOTSOCK, "ENOTSOCK", os::ENOTSOCK),
    (ErrorCode::EOPNOTSUPP, "EOPNOTSUPP", os::EOPNOTSUPP),
    (ErrorCode::EPERM, "EPERM", os::EPERM),
    (ErrorCode::EPIPE, "EPIPE", os::EPIPE),
    #[cfg(unix)]
    (ErrorCode::EPROTO, "EPROTO", os::EPROTO),
    (ErrorCode::EPROTONOSUPPORT, "EPROTONOSUPPORT", os::EPROTONOSUPPORT),
    (ErrorCode::EPROTOTYPE, "EPROTOTYPE", os::EPROTOTYPE),
    (ErrorCode::ESOCKTNOSUPPORT, "ESOCKTNOSUPPORT", os::ESOCKTNOSUPPORT),
    (ErrorCode::ETIMEDOUT, "ETIMEDOUT", os::ETIMEDOUT),
];

/// Codes that have no number in `io::Error`: std keeps only the text of a failed name lookup.
const UNNUMBERED: &[(ErrorCode, &str)] = &[
    // Windows has no such error; Node tells of it there, too.
    #[cfg(not(unix))]
    (ErrorCode::EPROTO, "EPROTO"),
    (ErrorCode::EAI_NONAME, "EAI_NONAME"),
    (ErrorCode::EAI_AGAIN, "EAI_AGAIN"),
    (ErrorCode::EAI_FAIL, "EAI_FAIL"),
    (ErrorCode::OTHER, "OTHER"),
];

impl ErrorCode {
    /// Every code; [`ErrorCode::OTHER`] comes last.
    pub fn all() -> impl Iterator<Item = Self> {
        named().map(|(code, _)| code)
    }

    /// The code's name, as in `ECONNREFUSED`.
    ///
    /// # Panics
    /// Never: each variant stands in one of the two tables, and a test says so.
    #[must_use]
    pub fn name(self) -> &'static str {
        let (_, name) = named().find(|(code, _)| *code == self).expect("every code is in a table");
        name
    }

    /// The name of an operating system's error number (`errno`; on Windows, Winsock's).
    #[must_use]
    pub fn from_os(number: i32) -> Self {
        #[cfg(windows)]
        if let Some(code) = failed_lookup(number) {
            return code;
        }
        NUMBERED.iter().find(|(_, _, os)| *os == number).map_or(Self::OTHER, |(code, _, _)| *code)
    }

    /// The number that this system gives it; `None` where it has none.
    #[must_use]
    pub fn number(self) -> Option<i32> {
        NUMBERED.iter().find(|(code, ..)| *code == self).map(|(_, _, number)| *number)
    }

    /// The name of an error that a call returned.
    ///
    /// For a failed name lookup the message decides: its texts are those of `gai_strerror(3)` in glibc,
    /// musl and the BSDs.
    #[must_use]
    pub fn from_io(error: &io::Error) -> Self {
        if let Some(number) = error.raw_os_error() {
            return Self::from_os(number);
        }
        let message = error.to_string().to_lowercase();
        let says = |texts: &[&str]| texts.iter().any(|text| message.contains(text));
        if says(&["not known", "no address associated", "does not resolve", "no usable address"]) {
            return Self::EAI_NONAME;
        }
        if says(&["temporary failure", "lookup address information: try again"]) {
            return Self::EAI_AGAIN;
        }
        if says(&["non-recoverable failure", "non-recoverable error"]) {
            return Self::EAI_FAIL;
        }
        Self::OTHER
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The text is no error's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown error code")]
pub struct UnknownCode;

impl FromStr for ErrorCode {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        named().find(|(_, name)| *name == text).map(|(code, _)| code).ok_or(UnknownCode)
    }
}

/// The code of a name lookup that failed on Windows; elsewhere such a failure has no number.
#[cfg(any(windows, test))]
fn failed_lookup(number: i32) -> Option<ErrorCode> {
    match number {
        winsock_numbers::HOST_NOT_FOUND | winsock_numbers::NO_DATA => Some(ErrorCode::EAI_NONAME),
        winsock_numbers::TRY_AGAIN => Some(ErrorCode::EAI_AGAIN),
        winsock_numbers::NO_RECOVERY => Some(ErrorCode::EAI_FAIL),
        _ => None,
    }
}

fn named() -> impl Iterator<Item = (ErrorCode, &'static str)> {
    NUMBERED.iter().map(|(code, name, _)| (*code, *name)).chain(UNNUMBERED.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_again_by_its_name_and_number() {
        for code in ErrorCode::all() {
            assert_eq!(code.name().parse(), Ok(code));
        }
        for (code, _, number) in NUMBERED {
            assert_eq!(ErrorCode::from_io(&io::Error::from_raw_os_error(*number)), *code);
        }
        assert_eq!(ErrorCode::all().last(), Some(ErrorCode::OTHER));
        assert_eq!(ErrorCode::all().count(), ErrorCode::OTHER as usize + 1);
    }

    #[test]
    fn a_name_without_an_address_and_a_silent_resolver_are_told_apart_by_number() {
        let check = |number, expected| assert_eq!(failed_lookup(number), expected, "{number}");
        check(11_001, Some(ErrorCode::EAI_NONAME));
        check(11_002, Some(ErrorCode::EAI_AGAIN));
        check(11_003, Some(ErrorCode::EAI_FAIL));
        check(11_004, Some(ErrorCode::EAI_NONAME));
        check(10_061, None);
    }

    #[test]
    fn an_unknown_name_is_told_from_a_resolver_that_cannot_answer() {
        let check = |text: &str, expected| {
            let error = io::Error::other(format!("failed to lookup address information: {text}"));
            assert_eq!(ErrorCode::from_io(&error), expected, "{text}");
        };
        check("Name or service not known", ErrorCode::EAI_NONAME);
        check("No address associated with hostname", ErrorCode::EAI_NONAME);
        check("nodename nor servname provided, or not known", ErrorCode::EAI_NONAME);
        check("Name does not resolve", ErrorCode::EAI_NONAME);
        check("Name has no usable address", ErrorCode::EAI_NONAME);
        check("no address associated with name", ErrorCode::EAI_NONAME);
        check("Temporary failure in name resolution", ErrorCode::EAI_AGAIN);
        check("Try again", ErrorCode::EAI_AGAIN);
        check("Non-recoverable failure in name resolution", ErrorCode::EAI_FAIL);
        let none = io::Error::other("could not resolve to any address");
        assert_eq!(ErrorCode::from_io(&none), ErrorCode::OTHER);
    }
}
