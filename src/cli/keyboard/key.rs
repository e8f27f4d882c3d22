//! Keys, from the bytes that a terminal sends for them.
//!
//! The one idea: a terminal sends characters for characters, and sequences that begin with ESC for the
//! other keys and for its answers. Reads cut both anywhere, so the reader remembers where it stands. A
//! sequence that nobody here knows is passed over whole: half of it would stand in the line as text. A
//! paste comes between two marks (bracketed paste), so a newline in it is not taken for the Enter key.
//!
//! See it run: `cat -v`, and press the arrows.

/// What a key asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// Typed: one character.
    Text(String),
    /// Pasted, or a part of a long paste; it may hold newlines.
    Pasted(String),
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
    /// Escape, for whoever asks for it.
    Escape,
}

/// Reads keys; remembers a sequence or a character that is not complete yet.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    within: Within,
    /// The bytes so far of a character, a sequence's numbers or a paste.
    bytes: Vec<u8>,
    /// The last byte was CR, so an LF belongs to it.
    is_behind_cr: bool,
    /// ESC alone is a key, too.
    has_escape: bool,
}

#[derive(Debug, Default, Clone, Copy)]
enum Within {
    #[default]
    Text,
    /// Behind ESC.
    Escape,
    /// Behind ESC `[` (ECMA-48 §8.3.16, CSI).
    Sequence,
    /// Behind ESC `O`, as some terminals send arrows.
    Single,
    /// So many bytes belong to a sequence still, whatever they are.
    Rest(u8),
    /// A string for a device (OSC, DCS, APC and the like): a terminal's answer, to its end.
    Answer,
    Paste,
}

const PASTE_END: &[u8] = b"\x1b[201~";
/// A longer paste comes in pieces, so that one without an end cannot fill our memory.
const MAX_PIECE_BYTES: usize = 64 * 1024;
/// No sequence that is known here has more numbers.
const MAX_SEQUENCE_BYTES: usize = 32;

impl Keys {
    /// Keys of which Escape is one. Elsewhere ESC and a key after it are that key with Alt, however late it comes.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only who draws all of the screen asks for it"))]
    pub(crate) fn with_escape() -> Keys {
        Keys { has_escape: true, ..Keys::default() }
    }

    /// Whether the last byte was ESC, which may be the key alone.
    pub(crate) fn may_be_escape(&self) -> bool {
        self.has_escape && matches!(self.within, Within::Escape)
    }

    /// The key, where nothing came behind ESC.
    pub(crate) fn escape_key(&mut self) -> Key {
        self.go_on(Within::Text);
        Key::Escape
    }

    /// The keys that these bytes complete.
    pub(crate) fn read(&mut self, bytes: &[u8]) -> Vec<Key> {
        bytes.iter().filter_map(|byte| self.key(*byte)).collect()
    }

    fn key(&mut self, byte: u8) -> Option<Key> {
        match self.within {
            Within::Paste => self.paste(byte),
            // A new ESC begins anew, whatever came to no end before it.
            _ if byte == 0x1b => self.go_on(Within::Escape),
            Within::Text => self.text(byte),
            // BEL, or ESC and a backslash.
            Within::Answer if byte == 0x07 => self.go_on(Within::Text),
            // A key is a key: what came to no end before it is given up.
            _ if byte < 0x20 => {
                self.go_on(Within::Text);
                self.text(byte)
            }
            Within::Answer => None,
            Within::Escape => self.escape(byte),
            Within::Rest(1) => self.go_on(Within::Text),
            Within::Rest(n_bytes) => {
                self.within = Within::Rest(n_bytes - 1);
                None
            }
            Within::Single if byte.is_ascii_digit() || byte == b';' => self.collect(byte),
            Within::Single => self.finish(byte),
            Within::Sequence => self.sequence(byte),
        }
    }

    fn go_on(&mut self, within: Within) -> Option<Key> {
        self.bytes.clear();
        self.within = within;
        None
    }

    fn collect(&mut self, byte: u8) -> Option<Key> {
        if self.bytes.len() < MAX_SEQUENCE_BYTES {
            self.bytes.push(byte);
        }
        None
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

    fn escape(&mut self, byte: u8) -> Option<Key> {
        self.go_on(match byte {
            b'[' => Within::Sequence,
            b'O' => Within::Single,
            b']' | b'P' | b'X' | b'^' | b'_' => Within::Answer,
            // A character of another set; the choice of a set (ECMA-35 §13.2).
            b'N' | b' ' | b'#' | b'%' | b'(' | b')' | b'*' | b'+' => Within::Rest(1),
            // Alt and a character that is no ASCII: as many bytes as its first one says.
            0xc2..=0xdf => Within::Rest(1),
            0xe0..=0xef => Within::Rest(2),
            0xf0..=0xf4 => Within::Rest(3),
            _ => Within::Text,
        });
        alt(byte)
    }

    fn sequence(&mut self, byte: u8) -> Option<Key> {
        match byte {
            // Linux's console: ESC [ [ A is F1.
            b'[' if self.bytes.is_empty() => self.go_on(Within::Rest(1)),
            // xterm's mouse: a button and a place, a byte each.
            b'M' if self.bytes.is_empty() => self.go_on(Within::Rest(3)),
            b'~' if self.bytes == b"200" => self.go_on(Within::Paste),
            // ECMA-48 §5.4: a sequence ends with a byte of 40 to 7E.
            0x40..=0x7e => self.finish(byte),
            0x20..=0x3f => self.collect(byte),
            0x7f => None,
            _ => {
                self.go_on(Within::Text);
                self.text(byte)
            }
        }
    }

    fn finish(&mut self, byte: u8) -> Option<Key> {
        let numbers = std::mem::take(&mut self.bytes);
        self.within = Within::Text;
        named(&numbers, byte)
    }

    fn paste(&mut self, byte: u8) -> Option<Key> {
        self.bytes.push(byte);
        let is_over = self.bytes.ends_with(PASTE_END);
        if !is_over && self.bytes.len() < MAX_PIECE_BYTES {
            return None;
        }
        let mut end = self.bytes.len() - PASTE_END.len();
        if is_over {
            self.within = Within::Text;
        } else {
            // Whole characters only, and CR together with its LF.
            let is_inside = |byte: u8| byte & 0xc0 == 0x80;
            let n_inside = self.bytes[..=end].iter().rev().take(3).take_while(|it| is_inside(**it)).count();
            end -= n_inside;
            end -= usize::from(self.bytes[end - 1] == b'\r');
        }
        let rest = if is_over { Vec::new() } else { self.bytes.split_off(end) };
        let bytes = std::mem::replace(&mut self.bytes, rest);
        let text = String::from_utf8_lossy(&bytes[..end]);
        Some(Key::Pasted(text.replace("\r\n", "\n").replace('\r', "\n")))
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
        let pasted = Key::Pasted("a\nb\n\x03\x1b[A".to_owned());
        check(b"\x1b[200~a\rb\r\n\x03\x1b[A\x1b[201~\r", &[pasted, Key::Enter]);
        check(b"\x1b[200~\x1b[201~a", &[Key::Pasted(String::new()), text("a")]);
    }

    #[test]
    fn a_paste_without_an_end_is_handed_on_in_pieces_and_nothing_of_it_is_lost() {
        let given = "你好\r\nworld".repeat(50_000);
        let mut keys = Keys::default();
        let mut came = keys.read(b"\x1b[200~");
        let mut most = 0;
        for bytes in given.as_bytes().chunks(1000) {
            came.extend(keys.read(bytes));
            most = most.max(keys.bytes.len());
        }
        assert!(most <= MAX_PIECE_BYTES, "{most}");
        came.extend(keys.read(PASTE_END));
        let text = |key: Key| if let Key::Pasted(text) = key { text } else { panic!("{key:?}") };
        assert!(came.into_iter().map(text).collect::<String>() == given.replace("\r\n", "\n"));
    }

    #[test]
    fn keys_have_several_sequences() {
        check(b"\x1b[A\x1bOA\x10", &[Key::Up, Key::Up, Key::Up]);
        check(b"\x1b[H\x1b[1~\x01\x1b[F\x1b[8~", &[Key::Home, Key::Home, Key::Home, Key::End, Key::End]);
        check(b"\x1b[1;5D\x1bf\x1b[3~", &[Key::WordLeft, Key::WordRight, Key::Delete]);
        check(b"\x1b[5~\x1b[6~", &[Key::PageUp, Key::PageDown]);
        check(b"\x1b\x1b[Da\x1b\r", &[Key::Left, text("a"), Key::Enter]);
    }

    #[test]
    fn what_nobody_knows_is_passed_over_whole() {
        let unknown: &[&[u8]] = &[
            b"\x1b[15~",
            b"\x1b[<0;1;1M",
            b"\x1bx",
            // F1 of Linux's console.
            b"\x1b[[A",
            // xterm's mouse, its coordinates beyond ASCII too.
            b"\x1b[M !!",
            b"\x1b[M#\xff\xa0",
            b"\x1b[0;33;10M",
            // Answers: the colours, the version, the settings, what a picture may be.
            b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
            b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
            b"\x1bP>|xterm(390)\x1b\\",
            b"\x1bP1$r0 q\x1b\\",
            b"\x1b_Gi=1;OK\x1b\\",
            b"\x1b^x\x1b\\\x1bXx\x1b\\",
            b"\x1b[?64;1;9c\x1b[>0;390;0c\x1b[8;24;80t",
            b"\x1b[97;5u\x1b[27;5;13~\x1b[I\x1b[O",
            b"\x1bO5P\x1bNa\x1b(B\x1b%G",
            // Alt and a character.
            b"\x1b\xc3\xa9\x1b\xe4\xbd\xa0\x1b\xf0\x9f\x99\x82",
        ];
        for sequence in unknown {
            let typed = [b"a", *sequence, b"b"].concat();
            check(&typed, &[text("a"), text("b")]);
            let mut keys = Keys::default();
            for cut in 1..sequence.len() {
                let came = [keys.read(&sequence[..cut]), keys.read(&sequence[cut..])].concat();
                assert_eq!(came, [], "{} cut at {cut}", sequence.escape_ascii());
            }
        }
        let endless = [b"\x1b[".to_vec(), b"1;".repeat(100_000)].concat();
        let mut keys = Keys::default();
        assert_eq!(keys.read(&endless), []);
        assert!(keys.bytes.len() <= MAX_SEQUENCE_BYTES);
        assert_eq!(keys.read(b"mb"), [text("b")]);
        // Enter leads out of an answer that never ends.
        check(b"\x1b]11;rgb\ra", &[Key::Enter, text("a")]);
    }
}
