//! What makes a socket a listener: an address of its own, and the call that opens its door.
//!
//! The one idea: `bind` gives the address and `listen` the role. A port whose last connections are still in
//! TIME_WAIT is refused unless `SO_REUSEADDR` is set before (`man 7 socket`), and tokio sets it.
//!
//! See it run: the events `bound` and `listening`.

use std::borrow::Cow;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net;

use crate::event::{Event, Kind, OsError, Transport};
use crate::net::watch::held::{Held, Inner};
use crate::net::watch::record::{Act, Once, Watch};

/// A socket without a role, with a record of its own: while it has none, its close is not told.
pub(super) fn without_role(inner: net::TcpSocket) -> Held<net::TcpSocket> {
    let watch = Watch::new(Transport::Tcp);
    watch.skip(Once::Closed);
    Held::new(inner, Arc::new(watch))
}

/// A socket that listens at this address, set up as tokio's `TcpListener::bind` sets it up.
pub(super) fn listener_at(addr: SocketAddr, backlog: u32) -> io::Result<Held<net::TcpListener>> {
    let inner = if addr.is_ipv4() { net::TcpSocket::new_v4()? } else { net::TcpSocket::new_v6()? };
    let reuses = cfg!(not(windows));
    if reuses {
        inner.set_reuseaddr(true)?;
    }
    let socket = without_role(inner);
    bind(&socket, addr, reuses.then_some("SO_REUSEADDR=1"))?;
    listen(socket, backlog)
}

/// Gives the socket its own address; `option` was set on the way, and is told with it.
pub(super) fn bind(
    socket: &Held<net::TcpSocket>,
    addr: SocketAddr,
    option: Option<&'static str>,
) -> io::Result<()> {
    let watch = &socket.watch;
    let act = Act::begin();
    let result = socket.bind(addr);
    if result.is_ok() {
        watch.forget(Once::Closed);
    }
    let Some(began_us) = act.began_us() else { return result };
    let option = option.map(Cow::Borrowed);
    match &result {
        Ok(()) => {
            watch.learn(&socket.socket());
            watch.tell(Event { option, ..watch.event(Kind::Bound, began_us) }, &socket.socket());
        }
        Err(error) => {
            let failed = watch.event(Kind::BindFailed, began_us);
            Event { local: Some(addr), option, error: Some(OsError::from(error)), ..failed }.emit();
        }
    }
    result
}

/// Lets the kernel accept connections from now on; at most `backlog` of them wait for `accept`.
pub(super) fn listen(socket: Held<net::TcpSocket>, backlog: u32) -> io::Result<Held<net::TcpListener>> {
    let act = Act::begin();
    let (inner, watch) = socket.release();
    let result = inner.listen(backlog);
    if result.is_ok() {
        watch.forget(Once::Closed);
    }
    match (&result, act.began_us()) {
        (Ok(inner), Some(began_us)) => {
            watch.learn(&inner.socket());
            let listening = watch.event(Kind::Listening, began_us);
            watch.tell(Event { asked: Some(u64::from(backlog)), ..listening }, &inner.socket());
        }
        (Err(error), Some(began_us)) => {
            let failed = watch.event(Kind::ListenFailed, began_us);
            Event { asked: Some(u64::from(backlog)), error: Some(OsError::from(error)), ..failed }.emit();
        }
        (_, None) => {}
    }
    Ok(Held::new(result?, watch))
}
