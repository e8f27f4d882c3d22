//! The errors' names and numbers on Windows.
//!
//! The one idea: Winsock took over the names of Unix with three letters before them, and gave them
//! numbers of its own. A learner on Windows meets `WSAECONNREFUSED` and 10061, and finds both here on
//! every system.
//!
//! See it run: `netlab explain WSAECONNREFUSED`.

use crate::event::error_code::ErrorCode;
use crate::event::winsock_numbers as numbers;

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
    (ErrorCode::EFAULT, "WSAEFAULT", numbers::EFAULT),
    (ErrorCode::EHOSTDOWN, "WSAEHOSTDOWN", numbers::EHOSTDOWN),
    (ErrorCode::EHOSTUNREACH, "WSAEHOSTUNREACH", numbers::EHOSTUNREACH),
    (ErrorCode::EINPROGRESS, "WSAEINPROGRESS", numbers::EINPROGRESS),
    (ErrorCode::EINTR, "WSAEINTR", numbers::EINTR),
    (ErrorCode::EINVAL, "WSAEINVAL", numbers::EINVAL),
    (ErrorCode::EISCONN, "WSAEISCONN", numbers::EISCONN),
    (ErrorCode::EMFILE, "WSAEMFILE", numbers::EMFILE),
    (ErrorCode::EMSGSIZE, "WSAEMSGSIZE", numbers::EMSGSIZE),
    (ErrorCode::ENETDOWN, "WSAENETDOWN", numbers::ENETDOWN),
    (ErrorCode::ENETRESET, "WSAENETRESET", numbers::ENETRESET),
    (ErrorCode::ENETUNREACH, "WSAENETUNREACH", numbers::ENETUNREACH),
    (ErrorCode::ENFILE, "ERROR_TOO_MANY_OPEN_FILES", numbers::ENFILE),
    (ErrorCode::ENOBUFS, "WSAENOBUFS", numbers::ENOBUFS),
    (ErrorCode::ENODEV, "ERROR_DEV_NOT_EXIST", numbers::ENODEV),
    (ErrorCode::ENOENT, "ERROR_FILE_NOT_FOUND", numbers::ENOENT),
    (ErrorCode::ENOMEM, "ERROR_NOT_ENOUGH_MEMORY", numbers::ENOMEM),
    (ErrorCode::ENOPROTOOPT, "WSAENOPROTOOPT", numbers::ENOPROTOOPT),
    (ErrorCode::ENOTCONN, "WSAENOTCONN", numbers::ENOTCONN),
    (ErrorCode::ENOTSOCK, "WSAENOTSOCK", numbers::ENOTSOCK),
    (ErrorCode::EOPNOTSUPP, "WSAEOPNOTSUPP", numbers::EOPNOTSUPP),
    (ErrorCode::EPERM, "ERROR_PRIVILEGE_NOT_HELD", numbers::EPERM),
    (ErrorCode::EPIPE, "WSAESHUTDOWN", numbers::EPIPE),
    (ErrorCode::EPROTONOSUPPORT, "WSAEPROTONOSUPPORT", numbers::EPROTONOSUPPORT),
    (ErrorCode::EPROTOTYPE, "WSAEPROTOTYPE", numbers::EPROTOTYPE),
    (ErrorCode::ESOCKTNOSUPPORT, "WSAESOCKTNOSUPPORT", numbers::ESOCKTNOSUPPORT),
    (ErrorCode::ETIMEDOUT, "WSAETIMEDOUT", numbers::ETIMEDOUT),
    (ErrorCode::EAI_NONAME, "WSAHOST_NOT_FOUND", numbers::HOST_NOT_FOUND),
    (ErrorCode::EAI_AGAIN, "WSATRY_AGAIN", numbers::TRY_AGAIN),
    (ErrorCode::EAI_FAIL, "WSANO_RECOVERY", numbers::NO_RECOVERY),
    (ErrorCode::EAI_NONAME, "WSANO_DATA", numbers::NO_DATA),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_name_and_a_number_on_windows() {
        // EPROTO is of Unix, and of Node.
        let has_one = |code: &ErrorCode| !matches!(code, ErrorCode::OTHER | ErrorCode::EPROTO);
        for code in ErrorCode::all().filter(has_one) {
            let (_, name, number) = NAMED.iter().find(|(its, _, _)| *its == code).expect("each is named");
            assert_eq!(code_of(name), Some(code));
            assert_eq!(code_of(&number.to_string()), (*number >= 10_000).then_some(code));
        }
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        assert_eq!(code_of("wsaewouldblock"), Some(ErrorCode::EAGAIN));
        assert_eq!(code_of("WSAEWHATEVER"), None);
    }
}
