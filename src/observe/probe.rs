//! What can be asked about a program that stands still in a call.
//!
//! The one idea: a call's numbers say little by themselves; the bytes, the addresses and the queues are the
//! program's and the kernel's. While it stands, both can be asked. This trait is the seam: here stands a stopped
//! process, in tests a recorded log of the same answers.
//!
//! See it run: `netlab observe --calls calls.jsonl -- curl http://127.0.0.1:8080`.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::event::TcpFacts;

/// What can be asked of the process whose thread has just been stopped.
pub trait Probe {
    /// The monotonic clock, in microseconds.
    fn now_us(&mut self) -> u64;

    /// So many bytes of its memory; fewer, or none, where it has no more there.
    fn memory(&mut self, address: u64, n_bytes: usize) -> Vec<u8>;

    /// The addresses of a socket.
    fn names(&mut self, fd: u32) -> Names;

    /// The kernel's view of a connection; empty where it does not tell.
    fn tcp(&mut self, fd: u32) -> TcpFacts;

    /// How many bytes of the next datagram lie unread; `None` where the kernel does not tell, or there is none.
    fn unread(&mut self, fd: u32) -> Option<u64>;

    /// What an open descriptor is, where it is a socket of the internet.
    fn described(&mut self, fd: u32) -> Option<Described>;

    /// The inode of a descriptor's socket; `None` where it is no socket.
    fn inode(&mut self, fd: u32) -> Option<u64>;

    /// Every descriptor that is open.
    fn descriptors(&mut self) -> Vec<u32>;

    /// The bytes of a file that have just been read from it, so many: the first `n_bytes` of them. They end where
    /// its reading stands now, or at the position that the call was given and has moved on.
    fn file(&mut self, fd: u32, end: Option<u64>, n_moved: u64, n_bytes: usize) -> Vec<u8>;
}

/// A socket's addresses, as far as the kernel tells them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Its own.
    pub local: Option<SocketAddr>,
    /// The other end's.
    pub peer: Option<SocketAddr>,
}

/// A socket that was there before it was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// By which it is known in all processes.
    pub inode: u64,
    /// A stream, or datagrams.
    pub is_stream: bool,
    /// Connections are accepted from it.
    pub is_listening: bool,
    /// A call that would have to wait returns instead.
    pub is_nonblocking: bool,
    /// Its addresses.
    pub names: Names,
}
