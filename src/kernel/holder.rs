//! Who holds a port.
//!
//! The one idea: "address already in use" names no culprit, but the kernel knows it: its socket table
//! says which sockets exist, and each process's open files say whose they are.
//!
//! See it run: start `netlab tcp-server` twice.

use std::net::{IpAddr, SocketAddr};

use crate::event::{TcpState, Transport};
use crate::kernel::table::{self, Entry, Owner};

/// Who holds this port; `None` where the system does not tell, as for another user's programs.
///
/// A socket that is open to all comes before a connection on the same port.
#[must_use]
pub fn holder_of(addr: SocketAddr, transport: Transport) -> Option<Owner> {
    let mut entries = table::sockets().ok()?.entries;
    entries.retain(|entry| entry.transport == transport && is_in_the_way(entry, addr));
    entries.sort_by_key(|entry| !entry.is_open_to_all());
    entries.into_iter().find_map(|entry| entry.owners.into_iter().next())
}

/// Whether the kernel alone still keeps a closed connection of this port, in TIME_WAIT; false also where
/// the system does not tell.
#[must_use]
pub fn is_remembered(addr: SocketAddr) -> bool {
    let is_remnant = |entry: &Entry| entry.state == Some(TcpState::TimeWait) && is_in_the_way(entry, addr);
    table::sockets().is_ok_and(|table| table.entries.iter().any(is_remnant))
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

    #[test]
    fn a_port_of_this_process_is_held_by_this_process() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let addr = listener.local_addr().expect("bound");
        let holder = holder_of(addr, Transport::Tcp).expect("our own port has a holder");
        assert_eq!(holder.pid, std::process::id());
        let everywhere = SocketAddr::new("0.0.0.0".parse().expect("an address"), addr.port());
        assert_eq!(holder_of(everywhere, Transport::Tcp), Some(holder));
    }

    #[test]
    fn a_port_of_udp_is_no_port_of_tcp() {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let addr = socket.local_addr().expect("bound");
        assert_eq!(holder_of(addr, Transport::Udp).map(|holder| holder.pid), Some(std::process::id()));
        let listener = TcpListener::bind(addr);
        let expected = listener.is_ok().then(std::process::id);
        assert_eq!(holder_of(addr, Transport::Tcp).map(|holder| holder.pid), expected);
    }
}
