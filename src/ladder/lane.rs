//! A line of a picture, and what it stands for: a program, or a single socket.
//!
//! The one idea: a program has many sockets and is still one that speaks; so its sockets share a line, and each is
//! named where it matters, as a narration names it. Whoever wants to see the sockets apart gives each its own line.
//!
//! See it run: `netlab ladder run.jsonl`, and the same with `--lanes sockets`.

use std::net::SocketAddr;

/// What has a line of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lanes {
    /// Each program, with all its sockets. Of a program that talks with itself each client has its own.
    Programs,
    /// Each socket.
    #[default]
    Sockets,
}

/// A line of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// What is written above it in place of its role, as in `anna`; [`layout`](crate::ladder::layout) knows no
    /// names.
    pub name: Option<String>,
    /// What its socket is, or what a program is that has several.
    pub role: Role,
    /// Its own address; for an end without a record, the address by which the others know it. Of several sockets
    /// the one that they share; `None` where they have nothing in common.
    pub address: Option<SocketAddr>,
    /// Its number within its process; 0 where it has none, or is one of several.
    pub socket: u64,
    /// How many sockets are shown at it.
    pub n_sockets: usize,
    /// Which of the parts it belongs to; `None` for an end without a record.
    pub part: Option<usize>,
    /// Lines of one group are joined by arrows.
    pub group: usize,
}

/// What a socket has been seen to be, or a program by its sockets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It connected.
    Client,
    /// It came out of a listener.
    Server,
    /// Connections come out of it.
    Listener,
    /// It sends and receives datagrams, and has done neither yet.
    Datagrams,
    /// It has done nothing that would tell.
    Unknown,
    /// It sent a datagram before it received one.
    Sender,
    /// It received a datagram before it sent one.
    Receiver,
    /// What comes in at one of its sockets goes out at another.
    Relay,
    /// Where a relay's traffic comes in.
    RelayIn,
    /// Where a relay's traffic goes out.
    RelayOut,
}

/// One of several sockets that share a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SocketName {
    /// What it is.
    pub role: Role,
    /// What tells it from its like: a connection's port at the client's end, a datagram socket's own.
    pub port: Option<u16>,
}
