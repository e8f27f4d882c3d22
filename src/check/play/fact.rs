//! What was expected, what came instead, and what else is known: as facts.
//!
//! The one idea: at the moment of a failure nothing is worded. A fact holds names, numbers and bytes, one variant a
//! fact; `report/findings.rs` makes a sentence of each, and so could another language.
//!
//! See it run: the lines `expected` and `got` of any failing check.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use crate::check::exercise::act::Payload;
use crate::check::exercise::expectation::{Ending, Exit, Stream};
use crate::check::peer::connection::Ended;
use crate::check::subject::known::ProgramEnd;
use crate::check::subject::system_error::SystemError;
use crate::event::Transport;

/// What was expected.
#[derive(Debug, Clone)]
pub(crate) enum Expected {
    /// The judge gets what it needs for its own part.
    Tool(Tool),
    /// This command can be started.
    CanBeStarted(Vec<u8>),
    /// A step before this one has started it.
    WasStarted {
        who: String,
    },
    HasPort(Transport, SocketAddr),
    /// It is running.
    Runs,
    /// It has not ended by itself when the check is over.
    GoesOnRunning {
        who: String,
    },
    Exits(Exit),
    ReadsItsInput {
        who: String,
    },
    /// It prints this, at least so often.
    Prints {
        what: Vec<u8>,
        n_times: usize,
        stream: Stream,
    },
    /// It has printed this exactly so often.
    HasPrinted {
        what: Vec<u8>,
        n_times: usize,
    },
    /// It prints anything.
    Words,
    /// It prints anything, after a while.
    LateWords,
    /// It takes at most so many bytes more.
    Memory(u64),
    TakesWhatItIsSent,
    /// Somebody connects here.
    Connection(SocketAddr),
    IsConnected {
        who: String,
    },
    ConnectsTo {
        who: String,
        addr: SocketAddr,
    },
    HasSocket {
        who: String,
    },
    SomebodyToSendTo,
    SendsDatagram {
        who: String,
        n_bytes: usize,
    },
    CanSend {
        who: String,
    },
    CanSendLine {
        who: String,
        turn: u32,
    },
    HearsLine {
        who: String,
        turn: u32,
        n_turns: u32,
    },
    /// These bytes or lines come.
    Payload(Payload),
    Line,
    LineWithText,
    Lines(u32),
    Datagram(Vec<u8>),
    /// No datagram.
    NoDatagram,
    /// Nothing, as the connection is not at an end.
    Silence,
    OpenConnection,
    End(Ending),
    /// The end, and nothing before it.
    EndAlone(Ending),
    EndNotBefore(Duration),
    /// No control characters.
    CleanText,
    DifferentValues,
    SameValues,
    /// It answers `PING` with `PONG`.
    Pong,
    /// Each member hears each other.
    AllMeet,
    LineThatEndsIn(Vec<u8>),
    OnceALineThatEndsIn(Vec<u8>),
    NoLineThatEndsIn(Vec<u8>),
    WholeLines,
}

/// What the judge needs for its own part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// The port, where the program is to come to it.
    Port,
    Link,
    /// An engine that several servers share.
    Engine,
    UdpSocket,
    /// A terminal, for the program's output.
    Terminal,
    /// A guard that starts the program.
    Start,
    /// A guard that holds the program.
    Guard,
}

/// What came instead.
#[derive(Debug, Clone)]
pub(crate) enum Came {
    Nothing,
    /// What the system gave.
    Error(SystemError),
    GuardIsSilent,
    GuardHasEnded,
    NoStepBefore,
    /// No socket of it waited for anybody for so long.
    NoPortWithin(Duration),
    /// It has these sockets instead.
    OtherSockets(Vec<(SocketAddr, Transport)>),
    EndedBefore(ProgramEnd),
    Ended(ProgramEnd),
    StillRunning(Duration),
    LeftUnread(Duration),
    Printed(Vec<u8>),
    /// It was there so often.
    NTimes(usize),
    /// Words came after so long.
    WordsAfter(Duration),
    NoWords,
    MoreMemory(u64),
    /// It takes long, and this one need send no more.
    TakesLong {
        who: String,
    },
    NoSuchConnection,
    NoSuchSocket,
    NobodyToAnswer,
    /// No program is connected to the engine.
    NoClientOfEngine,
    Nobody,
    NoVisitor,
    /// The judge does not listen.
    NoListener,
    BuffersAreFull,
    Broken(SystemError),
    /// These bytes, and then this end; or neither, on a silent connection.
    Heard(Vec<u8>, Option<Ended>),
    BlankLine,
    Line(Vec<u8>),
    Datagram(Vec<u8>),
    DatagramFrom(SocketAddr),
    NoMoreDatagrams,
    /// An ICMP message: nobody has that port any more.
    Unreachable,
    EndAfter(Duration),
    NoText(Vec<u8>),
    Twice(Vec<u8>),
    Different(Vec<u8>, Vec<u8>),
    /// So many pairs of so many have heard each other.
    Pairs {
        n_met: usize,
        n_pairs: usize,
    },
    /// This line, and only then the one that was expected.
    LineBefore(Vec<u8>),
    /// This later line, and never the one that was expected.
    LineWithout(Vec<u8>),
    Again(Vec<u8>),
    HeardBy {
        who: String,
        line: Vec<u8>,
    },
}

/// What else is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact {
    IsItInstalled,
    LastWords(String),
    /// So many processes of the program's own go on without it.
    LeftBehind(usize),
    TakesOtherTransport {
        wanted: Transport,
    },
    PortIsInEnvironment(u16),
    AddressIsInEnvironment(IpAddr),
    /// An IPv6 address that takes no IPv4.
    TakesNoIpv4,
    HadSent {
        who: String,
        n_bytes: u64,
    },
    /// It concerned this one of so many.
    OneOf {
        who: String,
        n_members: usize,
    },
    DatagramsCame {
        n_come: u32,
        n_wanted: u32,
    },
    LinesWereHeard {
        n_heard: u32,
        n_said: u32,
    },
    LinesCame(u32),
    NoNewline,
    BeginningOfALine {
        who: String,
    },
    HeardWithoutNewline {
        who: String,
        bytes: Vec<u8>,
    },
    ConnectionEnded {
        who: String,
        how: Ended,
    },
    HeardItself {
        who: String,
    },
    /// A line that holds the words and does not end in them.
    ChangedLine(Vec<u8>),
    HasNotHeard {
        who: String,
        whom: String,
    },
}
