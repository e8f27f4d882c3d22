//! `UPDATE_GOLDEN=1`: what differs is written into the texts as it came out.
//!
//! An excerpt stays one: each run of shown lines is replaced by the lines that came out in its place,
//! from the one that tells the same as its first line to the one that tells the same as its last. Where
//! no such lines came, the whole output is written, for its author to cut again.

use std::env;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::compare::{ANY, normal, teller};
use crate::document::{Document, Exchange};
use crate::step::INTERRUPT;

/// A command's new output, and the text and line of the block it stands in.
#[derive(Debug)]
struct Edit {
    path: String,
    line: usize,
    shown: Exchange,
    new: Vec<String>,
}

static EDITS: Mutex<Vec<Edit>> = Mutex::new(Vec::new());

pub(crate) fn is_wanted() -> bool {
    env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

/// Keeps what is to be written, until all steps have run.
pub(crate) fn note(path: &str, line: usize, shown: &Exchange, got: &[String]) {
    let new = excerpt(&shown.expected, got);
    let edit = Edit { path: path.to_owned(), line, shown: shown.clone(), new };
    EDITS.lock().unwrap_or_else(PoisonError::into_inner).push(edit);
}

/// Writes all that was noted, and says so to whoever asked for it.
#[allow(clippy::print_stderr, reason = "libtest-mimic has ended, and this is its last word")]
pub(crate) fn write_all(root: &Path) {
    let mut edits = std::mem::take(&mut *EDITS.lock().unwrap_or_else(PoisonError::into_inner));
    // From the last line up, so that what is above keeps its place.
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.line));
    for edit in edits {
        let mut lines = Document::read(root, &edit.path).lines;
        let prompt = format!("$ {}", edit.shown.command.lines().next().unwrap_or_default());
        let command =
            lines[edit.line..].iter().position(|line| *line == prompt).expect("the command is there");
        let from = edit.line + command + edit.shown.command.lines().count();
        let replaced = lines.get(from..from + edit.shown.expected.len());
        if replaced != Some(&edit.shown.expected[..]) {
            eprintln!("{}:{}: another command of this block was rewritten; run again", edit.path, edit.line);
            continue;
        }
        lines.splice(from..from + edit.shown.expected.len(), edit.new);
        fs::write(root.join(&edit.path), lines.join("\n") + "\n").expect("a text that can be written");
        eprintln!("rewritten: {}:{} {prompt}", edit.path, edit.line);
    }
}

fn excerpt(shown: &[String], got: &[String]) -> Vec<String> {
    let is_excerpt = shown.iter().any(|line| line == ANY);
    is_excerpt.then(|| cut(shown, got)).flatten().unwrap_or_else(|| got.to_vec())
}

fn cut(shown: &[String], got: &[String]) -> Option<Vec<String>> {
    let same = |line: &String, other: &String| subject(line) == subject(other);
    let mut out = Vec::new();
    let mut rest = got;
    for (index, part) in shown.split(|line| line == ANY).enumerate() {
        if index > 0 {
            out.push(ANY.to_owned());
        }
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        let from = rest.iter().position(|line| same(line, first))?;
        let n_like_last = part.iter().filter(|line| same(line, last)).count();
        let mut like_last = (0..rest.len() - from).filter(|&n| same(&rest[from + n], last));
        let n_lines = like_last.nth(n_like_last - 1)? + 1;
        out.extend_from_slice(&rest[from..from + n_lines]);
        rest = &rest[from + n_lines..];
    }
    Some(out)
}

/// What a line is about: who and which event, or else its text.
fn subject(line: &str) -> String {
    if line == INTERRUPT {
        return line.to_owned();
    }
    let normal = normal(&[line.to_owned()]).remove(0);
    teller(&normal).map_or(normal, |(who, kind)| format!("{who} {kind}"))
}
