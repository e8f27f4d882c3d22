//! What can be set on a connection.
//!
//! The one idea: the kernel decides when bytes leave and how a connection ends, and a few options let
//! the program have its say (`man 7 tcp`).
//!
//! See it run: the event `option-set`.

use std::io;
use std::time::Duration;

use tokio::net;

use crate::net::tcp::stream::TcpStream;
use crate::net::watch::held::Inner;

impl TcpStream {
    /// Whether small writes leave at once (`TCP_NODELAY`).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn nodelay(&self) -> io::Result<bool> {
        self.held.nodelay()
    }

    /// Sets whether small writes leave at once (`TCP_NODELAY`, RFC 9293 §3.7.4).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        self.held.set("TCP_NODELAY", u8::from(nodelay), |inner| inner.set_nodelay(nodelay))
    }

    /// Whether what arrives is acknowledged at once (`TCP_QUICKACK`); the kernel changes it by itself.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    #[cfg(target_os = "linux")]
    pub fn quickack(&self) -> io::Result<bool> {
        self.held.quickack()
    }

    /// Sets whether what arrives is acknowledged at once (`TCP_QUICKACK`), for now.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[cfg(target_os = "linux")]
    pub fn set_quickack(&self, quickack: bool) -> io::Result<()> {
        self.held.set("TCP_QUICKACK", u8::from(quickack), |inner| inner.set_quickack(quickack))
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
        self.held.set("SO_LINGER", 0, net::TcpStream::set_zero_linger)
    }
}
