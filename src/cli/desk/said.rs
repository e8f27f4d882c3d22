//! What is said to a person who will act on it, in the columns of the terminal.
//!
//! The one idea: a hint names the next command, and somebody will copy it. A terminal breaks a long line
//! wherever its border is; so the line is broken before that, between words and before a command.
//!
//! See it run: `netlab tcp-client 9`, in a narrow terminal.

use std::ops::Range;

use crate::cli::desk::width;
use crate::terminal::{self, broken, safe_lines};

/// A text as a terminal shows it best: a command or an address is not broken at its border, as somebody
/// will want to copy it. Through a pipe it stays one line.
pub(crate) fn in_terminal(front: &str, text: &str) -> String {
    let text = safe_lines(text);
    let n_columns = width::of_errors().filter(|width| *width >= MIN_COLUMNS);
    n_columns.map_or_else(|| text.clone(), |n_columns| in_columns(front, &text, n_columns))
}

/// In fewer columns than these nothing is worth the trouble.
const MIN_COLUMNS: usize = 20;

fn in_columns(front: &str, text: &str, n_columns: usize) -> String {
    let mut commands: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices("netlab ") {
        let end =
            text[at..].find([',', ';', ')', '\n', '，', '；', '）', '。']).map_or(text.len(), |end| at + end);
        if commands.last().is_none_or(|last| last.end <= at) {
            commands.push(at..end);
        }
    }
    let room = n_columns.saturating_sub(terminal::width(front));
    let lines = broken(text, room, &commands);
    let indent = format!("\n{}", " ".repeat(terminal::width(front)));
    lines.into_iter().map(|line| &text[line]).collect::<Vec<_>>().join(&indent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_broken_before_its_command_and_never_inside_an_address() {
        let check = |text: &str, expected: &str| assert_eq!(in_columns("hint: ", text, 40), expected);
        check(
            "end that, or take another port: netlab tcp-server 127.0.0.1:8081",
            "end that, or take another port:\n      netlab tcp-server 127.0.0.1:8081",
        );
        check(
            "is it spelt right? netlab udp-send --broadcast 192.168.100.255:8080 hello",
            "is it spelt right? netlab udp-send\n      --broadcast 192.168.100.255:8080\n      hello",
        );
    }
}
