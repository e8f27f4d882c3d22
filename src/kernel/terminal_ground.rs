//! Asking a terminal what its texts stand on.
//!
//! The one idea: the question goes out with what is shown, and the answer comes in with what is typed. So it
//! is asked only where all three streams are one terminal that is ours to read, somebody else's keys are
//! never in the way, and what was typed meanwhile is handed on. A second question, which every terminal
//! answers, says where the answers end.
//!
//! See it run: `printf '\033]11;?\033\\'; cat -v`.

use std::time::Duration;

#[cfg(unix)]
use crate::kernel::standard::is_input_within;

/// What a terminal answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Red, green and blue of the ground; `None` where it has not said.
    pub rgb: Option<[u8; 3]>,
    /// What was typed while it was asked.
    pub typed: Vec<u8>,
}

/// The terminal of standard error, as another one is not called: its device and its session's first process.
#[cfg(unix)]
#[must_use]
pub fn name_of_terminal() -> Option<String> {
    use rustix::stdio::stderr;
    let session = rustix::termios::tcgetsid(stderr()).ok()?;
    let device = rustix::fs::fstat(stderr()).ok()?.st_rdev;
    Some(format!("{device:x}-{}", session.as_raw_nonzero()))
}

/// `None`: this system does not tell.
#[cfg(not(unix))]
#[must_use]
pub fn name_of_terminal() -> Option<String> {
    None
}

/// Asks the terminal and waits for its answer, but no longer than this; `None` where it must not be asked.
#[cfg(unix)]
#[must_use]
pub fn ask(limit: Duration) -> Option<Answer> {
    if !is_ours() {
        return None;
    }
    let before = super::terminal_mode::TerminalMode::of_stdin()?;
    before.single_keys().set();
    // Somebody types already: an answer could not be told from that.
    let heard = (!is_input_within(Duration::ZERO)).then(|| question(limit));
    before.set();
    Some(answer(&heard?))
}

/// `None`: this system has no such terminals.
#[cfg(not(unix))]
#[must_use]
pub fn ask(_: Duration) -> Option<Answer> {
    None
}

/// Gives back to the terminal what was read of it; false where the system does not allow that, as Linux
/// does not from 6.2 on where `dev.tty.legacy_tiocsti` is 0.
#[cfg(unix)]
#[allow(unsafe_code)]
#[must_use]
pub fn give_back(typed: &[u8]) -> bool {
    // SAFETY: the pointer is to a byte that lives over the call, which only reads it (man 2 TIOCSTI).
    typed.iter().all(|byte| unsafe { libc::ioctl(libc::STDIN_FILENO, libc::TIOCSTI, &raw const *byte) } == 0)
}

/// False: this system knows no such order.
#[cfg(not(unix))]
#[must_use]
pub fn give_back(_: &[u8]) -> bool {
    false
}

/// Whether all streams are our session's terminal, and what is typed there is for this process group.
/// Whoever asked from behind would be stopped by the kernel (SIGTTOU), and take another program's keys.
#[cfg(unix)]
fn is_ours() -> bool {
    use rustix::stdio::{stderr, stdin, stdout};
    use rustix::termios::{isatty, tcgetpgrp};
    let device = |stream| rustix::fs::fstat(stream).ok().map(|about| about.st_rdev);
    let streams = [stdin(), stdout(), stderr()];
    streams.into_iter().all(|stream| isatty(stream) && device(stream) == device(stdin()))
        && tcgetpgrp(stdin()).is_ok_and(|front| front == rustix::process::getpgrp())
}

/// All that comes in until the answers have ended, or the time has.
#[cfg(unix)]
fn question(limit: Duration) -> Vec<u8> {
    use std::io::{Read, Write};
    let end = std::time::Instant::now() + limit;
    let mut heard = Vec::new();
    let mut bytes = [0; 256];
    if super::standard::Output.write_all(QUESTION).is_err() {
        return heard;
    }
    while end_of_answers(&heard).is_none() && heard.len() < MAX_BYTES {
        let left = end.saturating_duration_since(std::time::Instant::now());
        if left.is_zero() || !is_input_within(left) {
            break;
        }
        match super::standard::Input.read(&mut bytes) {
            Ok(n_bytes @ 1..) => heard.extend_from_slice(&bytes[..n_bytes]),
            _ => break,
        }
    }
    heard
}

/// The colour of the ground (xterm's OSC 11), and what kind of terminal it is (ECMA-48 §8.3.24, DA).
#[cfg(unix)]
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";
/// More than this is no answer.
#[cfg(unix)]
const MAX_BYTES: usize = 4096;

/// Where the answer to the second question stands: `ESC [ ? … c`.
#[cfg(any(unix, test))]
fn end_of_answers(heard: &[u8]) -> Option<std::ops::Range<usize>> {
    let start = memchr::memmem::find(heard, b"\x1b[?")?;
    let n_numbers = heard[start + 3..].iter().take_while(|byte| b"0123456789;".contains(byte)).count();
    let end = start + 3 + n_numbers;
    (heard.get(end) == Some(&b'c')).then_some(start..end + 1)
}

/// Takes apart what came in: the two answers, and what was typed.
#[cfg(any(unix, test))]
fn answer(heard: &[u8]) -> Answer {
    let mut typed = heard.to_vec();
    if let Some(place) = end_of_answers(&typed) {
        typed.drain(place);
    }
    let mut rgb = None;
    if let Some(start) = memchr::memmem::find(&typed, COLOUR) {
        let rest = &typed[start + COLOUR.len()..];
        // BEL or ESC and a backslash end it; one that was cut goes to the end.
        let n_bytes = rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b)).unwrap_or(rest.len());
        let n_end = match rest.get(n_bytes) {
            Some(0x1b) if rest.get(n_bytes + 1) == Some(&b'\\') => 2,
            Some(_) => 1,
            None => 0,
        };
        rgb = colour(&rest[..n_bytes]);
        typed.drain(start..start + COLOUR.len() + n_bytes + n_end);
    }
    Answer { rgb, typed }
}

#[cfg(any(unix, test))]
const COLOUR: &[u8] = b"\x1b]11;";

/// A colour as X11 writes it: `rgb:ffff/ffff/ffff`, one to four digits each; `rgba:` has a fourth part.
#[cfg(any(unix, test))]
fn colour(text: &[u8]) -> Option<[u8; 3]> {
    let text = std::str::from_utf8(text).ok()?;
    let mut parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?.split('/');
    let mut part = || {
        let digits = parts.next().filter(|digits| (1..=4).contains(&digits.len()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        u8::try_from(value * 255 / (16_u32.pow(digits.len() as u32) - 1)).ok()
    };
    Some([part()?, part()?, part()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_told_from_what_was_typed_around_it() {
        let check = |heard: &str, rgb: Option<[u8; 3]>, typed: &str| {
            assert_eq!(answer(heard.as_bytes()), Answer { rgb, typed: typed.into() }, "{heard:?}");
        };
        check("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c", Some([255; 3]), "");
        check("he\x1b]11;rgb:1e1e/1e1e/1e1e\x07ll\x1b[?6co\r", Some([30; 3]), "hello\r");
        check("\x1b]11;rgb:00/2b/36\x1b\\", Some([0, 0x2b, 0x36]), "");
        check("\x1b]11;rgba:f/f/f/8\x07", Some([255; 3]), "");
        check("\x1b[?1;2c", None, "");
        check("\x1b[Ahi", None, "\x1b[Ahi");
        check("\x1b]11;rgb:12345/0/0\x07\x1b[?6c", None, "");
        check("x\x1b]11;rgb:ff", None, "x");
    }
}
