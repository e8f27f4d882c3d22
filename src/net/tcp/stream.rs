//! A connection: one stream of bytes in, one out.
//!
//! The one idea: a stream has positions, not messages. Every byte has an offset in its direction, and
//! a read returns whatever has arrived, however it was written.
//!
//! See it run: `netlab tour`.

use std::fmt;
use std::io::{self, IoSlice, IoSliceMut};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::BufMut;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf, Ready};
use tokio::net;

use crate::event::Transport;
use crate::net::resolve::{ToSocketAddrs, addresses, no_address};
use crate::net::tcp::connect::connect;
use crate::net::tcp::traffic;
use crate::net::tcp::{OwnedReadHalf, OwnedWriteHalf, ReadHalf, WriteHalf};
use crate::net::watch::held::{Held, Inner};
use crate::net::watch::record::{Act, Watch};
use crate::net::watch::timed::timed;

/// A connection, observed. Otherwise [`tokio::net::TcpStream`].
pub struct TcpStream {
    pub(crate) held: Held<net::TcpStream>,
}

impl TcpStream {
    /// Connects to the first of the addresses that answers; each try is told.
    ///
    /// # Errors
    /// Those of the name lookup, or of the last address tried.
    ///
    /// # Cancel safety
    /// Dropping the future closes the socket, and tells `gave-up`.
    pub async fn connect<A: ToSocketAddrs>(addr: A) -> io::Result<TcpStream> {
        let mut last_error = None;
        for addr in addresses(addr, Transport::Tcp).await? {
            match connect(addr, Arc::new(Watch::new(Transport::Tcp)), net::TcpStream::connect(addr)).await {
                Ok(held) => return Ok(TcpStream { held }),
                Err(error) => last_error = Some(error),
            }
        }
        Err(last_error.unwrap_or_else(no_address))
    }

    /// Takes over a connection of std; it must be non-blocking. Offsets count from here.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn from_std(stream: std::net::TcpStream) -> io::Result<TcpStream> {
        let inner = net::TcpStream::from_std(stream)?;
        Ok(TcpStream { held: Held::new(inner, Arc::new(Watch::new(Transport::Tcp))) })
    }

    /// Gives the connection to std; told as `handed-over`.
    ///
    /// # Errors
    /// As tokio's.
    pub fn into_std(self) -> io::Result<std::net::TcpStream> {
        let act = Act::begin();
        let (inner, watch) = self.held.release();
        let stream = inner.into_std()?;
        watch.hand_over(act, &SockRef::from(&stream));
        Ok(stream)
    }

    /// Our own address.
    ///
    /// # Errors
    /// Those of `getsockname(2)`.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.held.local_addr()
    }

    /// The other end's address.
    ///
    /// # Errors
    /// Those of `getpeername(2)`; after a reset there is no other end.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.held.peer_addr()
    }

    /// Takes the socket's pending error, which the next call would have returned.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn take_error(&self) -> io::Result<Option<io::Error>> {
        let act = Act::begin();
        let taken = self.held.take_error()?;
        if let Some(error) = &taken {
            self.held.watch.read_failed(act, error, &self.held.socket());
        }
        Ok(taken)
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

    /// Polls for readiness to read; only the last caller is woken.
    ///
    /// # Errors
    /// As tokio's.
    pub fn poll_read_ready(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.held.poll_read_ready(cx)
    }

    /// Polls for readiness to write; only the last caller is woken.
    ///
    /// # Errors
    /// As tokio's.
    pub fn poll_write_ready(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.held.poll_write_ready(cx)
    }

    /// Reads what is there, without waiting.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where nothing is there; else those of `recv(2)`.
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
        let held = &self.held;
        traffic::try_read_buf(
            &**held,
            &held.watch,
            buf,
            |buf| held.try_read_buf(buf),
            |room| held.try_read(room),
        )
    }

    /// Writes what the kernel takes, without waiting.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where it takes nothing; else those of `send(2)`.
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

    /// Runs a call of your own on the socket where it is ready for this; what it does is not told.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where it is not ready; else those of the call.
    pub fn try_io<R>(&self, interest: Interest, f: impl FnOnce() -> io::Result<R>) -> io::Result<R> {
        self.held.try_io(interest, f)
    }

    /// Runs a call of your own on the socket once it is ready for this; what it does is not told.
    ///
    /// # Errors
    /// Those of the call, but [`io::ErrorKind::WouldBlock`], after which it is tried again.
    pub async fn async_io<R>(&self, interest: Interest, f: impl FnMut() -> io::Result<R>) -> io::Result<R> {
        self.held.async_io(interest, f).await
    }

    /// Looks at what has arrived and leaves it there; told only where it shows the end or an error.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize> {
        let asked = buf.len();
        let call = timed(self.held.peek(buf)).await;
        traffic::peeked(&*self.held, &self.held.watch, call.act, asked, &call.output);
        call.output
    }

    /// Polls to look at what has arrived; only the last caller is woken.
    ///
    /// # Errors
    /// Those of `recv(2)`.
    pub fn poll_peek(&self, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<usize>> {
        let asked = buf.remaining();
        let act = Act::begin();
        let polled = self.held.poll_peek(cx, buf);
        if let Poll::Ready(result) = &polled {
            traffic::peeked(&*self.held, &self.held.watch, act, asked, result);
        }
        polled
    }

    /// Lends out the two directions, for use within one task.
    pub fn split(&mut self) -> (ReadHalf<'_>, WriteHalf<'_>) {
        let (inner, watch) = self.held.parts();
        let (reader, writer) = inner.split();
        (ReadHalf { inner: reader, watch }, WriteHalf { inner: writer, watch })
    }

    /// Parts the two directions, for use in two tasks. Dropping the write half finishes our direction.
    #[must_use]
    pub fn into_split(self) -> (OwnedReadHalf, OwnedWriteHalf) {
        let (inner, watch) = self.held.release();
        let (reader, writer) = inner.into_split();
        let reader = OwnedReadHalf { held: Held::new(reader, Arc::clone(&watch)) };
        (reader, OwnedWriteHalf { held: Held::new(writer, watch) })
    }
}

impl AsyncRead for TcpStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let (inner, watch) = self.get_mut().held.parts();
        traffic::poll_read(inner, watch, cx, buf)
    }
}

impl AsyncWrite for TcpStream {
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
        Pin::new(&mut *self.get_mut().held).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (inner, watch) = self.get_mut().held.parts();
        traffic::poll_shutdown(inner, watch, cx)
    }
}

impl TryFrom<std::net::TcpStream> for TcpStream {
    type Error = io::Error;

    fn try_from(stream: std::net::TcpStream) -> io::Result<Self> {
        Self::from_std(stream)
    }
}

impl AsRef<TcpStream> for TcpStream {
    fn as_ref(&self) -> &TcpStream {
        self
    }
}

impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (*self.held).fmt(f)
    }
}
