//! The usual words for each error, as Linux says them.
//!
//! The one idea: systems word the same error differently, Windows in its user's language and with a full
//! stop. A learner who looks an error up needs one wording, so a name has its words here.
//!
//! See it run: `netlab -q tcp-client 127.0.0.1:1`.

use crate::event::ErrorCode;

/// The error in a few words: lower case, no final stop.
pub(crate) fn words(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::EACCES => "permission denied",
        ErrorCode::EADDRINUSE => "address already in use",
        ErrorCode::EADDRNOTAVAIL => "cannot assign requested address",
        ErrorCode::EAFNOSUPPORT => "address family not supported by protocol",
        ErrorCode::EAGAIN => "resource temporarily unavailable",
        ErrorCode::EALREADY => "operation already in progress",
        ErrorCode::EBADF => "bad file descriptor",
        ErrorCode::ECONNABORTED => "software caused connection abort",
        ErrorCode::ECONNREFUSED => "connection refused",
        ErrorCode::ECONNRESET => "connection reset by peer",
        ErrorCode::EDESTADDRREQ => "destination address required",
        ErrorCode::EFAULT => "bad address",
        ErrorCode::EHOSTDOWN => "host is down",
        ErrorCode::EHOSTUNREACH => "no route to host",
        ErrorCode::EINPROGRESS => "operation now in progress",
        ErrorCode::EINTR => "interrupted system call",
        ErrorCode::EINVAL => "invalid argument",
        ErrorCode::EISCONN => "transport endpoint is already connected",
        ErrorCode::EMFILE => "too many open files",
        ErrorCode::EMSGSIZE => "message too long",
        ErrorCode::ENETDOWN => "network is down",
        ErrorCode::ENETRESET => "network dropped connection on reset",
        ErrorCode::ENETUNREACH => "network is unreachable",
        ErrorCode::ENFILE => "too many open files in system",
        ErrorCode::ENOBUFS => "no buffer space available",
        ErrorCode::ENODEV => "no such device",
        ErrorCode::ENOENT => "no such file or directory",
        ErrorCode::ENOMEM => "cannot allocate memory",
        ErrorCode::ENOPROTOOPT => "protocol not available",
        ErrorCode::ENOTCONN => "transport endpoint is not connected",
        ErrorCode::ENOTSOCK => "socket operation on non-socket",
        ErrorCode::EOPNOTSUPP => "operation not supported",
        ErrorCode::EPERM => "operation not permitted",
        ErrorCode::EPIPE => "broken pipe",
        ErrorCode::EPROTO => "protocol error",
        ErrorCode::EPROTONOSUPPORT => "protocol not supported",
        ErrorCode::EPROTOTYPE => "protocol wrong type for socket",
        ErrorCode::ESOCKTNOSUPPORT => "socket type not supported",
        ErrorCode::ETIMEDOUT => "connection timed out",
        ErrorCode::EAI_NONAME => "name or service not known",
        ErrorCode::EAI_AGAIN => "temporary failure in name resolution",
        ErrorCode::EAI_FAIL => "non-recoverable failure in name resolution",
        ErrorCode::OTHER => "another error",
    }
}
