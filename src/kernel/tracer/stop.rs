//! What a followed thread can be stopped for.
//!
//! The one idea: whoever follows a family hears of it as a row of these, and nothing else.
//!
//! See it run: `netlab observe -- PROGRAM`.

use crate::kernel::tracer::calls::SysCall;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with this code.
    Exited(i32),
    /// By this signal.
    Killed(i32),
}

/// Something that a thread was stopped for, or that can no longer be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The process.
    pub pid: u32,
    /// The thread.
    pub tid: u32,
    /// Why.
    pub what: What,
}

/// Why a thread was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A call begins; its arguments.
    Entry(SysCall, [u64; 6]),
    /// A call that was to be watched returned this.
    Exit(i64),
    /// It was born as a process of its own, of this one.
    Born(u32),
    /// It has become another program.
    Executed,
    /// It is the last thread of its process, and about to end.
    Ending,
    /// It has ended; its process has not.
    ThreadEnded,
    /// Its process has ended.
    Ended(End),
    /// Nobody is left.
    Over,
    /// A signal came to us meanwhile.
    Interrupted,
}
