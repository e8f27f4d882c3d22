//! The errors' names and numbers on Windows.
//!
//! The one idea: Winsock took over the names of Unix with three letters before them, and gave them
//! numbers of its own. A learner on Windows meets `WSAECONNREFUSED` and 10061, and finds both here on
//! every system.
//!
//! See it run: `netlab explain WSAECONNREFUSED`.

use crate::event::ErrorCode;

/// Code, and its name and number in WinSock2.h; where that has none, in WinError.h.
const NAMED: &[(ErrorCode, &str, i32)] = &[
    (ErrorCode::EACCES, "WSAEACCES", numbers::EACCES),
    (ErrorCode::EADDRINUSE, "WSAEADDRINUSE", numbers::EADDRINUSE),
    (ErrorCode::EADDRNOTAVAIL, "WSAEADDRNOTAVAIL", numbers::EADDRNOTAVAIL),
    (ErrorCode::EAFNOSUPPORT, "WSAEAFNOSUPPORT", numbers::EAFNOSUPPORT),
    (ErrorCode::EAGAIN, "WSAEWOULDBLOCK", numbers::EAGAIN),
    (ErrorCode::EALREADY, "WSAEALREADY", numbers::EALREADY),
    (ErrorCode::EBADF, "WSAEBADF", numbers::EBADF),
    (ErrorCode::ECONNABORTED, "WSAECONNABORTED", numbers::ECONNABORTED),
    (ErrorCode::ECONNREFUSED, "WSAECONNREFUSED", numbers::ECONNREFUSED),
    (ErrorCode::ECONNRESET, "WSAECONNRESET", numbers::ECONNRESET),
    (ErrorCode::EDESTADDRREQ, "WSAEDESTADDRREQ", numbers::EDESTADDRREQ),
    (ErrorCode::EHOSTUNREACH, "WSAEHOSTUNREACH", numbers::EHOSTUNREACH),
    (ErrorCode::EINPROGRESS, "WSAEINPROGRESS", numbers::EINPROGRESS),
    (ErrorCode::EINTR, "WSAEINTR", numbers::EINTR),
    (ErrorCode::EINVAL, "WSAEINVAL", numbers::EINVAL),
    (ErrorCode::EISCONN, "WSAEISCONN", numbers::EISCONN),
    (ErrorCode::EMFILE, "WSAEMFILE", numbers::EMFILE),
    (ErrorCode::EMSGSIZE, "WSAEMSGSIZE", numbers::EMSGSIZE),
    (ErrorCode::ENETDOWN, "WSAENETDOWN", numbers::ENETDOWN),
    (ErrorCode::ENETUNREACH, "WSAENETUNREACH", numbers::ENETUNREACH),
    (ErrorCode::ENFILE, "ERROR_TOO_MANY_OPEN_FILES", numbers::ENFILE),
    (ErrorCode::ENOBUFS, "WSAENOBUFS", numbers::ENOBUFS),
    (ErrorCode::ENOMEM, "ERROR_NOT_ENOUGH_MEMORY", numbers::ENOMEM),
    (ErrorCode::ENOPROTOOPT, "WSAENOPROTOOPT", numbers::ENOPROTOOPT),
    (ErrorCode::ENOTCONN, "WSAENOTCONN", numbers::ENOTCONN),
    (ErrorCode::ENOTSOCK, "WSAENOTSOCK", numbers::ENOTSOCK),
    (ErrorCode::EOPNOTSUPP, "WSAEOPNOTSUPP", numbers::EOPNOTSUPP),
    (ErrorCode::EPERM, "ERROR_PRIVILEGE_NOT_HELD", numbers::EPERM),
    (ErrorCode::EPIPE, "WSAESHUTDOWN", numbers::EPIPE),
    (ErrorCode::ETIMEDOUT, "WSAETIMEDOUT", numbers::ETIMEDOUT),
    (ErrorCode::EAI_NONAME, "WSAHOST_NOT_FOUND", 11001),
    (ErrorCode::EAI_AGAIN, "WSATRY_AGAIN", 11002),
    (ErrorCode::EAI_NONAME, "WSANO_DATA", 11004),
];

/// The code that stands for a name or number of Windows, as in `WSAECONNREFUSED` or `10061`.
///
/// Numbers below 10000 are left to the system at hand, which has its own.
#[must_use]
pub fn code_of(text: &str) -> Option<ErrorCode> {
    let number = text.parse::<i32>().ok().filter(|number| *number >= 10_000);
    let is_it = |name: &str, its: i32| name.eq_ignore_ascii_case(text) || number == Some(its);
    NAMED.iter().find(|(_, name, its)| is_it(name, *its)).map(|(code, _, _)| *code)
}

/// The code of a failed name lookup, which Windows numbers as it does every other error.
#[must_use]
#[cfg_attr(not(windows), allow(dead_code, reason = "elsewhere a failed lookup has no number"))]
pub(super) fn lookup_code(number: i32) -> Option<ErrorCode> {
    let mut lookups = NAMED.iter().filter(|(_, _, its)| *its > 11_000);
    lookups.find(|(_, _, its)| *its == number).map(|(code, _, _)| *code)
}

/// The numbers, under the names of Unix.
pub(super) mod numbers {
    pub(in crate::event) const EACCES: i32 = 10013;
    pub(in crate::event) const EADDRINUSE: i32 = 10048;
    pub(in crate::event) const EADDRNOTAVAIL: i32 = 10049;
    pub(in crate::event) const EAFNOSUPPORT: i32 = 10047;
    pub(in crate::event) const EAGAIN: i32 = 10035;
    pub(in crate::event) const EALREADY: i32 = 10037;
    pub(in crate::event) const EBADF: i32 = 10009;
    pub(in crate::event) const ECONNABORTED: i32 = 10053;
    pub(in crate::event) const ECONNREFUSED: i32 = 10061;
    pub(in crate::event) const ECONNRESET: i32 = 10054;
    pub(in crate::event) const EDESTADDRREQ: i32 = 10039;
    pub(in crate::event) const EHOSTUNREACH: i32 = 10065;
    pub(in crate::event) const EINPROGRESS: i32 = 10036;
    pub(in crate::event) const EINTR: i32 = 10004;
    pub(in crate::event) const EINVAL: i32 = 10022;
    pub(in crate::event) const EISCONN: i32 = 10056;
    pub(in crate::event) const EMFILE: i32 = 10024;
    pub(in crate::event) const EMSGSIZE: i32 = 10040;
    pub(in crate::event) const ENETDOWN: i32 = 10050;
    pub(in crate::event) const ENETUNREACH: i32 = 10051;
    pub(in crate::event) const ENFILE: i32 = 4;
    pub(in crate::event) const ENOBUFS: i32 = 10055;
    pub(in crate::event) const ENOMEM: i32 = 8;
    pub(in crate::event) const ENOPROTOOPT: i32 = 10042;
    pub(in crate::event) const ENOTCONN: i32 = 10057;
    pub(in crate::event) const ENOTSOCK: i32 = 10038;
    pub(in crate::event) const EOPNOTSUPP: i32 = 10045;
    pub(in crate::event) const EPERM: i32 = 1314;
    pub(in crate::event) const EPIPE: i32 = 10058;
    pub(in crate::event) const ETIMEDOUT: i32 = 10060;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_name_and_a_number_on_windows() {
        for code in ErrorCode::all().filter(|code| *code != ErrorCode::OTHER) {
            let (_, name, number) = NAMED.iter().find(|(its, _, _)| *its == code).expect("each is named");
            assert_eq!(code_of(name), Some(code));
            assert_eq!(code_of(&number.to_string()), (*number >= 10_000).then_some(code));
        }
    }

    #[test]
    fn a_name_without_an_address_and_a_silent_resolver_are_told_apart_by_number() {
        let check = |number, expected| assert_eq!(lookup_code(number), expected, "{number}");
        check(11_001, Some(ErrorCode::EAI_NONAME));
        check(11_002, Some(ErrorCode::EAI_AGAIN));
        check(11_004, Some(ErrorCode::EAI_NONAME));
        check(10_061, None);
        assert_eq!(code_of("wsaewouldblock"), Some(ErrorCode::EAGAIN));
        assert_eq!(code_of("WSAEWHATEVER"), None);
    }
}
