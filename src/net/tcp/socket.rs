//! A TCP socket before it listens or connects.
//!
//! The one idea: a socket has no role at first. Options and an address are given to it, and then one
//! call, `listen` or `connect`, decides for life what it is.
//!
//! See it run: the events `bound`, `listening` and `connecting`.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net;

use crate::net::tcp::bind;
use crate::net::tcp::connect::connect;
use crate::net::tcp::listener::TcpListener;
use crate::net::tcp::stream::TcpStream;
use crate::net::watch::held::{Held, Inner};

/// A TCP socket without a role, observed. Otherwise [`tokio::net::TcpSocket`].
pub struct TcpSocket {
    pub(crate) held: Held<net::TcpSocket>,
}

impl TcpSocket {
    /// A socket for IPv4.
    ///
    /// # Errors
    /// Those of `socket(2)`.
    pub fn new_v4() -> io::Result<TcpSocket> {
        Ok(TcpSocket { held: bind::without_role(net::TcpSocket::new_v4()?) })
    }

    /// A socket for IPv6.
    ///
    /// # Errors
    /// Those of `socket(2)`.
    pub fn new_v6() -> io::Result<TcpSocket> {
        Ok(TcpSocket { held: bind::without_role(net::TcpSocket::new_v6()?) })
    }

    /// Takes over a socket of std that is neither connected nor listening; it must be non-blocking.
    #[must_use]
    pub fn from_std_stream(stream: std::net::TcpStream) -> TcpSocket {
        TcpSocket { held: bind::without_role(net::TcpSocket::from_std_stream(stream)) }
    }

    /// Gives the socket its own address.
    ///
    /// # Errors
    /// Those of `bind(2)`.
    pub fn bind(&self, addr: SocketAddr) -> io::Result<()> {
        bind::bind(&self.held, addr, None)
    }

    /// Begins to accept connections; at most `backlog` of them wait to be accepted.
    ///
    /// # Errors
    /// Those of `listen(2)`.
    pub fn listen(self, backlog: u32) -> io::Result<TcpListener> {
        Ok(TcpListener { held: bind::listen(self.held, backlog)? })
    }

    /// Connects to this address.
    ///
    /// # Errors
    /// Those of `connect(2)`.
    ///
    /// # Cancel safety
    /// Dropping the future closes the socket, and tells `gave-up`.
    pub async fn connect(self, addr: SocketAddr) -> io::Result<TcpStream> {
        let (inner, watch) = self.held.release();
        Ok(TcpStream { held: connect(addr, watch, inner.connect(addr)).await? })
    }

    /// The address it is bound to.
    ///
    /// # Errors
    /// Those of `getsockname(2)`.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.held.local_addr()
    }

    /// Takes the socket's pending error.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn take_error(&self) -> io::Result<Option<io::Error>> {
        self.held.take_error()
    }

    /// Whether a port in TIME_WAIT may be bound (`man 7 socket`).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn reuseaddr(&self) -> io::Result<bool> {
        self.held.reuseaddr()
    }

    /// Sets whether a port in TIME_WAIT may be bound (`man 7 socket`).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_reuseaddr(&self, reuseaddr: bool) -> io::Result<()> {
        self.held.set("SO_REUSEADDR", u8::from(reuseaddr), |inner| inner.set_reuseaddr(reuseaddr))
    }

    /// Whether several sockets may share the port (`man 7 socket`).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    #[cfg(unix)]
    pub fn reuseport(&self) -> io::Result<bool> {
        self.held.reuseport()
    }

    /// Sets whether several sockets may share the port (`man 7 socket`).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[cfg(unix)]
    pub fn set_reuseport(&self, reuseport: bool) -> io::Result<()> {
        self.held.set("SO_REUSEPORT", u8::from(reuseport), |inner| inner.set_reuseport(reuseport))
    }

    /// Whether a silent connection is probed (RFC 9293 §3.8.4).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn keepalive(&self) -> io::Result<bool> {
        self.held.keepalive()
    }

    /// Sets whether a silent connection is probed (RFC 9293 §3.8.4).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_keepalive(&self, keepalive: bool) -> io::Result<()> {
        self.held.set("SO_KEEPALIVE", u8::from(keepalive), |inner| inner.set_keepalive(keepalive))
    }

    /// Whether small writes leave at once.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn nodelay(&self) -> io::Result<bool> {
        self.held.nodelay()
    }

    /// Sets whether small writes leave at once (RFC 9293 §3.7.4).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        self.held.set("TCP_NODELAY", u8::from(nodelay), |inner| inner.set_nodelay(nodelay))
    }

    /// The send buffer's size in bytes, as the kernel counts it (Linux doubles what was asked for).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn send_buffer_size(&self) -> io::Result<u32> {
        self.held.send_buffer_size()
    }

    /// Asks for a send buffer of this size in bytes.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_send_buffer_size(&self, size: u32) -> io::Result<()> {
        self.held.set("SO_SNDBUF", size, |inner| inner.set_send_buffer_size(size))
    }

    /// The receive buffer's size in bytes, as the kernel counts it (Linux doubles what was asked for).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn recv_buffer_size(&self) -> io::Result<u32> {
        self.held.recv_buffer_size()
    }

    /// Asks for a receive buffer of this size in bytes.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_recv_buffer_size(&self, size: u32) -> io::Result<()> {
        self.held.set("SO_RCVBUF", size, |inner| inner.set_recv_buffer_size(size))
    }

    /// How long a close waits for unsent bytes (`SO_LINGER`); `None` for the default, in the background.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn linger(&self) -> io::Result<Option<Duration>> {
        self.held.socket().linger()
    }

    /// Sets how long a close waits for unsent bytes (`SO_LINGER`); it then blocks the whole thread.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[deprecated = "`SO_LINGER` causes the socket to block the thread on drop"]
    pub fn set_linger(&self, dur: Option<Duration>) -> io::Result<()> {
        let value = dur.map_or_else(|| "off".to_owned(), |limit| limit.as_secs().to_string());
        self.held.set("SO_LINGER", value, |inner| inner.socket().set_linger(dur))
    }

    /// Makes the close throw unsent bytes away and send a reset (`SO_LINGER` with 0 seconds).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_zero_linger(&self) -> io::Result<()> {
        self.held.set("SO_LINGER", 0, net::TcpSocket::set_zero_linger)
    }

    /// The class of traffic in the headers of IPv4 packets (`IP_TOS`; RFC 2474).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn tos_v4(&self) -> io::Result<u32> {
        self.held.tos_v4()
    }

    /// Sets the class of traffic in the headers of IPv4 packets (`IP_TOS`; RFC 2474).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_tos_v4(&self, tos: u32) -> io::Result<()> {
        self.held.set("IP_TOS", tos, |inner| inner.set_tos_v4(tos))
    }

    /// As tokio's, the former name of `tos_v4`.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    #[deprecated = "`tos` related methods have been renamed `tos_v4` since they are IPv4-specific"]
    pub fn tos(&self) -> io::Result<u32> {
        self.tos_v4()
    }

    /// As tokio's, the former name of `set_tos_v4`.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[deprecated = "`tos` related methods have been renamed `tos_v4` since they are IPv4-specific"]
    pub fn set_tos(&self, tos: u32) -> io::Result<()> {
        self.set_tos_v4(tos)
    }

    /// The class of traffic in the headers of IPv6 packets (`IPV6_TCLASS`; RFC 3542 §6.5).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub fn tclass_v6(&self) -> io::Result<u32> {
        self.held.tclass_v6()
    }

    /// Sets the class of traffic in the headers of IPv6 packets (`IPV6_TCLASS`; RFC 3542 §6.5).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub fn set_tclass_v6(&self, tclass: u32) -> io::Result<()> {
        self.held.set("IPV6_TCLASS", tclass, |inner| inner.set_tclass_v6(tclass))
    }

    /// The name of the interface that packets go through; `None` for any.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    #[cfg(target_os = "linux")]
    pub fn device(&self) -> io::Result<Option<Vec<u8>>> {
        self.held.device()
    }

    /// Lets packets go through this interface alone; `None` for any (`SO_BINDTODEVICE`, `man 7 socket`).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[cfg(target_os = "linux")]
    pub fn bind_device(&self, interface: Option<&[u8]>) -> io::Result<()> {
        let name = interface.map_or_else(|| "off".to_owned(), |name| name.escape_ascii().to_string());
        self.held.set("SO_BINDTODEVICE", name, |inner| inner.bind_device(interface))
    }
}

impl fmt::Debug for TcpSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (*self.held).fmt(f)
    }
}
