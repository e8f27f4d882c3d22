//! The errors' numbers on Windows, under the names of Unix.
//!
//! The one idea: they are plain numbers, so a learner on Linux can ask for them as well. Those of WinError.h,
//! which stand below 10000, belong to errors that Winsock has no number for.
//!
//! See it run: `netlab explain 10061`.

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
pub(super) const EFAULT: i32 = 10014;
pub(super) const EHOSTDOWN: i32 = 10064;
pub(super) const EHOSTUNREACH: i32 = 10065;
pub(super) const EINPROGRESS: i32 = 10036;
pub(super) const EINTR: i32 = 10004;
pub(super) const EINVAL: i32 = 10022;
pub(super) const EISCONN: i32 = 10056;
pub(super) const EMFILE: i32 = 10024;
pub(super) const EMSGSIZE: i32 = 10040;
pub(super) const ENETDOWN: i32 = 10050;
pub(super) const ENETRESET: i32 = 10052;
pub(super) const ENETUNREACH: i32 = 10051;
pub(super) const ENFILE: i32 = 4;
pub(super) const ENOBUFS: i32 = 10055;
pub(super) const ENODEV: i32 = 55;
pub(super) const ENOENT: i32 = 2;
pub(super) const ENOMEM: i32 = 8;
pub(super) const ENOPROTOOPT: i32 = 10042;
pub(super) const ENOTCONN: i32 = 10057;
pub(super) const ENOTSOCK: i32 = 10038;
pub(super) const EOPNOTSUPP: i32 = 10045;
pub(super) const EPERM: i32 = 1314;
pub(super) const EPIPE: i32 = 10058;
pub(super) const EPROTONOSUPPORT: i32 = 10043;
pub(super) const EPROTOTYPE: i32 = 10041;
pub(super) const ESOCKTNOSUPPORT: i32 = 10044;
pub(super) const ETIMEDOUT: i32 = 10060;

// A failed name lookup, which Windows numbers as it does every other error.
pub(super) const HOST_NOT_FOUND: i32 = 11001;
pub(super) const TRY_AGAIN: i32 = 11002;
pub(super) const NO_RECOVERY: i32 = 11003;
pub(super) const NO_DATA: i32 = 11004;
