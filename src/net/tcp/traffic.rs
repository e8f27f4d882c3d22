//! Bytes going in and out of a stream, and what is told of them.
//!
//! The one idea: streams, borrowed halves and owned halves all read and write through here. What a call proves
//! is decided by [`crate::event::SocketLife`]; here the call is made as tokio makes it, and its payload joins
//! what is told.
//!
//! See it run: `netlab tcp-server`, then connect with `nc 127.0.0.1 8080`.

use std::borrow::Cow;
use std::io::{self, IoSlice, IoSliceMut};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::BufMut;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::event::{self, Call, ErrorCode, Event, MAX_DATA_BYTES};
use crate::kernel;
use crate::net::watch::held::{Inner, is_connected};
use crate::net::watch::record::{Act, Watch};

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
        Poll::Pending => {
            if let Some(began_us) = act.began_us() {
                watch.life.read_is_pending(began_us);
            }
        }
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
        watch.tell_call(act, Call::Finish, Ok(0), &inner.socket());
    }
    polled
}

/// Peeks, which tells nothing but an end or an error: the bytes stay where they are.
pub(super) fn peeked<S: Inner>(inner: &S, watch: &Watch, act: Act, asked: usize, result: &io::Result<usize>) {
    let result = result.as_ref().map(|n_bytes| *n_bytes as u64);
    watch.tell_call(act, Call::Peek { asked: asked as u64 }, result, &inner.socket());
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
        Err(error) => watch.read_failed(act, error, &inner.socket()),
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
            watch.life.passed(Call::Read { asked: 0 }, Ok(*n_bytes as u64));
        }
        Err(error) => watch.read_failed(act, error, &inner.socket()),
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
            watch.life.passed(Call::Read { asked: 0 }, Ok(*n_bytes as u64));
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
        let call = Call::Read { asked: asked as u64 };
        if act.is_wanted() {
            self.tell_received(act, call, bytes, socket);
        } else {
            self.life.passed(call, Ok(bytes.len() as u64));
        }
    }

    /// Cold, for the sake of those who do not listen: to those who do, telling costs a hundred times more
    /// than the way here.
    #[cold]
    fn tell_received(&self, act: Act, call: Call, bytes: &[u8], socket: &SockRef<'_>) {
        let Some(event) = self.returned(act, call, Ok(bytes.len() as u64)) else { return };
        let first = &bytes[..bytes.len().min(MAX_DATA_BYTES)];
        let data = (!first.is_empty()).then_some(Cow::Borrowed(first));
        self.tell(Event { data, ..event }, socket);
    }

    /// A read failed, or found nothing without waiting.
    pub(super) fn read_failed(&self, act: Act, error: &io::Error, socket: &SockRef<'_>) {
        self.tell_call(act, Call::Read { asked: 0 }, Err(error), socket);
    }

    /// The kernel took the first `n_bytes` of these slices.
    fn sent(&self, act: Act, n_bytes: usize, bufs: &[IoSlice<'_>], socket: &SockRef<'_>) {
        if let Some(event) = self.returned(act, Call::Write { asked: total(bufs) }, Ok(n_bytes as u64)) {
            let data = Some(first_bytes(bufs, n_bytes.min(MAX_DATA_BYTES)));
            self.tell(Event { data, ..event }, socket);
        }
    }

    /// A write failed.
    fn write_failed(&self, act: Act, error: &io::Error, socket: &SockRef<'_>) {
        self.tell_call(act, Call::Write { asked: 0 }, Err(error), socket);
    }

    /// A write has to wait. Told only if the kernel itself is full: a task also waits when it has used up its
    /// turn, or when the runtime has not yet looked at the socket.
    fn write_waits(&self, act: Act, bufs: &[IoSlice<'_>], socket: &SockRef<'_>) {
        if !act.is_wanted() || self.life.is_waiting() || kernel::socket::is_writable(socket) != Some(false) {
            return;
        }
        let call = Call::Write { asked: total(bufs) };
        if let Some(event) = self.returned(act, call, Err(ErrorCode::EAGAIN)) {
            self.tell(event, socket);
        }
    }
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
