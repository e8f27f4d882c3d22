//! The errors that socket calls give, under their POSIX names on every system.
//!
//! The one idea: the number of an error differs between systems, its name does not. `ECONNREFUSED`
//! is 111 on Linux, 61 on macOS and 10061 on Windows; a trace, a lesson and a check speak of the name.
//!
//! See them run: `netlab explain ECONNREFUSED`.

use std::fmt;
use std::io;
use std::str::FromStr;

#[cfg(unix)]
use libc as os;

/// An error's name. [`ErrorCode::OTHER`] stands for anything outside this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are POSIX's own; the catalogue explains each")]
#[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "a reader looks for the POSIX spelling")]
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
    EHOSTUNREACH,
    EINPROGRESS,
    EINTR,
    EINVAL,
    EISCONN,
    EMFILE,
    EMSGSIZE,
    ENETDOWN,
    ENETUNREACH,
    ENFILE,
    ENOBUFS,
    ENOMEM,
    ENOPROTOOPT,
    ENOTCONN,
    ENOTSOCK,
    EOPNOTSUPP,
    EPERM,
    EPIPE,
    ETIMEDOUT,
    EAI_NONAME,
    EAI_AGAIN,
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
    (ErrorCode::EHOSTUNREACH, "EHOSTUNREACH", os::EHOSTUNREACH),
    (ErrorCode::EINPROGRESS, "EINPROGRESS", os::EINPROGRESS),
    (ErrorCode::EINTR, "EINTR", os::EINTR),
    (ErrorCode::EINVAL, "EINVAL", os::EINVAL),
    (ErrorCode::EISCONN, "EISCONN", os::EISCONN),
    (ErrorCode::EMFILE, "EMFILE", os::EMFILE),
    (ErrorCode::EMSGSIZE, "EMSGSIZE", os::EMSGSIZE),
    (ErrorCode::ENETDOWN, "ENETDOWN", os::ENETDOWN),
    (ErrorCode::ENETUNREACH, "ENETUNREACH", os::ENETUNREACH),
    (ErrorCode::ENFILE, "ENFILE", os::ENFILE),
    (ErrorCode::ENOBUFS, "ENOBUFS", os::ENOBUFS),
    (ErrorCode::ENOMEM, "ENOMEM", os::ENOMEM),
    (ErrorCode::ENOPROTOOPT, "ENOPROTOOPT", os::ENOPROTOOPT),
    (ErrorCode::ENOTCONN, "ENOTCONN", os::ENOTCONN),
    (ErrorCode::ENOTSOCK, "ENOTSOCK", os::ENOTSOCK),
    (ErrorCode::EOPNOTSUPP, "EOPNOTSUPP", os::EOPNOTSUPP),
    (ErrorCode::EPERM, "EPERM", os::EPERM),
    (ErrorCode::EPIPE, "EPIPE", os::EPIPE),
    (ErrorCode::ETIMEDOUT, "ETIMEDOUT", os::ETIMEDOUT),
];

/// Codes that have no number in `io::Error`: std keeps only the text of a failed name lookup.
const UNNUMBERED: &[(ErrorCode, &str)] = &[
    (ErrorCode::EAI_NONAME, "EAI_NONAME"),
    (ErrorCode::EAI_AGAIN, "EAI_AGAIN"),
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
        NUMBERED.iter().find(|(_, _, os)| *os == number).map_or(Self::OTHER, |(code, _, _)| *code)
    }

    /// The name of an error that a call returned.
    ///
    /// For a failed name lookup the message decides; its texts are those of `gai_strerror(3)`.
    #[must_use]
    pub fn from_io(error: &io::Error) -> Self {
        if let Some(number) = error.raw_os_error() {
            return Self::from_os(number);
        }
        let message = error.to_string();
        if message.contains("not known") || message.contains("No address associated") {
            return Self::EAI_NONAME;
        }
        if message.contains("Temporary failure") {
            return Self::EAI_AGAIN;
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
#[error("not the name of a socket error")]
pub struct UnknownCode;

impl FromStr for ErrorCode {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        named().find(|(_, name)| *name == text).map(|(code, _)| code).ok_or(UnknownCode)
    }
}

fn named() -> impl Iterator<Item = (ErrorCode, &'static str)> {
    NUMBERED.iter().map(|(code, name, _)| (*code, *name)).chain(UNNUMBERED.iter().copied())
}

/// The numbers of Winsock (WinSock2.h: `WSAEACCES` …) and, where it has none, of the Windows API.
#[cfg(windows)]
mod os {
    pub(super) const EACCES: i32 = 10013;
    pub(super) const EADDRINUSE: i32 = 10048;
    pub(super) const EADDRNOTAVAIL: i32 = 10049;
    pub(super) const EAFNOSUPPORT: i32 = 10047;
    pub(super) const EAGAIN: i32 = 10035;
    pub(super) const EALREADY: i32 = 10037;
    pub(super) const EBADF: i32 = 10009;
    pub(super) const ECONNABORTED: i32 = 10053;
    pub(super) const ECONNREFUSED: i32 = 10061;
    pub(super) const ECONNRESET: i32 = 10054;
    pub(super) const EDESTADDRREQ: i32 = 10039;
    pub(super) const EHOSTUNREACH: i32 = 10065;
    pub(super) const EINPROGRESS: i32 = 10036;
    pub(super) const EINTR: i32 = 10004;
    pub(super) const EINVAL: i32 = 10022;
    pub(super) const EISCONN: i32 = 10056;
    pub(super) const EMFILE: i32 = 10024;
    pub(super) const EMSGSIZE: i32 = 10040;
    pub(super) const ENETDOWN: i32 = 10050;
    pub(super) const ENETUNREACH: i32 = 10051;
    pub(super) const ENFILE: i32 = 4;
    pub(super) const ENOBUFS: i32 = 10055;
    pub(super) const ENOMEM: i32 = 8;
    pub(super) const ENOPROTOOPT: i32 = 10042;
    pub(super) const ENOTCONN: i32 = 10057;
    pub(super) const ENOTSOCK: i32 = 10038;
    pub(super) const EOPNOTSUPP: i32 = 10045;
    pub(super) const EPERM: i32 = 1314;
    pub(super) const EPIPE: i32 = 10058;
    pub(super) const ETIMEDOUT: i32 = 10060;
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
    fn an_unknown_name_is_told_from_a_resolver_that_cannot_answer() {
        let said = |text: &str| ErrorCode::from_io(&io::Error::other(text.to_owned()));
        assert_eq!(
            said("failed to lookup address information: Name or service not known"),
            ErrorCode::EAI_NONAME
        );
        assert_eq!(
            said("failed to lookup address information: Temporary failure in name resolution"),
            ErrorCode::EAI_AGAIN
        );
        assert_eq!(said("could not resolve to any address"), ErrorCode::OTHER);
    }
}
