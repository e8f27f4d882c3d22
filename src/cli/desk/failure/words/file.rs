//! What is said of a file that could not be read, written or understood.

use std::io;
use std::path::Path;

use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::FileFailure;
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::scenario;
use crate::cli::desk::shell::quoted;
use crate::terminal::{escaped, escaped_path};
use crate::trace::TraceError;

pub(super) fn words_of(failure: &FileFailure) -> Words {
    Words { message: message(failure), hint: hint(failure) }
}

fn message(failure: &FileFailure) -> String {
    let written =
        |path: &Path, cause: &Cause| format!("cannot write {}: {}", escaped_path(path), cause.words());
    match failure {
        FileFailure::StdinNotRead(cause) => format!("cannot read standard input: {}", cause.words()),
        FileFailure::NotRecorded { path, cause, .. } => {
            format!("cannot record to {}: {}", escaped_path(path), cause.words())
        }
        FileFailure::RecordCut { path, cause, is_empty: true } => {
            format!("the record {} could not be written: {}", escaped_path(path), cause.words())
        }
        FileFailure::RecordCut { path, cause, .. } => {
            format!("the record {} is not whole: {}", escaped_path(path), cause.words())
        }
        FileFailure::TraceNotRead { path, cause } => format!("cannot read {}: {}", name(path), cause.words()),
        FileFailure::NotATrace { path, error } => {
            format!("{} is not a trace: {}", name(path), escaped(error.to_string().as_bytes()))
        }
        FileFailure::PictureNotWritten { path, cause } | FileFailure::StarterNotWritten { path, cause } => {
            written(path, cause)
        }
        FileFailure::PagesNotWritten { dir, cause } => {
            format!("cannot write the manual pages to {}: {}", escaped_path(dir), cause.words())
        }
        FileFailure::ScenarioNotRead { path, cause } => {
            format!("cannot read {}: {}", escaped_path(path), cause.words())
        }
        FileFailure::ScenarioTooLong { path } => {
            format!("cannot read {}: it is larger than 1 MiB", escaped_path(path))
        }
        FileFailure::ScenarioNotUnderstood { path, error } => {
            scenario::words_of(&escaped_path(path), error).message
        }
    }
}

fn hint(failure: &FileFailure) -> Option<String> {
    let text = match failure {
        FileFailure::StdinNotRead(_) => "what was read before may have been sent; nothing after it was",
        FileFailure::NotRecorded { path, cause, is_file } => return Some(record_hint(path, cause, *is_file)),
        FileFailure::RecordCut { .. } => "the program itself ran to its end",
        FileFailure::NotATrace { error: TraceError::Utf16, .. } => {
            "--record FILE writes UTF-8 whatever the shell does"
        }
        FileFailure::TraceNotRead { .. } | FileFailure::NotATrace { .. } => {
            "a trace is made by any netlab program with --record FILE, as in: netlab --record run.jsonl tour"
        }
        FileFailure::PictureNotWritten { .. } => "choose a place where you may write, as in: -o /tmp/run.svg",
        FileFailure::StarterNotWritten { cause, .. } if cause.kind == io::ErrorKind::AlreadyExists => {
            "your work is never written over; name another directory"
        }
        FileFailure::StarterNotWritten { .. } => {
            "name a directory where you may write: netlab start 2 /tmp/greeting"
        }
        FileFailure::PagesNotWritten { .. } => "the directory must be there, and yours to write in",
        FileFailure::ScenarioNotRead { .. } | FileFailure::ScenarioTooLong { .. } => return None,
        FileFailure::ScenarioNotUnderstood { path, error } => {
            return scenario::words_of(&escaped_path(path), error).hint;
        }
    };
    Some(text.to_owned())
}

fn record_hint(path: &Path, cause: &Cause, is_file: bool) -> String {
    match cause.kind {
        io::ErrorKind::AlreadyExists if is_file => {
            format!("a record is never written over; choose another name, or: rm {}", quoted(path))
        }
        io::ErrorKind::AlreadyExists => "a record is a new file; choose another name".to_owned(),
        io::ErrorKind::NotFound => "its directory must exist already".to_owned(),
        _ => "choose a place where you may write, as in: --record /tmp/run.jsonl".to_owned(),
    }
}

/// The name of a trace's file, safe to show.
fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { escaped_path(path) }
}
