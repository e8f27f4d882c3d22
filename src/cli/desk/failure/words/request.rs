//! What is said of something that was asked for and cannot be, or does not go together.

use crate::cli::desk::failure::facts::{Clash, Lack, Leads, RequestFailure};
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::rule;
use crate::packet::TooLong;

pub(super) fn words_of(failure: &RequestFailure) -> Words {
    match failure {
        RequestFailure::DashesMissing { word, before, behind } => Words::new(
            format!("`--` is missing before {word}"),
            format!("what stands behind it is run as the program: netlab {before} -- {behind}"),
        ),
        RequestFailure::LessonMissing { which, before, behind } => Words::new(
            format!("there is no lesson {which:?}"),
            format!("a lesson's number or name stands before the program: netlab {before} N -- {behind}"),
        ),
        RequestFailure::NotTaken { program, option, lack } => not_taken(program, option, *lack),
        RequestFailure::NotInCatalogue { asked, leads } => {
            Words::new(format!("{asked:?} is not in the catalogue"), leads_on(leads))
        }
        RequestFailure::NoCommand { name } => no_command(name),
        RequestFailure::NoShell => no_shell(),
        RequestFailure::NothingToChange { option } => Words::new(
            format!("with --format json there is nothing for {option} to change"),
            "the object holds all layers and all fields; leave one of the two out",
        ),
        RequestFailure::TooLong(TooLong { limit, n_bytes }) => Words::new(
            format!("a datagram holds at most {limit} bytes here, and these are {n_bytes}"),
            "the kernel would refuse it with EMSGSIZE; TCP takes any length: leave out --udp",
        ),
        RequestFailure::OtherFamily { ip, is_ipv6 } => Words::new(
            format!("{ip} is no {} address", if *is_ipv6 { "IPv6" } else { "IPv4" }),
            "one packet has two addresses of one family; give both, or leave both out",
        ),
        RequestFailure::HalfLocal { inside, outside } => Words::new(
            format!("{inside} does not leave the machine, {outside} is elsewhere"),
            "give two loopback addresses or none: netlab layers --to 127.0.0.1:8080",
        ),
        RequestFailure::NameForAddress { option, addr } => Words::new(
            format!("{option} {addr}: {:?} is a name, not an address", addr.host),
            "nothing is looked up here; write an IP address, as in 127.0.0.1:8080",
        ),
        RequestFailure::RuleNotHere(rule) => rule::not_here(&format!("--{rule}"), *rule),
        RequestFailure::NothingToDraw { are_filtered: true } => Words::new(
            "nothing to draw: the filters leave nothing".to_owned(),
            "without --socket, --kind, --from and --to everything is drawn",
        ),
        RequestFailure::NothingToDraw { .. } => Words::new(
            "nothing to draw: no socket did anything in these traces".to_owned(),
            "a server's record begins when it listens: was the right file given?",
        ),
        RequestFailure::Clash(clash) => {
            let (message, hint) = clashing(*clash);
            Words::new(message.to_owned(), hint)
        }
    }
}

fn no_command(name: &str) -> Words {
    Words::new(format!("netlab has no command {name:?}"), "all commands: netlab help")
}

fn no_shell() -> Words {
    Words::new(
        "no shell is named, and SHELL names none that netlab knows".to_owned(),
        "name it: netlab completions bash (or zsh, fish, elvish, powershell)",
    )
}

const fn clashing(clash: Clash) -> (&'static str, &'static str) {
    match clash {
        Clash::QuietJson => (
            "--quiet tells nothing, so --log-format json has nothing to write",
            "give one of them; --record FILE writes events also with --quiet",
        ),
        Clash::NoRecordToFill => {
            ("--record-bytes has no record to fill", "give it with --record FILE, or with --log-format json")
        }
        Clash::WidthOfPicture => {
            ("--width counts a terminal's columns, and -o draws a picture", "leave one of the two out")
        }
        Clash::VerboseTable => (
            "with --format json there is nothing for --verbose to change",
            "words are explained, data are not; leave one of the two out",
        ),
        Clash::NoBytesInTcp => {
            ("with TCP, writing no bytes sends no segment", "a datagram may be empty: netlab layers '' --udp")
        }
        Clash::QueueOnStream => (
            "--queue cannot be full on a stream: its sender waits instead",
            "--rate alone makes the sender wait; for datagrams add --udp",
        ),
        Clash::RulesTwice => (
            "rules stand in the scenario or on the command line, not in both",
            "a phase without `for` holds to the end: put the rules there",
        ),
    }
}

fn not_taken(program: &str, option: &str, lack: Lack) -> Words {
    match lack {
        Lack::Sockets => Words::new(
            format!("{program} observes no socket, so it takes no {option}"),
            "one that does: netlab --record run.jsonl tour",
        ),
        Lack::MoreToSay => Words::new(
            format!("{program} has no more to say, so it takes no {option}"),
            "with it these say more: the programs with sockets, netlab sockets, netlab layers",
        ),
        Lack::Lessons => Words::new(
            format!("{program} reads no lessons, so it takes no {option}"),
            "it goes with netlab lesson, start, check, solution, progress",
        ),
    }
}

/// To a name, to a command of netlab, or to a text that uses the word.
fn leads_on(leads: &Leads) -> String {
    match leads {
        Leads::Command(name) => format!("it is a command of netlab: netlab {name} --help"),
        Leads::Near(words) => format!("did you mean {}? All words: netlab explain", words.join(", ")),
        Leads::Mentioning(words) => {
            format!("these speak of it: {}. All words: netlab explain", words.join(", "))
        }
        Leads::Nowhere => "all words: netlab explain".to_owned(),
    }
}
