//! Who holds a port.
//!
//! The one idea: "address already in use" names no culprit, but the kernel knows it: its socket table
//! says which sockets exist, and each process's open files say whose they are.
//!
//! See it run: start `netlab tcp-server` twice.

use std::net::SocketAddr;

use listeners::{Protocol, SocketState};

use crate::event::Transport;

/// The program that holds a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The program's name, as the system gives it.
    pub name: String,
    /// Its process number.
    pub pid: u32,
}

/// Who holds this port; `None` where the system does not tell, as for another user's programs.
#[must_use]
pub fn holder_of(addr: SocketAddr, transport: Transport) -> Option<Holder> {
    let protocol = match transport {
        Transport::Tcp => Protocol::TCP,
        Transport::Udp => Protocol::UDP,
    };
    let held = listeners::get_all().ok()?.into_iter().find(|socket| {
        let theirs = socket.socket;
        let is_same_place =
            theirs.ip() == addr.ip() || theirs.ip().is_unspecified() || addr.ip().is_unspecified();
        let is_open = transport == Transport::Udp || socket.state == SocketState::Listen;
        socket.protocol == protocol && theirs.port() == addr.port() && is_same_place && is_open
    })?;
    Some(Holder { name: held.process.name, pid: held.process.pid })
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_port_of_this_process_is_held_by_this_process() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let addr = listener.local_addr().expect("bound");
        let holder = holder_of(addr, Transport::Tcp).expect("our own port has a holder");
        assert_eq!(holder.pid, std::process::id());
    }
}
