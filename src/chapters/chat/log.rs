//! What was said and has not gone out yet: one row of bytes, and whose they are.
//!
//! The one idea: everything that anybody is to hear, messages, notices and answers alike, stands in one
//! log in the order in which it came. So the order is settled once, for all, and what a member hears is
//! the log with some pieces left out: what it said itself, and what is for another alone.
//!
//! See it run: `netlab chat-server --record t.jsonl`, two members who speak at once, `netlab ladder t.jsonl`.

use std::ops::Range;

use bytes::{Bytes, BytesMut};

/// A number that no other member of this room ever has; those who come later have greater ones.
pub(super) type Id = u64;

/// Who is to hear something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    /// One member.
    Only(Id),
    /// Everybody who was there, `newest` being the last that had come, but not this one; 0 is nobody.
    AllBut { id: Id, newest: Id },
}

/// What is to go out next.
#[derive(Debug, Default)]
pub(super) struct Log {
    bytes: BytesMut,
    marks: Vec<Mark>,
}

/// A log that is complete, on its way to everybody.
#[derive(Debug)]
pub(super) struct Round {
    /// Rounds are counted from 1.
    pub(super) number: u64,
    bytes: Bytes,
    marks: Vec<Mark>,
}

/// Where something ends that has one audience.
#[derive(Debug)]
struct Mark {
    end: usize,
    audience: Audience,
    n_messages: usize,
}

/// A piece that one member is to hear.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    place: Range<usize>,
    n_messages: usize,
}

impl Audience {
    const fn has(self, member: Id) -> bool {
        match self {
            Audience::Only(id) => id == member,
            Audience::AllBut { id, newest } => id != member && member <= newest,
        }
    }
}

/// The pieces for one member, in order.
fn pieces(marks: &[Mark], member: Id) -> impl Iterator<Item = Piece> {
    let mut from = 0;
    marks.iter().filter_map(move |mark| {
        let place = from..mark.end;
        from = mark.end;
        mark.audience.has(member).then_some(Piece { place, n_messages: mark.n_messages })
    })
}

impl Log {
    /// Appends one or several messages, encoded.
    pub(super) fn append(&mut self, audience: Audience, frame: &[u8], n_messages: usize) {
        self.bytes.extend_from_slice(frame);
        let end = self.bytes.len();
        match self.marks.last_mut() {
            // Answers to a flood of questions are one thing.
            Some(last) if last.audience == audience && matches!(audience, Audience::Only(_)) => {
                last.end = end;
                last.n_messages += n_messages;
            }
            _ => self.marks.push(Mark { end, audience, n_messages }),
        }
    }

    /// How much stands here, in bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Takes all of it for one round.
    pub(super) fn take(&mut self, number: u64) -> Round {
        // The memory is used again once the round has been heard.
        let bytes = self.bytes.split().freeze();
        Round { number, bytes, marks: std::mem::take(&mut self.marks) }
    }

    /// A copy of what one member is to hear.
    pub(super) fn copy_for(&self, member: Id) -> Bytes {
        let mut copy = BytesMut::new();
        pieces(&self.marks, member).for_each(|piece| copy.extend_from_slice(&self.bytes[piece.place]));
        copy.freeze()
    }
}

impl Round {
    /// What one member is to hear: the pieces one by one, each with the number of its messages.
    pub(super) fn frames_for(&self, member: Id) -> impl Iterator<Item = (Bytes, usize)> {
        pieces(&self.marks, member).map(|piece| (self.bytes.slice(piece.place), piece.n_messages))
    }

    /// The same, with neighbours joined: mostly one slice, and two for who has spoken.
    pub(super) fn slices_for(&self, member: Id) -> impl Iterator<Item = &[u8]> {
        let mut pieces = pieces(&self.marks, member).peekable();
        std::iter::from_fn(move || {
            let mut place = pieces.next()?.place;
            while let Some(next) = pieces.next_if(|next| next.place.start == place.end) {
                place.end = next.place.end;
            }
            Some(&self.bytes[place])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn all_but(id: Id) -> Audience {
        Audience::AllBut { id, newest: 3 }
    }

    fn log() -> Log {
        let mut log = Log::default();
        log.append(all_but(1), b"one ", 1);
        log.append(all_but(2), b"two ", 2);
        log.append(Audience::Only(2), b"answer ", 1);
        log.append(Audience::Only(2), b"again ", 1);
        log.append(all_but(0), b"notice", 1);
        log
    }

    #[test]
    fn everybody_hears_the_same_order_without_what_is_not_for_it() {
        let check = |member, expected: &[&str]| {
            let mut log = log();
            assert_eq!(log.copy_for(member), expected.concat());
            let round = log.take(1);
            let slices: Vec<&[u8]> = round.slices_for(member).collect();
            assert_eq!(slices, expected.iter().map(|text| text.as_bytes()).collect::<Vec<_>>(), "{member}");
            let frames: Vec<Bytes> = round.frames_for(member).map(|(frame, _)| frame).collect();
            assert_eq!(frames.concat(), expected.concat().as_bytes());
            assert_eq!(log.len(), 0);
        };
        check(1, &["two ", "notice"]);
        check(2, &["one ", "answer again notice"]);
        check(3, &["one two ", "notice"]);
        // It came behind all this.
        check(4, &[]);
    }

    #[test]
    fn what_is_left_out_can_be_counted() {
        let n_messages = |member| log().take(1).frames_for(member).map(|(_, n)| n).collect::<Vec<_>>();
        assert_eq!(n_messages(2), [1, 2, 1]);
        assert_eq!(n_messages(3), [1, 2, 1]);
    }
}
