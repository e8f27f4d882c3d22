//! The two directions of a connection, each with an owner of its own.
//!
//! The one idea: two tasks can read and write one connection. Dropping the writer finishes our
//! direction; only when both halves are gone, so is the socket.
//!
//! See it run: the events `finished` and `closed`.

use std::error::Error;
use std::fmt;
use std::io::{self, IoSlice, IoSliceMut};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::BufMut;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf, Ready};
use tokio::net;

use crate::net::tcp::stream::TcpStream;
use crate::net::tcp::traffic;
use crate::net::watch::held::{Held, Inner};
use crate::net::watch::record::Act;
use crate::net::watch::timed::timed;

/// The reading direction, owned. Otherwise [`tokio::net::tcp::OwnedReadHalf`].
#[derive(Debug)]
pub struct OwnedReadHalf {
    pub(crate) held: Held<net::tcp::OwnedReadHalf>,
}

/// The writing direction, owned; dropping it finishes our direction.
/// Otherwise [`tokio::net::tcp::OwnedWriteHalf`].
#[derive(Debug)]
pub struct OwnedWriteHalf {
    pub(crate) held: Held<net::tcp::OwnedWriteHalf>,
}

/// The two halves did not come from one connection; they are given back.
#[derive(Debug)]
pub struct ReuniteError(pub OwnedReadHalf, pub OwnedWriteHalf);

impl fmt::Display for ReuniteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tried to reunite halves that are not from the same socket")
    }
}

impl Error for ReuniteError {}

impl OwnedReadHalf {
    /// Joins the two halves again.
    ///
    /// # Errors
    /// [`ReuniteError`] where they are not from the same connection.
    ///
    /// # Panics
    /// Never: tokio's halves belong together exactly when their records do.
    pub fn reunite(self, other: OwnedWriteHalf) -> Result<TcpStream, ReuniteError> {
        if !Arc::ptr_eq(&self.held.watch, &other.held.watch) {
            return Err(ReuniteError(self, other));
        }
        let (reader, watch) = self.held.release();
        let (writer, _) = other.held.release();
        let inner = reader.reunite(writer).expect("both halves share one record");
        Ok(TcpStream { held: Held::new(inner, watch) })
    }

    /// Waits until the socket is ready for one of these.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn ready(&self, interest: Interest) -> io::Result<Ready> {
        self.held.ready(interest).await
    }

    /// Waits until a read would return.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn readable(&self) -> io::Result<()> {
        self.held.readable().await
    }

    /// Reads what is there, without waiting.
    ///
    /// # Errors
    /// As [`TcpStream::try_read`].
    pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize> {
        traffic::try_read(&*self.held, &self.held.watch, buf, |buf| self.held.try_read(buf))
    }

    /// Reads what is there into several buffers, without waiting.
    ///
    /// # Errors
    /// As [`TcpStream::try_read`].
    pub fn try_read_vectored(&self, bufs: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
        traffic::try_read_vectored(&*self.held, &self.held.watch, bufs, |bufs| {
            self.held.try_read_vectored(bufs)
        })
    }

    /// Reads what is there into a growing buffer, without waiting.
    ///
    /// # Errors
    /// As [`TcpStream::try_read`].
    pub fn try_read_buf<B: BufMut>(&self, buf: &mut B) -> io::Result<usize> {
        let (inner, watch) = (&*self.held, &self.held.watch);
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
        let call = timed(self.held.peek(buf)).await;
        traffic::peeked(&*self.held, &self.held.watch, call.act, asked, &call.output);
        call.output
    }

    /// Polls to look at what has arrived.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    pub fn poll_peek(&mut self, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<usize>> {
        let asked = buf.remaining();
        let act = Act::begin();
        let polled = self.held.poll_peek(cx, buf);
        if let Poll::Ready(result) = &polled {
            traffic::peeked(&*self.held, &self.held.watch, act, asked, result);
        }
        polled
    }

    /// The other end's address.
    ///
    /// # Errors
    /// Those of `getpeername(2)`.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.held.peer_addr()
    }

    /// Our own address.
    ///
    /// # Errors
    /// Those of `getsockname(2)`.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.held.local_addr()
    }
}

impl OwnedWriteHalf {
    /// Joins the two halves again.
    ///
    /// # Errors
    /// [`ReuniteError`] where they are not from the same connection.
    pub fn reunite(self, other: OwnedReadHalf) -> Result<TcpStream, ReuniteError> {
        other.reunite(self)
    }

    /// Lets go of this half without finishing our direction.
    pub fn forget(self) {
        let (inner, watch) = self.held.release();
        watch.look_once_more(&inner.socket());
        inner.forget();
    }

    /// Waits until the socket is ready for one of these.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn ready(&self, interest: Interest) -> io::Result<Ready> {
        self.held.ready(interest).await
    }

    /// Waits until a write would return.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn writable(&self) -> io::Result<()> {
        self.held.writable().await
    }

    /// Writes what the kernel takes, without waiting.
    ///
    /// # Errors
    /// As [`TcpStream::try_write`].
    pub fn try_write(&self, buf: &[u8]) -> io::Result<usize> {
        traffic::try_write(&*self.held, &self.held.watch, &[IoSlice::new(buf)], || self.held.try_write(buf))
    }

    /// Writes what the kernel takes of several buffers, without waiting.
    ///
    /// # Errors
    /// As [`TcpStream::try_write`].
    pub fn try_write_vectored(&self, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
        traffic::try_write(&*self.held, &self.held.watch, bufs, || self.held.try_write_vectored(bufs))
    }

    /// The other end's address.
    ///
    /// # Errors
    /// Those of `getpeername(2)`.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.held.peer_addr()
    }

    /// Our own address.
    ///
    /// # Errors
    /// Those of `getsockname(2)`.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.held.local_addr()
    }
}

impl AsyncRead for OwnedReadHalf {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let (inner, watch) = self.get_mut().held.parts();
        traffic::poll_read(inner, watch, cx, buf)
    }
}

impl AsyncWrite for OwnedWriteHalf {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let (inner, watch) = self.get_mut().held.parts();
        traffic::poll_write(inner, watch, cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.held.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (inner, _) = self.get_mut().held.parts();
        Pin::new(inner).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (inner, watch) = self.get_mut().held.parts();
        traffic::poll_shutdown(inner, watch, cx)
    }
}
