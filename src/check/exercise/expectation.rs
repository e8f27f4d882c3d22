//! What the judge expects: of a connection, of a UDP socket, of the program itself.
//!
//! The one idea: an expectation says one thing, so that a failure says which thing was not so.
//!
//! See it run: `lessons/AUTHORING.md`, the table of expectations.

use std::time::Duration;

use crate::check::exercise::act::Payload;
use crate::check::exercise::template::Template;

#[derive(Debug, Clone)]
pub(crate) enum Expectation {
    /// These bytes come next.
    Bytes(Payload),
    /// These lines come next; LF or CRLF. Lines that one of `ignoring` fits do not count.
    Lines {
        lines: Vec<Template>,
        ignoring: Vec<Template>,
    },
    /// A line comes that is not empty.
    AnyLine {
        ignoring: Vec<Template>,
    },
    /// So many lines come.
    Count {
        n_lines: u32,
        ignoring: Vec<Template>,
    },
    /// Lines come that end so, in this order, each once; others between them do not count.
    Hears {
        lines: Vec<Template>,
        times: u32,
    },
    /// Each of these is what one speaker says, so many times: whole, in its order, each once. With gaps, lines may
    /// be left out.
    HearsEach {
        speakers: Vec<Template>,
        times: u32,
        has_gaps: bool,
    },
    /// No line so far ended so, and for a while none comes that does.
    Lacks(Template),
    /// Nothing comes for so long.
    Nothing(Duration),
    /// For so long the connection is neither ended nor broken; what comes does not matter.
    Open(Duration),
    /// The other end finishes, and has said nothing more, or anything.
    ///
    /// `not_before` counts from the moment before the judge's last act on the connection, so that a judge
    /// that is late itself never finds an end too early.
    End {
        ending: Ending,
        after_anything: bool,
        not_before: Duration,
    },
    /// One datagram, or the same one so many times.
    Datagram {
        what: Template,
        is_exact: bool,
        times: u32,
        unless_failed: Option<String>,
    },
    /// These datagrams, in this order; each may come again before the next.
    Datagrams(Vec<Template>),
    /// All that was heard is text without control characters.
    Clean,
    Running,
    Exit(Exit),
    /// The program's own output.
    Output {
        stream: Stream,
        what: Template,
        presence: Presence,
        /// So often at least, where it must be there.
        times: u32,
        /// Where it stands within this, it does not count.
        other_than: Option<Template>,
        not_before: Duration,
    },
    /// It takes at most so many bytes more than when it was measured.
    Growth(u64),
    /// These values differ from each other.
    Differ(Vec<Template>),
    /// These values are the same.
    Same(Vec<Template>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Fin,
    Reset,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Code(i32),
    Failure,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Out,
    Err,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Has,
    Once,
    Lacks,
    /// Something new since the step before.
    New,
}
