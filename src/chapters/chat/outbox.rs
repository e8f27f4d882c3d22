//! What one member is still owed, and what happens when that is too much.
//!
//! The one idea: a member that reads slowly must cost the room a bounded amount of memory, so somebody
//! has to give: the member, its newest messages, or the whole room. Which one is a choice, not a fate.
//! Who keeps up has nothing here: what is said goes from the room straight into its socket.
//!
//! See it run: `netlab chat-server --slow-reader drop`, with a member stopped by Ctrl-Z.

use std::collections::VecDeque;
use std::io::IoSlice;
use std::str::FromStr;

use bytes::{Buf, Bytes};
use tokio::time::Instant;

/// What happens to a member that does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SlowReader {
    /// It is disconnected once its outbox is full.
    #[default]
    Disconnect,
    /// It misses the newest messages, whole ones, and is told how many.
    Drop,
    /// The room waits for it: watch it freeze.
    Wait,
    /// It is owed without limit, up to a last stop at 1 GiB: watch the memory grow.
    Buffer,
}

impl FromStr for SlowReader {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "disconnect" => Ok(SlowReader::Disconnect),
            "drop" => Ok(SlowReader::Drop),
            "wait" => Ok(SlowReader::Wait),
            "buffer" => Ok(SlowReader::Buffer),
            _ => Err(()),
        }
    }
}

/// How much a member may be owed, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) slow_reader: SlowReader,
    pub(super) outbox_bytes: usize,
}

/// What became of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owed {
    /// It is queued.
    Queued,
    /// It is left out.
    Missed,
    /// The member cannot be owed more.
    TooMuch,
}

/// The frames that the kernel did not take for one member, oldest first.
#[derive(Debug)]
pub(super) struct Outbox {
    limits: Limits,
    frames: VecDeque<Bytes>,
    n_bytes: usize,
    /// Messages that were left out since the member was last told of any.
    n_missed: usize,
    /// Since when it is more than half full and nothing of it goes out, and the room waits for it.
    stuck_since: Option<Instant>,
    /// The room has waited for it long enough.
    is_behind: bool,
}

/// Even where nothing else limits it, no member is owed more than this.
const LAST_STOP_BYTES: usize = 1 << 30;

/// What is offered to the kernel in one call: enough for one large write.
pub(super) const MAX_SLICES: usize = 64;

/// An empty queue keeps room for this many frames; a larger one is given back to the system.
const MAX_IDLE_FRAMES: usize = 8;

impl Limits {
    const fn most_bytes(self) -> usize {
        match self.slow_reader {
            SlowReader::Disconnect | SlowReader::Drop => self.outbox_bytes,
            SlowReader::Wait | SlowReader::Buffer => LAST_STOP_BYTES,
        }
    }

    /// Whether somebody who is owed so much may be owed so much more. A single frame always finds room.
    pub(super) const fn has_room(self, n_bytes: usize, n_more: usize) -> bool {
        n_bytes == 0 || n_bytes + n_more <= self.most_bytes()
    }

    const fn is_crowded(self, n_bytes: usize) -> bool {
        !matches!(self.slow_reader, SlowReader::Buffer) && n_bytes > self.outbox_bytes / 2
    }
}

impl Outbox {
    pub(super) const fn new(limits: Limits) -> Self {
        let (n_bytes, n_missed, stuck_since, is_behind) = (0, 0, None, false);
        Outbox { limits, frames: VecDeque::new(), n_bytes, n_missed, stuck_since, is_behind }
    }

    /// Whether nothing is owed, and nothing is to be told of what was missed.
    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_empty() && self.n_missed == 0
    }

    pub(super) fn has_frames(&self) -> bool {
        !self.frames.is_empty()
    }

    /// Owes the member a frame of so many messages; `missed` makes the words of how many were left out, which
    /// stand where the gap is: before the first frame that finds room again.
    pub(super) fn owe(
        &mut self,
        frame: Bytes,
        n_messages: usize,
        missed: impl FnOnce(usize) -> Bytes,
    ) -> Owed {
        if !self.limits.has_room(self.n_bytes, frame.len()) {
            if self.limits.slow_reader == SlowReader::Drop {
                self.n_missed += n_messages;
                return Owed::Missed;
            }
            return Owed::TooMuch;
        }
        self.tell_missed(missed);
        self.push(frame);
        if !self.is_behind && self.limits.is_crowded(self.n_bytes) && self.stuck_since.is_none() {
            self.stuck_since = Some(Instant::now());
        }
        Owed::Queued
    }

    /// Owes the member a frame whatever its limits: the last ones.
    pub(super) fn push(&mut self, frame: Bytes) {
        if !frame.is_empty() {
            self.n_bytes += frame.len();
            self.frames.push_back(frame);
        }
    }

    /// Puts the words of how many messages were left out, if any were, behind what is owed.
    pub(super) fn tell_missed(&mut self, missed: impl FnOnce(usize) -> Bytes) {
        if self.n_missed > 0 {
            let n_missed = std::mem::take(&mut self.n_missed);
            self.push(missed(n_missed));
        }
    }

    /// Lends the oldest frames for one write; returns how many.
    pub(super) fn lend<'a>(&'a self, slices: &mut [IoSlice<'a>; MAX_SLICES]) -> usize {
        let mut n_slices = 0;
        for (slice, frame) in slices.iter_mut().zip(&self.frames) {
            *slice = IoSlice::new(frame);
            n_slices += 1;
        }
        n_slices
    }

    /// The kernel has taken so many of the oldest bytes.
    pub(super) fn written(&mut self, mut n_bytes: usize) {
        self.n_bytes -= n_bytes;
        while let Some(frame) = self.frames.front_mut() {
            if n_bytes < frame.len() {
                frame.advance(n_bytes);
                break;
            }
            n_bytes -= frame.len();
            self.frames.pop_front();
        }
        if !self.limits.is_crowded(self.n_bytes) {
            self.stuck_since = None;
            self.is_behind = false;
        } else if self.stuck_since.is_some() {
            self.stuck_since = Some(Instant::now());
        }
        if self.frames.is_empty() && self.frames.capacity() > MAX_IDLE_FRAMES {
            self.frames = VecDeque::new();
        }
    }

    /// Since when the room waits for this one, if it does.
    pub(super) const fn stuck_since(&self) -> Option<Instant> {
        self.stuck_since
    }

    /// The room, which has waited since then, waits for this one no longer, until it has caught up.
    pub(super) fn leave_behind(&mut self, since: Instant) {
        if self.stuck_since.is_some_and(|stuck_since| stuck_since <= since) {
            self.stuck_since = None;
            self.is_behind = true;
        }
    }

    /// Hands out all that is owed, at the end.
    pub(super) fn take_all(&mut self) -> VecDeque<Bytes> {
        let frames = std::mem::take(&mut self.frames);
        self.clear();
        frames
    }

    /// Throws away what is owed.
    pub(super) fn clear(&mut self) {
        *self = Outbox::new(self.limits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(n_bytes: usize) -> Bytes {
        vec![b'x'; n_bytes].into()
    }

    fn outbox(slow_reader: SlowReader) -> Outbox {
        Outbox::new(Limits { slow_reader, outbox_bytes: 100 })
    }

    fn owe(outbox: &mut Outbox, n_bytes: usize) -> Owed {
        outbox.owe(frame(n_bytes), 1, |n_missed| n_missed.to_string().into())
    }

    /// What the kernel is offered next.
    fn offered(outbox: &Outbox) -> String {
        let mut slices = [IoSlice::new(&[]); MAX_SLICES];
        let n_slices = outbox.lend(&mut slices);
        slices[..n_slices].iter().map(|slice| String::from_utf8_lossy(slice)).collect::<Vec<_>>().join(" ")
    }

    fn check(slow_reader: SlowReader, expected: [Owed; 3]) -> Outbox {
        let mut outbox = outbox(slow_reader);
        assert_eq!([200, 10, 10].map(|n_bytes| owe(&mut outbox, n_bytes)), expected);
        outbox
    }

    #[test]
    fn a_full_outbox_does_what_was_chosen_and_a_single_frame_always_fits() {
        check(SlowReader::Disconnect, [Owed::Queued, Owed::TooMuch, Owed::TooMuch]);
        check(SlowReader::Wait, [Owed::Queued, Owed::Queued, Owed::Queued]);
        check(SlowReader::Buffer, [Owed::Queued, Owed::Queued, Owed::Queued]);
        let mut outbox = check(SlowReader::Drop, [Owed::Queued, Owed::Missed, Owed::Missed]);
        outbox.written(200);
        assert!(!outbox.is_empty(), "it is still to be told");
        outbox.tell_missed(|n_missed| n_missed.to_string().into());
        assert_eq!(offered(&outbox), "2");
    }

    #[test]
    fn what_is_not_written_is_owed() {
        let mut outbox = outbox(SlowReader::Disconnect);
        owe(&mut outbox, 60);
        assert!(outbox.stuck_since().is_some());
        outbox.written(10);
        assert_eq!(owe(&mut outbox, 60), Owed::TooMuch);
        outbox.written(50);
        assert!(outbox.stuck_since().is_none() && outbox.is_empty());
        assert_eq!(owe(&mut outbox, 60), Owed::Queued);
    }

    #[test]
    fn whatever_is_written_is_a_sign_of_life() {
        let mut outbox = outbox(SlowReader::Disconnect);
        owe(&mut outbox, 90);
        let since = outbox.stuck_since().expect("it is more than half full");
        outbox.written(1);
        outbox.leave_behind(since);
        assert!(outbox.stuck_since().is_some_and(|later| later > since), "the room waits on");
    }

    #[test]
    fn the_room_waits_again_for_a_member_that_was_behind_once_it_has_caught_up() {
        let mut outbox = outbox(SlowReader::Disconnect);
        owe(&mut outbox, 60);
        outbox.leave_behind(Instant::now());
        owe(&mut outbox, 10);
        assert!(outbox.stuck_since().is_none());
        outbox.written(5);
        owe(&mut outbox, 5);
        assert!(outbox.stuck_since().is_none());
        outbox.written(70);
        owe(&mut outbox, 60);
        assert!(outbox.stuck_since().is_some());
    }

    #[test]
    fn the_gap_is_told_where_it_is() {
        let mut outbox = outbox(SlowReader::Drop);
        owe(&mut outbox, 90);
        assert_eq!(owe(&mut outbox, 20), Owed::Missed);
        outbox.written(88);
        assert_eq!(owe(&mut outbox, 3), Owed::Queued);
        assert_eq!(owe(&mut outbox, 1), Owed::Queued);
        assert_eq!(offered(&outbox), "xx 1 xxx x");
    }
}
