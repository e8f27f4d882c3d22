//! Names become addresses before any socket exists.
//!
//! The one idea: a name can have several addresses, and `connect` tries them one after the other.
//! `localhost` is often two: `::1` and `127.0.0.1`. An address needs no lookup, so none is told.
//!
//! See it run: `netlab tcp-client localhost:8080`.

use std::borrow::Cow;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::vec;

use crate::event::{self, Event, Kind, OsError, Transport};
use crate::kernel::clock::monotonic_us;
use crate::net::watch::timed::timed;

/// What can be turned into socket addresses: tokio's own list, plus the name that is asked for.
pub trait ToSocketAddrs: tokio::net::ToSocketAddrs {
    /// The host name that must be looked up; `None` for what is an address already, or can be none.
    #[doc(hidden)]
    fn name(&self) -> Option<Cow<'_, str>> {
        None
    }
}

impl ToSocketAddrs for SocketAddr {}
impl ToSocketAddrs for SocketAddrV4 {}
impl ToSocketAddrs for SocketAddrV6 {}
impl ToSocketAddrs for &[SocketAddr] {}
impl ToSocketAddrs for (IpAddr, u16) {}
impl ToSocketAddrs for (Ipv4Addr, u16) {}
impl ToSocketAddrs for (Ipv6Addr, u16) {}

impl ToSocketAddrs for str {
    fn name(&self) -> Option<Cow<'_, str>> {
        if self.parse::<SocketAddr>().is_ok() {
            return None;
        }
        // Anything but `HOST:PORT` is refused as it stands, and nobody is asked.
        let (host, port) = self.rsplit_once(':')?;
        port.parse::<u16>().is_ok().then_some(Cow::Borrowed(host))
    }
}

impl ToSocketAddrs for String {
    fn name(&self) -> Option<Cow<'_, str>> {
        self.as_str().name()
    }
}

impl ToSocketAddrs for (&str, u16) {
    fn name(&self) -> Option<Cow<'_, str>> {
        self.0.parse::<IpAddr>().is_err().then_some(Cow::Borrowed(self.0))
    }
}

impl ToSocketAddrs for (String, u16) {
    fn name(&self) -> Option<Cow<'_, str>> {
        self.0.parse::<IpAddr>().is_err().then_some(Cow::Borrowed(&self.0))
    }
}

impl<T: ToSocketAddrs + ?Sized> ToSocketAddrs for &T {
    fn name(&self) -> Option<Cow<'_, str>> {
        (**self).name()
    }
}

/// Looks a host name up, as [`tokio::net::lookup_host`] does.
///
/// # Errors
/// Those of the lookup; std keeps its text (`man 3 getaddrinfo`).
pub async fn lookup_host<T: ToSocketAddrs>(host: T) -> io::Result<impl Iterator<Item = SocketAddr>> {
    addresses(host, Transport::Tcp).await
}

/// The addresses behind a name, told for the transport that will use them.
pub(super) async fn addresses<T: ToSocketAddrs>(
    host: T,
    transport: Transport,
) -> io::Result<impl Iterator<Item = SocketAddr>> {
    if !event::is_wanted() || host.name().is_none() {
        return tokio::net::lookup_host(host).await.map(Found::Untold);
    }
    let lookup = timed(tokio::net::lookup_host(&host)).await;
    let result = lookup.output.map(Iterator::collect::<Vec<_>>);
    if let Some(began_us) = lookup.act.began_us() {
        let kind = if result.is_ok() { Kind::Resolved } else { Kind::ResolveFailed };
        Event {
            began_us,
            waited_us: lookup.waited_us,
            name: host.name(),
            addresses: result.as_ref().map_or_else(|_| Vec::new(), Clone::clone),
            error: result.as_ref().err().map(OsError::from),
            ..Event::new(kind, 0, transport, monotonic_us())
        }
        .emit();
    }
    result.map(|all| Found::Told(all.into_iter()))
}

/// Addresses on their way to the call that asked: gathered only if they had to be told.
enum Found<I> {
    Untold(I),
    Told(vec::IntoIter<SocketAddr>),
}

impl<I: Iterator<Item = SocketAddr>> Iterator for Found<I> {
    type Item = SocketAddr;

    fn next(&mut self) -> Option<SocketAddr> {
        match self {
            Found::Untold(addresses) => addresses.next(),
            Found::Told(addresses) => addresses.next(),
        }
    }
}

/// The error that tokio gives where a lookup succeeds with no address at all.
pub(super) fn no_address() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "could not resolve to any address")
}
