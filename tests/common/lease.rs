//! Ports that must be known before anybody binds them, leased for as long as a test needs them.
//!
//! The one idea: a port that the kernel gave away and that was let go again belongs to nobody. The kernel
//! may give it to any client a moment later, and that client's connection keeps it for a minute in
//! TIME_WAIT. So where a program can bind port 0 and tell which one it got, it does; where a number must
//! stand in a command beforehand, it is leased here, below the ports that kernels give to clients.

#![allow(dead_code, reason = "each that includes it uses its own part of this")]

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::BuildHasher;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};

/// The first port of all leases, and how many leases there are: the ports from 2000 to 7999.
///
/// Linux gives clients ports from 32768 on, macOS and Windows from 49152, FreeBSD from 10000; a check of
/// netlab chooses from 18000 to 31999.
const FIRST: u16 = 2000;
const N_LEASES: u64 = 600;

/// How many ports one lease has. The first is a multiple of it, a number that no text shows.
pub(crate) const N_PORTS: u16 = 10;

/// Ten ports in a row that nobody uses, and that no other test takes while this is held.
#[derive(Debug)]
pub(crate) struct Lease {
    first: u16,
    /// Locked: other test programs see it. The system lets go of it when this process ends, however.
    _lock: File,
}

impl Lease {
    /// Leases ten ports.
    ///
    /// # Panics
    ///
    /// Panics where all leases are taken.
    pub(crate) fn take() -> Lease {
        let start = RandomState::new().hash_one(std::process::id());
        (0..N_LEASES)
            .map(|offset| FIRST + (start.wrapping_add(offset) % N_LEASES) as u16 * N_PORTS)
            .find_map(Lease::of)
            .expect("a free port from 2000 to 7999")
    }

    fn of(first: u16) -> Option<Lease> {
        let file = std::env::temp_dir().join(format!("netlab-test-ports-{first}"));
        // A file of another user cannot be opened, so its ports are not ours to take.
        let lock = File::create(file).ok()?;
        lock.try_lock().ok()?;
        (first..first + N_PORTS).all(is_free).then_some(Lease { first, _lock: lock })
    }

    /// The first port.
    pub(crate) fn port(&self) -> u16 {
        self.first
    }

    /// The first port on 127.0.0.1. Nobody listens there until the test does.
    pub(crate) fn addr(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.first))
    }
}

/// Whether a program can take the port on all addresses, whatever options it sets.
fn is_free(port: u16) -> bool {
    // A system without IPv6 has another error.
    let ipv6 = TcpListener::bind((Ipv6Addr::UNSPECIFIED, port));
    !ipv6.is_err_and(|error| error.kind() == std::io::ErrorKind::AddrInUse)
        && TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok()
        && UdpSocket::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok()
        && !is_remembered(port)
}

/// Whether an earlier test left the port in the name of a connection that only the kernel knows; Linux tells.
///
/// std sets `SO_REUSEADDR` where it listens, so it does not meet these; other programs do.
fn is_remembered(port: u16) -> bool {
    let name = format!(":{port:04X} ");
    ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .any(|table| std::fs::read_to_string(table).is_ok_and(|table| table.contains(&name)))
}
