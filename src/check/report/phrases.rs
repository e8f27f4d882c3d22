//! Phrases that several sentences share: bytes in quotes, a span of time, the program by its name.
//!
//! The one idea: what came from a stranger is made safe in one place, before it stands in any sentence.
//!
//! See it run: any failing check.

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use crate::catalogue::{self, Lang};
use crate::check::exercise::act::Payload;
use crate::check::exercise::template::{Template, Values};
use crate::check::subject::known::ProgramEnd;
use crate::check::subject::place::{At, Place};
use crate::terminal;

/// Bytes in quotes, safe to show, cut where they are long.
pub(crate) fn quoted(bytes: &[u8]) -> String {
    let start = &bytes[..bytes.len().min(200)];
    let shown = terminal::escaped(start);
    if bytes.len() <= 48 && terminal::width(&shown) <= 60 {
        return format!("\"{shown}\"");
    }
    format!("\"{}\" ({})", terminal::cut(&shown, 30), catalogue::byte_size(Lang::English, bytes.len() as u64))
}

/// A text with holes, in quotes: what is left open is shown as `…`.
pub(crate) fn quoted_text(text: &Template, values: &Values) -> String {
    quoted(&text.told(values))
}

/// What goes through a socket.
pub(crate) fn payload(what: &Payload, values: &Values) -> String {
    match what {
        Payload::Text(text) => quoted_text(text, values),
        Payload::Lines(all) => lines(all, values),
        Payload::Frames(frames) => match frames.as_slice() {
            [frame] => format!("the message {}", quoted_text(frame, values)),
            frames => format!("{} messages together", frames.len()),
        },
        Payload::Filler(n_bytes) => format!("{} bytes", terminal::grouped(*n_bytes as u64)),
    }
}

/// One line or several.
pub(crate) fn lines(lines: &[Template], values: &Values) -> String {
    match lines {
        [line] => format!("the line {}", quoted_text(line, values)),
        lines => {
            let lines: Vec<String> = lines.iter().map(|line| quoted_text(line, values)).collect();
            format!("the lines {}", lines.join(", "))
        }
    }
}

/// A span as an exercise gives it.
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}

/// A span as it was measured.
pub(crate) fn measured(duration: Duration) -> String {
    terminal::span(duration.as_micros() as u64)
}

/// The subject, or a second copy of it.
pub(crate) fn the_program(who: &str) -> String {
    if is_first_copy(who) { THE_PROGRAM.to_owned() } else { format!("the {who} copy of the program") }
}

/// Whether this is the program that is meant where nothing else is said.
pub(crate) fn is_first_copy(who: &str) -> bool {
    who == "subject"
}

/// What the subject is called.
pub(crate) const THE_PROGRAM: &str = "the program";

/// Where the program waits, or where its error was, as a clause.
pub(crate) fn located((at, found): &(At, Place)) -> String {
    match at {
        At::Waits => format!("it waits at {}", place(Lang::English, found)),
        At::Failed => format!("its error is at {}", place(Lang::English, found)),
    }
}

/// A line of the learner's own source, with what stands there.
pub(crate) fn place(lang: Lang, place: &Place) -> String {
    let name = Path::new(&place.file).file_name().map_or(place.file.as_str().into(), OsStr::to_string_lossy);
    let at = match &place.function {
        Some(function) => lang.pick(
            format!("{name}:{} in {function}", place.line),
            format!("{name}:{}（{function}）", place.line),
        ),
        None => format!("{name}:{}", place.line),
    };
    match place.source() {
        Some(source) => format!("{at}   {}", terminal::cut(&source, 60)),
        None => at,
    }
}

/// How a program ended.
pub(crate) fn how(end: ProgramEnd) -> String {
    match (end.code, end.signal) {
        (Some(code), _) => format!("ended with exit code {code}"),
        (None, Some(11)) => {
            "was killed by signal 11 (SIGSEGV: it touched memory that is not its own)".to_owned()
        }
        (None, Some(9)) => "was killed by signal 9 (SIGKILL)".to_owned(),
        (None, Some(6)) => "was killed by signal 6 (SIGABRT: it gave up by itself)".to_owned(),
        (None, Some(13)) => {
            "was killed by signal 13 (SIGPIPE: it wrote to a connection that was gone)".to_owned()
        }
        (None, Some(signal)) => format!("was killed by signal {signal}"),
        (None, None) => "ended in a way that the system does not tell".to_owned(),
    }
}
