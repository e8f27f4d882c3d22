//! Steps, told in words.
//!
//! The one idea: nobody reads `exercise.toml` to understand why a program failed. Each step says itself
//! in a sentence with the very values of the run, so the numbered steps are the story of the check.
//!
//! See it run: any failing check.

use crate::catalogue::{self, Lang};
use crate::check::exercise::act::{Act, Cut, Sending};
use crate::check::exercise::expectation::{Ending, Exit, Expectation, Presence, Stream};
use crate::check::exercise::step::{Deed, Step};
use crate::check::exercise::template::Values;
use crate::check::play::story::{Happening, Told};
use crate::check::report::phrases::{lines, payload, quoted, quoted_text, seconds, the_program};
use crate::terminal;

/// What was done or seen, as a sentence without its full stop.
pub(crate) fn sentence(told: &Told<'_>) -> String {
    let sentence = match &told.what {
        Happening::Step(step, values) => of_step(step, values),
        Happening::Printed(line) => format!("the program has printed the line {}", quoted(line)),
    };
    if told.was_forgiven { sentence + " (it failed, as it may)" } else { sentence }
}

pub(crate) fn of_step(step: &Step, values: &Values) -> String {
    match &step.deed {
        Deed::Act(act) => of_act(act, values),
        Deed::Expect(who, expectation) => {
            let limit = step.within.map_or_else(String::new, |within| format!(" within {}", seconds(within)));
            of_expectation(who, expectation, values) + &limit
        }
        Deed::Repeat(n_rounds, _) => format!("{n_rounds} rounds of these steps:"),
    }
}

fn of_act(act: &Act, values: &Values) -> String {
    match act {
        Act::Start { who, args, .. } if args.is_empty() => format!("start {}", the_program(who)),
        Act::Start { who, args, .. } => format!("start {} with {}", the_program(who), args.join(" ")),
        Act::Signal { who, signal } => format!("send {} to {}", signal.name(), the_program(who)),
        Act::Kill { who } => format!("kill {}", the_program(who)),
        Act::Restart { who } => format!("kill {} and start it again", the_program(who)),
        Act::Type { who, what } => format!("type {} into {}", payload(what, values), the_program(who)),
        Act::CloseStdin { who } => format!("end the standard input of {}", the_program(who)),
        Act::Listen { is_full: true } => "netlab listens on the port, and its queue is full".to_owned(),
        Act::Listen { .. } => "netlab listens on the port".to_owned(),
        Act::Accept { who } => format!("{who}: the program's connection is accepted"),
        Act::Impair { who, .. } => format!("{who} breaks traffic on purpose from now on"),
        Act::Connect { who, is_narrow: true, .. } => format!("{who} connects, as if behind a slow link"),
        Act::Connect { who, count: 1, .. } => format!("{who} connects"),
        Act::Connect { who, count, .. } => format!("{count} clients connect: {who}.1 to {who}.{count}"),
        Act::Engine { who, slice: Some(n_bytes), .. } => {
            format!("{who} is there, and writes {n_bytes} bytes at a time")
        }
        Act::Engine { who, .. } => format!("{who} is there, for all servers of the room"),
        Act::Ping { who } => format!("{who} asks the program PING"),
        Act::Open { who, count: 1, .. } => format!("{who} opens a UDP socket"),
        Act::Open { who, count, .. } => format!("{count} UDP sockets are opened: {who}.1 to {who}.{count}"),
        Act::Send { who, what, how } => {
            format!("{who} sends {}{}", payload(what, values), of_sending(how))
        }
        Act::Finish { who } => format!("{who} finishes its direction (FIN)"),
        Act::Reset { who } => format!("{who} breaks its connection (RST)"),
        Act::Leave { who } => format!("{who} leaves (FIN)"),
        Act::Close { who } => format!("{who} is closed"),
        Act::StopReading { who } => format!("{who} stops reading"),
        Act::ReadAgain { who } => format!("{who} reads again"),
        Act::Meet { who } => format!("{} talk until each has heard each", who.join(" and ")),
        Act::Measure { who } => format!("measure the memory of {}", the_program(who)),
        Act::React { who, delay, .. } if !delay.is_zero() => {
            format!("{who} answers by itself from now on, each time {} late", seconds(*delay))
        }
        Act::React { who, .. } => format!("{who} answers by itself from now on"),
    }
}

fn of_sending(how: &Sending) -> String {
    let cut = match &how.cut {
        Cut::Whole => String::new(),
        Cut::EachByte => ", byte by byte".to_owned(),
        Cut::At(places) => {
            let places: Vec<String> = places.iter().map(usize::to_string).collect();
            format!(", cut after byte {}", places.join(" and "))
        }
        Cut::AtRound => ", in two pieces".to_owned(),
    };
    let times = if how.times > 1 {
        format!(", {} times", terminal::grouped(u64::from(how.times)))
    } else {
        String::new()
    };
    let every = how.every.map_or_else(String::new, |pause| format!(", one every {}", seconds(pause)));
    let beside = if how.is_meanwhile { ", beside the steps that follow" } else { "" };
    cut + &times + &every + beside
}

fn of_expectation(who: &str, expectation: &Expectation, values: &Values) -> String {
    let program = the_program(who);
    match expectation {
        Expectation::Bytes(what) => format!("{who} gets {}", payload(what, values)),
        Expectation::Lines { lines: all, .. } => format!("{who} gets {}", lines(all, values)),
        Expectation::AnyLine { .. } => format!("{who} gets a line"),
        Expectation::Count { n_lines, .. } => format!("{who} gets {n_lines} lines"),
        Expectation::Hears { lines, times: 1 } => {
            let lines: Vec<String> = lines.iter().map(|line| quoted_text(line, values)).collect();
            format!("{who} hears {}", lines.join(", "))
        }
        Expectation::Hears { times, .. } => format!("{who} hears all {times} of them in order"),
        Expectation::HearsEach { speakers, times, has_gaps: false } => {
            format!("{who} hears {times} lines of each of {} speakers, whole and in order", speakers.len())
        }
        Expectation::HearsEach { speakers, times, .. } => {
            format!(
                "{who} hears up to {times} lines of each of {} speakers, whole and in order",
                speakers.len()
            )
        }
        Expectation::Lacks(line) => format!("{who} does not hear {}", quoted_text(line, values)),
        Expectation::Nothing(span) => format!("{who} gets nothing for {}", seconds(*span)),
        Expectation::Open(span) => format!("{who}'s connection stays open for {}", seconds(*span)),
        Expectation::End { ending, not_before, .. } => {
            let early = if not_before.is_zero() {
                String::new()
            } else {
                format!(", not before {}", seconds(*not_before))
            };
            match ending {
                Ending::Fin => format!("{who} gets the program's end (FIN){early}"),
                Ending::Reset => format!("{who}'s connection is broken (RST){early}"),
                Ending::Any => format!("{who}'s connection is ended{early}"),
            }
        }
        Expectation::Datagram { what, times, .. } => {
            let n_times = if *times > 1 { format!(" {times} times") } else { String::new() };
            format!("{who} gets the datagram {}{n_times}", quoted_text(what, values))
        }
        Expectation::Datagrams(all) => format!("{who} gets {} datagrams in order", all.len()),
        Expectation::Clean => format!("{who} has heard nothing but text"),
        Expectation::Running => format!("{program} is still running"),
        Expectation::Exit(Exit::Code(code)) => format!("{program} exits with code {code}"),
        Expectation::Exit(Exit::Failure) => format!("{program} exits with another code than 0"),
        Expectation::Exit(Exit::Any) => format!("{program} exits"),
        Expectation::Output { stream, what, presence, times, .. } => {
            let what = quoted_text(what, values);
            format!("{program} {}", of_output(*stream, &what, *presence, *times))
        }
        Expectation::Growth(bytes) => {
            format!("{program} has not grown by {}", catalogue::byte_size(Lang::English, *bytes))
        }
        Expectation::Differ(_) => "these values differ".to_owned(),
        Expectation::Same(all) => format!("these {} values are the same", all.len()),
    }
}

fn of_output(stream: Stream, what: &str, presence: Presence, n_times: u32) -> String {
    let place = match stream {
        Stream::Out => "standard output",
        Stream::Err => "standard error",
        Stream::Both => "its output",
    };
    match presence {
        Presence::Has if n_times > 1 => format!("has printed {what} {n_times} times on {place}"),
        Presence::Has => format!("has printed {what} on {place}"),
        Presence::Once => format!("has printed {what} exactly once on {place}"),
        Presence::Lacks => format!("has not printed {what} on {place}"),
        Presence::New => "says something".to_owned(),
    }
}
