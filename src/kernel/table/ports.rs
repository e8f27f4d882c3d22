//! Which sockets are asked for, by their ports.
//!
//! The one idea: the kernel finds sockets by their ports, as it must for every packet, and hands over only those
//! that were asked for. To dump all and to throw most of them away is slow where there are thousands.
//!
//! See it run: `ss -tan sport = :8080`.

use crate::kernel::table::entry::Entry;

/// The ports of the sockets that are asked for; `None` stands for any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    /// The socket's own.
    pub own: Option<u16>,
    /// The other end's.
    pub peers: Option<u16>,
}

impl Ports {
    /// All sockets.
    pub const ALL: Self = Ports { own: None, peers: None };

    /// Those with this port of their own.
    #[must_use]
    pub const fn own(port: u16) -> Self {
        Ports { own: Some(port), ..Self::ALL }
    }

    /// Those whose other end has this port.
    #[must_use]
    pub const fn peers(port: u16) -> Self {
        Ports { peers: Some(port), ..Self::ALL }
    }

    /// Whether a socket is one of them.
    #[must_use]
    pub fn are_those_of(self, entry: &Entry) -> bool {
        let is_it = |wanted: Option<u16>, port: Option<u16>| wanted.is_none() || wanted == port;
        is_it(self.own, Some(entry.local.port())) && is_it(self.peers, entry.peer.map(|peer| peer.port()))
    }
}
