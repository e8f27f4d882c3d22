//! Findings, told in words: what was expected, what came, what else is known.
//!
//! The one idea: one sentence a fact, whole, and from one function. A sentence that is put together from fragments
//! cannot be said in another language.
//!
//! See it run: the lines `expected` and `got` of any failing check.

use std::net::SocketAddr;

use crate::catalogue::{self, Lang};
use crate::check::exercise::expectation::{Ending, Exit, Stream};
use crate::check::exercise::template::Values;
use crate::check::peer::connection::Ended;
use crate::check::play::fact::{Came, Expected, Fact, Tool};
use crate::check::report::phrases::{how, measured, payload, quoted, seconds, the_program};
use crate::event::Transport;
use crate::terminal;

/// What was expected.
pub(crate) fn expected(expected: &Expected) -> String {
    match expected {
        Expected::Tool(tool) => of_tool(*tool).to_owned(),
        Expected::CanBeStarted(program) => format!("{} can be started", terminal::escaped(program)),
        Expected::WasStarted { who } => format!("{} was started", the_program(who)),
        Expected::HasPort(transport, addr) => format!("the program {} on {addr}", waits(*transport)),
        Expected::Runs => "a program that runs".to_owned(),
        Expected::GoesOnRunning { who } => format!("{} goes on running", the_program(who)),
        Expected::Exits(exit) => of_exit(*exit),
        Expected::ReadsItsInput { who } => format!("{} reads its standard input", the_program(who)),
        Expected::Prints { what, n_times, stream } => of_output(what, *n_times, *stream),
        Expected::HasPrinted { what, n_times: 1 } => format!("{} once", quoted(what)),
        Expected::HasPrinted { what, n_times } => format!("{} {n_times} times", quoted(what)),
        Expected::Words => "some words".to_owned(),
        Expected::LateWords => "some words, but not at once".to_owned(),
        Expected::Memory(limit) => {
            format!("at most {} more memory than before", catalogue::byte_size(Lang::English, *limit))
        }
        Expected::TakesWhatItIsSent => "the program takes what it is sent".to_owned(),
        Expected::Connection(addr) => format!("a connection to {addr}"),
        Expected::IsConnected { who } => format!("{who} is connected"),
        Expected::ConnectsTo { who, addr } => format!("{who} is connected to {addr}"),
        Expected::HasSocket { who } => format!("{who} has a socket"),
        Expected::SomebodyToSendTo => "somebody to send to".to_owned(),
        Expected::SendsDatagram { who, n_bytes } => format!("{who} sends {n_bytes} bytes"),
        Expected::CanSend { who } => format!("{who} can send"),
        Expected::CanSendLine { who, turn } => format!("{who} can send line {turn}"),
        Expected::HearsLine { who, turn, n_turns } => format!("{who} hears line {turn} of {n_turns}"),
        Expected::Payload(what) => payload(what, &Values::default()),
        Expected::Line => "a line".to_owned(),
        Expected::LineWithText => "a line that is not empty".to_owned(),
        Expected::Lines(n_lines) => format!("{n_lines} lines"),
        Expected::Datagram(bytes) => format!("the datagram {}", quoted(bytes)),
        Expected::NoDatagram => "nothing".to_owned(),
        Expected::Silence => "nothing, for the connection is not at an end".to_owned(),
        Expected::OpenConnection => "an open connection".to_owned(),
        Expected::End(ending) => of_ending(*ending).to_owned(),
        Expected::EndAlone(ending) => format!("{}, and nothing before it", of_ending(*ending)),
        Expected::EndNotBefore(span) => format!("the end, but not before {}", seconds(*span)),
        Expected::CleanText => "text without control characters".to_owned(),
        Expected::Pong => "the program answers PING with PONG".to_owned(),
        Expected::AllMeet => "each member hears a line of each other".to_owned(),
        Expected::LineThatEndsIn(text) => format!("a line that ends in {}", quoted(text)),
        Expected::OnceALineThatEndsIn(text) => format!("a line that ends in {} once", quoted(text)),
        Expected::NoLineThatEndsIn(text) => format!("no line that ends in {}", quoted(text)),
        Expected::WholeLines => "lines that are whole, each by itself".to_owned(),
        Expected::DifferentValues => "values that differ".to_owned(),
        Expected::SameValues => "values that are the same".to_owned(),
    }
}

fn of_tool(tool: Tool) -> &'static str {
    match tool {
        Tool::Port => "the port for netlab itself",
        Tool::Link => "a link for netlab itself",
        Tool::Engine => "an engine of netlab itself",
        Tool::UdpSocket => "a UDP socket for netlab itself",
        Tool::Terminal => "a terminal for the program",
        Tool::Start => "the program is started",
        Tool::Guard => "a program that netlab holds",
    }
}

fn waits(transport: Transport) -> &'static str {
    match transport {
        Transport::Udp => "receives",
        Transport::Tcp => "listens",
    }
}

fn of_exit(exit: Exit) -> String {
    match exit {
        Exit::Code(code) => format!("exit code {code}"),
        Exit::Failure => "another exit code than 0".to_owned(),
        Exit::Any => "the program's end".to_owned(),
    }
}

fn of_output(what: &[u8], n_times: usize, stream: Stream) -> String {
    let place = if stream == Stream::Err { "standard error" } else { "standard output" };
    let what = quoted(what);
    if n_times > 1 { format!("{what} {n_times} times on {place}") } else { format!("{what} on {place}") }
}

fn of_ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Fin => "the program's end (FIN)",
        Ending::Reset => "a reset (RST)",
        Ending::Any => "the end of the connection",
    }
}

/// What came instead.
pub(crate) fn came(came: &Came) -> String {
    match came {
        Came::Nothing => "nothing".to_owned(),
        Came::Error(error) => error.text.clone(),
        Came::GuardIsSilent => "the guard did not answer".to_owned(),
        Came::GuardHasEnded => "the guard that holds it has ended".to_owned(),
        Came::NoStepBefore => "no step before this one starts it".to_owned(),
        Came::NoPortWithin(span) => format!("it did not within {} s", span.as_secs()),
        Came::OtherSockets(sockets) => of_sockets(sockets),
        Came::EndedBefore(end) => format!("before that, it {}", how(*end)),
        Came::Ended(end) => format!("it {}", how(*end)),
        Came::StillRunning(span) => format!("it is still running after {}", seconds(*span)),
        Came::LeftUnread(span) => format!("it has left most of it unread for {}", seconds(*span)),
        Came::Printed(bytes) => quoted(bytes),
        Came::NTimes(n_times) => format!("it {n_times} times"),
        Came::WordsAfter(span) => format!("them after {}", measured(*span)),
        Came::NoWords => "silence".to_owned(),
        Came::MoreMemory(bytes) => format!("{} more", catalogue::byte_size(Lang::English, *bytes)),
        Came::TakesLong { who } => format!("it takes long, and {who} need send no more"),
        Came::NoClientOfEngine => "the program is not connected to the engine".to_owned(),
        Came::NoSuchConnection => "there is no such connection".to_owned(),
        Came::NoSuchSocket => "there is no such socket".to_owned(),
        Came::NobodyToAnswer => "nobody has sent anything yet".to_owned(),
        Came::Nobody => "nobody".to_owned(),
        Came::NoVisitor => "nobody came".to_owned(),
        Came::NoListener => "netlab does not listen yet".to_owned(),
        Came::BuffersAreFull => "the kernel takes no more bytes: both buffers are full".to_owned(),
        Came::Broken(error) => format!("the connection is broken ({})", error.text),
        Came::Heard(bytes, end) => of_heard(bytes, *end),
        Came::BlankLine => "a blank line".to_owned(),
        Came::Line(line) => format!("the line {}", quoted(line)),
        Came::Datagram(bytes) => format!("the datagram {}", quoted(bytes)),
        Came::DatagramFrom(from) => format!("a datagram, but from {from}"),
        Came::NoMoreDatagrams => "nothing more".to_owned(),
        Came::Unreachable => "an ICMP message: nobody has that port any more".to_owned(),
        Came::EndAfter(span) => format!("it after {}", measured(*span)),
        Came::NoText(bytes) => format!("{}, with a byte that is none", quoted(bytes)),
        Came::Twice(value) => format!("{} twice", quoted(value)),
        Came::Different(one, other) => format!("{} and {}", quoted(one), quoted(other)),
        Came::Pairs { n_met, n_pairs } => format!("{n_met} of {n_pairs} pairs have heard each other"),
        Came::LineBefore(line) => format!("{}, and only then this line", quoted(line)),
        Came::LineWithout(line) => format!("a later line, {}, and never this one", quoted(line)),
        Came::Again(line) => format!("it again: {}", quoted(line)),
        Came::HeardBy { who, line } => format!("{who} heard {}", quoted(line)),
    }
}

fn of_sockets(sockets: &[(SocketAddr, Transport)]) -> String {
    let listed = sockets.iter().map(|(addr, transport)| format!("{addr} ({transport})"));
    format!("it has {}", listed.collect::<Vec<_>>().join(" and "))
}

fn of_heard(bytes: &[u8], end: Option<Ended>) -> String {
    match (bytes.is_empty(), end) {
        (true, None) => "nothing: the connection is open and silent".to_owned(),
        (true, Some(Ended::Fin)) => "the end of the stream (FIN)".to_owned(),
        (true, Some(Ended::Reset)) => "a reset (RST)".to_owned(),
        (false, end) => format!("{}, {}", quoted(bytes), and_then(end)),
    }
}

/// What came behind the bytes of [`Came::Heard`].
pub(crate) fn and_then(end: Option<Ended>) -> &'static str {
    match end {
        None => "and then nothing more",
        Some(Ended::Fin) => "and then the end (FIN)",
        Some(Ended::Reset) => "and then a reset (RST)",
    }
}

/// What else is known.
pub(crate) fn fact(fact: &Fact) -> String {
    match fact {
        Fact::IsItInstalled => "is it installed, and is its name spelt right?".to_owned(),
        Fact::LastWords(words) => format!("its last words: {words}"),
        Fact::LeftBehind(1) => "it left a process that goes on: start it in the foreground".to_owned(),
        Fact::LeftBehind(n_left) => {
            format!("it left {n_left} processes that go on: start it in the foreground")
        }
        Fact::TakesOtherTransport { wanted } => {
            format!("the exercise wants {wanted}: TCP and UDP ports are two different things")
        }
        Fact::PortIsInEnvironment(port) => {
            format!("the port must come from the environment variable PORT, here {port}")
        }
        Fact::AddressIsInEnvironment(ip) => {
            format!("the address must come from the environment variable HOST, here {ip}")
        }
        Fact::TakesNoIpv4 => {
            "that is an IPv6 address, which takes no IPv4 here; take the address in HOST".to_owned()
        }
        Fact::HadSent { who, n_bytes } => format!("{who} had sent {n_bytes} bytes when it stood still"),
        Fact::OneOf { who, n_members } => format!("that was {who}, one of {n_members}"),
        Fact::DatagramsCame { n_come, n_wanted } => format!("{n_come} of {n_wanted} came"),
        Fact::LinesWereHeard { n_heard, n_said } => format!("{n_heard} of {n_said} lines were heard"),
        Fact::LinesCame(n_lines) => format!("{n_lines} lines came"),
        Fact::NoNewline => "the words came, and no newline behind them".to_owned(),
        Fact::BeginningOfALine { who } => format!("{who} has heard the beginning of a line"),
        Fact::HeardWithoutNewline { who, bytes } => {
            format!("{who} has heard {}, without a newline", quoted(bytes))
        }
        Fact::ConnectionEnded { who, how: Ended::Fin } => format!("{who}'s connection was ended (FIN)"),
        Fact::ConnectionEnded { who, how: Ended::Reset } => format!("{who}'s connection was broken (RST)"),
        Fact::HeardItself { who } => format!("{who} heard its own words"),
        Fact::ChangedLine(line) => {
            format!("a line came that holds the words and does not end in them: {}", quoted(line))
        }
        Fact::HasNotHeard { who, whom } => format!("{who} has not heard {whom}"),
    }
}
