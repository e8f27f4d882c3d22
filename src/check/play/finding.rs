//! What a step found where it did not find what it expected.
//!
//! The one idea: a finding holds the bytes themselves and the words that are true of them. A diagnosis
//! is chosen by these alone: the first case that fits. So a verdict can always be traced to what came.
//!
//! See it run: a failing check shows its finding before the diagnosis.

use std::io;

use crate::check::exercise::got::{Got, Word};
use crate::check::exercise::template::Values;
use crate::check::play::fact::{Came, Expected, Fact, Tool};
use crate::check::play::trouble::Trouble;
use crate::check::subject::system_error::SystemError;
use crate::event::ErrorCode;

/// Whether a step held, or what was found instead.
pub(crate) type Done = Result<(), Finding>;

/// Why a step failed.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) expected: Expected,
    pub(crate) got: Came,
    /// The bytes that were expected, where they are known.
    pub(crate) expected_bytes: Option<Vec<u8>>,
    /// The bytes that came.
    pub(crate) bytes: Vec<u8>,
    /// What else is known.
    pub(crate) facts: Vec<Fact>,
    /// The judge's own verdict, where the subject did not even become ready.
    pub(crate) trouble: Option<Trouble>,
    pub(crate) words: Vec<Word>,
}

impl Finding {
    pub(crate) fn new(expected: Expected, got: Came, word: Word) -> Finding {
        Finding {
            expected,
            got,
            expected_bytes: None,
            bytes: Vec::new(),
            facts: Vec::new(),
            trouble: None,
            words: vec![word],
        }
    }

    /// The judge itself could not do its part.
    pub(crate) fn of_judge(expected: Expected, got: Came) -> Finding {
        Finding { trouble: Some(Trouble::NoSocket), ..Finding::new(expected, got, Word::Other) }
    }

    /// The system does not let the judge have what it needs.
    pub(crate) fn without(tool: Tool, error: &io::Error) -> Finding {
        Finding::of_judge(Expected::Tool(tool), Came::Error(SystemError::of(error)))
    }

    /// An act of the judge's failed: by what the subject did, or because this machine does not let us.
    pub(crate) fn of_error(expected: Expected, error: &io::Error, word: Word) -> Finding {
        let got = Came::Error(SystemError::of(error));
        if OUR_OWN.contains(&ErrorCode::from_io(error)) {
            Finding::of_judge(expected, got)
        } else {
            Finding::new(expected, got, word)
        }
    }

    pub(crate) fn with_bytes(self, bytes: impl Into<Vec<u8>>) -> Finding {
        Finding { bytes: bytes.into(), ..self }
    }

    pub(crate) fn instead_of(self, bytes: impl Into<Vec<u8>>) -> Finding {
        Finding { expected_bytes: Some(bytes.into()), ..self }
    }

    pub(crate) fn with_fact(mut self, fact: impl Into<Option<Fact>>) -> Finding {
        self.facts.extend(fact.into());
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
