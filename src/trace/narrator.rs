//! The narrator: events told in plain words at the moment they happen.
//!
//! The one idea: the first time a kind of event occurs it is explained, after that one line states the
//! fact. When events come faster than a person reads, they are summed up instead: telling must never
//! hold a socket up.
//!
//! See it run: `netlab tcp-server`; with `-v` everything is explained every time.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::catalogue;
use crate::event::{Event, Kind, Quick};
use crate::terminal;
use crate::terminal::palette::{Ink, bold, bold_word, quiet};
use crate::trace::clock::Clock;
use crate::trace::ears::Ear;
use crate::trace::narrate::{Cast, Told};
use crate::trace::paper::{Stream, Tally};
use crate::trace::pen::Pen;

/// How much is told of each event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detail {
    /// Explained the first time its kind occurs.
    FirstTime,
    /// Explained every time, with the system call and the kernel's view.
    EveryTime,
}

/// Puts events in words, one after the other. Pure: the same events give the same text.
#[derive(Debug)]
pub struct Voice {
    clock: Clock,
    detail: Detail,
    n_columns: usize,
    cast: Cast,
    explained: HashSet<Kind>,
    has_met_other_encoding: bool,
}

impl Voice {
    /// A voice for a terminal of so many columns.
    #[must_use]
    pub fn new(clock: Clock, detail: Detail, n_columns: usize) -> Self {
        Voice {
            clock,
            detail,
            n_columns,
            cast: Cast::default(),
            explained: HashSet::new(),
            has_met_other_encoding: false,
        }
    }

    /// The text of one event, in lines, with colours.
    pub fn tell(&mut self, event: &Event<'_>) -> String {
        self.cast.meet(event.kind, event.id());
        let told = Told::new(event, &self.cast);
        self.cast.part_from(event.kind, event.id());
        let mut text = self.line(event, &told);
        text.push_str(&self.encoding(event));
        let is_new = self.explained.insert(event.kind);
        if is_new || self.detail == Detail::EveryTime {
            text.push_str(&self.explanation(event.kind));
        }
        if self.detail == Detail::EveryTime {
            text.push_str(&self.details(event));
        }
        text
    }

    /// The text for something that a program printed.
    #[must_use]
    pub fn quote(&self, t_us: u64, who: &str, text: &str) -> String {
        let fact = terminal::cut(&format!("\"{text}\""), self.room());
        let prints = format!("{:<KIND_COLUMNS$}", catalogue::labels().prints);
        self.columns(t_us, who, (&prints, &prints), &fact)
    }

    /// Takes note of an event that is not told.
    fn pass_over(&mut self, quick: &Quick) {
        self.cast.meet(quick.kind, quick.id);
        self.cast.part_from(quick.kind, quick.id);
    }

    fn line(&self, event: &Event<'_>, told: &Told) -> String {
        let kind = format!("{:<KIND_COLUMNS$}", told.kind);
        let painted = bold_word(Ink::of(told.kind.tone()), &kind);
        self.columns(event.t_us, &told.who, (&kind, &painted), &told.in_columns(self.room_beside(&kind)))
    }

    /// One line: when, who, what, and the fact, which goes on below itself where it is long.
    fn columns(&self, t_us: u64, who: &str, (what, painted): (&str, &str), fact: &str) -> String {
        let time = quiet(&self.clock.time_of_day(t_us));
        let who = bold(&format!("{who:<WHO_COLUMNS$}"));
        let fact = terminal::wrapped(fact, self.room_beside(what), "")
            .replace('\n', &format!("\n{:HEAD_COLUMNS$}", ""));
        format!("{time} {who} {painted} {fact}\n")
    }

    /// The columns left for a fact: the longest names of events reach into them.
    fn room_beside(&self, what: &str) -> usize {
        self.room() - what.len().saturating_sub(KIND_COLUMNS)
    }

    fn room(&self) -> usize {
        self.n_columns.saturating_sub(HEAD_COLUMNS).max(MIN_FACT_COLUMNS)
    }

    /// Said once: why the payloads do not look like text.
    fn encoding(&mut self, event: &Event<'_>) -> String {
        let what = event.data.as_deref().and_then(terminal::other_encoding);
        let Some(what) = what.filter(|_| !self.has_met_other_encoding) else { return String::new() };
        self.has_met_other_encoding = true;
        quiet(&terminal::wrapped(&terminal::shown_as(what), self.n_columns, INDENT)) + "\n"
    }

    fn explanation(&self, kind: Kind) -> String {
        let text = catalogue::event(kind);
        let paragraph = format!("{} {}", text.proves, text.does_not_prove);
        quiet(&terminal::wrapped(&paragraph, self.n_columns, INDENT)) + "\n"
    }

    fn details(&self, event: &Event<'_>) -> String {
        let facts = catalogue::event_facts(event.kind);
        let labels = catalogue::labels();
        let mut parts = vec![format!("{}: {}", labels.call, facts.call)];
        parts.extend(catalogue::state_change(event).map(|change| format!("{}: {change}", labels.state)));
        parts.extend(catalogue::kernel_view(event).map(|view| format!("{}: {view}", labels.kernel)));
        parts.extend(event.waited_us.map(|us| format!("{}: {}", labels.waited, terminal::span(us))));
        quiet(&terminal::wrapped(&parts.join("; "), self.n_columns, INDENT)) + "\n"
    }
}

const TIME_COLUMNS: usize = "14:03:22.123".len();
const WHO_COLUMNS: usize = 13;
const KIND_COLUMNS: usize = 13;
/// The columns before the fact, each followed by a blank.
const HEAD_COLUMNS: usize = TIME_COLUMNS + WHO_COLUMNS + KIND_COLUMNS + 3;
const MIN_FACT_COLUMNS: usize = 20;
const INDENT: &str = "    ";

/// An ear that tells events through a [`Pen`].
#[derive(Debug)]
pub struct Narrator {
    pen: Pen,
    voice: Mutex<(Voice, Pace)>,
    patience: Duration,
}

/// How many events were told in the current second.
#[derive(Debug, Default)]
struct Pace {
    second: u64,
    n_told: u32,
}

/// More than this in a second, nobody reads.
const MAX_TOLD_A_SECOND: u32 = 50;

impl Narrator {
    /// A narrator with this voice. It waits up to `patience` for each line to be on the screen, so that
    /// the program's own output comes after it; zero for no waiting.
    #[must_use]
    pub fn new(pen: Pen, voice: Voice, patience: Duration) -> Self {
        Narrator { pen, voice: Mutex::new((voice, Pace::default())), patience }
    }
}

impl Ear for Narrator {
    /// In a flood, what has been explained is counted and not told.
    fn wants(&self, quick: &Quick) -> bool {
        let mut guard = self.voice.lock().unwrap_or_else(PoisonError::into_inner);
        let (voice, pace) = &mut *guard;
        let is_known = voice.explained.contains(&quick.kind);
        if pace.allows(quick.t_us) || !is_known {
            return true;
        }
        voice.pass_over(quick);
        drop(guard);
        self.pen.skip(quick.kind.name(), quick.len);
        false
    }

    fn hear(&self, event: &Event<'_>) {
        let mut guard = self.voice.lock().unwrap_or_else(PoisonError::into_inner);
        let text = guard.0.tell(event);
        drop(guard);
        let _ = self.pen.write(Stream::Err, text, event.kind.name());
        if !self.patience.is_zero() {
            self.pen.wait_until_idle(self.patience);
        }
    }
}

impl Pace {
    fn allows(&mut self, t_us: u64) -> bool {
        let second = t_us / 1_000_000;
        if second != self.second {
            *self = Pace { second, n_told: 0 };
        }
        self.n_told += 1;
        self.n_told <= MAX_TOLD_A_SECOND
    }
}

/// Puts in words what was not told one by one: `… not told one by one: 12,480 sent (3.1 MiB), …`.
#[must_use]
pub fn summary(tally: &Tally) -> String {
    let part = |(name, (count, n_bytes)): (&&str, &(u64, u64))| match n_bytes {
        0 => format!("{} {name}", terminal::grouped(*count)),
        n_bytes => format!("{} {name} ({})", terminal::grouped(*count), terminal::byte_size(*n_bytes)),
    };
    catalogue::skipped(&tally.iter().map(part).collect::<Vec<_>>()) + "\n"
}
