//! Names become addresses before any socket exists.
//!
//! The one idea: a name can have several addresses, and `connect` tries them one after the other.
//! `localhost` is often two: `::1` and `127.0.0.1`. An address needs no lookup, so none is told.
//!
//! See it run: `netlab tcp-client localhost:8080`.

use std::borrow::Cow;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use crate::event::{Event, Kind, OsError, Transport};
use crate::kernel::clock::monotonic_us;
use crate::net::timed::timed;

/// What can be turned into socket addresses: tokio's own list, plus the name that is asked for.
pub trait ToSocketAddrs: tokio::net::ToSocketAddrs {
    /// The host name that must be looked up; `None` for what is an address already.
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
        let (host, _port) = self.rsplit_once(':').unwrap_or((self, ""));
        Some(Cow::Borrowed(host))
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
    Ok(addresses(host, Transport::Tcp).await?.into_iter())
}

/// The addresses behind a name, told for the transport that will use them.
pub(super) async fn addresses<T: ToSocketAddrs>(
    host: T,
    transport: Transport,
) -> io::Result<Vec<SocketAddr>> {
    let lookup = timed(tokio::net::lookup_host(&host)).await;
    let result = lookup.output.map(Iterator::collect::<Vec<_>>);
    if let (Some(began_us), Some(name)) = (lookup.act.began_us(), host.name()) {
        let kind = if result.is_ok() { Kind::Resolved } else { Kind::ResolveFailed };
        Event {
            began_us,
            waited_us: lookup.waited_us,
            name: Some(name),
            addresses: result.as_ref().map_or_else(|_| Vec::new(), Clone::clone),
            error: result.as_ref().err().map(OsError::from),
            ..Event::new(kind, 0, transport, monotonic_us())
        }
        .emit();
    }
    result
}

/// The error that tokio gives where a lookup succeeds with no address at all.
pub(super) fn no_address() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "could not resolve to any address")
}
