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

use crate::catalogue::Lang;
use crate::cli::desk::failure::{Failure, FileFailure};
use crate::cli::desk::words::nothing_recorded;
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
    pub(crate) fn end(self, lang: Lang) -> Result<Option<String>, Failure> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_empty = kept.n_events == 0;
        if is_empty {
            // Should that fail, the file is there with its first line, and says so itself.
            let _ = std::fs::remove_file(&self.path);
        }
        match kept.failed.take() {
            Some(error) => {
                Err(FileFailure::RecordCut { path: self.path, cause: error.into(), is_empty }.into())
            }
            None => Ok(is_empty.then(|| nothing_recorded(lang, &escaped_path(&self.path)))),
        }
    }
}

fn cannot_record(path: &Path, error: &io::Error) -> Failure {
    let is_file = path.is_file();
    FileFailure::NotRecorded { path: path.to_owned(), cause: error.into(), is_file }.into()
}
