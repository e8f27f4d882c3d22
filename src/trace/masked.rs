//! What nobody is shown: the password that a client of NATS says to its engine.
//!
//! The one idea: whoever watches a program sees what it sends, so a password that is sent in the clear stands in every
//! narration, record and drawing, and records are passed on. So it is masked once, before any ear hears of it, byte by
//! byte, however the bytes were cut: lengths and offsets stay what they are.
//!
//! See it run: `netlab impair --to 4222 --listen 4223 --record run.jsonl`, with a client that has a password.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use memchr::memmem;

use crate::event::{Event, Kind, SocketId};

/// The lines that are being said, of which a part may be secret.
#[derive(Debug, Default)]
pub(crate) struct Mask(Mutex<HashMap<(SocketId, Kind), Line>>);

/// A `CONNECT` whose end has not come.
#[derive(Debug, Default)]
struct Line {
    said: Vec<u8>,
    /// The offset of the next byte.
    next: u64,
    /// Something between was not seen, so nothing of the rest may be shown.
    has_gap: bool,
}

/// How the line begins that says who a client is.
const CONNECT: &[u8] = b"CONNECT {";

/// What its secrets are called.
const SECRETS: [&[u8]; 5] = [b"\"pass\"", b"\"auth_token\"", b"\"jwt\"", b"\"sig\"", b"\"nkey\""];

/// No such line is longer, and the rest of one that is counts as a secret.
const MAX_BYTES: usize = 16 * 1024;

/// No more lines than these are followed at a time.
const MAX_LINES: usize = 1024;

impl Mask {
    /// The event with its secrets masked; `None` where it has none.
    pub(crate) fn over(&self, event: &Event<'_>) -> Option<Event<'static>> {
        let data = event.data.as_deref().filter(|data| !data.is_empty())?;
        let offset = event.offset?;
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (event.id(), event.kind);
        let (mut line, from) = match lines.remove(&key) {
            Some(line) => (line, 0),
            None => (Line::default(), begins_at(data, offset)?),
        };
        let mut shown = data.to_vec();
        let is_over = line.go_on(&mut shown[from..], offset + from as u64);
        line.next = offset + event.len.unwrap_or(data.len() as u64);
        // Of a long payload only the beginning is told.
        line.has_gap |= line.next > offset + data.len() as u64;
        if !is_over && lines.len() < MAX_LINES {
            lines.insert(key, line);
        }
        (shown != data).then(|| {
            let mut masked = event.kept(0);
            masked.data = Some(Cow::Owned(shown));
            masked
        })
    }
}

/// Where in these bytes such a line begins. The first bytes of a stream may be too few to tell.
fn begins_at(data: &[u8], offset: u64) -> Option<usize> {
    if offset == 0 && data.len() < CONNECT.len() {
        return CONNECT.starts_with(data).then_some(0);
    }
    let begins_line = |at: &usize| *at == 0 || data[at - 1] == b'\n';
    memmem::find_iter(data, CONNECT).find(begins_line)
}

impl Line {
    /// Masks what is secret in the next piece; says whether the line is over.
    fn go_on(&mut self, piece: &mut [u8], offset: u64) -> bool {
        self.has_gap |= !self.said.is_empty() && self.next != offset;
        let end = memchr::memchr(b'\n', piece).unwrap_or(piece.len());
        let is_over = end < piece.len();
        if self.has_gap || self.said.len() + end > MAX_BYTES {
            self.has_gap = true;
            piece[..end].fill(b'*');
            return is_over;
        }
        let before = self.said.len();
        self.said.extend_from_slice(&piece[..end]);
        if !CONNECT.starts_with(&self.said[..self.said.len().min(CONNECT.len())]) {
            return true;
        }
        for secret in secrets(&self.said) {
            let (from, to) = (secret.start.max(before), secret.end.max(before));
            piece[from - before..to - before].fill(b'*');
        }
        is_over
    }
}

/// Where the values of secrets stand, as far as they have come.
fn secrets(line: &[u8]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    for name in SECRETS {
        for at in memmem::find_iter(line, name) {
            let skip = |mut at: usize, byte: u8| {
                while line.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
                (line.get(at) == Some(&byte)).then_some(at + 1)
            };
            let Some(from) = skip(at + name.len(), b':').and_then(|at| skip(at, b'"')) else { continue };
            let mut to = from;
            while to < line.len() && line[to] != b'"' {
                // A quote behind a backslash is part of the text.
                to += if line[to] == b'\\' { 2 } else { 1 };
            }
            all.push(from..to.min(line.len()));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Transport;

    fn event(offset: u64, data: &[u8]) -> Event<'_> {
        Event {
            offset: Some(offset),
            len: Some(data.len() as u64),
            data: Some(Cow::Borrowed(data)),
            ..Event::new(Kind::Sent, 1, Transport::Tcp, 5)
        }
    }

    fn shown(mask: &Mask, offset: u64, data: &[u8]) -> String {
        let event = event(offset, data);
        let masked = mask.over(&event);
        let data = masked.as_ref().unwrap_or(&event).data.as_deref().unwrap_or_default();
        String::from_utf8_lossy(data).into_owned()
    }

    #[test]
    fn a_password_is_masked_however_the_bytes_are_cut() {
        let check = |said: &str, expected: &str| {
            for size in [1, 2, 5, 8, 13, said.len()] {
                let (mask, mut all) = (Mask::default(), String::new());
                for (number, piece) in said.as_bytes().chunks(size).enumerate() {
                    all += &shown(&mask, (number * size) as u64, piece);
                }
                assert_eq!(all, expected, "in pieces of {size}");
            }
        };
        check(
            "CONNECT {\"user\":\"a\",\"pass\":\"x\\\"y\",\"lang\":\"c\"}\r\nPUB a 3\r\n\"pass\":\"b\"\r\n",
            "CONNECT {\"user\":\"a\",\"pass\":\"****\",\"lang\":\"c\"}\r\nPUB a 3\r\n\"pass\":\"b\"\r\n",
        );
        check(
            "CONNECT {\"auth_token\" : \"abc\", \"jwt\":\"d\"}\n",
            "CONNECT {\"auth_token\" : \"***\", \"jwt\":\"*\"}\n",
        );
        check(
            "CONNECT example.org:443 HTTP/1.1\r\n\"pass\":\"b\"\r\n",
            "CONNECT example.org:443 HTTP/1.1\r\n\"pass\":\"b\"\r\n",
        );
        check("hello \"pass\":\"b\"\n", "hello \"pass\":\"b\"\n");
    }

    #[test]
    fn where_something_was_not_seen_the_rest_of_the_line_is_not_shown() {
        let mask = Mask::default();
        assert_eq!(shown(&mask, 0, b"CONNECT {\"pa"), "CONNECT {\"pa");
        assert_eq!(shown(&mask, 20, b"secret\"}\nPING\n"), "********\nPING\n");
        assert_eq!(shown(&mask, 34, b"\"pass\":\"b\"\n"), "\"pass\":\"b\"\n", "the line is over");
    }

    #[test]
    fn a_connect_behind_other_lines_is_found_too() {
        let mask = Mask::default();
        assert_eq!(shown(&mask, 9, b"PING\nCONNECT {\"pass\":\"b"), "PING\nCONNECT {\"pass\":\"*");
        assert_eq!(shown(&mask, 32, b"cd\"}\n"), "**\"}\n");
    }
}
