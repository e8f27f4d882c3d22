//! Asking the kernel for sockets, over a socket of the family netlink.
//!
//! The one idea: the table of sockets is got through a socket. It needs no privilege: `ss` asks in the
//! same way.
//!
//! See it run: `netlab sockets --all`.

use std::io::{self, Read};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

use crate::event::Transport;
use crate::kernel::table::diag::{self, Message};
use crate::kernel::table::{Entry, Ports};

/// The TCP and UDP sockets of this network namespace that have these ports, IPv4 first.
pub(super) fn sockets(ports: Ports) -> io::Result<Vec<Entry>> {
    let mut kernel =
        Socket::new(Domain::from(libc::AF_NETLINK), Type::DGRAM, Some(Protocol::from(NETLINK_SOCK_DIAG)))?;
    kernel.set_read_timeout(Some(PATIENCE))?;
    let mut all = Vec::new();
    let mut sequence = 0;
    for transport in [Transport::Tcp, Transport::Udp] {
        for family in [libc::AF_INET as u8, libc::AF_INET6 as u8] {
            sequence += 1;
            kernel.send(&diag::request(family, transport, ports, sequence))?;
            collect(&mut kernel, transport, sequence, &mut all)?;
        }
    }
    Ok(all)
}

/// Reads answers until the kernel says that was all.
fn collect(kernel: &mut Socket, transport: Transport, sequence: u32, all: &mut Vec<Entry>) -> io::Result<()> {
    let mut buf = vec![0; DATAGRAM_BYTES];
    loop {
        let n_bytes = match kernel.read(&mut buf) {
            // A signal, such as Ctrl-C, came in between.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            n_bytes => n_bytes?,
        };
        let messages = diag::messages(&buf[..n_bytes], transport, sequence)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        for message in messages {
            match message {
                Message::Socket(entry) => all.push(*entry),
                Message::Done => return Ok(()),
                Message::Refused(code) => return Err(io::Error::from_raw_os_error(code)),
                Message::Other => {}
            }
        }
    }
}

/// `include/uapi/linux/netlink.h`.
const NETLINK_SOCK_DIAG: i32 = 4;
/// The kernel puts as many sockets into one datagram as fit, and at most 32 KiB.
const DATAGRAM_BYTES: usize = 64 * 1024;
/// The kernel answers at once; this only keeps a surprise from becoming a hang.
const PATIENCE: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream, UdpSocket};

    use super::*;

    #[test]
    fn the_kernel_hands_over_only_the_sockets_with_the_port_that_was_asked_for() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let addr = listener.local_addr().expect("bound");
        let client = TcpStream::connect(addr).expect("it listens");
        let other = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let asked = |ports: Ports| {
            let found = sockets(ports).expect("the kernel answers");
            assert!(found.iter().all(|entry| ports.are_those_of(entry)), "{found:?}");
            found.len()
        };
        // The listener, and the connection that waits in its queue.
        assert_eq!(asked(Ports::own(addr.port())), 2);
        assert_eq!(asked(Ports::peers(addr.port())), 1);
        assert_eq!(asked(Ports::own(client.local_addr().expect("connected").port())), 1);
        assert_eq!(asked(Ports::own(other.local_addr().expect("bound").port())), 1);
        assert!(asked(Ports::ALL) >= 4);
    }
}
