//! One terminal of a step: a line across with its name, its commands, and what came out of them.
//!
//! The one idea: what is marked with a mouse can be pasted into a shell, so nothing stands in the way of a
//! command but its `$`; and what differs from what the author saw is marked where it stands.
//!
//! See it run: `e` and `r` in `netlab lesson 1`.

use crate::catalogue::Lang;
use crate::cli::commands::lesson::words;
use crate::lessons::{Exchange, Terminal, differences};
use crate::markdown::{Look, Paint, paint};
use crate::terminal::palette::{self, Ink};
use crate::terminal::{self, folded, without_colours};

/// In fewer columns programs break their lines elsewhere, and too much would differ.
pub(super) const MIN_COMPARED: usize = 58;

/// A terminal below a line across: each command, and what is below it.
pub(super) fn window(
    terminal: &Terminal,
    state: &str,
    (lang, look): (Lang, Look),
    below: impl Fn(usize, &Exchange) -> Vec<String>,
) -> Vec<String> {
    let name = words::terminal(lang, terminal.number);
    let mut lines = vec![edge(&name, state, look)];
    for (index, exchange) in terminal.exchanges.iter().enumerate() {
        lines.extend(command(&exchange.command, look));
        lines.extend(below(index, exchange));
    }
    lines
}

/// What came out here; where it is all and the terminal is wide enough, what differs from the sample is marked.
pub(super) fn came(lines: &[String], sample: Option<&Exchange>, (lang, look): (Lang, Look)) -> Vec<String> {
    let sample = sample.filter(|_| look.n_columns >= MIN_COMPARED);
    let Some(sample) = sample else {
        return lines.iter().flat_map(|line| folded(line, look.n_columns)).collect();
    };
    let plain = |line: &String| String::from_utf8_lossy(&without_colours(line.as_bytes())).into_owned();
    let plain: Vec<String> = lines.iter().map(plain).collect();
    let found = differences(&sample.sample, &plain);
    let mut rows = Vec::new();
    for (line, is_new) in lines.iter().zip(found.is_new) {
        rows.extend(if is_new { marked(line, look) } else { folded(line, look.n_columns) });
    }
    for line in found.missing.iter().take(MAX_MISSING) {
        rows.extend(marked(&paint(&words::missing(lang, line), Paint::Quiet, look.has_colour), look));
    }
    if let Some(n_more @ 1..) = found.missing.len().checked_sub(MAX_MISSING) {
        rows.extend(marked(&paint(&words::more_missing(lang, n_more), Paint::Quiet, look.has_colour), look));
    }
    rows
}

/// Of lines that did not come out, so many are shown.
const MAX_MISSING: usize = 4;
/// Stands before a line that differs.
pub(super) const MARK: &str = "≠";

/// A line behind the mark of a difference.
fn marked(line: &str, look: Look) -> Vec<String> {
    let rows = folded(line, look.n_columns.saturating_sub(2).max(1));
    let mark = if look.has_colour { palette::sign(Ink::Trouble, MARK) } else { MARK.to_owned() };
    rows.iter().enumerate().map(|(at, row)| format!("{} {row}", if at == 0 { &mark } else { " " })).collect()
}

/// A line that says what is folded away.
pub(super) fn fold(exchange: &Exchange, (lang, look): (Lang, Look)) -> Vec<String> {
    let n_lines = exchange.sample.iter().filter(|line| !matches!(line.as_str(), "..." | "^C")).count();
    if n_lines == 0 {
        return Vec::new();
    }
    let row = terminal::cut(&words::folded_away(lang, n_lines), look.n_columns);
    vec![paint(&row, Paint::Quiet, look.has_colour)]
}

/// A command behind a `$`. Nothing stands before the lines that go on with it, so what is marked with a
/// mouse from behind the `$` is the command, and nothing else.
fn command(text: &str, look: Look) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let front = if index == 0 { paint("$", Paint::Quiet, look.has_colour) + " " } else { String::new() };
        let room = look.n_columns.saturating_sub(terminal::painted_width(&front)).max(1);
        let rows = command_rows(line, room, look.n_columns);
        let painted = rows.iter().map(|row| paint(row, Paint::Strong, look.has_colour));
        lines.extend(painted);
        let first = lines.len() - rows.len();
        lines[first].insert_str(0, &front);
    }
    lines
}

/// A line of a command in rows. Where one is too long it goes on behind a backslash, as a shell reads it;
/// within quotes, or in a long word, it is broken where it must be.
fn command_rows(line: &str, first_room: usize, room: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut rest = line;
    while terminal::width(rest) > if rows.is_empty() { first_room } else { room } {
        let room = if rows.is_empty() { first_room } else { room };
        let Some(at) = last_blank(rest, room.saturating_sub(2)) else { break };
        rows.push(format!("{} \\", rest[..at].trim_end()));
        rest = rest[at..].trim_start();
    }
    let room = if rows.is_empty() { first_room } else { room };
    rows.extend(folded(rest, room));
    rows
}

/// The last blank outside of quotes before which so many columns are not exceeded.
fn last_blank(line: &str, n_columns: usize) -> Option<usize> {
    let (mut quote, mut last, mut is_escaped) = (None, None, false);
    for (at, char) in line.char_indices() {
        if terminal::width(&line[..at]) > n_columns {
            break;
        }
        match (quote, char) {
            _ if std::mem::take(&mut is_escaped) => {}
            (None | Some('"'), '\\') => is_escaped = true,
            (None, '\'' | '"') => quote = Some(char),
            (Some(open), char) if open == char => quote = None,
            (None, ' ') if at > 0 => last = Some(at),
            _ => {}
        }
    }
    last
}

pub(super) fn sample(exchange: &Exchange, look: Look) -> Vec<String> {
    let rows = exchange.sample.iter().flat_map(|line| folded(line, look.n_columns));
    let painted = |row: String| match row.as_str() {
        "..." | "^C" => paint(&row, Paint::Quiet, look.has_colour),
        _ => row,
    };
    rows.map(painted).collect()
}

/// `── terminal 1 ───────── r runs it ──`: a line across with a name at its left and words at its right.
pub(super) fn edge(name: &str, words: &str, look: Look) -> String {
    let quiet = |text: &str| paint(text, Paint::Quiet, look.has_colour);
    let n_columns = look.n_columns;
    let name = terminal::cut(name, n_columns.saturating_sub(6));
    let left = if name.is_empty() { 0 } else { terminal::width(&name) + 4 };
    let words = if left + terminal::width(words) + 6 > n_columns { "" } else { words };
    let right = if words.is_empty() { 0 } else { terminal::width(words) + 4 };
    let mut out = String::new();
    if !name.is_empty() {
        out += &format!("{} {} ", quiet("──"), paint(&name, Paint::Strong, look.has_colour));
    }
    out += &quiet(&"─".repeat(n_columns.saturating_sub(left + right)));
    if !words.is_empty() {
        out += &format!(" {} {}", quiet(words), quiet("──"));
    }
    out
}
