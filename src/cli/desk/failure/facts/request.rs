//! What cannot be, though it was asked for.
//!
//! The one idea: nothing was tried; what was typed is enough to know.

use std::net::IpAddr;

use crate::cli::desk::address::Address;
use crate::event::Rule;
use crate::packet::TooLong;

/// Of what was asked for: it cannot be, or does not go together.
#[derive(Debug)]
pub(crate) enum RequestFailure {
    /// A program stands where `--` is missing; both parts are quoted for a shell.
    DashesMissing {
        word: String,
        before: String,
        behind: String,
    },
    /// The same, where a lesson is missing as well.
    LessonMissing {
        which: String,
        before: String,
        behind: String,
    },
    /// An option that would do nothing.
    NotTaken {
        program: String,
        option: &'static str,
        lack: Lack,
    },
    NotInCatalogue {
        asked: String,
        leads: Leads,
    },
    /// There is no help of a command that is not there.
    NoCommand {
        name: String,
    },
    /// Nothing says which shell this is.
    NoShell,
    NothingToDraw {
        are_filtered: bool,
    },
    NothingToChange {
        option: &'static str,
    },
    TooLong(TooLong),
    OtherFamily {
        ip: IpAddr,
        is_ipv6: bool,
    },
    HalfLocal {
        inside: IpAddr,
        outside: IpAddr,
    },
    NameForAddress {
        option: &'static str,
        addr: Address,
    },
    /// A rule of the other kind of traffic.
    RuleNotHere(Rule),
    /// What does not go together.
    Clash(Clash),
}

/// Options that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clash {
    QuietJson,
    NoRecordToFill,
    /// A picture has no columns.
    WidthOfPicture,
    VerboseTable,
    NoBytesInTcp,
    QueueOnStream,
    RulesTwice,
}

/// What a command has not got, so that an option would do nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack {
    Sockets,
    MoreToSay,
    Lessons,
}

/// Where a word leads on that has no entry.
#[derive(Debug)]
pub(crate) enum Leads {
    /// To the command of this name.
    Command(String),
    /// To entries or mistakes whose names are nearly the same.
    Near(Vec<String>),
    /// To those whose texts speak of it.
    Mentioning(Vec<String>),
    Nowhere,
}
