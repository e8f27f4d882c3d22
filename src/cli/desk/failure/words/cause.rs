//! Causes that have no code in the catalogue: of files, and of our own parts.

use std::io;

use crate::check::JudgeLack;
use crate::files::FileTrouble;

/// What was found of a file.
pub(in crate::cli::desk::failure) const fn file_trouble(trouble: FileTrouble) -> &'static str {
    match trouble {
        FileTrouble::TooManyLinks => "too many levels of symbolic links",
        FileTrouble::LockHeld => "another netlab holds its lock",
    }
}

/// What the judge lacks here.
pub(in crate::cli::desk::failure) fn judge_lack(lack: JudgeLack) -> String {
    match lack {
        JudgeLack::FreePort { first, last } => format!("no free port from {first} to {last}"),
        JudgeLack::ProcessGroups => {
            "this system has no process groups; run the check on Linux or macOS".to_owned()
        }
        JudgeLack::PseudoTerminals => {
            "this system has no pseudo-terminals; run the check on Linux or macOS".to_owned()
        }
    }
}

/// What was read is no text.
pub(in crate::cli::desk::failure) const fn not_utf_8() -> &'static str {
    "it is not text in UTF-8"
}

/// What happens to files, and has no code here; `None` where the system's own words are as good.
pub(in crate::cli::desk::failure) const fn of_kind(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind as Is;
    Some(match kind {
        Is::NotFound => "no such file or directory",
        Is::PermissionDenied => "permission denied",
        Is::AlreadyExists => "file exists",
        Is::BrokenPipe => "broken pipe",
        Is::StorageFull => "no space left on device",
        Is::IsADirectory => "is a directory",
        Is::NotADirectory => "not a directory",
        Is::ReadOnlyFilesystem => "read-only file system",
        _ => return None,
    })
}
