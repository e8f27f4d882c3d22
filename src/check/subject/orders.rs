//! What the judge and the guard say to each other, through two pipes.
//!
//! The one idea: one JSON object a line, in each direction. A line that is cut short by an end is none.
//!
//! See it run: `strace -f -e trace=write netlab check greeting-server -- python3 x.py`.

use std::ffi::OsString;

use serde::{Deserialize, Serialize};

use crate::check::exercise::signal::GroupSignal;
use crate::check::subject::system_error::SystemError;
use crate::observe::Held;

/// What the judge tells the guard: one JSON object a line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Order {
    Start {
        who: String,
        program: OsString,
        args: Vec<OsString>,
        env: Vec<(String, String)>,
        out: String,
        err: String,
        /// By an observer, which tells what its sockets do.
        is_observed: bool,
    },
    Type {
        who: String,
        bytes: Vec<u8>,
    },
    CloseStdin {
        who: String,
    },
    Signal {
        who: String,
        signal: GroupSignal,
    },
    /// Its observer is asked for its table of descriptors. It may miss the question, and is asked again then.
    Ask {
        who: String,
    },
}

/// What an observer tells the guard, each in a line that begins with [`SAID`]; its other lines are those of a trace.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Said {
    /// The subject has become its program.
    Started,
    NotStarted(SystemError),
    /// The system does not let us follow it.
    Refused(SystemError),
    /// The table of descriptors, at this moment.
    Holds(Vec<Held>),
    /// Its first process has ended.
    Ended {
        code: Option<i32>,
        signal: Option<i32>,
    },
}

/// No line of a trace begins so.
pub(crate) const SAID: char = '!';

/// What the guard tells the judge.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum News {
    Started {
        who: String,
        pid: u32,
    },
    NotStarted {
        who: String,
        error: SystemError,
    },
    /// This process is an observer, and no program of the check's.
    Observer {
        pid: u32,
    },
    /// The system does not let it be observed.
    NotObserved {
        who: String,
        error: SystemError,
    },
    /// A line of the trace of its own sockets.
    Seen {
        who: String,
        line: String,
    },
    /// The table of descriptors that its observer keeps.
    Holds {
        who: String,
        held: Vec<Held>,
    },
    Exited {
        who: String,
        code: Option<i32>,
        signal: Option<i32>,
    },
    /// So many bytes that were typed have gone into its standard input.
    Typed {
        who: String,
        n_bytes: usize,
    },
    /// It has closed its standard input: what is typed from now on goes nowhere.
    Deaf {
        who: String,
    },
    /// These could not be ended, each with its name and number.
    Left {
        programs: Vec<String>,
    },
}

/// Pieces that may have been typed and not been taken by the subject.
pub(crate) const MAX_TYPED: usize = 1024;
