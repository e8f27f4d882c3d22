//! Looking at datagrams without taking them.
//!
//! The one idea: the next datagram stays first in the kernel's queue, so a look tells nothing new.
//!
//! See it run: `UdpSocket::peek_from` in your own program.

use std::io;
use std::net::SocketAddr;

use crate::net::udp::UdpSocket;

impl UdpSocket {
    /// Looks at the next datagram and leaves it there; nothing is told.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn peek_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.held.peek_from(buf).await
    }

    /// Looks at the next datagram and leaves it there; nothing is told.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize> {
        self.held.peek(buf).await
    }
}
