//! `--record`: a new trace file, from its first line to the program's end.
//!
//! The one idea: a record that tells of nothing is no record. Where not one event could be written, the
//! file goes again, so that the same command can be given once more.
//!
//! See it run: `netlab --record run.jsonl tcp-server`.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::cli::desk::failure::{Failure, NOT_ASKED, words};
use crate::cli::desk::shell::quoted;
use crate::files::Begun;
use crate::terminal::escaped_path;
use crate::trace::{Header, Kept, Recorder};

/// A record that is being written.
pub(crate) struct Record {
    path: PathBuf,
    kept: Arc<Mutex<Kept>>,
}

impl Record {
    /// Makes the file, and the subscriber that writes to it.
    pub(crate) fn begin(
        path: &Path,
        header: Header,
        max_data_bytes: usize,
    ) -> Result<(Record, Recorder<File>), Failure> {
        let cannot = |error: io::Error| cannot_record(path, &error);
        let (begun, file) = Begun::new(path).map_err(cannot)?;
        let recorder = Recorder::new(header, file, max_data_bytes).map_err(cannot)?;
        begun.keep();
        Ok((Record { path: path.to_owned(), kept: recorder.kept() }, recorder))
    }

    /// What there is to say of it at the program's end.
    ///
    /// # Errors
    /// [`Failure`] where it is not whole.
    pub(crate) fn end(self) -> Result<Option<String>, Failure> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_empty = kept.n_events == 0;
        if is_empty {
            // Should that fail, the file is there with its first line, and says so itself.
            let _ = std::fs::remove_file(&self.path);
        }
        let path = escaped_path(&self.path);
        let Some(error) = kept.failed.take() else {
            return Ok(
                is_empty.then(|| format!("note: no socket did anything, so there is no record {path}"))
            );
        };
        let short = if is_empty { "could not be written" } else { "is not whole" };
        Err(Failure::new(NOT_ASKED, format!("the record {path} {short}: {}", words(&error)))
            .with_hint("the program itself ran to its end"))
    }
}

fn cannot_record(path: &Path, error: &io::Error) -> Failure {
    let failure =
        Failure::new(NOT_ASKED, format!("cannot record to {}: {}", escaped_path(path), words(error)));
    match error.kind() {
        io::ErrorKind::AlreadyExists if path.is_file() => failure.with_hint(format!(
            "a record is never written over; choose another name, or: rm {}",
            quoted(path)
        )),
        io::ErrorKind::AlreadyExists => failure.with_hint("a record is a new file; choose another name"),
        io::ErrorKind::NotFound => failure.with_hint("its directory must exist already"),
        _ => failure.with_hint("choose a place where you may write, as in: --record /tmp/run.jsonl"),
    }
}
