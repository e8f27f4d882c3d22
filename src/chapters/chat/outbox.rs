//! What one member is still owed, and what happens when that is too much.
//!
//! The one idea: a member that reads slowly must cost the room a bounded amount of memory, so somebody
//! has to give: the member, its newest messages, or the whole room. Which one is a choice, not a fate.
//!
//! See it run: `netlab chat-server --slow-reader drop`, with a member stopped by Ctrl-Z.

use std::collections::VecDeque;
use std::str::FromStr;

use bytes::Bytes;

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
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "disconnect" => Ok(SlowReader::Disconnect),
            "drop" => Ok(SlowReader::Drop),
            "wait" => Ok(SlowReader::Wait),
            "buffer" => Ok(SlowReader::Buffer),
            _ => Err("expected disconnect, drop, wait or buffer".to_owned()),
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
    /// It is queued, behind others.
    Queued,
    /// It is queued as the only one: its member must be woken.
    First,
    /// It is left out.
    Missed,
    /// The member cannot be owed more.
    TooMuch,
}

/// The frames for one member, oldest first.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    frames: VecDeque<Bytes>,
    /// Bytes queued here, or handed out and not yet written.
    n_bytes: usize,
    /// Messages that were left out since the member was last told.
    n_missed: usize,
    /// It is more than half full, and senders wait for it.
    is_crowded: bool,
    /// Senders have waited for it long enough.
    is_behind: bool,
}

/// Even where nothing else limits it, no member is owed more than this.
const LAST_STOP_BYTES: usize = 1 << 30;

/// An empty queue keeps room for this many frames; a larger one is given back to the system.
const MAX_IDLE_FRAMES: usize = 32;

impl Limits {
    const fn most_bytes(self) -> usize {
        match self.slow_reader {
            SlowReader::Disconnect | SlowReader::Drop => self.outbox_bytes,
            SlowReader::Wait | SlowReader::Buffer => LAST_STOP_BYTES,
        }
    }

    const fn is_crowded(self, n_bytes: usize) -> bool {
        !matches!(self.slow_reader, SlowReader::Buffer) && n_bytes > self.outbox_bytes / 2
    }
}

impl Outbox {
    /// Owes the member a frame of so many messages. A single frame always finds room.
    pub(super) fn owe(&mut self, frame: Bytes, n_messages: usize, limits: Limits) -> Owed {
        if self.n_bytes > 0 && self.n_bytes + frame.len() > limits.most_bytes() {
            if limits.slow_reader == SlowReader::Drop {
                self.n_missed += n_messages;
                return Owed::Missed;
            }
            return Owed::TooMuch;
        }
        let was_empty = self.frames.is_empty();
        self.n_bytes += frame.len();
        self.frames.push_back(frame);
        self.is_crowded = !self.is_behind && limits.is_crowded(self.n_bytes);
        if was_empty { Owed::First } else { Owed::Queued }
    }

    /// Hands out all frames in exchange for an empty queue: what was handed out before is written.
    ///
    /// Returns how many messages were left out since this was asked last.
    pub(super) fn take(&mut self, empty: &mut VecDeque<Bytes>, limits: Limits) -> usize {
        std::mem::swap(&mut self.frames, empty);
        if self.frames.capacity() > MAX_IDLE_FRAMES {
            self.frames = VecDeque::new();
        }
        self.n_bytes = empty.iter().map(Bytes::len).sum();
        if !limits.is_crowded(self.n_bytes) {
            self.is_crowded = false;
            self.is_behind = false;
        }
        std::mem::take(&mut self.n_missed)
    }

    pub(super) const fn is_crowded(&self) -> bool {
        self.is_crowded
    }

    /// Senders wait for this one no longer, until it has caught up.
    pub(super) const fn leave_behind(&mut self) {
        self.is_behind |= self.is_crowded;
        self.is_crowded = false;
    }

    /// Throws away what is queued.
    pub(super) fn clear(&mut self) {
        *self = Outbox::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(n_bytes: usize) -> Bytes {
        vec![b'x'; n_bytes].into()
    }

    fn check(slow_reader: SlowReader, expected: [Owed; 3]) -> Outbox {
        let limits = Limits { slow_reader, outbox_bytes: 100 };
        let mut outbox = Outbox::default();
        assert_eq!([200, 10, 10].map(|n_bytes| outbox.owe(frame(n_bytes), 1, limits)), expected);
        outbox
    }

    #[test]
    fn a_full_outbox_does_what_was_chosen_and_a_single_frame_always_fits() {
        check(SlowReader::Disconnect, [Owed::First, Owed::TooMuch, Owed::TooMuch]);
        check(SlowReader::Wait, [Owed::First, Owed::Queued, Owed::Queued]);
        check(SlowReader::Buffer, [Owed::First, Owed::Queued, Owed::Queued]);
        let mut outbox = check(SlowReader::Drop, [Owed::First, Owed::Missed, Owed::Missed]);
        let limits = Limits { slow_reader: SlowReader::Drop, outbox_bytes: 100 };
        assert_eq!(outbox.take(&mut VecDeque::new(), limits), 2);
        assert_eq!(outbox.take(&mut VecDeque::new(), limits), 0);
    }

    #[test]
    fn what_is_handed_out_is_owed_until_the_next_is_asked_for() {
        let limits = Limits { slow_reader: SlowReader::Disconnect, outbox_bytes: 100 };
        let (mut outbox, mut queue) = (Outbox::default(), VecDeque::new());
        outbox.owe(frame(60), 1, limits);
        outbox.take(&mut queue, limits);
        assert!(outbox.is_crowded());
        assert_eq!(outbox.owe(frame(60), 1, limits), Owed::TooMuch);
        queue.clear();
        outbox.take(&mut queue, limits);
        assert!(!outbox.is_crowded());
        assert_eq!(outbox.owe(frame(60), 1, limits), Owed::First);
    }

    #[test]
    fn senders_wait_again_for_a_member_that_was_behind_once_it_has_caught_up() {
        let limits = Limits { slow_reader: SlowReader::Disconnect, outbox_bytes: 100 };
        let mut outbox = Outbox::default();
        outbox.owe(frame(60), 1, limits);
        outbox.leave_behind();
        outbox.owe(frame(10), 1, limits);
        assert!(!outbox.is_crowded());
        outbox.take(&mut VecDeque::new(), limits);
        outbox.take(&mut VecDeque::new(), limits);
        outbox.owe(frame(60), 1, limits);
        assert!(outbox.is_crowded());
    }
}
