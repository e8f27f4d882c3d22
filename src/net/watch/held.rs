//! A tokio socket inside one of ours, and how it goes.
//!
//! The one idea: what lies unread at the end decides whether the kernel ends the connection with FIN or with
//! RST (RFC 1122 §4.2.2.13), so it is counted just before the socket is dropped, never after.
//!
//! See it run: the event `closed`.

use std::fmt::Display;
use std::io;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use socket2::SockRef;
use tokio::net;

use crate::event::Call;
use crate::net::watch::record::{Act, Watch};

/// A socket, or a half of one, that the kernel can be asked about.
pub(crate) trait Inner {
    /// Dropping this half finishes our direction, as tokio's `OwnedWriteHalf` does.
    const FINISHES_ON_DROP: bool = false;

    /// The socket, for questions to the kernel.
    fn socket(&self) -> SockRef<'_>;
}

impl Inner for net::TcpSocket {
    fn socket(&self) -> SockRef<'_> {
        SockRef::from(self)
    }
}

impl Inner for net::TcpListener {
    fn socket(&self) -> SockRef<'_> {
        SockRef::from(self)
    }
}

impl Inner for net::TcpStream {
    fn socket(&self) -> SockRef<'_> {
        SockRef::from(self)
    }
}

impl Inner for net::tcp::ReadHalf<'_> {
    fn socket(&self) -> SockRef<'_> {
        SockRef::from(self.as_ref())
    }
}

impl Inner for net::tcp::WriteHalf<'_> {
    fn socket(&self) -> SockRef<'_> {
        SockRef::from(self.as_ref())
    }
}

impl Inner for net::tcp::OwnedReadHalf {
    fn socket(&self) -> SockRef<'_> {
        SockRef::from(self.as_ref())
    }
}

impl Inner for net::tcp::OwnedWriteHalf {
    const FINISHES_ON_DROP: bool = true;

    fn socket(&self) -> SockRef<'_> {
        SockRef::from(self.as_ref())
    }
}

impl Inner for net::UdpSocket {
    fn socket(&self) -> SockRef<'_> {
        SockRef::from(self)
    }
}

/// A tokio socket together with its record; lends itself out as the tokio socket.
#[derive(Debug)]
pub(crate) struct Held<S: Inner> {
    /// `None` only after [`Held::release`].
    inner: Option<S>,
    pub(crate) watch: Arc<Watch>,
}

impl<S: Inner> Held<S> {
    pub(crate) const fn new(inner: S, watch: Arc<Watch>) -> Self {
        Held { inner: Some(inner), watch }
    }

    /// Gives the two away, so that nothing is told of a drop.
    pub(crate) fn release(mut self) -> (S, Arc<Watch>) {
        (self.inner.take().expect(HELD), Arc::clone(&self.watch))
    }

    /// Sets an option, and tells it under its system's name.
    pub(crate) fn set(
        &self,
        option: &str,
        value: impl Display,
        set: impl FnOnce(&S) -> io::Result<()>,
    ) -> io::Result<()> {
        let act = Act::begin();
        let result = set(self);
        self.watch.tell_option(act, || format!("{option}={value}"), &result, &self.socket());
        result
    }

    /// Lends the two at once.
    pub(crate) fn parts(&mut self) -> (&mut S, &Watch) {
        (self.inner.as_mut().expect(HELD), &self.watch)
    }
}

/// The invariant: only `release` takes the socket out, and it consumes the holder.
const HELD: &str = "a socket is held until it is released";

impl<S: Inner> Deref for Held<S> {
    type Target = S;

    fn deref(&self) -> &S {
        self.inner.as_ref().expect(HELD)
    }
}

impl<S: Inner> DerefMut for Held<S> {
    fn deref_mut(&mut self) -> &mut S {
        self.inner.as_mut().expect(HELD)
    }
}

impl<S: Inner> Drop for Held<S> {
    fn drop(&mut self) {
        let Some(inner) = self.inner.take() else { return };
        let act = Act::begin();
        self.watch.look_once_more(&inner.socket());
        let finishes = S::FINISHES_ON_DROP && is_connected(act, &inner.socket());
        drop(inner);
        if finishes && let Some(finished) = self.watch.returned(act, Call::Finish, Ok(0)) {
            self.watch.finished_on_its_way();
            finished.emit();
        }
    }
}

/// Whether the connection still stands, as far as our kernel knows; asked only if somebody listens.
///
/// A shutdown after a reset succeeds too (tokio hides `ENOTCONN`) but finishes nothing.
pub(crate) fn is_connected(act: Act, socket: &SockRef<'_>) -> bool {
    act.is_wanted() && socket.peer_addr().is_ok()
}
