//! Datagrams going in and out of a socket, and what is told of them.
//!
//! The one idea: a datagram is all or nothing. A send takes it whole, a receive returns one, and what
//! does not fit the buffer is lost. An error may belong to a datagram sent earlier: that is how a
//! port-unreachable comes back (RFC 1122 §4.1.3.3).
//!
//! See it run: `netlab explain datagram-cut`.

use std::borrow::Cow;
use std::io;
use std::net::SocketAddr;

use socket2::SockRef;

use crate::event::{self, Call, Event, Kind, MAX_DATA_BYTES, OsError};
use crate::net::watch::record::{Act, Watch, code_of};
use crate::net::watch::timed::Timed;

/// One datagram as a receive call returned it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// Bytes in the buffer.
    pub(super) len: usize,
    /// The length before it was cut; `None` where the system does not tell.
    pub(super) full_len: Option<usize>,
    pub(super) from: SocketAddr,
}

/// Tells that a datagram was taken from the kernel, or why not.
pub(super) fn received(watch: &Watch, call: &Timed<io::Result<Taken>>, buf: &[u8], socket: &SockRef<'_>) {
    let full_len = call.output.as_ref().ok().and_then(|taken| taken.full_len).map(|n_bytes| n_bytes as u64);
    let receive = Call::ReceiveDatagram { asked: buf.len() as u64, full_len };
    let result = call.output.as_ref().map(|taken| taken.len as u64).map_err(code_of);
    let Some(event) = watch.returned(call.act, receive, result) else { return };
    let event = Event { waited_us: call.waited_us.or(event.waited_us), ..event };
    match &call.output {
        Ok(taken) => {
            let payload = &buf[..taken.len];
            let is_whole = event.kind == Kind::DatagramReceived;
            let event = Event {
                peer: Some(taken.from),
                digest: (is_whole && event::digest_is_wanted()).then(|| event::digest(payload)),
                data: Some(first_of(payload)),
                ..event
            };
            watch.tell(event, socket);
        }
        Err(error) => failed(watch, event, error, None, socket),
    }
}

/// Tells that the kernel took a datagram to send, or why not. `peer` is `None` for the peer set by connect.
pub(super) fn sent(
    watch: &Watch,
    call: &Timed<io::Result<usize>>,
    payload: &[u8],
    peer: Option<SocketAddr>,
    socket: &SockRef<'_>,
) {
    let result = call.output.as_ref().map(|n_bytes| *n_bytes as u64).map_err(code_of);
    let send = Call::SendDatagram { asked: payload.len() as u64 };
    let Some(event) = watch.returned(call.act, send, result) else { return };
    let event = Event { waited_us: call.waited_us, ..event };
    match &call.output {
        Ok(_) => {
            let event = Event {
                peer: peer.or(event.peer),
                digest: event::digest_is_wanted().then(|| event::digest(payload)),
                data: Some(first_of(payload)),
                ..event
            };
            watch.tell(event, socket);
        }
        Err(error) => failed(watch, event, error, peer, socket),
    }
}

/// Tells that a look at the next datagram, or at the pending error, brought an error and took it away.
pub(super) fn looked(watch: &Watch, act: Act, error: &io::Error, socket: &SockRef<'_>) {
    if let Some(event) = watch.returned(act, Call::LookAtDatagram, Err(code_of(error))) {
        failed(watch, event, error, None, socket);
    }
}

/// Tells of a call that brought an error; `to` is where its own datagram was to go. The answer to an earlier
/// datagram is of the peer that is set, whichever call brings it.
fn failed(watch: &Watch, event: Event<'_>, error: &io::Error, to: Option<SocketAddr>, socket: &SockRef<'_>) {
    let to = to.filter(|_| event.kind != Kind::Unreachable);
    watch.tell(Event { peer: to.or(event.peer), error: Some(OsError::from(error)), ..event }, socket);
}

fn first_of(payload: &[u8]) -> Cow<'_, [u8]> {
    Cow::Borrowed(&payload[..payload.len().min(MAX_DATA_BYTES)])
}
