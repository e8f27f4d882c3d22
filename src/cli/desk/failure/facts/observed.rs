//! What can fail of a program that was to be observed.
//!
//! The one idea: that a program is not there, or may not be run, is the shell's answer too, and has its code.

use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::code::NOT_ASKED;

/// Of a program that was to be observed.
#[derive(Debug)]
#[cfg_attr(
    not(all(target_os = "linux", target_arch = "x86_64")),
    allow(dead_code, reason = "only there a program is observed")
)]
pub(crate) enum ObservedFailure {
    /// This system shows a program's calls to nobody but root, or netlab does not know this processor.
    #[cfg_attr(
        all(target_os = "linux", target_arch = "x86_64"),
        allow(dead_code, reason = "here programs are observed")
    )]
    OtherSystem,
    NotFound {
        program: String,
    },
    NotRun {
        program: String,
        cause: Cause,
    },
    /// The kernel does not let it be followed.
    NotFollowed {
        wall: Wall,
        cause: Cause,
    },
    NoProcess {
        pid: u32,
    },
    /// There is no process, or no pipe, to be had, or waiting failed.
    System(Cause),
    CallsNotWritten {
        path: std::path::PathBuf,
        cause: Cause,
    },
}

/// What stands between us and a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(all(target_os = "linux", target_arch = "x86_64")),
    allow(dead_code, reason = "only there a program is observed")
)]
pub(crate) enum Wall {
    /// The setting `kernel.yama.ptrace_scope`, with this value.
    Yama(u8),
    /// It is traced already, by this process.
    TracedBy(u32),
    /// It belongs to another user.
    OtherUser,
    /// A container, a sandbox, or a program that does not let itself be looked at.
    Unknown,
}

impl ObservedFailure {
    /// As a shell has it: 127 where a program is not found, 126 where it cannot be run.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            ObservedFailure::NotFound { .. } => 127,
            ObservedFailure::NotRun { .. } => 126,
            _ => NOT_ASKED,
        }
    }
}
