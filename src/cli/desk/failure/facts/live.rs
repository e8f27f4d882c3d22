//! What can fail of the page on which events appear.

use std::path::PathBuf;

use crate::cli::desk::failure::cause::Cause;

/// Of the page on which events appear.
#[derive(Debug)]
pub(crate) enum LiveFailure {
    /// Another one is there; its number, where the system tells it.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only there programs are heard"))]
    Taken { pid: Option<u32> },
    /// The folder for programs is not ours alone, or cannot be made.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only there programs are heard"))]
    Folder { path: PathBuf, cause: Cause },
    /// This system has no way in for programs.
    #[cfg_attr(unix, allow(dead_code, reason = "Unix has one"))]
    FilesOnly,
}
