//! An arrow or a mark, and when it was: what the rows of a picture are made of.
//!
//! The one idea: an arrow has two moments, and what is known of them may be wrong. Clocks that do not agree never make
//! anything arrive before it left.
//!
//! See it run: `netlab ladder run.jsonl`.

use crate::event::{Event, Kind};
use crate::ladder::arrow::{Arrow, Fate, Mark, Note};
use crate::ladder::join::sockets::TimedEvent;

/// A place in the order of time: equal times keep the order of their records, and of the bytes of one call.
pub(crate) type Moment = (i64, usize, u64);

/// An act's line, and its number among all acts.
pub(crate) type ActAt = (usize, usize);

/// An arrow or a mark, and when.
#[derive(Debug, Clone)]
pub(crate) struct Item<'a> {
    /// When it left; for a mark, when it happened.
    pub(crate) left: Moment,
    /// When it arrived; for a mark, when it happened.
    pub(crate) at: Moment,
    /// The sockets that it is between, or ends without a record; for a mark twice the same.
    pub(crate) ends: [usize; 2],
    pub(crate) what: Thing<'a>,
}

#[derive(Debug, Clone)]
pub(crate) enum Thing<'a> {
    Mark(Mark<'a>),
    Arrow(Arrow<'a>),
}

impl<'a> Item<'a> {
    pub(crate) fn mark(lane: usize, act: &TimedEvent<'a>) -> Self {
        let at = (act.at, act.id, 0);
        let notes = waited(act.event).into_iter().chain(rule(act.event)).collect();
        let what = Thing::Mark(Mark { lane, of: None, event: act.event, notes });
        Item { left: at, at, ends: [lane, lane], what }
    }

    /// An arrow without bytes. It is drawn where its last act is.
    pub(crate) fn arrow(
        (from, to): (usize, usize),
        sent: Option<TimedEvent<'a>>,
        taken: Option<TimedEvent<'a>>,
        fate: Fate,
    ) -> Self {
        let at = taken.or(sent).map_or((0, 0, 0), |act| (act.at, act.id, 0));
        // Nothing arrives before it left, whatever clocks say that do not agree, or a call that was noted
        // only when it had returned. And when a receipt without its send left is not known. The number stays
        // that of the sender's act: those of two sockets say nothing of each other.
        let left = sent.map_or(at, |act| (act.began.min(at.0), act.id, 0));
        let event = |act: Option<TimedEvent<'a>>| act.map(|act| act.event);
        let notes = event(sent).and_then(waited).into_iter();
        let rules = event(sent).and_then(rule).or_else(|| event(taken).and_then(rule));
        let arrow = Arrow {
            from,
            to,
            port: None,
            sent: event(sent),
            answer: None,
            taken: event(taken),
            fate,
            len: None,
            data: &[],
            notes: notes.chain(rules).collect(),
        };
        Item { left, at, ends: [from, to], what: Thing::Arrow(arrow) }
    }

    /// The same about bytes that begin at this position.
    pub(crate) fn at_byte(mut self, position: u64) -> Self {
        self.left.2 = position;
        self.at.2 = position;
        self
    }

    /// The same with something more to say.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Arrow<'a>)) -> Self {
        if let Thing::Arrow(arrow) = &mut self.what {
            change(arrow);
        }
        self
    }

    /// Moves it from sockets to their places, each of which comes with a group.
    pub(crate) fn move_to(&mut self, places: &[(usize, usize)]) {
        match &mut self.what {
            Thing::Mark(mark) => mark.lane = places[mark.lane].0,
            Thing::Arrow(arrow) => {
                arrow.from = places[arrow.from].0;
                arrow.to = places[arrow.to].0;
            }
        }
    }

    /// The lines that it touches.
    pub(crate) fn lanes(&self) -> Vec<usize> {
        match &self.what {
            Thing::Mark(mark) => vec![mark.lane],
            Thing::Arrow(arrow) => vec![arrow.from, arrow.to],
        }
    }

    /// The acts that it shows where it leaves and where it arrives.
    pub(crate) fn acts(&self) -> [Option<ActAt>; 2] {
        let arrow = match &self.what {
            Thing::Mark(mark) => return [Some((mark.lane, self.at.1)), None],
            Thing::Arrow(arrow) => arrow,
        };
        // A connect call's end may be known from its caller alone.
        let is_answer = |event: &Event<'_>| event.kind == Kind::Connected || event.kind.fails_connect();
        let arriving = arrow.taken.filter(|event| !is_answer(event));
        [arrow.sent.map(|_| (arrow.from, self.left.1)), arriving.map(|_| (arrow.to, self.at.1))]
    }

    /// The same, having left no later than this.
    pub(crate) fn left_by(mut self, moment: Moment) -> Self {
        self.left = self.left.min(moment);
        self
    }

    /// The same, having arrived no later than this, and left no later than it arrived.
    pub(crate) fn arrived_by(mut self, moment: Moment) -> Self {
        self.at = self.at.min(moment);
        self.left.0 = self.left.0.min(self.at.0);
        self
    }

    /// Notes that it took long, where it did and arrived.
    pub(crate) fn with_flight(self) -> Self {
        let took = u64::try_from(self.at.0 - self.left.0).unwrap_or(0);
        self.with(|arrow| {
            if arrow.fate == Fate::Arrived && arrow.sent.is_some() && took >= LONG_FLIGHT_US {
                arrow.notes.push(Note::Took(took));
            }
        })
    }
}

/// A program that waited a millisecond for its kernel was held up; less is the machine's usual noise.
const LONG_WAIT_US: u64 = 1_000;
/// From here on it is worth saying how long something took, as the time beside it is that of its arrival.
const LONG_FLIGHT_US: u64 = 10_000;

fn waited<'a>(event: &'a Event<'a>) -> Option<Note<'a>> {
    let is_send = matches!(event.kind, Kind::Sent | Kind::DatagramSent);
    event.waited_us.filter(|us| is_send && *us >= LONG_WAIT_US).map(Note::Waited)
}

fn rule<'a>(event: &'a Event<'a>) -> Option<Note<'a>> {
    event.rule.as_deref().map(Note::Rule)
}
