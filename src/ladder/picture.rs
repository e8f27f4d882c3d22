//! What a face is given: lines from left to right, and rows from top to bottom.
//!
//! The one idea: a row is a moment, and shows a mark at one line, an arrow between two, or the end of a record. All
//! that a face must know is here; nothing of how it was found.
//!
//! See it run: `netlab tour`.

use crate::catalogue::Lang;
use crate::ladder::arrow::{Arrow, Mark, Passing};
use crate::ladder::lane::{Lane, Lanes};
use crate::ladder::part::Part;

/// A ladder, laid out; a face draws it.
#[derive(Debug, Clone)]
pub struct Picture<'a> {
    /// In which its words are written.
    pub lang: Lang,
    /// What each part is: program, process, machine.
    pub parts: Vec<Part<'a>>,
    /// What has a line of its own.
    pub drawn_by: Lanes,
    /// The lines, from left to right.
    pub lanes: Vec<Lane>,
    /// What happened, from top to bottom.
    pub rows: Vec<Row<'a>>,
    /// How clocks of several machines were set.
    pub clocks: Vec<ClockSetting>,
    /// What is not shown.
    pub left_out: LeftOut,
}

impl Picture<'_> {
    /// The same with its words in this language.
    #[must_use]
    pub fn in_lang(self, lang: Lang) -> Self {
        Picture { lang, ..self }
    }
}

/// A moment.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// Microseconds since the first event.
    pub at_us: u64,
    /// What happened.
    pub what: What<'a>,
}

/// What a row shows.
#[derive(Debug, Clone)]
pub enum What<'a> {
    /// Something at one line.
    Mark(Mark<'a>),
    /// Something between two lines, or the part of it that is in this row.
    Arrow(Arrow<'a>, Passing),
    /// A record ends here while these sockets lived: what they did next is not known.
    RecordEnds {
        /// The lines, from left to right.
        lanes: Vec<usize>,
        /// Whose record.
        part: usize,
    },
}

/// What a picture leaves out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Marks and arrows that the filters did not want.
    pub by_filter: usize,
    /// Marks and arrows after the last that there was room for.
    pub by_max: usize,
}

/// How a part's clock was set right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockSetting {
    /// Whose clock it is: a machine, or a program.
    pub whose: String,
    /// Whose clock the picture follows.
    pub follows: String,
    /// How far it was ahead of that one by the walls' time, in microseconds; `None` where no record says it.
    pub ahead_us: Option<i64>,
    /// How far the guess can be wrong; `None` where messages went in one direction only, or in none.
    pub margin_us: Option<u64>,
    /// By how many messages it was guessed.
    pub n_messages: usize,
    /// The messages contradict each other by so much: no one setting makes all of them arrive after they left.
    pub drift_us: u64,
}

impl Row<'_> {
    /// Whether it shows anything at this line.
    #[must_use]
    pub fn touches(&self, lane: usize) -> bool {
        match &self.what {
            What::Mark(mark) => mark.lane == lane,
            What::Arrow(arrow, _) => arrow.from == lane || arrow.to == lane,
            What::RecordEnds { lanes, .. } => lanes.binary_search(&lane).is_ok(),
        }
    }

    /// The lines that it touches.
    #[must_use]
    pub fn lanes(&self) -> Vec<usize> {
        match &self.what {
            What::Mark(mark) => vec![mark.lane],
            What::Arrow(arrow, _) => vec![arrow.from, arrow.to],
            What::RecordEnds { lanes, .. } => lanes.clone(),
        }
    }
}
