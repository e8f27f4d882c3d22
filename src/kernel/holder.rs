//! Who holds a port.
//!
//! The one idea: "address already in use" names no culprit, but the kernel knows it: its socket table
//! says which sockets exist, and each process's open files say whose they are.
//!
//! See it run: start `netlab tcp-server` twice.

use std::net::{IpAddr, SocketAddr};

use crate::event::{TcpState, Transport};
use crate::kernel::table::{self, Entry, Holding, Owner, Ports};

/// Who or what holds a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// This program.
    Program(Owner),
    /// A program that does not show its files to us: usually another user's.
    Hidden,
    /// No program: the kernel alone still keeps a connection of one that has ended, in this state.
    Kernel(TcpState),
    /// Nobody whom the system tells of.
    Unknown,
}

/// Who holds this port.
///
/// A program comes before the kernel, and a socket that is open to all before a connection.
#[must_use]
pub fn holder_of(addr: SocketAddr, transport: Transport) -> Holder {
    let Ok(table) = table::sockets_at(Ports::own(addr.port())) else { return Holder::Unknown };
    let mut entries = table.entries;
    entries.retain(|entry| entry.transport == transport && is_in_the_way(entry, addr));
    entries.sort_by_key(|entry| !entry.is_open_to_all());
    if let Some(owner) = entries.iter().find_map(|entry| entry.owners.first()) {
        return Holder::Program(owner.clone());
    }
    if entries.iter().any(|entry| entry.holding() == Holding::Hidden) {
        return Holder::Hidden;
    }
    let left = entries.iter().filter(|entry| entry.holding() == Holding::Kernel);
    // Where there are several, TIME_WAIT is the one whose end is known.
    let mut states: Vec<TcpState> = left.filter_map(|entry| entry.state).collect();
    states.sort_by_key(|state| *state == TcpState::TimeWait);
    states.first().map_or(Holder::Unknown, |state| Holder::Kernel(*state))
}

/// Whether somebody lets clients or datagrams in at this address; `None` where the system does not tell.
#[must_use]
pub fn is_served(addr: SocketAddr, transport: Transport) -> Option<bool> {
    let table = table::sockets_at(Ports::own(addr.port())).ok()?;
    let is_it =
        |entry: &Entry| entry.transport == transport && entry.is_open_to_all() && is_in_the_way(entry, addr);
    Some(table.entries.iter().any(is_it))
}

/// Whether a socket's own address and this one cannot be bound at the same time.
fn is_in_the_way(entry: &Entry, addr: SocketAddr) -> bool {
    let (theirs, ours) = (entry.local.ip().to_canonical(), addr.ip().to_canonical());
    // A socket on `::` takes IPv4 as well, unless it says otherwise.
    let is_any = |ip: IpAddr, other: IpAddr| ip.is_unspecified() && (ip.is_ipv6() || other.is_ipv4());
    let is_same = theirs == ours || is_any(theirs, ours) || is_any(ours, theirs);
    entry.local.port() == addr.port() && is_same
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, UdpSocket};

    use super::*;
    #[cfg(target_os = "linux")]
    use crate::kernel::until::until;

    #[test]
    fn a_port_of_this_process_is_held_by_this_process() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let addr = listener.local_addr().expect("bound");
        let holder = holder_of(addr, Transport::Tcp);
        assert!(is_this_process(&holder), "{holder:?}");
        assert_eq!(is_served(addr, Transport::Tcp), Some(true));
        let everywhere = SocketAddr::new("0.0.0.0".parse().expect("an address"), addr.port());
        assert_eq!(holder_of(everywhere, Transport::Tcp), holder);
    }

    #[test]
    fn a_port_of_udp_is_no_port_of_tcp() {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let addr = socket.local_addr().expect("bound");
        assert!(is_this_process(&holder_of(addr, Transport::Udp)));
        let listener = TcpListener::bind(addr);
        assert_eq!(is_this_process(&holder_of(addr, Transport::Tcp)), listener.is_ok());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_connection_that_outlived_its_program_is_told_with_its_state() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let addr = listener.local_addr().expect("bound");
        let client = std::net::TcpStream::connect(addr).expect("it listens");
        drop(listener.accept().expect("it has come"));
        drop(listener);
        // The client has not finished: our end waits for it, and no program holds it.
        until("its end was acknowledged", || {
            holder_of(addr, Transport::Tcp) == Holder::Kernel(TcpState::FinWait2)
        });
        assert_eq!(is_served(addr, Transport::Tcp), Some(false));
        drop(client);
    }

    fn is_this_process(holder: &Holder) -> bool {
        matches!(holder, Holder::Program(owner) if owner.pid == std::process::id())
    }
}
