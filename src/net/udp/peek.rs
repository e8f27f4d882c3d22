//! Looking at datagrams without taking them.
//!
//! The one idea: the next datagram stays first in the kernel's queue, so a look is not told. But a look
//! takes a pending error away, so that is told: the next receive will not bring it again.
//!
//! See it run: `UdpSocket::peek_from` in your own program.

use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};

use tokio::io::ReadBuf;

use crate::net::udp::datagrams;
use crate::net::udp::socket::UdpSocket;
use crate::net::watch::held::Inner;
use crate::net::watch::record::Act;
use crate::net::watch::timed::timed;

impl UdpSocket {
    /// Looks at the next datagram and leaves it there.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize> {
        let call = timed(self.held.peek(buf)).await;
        self.looked(call.act, call.output)
    }

    /// Polls to look at the next datagram; only the last caller is woken.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    pub fn poll_peek(&self, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let act = Act::begin();
        self.held.poll_peek(cx, buf).map(|output| self.looked(act, output))
    }

    /// Looks at the next datagram, if it is already there.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where none is there; else those of `recv(2)`.
    pub fn try_peek(&self, buf: &mut [u8]) -> io::Result<usize> {
        let act = Act::begin();
        self.looked(act, self.held.try_peek(buf))
    }

    /// Looks at the next datagram and its sender, and leaves it there.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn peek_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let call = timed(self.held.peek_from(buf)).await;
        self.looked(call.act, call.output)
    }

    /// Polls to look at the next datagram and its sender; only the last caller is woken.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    pub fn poll_peek_from(
        &self,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<SocketAddr>> {
        let act = Act::begin();
        self.held.poll_peek_from(cx, buf).map(|output| self.looked(act, output))
    }

    /// Looks at the next datagram and its sender, if it is already there.
    ///
    /// # Errors
    /// As [`UdpSocket::try_peek`].
    pub fn try_peek_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let act = Act::begin();
        self.looked(act, self.held.try_peek_from(buf))
    }

    /// Looks at who sent the next datagram.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn peek_sender(&self) -> io::Result<SocketAddr> {
        let call = timed(self.held.peek_sender()).await;
        self.looked(call.act, call.output)
    }

    /// Polls to look at who sent the next datagram; only the last caller is woken.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    pub fn poll_peek_sender(&self, cx: &mut Context<'_>) -> Poll<io::Result<SocketAddr>> {
        let act = Act::begin();
        self.held.poll_peek_sender(cx).map(|output| self.looked(act, output))
    }

    /// Looks at who sent the next datagram, if it is already there.
    ///
    /// # Errors
    /// As [`UdpSocket::try_peek`].
    pub fn try_peek_sender(&self) -> io::Result<SocketAddr> {
        let act = Act::begin();
        self.looked(act, self.held.try_peek_sender())
    }

    fn looked<T>(&self, act: Act, output: io::Result<T>) -> io::Result<T> {
        output.inspect_err(|error| datagrams::looked(&self.held.watch, act, error, &self.held.socket()))
    }
}
