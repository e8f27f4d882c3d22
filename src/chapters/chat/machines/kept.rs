//! What was said here and has not been acknowledged by the engine: kept, numbered, within a limit.
//!
//! The one idea: whoever wants nothing to be lost keeps it until somebody else has said that they keep it. One batch
//! is under way at a time, and while it is, whatever is said gathers into the next: so the longer the engine takes,
//! the larger the batches, and their order cannot change, however often one is sent again. What does not fit is lost
//! at once and counted; its numbers are used up, so that the others can count it too.
//!
//! See it run: `netlab chat-server --engine nats://127.0.0.1:4222 --machine a`, and stop `nats-server` for a while.

use std::collections::VecDeque;

use bytes::{Bytes, BytesMut};

/// The lines that the others have not got for sure, oldest first.
#[derive(Debug)]
pub(super) struct Kept {
    batches: VecDeque<Batch>,
    n_bytes: usize,
    max_bytes: usize,
    /// The number of the next line.
    next: u64,
    /// Lines that were lost, and nobody was told yet.
    n_lost: u64,
    /// Lines were lost behind the last one that is kept.
    has_gap_behind: bool,
}

/// Some lines, whose numbers follow each other.
#[derive(Debug)]
struct Batch {
    first: u64,
    n_lines: u64,
    text: BytesMut,
    /// It was sent, so it must stay as it is: it may be there already.
    is_sealed: bool,
}

/// A batch that goes to the engine.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parcel {
    /// The number of its first line.
    pub(super) first: u64,
    pub(super) n_lines: u64,
    pub(super) text: Bytes,
}

/// A batch grows to this, so that none holds up the others for long; a single line may be longer.
const MAX_BATCH_BYTES: usize = 64 * 1024;

impl Kept {
    pub(super) const fn new(max_bytes: usize) -> Self {
        Kept { batches: VecDeque::new(), n_bytes: 0, max_bytes, next: 1, n_lost: 0, has_gap_behind: false }
    }

    /// Keeps these lines, each with its end; those that do not fit are lost. Says whether all of it fitted.
    pub(super) fn push(&mut self, lines: &[u8]) -> bool {
        if lines.len() > MAX_BATCH_BYTES.min(self.max_bytes - self.n_bytes) {
            let mut all_fit = true;
            for line in lines.split_inclusive(|byte| *byte == b'\n') {
                all_fit &= self.push_some(line);
            }
            return all_fit;
        }
        self.push_some(lines)
    }

    fn push_some(&mut self, lines: &[u8]) -> bool {
        let n_lines = memchr::memchr_iter(b'\n', lines).count() as u64;
        let first = self.next;
        self.next += n_lines;
        if self.n_bytes + lines.len() > self.max_bytes {
            self.n_lost += n_lines;
            self.has_gap_behind = true;
            return false;
        }
        self.n_bytes += lines.len();
        self.has_gap_behind = false;
        match self.batches.back_mut() {
            Some(last) if last.takes(first, lines.len()) => {
                last.text.extend_from_slice(lines);
                last.n_lines += n_lines;
            }
            _ => self.batches.push_back(Batch { first, n_lines, text: lines.into(), is_sealed: false }),
        }
        true
    }

    /// The oldest batch, which stays as it is from now on. One that the engine does not take is lost.
    pub(super) fn seal(&mut self, max_payload: usize) -> Option<Parcel> {
        while self.batches.front().is_some_and(|batch| batch.text.len() > max_payload) {
            self.lose_first();
        }
        let Some(batch) = self.batches.front_mut() else {
            // The others learn by the number of nothing that something before it was lost.
            let is_new = std::mem::take(&mut self.has_gap_behind);
            return is_new.then(|| Parcel { first: self.next, n_lines: 0, text: Bytes::new() });
        };
        batch.is_sealed = true;
        // It is not split off: it must be here until it is acknowledged.
        Some(Parcel { first: batch.first, n_lines: batch.n_lines, text: Bytes::copy_from_slice(&batch.text) })
    }

    /// The engine keeps the batch of so many lines that begins with this number.
    pub(super) fn acknowledge(&mut self, first: u64, n_lines: u64) {
        if self.batches.front().is_some_and(|batch| (batch.first, batch.n_lines) == (first, n_lines)) {
            self.drop_first();
        }
    }

    /// The engine will never take the oldest batch.
    pub(super) fn lose_first(&mut self) {
        self.n_lost += self.drop_first();
        self.has_gap_behind |= self.batches.is_empty();
    }

    fn drop_first(&mut self) -> u64 {
        let Some(batch) = self.batches.pop_front() else { return 0 };
        self.n_bytes -= batch.text.len();
        batch.n_lines
    }

    /// How many lines are kept.
    pub(super) fn n_lines(&self) -> u64 {
        self.batches.iter().map(|batch| batch.n_lines).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.batches.is_empty()
    }

    /// The number of the oldest line that is kept, or of the next one.
    pub(super) fn first(&self) -> u64 {
        self.batches.front().map_or(self.next, |batch| batch.first)
    }

    /// The number of the next line.
    pub(super) const fn next(&self) -> u64 {
        self.next
    }

    pub(super) const fn max_bytes(&self) -> usize {
        self.max_bytes
    }

    /// How many lines were lost since this was asked last.
    pub(super) fn take_lost(&mut self) -> u64 {
        std::mem::take(&mut self.n_lost)
    }
}

impl Batch {
    /// Whether so many bytes more, the first line with this number, may be part of it.
    fn takes(&self, first: u64, n_bytes: usize) -> bool {
        !self.is_sealed && self.first + self.n_lines == first && self.text.len() + n_bytes <= MAX_BATCH_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(kept: &mut Kept) -> Option<(u64, u64, String)> {
        let Parcel { first, n_lines, text } = kept.seal(1000)?;
        Some((first, n_lines, String::from_utf8(text.to_vec()).expect("text")))
    }

    #[test]
    fn what_is_said_while_a_batch_is_under_way_gathers_into_the_next() {
        let mut kept = Kept::new(1000);
        assert!(kept.push(b"a: 1\n"));
        let first = Some((1, 1, "a: 1\n".to_owned()));
        assert_eq!(sealed(&mut kept), first);
        assert!(kept.push(b"a: 2\n") && kept.push(b"b: 3\nb: 4\n"));
        assert_eq!(sealed(&mut kept), first, "it may be there already, so it stays as it is");
        kept.acknowledge(7, 1);
        kept.acknowledge(1, 0);
        assert_eq!(sealed(&mut kept), first);
        kept.acknowledge(1, 1);
        assert_eq!(sealed(&mut kept), Some((2, 3, "a: 2\nb: 3\nb: 4\n".to_owned())));
        kept.acknowledge(2, 3);
        assert_eq!((sealed(&mut kept), kept.first()), (None, 5));
    }

    #[test]
    fn what_does_not_fit_is_lost_with_its_number() {
        let mut kept = Kept::new(12);
        assert!(kept.push(b"a: 1\n") && kept.push(b"a: 2\n"));
        assert!(!kept.push(b"a: 3\na: 4\n"));
        assert_eq!((kept.take_lost(), kept.take_lost()), (2, 0));
        assert_eq!(sealed(&mut kept), Some((1, 2, "a: 1\na: 2\n".to_owned())));
        kept.acknowledge(1, 2);
        assert_eq!(sealed(&mut kept), Some((5, 0, String::new())), "a number, and nothing behind it");
        assert!(kept.push(b"a: 5\n"));
        assert_eq!(sealed(&mut kept), Some((5, 1, "a: 5\n".to_owned())));
    }

    #[test]
    fn a_batch_has_a_limit_and_what_the_engine_never_takes_is_lost() {
        let mut kept = Kept::new(1 << 20);
        let line = [&vec![b'x'; 40_000][..], b"\n"].concat();
        assert!(kept.push(&line) && kept.push(&line) && kept.push(b"last\n"));
        assert_eq!(kept.seal(1 << 20).map(|parcel| parcel.n_lines), Some(1));
        let both = [&line[..], &line].concat();
        assert!(kept.push(&both));
        assert_eq!(kept.n_lines(), 5);
        let nothing = Some(Parcel { first: 6, n_lines: 0, text: Bytes::new() });
        assert_eq!(kept.seal(100), nothing, "the last is not too large alone, but shares a batch");
        assert_eq!((kept.take_lost(), kept.is_empty()), (5, true));
    }
}
