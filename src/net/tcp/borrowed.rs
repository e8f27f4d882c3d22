//! The two directions of a connection, lent out within one task.
//!
//! The one idea: a connection is two streams, and each ends by itself. A finished writer leaves the
//! reader open: that is a half-close (RFC 9293 §3.6).
//!
//! See it run: `TcpStream::split` in your own program, with `netlab::tell()`.

use std::io::{self, IoSlice, IoSliceMut};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::BufMut;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf, Ready};
use tokio::net;

use crate::net::tcp::traffic;
use crate::net::watch::record::{Act, Watch};
use crate::net::watch::timed::timed;

/// The reading direction, borrowed. Otherwise [`tokio::net::tcp::ReadHalf`].
#[derive(Debug)]
pub struct ReadHalf<'a> {
    pub(crate) inner: net::tcp::ReadHalf<'a>,
    pub(crate) watch: &'a Watch,
}

/// The writing direction, borrowed. Otherwise [`tokio::net::tcp::WriteHalf`].
#[derive(Debug)]
pub struct WriteHalf<'a> {
    pub(crate) inner: net::tcp::WriteHalf<'a>,
    pub(crate) watch: &'a Watch,
}

impl ReadHalf<'_> {
    /// Waits until the socket is ready for one of these.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn ready(&self, interest: Interest) -> io::Result<Ready> {
        self.inner.ready(interest).await
    }

    /// Waits until a read would return.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn readable(&self) -> io::Result<()> {
        self.inner.readable().await
    }

    /// Reads what is there, without waiting.
    ///
    /// # Errors
    /// As [`crate::net::TcpStream::try_read`].
    pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize> {
        traffic::try_read(&self.inner, self.watch, buf, |buf| self.inner.try_read(buf))
    }

    /// Reads what is there into several buffers, without waiting.
    ///
    /// # Errors
    /// As [`crate::net::TcpStream::try_read`].
    pub fn try_read_vectored(&self, bufs: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
        traffic::try_read_vectored(&self.inner, self.watch, bufs, |bufs| self.inner.try_read_vectored(bufs))
    }

    /// Reads what is there into a growing buffer, without waiting.
    ///
    /// # Errors
    /// As [`crate::net::TcpStream::try_read`].
    pub fn try_read_buf<B: BufMut>(&self, buf: &mut B) -> io::Result<usize> {
        let (inner, watch) = (&self.inner, self.watch);
        traffic::try_read_buf(inner, watch, buf, |buf| inner.try_read_buf(buf), |room| inner.try_read(room))
    }

    /// Looks at what has arrived and leaves it there.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn peek(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let asked = buf.len();
        let call = timed(self.inner.peek(buf)).await;
        traffic::peeked(&self.inner, self.watch, call.act, asked, &call.output);
        call.output
    }

    /// Polls to look at what has arrived.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    pub fn poll_peek(&mut self, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<usize>> {
        let asked = buf.remaining();
        let act = Act::begin();
        let polled = self.inner.poll_peek(cx, buf);
        if let Poll::Ready(result) = &polled {
            traffic::peeked(&self.inner, self.watch, act, asked, result);
        }
        polled
    }

    /// The other end's address.
    ///
    /// # Errors
    /// Those of `getpeername(2)`.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.peer_addr()
    }

    /// Our own address.
    ///
    /// # Errors
    /// Those of `getsockname(2)`.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

impl WriteHalf<'_> {
    /// Waits until the socket is ready for one of these.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn ready(&self, interest: Interest) -> io::Result<Ready> {
        self.inner.ready(interest).await
    }

    /// Waits until a write would return.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn writable(&self) -> io::Result<()> {
        self.inner.writable().await
    }

    /// Writes what the kernel takes, without waiting.
    ///
    /// # Errors
    /// As [`crate::net::TcpStream::try_write`].
    pub fn try_write(&self, buf: &[u8]) -> io::Result<usize> {
        traffic::try_write(&self.inner, self.watch, &[IoSlice::new(buf)], || self.inner.try_write(buf))
    }

    /// Writes what the kernel takes of several buffers, without waiting.
    ///
    /// # Errors
    /// As [`crate::net::TcpStream::try_write`].
    pub fn try_write_vectored(&self, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
        traffic::try_write(&self.inner, self.watch, bufs, || self.inner.try_write_vectored(bufs))
    }

    /// The other end's address.
    ///
    /// # Errors
    /// Those of `getpeername(2)`.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.peer_addr()
    }

    /// Our own address.
    ///
    /// # Errors
    /// Those of `getsockname(2)`.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

impl AsyncRead for ReadHalf<'_> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let (inner, watch) = {
            let half = self.get_mut();
            (&mut half.inner, half.watch)
        };
        traffic::poll_read(inner, watch, cx, buf)
    }
}

impl AsyncWrite for WriteHalf<'_> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let (inner, watch) = {
            let half = self.get_mut();
            (&mut half.inner, half.watch)
        };
        traffic::poll_write(inner, watch, cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (inner, _) = {
            let half = self.get_mut();
            (&mut half.inner, half.watch)
        };
        Pin::new(inner).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (inner, watch) = {
            let half = self.get_mut();
            (&mut half.inner, half.watch)
        };
        traffic::poll_shutdown(inner, watch, cx)
    }
}
