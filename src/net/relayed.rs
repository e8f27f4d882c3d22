//! What a relay says of its sockets besides what they do by themselves.
//!
//! The one idea: a relay's decisions are facts about traffic that came in through a socket, so they are
//! told in that socket's name, with its number, its addresses and its clock. Tokio has nothing like it.
//!
//! See it run: `netlab impair --to 8080 --delay 100ms`.

use socket2::SockRef;

use crate::event::{self, Event, Kind};
use crate::net::tcp::ReadHalf;
use crate::net::watch::held::Inner;
use crate::net::watch::record::Watch;
use crate::net::{TcpListener, TcpStream, UdpSocket};

/// An event of this moment in a socket's name; nothing is built unless somebody listens.
fn tell<'a>(watch: &Watch, socket: &SockRef<'_>, kind: Kind, fill: impl FnOnce(Event<'static>) -> Event<'a>) {
    if event::is_wanted() {
        let now_us = crate::kernel::clock::monotonic_us();
        watch.tell(fill(watch.event(kind, now_us)), socket);
    }
}

impl TcpStream {
    /// The socket's number in events.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.held.watch.number()
    }

    /// Tells something of this connection that the caller has decided; `fill` adds to the bare event.
    pub fn tell<'a>(&self, kind: Kind, fill: impl FnOnce(Event<'static>) -> Event<'a>) {
        tell(&self.held.watch, &self.held.socket(), kind, fill);
    }
}

impl ReadHalf<'_> {
    /// As [`TcpStream::tell`].
    pub fn tell<'a>(&self, kind: Kind, fill: impl FnOnce(Event<'static>) -> Event<'a>) {
        tell(self.watch, &self.inner.socket(), kind, fill);
    }
}

impl TcpListener {
    /// As [`TcpStream::tell`], of the listening socket.
    pub fn tell<'a>(&self, kind: Kind, fill: impl FnOnce(Event<'static>) -> Event<'a>) {
        tell(&self.held.watch, &self.held.socket(), kind, fill);
    }
}

impl UdpSocket {
    /// The socket's number in events.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.held.watch.number()
    }

    /// Tells something of this socket's datagrams that the caller has decided; `fill` adds to the bare event.
    pub fn tell<'a>(&self, kind: Kind, fill: impl FnOnce(Event<'static>) -> Event<'a>) {
        tell(&self.held.watch, &self.held.socket(), kind, fill);
    }
}
