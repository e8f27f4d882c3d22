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

use crate::event::{self, ErrorCode, Event, Kind, MAX_DATA_BYTES, OsError};
use crate::net::watch::record::{Act, Watch};
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
    let Some(began_us) = call.act.began_us() else {
        if call.output.is_ok() {
            watch.receiving.advance(1);
        }
        return;
    };
    match &call.output {
        Ok(taken) => {
            let is_cut = taken.full_len.is_some_and(|full_len| full_len > taken.len);
            let kind = if is_cut { Kind::DatagramCut } else { Kind::DatagramReceived };
            let payload = &buf[..taken.len];
            let event = Event {
                waited_us: waited_us(watch, call, began_us),
                peer: Some(taken.from),
                len: Some(taken.len as u64),
                asked: Some(buf.len() as u64),
                n: Some(watch.receiving.advance(1) + 1),
                full_len: taken.full_len.map(|n_bytes| n_bytes as u64),
                digest: (event::digest_is_wanted() && !is_cut).then(|| event::digest(payload)),
                data: Some(Cow::Borrowed(&payload[..payload.len().min(MAX_DATA_BYTES)])),
                ..watch.event(kind, began_us)
            };
            watch.tell(event, socket);
        }
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => watch.receiving.wait_since(began_us),
        Err(error) => {
            let failure = Failure { began_us, waited_us: waited_us(watch, call, began_us), error, to: None };
            failed(watch, Kind::ReceiveFailed, &failure, socket);
        }
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
    let Some(began_us) = call.act.began_us() else {
        if call.output.is_ok() {
            watch.sending.advance(1);
        }
        return;
    };
    match &call.output {
        Ok(n_bytes) => {
            let event = watch.event(Kind::DatagramSent, began_us);
            let event = Event {
                waited_us: call.waited_us,
                peer: peer.or(event.peer),
                len: Some(*n_bytes as u64),
                asked: Some(payload.len() as u64),
                n: Some(watch.sending.advance(1) + 1),
                digest: event::digest_is_wanted().then(|| event::digest(payload)),
                data: Some(Cow::Borrowed(&payload[..payload.len().min(MAX_DATA_BYTES)])),
                ..event
            };
            watch.tell(event, socket);
        }
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
        Err(error) => {
            let failure = Failure { began_us, waited_us: call.waited_us, error, to: peer };
            failed(watch, Kind::SendFailed, &failure, socket);
        }
    }
}

/// Tells that a look at the next datagram, or at the pending error, brought an error and took it away.
pub(super) fn looked(watch: &Watch, act: Act, error: &io::Error, socket: &SockRef<'_>) {
    if let Some(began_us) = act.began_us()
        && error.kind() != io::ErrorKind::WouldBlock
    {
        let failure = Failure { began_us, waited_us: None, error, to: None };
        failed(watch, Kind::ReceiveFailed, &failure, socket);
    }
}

/// A call that brought an error.
struct Failure<'a> {
    began_us: u64,
    waited_us: Option<u64>,
    error: &'a io::Error,
    /// Where the call's own datagram was to go.
    to: Option<SocketAddr>,
}

/// A refusal is the answer to an earlier datagram, whichever call brings it. Windows calls it
/// ECONNRESET, which no datagram socket gives for any other reason ("recvfrom function", WSAECONNRESET).
fn failed(watch: &Watch, otherwise: Kind, failure: &Failure<'_>, socket: &SockRef<'_>) {
    let code = ErrorCode::from_io(failure.error);
    let is_answer = matches!(code, ErrorCode::ECONNREFUSED | ErrorCode::ECONNRESET);
    let event = watch.event(if is_answer { Kind::Unreachable } else { otherwise }, failure.began_us);
    let peer = if is_answer { event.peer } else { failure.to.or(event.peer) };
    let error = Some(OsError::from(failure.error));
    watch.tell(Event { waited_us: failure.waited_us, peer, error, ..event }, socket);
}

/// How long the program waited: in this very call, or since its first try that found nothing.
fn waited_us<T>(watch: &Watch, call: &Timed<T>, began_us: u64) -> Option<u64> {
    let since_a_try = watch.receiving.waited_until(began_us);
    call.waited_us.or(since_a_try)
}
