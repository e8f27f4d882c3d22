//! Receiving datagrams.
//!
//! The one idea: one receive returns one datagram, never half of one and never two. A buffer that is too
//! small costs the rest of it.
//!
//! See it run: `netlab explain datagram-received`.

use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll, ready};

#[cfg(target_os = "linux")]
use tokio::io::Interest;
use tokio::io::ReadBuf;

#[cfg(target_os = "linux")]
use crate::event::is_wanted;
use crate::net::datagrams::{self, Taken};
use crate::net::held::Inner;
use crate::net::timed::{Timed, timed};
use crate::net::udp::UdpSocket;
use crate::net::watch::Act;

impl UdpSocket {
    /// Receives one datagram; what does not fit the buffer is lost, and told as `datagram-cut`.
    ///
    /// # Errors
    /// Those of `recv(2)`; ECONNREFUSED answers an earlier datagram of ours.
    ///
    /// # Cancel safety
    /// A dropped call has received nothing.
    pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize> {
        Ok(self.recv_from(buf).await?.0)
    }

    /// Receives one datagram and its sender; what does not fit the buffer is lost.
    ///
    /// # Errors
    /// As [`UdpSocket::recv`].
    ///
    /// # Cancel safety
    /// A dropped call has received nothing.
    pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let call = timed(self.take(buf)).await;
        self.received(call, buf)
    }

    /// Polls to receive one datagram.
    ///
    /// # Errors
    /// As [`UdpSocket::recv`].
    pub fn poll_recv(&self, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.poll_recv_from(cx, buf).map_ok(|_sender| ())
    }

    /// Polls to receive one datagram and its sender.
    ///
    /// # Errors
    /// As [`UdpSocket::recv`].
    pub fn poll_recv_from(
        &self,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<SocketAddr>> {
        loop {
            ready!(self.held.poll_recv_ready(cx))?;
            match self.try_recv_from(buf.initialize_unfilled()) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
                Ok((n_bytes, from)) => {
                    buf.advance(n_bytes);
                    return Poll::Ready(Ok(from));
                }
            }
        }
    }

    /// Receives a datagram that is already there.
    ///
    /// # Errors
    /// As [`UdpSocket::recv`]; [`io::ErrorKind::WouldBlock`] where none is there.
    pub fn try_recv(&self, buf: &mut [u8]) -> io::Result<usize> {
        Ok(self.try_recv_from(buf)?.0)
    }

    /// Receives a datagram that is already there, and its sender.
    ///
    /// # Errors
    /// As [`UdpSocket::try_recv`].
    pub fn try_recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let act = Act::begin();
        let output = self.try_take(buf);
        self.received(Timed { output, act, waited_us: None }, buf)
    }

    fn received(&self, call: Timed<io::Result<Taken>>, buf: &[u8]) -> io::Result<(usize, SocketAddr)> {
        datagrams::received(&self.held.watch, &call, buf, &self.held.socket());
        call.output.map(|taken| (taken.len, taken.from))
    }

    /// Receives as tokio does; on Linux, where somebody listens, with the length before the cut.
    async fn take(&self, buf: &mut [u8]) -> io::Result<Taken> {
        #[cfg(target_os = "linux")]
        if is_wanted() {
            return self.held.async_io(Interest::READABLE, || self.take_whole(buf)).await;
        }
        let (len, from) = self.held.recv_from(buf).await?;
        Ok(Taken { len, full_len: None, from })
    }

    fn try_take(&self, buf: &mut [u8]) -> io::Result<Taken> {
        #[cfg(target_os = "linux")]
        if is_wanted() {
            return self.held.try_io(Interest::READABLE, || self.take_whole(buf));
        }
        let (len, from) = self.held.try_recv_from(buf)?;
        Ok(Taken { len, full_len: None, from })
    }

    #[cfg(target_os = "linux")]
    fn take_whole(&self, buf: &mut [u8]) -> io::Result<Taken> {
        let taken = crate::kernel::datagram::take(&self.held.socket(), buf)?;
        let from = taken.from.ok_or_else(|| io::Error::other("a datagram without a sender"))?;
        Ok(Taken { len: taken.len, full_len: Some(taken.full_len), from })
    }
}
