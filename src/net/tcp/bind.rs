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

use crate::event::{Call, Event, OsError, Transport};
use crate::net::watch::held::{Held, Inner};
use crate::net::watch::record::{Act, Watch, code_of};

/// A socket without a role, with a record of its own: while it has none, its close is not told.
pub(super) fn without_role(inner: net::TcpSocket) -> Held<net::TcpSocket> {
    let watch = Watch::new(Transport::Tcp);
    watch.life.leave();
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
    if act.is_wanted() && result.is_ok() {
        watch.learn(&socket.socket());
    }
    let returned = watch.returned(act, Call::Bind, result.as_ref().map(|()| 0).map_err(code_of));
    let Some(event) = returned else { return result };
    let event = Event { option: option.map(Cow::Borrowed), ..event };
    match &result {
        Ok(()) => watch.tell(event, &socket.socket()),
        Err(error) => Event { local: Some(addr), error: Some(OsError::from(error)), ..event }.emit(),
    }
    result
}

/// Lets the kernel accept connections from now on; at most `backlog` of them wait for `accept`.
pub(super) fn listen(socket: Held<net::TcpSocket>, backlog: u32) -> io::Result<Held<net::TcpListener>> {
    let act = Act::begin();
    let (inner, watch) = socket.release();
    let result = inner.listen(backlog);
    if act.is_wanted()
        && let Ok(inner) = &result
    {
        watch.learn(&inner.socket());
    }
    let call = Call::Listen { asked: backlog.into() };
    if let Some(event) = watch.returned(act, call, result.as_ref().map(|_| 0).map_err(code_of)) {
        match &result {
            Ok(inner) => watch.tell(event, &inner.socket()),
            Err(error) => Event { error: Some(OsError::from(error)), ..event }.emit(),
        }
    }
    Ok(Held::new(result?, watch))
}
