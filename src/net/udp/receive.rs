//! Receiving datagrams.
//!
//! The one idea: one receive returns one datagram, never half of one and never two. A buffer that is too
//! small costs the rest of it.
//!
//! See it run: `netlab explain datagram-received`.

use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};

use bytes::BufMut;
#[cfg(target_os = "linux")]
use tokio::io::Interest;
use tokio::io::ReadBuf;

use crate::event::{Call, ErrorCode, is_wanted};
#[cfg(target_os = "linux")]
use crate::kernel::{asked, datagram};
use crate::net::udp::datagrams::{self, Taken};
use crate::net::udp::socket::UdpSocket;
use crate::net::watch::held::Inner;
use crate::net::watch::record::Act;
use crate::net::watch::timed::{Timed, timed};

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
        if self.is_plain() {
            return self.held.poll_recv_from(cx, buf).map_ok(|from| self.count(from));
        }
        loop {
            let act = Act::begin();
            let Poll::Ready(ready) = self.held.poll_recv_ready(cx) else {
                // It waits from now on.
                let call = Call::ReceiveDatagram { asked: buf.remaining() as u64, full_len: None };
                self.held.watch.returned(act, call, Err(ErrorCode::EAGAIN));
                return Poll::Pending;
            };
            ready?;
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

    /// Receives one datagram into a growing buffer; what does not fit its room is lost.
    ///
    /// # Errors
    /// As [`UdpSocket::recv`].
    ///
    /// # Cancel safety
    /// A dropped call has received nothing.
    pub async fn recv_buf<B: BufMut>(&self, buf: &mut B) -> io::Result<usize> {
        Ok(self.recv_buf_from(buf).await?.0)
    }

    /// Receives one datagram and its sender into a growing buffer; what does not fit its room is lost.
    ///
    /// # Errors
    /// As [`UdpSocket::recv`].
    ///
    /// # Cancel safety
    /// A dropped call has received nothing.
    pub async fn recv_buf_from<B: BufMut>(&self, buf: &mut B) -> io::Result<(usize, SocketAddr)> {
        if self.is_plain() {
            return self.held.recv_buf_from(buf).await.map(|taken| self.count(taken));
        }
        let mut room = vec![0; buf.chunk_mut().len()];
        let (n_bytes, from) = self.recv_from(&mut room).await?;
        buf.put_slice(&room[..n_bytes]);
        Ok((n_bytes, from))
    }

    /// Receives a datagram that is already there into a growing buffer.
    ///
    /// # Errors
    /// As [`UdpSocket::try_recv`].
    pub fn try_recv_buf<B: BufMut>(&self, buf: &mut B) -> io::Result<usize> {
        Ok(self.try_recv_buf_from(buf)?.0)
    }

    /// Receives a datagram that is already there, and its sender, into a growing buffer.
    ///
    /// # Errors
    /// As [`UdpSocket::try_recv`].
    pub fn try_recv_buf_from<B: BufMut>(&self, buf: &mut B) -> io::Result<(usize, SocketAddr)> {
        if self.is_plain() {
            return self.held.try_recv_buf_from(buf).map(|taken| self.count(taken));
        }
        let mut room = vec![0; buf.chunk_mut().len()];
        let (n_bytes, from) = self.try_recv_from(&mut room)?;
        buf.put_slice(&room[..n_bytes]);
        Ok((n_bytes, from))
    }

    /// Counts a datagram that nobody wanted to be told of, so that ordinals stay true.
    fn count<T>(&self, taken: T) -> T {
        self.held.watch.life.passed(Call::ReceiveDatagram { asked: 0, full_len: None }, Ok(0));
        taken
    }

    fn received(&self, call: Timed<io::Result<Taken>>, buf: &[u8]) -> io::Result<(usize, SocketAddr)> {
        datagrams::received(&self.held.watch, &call, buf, &self.held.socket());
        call.output.map(|taken| (taken.len, taken.from))
    }

    /// Receives as tokio does; on Linux, where somebody listens, with the length before the cut.
    ///
    /// `Interest::ERROR` is part of it, as the answer to an earlier datagram makes no socket readable.
    async fn take(&self, buf: &mut [u8]) -> io::Result<Taken> {
        #[cfg(target_os = "linux")]
        if !self.is_plain() {
            return self.held.async_io(Interest::READABLE | Interest::ERROR, || self.take_whole(buf)).await;
        }
        let (len, from) = self.held.recv_from(buf).await?;
        Ok(Taken { len, full_len: None, from })
    }

    fn try_take(&self, buf: &mut [u8]) -> io::Result<Taken> {
        #[cfg(target_os = "linux")]
        if !self.is_plain() {
            return self.held.try_io(Interest::READABLE, || self.take_whole(buf));
        }
        let (len, from) = self.held.try_recv_from(buf)?;
        Ok(Taken { len, full_len: None, from })
    }

    /// Whether a receive has to tell no more than tokio's: nobody listens, and no answer asks for more.
    fn is_plain(&self) -> bool {
        !is_wanted() && self.answers.get().is_none()
    }

    #[cfg(target_os = "linux")]
    fn take_whole(&self, buf: &mut [u8]) -> io::Result<Taken> {
        let (taken, asked) = match self.answers.get() {
            Some(_) => asked::take(&self.held.socket(), buf)?,
            None => (datagram::take(&self.held.socket(), buf)?, None),
        };
        let from = taken.from.ok_or(io::ErrorKind::InvalidData)?;
        if let (Some(answers), Some(asked)) = (self.answers.get(), asked) {
            answers.note(from, asked);
        }
        Ok(Taken { len: taken.len, full_len: Some(taken.full_len), from })
    }
}
