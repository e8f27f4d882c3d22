//! The narrator: events told in plain words at the moment they happen.
//!
//! The one idea: the first time a kind of event occurs two clauses explain it, after that one line states the
//! fact. When events come faster than a person reads, they are summed up instead: telling must never
//! hold a socket up.
//!
//! See it run: `netlab tcp-server`; with `-v` everything is explained at length, every time.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::catalogue::{self, Lang};
use crate::event::{Event, Kind, Quick, Tone};
use crate::terminal;
use crate::terminal::palette::{Ink, bold, bold_word, quiet, sign};
use crate::trace::clock::Clock;
use crate::trace::ears::Ear;
use crate::trace::explained::Explained;
use crate::trace::narrate::{Cast, Told};
use crate::trace::paper::{Stream, Tally};
use crate::trace::pen::Pen;

/// How much is told of each event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detail {
    /// The fact alone.
    Facts,
    /// Two clauses the first time its kind occurs.
    FirstTime,
    /// Two clauses every time.
    Clauses,
    /// Explained at length every time, with the system call and the kernel's view.
    EveryTime,
    /// The system call and the kernel's view, without an explanation.
    Calls,
}

/// Puts events in words, one after the other. Pure: the same events give the same text.
#[derive(Debug)]
pub struct Voice {
    clock: Clock,
    detail: Detail,
    n_columns: usize,
    /// Before each line, where others write to the same screen.
    gutter: &'static str,
    lang: Lang,
    cast: Cast,
    explained: Explained,
    has_met_other_encoding: bool,
}

impl Voice {
    /// A voice for a terminal of so many columns. What was explained already, it will not explain again where
    /// once is enough.
    #[must_use]
    pub fn new(clock: Clock, detail: Detail, explained: Explained, n_columns: usize) -> Self {
        Voice {
            clock,
            detail,
            n_columns,
            gutter: "",
            lang: Lang::English,
            cast: Cast::default(),
            explained,
            has_met_other_encoding: false,
        }
    }

    /// The same with this before each of its lines, so that they are not taken for what the program itself writes.
    #[must_use]
    pub fn beside(self, gutter: &'static str) -> Self {
        Voice { gutter, n_columns: self.n_columns.saturating_sub(terminal::width(gutter)), ..self }
    }

    /// The same with what is known of the sockets before the first event.
    #[must_use]
    pub fn with_cast(self, cast: Cast) -> Self {
        Voice { cast, ..self }
    }

    /// The same in this language.
    #[must_use]
    pub fn speaking(self, lang: Lang) -> Self {
        Voice { lang, ..self }
    }

    /// The text of one event, in lines, with colours.
    pub fn tell(&mut self, event: &Event<'_>) -> String {
        self.cast.meet(event.kind, event.id());
        let told = Told::new(self.lang, event, &self.cast);
        self.cast.part_from(event.kind, event.id());
        let mut text = self.line(event, &told);
        text.push_str(&self.encoding(event));
        match self.detail {
            Detail::FirstTime if self.explained.insert(event.kind, event.transport) => {
                text.push_str(&self.clauses(event));
            }
            Detail::Clauses => text.push_str(&self.clauses(event)),
            Detail::EveryTime => text.push_str(&(self.paragraph(event) + &self.details(event))),
            Detail::Calls => text.push_str(&self.details(event)),
            Detail::Facts | Detail::FirstTime => {}
        }
        if self.gutter.is_empty() { text } else { self.with_gutter(&text) }
    }

    fn with_gutter(&self, text: &str) -> String {
        text.lines().map(|line| quiet(self.gutter) + line + "\n").collect()
    }

    /// The text for something that a program printed.
    #[must_use]
    pub fn quote(&self, t_us: u64, who: &str, text: &str) -> String {
        let fact = terminal::cut(&format!("\"{text}\""), self.room());
        let prints = catalogue::labels(self.lang).prints;
        let gap = KIND_COLUMNS.saturating_sub(terminal::width(prints));
        let prints = format!("  {prints}{:gap$}", "");
        self.columns(t_us, who, (&prints, KIND_COLUMNS), &fact)
    }

    /// Takes note of an event that is not told.
    fn pass_over(&mut self, quick: &Quick) {
        self.cast.meet(quick.kind, quick.id);
        self.cast.part_from(quick.kind, quick.id);
    }

    fn line(&self, event: &Event<'_>, told: &Told) -> String {
        let ink = Ink::of(told.kind.tone());
        let what = format!("{:<KIND_COLUMNS$}", told.what);
        let painted = format!("{} {}", sign(ink, sign_of(told.kind)), bold_word(ink, &what));
        let fact = told.in_columns(self.room_beside(what.len()));
        self.columns(event.t_us, &told.who, (&painted, what.len()), &fact)
    }

    /// One line: when, who, what, and the fact, which goes on below itself where it is long.
    fn columns(&self, t_us: u64, who: &str, (what, n_columns): (&str, usize), fact: &str) -> String {
        let time = quiet(&self.clock.time_of_day(t_us));
        let (n_who, n_head) = (self.n_who_columns(), self.n_head_columns());
        let who = bold(&format!("{who}{}", " ".repeat(n_who.saturating_sub(terminal::width(who)))));
        let fact = terminal::wrapped(fact, self.room_beside(n_columns), "")
            .replace('\n', &format!("\n{:n_head$}", ""));
        format!("{time} {who} {what} {fact}\n")
    }

    /// The columns left for a fact: the longest names of events reach into them.
    fn room_beside(&self, n_columns: usize) -> usize {
        self.room() - n_columns.saturating_sub(KIND_COLUMNS)
    }

    fn room(&self) -> usize {
        self.n_columns.saturating_sub(self.n_head_columns()).max(MIN_FACT_COLUMNS)
    }

    fn n_who_columns(&self) -> usize {
        if self.cast.has_relay() { RELAY_COLUMNS } else { WHO_COLUMNS }
    }

    /// The columns before the sign and what happened.
    fn n_columns_before_what(&self) -> usize {
        TIME_COLUMNS + self.n_who_columns() + 2
    }

    /// The columns before the fact; the sign takes two.
    fn n_head_columns(&self) -> usize {
        self.n_columns_before_what() + KIND_COLUMNS + 3
    }

    /// Said once: why the payloads do not look like text.
    fn encoding(&mut self, event: &Event<'_>) -> String {
        let is_sealed = |data: &&[u8]| catalogue::records(self.lang, data, u64::MAX).is_some();
        let data = event.data.as_deref().filter(|data| !is_sealed(data));
        let what = data.and_then(terminal::other_encoding);
        let Some(what) = what.filter(|_| !self.has_met_other_encoding) else { return String::new() };
        self.has_met_other_encoding = true;
        self.indented(catalogue::shown_as(self.lang, what)) + "\n"
    }

    /// What it proves and what not: in one row, below the event where there is room, else in two.
    fn clauses(&self, event: &Event<'_>) -> String {
        let short = catalogue::short(self.lang, event.kind, event.transport);
        let proves = format!("{} {}", sign(Ink::Data, "✓"), short.proves);
        let does_not = format!("{} {}", sign(Ink::Ending, "✗"), short.does_not_prove);
        let Some(free) = self.n_columns.checked_sub(2 * CLAUSE_COLUMNS + 2) else {
            return format!("{INDENT}{proves}\n{INDENT}{does_not}\n");
        };
        let indent = " ".repeat(free.min(self.n_columns_before_what()));
        let gap = " ".repeat(CLAUSE_COLUMNS - terminal::painted_width(&proves));
        format!("{indent}{proves}{gap}  {does_not}\n")
    }

    fn paragraph(&self, event: &Event<'_>) -> String {
        let text = catalogue::event_over(self.lang, event.kind, event.transport);
        let paragraph = [text.proves, text.does_not_prove].join(catalogue::labels(self.lang).gap);
        self.indented(&paragraph) + "\n"
    }

    /// Running text; lines of more than 100 columns are tiring to read.
    fn indented(&self, text: &str) -> String {
        terminal::wrapped(text, self.n_columns.min(MAX_TEXT_COLUMNS), INDENT)
    }

    fn details(&self, event: &Event<'_>) -> String {
        let facts = catalogue::event_facts(event.kind);
        let labels = catalogue::labels(self.lang);
        let beside = |label: &str, fact: &str| [label, fact].join(labels.colon);
        let mut parts = vec![beside(labels.call, catalogue::detail(self.lang, facts.call))];
        parts.extend(catalogue::state_change(self.lang, event).map(|change| beside(labels.state, &change)));
        let elsewhere = [("Node.js", facts.node), ("Python", facts.python)];
        let named = elsewhere.iter().filter(|(_, name)| !name.starts_with("none"));
        parts.extend(named.map(|(language, name)| beside(language, catalogue::detail(self.lang, name))));
        parts.extend(catalogue::kernel_view(self.lang, event).map(|view| beside(labels.kernel, &view)));
        parts.extend(event.waited_us.map(|us| beside(labels.waited, &terminal::span(us))));
        quiet(&self.indented(&parts.join(labels.semicolon))) + "\n"
    }
}

const TIME_COLUMNS: usize = "14:03:22.123".len();
/// `server :54321`.
const WHO_COLUMNS: usize = 13;
/// `relay▸out :54321`.
const RELAY_COLUMNS: usize = 16;
const KIND_COLUMNS: usize = 13;
/// A clause with its sign: `catalogue::Short` has at most 36 columns.
const CLAUSE_COLUMNS: usize = 38;
const MAX_TEXT_COLUMNS: usize = 100;
/// In 58 columns, as two terminals have beside each other in 120, a fact has these.
const MIN_FACT_COLUMNS: usize = 15;
const INDENT: &str = "    ";

/// What a glance at the rows sees: bytes that go, bytes that come, what opens or ends, what went wrong.
const fn sign_of(kind: Kind) -> &'static str {
    match (kind, kind.tone()) {
        (Kind::Sent | Kind::DatagramSent, _) => "→",
        (Kind::Received | Kind::DatagramReceived | Kind::DatagramCut, _) => "←",
        (_, Tone::Impairs) => "◆",
        (_, Tone::Fails | Tone::GivesUp) => "✗",
        (Kind::Waiting, _) => "◌",
        _ => "●",
    }
}

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
    fn is_choosy(&self) -> bool {
        true
    }

    /// In a flood, what has been explained is counted and not told.
    fn wants(&self, quick: &Quick) -> bool {
        let mut guard = self.voice.lock().unwrap_or_else(PoisonError::into_inner);
        let (voice, pace) = &mut *guard;
        let is_known = voice.detail != Detail::FirstTime || voice.explained.has(quick.kind);
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
pub fn summary(lang: Lang, tally: &Tally) -> String {
    let part = |(name, (count, n_bytes)): (&&str, &(u64, u64))| match n_bytes {
        0 => format!("{} {name}", terminal::grouped(*count)),
        n_bytes => format!("{} {name} ({})", terminal::grouped(*count), catalogue::byte_size(lang, *n_bytes)),
    };
    catalogue::skipped(lang, &tally.iter().map(part).collect::<Vec<_>>()) + "\n"
}
