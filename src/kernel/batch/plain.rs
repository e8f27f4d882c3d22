//! Batches where the system has no calls for them: one call for each datagram.
//!
//! The one idea: the same face, and the price that Linux's calls save.
//!
//! See it run: `netlab udp-recv --blast`, elsewhere than on Linux.

use std::io;
use std::net::UdpSocket;

use crate::kernel::batch::taken::Taken;

/// Takes datagrams from a socket.
pub struct Inbox {
    room: Vec<u8>,
    n_bytes: usize,
}

impl Inbox {
    /// An inbox for this socket.
    #[must_use]
    pub fn new(_: &UdpSocket) -> Self {
        Inbox { room: vec![0; 65_536], n_bytes: 0 }
    }

    /// Waits for a datagram, as long as the socket does.
    ///
    /// # Errors
    /// Those of `recv(2)`; [`io::ErrorKind::WouldBlock`] or [`io::ErrorKind::TimedOut`] where the
    /// socket's time limit has passed.
    pub fn receive(&mut self, socket: &UdpSocket) -> io::Result<Taken> {
        self.n_bytes = socket.recv_from(&mut self.room)?.0;
        Ok(Taken { n_datagrams: 1, n_bytes: self.n_bytes as u64, is_small: false })
    }

    /// The last datagram that came; empty before the first.
    #[must_use]
    #[allow(clippy::unnecessary_wraps, reason = "on Linux there may be none")]
    pub fn last(&self) -> Option<&[u8]> {
        Some(&self.room[..self.n_bytes])
    }
}

/// Gives datagrams to a connected socket.
#[derive(Debug, Default)]
pub struct Outbox;

impl Outbox {
    /// An outbox.
    #[must_use]
    pub fn new() -> Self {
        Outbox
    }

    /// Changes nothing: each goes alone anyway.
    pub fn send_each_alone(&mut self) {}

    /// Sends datagrams of `n_bytes` each, which stand one after the other in `payload`; returns how many
    /// the kernel took, from the first on.
    ///
    /// # Errors
    /// Those of `send(2)`, where not even the first was taken.
    pub fn send(&mut self, socket: &UdpSocket, payload: &[u8], n_bytes: usize) -> io::Result<usize> {
        let mut n_sent = 0;
        for datagram in payload.chunks(n_bytes.max(1)) {
            match socket.send(datagram) {
                Ok(_) => n_sent += 1,
                Err(error) if n_sent == 0 => return Err(error),
                Err(_told_by_the_next_call) => break,
            }
        }
        Ok(n_sent)
    }
}
