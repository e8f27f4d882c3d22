//! A datagram socket.
//!
//! The one idea: there is no connection. One socket talks to anybody, each datagram carries its own
//! address, and `connect` only remembers a peer: it sends nothing (`man 7 udp`).
//!
//! See it run: `netlab explain peer-set`.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use socket2::SockRef;
use tokio::io::{Interest, Ready};
use tokio::net;

use crate::event::{Call, Event, Kind, OsError, Transport};
use crate::kernel;
use crate::net::resolve::{ToSocketAddrs, addresses, no_address};
use crate::net::udp::answers::Answers;
use crate::net::udp::datagrams;
use crate::net::watch::held::{Held, Inner};
use crate::net::watch::record::{Act, Watch, code_of};
use crate::net::watch::timed::{Timed, timed_where};

/// A datagram socket, observed. Otherwise [`tokio::net::UdpSocket`].
pub struct UdpSocket {
    pub(crate) held: Held<net::UdpSocket>,
    /// Empty unless answers leave from the address that was asked.
    pub(super) answers: OnceLock<Answers>,
}

impl UdpSocket {
    /// Binds to the first of the addresses that allows it.
    ///
    /// # Errors
    /// Those of the name lookup, or of the last address tried.
    pub async fn bind<A: ToSocketAddrs>(addr: A) -> io::Result<UdpSocket> {
        let mut last_error = None;
        for addr in addresses(addr, Transport::Udp).await? {
            let act = Act::begin();
            let bound = net::UdpSocket::bind(addr).await;
            let watch = Watch::new(Transport::Udp);
            if act.is_wanted()
                && let Ok(inner) = &bound
            {
                watch.learn(&inner.socket());
            }
            let told = watch.returned(act, Call::Bind, bound.as_ref().map(|_| 0).map_err(code_of));
            match bound {
                Ok(inner) => {
                    if let Some(event) = told {
                        event.emit();
                    }
                    return Ok(UdpSocket::new(inner, watch));
                }
                Err(error) => {
                    watch.life.leave();
                    if let Some(event) = told {
                        Event { local: Some(addr), error: Some(OsError::from(&error)), ..event }.emit();
                    }
                    last_error = Some(error);
                }
            }
        }
        Err(last_error.unwrap_or_else(no_address))
    }

    fn new(inner: net::UdpSocket, watch: Watch) -> UdpSocket {
        UdpSocket { held: Held::new(inner, Arc::new(watch)), answers: OnceLock::new() }
    }

    /// Takes over a socket of std; it must be non-blocking.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn from_std(socket: std::net::UdpSocket) -> io::Result<UdpSocket> {
        let inner = net::UdpSocket::from_std(socket)?;
        Ok(UdpSocket::new(inner, Watch::new(Transport::Udp)))
    }

    /// Gives the socket to std; told as `handed-over`.
    ///
    /// # Errors
    /// As tokio's.
    pub fn into_std(self) -> io::Result<std::net::UdpSocket> {
        let act = Act::begin();
        let (inner, watch) = self.held.release();
        let socket = inner.into_std()?;
        watch.hand_over(act, &SockRef::from(&socket));
        Ok(socket)
    }

    /// Our own address.
    ///
    /// # Errors
    /// Those of `getsockname(2)`.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.held.local_addr()
    }

    /// The one peer, where `connect` has set it.
    ///
    /// # Errors
    /// Those of `getpeername(2)`.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.held.peer_addr()
    }

    /// Takes the socket's pending error: the answer to a datagram sent earlier.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn take_error(&self) -> io::Result<Option<io::Error>> {
        let act = Act::begin();
        let taken = self.held.take_error()?;
        if let Some(error) = &taken {
            datagrams::looked(&self.held.watch, act, error, &self.held.socket());
        }
        Ok(taken)
    }

    /// Sets the one peer to talk to; nothing is sent.
    ///
    /// # Errors
    /// Those of the name lookup, or of the last address tried.
    pub async fn connect<A: ToSocketAddrs>(&self, addr: A) -> io::Result<()> {
        let mut last_error = None;
        for addr in addresses(addr, Transport::Udp).await? {
            let act = Act::begin();
            let result = self.held.connect(addr).await;
            if result.is_ok() {
                self.held.watch.learn_peer(addr);
                self.held.watch.forget_local();
            }
            if let Some(began_us) = act.began_us() {
                let kind = if result.is_ok() { Kind::PeerSet } else { Kind::ConnectFailed };
                let error = result.as_ref().err().map(OsError::from);
                let event = self.held.watch.event(kind, began_us);
                self.held.watch.tell(Event { peer: Some(addr), error, ..event }, &self.held.socket());
            }
            match result {
                Ok(()) => return Ok(()),
                Err(error) => last_error = Some(error),
            }
        }
        Err(last_error.unwrap_or_else(no_address))
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

    /// Waits until a receive would return.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn readable(&self) -> io::Result<()> {
        self.held.readable().await
    }

    /// Waits until a send would return.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub async fn writable(&self) -> io::Result<()> {
        self.held.writable().await
    }

    /// Polls for readiness to receive; only the last caller is woken.
    ///
    /// # Errors
    /// As tokio's.
    pub fn poll_recv_ready(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.held.poll_recv_ready(cx)
    }

    /// Polls for readiness to send; only the last caller is woken.
    ///
    /// # Errors
    /// As tokio's.
    pub fn poll_send_ready(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.held.poll_send_ready(cx)
    }

    /// Sends one datagram to the peer set by `connect`.
    ///
    /// # Errors
    /// Those of `send(2)`; ECONNREFUSED answers an earlier datagram, and this one was not sent.
    ///
    /// # Cancel safety
    /// A dropped call has sent nothing.
    pub async fn send(&self, buf: &[u8]) -> io::Result<usize> {
        self.sent(timed_where(self.held.send(buf), || self.is_full()).await, buf, None)
    }

    /// Polls to send one datagram to the peer set by `connect`.
    ///
    /// # Errors
    /// As [`UdpSocket::send`].
    pub fn poll_send(&self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let act = Act::begin();
        let output = ready!(self.held.poll_send(cx, buf));
        Poll::Ready(self.sent(Timed { output, act, waited_us: None }, buf, None))
    }

    /// Sends one datagram to the peer set by `connect`, without waiting.
    ///
    /// # Errors
    /// As [`UdpSocket::send`]; [`io::ErrorKind::WouldBlock`] where the kernel's queue is full.
    pub fn try_send(&self, buf: &[u8]) -> io::Result<usize> {
        let act = Act::begin();
        self.sent(Timed { output: self.held.try_send(buf), act, waited_us: None }, buf, None)
    }

    /// Sends one datagram to the first address behind this name.
    ///
    /// # Errors
    /// Those of the name lookup and of `sendto(2)`.
    ///
    /// # Cancel safety
    /// A dropped call has sent nothing.
    pub async fn send_to<A: ToSocketAddrs>(&self, buf: &[u8], target: A) -> io::Result<usize> {
        let first = addresses(target, Transport::Udp).await?.next();
        let target = first
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no addresses to send data to"))?;
        let call = timed_where(self.put(buf, target), || self.is_full()).await;
        self.sent(call, buf, Some(target))
    }

    /// Polls to send one datagram.
    ///
    /// # Errors
    /// Those of `sendto(2)`.
    pub fn poll_send_to(
        &self,
        cx: &mut Context<'_>,
        buf: &[u8],
        target: SocketAddr,
    ) -> Poll<io::Result<usize>> {
        let act = Act::begin();
        let output = ready!(self.held.poll_send_to(cx, buf, target));
        Poll::Ready(self.sent(Timed { output, act, waited_us: None }, buf, Some(target)))
    }

    /// Sends one datagram without waiting.
    ///
    /// # Errors
    /// Those of `sendto(2)`; [`io::ErrorKind::WouldBlock`] where the kernel's queue is full.
    pub fn try_send_to(&self, buf: &[u8], target: SocketAddr) -> io::Result<usize> {
        let act = Act::begin();
        self.sent(Timed { output: self.try_put(buf, target), act, waited_us: None }, buf, Some(target))
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

    /// From now on, what goes to a sender leaves from the address that it has asked last: with
    /// [`UdpSocket::send_to`] and [`UdpSocket::try_send_to`], on a socket that is bound to the wildcard
    /// address. Elsewhere than on Linux nothing changes.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn answer_from_where_asked(&self) -> io::Result<()> {
        if !self.local_addr()?.ip().is_unspecified() {
            return Ok(());
        }
        #[cfg(target_os = "linux")]
        {
            kernel::asked::ask(&self.held.socket())?;
            // A second call finds it there.
            let _ = self.answers.set(Answers::default());
        }
        Ok(())
    }

    /// Sends as tokio does; to whoever has asked one of our addresses, from there.
    async fn put(&self, buf: &[u8], to: SocketAddr) -> io::Result<usize> {
        #[cfg(target_os = "linux")]
        if let Some(from) = self.answers.get().and_then(|answers| answers.asked_by(to)) {
            let send = || kernel::asked::send(&self.held.socket(), buf, to, from);
            return self.held.async_io(Interest::WRITABLE, send).await;
        }
        self.held.send_to(buf, to).await
    }

    fn try_put(&self, buf: &[u8], to: SocketAddr) -> io::Result<usize> {
        #[cfg(target_os = "linux")]
        if let Some(from) = self.answers.get().and_then(|answers| answers.asked_by(to)) {
            let send = || kernel::asked::send(&self.held.socket(), buf, to, from);
            return self.held.try_io(Interest::WRITABLE, send);
        }
        self.held.try_send_to(buf, to)
    }

    /// Whether the kernel's queue has no room for a datagram, so that a send waits for the kernel.
    fn is_full(&self) -> bool {
        kernel::socket::is_writable(&self.held.socket()) == Some(false)
    }

    fn sent(
        &self,
        call: Timed<io::Result<usize>>,
        payload: &[u8],
        peer: Option<SocketAddr>,
    ) -> io::Result<usize> {
        datagrams::sent(&self.held.watch, &call, payload, peer, &self.held.socket());
        call.output
    }
}

impl TryFrom<std::net::UdpSocket> for UdpSocket {
    type Error = io::Error;

    fn try_from(socket: std::net::UdpSocket) -> io::Result<Self> {
        Self::from_std(socket)
    }
}

impl fmt::Debug for UdpSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (*self.held).fmt(f)
    }
}
