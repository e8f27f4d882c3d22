//! What a program wrote to its terminal, as lines.
//!
//! The one idea: what a program writes may command a terminal, and here it stands in the midst of a
//! picture. So colours are kept, and every other command is shown as what it is.
//!
//! See it run: `printf 'a\033[2Jb\n'`, in a lesson of your own.

use std::collections::VecDeque;

use crate::catalogue::Lang;
use crate::cli::commands::lesson::words;
use crate::terminal::{self, colour, open_behind};

/// Lines, the last of which may still grow.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    /// Whole lines; the oldest go first where there are too many.
    lines: VecDeque<String>,
    /// The bytes behind the last line end.
    rest: Vec<u8>,
    /// The colours that are on there: a terminal keeps them to the next line.
    open: String,
    n_forgotten: usize,
}

/// More than anybody reads; what comes before is counted.
const MAX_LINES: usize = 2_000;
/// A line without an end is ended here.
const MAX_LINE_BYTES: usize = 4 * 1024;

impl Transcript {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if *byte != b'\n' {
                self.rest.push(*byte);
            }
            if *byte == b'\n' || self.rest.len() >= MAX_LINE_BYTES {
                let rest = std::mem::take(&mut self.rest);
                let line = self.line(&rest);
                self.open = open_behind(&line);
                let end = if self.open.is_empty() { "" } else { "\x1b[0m" };
                self.lines.push_back(line + end);
            }
        }
        while self.lines.len() > MAX_LINES {
            self.lines.pop_front();
            self.n_forgotten += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.rest.is_empty()
    }

    /// A line, in the colours that were on before it.
    fn line(&self, bytes: &[u8]) -> String {
        self.open.clone() + &line(bytes)
    }

    /// Whether a whole line is as wanted.
    pub(super) fn any(&self, is_wanted: impl Fn(&str) -> bool) -> bool {
        self.lines.iter().any(|line| is_wanted(line))
    }

    /// All lines, painted; the last may still grow.
    pub(super) fn lines(&self, lang: Lang) -> Vec<String> {
        let forgotten = (self.n_forgotten > 0).then(|| words::left_out(lang, self.n_forgotten));
        let last = (!self.rest.is_empty()).then(|| self.line(&self.rest));
        forgotten.into_iter().chain(self.lines.iter().cloned()).chain(last).collect()
    }
}

/// A line as a terminal would show it in the end: a lone CR begins it anew.
fn line(bytes: &[u8]) -> String {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let begin = bytes.iter().rposition(|byte| *byte == b'\r').map_or(0, |at| at + 1);
    let mut rest = &bytes[begin..];
    let mut out = String::new();
    while let Some(at) = rest.iter().position(|byte| matches!(byte, 0x1b | b'\t')) {
        out += &terminal::escaped(&rest[..at]);
        let n_bytes = colour(&rest[at..]).unwrap_or(0);
        match rest[at] {
            b'\t' => out += &" ".repeat(8 - terminal::painted_width(&out) % 8),
            _ if n_bytes > 0 => out += &String::from_utf8_lossy(&rest[at..at + n_bytes]),
            _ => out += "\\x1b",
        }
        rest = &rest[at + n_bytes.max(1)..];
    }
    out + &terminal::escaped(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &[&str]) {
        let mut whole = Transcript::default();
        whole.push(bytes);
        assert_eq!(whole.lines(Lang::English), expected, "{}", bytes.escape_ascii());
        let mut one_by_one = Transcript::default();
        for byte in bytes {
            one_by_one.push(&[*byte]);
        }
        assert_eq!(one_by_one.lines(Lang::English), expected, "{}", bytes.escape_ascii());
    }

    #[test]
    fn colours_are_kept_and_other_commands_are_shown() {
        check(b"a\x1b[1;36mb\x1b[0mc\r\n", &["a\x1b[1;36mb\x1b[0mc"]);
        check(
            b"\x1b[2mone\ntwo\n\nthree\x1b[0m\nfour",
            &["\x1b[2mone\x1b[0m", "\x1b[2mtwo\x1b[0m", "\x1b[2m\x1b[0m", "\x1b[2mthree\x1b[0m", "four"],
        );
        check(b"a\x1b[2Jb\x1b]0;x\x07\x1b\r\nc", &["a\\x1b[2Jb\\x1b]0;x\\x07\\x1b", "c"]);
        check("你\t好\u{9b}\n".as_bytes(), &["你      好\\u{9b}"]);
    }

    #[test]
    fn a_line_that_is_begun_anew_shows_its_last_state() {
        check(b"10 %\r20 %\r\nend", &["20 %", "end"]);
    }

    #[test]
    fn a_flood_is_kept_to_its_end_and_what_is_left_out_is_counted() {
        let mut transcript = Transcript::default();
        (0..MAX_LINES + 5).for_each(|n| transcript.push(format!("{n}\n").as_bytes()));
        let rows = transcript.lines(Lang::English);
        assert_eq!(rows[0], "(5 earlier lines are left out)");
        assert_eq!(rows.last().map(String::as_str), Some("2004"));
    }
}
