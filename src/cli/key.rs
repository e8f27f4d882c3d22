//! Keys, from the bytes that a terminal sends for them.
//!
//! The one idea: a terminal sends characters for characters, and sequences that begin with ESC for the
//! other keys. Reads cut both anywhere, so the reader remembers where it stands. A paste comes between
//! two marks (bracketed paste), so a newline in it is not taken for the Enter key.
//!
//! See it run: `cat -v`, and press the arrows.

/// What a key asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// Typed or pasted; only a paste holds newlines.
    Text(String),
    Enter,
    Backspace,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    /// Earlier in the history.
    Up,
    /// Later in the history.
    Down,
    PageUp,
    PageDown,
    EraseToStart,
    EraseToEnd,
    EraseWord,
    ClearScreen,
    /// Ctrl-D: the end of the input on an empty line, [`Key::Delete`] on any other.
    EndOfInput,
    /// Ctrl-Z.
    Stop,
}

/// Reads keys; remembers a sequence or a character that is not complete yet.
#[derive(Debug, Default)]
pub(super) struct Keys {
    within: Within,
    /// The bytes so far of a character, a sequence's numbers or a paste.
    bytes: Vec<u8>,
    /// The last byte was CR, so an LF belongs to it.
    is_behind_cr: bool,
}

#[derive(Debug, Default, Clone, Copy)]
enum Within {
    #[default]
    Text,
    /// Behind ESC.
    Escape,
    /// Behind ESC `[`.
    Sequence,
    /// Behind ESC `O`, as some terminals send arrows.
    Single,
    Paste,
}

const PASTE_END: &[u8] = b"\x1b[201~";

impl Keys {
    /// The keys that these bytes complete.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Vec<Key> {
        bytes.iter().filter_map(|byte| self.key(*byte)).collect()
    }

    fn key(&mut self, byte: u8) -> Option<Key> {
        match self.within {
            Within::Paste => self.paste(byte),
            // A new ESC begins anew, whatever came to no end before it.
            _ if byte == 0x1b => {
                self.bytes.clear();
                self.within = Within::Escape;
                None
            }
            Within::Text => self.text(byte),
            Within::Escape => {
                self.within = match byte {
                    b'[' => Within::Sequence,
                    b'O' => Within::Single,
                    _ => Within::Text,
                };
                alt(byte)
            }
            Within::Single => {
                self.within = Within::Text;
                named(b"", byte)
            }
            Within::Sequence => self.sequence(byte),
        }
    }

    fn text(&mut self, byte: u8) -> Option<Key> {
        let is_behind_cr = std::mem::replace(&mut self.is_behind_cr, byte == b'\r');
        if byte < 0x20 || byte == 0x7f {
            self.bytes.clear();
            return if byte == b'\n' && is_behind_cr { None } else { control(byte) };
        }
        self.bytes.push(byte);
        match std::str::from_utf8(&self.bytes) {
            Err(error) if error.error_len().is_none() => None,
            // What is no UTF-8 is shown and sent as the replacement character.
            _ => Some(Key::Text(String::from_utf8_lossy(&std::mem::take(&mut self.bytes)).into_owned())),
        }
    }

    fn sequence(&mut self, byte: u8) -> Option<Key> {
        // ECMA-48 §5.4: a sequence ends with a byte of 40 to 7E.
        if !(0x40..=0x7e).contains(&byte) {
            self.bytes.push(byte);
            return None;
        }
        let numbers = std::mem::take(&mut self.bytes);
        let is_paste = (numbers.as_slice(), byte) == (b"200", b'~');
        self.within = if is_paste { Within::Paste } else { Within::Text };
        named(&numbers, byte)
    }

    fn paste(&mut self, byte: u8) -> Option<Key> {
        self.bytes.push(byte);
        if !self.bytes.ends_with(PASTE_END) {
            return None;
        }
        self.within = Within::Text;
        let bytes = std::mem::take(&mut self.bytes);
        let text = String::from_utf8_lossy(&bytes[..bytes.len() - PASTE_END.len()]);
        Some(Key::Text(text.replace("\r\n", "\n").replace('\r', "\n")))
    }
}

fn control(byte: u8) -> Option<Key> {
    // The letter that is pressed together with Ctrl.
    Some(match byte ^ 0x40 {
        b'A' => Key::Home,
        b'B' => Key::Left,
        b'D' => Key::EndOfInput,
        b'E' => Key::End,
        b'F' => Key::Right,
        b'H' | b'?' => Key::Backspace,
        b'I' => Key::Text("\t".to_owned()),
        b'J' | b'M' => Key::Enter,
        b'K' => Key::EraseToEnd,
        b'L' => Key::ClearScreen,
        b'N' => Key::Down,
        b'P' => Key::Up,
        b'U' => Key::EraseToStart,
        b'W' => Key::EraseWord,
        b'Z' => Key::Stop,
        _ => return None,
    })
}

/// A key pressed together with Alt.
fn alt(byte: u8) -> Option<Key> {
    Some(match byte {
        b'b' => Key::WordLeft,
        b'f' => Key::WordRight,
        0x7f => Key::EraseWord,
        _ => return None,
    })
}

/// The key of a sequence: its numbers, and the byte that ends it.
fn named(numbers: &[u8], end: u8) -> Option<Key> {
    let is_by_words = matches!(numbers, b"1;5" | b"1;3" | b"5" | b"3");
    Some(match (numbers, end) {
        (_, b'D') if is_by_words => Key::WordLeft,
        (_, b'C') if is_by_words => Key::WordRight,
        (_, b'A') => Key::Up,
        (_, b'B') => Key::Down,
        (_, b'C') => Key::Right,
        (_, b'D') => Key::Left,
        (_, b'H') | (b"1" | b"7", b'~') => Key::Home,
        (_, b'F') | (b"4" | b"8", b'~') => Key::End,
        (b"5", b'~') => Key::PageUp,
        (b"6", b'~') => Key::PageDown,
        (b"3", b'~') => Key::Delete,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Read in one piece and byte by byte, the same keys come.
    fn check(bytes: &[u8], expected: &[Key]) {
        assert_eq!(Keys::default().read(bytes), expected, "{}", bytes.escape_ascii());
        let mut keys = Keys::default();
        let one_by_one: Vec<Key> = bytes.iter().flat_map(|byte| keys.read(&[*byte])).collect();
        assert_eq!(one_by_one, expected, "{}", bytes.escape_ascii());
    }

    fn text(text: &str) -> Key {
        Key::Text(text.to_owned())
    }

    #[test]
    fn characters_are_read_whole_and_what_is_none_is_replaced() {
        check("é你".as_bytes(), &[text("é"), text("你")]);
        check(b"\xffa", &[text("\u{fffd}"), text("a")]);
        check(b"\xe4\xbd\r", &[Key::Enter]);
    }

    #[test]
    fn a_line_may_end_with_cr_or_lf_or_both() {
        check(b"\r\r\n\n\n", &[Key::Enter, Key::Enter, Key::Enter, Key::Enter]);
    }

    #[test]
    fn a_paste_is_one_text_and_no_key_in_it_is_pressed() {
        check(b"\x1b[200~a\rb\r\n\x03\x1b[A\x1b[201~\r", &[text("a\nb\n\x03\x1b[A"), Key::Enter]);
    }

    #[test]
    fn keys_have_several_sequences_and_unknown_ones_are_passed_over() {
        check(b"\x1b[A\x1bOA\x10", &[Key::Up, Key::Up, Key::Up]);
        check(b"\x1b[H\x1b[1~\x01\x1b[F\x1b[8~", &[Key::Home, Key::Home, Key::Home, Key::End, Key::End]);
        check(b"\x1b[1;5D\x1bf\x1b[3~", &[Key::WordLeft, Key::WordRight, Key::Delete]);
        check(b"\x1b[5~\x1b[6~", &[Key::PageUp, Key::PageDown]);
        check(b"\x1b[15~\x1b[<0;1;1M\x1bx\x1b\x1b[Da", &[Key::Left, text("a")]);
    }
}
