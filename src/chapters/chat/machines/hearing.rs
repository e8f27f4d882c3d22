//! What the other machines say, on its way into this room: in order, once, and with what is missing.
//!
//! The one idea: a place in the stream is one number. Whatever happens to the connection, listening goes on behind it;
//! and what the engine no longer keeps when we come back, the stamps tell.
//!
//! See it run: stop one of two servers with Ctrl-Z for a while.

use std::borrow::Cow;

use tokio::io::AsyncWrite;

use crate::chapters::chat::batch::Batch;
use crate::chapters::chat::machines::places::MachineName;
use crate::chapters::chat::machines::session::Said;
use crate::chapters::chat::machines::stamp::{Came, Numbers};
use crate::chapters::chat::name;
use crate::chapters::chat::protocol::{Framing, safe};
use crate::chapters::chat::room::Room;

/// How far this machine has heard.
#[derive(Debug, Default)]
pub(super) struct Hearing {
    /// The number in the stream of the last message that was passed on; `None` before the first connection.
    pub(super) position: Option<u64>,
    /// Up to here it was said before this server began: newcomers hear it, those who are here have not missed it.
    history_until: u64,
    numbers: Numbers,
    late: Option<Late>,
}

/// Of so many batches one holds a message, where people come and go while they talk; and some more.
const BATCHES_PER_MESSAGE: u64 = 4;
const MORE_BATCHES: u64 = 64;

/// What was said while this machine could not listen.
#[derive(Debug)]
struct Late {
    until: u64,
    n_lines: u64,
}

impl Hearing {
    /// Where to listen from, in a stream that has messages with these numbers.
    pub(super) fn begin(&mut self, first: u64, last: u64, n_history: usize) -> u64 {
        match self.position {
            Some(position) if position <= last => {
                if position < last {
                    self.expect_late(last);
                }
                position + 1
            }
            // The engine has begun anew, and what it kept is gone.
            Some(_) => {
                self.position = Some(0);
                first.max(1)
            }
            None => {
                // Notices and numbers without lines are in between, so it begins earlier; newcomers hear the last ones.
                let n_batches =
                    if n_history == 0 { 0 } else { BATCHES_PER_MESSAGE * n_history as u64 + MORE_BATCHES };
                let from = (last + 1).saturating_sub(n_batches).max(first).max(1);
                self.position = Some(from - 1);
                self.history_until = last;
                from
            }
        }
    }

    /// All up to this number comes late.
    pub(super) fn expect_late(&mut self, until: u64) {
        if self.position.is_some_and(|position| position < until) {
            let n_lines = self.late.as_ref().map_or(0, |late| late.n_lines);
            self.late = Some(Late { until, n_lines });
        }
    }

    /// Passes on what one machine said.
    pub(super) fn pass_on<W: AsyncWrite + Unpin>(&mut self, said: &Said, room: &Room<W>, own: &MachineName) {
        let is_history = said.seq <= self.history_until;
        self.position = Some(said.seq);
        let is_own = said.from.as_ref() == Some(own);
        let came = said.stamp.as_ref().filter(|stamp| said.from.as_ref() == Some(&stamp.machine));
        let came = came.filter(|_| !is_own).map_or(Came::New { n_lost: 0 }, |stamp| self.numbers.take(stamp));
        if let (Came::New { n_lost: n_lost @ 1.. }, Some(from)) = (&came, &said.from) {
            room.announce(&match n_lost {
                1 => format!("* 1 message of machine {from} was lost"),
                n => format!("* {n} messages of machine {from} were lost"),
            });
        }
        let framing = room.options.framing;
        match &said.from {
            Some(from) if is_history => {
                messages(framing, &said.lines, from).messages().for_each(|message| room.recall(message));
            }
            Some(from) if !is_own && came != Came::Again => {
                let mut batch = messages(framing, &said.lines, from);
                if let Some(late) = &mut self.late {
                    late.n_lines += batch.ends.len() as u64;
                }
                room.pass_on(&mut batch);
            }
            // Its own comes back, as the engine sends everything to everybody: members here have heard it.
            _ => {}
        }
        self.end_late(said.seq, room);
    }

    fn end_late<W: AsyncWrite + Unpin>(&mut self, seq: u64, room: &Room<W>) {
        if let Some(late) = self.late.take_if(|late| late.until <= seq) {
            match late.n_lines {
                0 => {}
                1 => room.announce("* the message before was said while this machine could not listen"),
                n => {
                    room.announce(&format!(
                        "* the {n} messages before were said while this machine could not listen"
                    ));
                }
            }
        }
    }
}

/// The messages of a machine, as this room tells them. Notices of the other machine alone are history to nobody.
fn messages(framing: Framing, lines: &[u8], from: &MachineName) -> Batch {
    let mut batch = Batch::default();
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let shown = safe(Framing::Lines, line);
        let end = if framing == Framing::Raw { "\n" } else { "" };
        batch.push(framing, &*named(&shown, from), end);
    }
    batch
}

/// A line that begins with somebody's name, or is a notice. Any other gets the name of its machine, as of somebody
/// who types into `nc`.
fn named<'a>(line: &'a str, from: &MachineName) -> Cow<'a, str> {
    let has_name = line.split_once(": ").is_some_and(|(name, _)| name::valid(name).is_some());
    if has_name || line.starts_with(NOTICE) || line.starts_with(FURTHER) {
        Cow::Borrowed(line)
    } else {
        format!("{from}: {line}").into()
    }
}

/// The beginning of a further line of a message that has several.
const FURTHER: &str = "  ";

/// The beginning of what a room says itself.
const NOTICE: &str = "* ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_a_name_is_its_machines() {
        let from: MachineName = "py".parse().expect("a name");
        let check = |line: &str, expected: &str| {
            let batch = messages(Framing::Lines, line.as_bytes(), &from);
            assert_eq!(String::from_utf8_lossy(&batch.frame), expected);
        };
        check("anna: hi\n", "anna: hi\n");
        check("hi\r\nben: x\n", "py: hi\nben: x\n");
        check("no end", "py: no end\n");
        check("* anna joined\n", "* anna joined\n");
        check("*: x\n\n", "py: *: x\npy: \n");
        check("anna: 1\n  2\n", "anna: 1\n  2\n");
        check("anna: \x1b[2J\n", "anna: \\x1b[2J\n");
        check("", "");
    }

    #[test]
    fn listening_begins_where_it_ended_and_newcomers_hear_what_was_before() {
        let check = |position, first, last, n_history, expected| {
            let mut hearing = Hearing { position, ..Hearing::default() };
            assert_eq!(hearing.begin(first, last, n_history), expected);
        };
        check(None, 0, 0, 0, 1);
        check(None, 1, 10, 0, 11);
        check(None, 1, 1000, 3, 925);
        check(None, 9, 10, 5, 9);
        check(None, 1, 2, 5, 1);
        check(Some(7), 1, 10, 5, 8);
        check(Some(10), 1, 10, 5, 11);
        // The stream is another one than before.
        check(Some(10), 1, 4, 5, 1);
        check(Some(10), 0, 0, 5, 1);
    }
}
