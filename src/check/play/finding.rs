//! What a step found where it did not find what it expected.
//!
//! The one idea: a finding holds the bytes themselves and the words that are true of them. A diagnosis
//! is chosen by these alone: the first case that fits. So a verdict can always be traced to what came.
//!
//! See it run: a failing check shows its finding before the diagnosis.

use std::io;

use crate::check::exercise::got::{Got, Word};
use crate::check::exercise::template::Values;
use crate::check::report::steps as words;
use crate::check::subject::ready::NO_SOCKET;
use crate::event::ErrorCode;

/// Why a step failed.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// What was expected, in words.
    pub expected: String,
    /// What came, in words.
    pub got: String,
    /// The bytes that were expected, where they are known.
    pub expected_bytes: Option<Vec<u8>>,
    /// The bytes that came.
    pub bytes: Vec<u8>,
    /// Further facts, a sentence each.
    pub facts: Vec<String>,
    /// The judge's own verdict, where the subject did not even become ready.
    pub(crate) trouble: Option<&'static str>,
    pub(crate) words: Vec<Word>,
}

impl Finding {
    pub(crate) fn new(expected: impl Into<String>, got: impl Into<String>, word: Word) -> Finding {
        Finding { expected: expected.into(), got: got.into(), words: vec![word], ..Finding::default() }
    }

    /// The judge itself could not do its part.
    pub(crate) fn of_judge(expected: &str, error: &io::Error) -> Finding {
        Finding { trouble: Some(NO_SOCKET), ..Finding::new(expected, words::of_error(error), Word::Other) }
    }

    pub(crate) fn with_bytes(self, bytes: impl Into<Vec<u8>>) -> Finding {
        Finding { bytes: bytes.into(), ..self }
    }

    pub(crate) fn instead_of(self, bytes: impl Into<Vec<u8>>) -> Finding {
        Finding { expected_bytes: Some(bytes.into()), ..self }
    }

    /// Of many that were expected, so many had come.
    pub(crate) fn of_many(mut self, n_come: u32, n_wanted: u32, verb: &str) -> Finding {
        if n_wanted > 1 {
            self.facts.push(format!("{n_come} of {n_wanted} {verb}"));
        }
        self
    }

    pub(crate) fn and(mut self, word: Word) -> Finding {
        self.words.push(word);
        self
    }

    pub(crate) fn is(&self, word: Word) -> bool {
        word == Word::Other || self.words.contains(&word)
    }

    /// Whether this case describes it.
    pub(crate) fn fits(&self, got: &Got, values: &Values) -> bool {
        match got {
            Got::Word(word) => self.is(*word),
            Got::Text(text) => text.matches(&self.bytes, values).is_some(),
            Got::Line(line) => {
                let end = memchr::memchr(b'\n', &self.bytes);
                end.is_some_and(|end| line.matches(&self.bytes[..end], values).is_some())
            }
            Got::Datagram(text) => {
                !self.is(Word::Nothing) && text.matches(without_line_end(&self.bytes), values).is_some()
            }
            Got::InPieces(text) => {
                let wanted: Vec<u8> = text.fill(values);
                let joined: Vec<u8> =
                    self.bytes.iter().copied().filter(|byte| !b"\r\n".contains(byte)).collect();
                memchr::memmem::find(&joined, &wanted).is_some()
            }
            Got::InLines(text) => is_in_lines(&self.bytes, &text.fill(values)),
        }
    }
}

/// An act of the judge's failed: by what the subject did, or because this machine does not let us.
pub(crate) fn trouble(expected: &str, error: &io::Error, word: Word) -> Finding {
    let is_our_own = OUR_OWN.contains(&ErrorCode::from_io(error));
    if is_our_own {
        Finding::of_judge(expected, error)
    } else {
        Finding::new(expected, words::of_error(error), word)
    }
}

/// What no program at the other end can cause: too many files or too little memory here, an address or a
/// right that we do not have.
const OUR_OWN: &[ErrorCode] = &[
    ErrorCode::EACCES,
    ErrorCode::EADDRINUSE,
    ErrorCode::EADDRNOTAVAIL,
    ErrorCode::EMFILE,
    ErrorCode::ENETDOWN,
    ErrorCode::ENETUNREACH,
    ErrorCode::ENFILE,
    ErrorCode::ENOBUFS,
    ErrorCode::ENOMEM,
    ErrorCode::EPERM,
];

/// Whether the bytes hold all of a text in its order, a piece in each line, as a program leaves them that
/// says something about each read. A line that holds no next piece does not count.
fn is_in_lines(bytes: &[u8], text: &[u8]) -> bool {
    let mut rest = String::from_utf8_lossy(text).into_owned();
    for line in String::from_utf8_lossy(bytes).lines() {
        let ends = rest.char_indices().map(|(at, char)| at + char.len_utf8());
        let taken = ends.take_while(|end| line.contains(&rest[..*end])).last();
        rest.drain(..taken.unwrap_or_default());
    }
    rest.is_empty()
}

/// The bytes without an LF or CRLF at their end.
pub(crate) fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::is_in_lines;

    #[test]
    fn a_text_in_the_lines_of_a_program_is_known_whatever_stands_beside_it() {
        let check = |printed: &str, expected: bool| {
            assert_eq!(is_in_lines(printed.as_bytes(), "你好 abc".as_bytes()), expected, "{printed:?}");
        };
        check("你\n好\n \na\nb\nc\n", true);
        check("got: '你好'\ngot: ' a'\ngot: 'bc'\n", true);
        check("label 你\nlabel 好\nlabel  \nlabel a\nlabel b\nlabel c\nthe end\n", true);
        check("label 你\nlabel 好\n", false);
        check("label b\nlabel a\nlabel 你好\n", false);
        check("", false);
    }
}
