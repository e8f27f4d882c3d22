//! A step as lines of a terminal: its text, its terminals, and what came out of them.
//!
//! The one idea: a command shows what came out when the text was written, until it is run here; then
//! what comes out here stands in that place.
//!
//! See it run: `netlab lesson 1`, and `netlab lesson 1 --plain`.

use crate::lessons::{Exchange, Part, Step, Terminal};
use crate::markdown::{Look, Paint, draw, paint};
use crate::terminal::{self, folded};

/// What came out of a terminal's commands, run here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// For each command that was typed, the rows that it wrote.
    pub(super) rows: Vec<Vec<String>>,
    /// What is said of the last of them: that it runs, or how it ended.
    pub(super) state: String,
}

/// A step as lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) lines: Vec<String>,
    /// The first line of the first terminal, and, for each, the line behind its last.
    pub(super) stage: Option<(usize, Vec<usize>)>,
}

/// How a step is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout<'a> {
    /// That of the text, and of each terminal.
    pub(super) look: Look,
    /// How many terminals stand beside each other.
    pub(super) n_beside: usize,
    /// What stands at commands that have not been run.
    pub(super) invitation: &'a str,
}

/// The most columns of a text or a terminal: so wide are the terminals that the lessons show, and a
/// wider text is tiring to read.
pub(super) const MAX_COLUMNS: usize = 80;
/// The gap between two terminals that stand beside each other.
const GAP: usize = 4;

impl Layout<'_> {
    /// The layout that makes the best of so many columns.
    pub(super) fn of(n_columns: usize, has_colour: bool, invitation: &str) -> Layout<'_> {
        let n_beside = ((n_columns + GAP) / (MAX_COLUMNS + GAP)).max(1);
        let look = Look { n_columns: n_columns.clamp(MIN_COLUMNS, MAX_COLUMNS), has_colour };
        Layout { look, n_beside, invitation }
    }
}

/// What is wider than the screen is cut off there.
const MIN_COLUMNS: usize = 20;

/// The lines of a step.
pub(super) fn page(step: &Step, outcomes: Option<&[Outcome]>, layout: &Layout<'_>) -> Page {
    let mut page = Page::default();
    for (index, part) in step.parts.iter().enumerate() {
        if index > 0 {
            page.lines.push(String::new());
        }
        match part {
            Part::Text(blocks) => page.lines.extend(draw(blocks, layout.look)),
            Part::Terminals(terminals) => {
                let windows = terminals.iter().enumerate().map(|(index, terminal)| {
                    let outcome = outcomes.and_then(|outcomes| outcomes.get(index));
                    window(terminal, outcome, layout)
                });
                page.stage(&windows.collect::<Vec<_>>(), layout);
            }
        }
    }
    page
}

impl Page {
    /// Puts terminals below or beside each other.
    fn stage(&mut self, windows: &[Vec<String>], layout: &Layout<'_>) {
        let first = self.lines.len();
        let mut ends = Vec::new();
        for row in windows.chunks(layout.n_beside) {
            if !ends.is_empty() {
                self.lines.push(String::new());
            }
            let n_lines = row.iter().map(Vec::len).max().unwrap_or(0);
            self.lines.extend((0..n_lines).map(|index| beside(row, index, layout.look.n_columns)));
            ends.extend(row.iter().map(|_| self.lines.len()));
        }
        self.stage = Some((first, ends));
    }
}

/// One line of terminals that stand beside each other.
fn beside(windows: &[Vec<String>], index: usize, n_columns: usize) -> String {
    let mut out = String::new();
    for (place, window) in windows.iter().enumerate() {
        let gap = (place * (n_columns + GAP)).saturating_sub(terminal::painted_width(&out));
        if let Some(line) = window.get(index).filter(|line| !line.is_empty()) {
            out += &format!("{}{line}", " ".repeat(gap));
        }
    }
    out
}

/// A terminal between two lines across.
fn window(terminal: &Terminal, outcome: Option<&Outcome>, layout: &Layout<'_>) -> Vec<String> {
    let Layout { look, invitation, .. } = *layout;
    let name = terminal.number.map_or("terminal".to_owned(), |number| format!("terminal {number}"));
    let state = outcome.map_or(invitation, |outcome| outcome.state.as_str());
    let mut lines = vec![edge(&name, state, look)];
    for (index, exchange) in terminal.exchanges.iter().enumerate() {
        lines.extend(command(&exchange.command, look));
        match outcome {
            None => lines.extend(sample(exchange, look)),
            Some(outcome) => lines.extend(outcome.rows.get(index).cloned().unwrap_or_default()),
        }
    }
    lines.push(edge("", "", look));
    lines
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

fn sample(exchange: &Exchange, look: Look) -> Vec<String> {
    let rows = exchange.sample.iter().flat_map(|line| folded(line, look.n_columns));
    let painted = |row: String| match row.as_str() {
        "..." | "^C" => paint(&row, Paint::Quiet, look.has_colour),
        _ => row,
    };
    rows.map(painted).collect()
}

/// `── terminal 1 ───────── r runs it ──`: a line across with a name at its left and words at its right.
fn edge(name: &str, words: &str, look: Look) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::steps;

    const LOOK: Look = Look { n_columns: 30, has_colour: false };
    const LAYOUT: Layout<'_> = Layout { look: LOOK, n_beside: 1, invitation: "r runs it" };

    #[test]
    fn what_comes_out_here_stands_in_the_place_of_what_came_out_once() {
        let text =
            "read\n\n```console terminal=1\n$ a\nonce\n```\n\n```console terminal=2\n$ b\nonce\n```\n\nend";
        let step = &steps(text)[0];
        let before = page(step, None, &LAYOUT);
        let expected = [
            "read",
            "",
            "── terminal 1 ─── r runs it ──",
            "$ a",
            "once",
            "──────────────────────────────",
            "",
            "── terminal 2 ─── r runs it ──",
            "$ b",
            "once",
            "──────────────────────────────",
            "",
            "end",
        ];
        assert_eq!(before.lines, expected);
        assert_eq!(before.stage, Some((2, vec![6, 11])));
        let outcomes = [
            Outcome { rows: vec![vec!["now".to_owned(), "and more".to_owned()]], state: "ended".to_owned() },
            Outcome::default(),
        ];
        let after = page(step, Some(&outcomes), &LAYOUT);
        assert_eq!(
            after.lines[2..7],
            ["── terminal 1 ─────── ended ──", "$ a", "now", "and more", "──────────────────────────────"]
        );
        assert_eq!(
            after.lines[8..11],
            ["── terminal 2 ────────────────", "$ b", "──────────────────────────────"]
        );
    }

    #[test]
    fn a_wide_line_goes_on_in_the_next_row() {
        let step = &steps(&format!("```console\n$ {}\n{}\n```", "c".repeat(30), "o".repeat(31)))[0];
        let lines = page(step, None, &LAYOUT).lines;
        assert_eq!(
            lines[1..5],
            [format!("$ {}", "c".repeat(28)), "cc".to_owned(), "o".repeat(30), "o".to_owned()]
        );
    }

    #[test]
    fn a_command_can_be_marked_and_copied_whole() {
        let lines = |text: &str| page(&steps(text)[0], None, &LAYOUT).lines;
        assert_eq!(
            lines("```console\n$ python3 -c '\n> if 1:\n>     print(2)\n> '\n2\n```")[1..6],
            ["$ python3 -c '", "if 1:", "    print(2)", "'", "2"]
        );
        assert_eq!(
            lines("```console\n$ netlab impair --to 8080 --delay '1 s' --rate 64KiB/s --up\n```")[1..4],
            ["$ netlab impair --to 8080 \\", "--delay '1 s' --rate 64KiB/s \\", "--up"]
        );
    }

    #[test]
    fn where_there_is_room_terminals_stand_beside_each_other() {
        let text = "```console terminal=1\n$ a\nx\ny\n```\n\n```console terminal=2\n$ b\n```\n\n\
            ```console terminal=3\n$ c\n```";
        let page = page(&steps(text)[0], None, &Layout { n_beside: 2, ..LAYOUT });
        let expected = [
            "── terminal 1 ─── r runs it ──    ── terminal 2 ─── r runs it ──",
            "$ a                               $ b",
            "x                                 ──────────────────────────────",
            "y",
            "──────────────────────────────",
            "",
            "── terminal 3 ─── r runs it ──",
            "$ c",
            "──────────────────────────────",
        ];
        assert_eq!(page.lines, expected);
        assert_eq!(page.stage, Some((0, vec![5, 5, 9])));
        let n_beside = |n_columns| Layout::of(n_columns, false, "").n_beside;
        assert_eq!([10, 80, 163, 164, 248].map(n_beside), [1, 1, 1, 2, 3]);
    }
}
