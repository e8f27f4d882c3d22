//! What can fail of a file.
//!
//! The one idea: a file is named as it was given.

use std::path::PathBuf;

use crate::cli::desk::failure::cause::Cause;
use crate::impair::ScenarioError;
use crate::trace::TraceError;

/// Of a file.
#[derive(Debug)]
pub(crate) enum FileFailure {
    StdinNotRead(Cause),
    NotRecorded {
        path: PathBuf,
        cause: Cause,
        is_file: bool,
    },
    /// The record is not whole, or holds no event at all.
    RecordCut {
        path: PathBuf,
        cause: Cause,
        is_empty: bool,
    },
    /// `-` is standard input.
    TraceNotRead {
        path: PathBuf,
        cause: Cause,
    },
    NotATrace {
        path: PathBuf,
        error: TraceError,
    },
    PictureNotWritten {
        path: PathBuf,
        cause: Cause,
    },
    StarterNotWritten {
        path: PathBuf,
        cause: Cause,
    },
    PagesNotWritten {
        dir: PathBuf,
        cause: Cause,
    },
    ScenarioNotRead {
        path: PathBuf,
        cause: Cause,
    },
    ScenarioTooLong {
        path: PathBuf,
    },
    ScenarioNotUnderstood {
        path: PathBuf,
        error: ScenarioError,
    },
}
