//! Asking the kernel for all sockets, over a socket of the family netlink.
//!
//! The one idea: the table of sockets is got through a socket. It needs no privilege: `ss` asks in the
//! same way.
//!
//! See it run: `netlab sockets --all`.

use std::io::{self, Read};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

use crate::event::Transport;
use crate::kernel::table::Entry;
use crate::kernel::table::diag::{self, Message};

/// All TCP and UDP sockets of this network namespace, IPv4 first.
pub(super) fn sockets() -> io::Result<Vec<Entry>> {
    let mut kernel =
        Socket::new(Domain::from(libc::AF_NETLINK), Type::DGRAM, Some(Protocol::from(NETLINK_SOCK_DIAG)))?;
    kernel.set_read_timeout(Some(PATIENCE))?;
    let mut all = Vec::new();
    let mut sequence = 0;
    for transport in [Transport::Tcp, Transport::Udp] {
        for family in [libc::AF_INET as u8, libc::AF_INET6 as u8] {
            sequence += 1;
            kernel.send(&diag::request(family, transport, sequence))?;
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
