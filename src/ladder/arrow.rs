//! What stands in a picture: marks at one line, and arrows from one line to another.
//!
//! The one idea: an arrow is two events of two sockets that are about the same thing. Each end keeps its
//! own event, so that it can be asked of either what it proves.
//!
//! See it run: `netlab tour`.

use crate::event::Event;
use crate::ladder::lane::SocketName;

/// Something that went from one line to another, or set out to.
#[derive(Debug, Clone)]
pub struct Arrow<'a> {
    /// The line where it begins.
    pub from: usize,
    /// The line where it ends, or was to end.
    pub to: usize,
    /// Where its two lines have several connections with each other: the port at the client's end of this one.
    pub port: Option<u16>,
    /// What its sender did; `None` where there is no record of that.
    pub sent: Option<&'a Event<'a>>,
    /// What the sender learnt of it later: a connect call's answer.
    pub answer: Option<&'a Event<'a>>,
    /// What its receiver did.
    pub taken: Option<&'a Event<'a>>,
    /// What became of it.
    pub fate: Fate,
    /// How many bytes went; `None` for what is no bytes.
    pub len: Option<u64>,
    /// The first of those bytes.
    pub data: &'a [u8],
    /// What else there is to say.
    pub notes: Vec<Note<'a>>,
}

/// What became of something that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The receiver's program took it.
    Arrived,
    /// There is no record of the other end, so it is not known.
    Unknown,
    /// Bytes that no program ever took: they ended in a buffer.
    Unread,
    /// A datagram of which the receiver's record knows nothing, or a connect call without an answer.
    Lost,
    /// The peer's system said no.
    Refused,
}

/// What is to be said of an arrow beside what it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note<'a> {
    /// These bytes are part of a write of so many.
    OfWrite(u64),
    /// These bytes were read together with others, so many in all.
    OfRead(u64),
    /// The datagram's number in its sender's order.
    Number(u64),
    /// The datagram had been received before.
    Repeated,
    /// The datagram left after one that arrived later.
    Overtook,
    /// Another datagram with the same payload was under way: this could be either.
    CouldBeEither,
    /// The datagram's end was cut off: its full length.
    CutFrom(u64),
    /// Never read, and still in the receiver's buffer when its socket was closed.
    InReceiveBuffer,
    /// Never read: in the sender's buffer, on the way or in the receiver's buffer.
    InSomeBuffer,
    /// Never read, as the connection was never accepted.
    NeverAccepted,
    /// The program waited so long, in microseconds, until the kernel took it.
    Waited(u64),
    /// It took so long, in microseconds, until the receiver took it.
    Took(u64),
    /// An impairment rule touched it.
    Rule(&'a str),
}

/// Which part of an arrow a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// All of it.
    Whole,
    /// Where it leaves. Both of its rows carry its number, which counts such arrows from 1 as they leave.
    Leaves(usize),
    /// Where it arrives.
    Arrives(usize),
}

/// Something at one line alone.
#[derive(Debug, Clone)]
pub struct Mark<'a> {
    /// The line.
    pub lane: usize,
    /// Whose it is, where several sockets share the line.
    pub of: Option<SocketName>,
    /// What happened.
    pub event: &'a Event<'a>,
    /// An impairment rule, or a wait.
    pub notes: Vec<Note<'a>>,
}
