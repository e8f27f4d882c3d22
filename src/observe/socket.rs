//! One socket of an observed program: what its calls have made of it so far.
//!
//! The one idea: it is a thing in the kernel, and descriptors in several processes may stand for it. What may be told
//! of it follows the same rules as for our own sockets ([`SocketLife`]).
//!
//! See it run: `netlab observe -- PROGRAM`.

use std::net::SocketAddr;

use crate::event::{SocketLife, Transport};
use crate::observe::probe::{Described, Names};

/// A socket, as far as its calls have told of it.
#[derive(Debug)]
pub(super) struct Socket {
    /// Its number in events, given with the first one: many sockets are made and never used.
    pub(super) number: Option<u64>,
    /// Its inode, where it was there before anybody looked.
    pub(super) inode: Option<u64>,
    /// The process in which it came to be.
    pub(super) pid: u32,
    pub(super) transport: Transport,
    pub(super) names: Names,
    pub(super) is_nonblocking: bool,
    pub(super) role: Role,
    /// A connect call that has not been answered.
    pub(super) attempt: Option<Attempt>,
    /// Since when an accept call finds nothing.
    pub(super) accepts_since_us: Option<u64>,
    /// Its close throws the connection away (`SO_LINGER` with 0 seconds).
    pub(super) throws_away: bool,
    pub(super) life: SocketLife,
    /// How many descriptors stand for it, in all processes.
    pub(super) n_holders: usize,
}

/// What a stream socket has become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    None,
    Listening,
    Connected,
}

/// A connect call on its way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt {
    pub(super) began_us: u64,
    pub(super) to: SocketAddr,
}

impl Socket {
    /// A new one, that no descriptor stands for yet.
    pub(super) fn new(pid: u32, transport: Transport, is_nonblocking: bool) -> Self {
        Socket {
            number: None,
            inode: None,
            pid,
            transport,
            names: Names::default(),
            is_nonblocking,
            role: Role::None,
            attempt: None,
            accepts_since_us: None,
            throws_away: false,
            life: SocketLife::default(),
            n_holders: 0,
        }
    }

    /// One that was there before.
    pub(super) fn found(pid: u32, described: Described) -> Self {
        let Described { inode, is_stream, is_listening, is_nonblocking, names } = described;
        let transport = if is_stream { Transport::Tcp } else { Transport::Udp };
        let role = match names.peer {
            _ if is_listening => Role::Listening,
            Some(_) if is_stream => Role::Connected,
            _ => Role::None,
        };
        Socket { inode: Some(inode), names, role, ..Socket::new(pid, transport, is_nonblocking) }
    }

    pub(super) fn is_stream(&self) -> bool {
        self.transport == Transport::Tcp
    }

    pub(super) fn is_connected(&self) -> bool {
        self.role == Role::Connected
    }
}
