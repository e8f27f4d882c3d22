//! A member's mail: the socket that takes what it hears, and what it is owed.
//!
//! The one idea: a socket takes what fits into the kernel's buffer, and no more. So every write is an offer:
//! whatever was not taken is owed, and the offer is made again when the kernel has room. That is asked for by
//! one task only, as a socket remembers only who has asked last.
//!
//! See it run: `netlab chat-server`, a member stopped by Ctrl-Z, and another that says a lot.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};

use bytes::{Buf, Bytes};
use tokio::io::AsyncWrite;

use crate::chapters::chat::log::{Id, Log, Round};
use crate::chapters::chat::outbox::{Limits, MAX_SLICES, Outbox, Owed};
use crate::chapters::chat::protocol::{Framing, line_of_the_room};

/// Why a member must go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dismissal {
    FellBehind,
    Silent,
    Closing,
    Broken,
}

/// One member's mail, over the writing half of its connection.
#[derive(Debug)]
pub(super) struct Mail<W> {
    /// `None` once the member has left.
    pub(super) writer: Option<W>,
    pub(super) outbox: Outbox,
    pub(super) dismissed: Option<Dismissal>,
    framing: Framing,
    /// A stream with a buffer of its own, as one under TLS, may hold what it has taken.
    is_flushed: bool,
    /// The last round that is heard or owed; the greatest there is where nothing more is to be heard.
    n_heard: u64,
}

impl<W: AsyncWrite + Unpin> Mail<W> {
    pub(super) fn new(writer: W, framing: Framing, limits: Limits) -> Self {
        let (writer, outbox) = (Some(writer), Outbox::new(limits));
        Mail { writer, outbox, dismissed: None, framing, is_flushed: true, n_heard: 0 }
    }

    /// Whether the room may write: nothing is owed, and nothing is on its way.
    pub(super) fn is_idle(&self) -> bool {
        self.outbox.is_empty() && self.is_flushed
    }

    /// The member must go, and hears nothing more.
    pub(super) fn dismiss(&mut self, why: Dismissal) {
        self.dismissed.get_or_insert(why);
        self.n_heard = u64::MAX;
    }

    /// Lets the member hear a round, once: by one call where nothing is owed, else behind what is owed.
    #[inline]
    pub(super) fn deliver(&mut self, round: &Round, id: Id) {
        if self.n_heard >= round.number {
            return;
        }
        self.n_heard = round.number;
        let n_written = if self.is_idle() { self.offer(round.slices_for(id)) } else { Some(0) };
        if let Some(n_written) = n_written {
            self.owe_rest(round, id, n_written);
        }
    }

    /// Offers the slices to the socket in one call; returns how many bytes it has taken, or `None` where there
    /// is no rest.
    ///
    /// It is asked with a waker that wakes nobody: where it does not take all, the member's task will ask.
    #[inline]
    fn offer<'a>(&mut self, mut pieces: impl Iterator<Item = &'a [u8]>) -> Option<usize> {
        let writer = self.writer.as_mut()?;
        let mut slices = [IoSlice::new(&[]); MAX_SLICES];
        let (mut n_slices, mut n_bytes) = (0, 0);
        for (slice, piece) in slices.iter_mut().zip(&mut pieces) {
            *slice = IoSlice::new(piece);
            n_slices += 1;
            n_bytes += piece.len();
        }
        if n_slices == 0 {
            return None;
        }
        let nobody = &mut Context::from_waker(Waker::noop());
        match Pin::new(&mut *writer).poll_write_vectored(nobody, &slices[..n_slices]) {
            Poll::Ready(Ok(n_written)) => {
                self.is_flushed = matches!(Pin::new(writer).poll_flush(nobody), Poll::Ready(Ok(())));
                (n_written < n_bytes || pieces.next().is_some()).then_some(n_written)
            }
            Poll::Ready(Err(_)) => {
                self.dismiss(Dismissal::Broken);
                None
            }
            Poll::Pending => Some(0),
        }
    }

    /// Owes what is behind the first so many bytes.
    #[cold]
    fn owe_rest(&mut self, round: &Round, id: Id, mut n_written: usize) {
        for (mut frame, n_messages) in round.frames_for(id) {
            let n_bytes = frame.len().min(n_written);
            n_written -= n_bytes;
            frame.advance(n_bytes);
            if !frame.is_empty() {
                self.owe(frame, n_messages);
            }
        }
    }

    /// Owes the member a frame, or does what is done with members that do not read.
    pub(super) fn owe(&mut self, frame: Bytes, n_messages: usize) {
        let missed = |n_missed| words_of_missed(self.framing, n_missed);
        if self.dismissed.is_none() && self.outbox.owe(frame, n_messages, missed) == Owed::TooMuch {
            self.outbox.clear();
            self.dismiss(Dismissal::FellBehind);
        }
    }

    /// Writes some of what is owed, once the socket takes it, and sees to it that all of it leaves.
    pub(super) fn poll_write_on(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(writer) = &mut self.writer else { return Poll::Ready(Ok(())) };
        let mut slices = [IoSlice::new(&[]); MAX_SLICES];
        let n_slices = self.outbox.lend(&mut slices);
        if n_slices > 0 {
            let n_bytes = ready!(Pin::new(&mut *writer).poll_write_vectored(cx, &slices[..n_slices]))?;
            if n_bytes == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.outbox.written(n_bytes);
            self.is_flushed = false;
        }
        if !self.outbox.has_frames() {
            self.outbox.tell_missed(|n_missed| words_of_missed(self.framing, n_missed));
            ready!(Pin::new(writer).poll_flush(cx))?;
            self.is_flushed = true;
        }
        Poll::Ready(Ok(()))
    }

    /// Owes the member whatever was said until now, and nothing that is said from now on. `log` is what will
    /// be the round of this number.
    pub(super) fn hear_out(&mut self, id: Id, in_flight: Option<&Round>, (number, log): (u64, &Log)) {
        if let Some(round) = in_flight.filter(|round| round.number > self.n_heard) {
            round.frames_for(id).for_each(|(frame, _)| self.outbox.push(frame));
        }
        if number > self.n_heard {
            self.outbox.push(log.copy_for(id));
        }
        self.n_heard = u64::MAX;
    }
}

fn words_of_missed(framing: Framing, n_missed: usize) -> Bytes {
    line_of_the_room(framing, format!("* you missed {n_missed} messages: you read too slowly"))
}
