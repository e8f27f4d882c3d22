//! What the judge and the guard say to each other, through two pipes.
//!
//! The one idea: one JSON object a line, in each direction. A line that is cut short by an end is none.
//!
//! See it run: `strace -f -e trace=write netlab check greeting-server -- python3 x.py`.

use std::ffi::OsString;

use serde::{Deserialize, Serialize};

use crate::check::exercise::signal::GroupSignal;
use crate::check::subject::system_error::SystemError;

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
}

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
