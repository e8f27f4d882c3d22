//! One direction of a connection under rules, without a socket and without a clock of its own.
//!
//! The one idea: what to do next follows from what came, what left, and what time it is. All of it is
//! decided here and tested with a simulated clock; the [`pump`](super::pump) only carries it out.
//!
//! See it run: `cargo test --test impair law::`.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::event::Rule;
use crate::impair::chance::Origin;
use crate::impair::shared::{MAX_BORROWED_BYTES, Shared};
use crate::impair::stream::rule::{Release, StreamRule};
use crate::impair::stream::rules::StreamRules;

/// What one direction holds of its own. When so much is due and does not leave, its sender waits: its
/// kernel's buffers fill up. For what is still under way more is borrowed.
pub(super) const OWN_BYTES: usize = 256 * 1024;

/// How a direction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StreamEnd {
    /// Its sender finished it.
    Finished,
    /// Its sender reset the connection.
    Reset,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkStep {
    /// Write the first so many of the bytes held, in one call.
    Write(usize),
    /// Wait for more to come in; until this time if there is one.
    Wait(Option<Duration>),
    /// Pass on the end: all bytes have left.
    Finish,
    /// Reset both connections, whatever is still held.
    Reset,
}

/// What a rule did to which bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Touch {
    /// The rule.
    pub(super) rule: Rule,
    /// The first byte's place in the direction.
    pub(super) offset: u64,
    /// How many bytes; 0 for the end of the direction.
    pub(super) len: u64,
    /// How long they are held back; `None` where they are cut off from what follows, or held for good.
    pub(super) held: Option<Duration>,
}

/// One direction of one connection.
#[derive(Debug)]
pub(super) struct StreamLink {
    rules: Vec<Box<dyn StreamRule>>,
    /// For each rule, the place at which it last told that it keeps bytes from leaving.
    told_at: Vec<Option<u64>>,
    chunks: VecDeque<Chunk>,
    n_held: usize,
    /// How many of the bytes held were due when it was last asked.
    n_due: usize,
    n_borrowed: usize,
    /// How many may be borrowed; `None` for as many as there are.
    most_under_way: Option<usize>,
    shared: Arc<Shared>,
    /// The place of the first byte held.
    offset: u64,
    end: Option<(StreamEnd, Duration)>,
    last_due: Duration,
    is_shut: bool,
}

/// Bytes that leave at one time.
#[derive(Debug)]
struct Chunk {
    len: usize,
    due: Duration,
}

impl StreamLink {
    /// A direction that nothing has come through yet.
    #[must_use]
    pub(super) fn new(rules: &StreamRules, origin: Origin, now: Duration, shared: Arc<Shared>) -> Self {
        let mut link = StreamLink {
            rules: Vec::new(),
            told_at: Vec::new(),
            chunks: VecDeque::new(),
            n_held: 0,
            n_due: 0,
            n_borrowed: 0,
            most_under_way: None,
            shared,
            offset: 0,
            end: None,
            last_due: Duration::ZERO,
            is_shut: false,
        };
        link.change(rules, origin, now);
        link
    }

    /// Puts other rules in the place of the present ones. What has its time to leave keeps it.
    pub(super) fn change(&mut self, rules: &StreamRules, origin: Origin, now: Duration) {
        self.rules = rules.build(origin, now, &self.shared);
        self.most_under_way = rules.most_under_way();
        self.told_at = vec![None; self.rules.len()];
        self.is_shut = false;
    }

    /// How many of the bytes that are wanted may be taken in now; 0 while nothing moves, or enough is held.
    pub(super) fn room(&mut self, n_wanted: usize) -> usize {
        // A burst that is due at once behind a rate is no reader that stands still.
        let most_due = OWN_BYTES + self.most_under_way.unwrap_or(0);
        if self.is_shut || self.end.is_some() || self.n_due >= most_due {
            return 0;
        }
        let most = OWN_BYTES + self.most_under_way.unwrap_or(MAX_BORROWED_BYTES);
        let n_wanted = n_wanted.min(most.saturating_sub(self.n_held));
        let n_missing = (self.n_held + n_wanted).saturating_sub(OWN_BYTES + self.n_borrowed);
        self.n_borrowed += self.shared.pool.borrow(n_missing);
        let room = n_wanted.min((OWN_BYTES + self.n_borrowed).saturating_sub(self.n_held));
        if room == 0 && self.most_under_way.is_none() {
            self.shared.pool.fell_short();
        }
        room
    }

    /// Gives back what was borrowed and is not needed any more.
    fn give_back(&mut self) {
        let n_spare = self.n_borrowed - self.n_borrowed.min(self.n_held.saturating_sub(OWN_BYTES));
        self.n_borrowed -= n_spare;
        self.shared.pool.give_back(n_spare);
    }

    /// Bytes came in: at most as many as there is [room](StreamLink::room) for.
    pub(super) fn take(&mut self, now: Duration, len: usize, touched: &mut Vec<Touch>) {
        let due = self.hold(now, len, touched, |rule, due| rule.hold(now, due));
        self.n_held += len;
        match self.chunks.back_mut() {
            Some(last) if last.due == due || due <= now => last.len += len,
            _ => self.chunks.push_back(Chunk { len, due }),
        }
    }

    /// The direction came to its end.
    pub(super) fn take_end(&mut self, now: Duration, end: StreamEnd, touched: &mut Vec<Touch>) {
        let due = self.hold(now, 0, touched, |rule, due| rule.hold_end(now, due));
        self.end = Some((end, due));
    }

    /// When it leaves, if each rule is asked in its turn; never before what came earlier.
    fn hold(
        &mut self,
        now: Duration,
        len: usize,
        touched: &mut Vec<Touch>,
        mut ask: impl FnMut(&mut dyn StreamRule, Duration) -> Duration,
    ) -> Duration {
        let (offset, len) = (self.offset + self.n_held as u64, len as u64);
        let mut due = now;
        for rule in &mut self.rules {
            let later = ask(rule.as_mut(), due);
            if let Some(held) = later.checked_sub(due).filter(|held| !held.is_zero()) {
                touched.push(Touch { rule: rule.rule(), offset, len, held: Some(held) });
            }
            due = later.max(due);
        }
        self.last_due = self.last_due.max(due);
        self.last_due
    }

    /// What to do now. Asked after everything that happens, and at the time it gave itself.
    pub(super) fn step(&mut self, now: Duration, touched: &mut Vec<Touch>) -> LinkStep {
        if let Some(rule) = self.rules.iter().find(|rule| rule.resets_at().is_some_and(|at| at <= now)) {
            touched.push(Touch { rule: rule.rule(), offset: self.offset, len: 0, held: None });
            return LinkStep::Reset;
        }
        let n_due = self.chunks.iter().take_while(|chunk| chunk.due <= now).map(|chunk| chunk.len).sum();
        self.n_due = n_due;
        let next_due = self.chunks.front().map(|chunk| chunk.due).or(self.end.map(|(_, due)| due));
        let is_end_due = self.chunks.is_empty() && self.end.is_some_and(|(_, due)| due <= now);
        let step = match self.release(now, n_due, n_due > 0 || is_end_due, touched) {
            Ok(len) if n_due > 0 => return LinkStep::Write(len),
            Ok(_) if is_end_due => match self.end {
                Some((StreamEnd::Reset, _)) => return LinkStep::Reset,
                _ => return LinkStep::Finish,
            },
            Ok(_) => next_due,
            Err(not_before) => not_before,
        };
        LinkStep::Wait([step, self.resets_at()].into_iter().flatten().min())
    }

    /// When a rule resets the connection, whatever is going on; `None` where none does.
    #[must_use]
    pub(super) fn resets_at(&self) -> Option<Duration> {
        self.rules.iter().filter_map(|rule| rule.resets_at()).min()
    }

    /// How many of the bytes that are due may leave now, or the time before which none may.
    fn release(
        &mut self,
        now: Duration,
        n_due: usize,
        is_anything_due: bool,
        touched: &mut Vec<Touch>,
    ) -> Result<usize, Option<Duration>> {
        let (offset, mut len, mut wait) = (self.offset, n_due, None);
        self.is_shut = false;
        for (rule, told_at) in self.rules.iter_mut().zip(&mut self.told_at) {
            let release = rule.release(now, len);
            let told = match release {
                Release::Pass(_) | Release::Pause(_) => None,
                Release::Alone(most) => Some((most, None)),
                Release::NotBefore(at) => Some((len, at.checked_sub(now))),
                Release::Never => Some((self.n_held, None)),
            };
            match release {
                Release::Pass(most) | Release::Alone(most) => len = len.min(most),
                Release::NotBefore(at) | Release::Pause(at) => wait = wait.max(Some(at)),
                Release::Never => self.is_shut = true,
            }
            let is_touched = is_anything_due || (self.is_shut && self.n_held > 0);
            if let Some((len, held)) = told.filter(|_| is_touched && *told_at != Some(offset)) {
                *told_at = Some(offset);
                touched.push(Touch { rule: rule.rule(), offset, len: len as u64, held });
            }
        }
        match wait {
            _ if self.is_shut => Err(None),
            Some(_) => Err(wait),
            None => Ok(len),
        }
    }

    /// So many of the bytes held have left.
    pub(super) fn left(&mut self, now: Duration, n_bytes: usize) {
        for rule in &mut self.rules {
            rule.left(now, n_bytes);
        }
        self.offset += n_bytes as u64;
        self.n_held -= n_bytes;
        self.give_back();
        let mut n_to_go = n_bytes;
        while let Some(first) = self.chunks.front_mut() {
            if first.len > n_to_go {
                first.len -= n_to_go;
                return;
            }
            n_to_go -= first.len;
            self.chunks.pop_front();
        }
    }

    /// Lets everything go: the rules end here, and so does the direction, after what is held.
    pub(super) fn close(&mut self, now: Duration) {
        self.rules.clear();
        self.told_at.clear();
        self.is_shut = false;
        for chunk in &mut self.chunks {
            chunk.due = now;
        }
        let end = self.end.map_or(StreamEnd::Finished, |(end, _)| end);
        self.end = Some((end, now));
    }
}

impl Drop for StreamLink {
    fn drop(&mut self) {
        self.shared.pool.give_back(self.n_borrowed);
    }
}
