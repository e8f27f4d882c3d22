//! Lines that stand close, in a terminal: the drawing at the left, the words at its right.
//!
//! The one idea: where twelve talk there is no room for words between two lines, and cutting the picture into pieces
//! would hide who heard what. So the lines move together, and each row says its words where all rows say them.
//!
//! See it run: `netlab ladder room.jsonl` on the record of a chat room, in 80 columns.

use crate::ladder::arrow::{Arrow, Passing};
use crate::ladder::face::canvas::{Canvas, Style};
use crate::ladder::face::caption::{self, words};
use crate::ladder::face::initials::initials;
use crate::ladder::face::panels::{Panel, PanelLine};
use crate::ladder::face::signs;
use crate::ladder::picture::{Picture, Row, What};
use crate::terminal;
use crate::terminal::palette::Ink;

/// From the last line to the words.
const BEFORE_WORDS: usize = 3;

/// A panel in so many columns after those for the time at its left.
pub(crate) fn lines(picture: &Picture<'_>, panel: &Panel<'_, '_>, left: usize, total: usize) -> Vec<Canvas> {
    let lives = panel.lives();
    let initials = initials(picture, &panel.lanes);
    let who_columns = initials.as_ref().map_or(0, |initials| who_columns(panel, initials));
    let face = Face { picture, panel, initials, who_columns, left, end: left + total + 1 };
    let rows = panel.lines.iter().enumerate().map(|(at, line)| {
        let mut canvas = Canvas::default();
        for (index, life) in lives.iter().enumerate() {
            if life.is_some_and(|(first, last)| first <= at && at <= last) {
                face.life(&mut canvas, index);
            }
        }
        face.line(&mut canvas, line);
        canvas
    });
    face.names().into_iter().chain(rows).collect()
}

/// The longest `c1→s ` of a panel.
fn who_columns(panel: &Panel<'_, '_>, initials: &[String]) -> usize {
    let len = |lane: usize| {
        panel.lanes.iter().position(|it| *it == lane).map_or(0, |at| terminal::width(&initials[at]))
    };
    let arrows = panel.lines.iter().filter_map(|line| match line {
        PanelLine::Row(Row { what: What::Arrow(arrow, _), .. }) => Some(len(arrow.from) + len(arrow.to)),
        _ => None,
    });
    arrows.max().unwrap_or(0) + 2
}

struct Face<'f, 'a> {
    picture: &'f Picture<'a>,
    panel: &'f Panel<'f, 'a>,
    /// A short name for each line, where there are many.
    initials: Option<Vec<String>>,
    /// For `c1→s `.
    who_columns: usize,
    left: usize,
    end: usize,
}

impl Face<'_, '_> {
    fn column(&self, index: usize) -> usize {
        self.left + self.panel.xs[index]
    }

    fn life(&self, canvas: &mut Canvas, index: usize) {
        let is_recorded = self.picture.lanes[self.panel.lanes[index]].part.is_some();
        canvas.put(self.column(index), if is_recorded { "│" } else { "┊" }, Style::Sign(Ink::Quiet));
    }

    /// A stair of names: each begins above its own line.
    fn names(&self) -> Vec<Canvas> {
        let name = |index: usize| {
            let mut canvas = Canvas::default();
            (0..index).for_each(|before| self.life(&mut canvas, before));
            let mut heading = caption::heading(self.picture, &self.picture.lanes[self.panel.lanes[index]]);
            let initial = self.initials.as_ref().map(|all| all[index].as_str()).unwrap_or_default();
            let here = self.column(index);
            let of = |heading: &[String]| {
                let parts = std::iter::once(initial).chain(heading.iter().map(String::as_str));
                parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
            };
            let room = self.end - here;
            if terminal::width(&of(&heading)) > room
                && let Some(address) = heading.get_mut(1)
            {
                *address = caption::shortened(address, 8);
            }
            let rest = of(&heading);
            canvas.put(here, &terminal::cut(&rest, room), Style::Plain);
            let first = format!("{initial} {}", heading[0]);
            canvas.put(here, &terminal::cut(first.trim_start(), room), Style::Heading);
            canvas
        };
        (0..self.panel.lanes.len()).map(name).collect()
    }

    fn line(&self, canvas: &mut Canvas, line: &PanelLine<'_, '_>) {
        let row = match line {
            PanelLine::Silence(us) => {
                canvas.put(self.left - 4, "⋮", Style::Sign(Ink::Quiet));
                for column in (0..self.panel.lanes.len()).map(|index| self.column(index)) {
                    if canvas.at(column) != " " {
                        canvas.put(column, "╎", Style::Sign(Ink::Quiet));
                    }
                }
                return self.say(
                    canvas,
                    &(words(self.picture.lang).silence)(&terminal::span(*us)),
                    Style::Sign(Ink::Quiet),
                );
            }
            PanelLine::Row(row) => *row,
        };
        let time = format!("{:>width$}", caption::time(row.at_us), width = self.left - 2);
        canvas.put(0, &time, Style::Sign(Ink::Quiet));
        self.row(canvas, row);
    }

    fn row(&self, canvas: &mut Canvas, row: &Row<'_>) {
        match &row.what {
            What::Arrow(arrow, passing) => self.arrow(canvas, arrow, *passing),
            What::Mark(mark) => {
                let Some(index) = self.index_of(mark.lane) else { return };
                let (sign, ink) = caption::sign(mark.event);
                canvas.put(self.column(index), &sign.to_string(), Style::Sign(ink));
                let whose = self.padded(self.initial(index).unwrap_or_default());
                self.say(canvas, &(whose + &caption::mark(self.picture.lang, mark)), Style::Word(ink));
            }
            What::RecordEnds { lanes, part } => {
                for index in lanes.iter().filter_map(|lane| self.index_of(*lane)) {
                    canvas.put(self.column(index), "╳", Style::Sign(Ink::Trouble));
                }
                let labels = caption::record_ends(self.picture, *part);
                let fits = |label: &&String| terminal::width(label) <= self.room();
                let label = labels.iter().find(fits).or(labels.last());
                self.say(canvas, label.map_or("", String::as_str), Style::Word(Ink::Trouble));
            }
        }
    }

    fn arrow(&self, canvas: &mut Canvas, arrow: &Arrow<'_>, passing: Passing) {
        let (Some(from), Some(to)) = (self.index_of(arrow.from), self.index_of(arrow.to)) else { return };
        let who = self.initial(from).zip(self.initial(to));
        let (start, end) = (self.column(from), self.column(to));
        let is_rightwards = start < end;
        let ink = caption::ink(arrow);
        let style = Style::Sign(ink);
        let dash = if passing == Passing::Whole { "─" } else { "╌" };
        for column in start.min(end) + 1..start.max(end) {
            canvas.put(column, if matches!(canvas.at(column), "│" | "┊") { "┼" } else { dash }, style);
        }
        if !matches!(passing, Passing::Arrives(_)) {
            canvas.put(start, signs::start(arrow, is_rightwards), style);
        }
        if !matches!(passing, Passing::Leaves(_)) {
            let head = if is_rightwards { end - 1 } else { end + 1 };
            canvas.put(head, signs::head(arrow.fate, is_rightwards), style);
        }
        let who = self.padded(&who.map_or_else(String::new, |(from, to)| format!("{from}→{to}")));
        let (before, after) = match passing {
            Passing::Whole => (String::new(), String::new()),
            Passing::Leaves(number) => (String::new(), format!(" ╌ ({number})")),
            Passing::Arrives(number) => (format!("({number}) ╌ "), String::new()),
        };
        // As much of the words in both rows of an arrow.
        let beside = self.who_columns + terminal::width(&before).max(terminal::width(&after));
        let words = caption::arrow(self.picture.lang, arrow).in_columns(self.room().saturating_sub(beside));
        self.say(canvas, &(who + &before + &words + &after), Style::Word(ink));
    }

    fn index_of(&self, lane: usize) -> Option<usize> {
        self.panel.lanes.iter().position(|it| *it == lane)
    }

    fn initial(&self, index: usize) -> Option<&str> {
        self.initials.as_ref().map(|all| all[index].as_str())
    }

    /// Whose row it is, so that all words begin below each other.
    fn padded(&self, who: &str) -> String {
        terminal::filled(who, self.who_columns)
    }

    fn words_at(&self) -> usize {
        self.column(self.panel.lanes.len() - 1) + BEFORE_WORDS
    }

    fn room(&self) -> usize {
        self.end.saturating_sub(self.words_at())
    }

    fn say(&self, canvas: &mut Canvas, label: &str, style: Style) {
        canvas.put(self.words_at(), &terminal::cut(label, self.room()), style);
    }
}
