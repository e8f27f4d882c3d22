//! Bytes going in and out of a stream, and what is told of them.
//!
//! The one idea: streams, borrowed halves and owned halves all read and write through here, so each
//! truth stands once: a read of 0 is the peer's end only if there was room and no fatal error before;
//! EPIPE is a reset only where we had not finished ourselves; "waiting" is told once until it proceeds.
//!
//! See it run: `netlab tcp-server`, then connect with `nc 127.0.0.1 8080`.

use std::borrow::Cow;
use std::io::{self, IoSlice, IoSliceMut};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::BufMut;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::event::{self, ErrorCode, Event, Kind, MAX_DATA_BYTES, OsError};
use crate::kernel;
use crate::net::watch::held::{Inner, is_connected};
use crate::net::watch::record::{Act, Once, Watch};

/// Polls a read, and tells what it returned.
pub(super) fn poll_read<S: Inner + AsyncRead + Unpin>(
    inner: &mut S,
    watch: &Watch,
    cx: &mut Context<'_>,
    buf: &mut ReadBuf<'_>,
) -> Poll<io::Result<()>> {
    let n_before = buf.filled().len();
    let asked = buf.remaining();
    let act = Act::begin();
    let polled = Pin::new(&mut *inner).poll_read(cx, buf);
    match &polled {
        Poll::Ready(Ok(())) => watch.received(act, asked, &buf.filled()[n_before..], &inner.socket()),
        Poll::Ready(Err(error)) => watch.read_failed(act, error, &inner.socket()),
        Poll::Pending => watch.read_is_pending(act),
    }
    polled
}

/// Polls a write of one or several slices, and tells what it returned.
pub(super) fn poll_write<S: Inner + AsyncWrite + Unpin>(
    inner: &mut S,
    watch: &Watch,
    cx: &mut Context<'_>,
    bufs: &[IoSlice<'_>],
) -> Poll<io::Result<usize>> {
    let act = Act::begin();
    let polled = match bufs {
        [buf] => Pin::new(&mut *inner).poll_write(cx, buf),
        bufs => Pin::new(&mut *inner).poll_write_vectored(cx, bufs),
    };
    match &polled {
        Poll::Ready(Ok(n_bytes)) => watch.sent(act, *n_bytes, bufs, &inner.socket()),
        Poll::Ready(Err(error)) => watch.write_failed(act, error, &inner.socket()),
        Poll::Pending => watch.write_waits(act, bufs, &inner.socket()),
    }
    polled
}

/// Polls a shutdown of our direction, and tells it once it is done.
pub(super) fn poll_shutdown<S: Inner + AsyncWrite + Unpin>(
    inner: &mut S,
    watch: &Watch,
    cx: &mut Context<'_>,
) -> Poll<io::Result<()>> {
    let act = Act::begin();
    let was_connected = is_connected(act, &inner.socket());
    let polled = Pin::new(&mut *inner).poll_shutdown(cx);
    if matches!(polled, Poll::Ready(Ok(()))) && was_connected {
        watch.finished(act, &inner.socket());
    }
    polled
}

/// Peeks, which tells nothing but an end or an error: the bytes stay where they are.
pub(super) fn peeked<S: Inner>(inner: &S, watch: &Watch, act: Act, asked: usize, result: &io::Result<usize>) {
    let offset = watch.receiving.n_moved();
    match (result, act.began_us()) {
        (Ok(0), Some(began_us)) => watch.ended(began_us, asked, offset, &inner.socket()),
        (Err(error), _) if error.kind() != io::ErrorKind::WouldBlock => {
            watch.read_failed(act, error, &inner.socket());
        }
        _ => {}
    }
}

/// Reads without waiting, and tells what came.
pub(super) fn try_read<S: Inner>(
    inner: &S,
    watch: &Watch,
    buf: &mut [u8],
    read: impl FnOnce(&mut [u8]) -> io::Result<usize>,
) -> io::Result<usize> {
    let act = Act::begin();
    let result = read(buf);
    match &result {
        Ok(n_bytes) => watch.received(act, buf.len(), &buf[..*n_bytes], &inner.socket()),
        Err(error) => watch.no_read(act, error, &inner.socket()),
    }
    result
}

/// Reads into several buffers without waiting, and tells what came.
pub(super) fn try_read_vectored<S: Inner>(
    inner: &S,
    watch: &Watch,
    bufs: &mut [IoSliceMut<'_>],
    read: impl FnOnce(&mut [IoSliceMut<'_>]) -> io::Result<usize>,
) -> io::Result<usize> {
    let act = Act::begin();
    let result = read(bufs);
    match &result {
        Ok(n_bytes) if act.is_wanted() => {
            let asked = bufs.iter().map(|buf| buf.len()).sum();
            let all: Vec<u8> = bufs.iter().flat_map(|buf| buf.iter().copied()).take(*n_bytes).collect();
            watch.received(act, asked, &all, &inner.socket());
        }
        Ok(n_bytes) => {
            watch.receiving.advance(*n_bytes);
        }
        Err(error) => watch.no_read(act, error, &inner.socket()),
    }
    result
}

/// Reads into a growing buffer without waiting, and tells what came.
///
/// `BufMut` may hand out room that is not initialised, so a buffer of our own stands between where
/// somebody listens.
pub(super) fn try_read_buf<S: Inner, B: BufMut>(
    inner: &S,
    watch: &Watch,
    buf: &mut B,
    read_buf: impl FnOnce(&mut B) -> io::Result<usize>,
    read: impl FnOnce(&mut [u8]) -> io::Result<usize>,
) -> io::Result<usize> {
    if !event::is_wanted() {
        return read_buf(buf).inspect(|n_bytes| {
            watch.receiving.advance(*n_bytes);
        });
    }
    let mut room = vec![0; buf.chunk_mut().len()];
    let n_bytes = try_read(inner, watch, &mut room, read)?;
    buf.put_slice(&room[..n_bytes]);
    Ok(n_bytes)
}

/// Writes without waiting, and tells what the kernel took.
pub(super) fn try_write<S: Inner>(
    inner: &S,
    watch: &Watch,
    bufs: &[IoSlice<'_>],
    write: impl FnOnce() -> io::Result<usize>,
) -> io::Result<usize> {
    let act = Act::begin();
    let result = write();
    match &result {
        Ok(n_bytes) => watch.sent(act, *n_bytes, bufs, &inner.socket()),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            watch.write_waits(act, bufs, &inner.socket());
        }
        Err(error) => watch.write_failed(act, error, &inner.socket()),
    }
    result
}

impl Watch {
    /// A read returned these bytes. The telling stands apart, so that a read that nobody hears of only counts.
    #[inline]
    fn received(&self, act: Act, asked: usize, bytes: &[u8], socket: &SockRef<'_>) {
        let offset = self.receiving.advance(bytes.len());
        if let Some(began_us) = act.began_us() {
            self.tell_read(&Read { began_us, asked, offset, bytes }, socket);
        }
    }

    /// Tells of a read; no bytes where there was room are the peer's end.
    ///
    /// Cold, for the sake of those who do not listen: to those who do, telling costs a hundred times more
    /// than the way here.
    #[cold]
    fn tell_read(&self, read: &Read<'_>, socket: &SockRef<'_>) {
        let Read { began_us, asked, offset, bytes } = *read;
        if bytes.is_empty() {
            self.ended(began_us, asked, offset, socket);
            return;
        }
        let event = self.event(Kind::Received, began_us);
        let event = Event {
            waited_us: self.receiving.waited_until(event.t_us),
            offset: Some(offset),
            len: Some(bytes.len() as u64),
            asked: Some(asked as u64),
            data: Some(Cow::Borrowed(&bytes[..bytes.len().min(MAX_DATA_BYTES)])),
            ..event
        };
        self.tell(event, socket);
    }

    /// A read or a peek returned nothing.
    fn ended(&self, began_us: u64, asked: usize, offset: u64, socket: &SockRef<'_>) {
        if asked == 0 {
            return;
        }
        let event = self.event(Kind::PeerFinished, began_us);
        let waited_us = self.receiving.waited_until(event.t_us);
        if !self.has(Once::Broken) && self.first(Once::PeerFinished) {
            self.tell(Event { waited_us, offset: Some(offset), ..event }, socket);
        }
    }

    /// A read without waiting returned nothing: because nothing is there yet, or because it failed.
    fn no_read(&self, act: Act, error: &io::Error, socket: &SockRef<'_>) {
        if error.kind() != io::ErrorKind::WouldBlock {
            self.read_failed(act, error, socket);
        } else if let Some(began_us) = act.began_us() {
            self.receiving.wait_since(began_us);
        }
    }

    /// A read failed.
    pub(super) fn read_failed(&self, act: Act, error: &io::Error, socket: &SockRef<'_>) {
        self.failed(Kind::ReceiveFailed, act, error, socket);
    }

    /// A read waits, and can be dropped before it is done.
    fn read_is_pending(&self, act: Act) {
        if let Some(began_us) = act.began_us() {
            self.receiving.pend_since(began_us);
        }
    }

    /// The kernel took the first `n_bytes` of these slices.
    fn sent(&self, act: Act, n_bytes: usize, bufs: &[IoSlice<'_>], socket: &SockRef<'_>) {
        let offset = self.sending.advance(n_bytes);
        let Some(began_us) = act.began_us() else { return };
        if n_bytes == 0 {
            return;
        }
        self.forget(Once::Waiting);
        let event = self.event(Kind::Sent, began_us);
        let event = Event {
            waited_us: self.sending.waited_until(event.t_us),
            offset: Some(offset),
            len: Some(n_bytes as u64),
            asked: Some(total(bufs)),
            data: Some(first_bytes(bufs, n_bytes.min(MAX_DATA_BYTES))),
            ..event
        };
        self.tell(event, socket);
    }

    /// A write failed.
    fn write_failed(&self, act: Act, error: &io::Error, socket: &SockRef<'_>) {
        self.failed(Kind::SendFailed, act, error, socket);
    }

    /// A write has to wait. Told once until it proceeds, and only if the kernel itself is full: a task
    /// also waits when it has used up its turn, or when the runtime has not yet looked at the socket.
    fn write_waits(&self, act: Act, bufs: &[IoSlice<'_>], socket: &SockRef<'_>) {
        let Some(began_us) = act.began_us() else { return };
        if self.has(Once::Waiting) || kernel::socket::is_writable(socket) != Some(false) {
            return;
        }
        self.sending.wait_since(began_us);
        if !self.first(Once::Waiting) {
            return;
        }
        let offset = Some(self.sending.n_moved());
        let event = Event { offset, asked: Some(total(bufs)), ..self.event(Kind::Waiting, began_us) };
        self.tell(event, socket);
    }

    /// We finished our direction.
    fn finished(&self, act: Act, socket: &SockRef<'_>) {
        let Some(began_us) = act.began_us() else { return };
        if self.has(Once::Broken) || !self.first(Once::Finished) {
            return;
        }
        let offset = Some(self.sending.n_moved());
        self.tell(Event { offset, ..self.event(Kind::Finished, began_us) }, socket);
    }

    /// A read or a write failed: a reset is told once, a timeout as such, and the rest as what it is.
    fn failed(&self, otherwise: Kind, act: Act, error: &io::Error, socket: &SockRef<'_>) {
        let code = ErrorCode::from_io(error);
        if self.is_fatal(code) {
            self.skip(Once::Broken);
        }
        let Some(began_us) = act.began_us() else { return };
        let direction = if otherwise == Kind::SendFailed { &self.sending } else { &self.receiving };
        let is_reset = match code {
            ErrorCode::ECONNRESET | ErrorCode::ECONNABORTED => true,
            ErrorCode::EPIPE => !self.has(Once::Finished),
            _ => false,
        };
        let kind = match code {
            _ if is_reset && self.first(Once::Reset) => Kind::Reset,
            ErrorCode::ETIMEDOUT => Kind::TimedOut,
            _ => otherwise,
        };
        let event = self.event(kind, began_us);
        let waited_us = direction.waited_until(event.t_us);
        self.tell(Event { waited_us, error: Some(OsError::from(error)), ..event }, socket);
    }

    /// Whether the kernel has given the connection up with this error. It is told by one call alone, and
    /// later reads give 0 (`tcp_reset` and `tcp_write_err` in Linux's net/ipv4; RFC 9293 §3.9.1).
    pub(super) fn is_fatal(&self, code: ErrorCode) -> bool {
        match code {
            ErrorCode::EPIPE => !self.has(Once::Finished),
            // These are of the call: the connection goes on.
            ErrorCode::EAGAIN
            | ErrorCode::EINTR
            | ErrorCode::EINVAL
            | ErrorCode::EBADF
            | ErrorCode::EISCONN
            | ErrorCode::ENOBUFS
            | ErrorCode::ENOMEM
            | ErrorCode::EMSGSIZE
            | ErrorCode::ENOTCONN
            | ErrorCode::EOPNOTSUPP => false,
            _ => true,
        }
    }
}

/// A read that returned.
struct Read<'a> {
    began_us: u64,
    asked: usize,
    offset: u64,
    bytes: &'a [u8],
}

fn total(bufs: &[IoSlice<'_>]) -> u64 {
    bufs.iter().map(|buf| buf.len() as u64).sum()
}

/// The first bytes of several slices: borrowed where one slice has them all.
fn first_bytes<'a>(bufs: &'a [IoSlice<'_>], n_bytes: usize) -> Cow<'a, [u8]> {
    if let Some(first) = bufs.iter().find(|buf| !buf.is_empty())
        && first.len() >= n_bytes
    {
        return Cow::Borrowed(&first[..n_bytes]);
    }
    let mut gathered = Vec::with_capacity(n_bytes);
    for buf in bufs {
        let room = n_bytes - gathered.len();
        gathered.extend_from_slice(&buf[..buf.len().min(room)]);
    }
    Cow::Owned(gathered)
}
