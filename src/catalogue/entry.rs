//! The shapes of the entries: texts, which have a language, and facts, which have none.
//!
//! The one idea: an entry is a few named, short, fixed strings. The code that shows one chooses the parts; a
//! terminal line takes the title, `explain` takes all.
//!
//! See them run: `netlab explain accepted`.

use crate::catalogue::Term;

/// An event in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventText {
    /// The fact in one line: at most 60 characters, lower case, no final stop.
    pub title: &'static str,
    /// What the call's return proves: one to four short sentences, at most 320 characters.
    pub proves: &'static str,
    /// The usual wrong conclusion: one or two sentences, at most 240 characters.
    pub does_not_prove: &'static str,
}

/// An event in two clauses of at most 36 columns, lower case, without a final stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    /// What the call's return proves.
    pub proves: &'static str,
    /// The usual wrong conclusion; it goes on behind "it does not prove".
    pub does_not_prove: &'static str,
}

/// What there is to know about an event in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventFacts {
    /// The call that returned, as in `accept4(2)`; it begins with `none` where there is no such call.
    pub call: &'static str,
    /// How our end's TCP state changes in general, as in `SYN_SENT → ESTABLISHED`: by the call, or by the
    /// segment that it reports. [`state_change`](crate::catalogue::state_change) says it of one event.
    ///
    /// `None` where it does not change.
    pub state_change: Option<&'static str>,
    /// The layer whose work the event tells of.
    pub layer: Layer,
    /// Node's counterpart, as in `socket 'data'`; it begins with `none` where there is none.
    pub node: &'static str,
    /// Python's counterpart, as in `sock.recv() returns b''`; it begins with `none` where there is none.
    pub python: &'static str,
    /// Where to read more: RFC sections and man pages, separated by `; `.
    pub source: &'static str,
}

/// The four layers of the Internet (RFC 1122 §1.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// What programs say to each other.
    Application,
    /// From program to program: TCP and UDP.
    Transport,
    /// From machine to machine: IP and ICMP.
    Internet,
    /// From one device to the next.
    Link,
}

impl Layer {
    /// The layer's name: `application`, `transport`, `internet` or `link`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Transport => "transport",
            Self::Internet => "internet",
            Self::Link => "link",
        }
    }
}

/// An error in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorText {
    /// The fact in one line: at most 60 characters, lower case, no final stop.
    pub title: &'static str,
    /// What happened: at most 320 characters.
    pub means: &'static str,
    /// What to do next: at most 320 characters.
    pub remedy: &'static str,
}

/// What there is to know about an error in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorFacts {
    /// The calls that give it, separated by commas.
    pub calls: &'static str,
    /// Its name in Node (`error.code`); it begins with `none` where Node does not show it.
    pub node: &'static str,
    /// Where to read more.
    pub source: &'static str,
}

/// A TCP state in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateText {
    /// The state in one line: at most 60 characters, lower case, no final stop.
    pub title: &'static str,
    /// What is so while it lasts: at most 320 characters.
    pub meaning: &'static str,
    /// Who is to act next, and what ends the state: at most 240 characters.
    pub next: &'static str,
}

/// What there is to know about a TCP state in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateFacts {
    /// The names that Linux's own tools and source use besides; empty where they use the RFC's.
    pub linux: &'static [&'static str],
    /// Where to read more.
    pub source: &'static str,
}

/// A term in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermText {
    /// A definition in one line: at most 70 characters, lower case, no final stop.
    pub title: &'static str,
    /// The explanation, plain words first: two to six sentences, at most 560 characters.
    pub meaning: &'static str,
}

/// What there is to know about a term in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermFacts {
    /// What to read next: one to three terms.
    pub see: &'static [Term],
    /// Where to read more.
    pub source: &'static str,
}

/// The words beside the details of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels {
    /// Beside the system call.
    pub call: &'static str,
    /// Beside the change of the connection's state.
    pub state: &'static str,
    /// Beside what the kernel says of the connection.
    pub kernel: &'static str,
    /// Beside how long the program had to wait.
    pub waited: &'static str,
    /// Beside what a program wrote to its standard output.
    pub prints: &'static str,
    /// For a datagram that was sent.
    pub sent: &'static str,
    /// For a datagram that was received.
    pub got: &'static str,
    /// In the fact of a datagram that was sent, between its length and its peer.
    pub sent_to: &'static str,
    /// Between a label and what it is beside.
    pub colon: &'static str,
    /// Between two details in a row.
    pub semicolon: &'static str,
    /// Between two sentences.
    pub gap: &'static str,
}

/// A header field in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldText {
    /// What it says, in one line: at most 60 characters, lower case, no final stop.
    pub title: &'static str,
    /// Who reads it and why: at most 320 characters.
    pub meaning: &'static str,
}

/// What there is to know about a header field in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFacts {
    /// Where to read more.
    pub source: &'static str,
}

/// A layer of the OSI model in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OsiText {
    /// The layer's name, as in `data link`.
    pub name: &'static str,
    /// Its part in sending any message: at most 36 characters. The port and the address follow it at
    /// layers 4 and 3.
    pub part: &'static str,
    /// The same for one command of FTP, `RETR notes.txt`: at most 36 characters.
    pub ftp: &'static str,
    /// Who does it: at most 16 characters.
    pub handler: &'static str,
    /// Its part where the message stays on the machine: at most 36 characters. `None` where it is the same.
    pub local_part: Option<&'static str>,
    /// Who does it there: at most 16 characters.
    pub local_handler: &'static str,
}

/// The words of a ladder. Sizes and lengths of time are handed in with their units, counts with their thousands apart.
#[derive(Debug, Clone, Copy)]
pub struct Drawn {
    /// What the whole is, of so many rows and so many sockets.
    pub title: fn(usize, usize) -> String,
    /// Above a line: a socket that connected.
    pub client: &'static str,
    /// Above a line: a socket that came out of a listener.
    pub server: &'static str,
    /// Above a line: a socket that accepts connections.
    pub listener: &'static str,
    /// Above a line: a datagram socket.
    pub datagrams: &'static str,
    /// Above a line: who sent a datagram first.
    pub sender: &'static str,
    /// Above a line: who received a datagram first.
    pub receiver: &'static str,
    /// Above a line: a program that passes on what comes.
    pub relay: &'static str,
    /// Above a line: the socket by which a relay's traffic comes in.
    pub relay_in: &'static str,
    /// Above a line: the socket by which it goes out.
    pub relay_out: &'static str,
    /// Above a line: that it stands for so many sockets.
    pub n_sockets: fn(usize) -> String,
    /// In a narration: what has no socket.
    pub program: &'static str,
    /// Above a line: a socket that has done nothing that would tell.
    pub unknown: &'static str,
    /// Above a line: an end of which there is no record.
    pub not_recorded: &'static str,
    /// Notes behind what they are about.
    pub notes: fn(&[String]) -> String,
    /// Beside bytes that are a part of a write of this length.
    pub of_write: fn(u64) -> String,
    /// Beside bytes that are a part of a read of this length.
    pub of_read: fn(u64) -> String,
    /// Beside a datagram that had been received before.
    pub repeated: &'static str,
    /// Beside a datagram that left after one that arrived later.
    pub overtook: &'static str,
    /// Beside one of several equal datagrams.
    pub could_be_either: &'static str,
    /// Beside a datagram of this full length, whose end was lost.
    pub cut_from: fn(u64) -> String,
    /// Beside bytes that lay in the receiver's buffer when it closed.
    pub in_receive_buffer: &'static str,
    /// Beside other bytes that were never read.
    pub in_some_buffer: &'static str,
    /// Beside a connection that no program took.
    pub never_accepted: &'static str,
    /// That a program waited for its kernel so long.
    pub waited: fn(&str) -> String,
    /// That something took so long until it was received.
    pub took: fn(&str) -> String,
    /// That the impairment rule of this name touched it.
    pub rule: fn(&str) -> String,
    /// Beside a datagram of which the receiver's record knows nothing.
    pub not_received: &'static str,
    /// That so many bytes lay unread when a socket was closed.
    pub unread: fn(&str) -> String,
    /// That the kernel did not take so many bytes.
    pub not_taken: fn(&str) -> String,
    /// That nothing happened for so long.
    pub silence: fn(&str) -> String,
    /// Where a record ends before its sockets do.
    pub record_ends: &'static str,
    /// In place of a picture without a row.
    pub nothing: &'static str,
    /// That there was no room for so many rows.
    pub more: fn(&str) -> String,
    /// That so many rows were not wanted.
    pub filtered: fn(&str) -> String,
    /// How one machine's clock was set by another's.
    pub clock: fn(&ClockWords<'_>) -> String,
}

/// What is known of how a clock was set: names that are safe to show, and lengths of time with their units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockWords<'a> {
    /// Whose clock it is.
    pub whose: &'a str,
    /// Whose clock the picture follows.
    pub follows: &'a str,
    /// How far the two were apart; `None` where no record says it.
    pub apart: Option<&'a str>,
    /// Whether it was behind the other one, and not ahead.
    pub is_behind: bool,
    /// How far the guess can be wrong; `None` where that is not known.
    pub margin: Option<&'a str>,
    /// By how many messages it was guessed; 0 for the time of day alone.
    pub n_messages: usize,
    /// By how much the messages contradict each other, if they do.
    pub drift: Option<&'a str>,
}

/// The words of a page that shows a ladder.
#[derive(Debug, Clone, Copy)]
pub struct PageWords {
    /// What the whole is: of these programs, where they are known, with so many rows and so many sockets.
    pub title: fn(&str, usize, usize) -> String,
    /// How to walk through a page.
    pub help: &'static str,
    /// What the field is for that leaves rows out.
    pub filter: &'static str,
    /// What can be typed there.
    pub wishes: &'static str,
    /// Before how many rows are shown of how many.
    pub shown: &'static str,
    /// The name of the details at the side.
    pub detail: &'static str,
    /// What stands at the side before anything is chosen.
    pub nothing_chosen: &'static str,
    /// In place of a drawing that is too long for a browser without scripts.
    pub needs_script: &'static str,
    /// After a row's time.
    pub after_first: &'static str,
    /// Above a payload.
    pub carried: &'static str,
    /// Before how many bytes of a payload were recorded, and of how many.
    pub first_bytes: &'static str,
    /// That the call took so long.
    pub took: fn(&str) -> String,
    /// That the program had waited so long.
    pub had_waited: fn(&str) -> String,
    /// Beside the system call.
    pub call: &'static str,
    /// How the TCP state changed.
    pub state: fn(&str) -> String,
    /// Beside where to read more.
    pub source: &'static str,
    /// Before how many rows are printed, and of how many, where that is not all of them.
    pub printed: &'static str,
}
