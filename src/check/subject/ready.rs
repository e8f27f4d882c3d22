//! Is the subject ready?
//!
//! The one idea: the kernel's table says which sockets the subject's processes hold. A server is ready
//! when its port is there; nobody needs to knock, and so the program never sees a visitor it does not
//! understand. The same table says what it holds instead.
//!
//! See it run: `netlab check greeting-server -- python3 -m http.server 8000`.

use std::net::{IpAddr, SocketAddr};

use crate::check::subject::keeper::Keeper;
use crate::event::Transport;
use crate::kernel::table::{Entry, Ports};
use crate::kernel::{process, table};

/// The place where a server subject is expected.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Port {
    pub(crate) addr: SocketAddr,
    pub(crate) transport: Transport,
}

impl Port {
    /// Whether this socket takes what is sent to the place.
    pub(crate) fn is_taken_by(self, entry: &Entry) -> bool {
        self.is_the_number_of(entry) && takes(entry, self.addr.ip())
    }

    /// Whether others come to this socket, by this transport and at this port, whatever its address.
    pub(crate) fn is_the_number_of(self, entry: &Entry) -> bool {
        entry.transport == self.transport && entry.is_open_to_all() && entry.local.port() == self.addr.port()
    }

    /// Whether a program of this check has it.
    pub(crate) fn is_held(self, keeper: &Keeper) -> bool {
        held_at(keeper, self.addr.port()).iter().any(|entry| self.is_taken_by(entry))
    }

    /// Whether it has gone to a program that is none of this check's.
    pub(crate) fn is_lost(self, keeper: &Keeper) -> bool {
        let ours = held_at(keeper, self.addr.port());
        let all =
            table::sockets_at(Ports::own(self.addr.port())).map(|table| table.entries).unwrap_or_default();
        let is_ours = |entry: &Entry| ours.iter().any(|our| our.inode == entry.inode);
        cfg!(target_os = "linux") && all.iter().any(|entry| self.is_taken_by(entry) && !is_ours(entry))
    }
}

/// The sockets of the subject's processes. A system that does not tell who descends from whom is asked for
/// all sockets: the port was free a moment ago, so whoever has it now is the subject.
pub(crate) fn held(keeper: &Keeper, port: u16) -> Vec<Entry> {
    if cfg!(target_os = "linux") {
        return table::held_by(&process::family(keeper.pid())).unwrap_or_default();
    }
    held_at(keeper, port)
}

/// Those of them that have this port.
pub(crate) fn held_at(keeper: &Keeper, port: u16) -> Vec<Entry> {
    let ports = Ports::own(port);
    if cfg!(target_os = "linux") {
        return table::held_at(ports, &process::family(keeper.pid())).unwrap_or_default();
    }
    table::sockets_at(ports).map(|table| table.entries).unwrap_or_default()
}

/// Whether a socket is one that others come to; a UDP socket on a port of the system's choice is none.
pub(crate) fn is_door(entry: &Entry) -> bool {
    entry.is_open_to_all() && entry.local.port() != 0
}

/// Whether connections to this address reach the socket.
fn takes(entry: &Entry, wanted: IpAddr) -> bool {
    match entry.local.ip() {
        local if local == wanted || local.to_canonical() == wanted => true,
        IpAddr::V4(local) => local.is_unspecified(),
        IpAddr::V6(local) => local.is_unspecified() && entry.is_ipv6_only != Some(true),
    }
}
