//! A call on a socket, what it returned, and what may be told of it.
//!
//! The one idea: a program knows its connection by what its calls return, and nothing else. So these few types
//! are all that the rules of truth are fed with, whoever made the calls ([`crate::event::SocketLife`]).
//!
//! See it run: `strace -e network netlab tour`, and `netlab tour`.

use crate::event::error_code::ErrorCode;
use crate::event::kind::Kind;

/// A call on a socket, with what it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// The socket is given its own address.
    Bind,
    /// Connections are let in; so many may wait to be accepted.
    Listen {
        /// The backlog.
        asked: u64,
    },
    /// A connection is made, or not.
    Connect,
    /// A read with room for so many bytes.
    Read {
        /// The buffer's size.
        asked: u64,
    },
    /// A look at what has arrived, which leaves it there but takes a pending error away.
    Peek {
        /// The buffer's size.
        asked: u64,
    },
    /// A write of so many bytes; as [`ErrorCode::EAGAIN`] where the kernel itself is full.
    Write {
        /// The bytes offered.
        asked: u64,
    },
    /// Our sending direction is shut down, on a connection that stands as far as our kernel knows.
    Finish,
    /// A datagram is taken into a buffer of so many bytes.
    ReceiveDatagram {
        /// The buffer's size.
        asked: u64,
        /// The datagram's length before it was cut; `None` where the system does not tell.
        full_len: Option<u64>,
    },
    /// A datagram of so many bytes is sent.
    SendDatagram {
        /// Its length.
        asked: u64,
    },
    /// A look at the next datagram or at the pending error.
    LookAtDatagram,
}

/// What a call returned: bytes moved (0 where it moves none), or why it failed.
pub type CallResult = Result<u64, ErrorCode>;

/// From just before a call until its return, in microseconds of the monotonic clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Just before it.
    pub began_us: u64,
    /// Its return.
    pub t_us: u64,
}

/// What may be told of a call: parts of an [`crate::event::Event`], under the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "an event's fields explain them")]
pub struct Outcome {
    pub kind: Kind,
    pub waited_us: Option<u64>,
    pub offset: Option<u64>,
    pub len: Option<u64>,
    pub asked: Option<u64>,
    pub n: Option<u64>,
    pub full_len: Option<u64>,
}

impl Outcome {
    /// Something happened, and nothing more is to be said of it.
    pub(super) const fn of(kind: Kind) -> Self {
        Outcome { kind, waited_us: None, offset: None, len: None, asked: None, n: None, full_len: None }
    }

    /// Bytes of a stream moved.
    pub(super) const fn moved(kind: Kind, offset: u64, len: u64, asked: u64) -> Self {
        Outcome { offset: Some(offset), len: Some(len), asked: Some(asked), ..Outcome::of(kind) }
    }

    /// A datagram moved, after so many in its direction.
    pub(super) const fn datagram(kind: Kind, n_before: u64, len: u64, asked: u64) -> Self {
        Outcome { n: Some(n_before + 1), len: Some(len), asked: Some(asked), ..Outcome::of(kind) }
    }
}
