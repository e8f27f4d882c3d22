//! What one member is still owed, and what happens when that is too much.
//!
//! The one idea: a member that reads slowly must cost the room a bounded amount of memory, so somebody
//! has to give: the member, its newest messages, or the whole room. Which one is a choice, not a fate.
//!
//! See it run: `netlab chat-server --slow-reader drop`, with a member stopped by Ctrl-Z.

use std::collections::VecDeque;
use std::str::FromStr;

use bytes::Bytes;
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
    /// Bytes of those that are handed out.
    n_handed_out: usize,
    /// Messages that were left out since the member was last told of any.
    n_missed: usize,
    /// Since when it is more than half full, and senders wait for it.
    crowded_since: Option<Instant>,
    /// Senders have waited for it long enough.
    is_behind: bool,
}

/// Even where nothing else limits it, no member is owed more than this.
const LAST_STOP_BYTES: usize = 1 << 30;

/// What is handed out at a time: enough for one large write, little enough that a member which reads
/// slowly is seen to read.
const MAX_HELPING_BYTES: usize = 64 * 1024;
const MAX_HELPING_FRAMES: usize = 64;

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
        if !self.has_room(&frame, limits) {
            if limits.slow_reader == SlowReader::Drop {
                self.n_missed += n_messages;
                return Owed::Missed;
            }
            return Owed::TooMuch;
        }
        let was_empty = self.frames.is_empty();
        self.n_bytes += frame.len();
        self.frames.push_back(frame);
        if !self.is_behind && limits.is_crowded(self.n_bytes) && self.crowded_since.is_none() {
            self.crowded_since = Some(Instant::now());
        }
        if was_empty { Owed::First } else { Owed::Queued }
    }

    const fn has_room(&self, frame: &Bytes, limits: Limits) -> bool {
        self.n_bytes == 0 || self.n_bytes + frame.len() <= limits.most_bytes()
    }

    /// How many messages were left out, where `next` would find room again: so the place to tell is here.
    pub(super) fn take_missed_before(&mut self, next: &Bytes, limits: Limits) -> usize {
        if self.n_missed > 0 && self.has_room(next, limits) { std::mem::take(&mut self.n_missed) } else { 0 }
    }

    /// Hands out the oldest frames into an empty queue: what was handed out before is written.
    ///
    /// Returns how many messages were left out, once all that came before them is handed out.
    pub(super) fn take(&mut self, queue: &mut VecDeque<Bytes>, limits: Limits) -> usize {
        self.n_bytes -= std::mem::take(&mut self.n_handed_out);
        while self.n_handed_out < MAX_HELPING_BYTES
            && queue.len() < MAX_HELPING_FRAMES
            && let Some(frame) = self.frames.pop_front()
        {
            self.n_handed_out += frame.len();
            queue.push_back(frame);
        }
        if !limits.is_crowded(self.n_bytes) {
            self.crowded_since = None;
            self.is_behind = false;
        }
        if !self.frames.is_empty() {
            return 0;
        }
        for idle in [&mut self.frames, queue] {
            if idle.is_empty() && idle.capacity() > MAX_IDLE_FRAMES {
                *idle = VecDeque::new();
            }
        }
        std::mem::take(&mut self.n_missed)
    }

    /// Hands out all that is left, at the end, behind what was handed out before.
    pub(super) fn take_all(&mut self, queue: &mut VecDeque<Bytes>) {
        queue.append(&mut self.frames);
    }

    /// Since when senders wait for this one, if they do.
    pub(super) const fn crowded_since(&self) -> Option<Instant> {
        self.crowded_since
    }

    /// Senders that have waited since then wait for this one no longer, until it has caught up.
    pub(super) fn leave_behind(&mut self, since: Instant) {
        if self.crowded_since.is_some_and(|crowded_since| crowded_since <= since) {
            self.crowded_since = None;
            self.is_behind = true;
        }
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
        assert!(outbox.crowded_since().is_some());
        assert_eq!(outbox.owe(frame(60), 1, limits), Owed::TooMuch);
        queue.clear();
        outbox.take(&mut queue, limits);
        assert!(outbox.crowded_since().is_none());
        assert_eq!(outbox.owe(frame(60), 1, limits), Owed::First);
    }

    #[test]
    fn senders_wait_again_for_a_member_that_was_behind_once_it_has_caught_up() {
        let limits = Limits { slow_reader: SlowReader::Disconnect, outbox_bytes: 100 };
        let mut outbox = Outbox::default();
        outbox.owe(frame(60), 1, limits);
        outbox.leave_behind(Instant::now());
        outbox.owe(frame(10), 1, limits);
        assert!(outbox.crowded_since().is_none());
        outbox.take(&mut VecDeque::new(), limits);
        outbox.take(&mut VecDeque::new(), limits);
        outbox.owe(frame(60), 1, limits);
        assert!(outbox.crowded_since().is_some());
    }

    #[test]
    fn a_member_that_reads_a_little_is_seen_to_read() {
        let limits = Limits { slow_reader: SlowReader::Disconnect, outbox_bytes: 400_000 };
        let (mut outbox, mut queue) = (Outbox::default(), VecDeque::new());
        for _ in 0..6 {
            outbox.owe(frame(40_000), 1, limits);
        }
        assert!(outbox.crowded_since().is_some());
        outbox.take(&mut queue, limits);
        assert_eq!(queue.len(), 2, "a part of it is handed out");
        queue.clear();
        outbox.take(&mut queue, limits);
        assert!(outbox.crowded_since().is_none(), "though most of it is still owed");
        outbox.take_all(&mut queue);
        assert_eq!(queue.len(), 4);
    }

    #[test]
    fn the_gap_is_told_where_it_is() {
        let limits = Limits { slow_reader: SlowReader::Drop, outbox_bytes: 100 };
        let (mut outbox, mut queue) = (Outbox::default(), VecDeque::new());
        outbox.owe(frame(90), 1, limits);
        outbox.owe(frame(20), 3, limits);
        assert_eq!(outbox.take_missed_before(&frame(20), limits), 0, "there is no room yet");
        assert_eq!(outbox.take_missed_before(&frame(10), limits), 3);
        outbox.owe(frame(10), 1, limits);
        assert_eq!(outbox.take(&mut queue, limits), 0);
    }
}
