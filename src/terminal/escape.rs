//! Protection from foreign bytes.
//!
//! The one idea: text that came from a peer can command a terminal. ESC starts commands, C1 is ESC in
//! one character, and bidi overrides change the order in which letters are shown. So such characters
//! are shown as what they are, `\x1b`, and never sent as they came.
//!
//! See it run: `printf 'a\033[31mb\n' | netlab tcp-client`, with `netlab tcp-server` in a terminal.

use std::path::Path;

use crate::terminal::encoding::is_text;

/// Makes bytes from a peer or a file safe to show; remembers a character that is not complete yet.
///
/// Newlines and tabs stay; a carriage return before a newline goes, as the newline says the same.
#[derive(Debug, Clone, Default)]
pub struct Escaper {
    /// The start of a character that may be completed by the next bytes, or a carriage return.
    pending: Vec<u8>,
    /// How many bytes of the line so far are no UTF-8, and how many beyond ASCII are.
    n_broken: usize,
    n_valid: usize,
}

impl Escaper {
    /// The safe form of all that is complete so far.
    pub fn push(&mut self, bytes: &[u8]) -> String {
        self.pending.extend_from_slice(bytes);
        let n_complete = self.pending.len() - n_incomplete(&self.pending);
        let rest = self.pending.split_off(n_complete);
        let complete = std::mem::replace(&mut self.pending, rest);
        self.show(&complete)
    }

    /// The safe form of what remains, at the end of the stream.
    pub fn finish(&mut self) -> String {
        let rest = std::mem::take(&mut self.pending);
        self.show(&rest)
    }

    /// As [`is_text`] has it, with what is known of the line by now.
    fn show(&mut self, bytes: &[u8]) -> String {
        let mut out = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            for piece in chunk.valid().split_inclusive(|char: char| char == '\n' || !char.is_ascii()) {
                let is_chance = self.n_broken > 0 && self.n_broken >= self.n_valid;
                self.n_valid += piece.bytes().filter(|byte| !byte.is_ascii()).count();
                if piece.ends_with('\n') {
                    (self.n_broken, self.n_valid) = (0, 0);
                }
                out += &if is_chance {
                    in_numbers(piece.as_bytes(), is_white)
                } else {
                    shown(piece.as_bytes(), is_white)
                };
            }
            self.n_broken += chunk.invalid().len();
            out += &in_numbers(chunk.invalid(), is_white);
        }
        out
    }
}

/// The bytes without the commands that set colours or clear the rest of a line (ECMA-48 §8.3.117 SGR,
/// §8.3.41 EL), which compilers write to a terminal; all others stay, to be shown as what they are.
#[must_use]
pub fn without_colours(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, b"\x1b[") {
        let parameters = &rest[at + 2..];
        let n_bytes = parameters.iter().take_while(|byte| b"0123456789;:".contains(byte)).count();
        let is_colour = matches!(parameters.get(n_bytes), Some(b'm' | b'K'));
        out.extend_from_slice(if is_colour { &rest[..at] } else { &rest[..at + 2] });
        rest = if is_colour { &parameters[n_bytes + 1..] } else { parameters };
    }
    out.extend_from_slice(rest);
    out
}

/// The safe form of a text whose lines stay lines.
#[must_use]
pub fn safe_lines(text: &str) -> String {
    shown(text.as_bytes(), |char| matches!(char, '\n' | '\t'))
}

/// The safe form of a whole text in one line: newlines and tabs are shown as `\n` and `\t`.
#[must_use]
pub fn escaped(bytes: &[u8]) -> String {
    if is_text(bytes) {
        return shown(bytes, |_| false);
    }
    // What is UTF-8 by chance would be shown as characters that were not sent.
    in_numbers(bytes, |_| false)
}

/// The safe form of a file's name.
#[must_use]
pub fn escaped_path(path: &Path) -> String {
    escaped(path.as_os_str().as_encoded_bytes())
}

fn is_white(char: char) -> bool {
    matches!(char, '\n' | '\t')
}

/// The safe form in which each byte beyond ASCII is shown by its number.
fn in_numbers(bytes: &[u8], is_kept: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(bytes.len() * 4);
    for run in bytes.chunk_by(|one, next| one.is_ascii() == next.is_ascii()) {
        if run[0].is_ascii() {
            out += &shown(run, &is_kept);
        } else {
            for byte in run {
                out.push_str(&format!("\\x{byte:02x}"));
            }
        }
    }
    out
}

/// The beginning of a text without the character at its end that was cut with it.
#[must_use]
pub fn without_cut_character(bytes: &[u8]) -> &[u8] {
    let last = bytes.utf8_chunks().last().map_or(&[][..], |chunk| chunk.invalid());
    let is_cut = std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none());
    &bytes[..bytes.len() - if is_cut { last.len() } else { 0 }]
}

/// How many bytes at the end could still become something else: a cut character, or CR before LF.
fn n_incomplete(bytes: &[u8]) -> usize {
    if bytes.ends_with(b"\r") {
        return 1;
    }
    let last_chunk = bytes.utf8_chunks().last();
    let Some(invalid) = last_chunk.map(|chunk| chunk.invalid()) else { return 0 };
    let is_cut = std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
    if is_cut { invalid.len() } else { 0 }
}

/// The safe form of whole lines, each by itself, with their newlines.
#[must_use]
pub fn escaped_lines(bytes: &[u8]) -> String {
    let line = |line: &[u8]| match line.strip_suffix(b"\n") {
        Some(line) => escaped(line) + "\n",
        None => escaped(line),
    };
    bytes.split_inclusive(|byte| *byte == b'\n').map(line).collect()
}

fn shown(bytes: &[u8], is_kept: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        let mut chars = chunk.valid().chars().peekable();
        while let Some(char) = chars.next() {
            match char {
                '\r' if chars.peek() == Some(&'\n') && is_kept('\n') => {}
                char if is_kept(char) => out.push(char),
                char if is_dangerous(char) => out.push_str(&escape_of(char)),
                char => out.push(char),
            }
        }
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02x}"));
        }
    }
    out
}

/// Control characters of both sets, and those that change the direction or the line of what follows.
#[must_use]
pub fn is_dangerous(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn escape_of(char: char) -> String {
    match char {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '\0'..='\x7f' => format!("\\x{:02x}", u32::from(char)),
        char => format!("\\u{{{:x}}}", u32::from(char)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_and_other_commands_stay() {
        let check = |bytes: &[u8], expected: &[u8]| assert_eq!(without_colours(bytes), expected);
        check(b"\x1b[01m\x1b[Ka.c:1:\x1b[m\x1b[K error", b"a.c:1: error");
        check(b"\x1b[38;5;9mred\x1b[0m", b"red");
        check(b"\x1b[2Jgone \x1b]0;title\x07", b"\x1b[2Jgone \x1b]0;title\x07");
        check(b"cut \x1b[3", b"cut \x1b[3");
    }

    #[test]
    fn what_could_command_a_terminal_is_shown_and_not_sent() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(escaped(bytes), expected);
        check(b"plain", "plain");
        check("你好 é 🙂".as_bytes(), "你好 é 🙂");
        check(b"\x1b[31mred\x07\0\x7f", "\\x1b[31mred\\x07\\x00\\x7f");
        check("\u{9b}31m \u{202e}evil \u{2066}x".as_bytes(), "\\u{9b}31m \\u{202e}evil \\u{2066}x");
        check(b"\xff\xc3(", "\\xff\\xc3(");
        check(b"a\r\nb\tc", "a\\r\\nb\\tc");
    }

    #[test]
    fn a_stream_is_shown_alike_however_it_is_cut() {
        let bytes = "héllo\r\n你好\t\u{1b}[0m\u{202e}\r!\u{9b}🙂 end".as_bytes();
        let whole = "héllo\n你好\t\\x1b[0m\\u{202e}\\r!\\u{9b}🙂 end";
        for first in 0..bytes.len() {
            for second in first..bytes.len() {
                let mut escaper = Escaper::default();
                let mut out = escaper.push(&bytes[..first]);
                out += &escaper.push(&bytes[first..second]);
                out += &escaper.push(&bytes[second..]);
                out += &escaper.finish();
                assert_eq!(out, whole, "cut at {first} and {second}");
            }
        }
    }

    #[test]
    fn a_character_that_never_completes_is_shown_as_bytes() {
        let mut escaper = Escaper::default();
        assert_eq!(escaper.push(b"a\xe4\xbd"), "a");
        assert_eq!(escaper.finish(), "\\xe4\\xbd");
    }

    #[test]
    fn a_character_that_is_cut_with_its_text_is_left_out() {
        let check = |bytes: &[u8], expected: &[u8]| assert_eq!(without_cut_character(bytes), expected);
        check(b"a\xe4\xbd", b"a");
        check(b"a\xe4\xbd\xa0", b"a\xe4\xbd\xa0");
        check(b"a\xff", b"a\xff");
        check(b"", b"");
    }
}
