//! What `netlab observe` is given.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::desk::no_value::within;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(short, long, value_name = "PID", conflicts_with = "command", value_parser = within::<u32>(1..=MAX_PID))]
    pub(super) pid: Option<u32>,

    #[arg(long, value_enum, value_name = "WHAT", default_value = "refuse")]
    pub(super) io_uring: IoUring,

    #[arg(long, value_name = "FILE")]
    pub(super) calls: Option<PathBuf>,

    #[arg(last = true, value_name = "CMD", required_unless_present = "pid")]
    pub(super) command: Vec<OsString>,
}

/// What becomes of a program's wish for `io_uring`, whose work cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum IoUring {
    Refuse,
    Allow,
}

/// The greatest number that a process can have on any Linux (`PID_MAX_LIMIT`).
const MAX_PID: u64 = 4_194_304;
