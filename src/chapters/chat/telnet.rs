//! Telnet's commands, taken out of what a member says.
//!
//! The one idea: to telnet the byte 255 begins a command, as when Ctrl-C is pressed, and a client that has
//! asked a question (DO, WILL) may show nothing until it is answered. So each is answered with no, and
//! none gets into the room. No I/O here.
//!
//! See it run: `telnet 127.0.0.1 8080`, with `netlab chat-server` in another terminal; press Ctrl-C.

use std::borrow::Cow;

/// What is under way of a command; carried from read to read.
#[derive(Debug, Default)]
pub(super) struct Telnet {
    state: State,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// Behind IAC.
    Command,
    /// Behind IAC and a verb: the option follows.
    Option(u8),
    /// Within a subnegotiation, up to IAC SE.
    Negotiation,
    /// Behind an IAC within it.
    NegotiationEnd,
}

/// Interpret As Command (RFC 854, "Telnet command structure").
const IAC: u8 = 255;
const DONT: u8 = 254;
const DO: u8 = 253;
const WONT: u8 = 252;
const WILL: u8 = 251;
const SB: u8 = 250;
const SE: u8 = 240;

/// The last option that is in use among those that were numbered in turn (IANA, "Telnet options").
const MAX_OPTION: u8 = 49;

impl Telnet {
    /// The text among these bytes; what its sender is to be answered is appended to `answer`.
    ///
    /// A 255 that begins no command of telnet stays: it is broken text, and shown as such.
    pub(super) fn text<'a>(&mut self, bytes: &'a [u8], answer: &mut Vec<u8>) -> Cow<'a, [u8]> {
        if self.state == State::Text && memchr::memchr(IAC, bytes).is_none() {
            return Cow::Borrowed(bytes);
        }
        let mut text = Vec::with_capacity(bytes.len());
        for byte in bytes {
            self.state = self.next(*byte, &mut text, answer);
        }
        Cow::Owned(text)
    }

    fn next(&self, byte: u8, text: &mut Vec<u8>, answer: &mut Vec<u8>) -> State {
        match (self.state, byte) {
            (State::Text, IAC) => return State::Command,
            (State::Text, _) => text.push(byte),
            (State::Command, WILL..=DONT) => return State::Option(byte),
            (State::Command, SB) => return State::Negotiation,
            (State::Command, SE..SB) => {}
            // Twice, it is the byte itself.
            (State::Command, IAC) => text.push(IAC),
            (State::Command, _) => text.extend([IAC, byte]),
            (State::Option(verb), _) if byte > MAX_OPTION => text.extend([IAC, verb, byte]),
            // We do nothing that is asked of us, and want nothing that is offered (RFC 1143 §2).
            (State::Option(DO), _) => answer.extend([IAC, WONT, byte]),
            (State::Option(WILL), _) => answer.extend([IAC, DONT, byte]),
            // A no needs no answer.
            (State::Option(_), _) => {}
            (State::Negotiation, IAC) => return State::NegotiationEnd,
            (State::NegotiationEnd, SE) => {}
            (State::Negotiation | State::NegotiationEnd, _) => return State::Negotiation,
        }
        State::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text and the answer, however the bytes are cut into reads.
    fn check(bytes: &[u8], text: &[u8], answer: &[u8]) {
        for at in 0..=bytes.len() {
            let (mut telnet, mut answered) = (Telnet::default(), Vec::new());
            let (first, rest) = bytes.split_at(at);
            let first = telnet.text(first, &mut answered).into_owned();
            let heard = [&first[..], &telnet.text(rest, &mut answered)].concat();
            assert_eq!((heard.as_slice(), answered.as_slice()), (text, answer), "{bytes:x?} cut at {at}");
        }
    }

    #[test]
    fn a_question_is_answered_with_no_and_no_command_is_text() {
        // Ctrl-C: Interrupt Process, and DO TIMING-MARK (RFC 860).
        check(b"\xff\xf4\xff\xfd\x06hello\r\n", b"hello\r\n", b"\xff\xfc\x06");
        check(b"\xff\xfb\x1f\xff\xfd\x18a", b"a", b"\xff\xfe\x1f\xff\xfc\x18");
        check(b"a\xff\xfe\x01\xff\xfc\x03b", b"ab", b"");
        check(b"a\xff\xfa\x1f\x00\xff\xff\x18\xff\xf0b", b"ab", b"");
        check(b"\xff\xf1\xff\xf9", b"", b"");
    }

    #[test]
    fn what_is_no_command_stays_as_it_was() {
        check("来了 tomorrow".as_bytes(), "来了 tomorrow".as_bytes(), b"");
        check(b"\xff\xff", b"\xff", b"");
        check(b"\xffhello", b"\xffhello", b"");
        check(b"\xff\xfehello", b"\xff\xfehello", b"");
    }
}
