//! Bytes in, messages out: how a stream is cut into messages, and what a message may hold.
//!
//! The one idea: TCP carries bytes, not messages, so where a message ends is a convention. With
//! `lines` or `length` any splitting of the stream into reads gives the same messages; with `raw` each
//! read is taken for a message, and a character that straddles two reads is destroyed. No I/O here.
//!
//! See it run: `netlab chat-server --framing raw`, and paste Chinese text byte by byte.

use std::borrow::Cow;
use std::str::FromStr;

use bytes::{BufMut, Bytes, BytesMut};

/// Where a message ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Framing {
    /// At LF or CRLF.
    #[default]
    Lines,
    /// After as many bytes as a length of 4 bytes, big-endian, before it says.
    Length,
    /// Where a read happens to end.
    Raw,
}

impl FromStr for Framing {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "lines" => Ok(Framing::Lines),
            "length" => Ok(Framing::Length),
            "raw" => Ok(Framing::Raw),
            _ => Err(()),
        }
    }
}

/// A message is longer than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

/// Cuts a stream of bytes into messages; holds at most one unfinished message.
#[derive(Debug)]
pub struct Decoder {
    framing: Framing,
    max_bytes: usize,
    /// The beginning of a message whose end has not come.
    begun: Vec<u8>,
}

impl Decoder {
    /// A decoder for messages of at most `max_bytes`.
    #[must_use]
    pub const fn new(framing: Framing, max_bytes: usize) -> Self {
        Decoder { framing, max_bytes, begun: Vec::new() }
    }

    /// Takes what one read gave, and calls `hear` with each message that it completes.
    ///
    /// # Errors
    /// [`TooLong`], at once when it is certain; the stream cannot be read on from there.
    pub fn push(&mut self, bytes: &[u8], mut hear: impl FnMut(&[u8])) -> Result<(), TooLong> {
        match self.framing {
            Framing::Lines => self.push_lines(bytes, hear),
            Framing::Length => self.push_length(bytes, hear),
            Framing::Raw => {
                hear(bytes);
                Ok(())
            }
        }
    }

    /// The stream has ended: what was begun as a line is the last message; half a frame is none.
    ///
    /// # Errors
    /// [`TooLong`], where only an LF after its CR would have made the last line short enough.
    pub fn finish(&mut self, hear: impl FnOnce(&[u8])) -> Result<(), TooLong> {
        let begun = std::mem::take(&mut self.begun);
        if self.framing == Framing::Lines && !begun.is_empty() {
            hear(self.checked(&begun)?);
        }
        Ok(())
    }

    /// Whether the bytes so far end in the middle of a frame, so that an end here would cut a message.
    #[must_use]
    pub const fn is_within_frame(&self) -> bool {
        matches!(self.framing, Framing::Length) && !self.begun.is_empty()
    }

    /// How much memory the beginning of an unfinished message takes, in bytes.
    #[must_use]
    pub const fn held_bytes(&self) -> usize {
        self.begun.capacity()
    }

    fn push_lines(&mut self, mut bytes: &[u8], mut hear: impl FnMut(&[u8])) -> Result<(), TooLong> {
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at(end);
            bytes = &rest[1..];
            if self.begun.is_empty() {
                hear(self.checked(without_cr(line))?);
                continue;
            }
            self.begin(line)?;
            let line = std::mem::take(&mut self.begun);
            hear(self.checked(without_cr(&line))?);
        }
        self.begin(bytes)
    }

    fn push_length(&mut self, mut bytes: &[u8], mut hear: impl FnMut(&[u8])) -> Result<(), TooLong> {
        loop {
            let missing = HEADER_BYTES.saturating_sub(self.begun.len()).min(bytes.len());
            self.begun.extend_from_slice(&bytes[..missing]);
            bytes = &bytes[missing..];
            let Some(header) = self.begun.first_chunk::<HEADER_BYTES>() else { return Ok(()) };
            let len = u32::from_be_bytes(*header) as usize;
            if len > self.max_bytes {
                return Err(TooLong);
            }
            let missing = HEADER_BYTES + len - self.begun.len();
            if bytes.len() < missing {
                self.begun.extend_from_slice(bytes);
                return Ok(());
            }
            self.begun.extend_from_slice(&bytes[..missing]);
            bytes = &bytes[missing..];
            hear(&self.begun[HEADER_BYTES..]);
            self.begun.clear();
        }
    }

    /// Keeps the beginning of a line. One byte more than allowed may be the CR before an LF.
    fn begin(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        let ends_with_cr = bytes.last().or(self.begun.last()) == Some(&b'\r');
        if self.begun.len() + bytes.len() > self.max_bytes + usize::from(ends_with_cr) {
            return Err(TooLong);
        }
        self.begun.extend_from_slice(bytes);
        Ok(())
    }

    fn checked<'a>(&self, line: &'a [u8]) -> Result<&'a [u8], TooLong> {
        if line.len() > self.max_bytes { Err(TooLong) } else { Ok(line) }
    }
}

/// The length before a frame: 4 bytes, big-endian.
const HEADER_BYTES: usize = 4;

fn without_cr(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Appends one message, made of a prefix and a text, to the bytes of a frame.
///
/// # Panics
/// If prefix and text are together longer than 4 GiB, which no limit of the room allows.
pub fn encode(framing: Framing, prefix: impl AsRef<[u8]>, text: impl AsRef<[u8]>, frame: &mut BytesMut) {
    let (prefix, text) = (prefix.as_ref(), text.as_ref());
    let len = prefix.len() + text.len();
    frame.reserve(len + HEADER_BYTES);
    if framing == Framing::Length {
        frame.put_u32(u32::try_from(len).expect("messages are limited to less than 4 GiB"));
    }
    frame.put_slice(prefix);
    frame.put_slice(text);
    if framing == Framing::Lines {
        frame.put_u8(b'\n');
    }
}

/// One line of the room itself, encoded.
pub(super) fn line_of_the_room(framing: Framing, line: impl AsRef<[u8]>) -> Bytes {
    let mut frame = BytesMut::new();
    let end = if framing == Framing::Raw { "\n" } else { "" };
    encode(framing, line, end, &mut frame);
    frame.freeze()
}

/// A message as text that harms no terminal.
///
/// Bytes that are no UTF-8 are shown by their number, as `\xb9`: all beyond ASCII where most of them are
/// not, as the rest is UTF-8 by chance. In `raw` they become U+FFFD, as half a character is one. Control characters other than tab, and bidi controls, are shown by
/// their number, as `\x1b`. `raw` keeps line ends, as its messages are no lines, but what follows one is
/// indented: otherwise it could pass for a notice, or for somebody else's message.
#[must_use]
pub fn safe(framing: Framing, message: &[u8]) -> Cow<'_, str> {
    let text = match framing {
        Framing::Raw => String::from_utf8_lossy(message),
        Framing::Lines | Framing::Length => text_of(message),
    };
    // Most text is ASCII, and bytes are looked through faster than characters; to the end, without a way out
    // at each, they are looked at by sixteens.
    let is_plain = message.iter().fold(true, |is_plain, byte| is_plain & matches!(byte, b'\t' | b' '..=b'~'));
    if is_plain || !text.contains(is_harmful) {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        match char {
            '\r' if framing == Framing::Raw && rest.peek() == Some(&'\n') => shown.push(char),
            '\n' if framing == Framing::Raw && rest.peek().is_none() => shown.push(char),
            '\n' if framing == Framing::Raw => shown.push_str("\n  "),
            char if !is_harmful(char) => shown.push(char),
            '\0'..='\x7f' => shown.push_str(&format!("\\x{:02x}", u32::from(char))),
            char => shown.push_str(&format!("\\u{{{:x}}}", u32::from(char))),
        }
    }
    Cow::Owned(shown)
}

/// The text, with numbers for what is none.
fn text_of(message: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(message) {
        return Cow::Borrowed(text);
    }
    let n_beyond_ascii = message.iter().filter(|byte| !byte.is_ascii()).count();
    let n_broken: usize = message.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let is_text = n_broken < n_beyond_ascii - n_broken;
    let mut text = String::with_capacity(message.len() + 3 * n_broken);
    for chunk in message.utf8_chunks() {
        for char in chunk.valid().chars() {
            if is_text || char.is_ascii() {
                text.push(char);
            } else {
                char.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push_number(&mut text, byte));
            }
        }
        chunk.invalid().iter().for_each(|byte| push_number(&mut text, *byte));
    }
    Cow::Owned(text)
}

fn push_number(text: &mut String, byte: u8) {
    text.push_str(&format!("\\x{byte:02x}"));
}

fn is_harmful(char: char) -> bool {
    char != '\t' && (char.is_control() || is_bidi_control(char))
}

/// Marks, overrides and isolates that change the order in which letters are shown (Unicode UAX #9 §2),
/// and the separators that a terminal may take for line ends.
fn is_bidi_control(char: char) -> bool {
    matches!(char, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a member says: a message for everybody, or a wish to the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said<'a> {
    Message(&'a str),
    Name(&'a str),
    Who,
    Help,
    Quit,
    Unknown(&'a str),
}

impl<'a> Said<'a> {
    /// Understands one message. A second slash at its beginning makes it a message that begins with one.
    pub(super) fn of(text: &'a str) -> Self {
        let words = text.trim();
        if words == "close" {
            return Said::Quit;
        }
        let Some(command) = text.strip_prefix('/') else { return Said::Message(text) };
        if command.starts_with('/') {
            return Said::Message(command);
        }
        let (command, rest) = command.trim().split_once(' ').unwrap_or((command.trim(), ""));
        match command {
            "name" => Said::Name(rest.trim()),
            "who" => Said::Who,
            "help" => Said::Help,
            "quit" => Said::Quit,
            _ => Said::Unknown(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_messages() {
        let check = |text, expected| assert_eq!(Said::of(text), expected);
        check("hello", Said::Message("hello"));
        check(" /name x", Said::Message(" /name x"));
        check("/name Ann", Said::Name("Ann"));
        check("/name", Said::Name(""));
        check("/who", Said::Who);
        check("/quit ", Said::Quit);
        check("close", Said::Quit);
        check("close the door", Said::Message("close the door"));
        check("//name", Said::Message("/name"));
        check("/dance", Said::Unknown("/dance"));
    }

    #[test]
    fn what_could_harm_a_terminal_is_shown_by_its_number() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(safe(Framing::Lines, bytes), expected);
        check("你好\tworld".as_bytes(), "你好\tworld");
        check(b"\x1b[31m\x07\x7f\rx", "\\x1b[31m\\x07\\x7f\\x0dx");
        check("\u{9b}1m\u{202e}\u{2066}".as_bytes(), "\\u{9b}1m\\u{202e}\\u{2066}");
        check(b"\xe4\xbd", "\\xe4\\xbd");
        check(b"\xc4\xe3 \xc3\xa3!\x1b", "\\xc4\\xe3 \\xc3\\xa3!\\x1b");
        check(b"\xff \xe4\xbd\xa0", "\\xff \u{4f60}");
        assert_eq!(safe(Framing::Raw, b"\xe4\xbd"), "\u{fffd}");
        assert_eq!(safe(Framing::Raw, b"two\r\n* lines\n"), "two\r\n  * lines\n");
        assert_eq!(safe(Framing::Raw, b"over\rwritten"), "over\\x0dwritten");
    }
}
