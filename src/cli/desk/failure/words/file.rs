//! What is said of a file that could not be read, written or understood.

use std::io;
use std::path::Path;

use crate::catalogue::Lang;
use crate::cli::desk::failure::cause::{Cause, words as system_words};
use crate::cli::desk::failure::facts::FileFailure;
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::scenario;
use crate::cli::desk::shell::quoted;
use crate::terminal::escaped_path;
use crate::trace::{HeaderFlaw, TraceError};

pub(super) fn words_of(lang: Lang, failure: &FileFailure) -> Words {
    Words { message: message(lang, failure), hint: hint(failure) }
}

fn message(lang: Lang, failure: &FileFailure) -> String {
    let written =
        |path: &Path, cause: &Cause| format!("cannot write {}: {}", escaped_path(path), cause.words(lang));
    match failure {
        FileFailure::StdinNotRead(cause) => format!("cannot read standard input: {}", cause.words(lang)),
        FileFailure::NotRecorded { path, cause, .. } => {
            format!("cannot record to {}: {}", escaped_path(path), cause.words(lang))
        }
        FileFailure::RecordCut { path, cause, is_empty: true } => {
            format!("the record {} could not be written: {}", escaped_path(path), cause.words(lang))
        }
        FileFailure::RecordCut { path, cause, .. } => {
            format!("the record {} is not whole: {}", escaped_path(path), cause.words(lang))
        }
        FileFailure::TraceNotRead { path, cause } => {
            format!("cannot read {}: {}", name(path), cause.words(lang))
        }
        FileFailure::NotATrace { path, error } => {
            format!("{} is not a trace: {}", name(path), no_trace(lang, error))
        }
        FileFailure::PictureNotWritten { path, cause } | FileFailure::StarterNotWritten { path, cause } => {
            written(path, cause)
        }
        FileFailure::PagesNotWritten { dir, cause } => {
            format!("cannot write the manual pages to {}: {}", escaped_path(dir), cause.words(lang))
        }
        FileFailure::ScenarioNotRead { path, cause } => {
            format!("cannot read {}: {}", escaped_path(path), cause.words(lang))
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

/// Why a file is no trace.
fn no_trace(lang: Lang, error: &TraceError) -> String {
    match error {
        TraceError::Io(error) => system_words(lang, error),
        TraceError::NoHeader => format!("expected a first line {FIRST_LINE}, and found none"),
        TraceError::Version { line, found } => {
            format!("line {line}: expected version 1, found version {found}")
        }
        TraceError::Utf16 => "it is UTF-16 text, as PowerShell's > writes it: expected UTF-8".to_owned(),
        TraceError::Header { line, flaw: HeaderFlaw::Cut } => {
            format!("line {line} begins as {FIRST_LINE}, and its end is missing")
        }
        TraceError::Header { line, flaw: HeaderFlaw::NotJson { column } } => {
            format!("line {line} begins as {FIRST_LINE}, and from character {column} on it is not JSON")
        }
        TraceError::Header { line, flaw: HeaderFlaw::Lacks(field) } => {
            format!("line {line} begins as {FIRST_LINE}, and has no {field:?}")
        }
        TraceError::Header { line, flaw: HeaderFlaw::Field } => {
            format!(
                "line {line} begins as {FIRST_LINE}, and one of its fields holds something else than it should"
            )
        }
    }
}

const FIRST_LINE: &str = "{\"netlab_trace\":1,…}";

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
