//! Which read took the bytes of which write.
//!
//! The one idea: every byte of a stream has a position, which both ends record. A write `[0,6)` and a read
//! `[3,9)` share the bytes `[3,6)`, whatever the timing was and however often either was cut. Both lists
//! are sorted, so one walk along them finds all that is shared.
//!
//! See it run: `netlab ladder` on any connection; a split read is two arrows from one write.

use crate::event::Kind;
use crate::ladder::join::sockets::{Socket, TimedEvent};

/// Bytes that went from a write to a read, or only from one, or only to the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range<'a> {
    pub(crate) sent: Option<TimedEvent<'a>>,
    pub(crate) taken: Option<TimedEvent<'a>>,
    /// The position of the first of them.
    pub(crate) from: u64,
    pub(crate) to: u64,
}

impl<'a> Range<'a> {
    pub(crate) const fn len(&self) -> u64 {
        self.to - self.from
    }

    /// As much of them as was recorded.
    pub(crate) fn data(&self) -> &'a [u8] {
        let of = |act: &TimedEvent<'a>| {
            let data = act.event.data.as_deref()?;
            let skipped = usize::try_from(self.from - act.event.offset?).ok()?;
            let rest = data.get(skipped..)?;
            Some(&rest[..rest.len().min(usize::try_from(self.len()).unwrap_or(usize::MAX))])
        };
        let taken = self.taken.as_ref().and_then(of).unwrap_or_default();
        let sent = self.sent.as_ref().and_then(of).unwrap_or_default();
        if sent.len() > taken.len() { sent } else { taken }
    }
}

/// All ranges of one direction of a connection, in the order of their positions.
///
/// Each byte that a read took is in exactly one range with that read; so is each byte that was written
/// and that no read took, in a range without one.
pub(crate) fn ranges<'a>(sender: &Socket<'a>, receiver: &Socket<'a>) -> Vec<Range<'a>> {
    let writes = spans(sender, Kind::Sent);
    let reads = spans(receiver, Kind::Received);
    let mut ranges = Vec::new();
    let mut first_write = 0;
    for read in &reads {
        let mut at = read.from;
        while writes.get(first_write).is_some_and(|write| write.to <= at) {
            first_write += 1;
        }
        for write in writes[first_write..].iter().take_while(|write| write.from < read.to) {
            if write.from > at {
                ranges.push(Range { sent: None, taken: Some(read.act), from: at, to: write.from });
                at = write.from;
            }
            let to = write.to.min(read.to);
            ranges.push(Range { sent: Some(write.act), taken: Some(read.act), from: at, to });
            at = to;
        }
        if at < read.to {
            ranges.push(Range { sent: None, taken: Some(read.act), from: at, to: read.to });
        }
    }
    ranges.extend(unread(&writes, &reads));
    ranges.sort_by_key(|range| (range.from, range.taken.map(|act| act.id)));
    ranges
}

/// The bytes of one call.
struct Span<'a> {
    act: TimedEvent<'a>,
    from: u64,
    to: u64,
}

/// The calls of this kind by position. Where two claim the same bytes, as no socket does, the first has them.
fn spans<'a>(socket: &Socket<'a>, kind: Kind) -> Vec<Span<'a>> {
    let span = |act: TimedEvent<'a>| {
        let from = act.event.offset?;
        Some(Span { act, from, to: from.saturating_add(act.event.len?) })
    };
    let mut spans: Vec<Span<'a>> = socket.every(kind).filter_map(span).collect();
    spans.sort_by_key(|span| (span.from, span.act.id));
    let mut end = 0;
    for span in &mut spans {
        span.from = span.from.max(end);
        span.to = span.to.max(span.from);
        end = span.to;
    }
    spans.retain(|span| span.from < span.to);
    spans
}

/// What was written and never read.
fn unread<'a>(writes: &[Span<'a>], reads: &[Span<'a>]) -> Vec<Range<'a>> {
    let mut ranges = Vec::new();
    let mut first_read = 0;
    for write in writes {
        let mut at = write.from;
        while reads.get(first_read).is_some_and(|read| read.to <= at) {
            first_read += 1;
        }
        let taken = reads[first_read..].iter().take_while(|read| read.from < write.to);
        let ends = taken.map(|read| (read.from, read.to)).chain([(write.to, write.to)]);
        for (from, to) in ends {
            if from > at {
                ranges.push(Range { sent: Some(write.act), taken: None, from: at, to: from });
            }
            at = at.max(to);
        }
    }
    ranges
}
