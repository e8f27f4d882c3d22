//! A listening socket: the door, through which no data ever goes.
//!
//! The one idea: the kernel accepts before the program does. From `listening` on it completes
//! handshakes by itself and queues the connections; `accept` takes one from that queue.
//!
//! See it run: `netlab tcp-server`.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};

use socket2::SockRef;
use tokio::net;

use crate::event::{Event, Kind, OsError, Transport};
use crate::net::resolve::{ToSocketAddrs, addresses, no_address};
use crate::net::tcp::bind::listener_at;
use crate::net::tcp::stream::TcpStream;
use crate::net::watch::held::{Held, Inner};
use crate::net::watch::record::{Act, Watch};
use crate::net::watch::timed::{Timed, timed};

/// How many connections may wait to be accepted, where the system allows it (`man 2 listen`, somaxconn).
///
/// With the usual 128 a rush of clients waits for its SYNs to be sent again, a second or two.
pub const BACKLOG: u32 = 4096;

/// A listening socket, observed. Otherwise [`tokio::net::TcpListener`].
pub struct TcpListener {
    pub(crate) held: Held<net::TcpListener>,
}

impl TcpListener {
    /// Binds to the first of the addresses that allows it, and listens with a backlog of [`BACKLOG`].
    ///
    /// As tokio's, it sets `SO_REUSEADDR` except on Windows.
    ///
    /// # Errors
    /// Those of the name lookup, or of the last address tried.
    pub async fn bind<A: ToSocketAddrs>(addr: A) -> io::Result<TcpListener> {
        let mut last_error = None;
        for addr in addresses(addr, Transport::Tcp).await? {
            match listener_at(addr, BACKLOG) {
                Ok(held) => return Ok(TcpListener { held }),
                Err(error) => last_error = Some(error),
            }
        }
        Err(last_error.unwrap_or_else(no_address))
    }

    /// Takes the next connection from the accept queue; waits while there is none.
    ///
    /// # Errors
    /// Those of `accept(2)`. The listener stays usable.
    ///
    /// # Cancel safety
    /// A dropped call has accepted nothing.
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        self.accepted(timed(self.held.accept()).await)
    }

    /// Polls for the next connection; only the last caller is woken.
    ///
    /// # Errors
    /// Those of `accept(2)`.
    pub fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<(TcpStream, SocketAddr)>> {
        let act = Act::begin();
        match self.held.poll_accept(cx) {
            Poll::Ready(output) => Poll::Ready(self.accepted(Timed { output, act, waited_us: None })),
            Poll::Pending => Poll::Pending,
        }
    }

    fn accepted(
        &self,
        call: Timed<io::Result<(net::TcpStream, SocketAddr)>>,
    ) -> io::Result<(TcpStream, SocketAddr)> {
        let (inner, peer) = call.output.inspect_err(|error| {
            if let Some(began_us) = call.act.began_us() {
                let failed = self.held.watch.event(Kind::AcceptFailed, began_us);
                let error = Some(OsError::from(error));
                self.held
                    .watch
                    .tell(Event { waited_us: call.waited_us, error, ..failed }, &self.held.socket());
            }
        })?;
        let watch = Watch::new(Transport::Tcp);
        watch.learn_peer(peer);
        if let Some(began_us) = call.act.began_us() {
            watch.learn(&inner.socket());
            let accepted = watch.event(Kind::Accepted, began_us);
            watch.tell(Event { waited_us: call.waited_us, ..accepted }, &inner.socket());
        }
        Ok((TcpStream { held: Held::new(inner, Arc::new(watch)) }, peer))
    }

    /// Takes over a listening socket of std; it must be non-blocking.
    ///
    /// # Errors
    /// As tokio's.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn from_std(listener: std::net::TcpListener) -> io::Result<TcpListener> {
        let inner = net::TcpListener::from_std(listener)?;
        Ok(TcpListener { held: Held::new(inner, Arc::new(Watch::new(Transport::Tcp))) })
    }

    /// Gives the socket to std; told as `handed-over`.
    ///
    /// # Errors
    /// As tokio's.
    pub fn into_std(self) -> io::Result<std::net::TcpListener> {
        let act = Act::begin();
        let (inner, watch) = self.held.release();
        let listener = inner.into_std()?;
        watch.hand_over(act, &SockRef::from(&listener));
        Ok(listener)
    }

    /// The address it listens on, with the port really bound.
    ///
    /// # Errors
    /// Those of `getsockname(2)`.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.held.local_addr()
    }

    /// The time to live of packets sent, in hops.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn ttl(&self) -> io::Result<u32> {
        self.held.ttl()
    }

    /// Sets the time to live of packets sent, in hops.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_ttl(&self, ttl: u32) -> io::Result<()> {
        self.held.set("IP_TTL", ttl, |inner| inner.set_ttl(ttl))
    }
}

impl TryFrom<std::net::TcpListener> for TcpListener {
    type Error = io::Error;

    fn try_from(listener: std::net::TcpListener) -> io::Result<Self> {
        Self::from_std(listener)
    }
}

impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (*self.held).fmt(f)
    }
}
