//! One system call of an observed thread, and what it returned.
//!
//! The one idea: the kernel takes six numbers and gives back one. Everything that is told of a program's sockets comes
//! out of these, and of what the numbers point to.
//!
//! See it run: `netlab observe --calls calls.jsonl -- PROGRAM`.

use serde::{Deserialize, Serialize};

use crate::event::{CallResult, ErrorCode, OsError};
use crate::kernel::tracer::calls::SysCall;

/// A call that a thread has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// Which one.
    pub act: SysCall,
    /// Its process.
    pub pid: u32,
    /// Its thread.
    pub tid: u32,
    /// Its arguments, as the registers hold them.
    pub args: [u64; 6],
    /// When it was begun, in microseconds of the monotonic clock.
    pub began_us: u64,
}

impl Call {
    /// An argument that is an `int`: the kernel looks at the low half of the register.
    pub(super) const fn int(&self, index: usize) -> u32 {
        self.args[index] as u32
    }

    /// The descriptor that it is made on: the first argument of nearly all.
    pub(super) const fn fd(&self) -> u32 {
        self.int(0)
    }
}

/// Whether the return of a call is worth another look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interest {
    /// Nothing more will come of it.
    LetGo,
    /// Its return tells something.
    Watch,
}

/// What a call returned: a number, or an error below 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned(pub i64);

impl Returned {
    /// The number, or the error.
    pub(super) fn result(self) -> CallResult {
        u64::try_from(self.0).map_err(|_negative| self.code())
    }

    /// A descriptor that is new; `None` after a failure.
    pub(super) fn descriptor(self) -> Option<u32> {
        u32::try_from(self.0).ok()
    }

    pub(super) fn is_ok(self) -> bool {
        self.0 >= 0
    }

    /// The error with its number.
    pub(super) fn error(self) -> Option<OsError> {
        (self.0 < 0).then(|| OsError { code: self.code(), os: i32::try_from(-self.0).ok() })
    }

    /// The call did not end: a signal came, and the kernel will begin it anew (`ERESTARTSYS` and its kin,
    /// `include/linux/errno.h`), or `EINTR`, which says nothing of the socket.
    pub(super) const fn is_interrupted(self) -> bool {
        matches!(-self.0, 4 | 512..=516)
    }

    fn code(self) -> ErrorCode {
        code_on_linux(i32::try_from(-self.0).unwrap_or(0))
    }
}

/// The name of an error number of Linux, whatever system reads the log of calls.
pub(super) fn code_on_linux(number: i32) -> ErrorCode {
    ON_LINUX.iter().find(|(known, _)| *known == number).map_or(ErrorCode::OTHER, |(_, code)| *code)
}

/// `include/uapi/asm-generic/errno.h`.
const ON_LINUX: &[(i32, ErrorCode)] = &[
    (1, ErrorCode::EPERM),
    (2, ErrorCode::ENOENT),
    (4, ErrorCode::EINTR),
    (9, ErrorCode::EBADF),
    (11, ErrorCode::EAGAIN),
    (12, ErrorCode::ENOMEM),
    (13, ErrorCode::EACCES),
    (14, ErrorCode::EFAULT),
    (19, ErrorCode::ENODEV),
    (22, ErrorCode::EINVAL),
    (23, ErrorCode::ENFILE),
    (24, ErrorCode::EMFILE),
    (32, ErrorCode::EPIPE),
    (71, ErrorCode::EPROTO),
    (88, ErrorCode::ENOTSOCK),
    (89, ErrorCode::EDESTADDRREQ),
    (90, ErrorCode::EMSGSIZE),
    (91, ErrorCode::EPROTOTYPE),
    (92, ErrorCode::ENOPROTOOPT),
    (93, ErrorCode::EPROTONOSUPPORT),
    (94, ErrorCode::ESOCKTNOSUPPORT),
    (95, ErrorCode::EOPNOTSUPP),
    (97, ErrorCode::EAFNOSUPPORT),
    (98, ErrorCode::EADDRINUSE),
    (99, ErrorCode::EADDRNOTAVAIL),
    (100, ErrorCode::ENETDOWN),
    (101, ErrorCode::ENETUNREACH),
    (102, ErrorCode::ENETRESET),
    (103, ErrorCode::ECONNABORTED),
    (104, ErrorCode::ECONNRESET),
    (105, ErrorCode::ENOBUFS),
    (106, ErrorCode::EISCONN),
    (107, ErrorCode::ENOTCONN),
    (110, ErrorCode::ETIMEDOUT),
    (111, ErrorCode::ECONNREFUSED),
    (112, ErrorCode::EHOSTDOWN),
    (113, ErrorCode::EHOSTUNREACH),
    (114, ErrorCode::EALREADY),
    (115, ErrorCode::EINPROGRESS),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_below_zero_is_an_error_with_its_name() {
        assert_eq!(Returned(7).result(), Ok(7));
        assert_eq!(Returned(-111).result(), Err(ErrorCode::ECONNREFUSED));
        assert_eq!(Returned(-999).result(), Err(ErrorCode::OTHER));
        assert!(Returned(-512).is_interrupted() && !Returned(-11).is_interrupted());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_numbers_are_those_of_linux() {
        for code in ErrorCode::all() {
            let Some(number) = code.number() else { continue };
            assert_eq!(code_on_linux(number), code);
        }
    }
}
