//! Colours among text: which of a terminal's commands pass, and where they end.
//!
//! The one idea: our own texts command a terminal in one way only: they set colours (ECMA-48 §8.3.117,
//! SGR). So on its last way out every other command is shown as what it is, our own too. And rows
//! are shown singly, by a pager, a pane or a copy: so a colour never stays open at the end of a line.
//!
//! See it run: `netlab --color always tour | less -R`.

use std::borrow::Cow;

use crate::terminal::escape::{escape_of, is_dangerous};

/// The text with colours and without any other command; each line closes the colours that it opened.
#[must_use]
pub fn in_colours(text: &str) -> Cow<'_, str> {
    if text.bytes().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    // The colours that are on, and whether this line has set them already.
    let (mut open, mut is_set) = (String::new(), true);
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if let Some(n_bytes) = colour(rest.as_bytes()) {
            let (sequence, behind) = rest.split_at(n_bytes);
            if is_reset(sequence) {
                if is_set {
                    out.push_str(sequence);
                }
                (open, is_set) = (String::new(), true);
            } else if open.len() < MAX_OPEN_BYTES {
                open.push_str(sequence);
                if is_set {
                    out.push_str(sequence);
                }
            }
            rest = behind;
            continue;
        }
        rest = &rest[char.len_utf8()..];
        if char == '\n' {
            if is_set && !open.is_empty() {
                out.push_str(RESET);
            }
            is_set = open.is_empty();
            out.push('\n');
            continue;
        }
        if !is_set {
            out.push_str(&open);
            is_set = true;
        }
        match char {
            '\t' => out.push(char),
            char if is_dangerous(char) => out.push_str(&escape_of(char)),
            char => out.push(char),
        }
    }
    Cow::Owned(out)
}

const RESET: &str = "\x1b[0m";
/// More colours than these upon each other are a mistake.
const MAX_OPEN_BYTES: usize = 256;

/// Neither a command nor the first byte of what [`is_dangerous`] knows.
fn is_harmless(byte: u8) -> bool {
    match byte {
        b'\n' | b'\t' => true,
        0..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe2 => false,
        _ => true,
    }
}

/// How many bytes at the beginning are a colour: ESC `[`, numbers, `m`.
#[must_use]
pub fn colour(bytes: &[u8]) -> Option<usize> {
    let numbers = bytes.strip_prefix(b"\x1b[")?;
    let n_bytes = numbers.iter().take_while(|byte| b"0123456789;:".contains(byte)).count();
    (numbers.get(n_bytes) == Some(&b'm')).then_some(n_bytes + 3)
}

/// The colours that are on behind a text, as the sequences that set them.
#[must_use]
pub fn open_behind(text: &str) -> String {
    let mut open = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\x1b[") {
        rest = &rest[at..];
        let n_bytes = colour(rest.as_bytes()).unwrap_or(2);
        let (sequence, behind) = rest.split_at(n_bytes);
        match sequence {
            "\x1b[" => {}
            sequence if is_reset(sequence) => open.clear(),
            sequence if open.len() < MAX_OPEN_BYTES => open.push_str(sequence),
            _ => {}
        }
        rest = behind;
    }
    open
}

/// Whether the sequence switches all colours off: all its numbers are 0, or there are none.
pub(super) fn is_reset(sequence: &str) -> bool {
    let numbers = sequence.trim_start_matches("\x1b[").trim_end_matches('m');
    numbers.bytes().all(|byte| matches!(byte, b'0' | b';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(in_colours(text), expected, "{}", text.escape_debug());
        // A text that is in order stays as it is.
        assert_eq!(in_colours(expected), expected, "{}", expected.escape_debug());
    }

    #[test]
    fn a_colour_ends_with_its_line_and_goes_on_in_the_next() {
        check("plain\ttext — 你好\n", "plain\ttext — 你好\n");
        check("\x1b[2mone\ntwo\x1b[0m\n", "\x1b[2mone\x1b[0m\n\x1b[2mtwo\x1b[0m\n");
        check("\x1b[1;31ma\n\n\nb\x1b[m", "\x1b[1;31ma\x1b[0m\n\n\n\x1b[1;31mb\x1b[m");
        check("\x1b[1ma\x1b[31mb\nc\x1b[0m", "\x1b[1ma\x1b[31mb\x1b[0m\n\x1b[1m\x1b[31mc\x1b[0m");
        check("\x1b[2mone\n\x1b[0mtwo\n", "\x1b[2mone\x1b[0m\ntwo\n");
    }

    #[test]
    fn of_a_terminals_commands_only_colours_pass() {
        check("\x1b[2Ja\x1b]0;x\x07b", "\\x1b[2Ja\\x1b]0;x\\x07b");
        check("\u{9b}2J \u{202e}c\r\n", "\\u{9b}2J \\u{202e}c\\r\n");
        check("\x1b[31", "\\x1b[31");
    }
}
