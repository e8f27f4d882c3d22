//! What the ladder says of the records that it was given.
//!
//! The one idea: what could not be drawn is said beside the name of its file; nothing is left out in silence.
//!
//! See it run: `netlab ladder run.jsonl run.jsonl`.

use crate::terminal::grouped;

/// The drawing stands in this file.
pub(super) fn drawn_into(path: &str) -> String {
    format!("drawn into {path}")
}

/// Two of the files hold the same record.
pub(super) fn given_twice(file: &str) -> String {
    format!("note: a record of {file} is given twice; it is drawn once")
}

/// Lines of a newer netlab, or of no netlab.
pub(super) fn lines_skipped(file: &str, n_lines: usize) -> String {
    match n_lines {
        1 => format!("note: {file} has 1 line that is no event known here; it is left out"),
        n => {
            let n = grouped(n as u64);
            format!("note: {file} has {n} lines that are no events known here; they are left out")
        }
    }
}

/// The program ended in the middle of writing a line.
pub(super) fn line_cut_short(file: &str) -> String {
    format!("note: {file} has a line that was cut short; it is left out")
}

/// The file is longer than what is read of one.
pub(super) fn too_long(file: &str, n_events: u64) -> String {
    format!("note: {file} is longer than is ever read; its first {} events are drawn", grouped(n_events))
}

/// The name of `-`.
pub(super) const fn standard_input() -> &'static str {
    "standard input"
}
