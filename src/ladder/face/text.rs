//! A ladder in a terminal: box drawing, as wide as it is given.
//!
//! The one idea: a face decides only how things look; what stands where comes from the layout. Widths
//! are counted in columns, so Chinese text keeps the lines straight, and no meaning is in a colour alone.
//!
//! See it run: `netlab tour`.

use crate::ladder::arrow::{Arrow, Fate, Mark, Passing};
use crate::ladder::face::canvas::{Canvas, Style};
use crate::ladder::face::caption::{self, words};
use crate::ladder::face::close;
use crate::ladder::face::panels::{Close, Panel, PanelLine, Room, panels};
use crate::ladder::face::signs;
use crate::ladder::picture::{Picture, Row, What};
use crate::terminal;
use crate::terminal::palette::Ink;

/// Draws a picture in so many columns, but at least in 40.
#[must_use]
pub fn text(picture: &Picture<'_>, n_columns: usize) -> String {
    drawn(picture, n_columns, false)
}

/// The same with colours, as a terminal takes them.
#[must_use]
pub fn coloured_text(picture: &Picture<'_>, n_columns: usize) -> String {
    drawn(picture, n_columns, true)
}

/// For the time at the left.
const TIME_COLUMNS: usize = 10;
const MIN_COLUMNS: usize = 40;
/// Between two lines with arrows: room for a size and a few words.
const WIDE_COLUMNS: usize = 44;
/// Between two lines without: room for `listening ●`.
const NARROW_COLUMNS: usize = 18;
/// Where lines stand close: the words stand at their right.
const CLOSE: Close = Close { least: 2, most: 8, words: 32 };

fn drawn(picture: &Picture<'_>, n_columns: usize, has_colour: bool) -> String {
    let total = n_columns.max(MIN_COLUMNS) - TIME_COLUMNS - 1;
    let room = Room { total, wide: WIDE_COLUMNS.min(total), narrow: NARROW_COLUMNS, close: CLOSE };
    let mut text = String::new();
    for panel in panels(picture, room) {
        if !text.is_empty() {
            text.push('\n');
        }
        if panel.is_close {
            let lines = close::lines(picture, &panel, TIME_COLUMNS, total);
            text.extend(lines.into_iter().map(|canvas| canvas.line(has_colour) + "\n"));
            continue;
        }
        let face = Face { picture, panel: &panel, lives: panel.lives(), total };
        for canvas in face.headings() {
            text += &(canvas.line(has_colour) + "\n");
        }
        for (at, line) in panel.lines.iter().enumerate() {
            text += &(face.line(at, line).line(has_colour) + "\n");
        }
    }
    if text.is_empty() {
        text = format!("{}\n", words(picture.lang).nothing);
    }
    for note in caption::footnotes(picture) {
        text += &terminal::wrapped(&note, n_columns.max(MIN_COLUMNS), &" ".repeat(TIME_COLUMNS));
        text.push('\n');
    }
    text
}

/// One panel, about to be drawn.
struct Face<'f, 'a> {
    picture: &'f Picture<'a>,
    panel: &'f Panel<'f, 'a>,
    /// For each line, its first and last row.
    lives: Vec<Option<(usize, usize)>>,
    total: usize,
}

impl Face<'_, '_> {
    fn column(&self, index: usize) -> usize {
        TIME_COLUMNS + self.panel.xs[index]
    }

    /// How many columns are free at the left and at the right of a line.
    fn free(&self, index: usize) -> (usize, usize) {
        let here = self.column(index);
        let left = if index == 0 { 0 } else { here - self.column(index - 1) - 1 };
        let is_last = index + 1 == self.panel.lanes.len();
        let right =
            if is_last { TIME_COLUMNS + self.total - here } else { self.column(index + 1) - here - 1 };
        (left, right)
    }

    /// What stands above the lines.
    fn headings(&self) -> Vec<Canvas> {
        let all: Vec<Vec<String>> = self
            .panel
            .lanes
            .iter()
            .map(|lane| caption::heading(self.picture, &self.picture.lanes[*lane]))
            .collect();
        let n_rows = all.iter().map(Vec::len).max().unwrap_or(0);
        (0..n_rows)
            .map(|row| {
                let mut canvas = Canvas::default();
                for (index, lines) in all.iter().enumerate() {
                    let (left, right) = self.free(index);
                    let (before, after) = (left / 2, if index + 1 == all.len() { right } else { right / 2 });
                    let line = lines.get(row).map_or("", String::as_str);
                    let text = caption::shortened(line, before + after);
                    let width = terminal::width(&text);
                    // In the middle above its line, but within its own half of the gaps.
                    let here = self.column(index);
                    let start = (here.saturating_sub(width / 2)).max(here - before);
                    let start = start.min((here + after + 1).saturating_sub(width)).max(here - before);
                    canvas.put(start, &text, if row == 0 { Style::Heading } else { Style::Plain });
                }
                canvas
            })
            .collect()
    }

    fn line(&self, at: usize, line: &PanelLine<'_, '_>) -> Canvas {
        let mut canvas = Canvas::default();
        for (index, life) in self.lives.iter().enumerate() {
            if life.is_some_and(|(first, last)| first <= at && at <= last) {
                let is_recorded = self.picture.lanes[self.panel.lanes[index]].part.is_some();
                canvas.put(self.column(index), if is_recorded { "│" } else { "┊" }, Style::Sign(Ink::Quiet));
            }
        }
        match line {
            PanelLine::Silence(us) => self.silence(&mut canvas, *us),
            PanelLine::Row(row) => {
                let time = format!("{:>width$}", caption::time(row.at_us), width = TIME_COLUMNS - 2);
                canvas.put(0, &time, Style::Sign(Ink::Quiet));
                self.row(&mut canvas, row);
            }
        }
        canvas
    }

    fn row(&self, canvas: &mut Canvas, row: &Row<'_>) {
        match &row.what {
            What::Mark(mark) => self.mark(canvas, mark),
            What::Arrow(arrow, passing) => self.arrow(canvas, arrow, *passing),
            What::RecordEnds { lanes, part } => self.record_ends(canvas, lanes, *part),
        }
    }

    fn record_ends(&self, canvas: &mut Canvas, lanes: &[usize], part: usize) {
        let here = (0..self.panel.lanes.len())
            .filter(|index| lanes.binary_search(&self.panel.lanes[*index]).is_ok());
        let room = |index: usize| self.free(index).0.max(self.free(index).1);
        let labels = caption::record_ends(self.picture, part);
        let roomiest = here.clone().max_by_key(|index| room(*index));
        let fits = |label: &&String, index| terminal::width(label) + 2 <= room(index);
        if let Some(index) = roomiest
            && let Some(label) = labels.iter().find(|label| fits(label, index)).or(labels.last())
        {
            self.label(canvas, index, label, Ink::Trouble);
        }
        for index in here {
            canvas.put(self.column(index), "╳", Style::Sign(Ink::Trouble));
        }
    }

    fn silence(&self, canvas: &mut Canvas, us: u64) {
        canvas.put(TIME_COLUMNS - 4, "⋮", Style::Sign(Ink::Quiet));
        let label = format!(" {} ", (words(self.picture.lang).silence)(&terminal::span(us)));
        for column in (0..self.panel.lanes.len()).map(|index| self.column(index)) {
            if canvas.at(column) != " " {
                canvas.put(column, "╎", Style::Sign(Ink::Quiet));
            }
        }
        let end = self.panel.xs.last().copied().unwrap_or(0).max(terminal::width(&label));
        let start = TIME_COLUMNS + (end - terminal::width(&label)) / 2;
        canvas.put(start, &label, Style::Sign(Ink::Quiet));
    }

    fn mark(&self, canvas: &mut Canvas, mark: &Mark<'_>) {
        let Some(index) = self.panel.lanes.iter().position(|lane| *lane == mark.lane) else { return };
        let (sign, ink) = caption::sign(mark.event);
        self.label(canvas, index, &caption::mark(self.picture.lang, mark), ink);
        canvas.put(self.column(index), &sign.to_string(), Style::Sign(ink));
    }

    /// Words beside a line, where there is more room.
    fn label(&self, canvas: &mut Canvas, index: usize, label: &str, ink: Ink) {
        let (left, right) = self.free(index);
        let label = terminal::cut(label, left.max(right).saturating_sub(2));
        let start = if right >= left {
            self.column(index) + 2
        } else {
            self.column(index) - 1 - terminal::width(&label)
        };
        canvas.put(start, &label, Style::Word(ink));
    }

    fn arrow(&self, canvas: &mut Canvas, arrow: &Arrow<'_>, passing: Passing) {
        let (Some(from), Some(to)) = (self.panel.x_of(arrow.from), self.panel.x_of(arrow.to)) else { return };
        let (from, to) = (TIME_COLUMNS + from, TIME_COLUMNS + to);
        let ink = caption::ink(arrow);
        let style = Style::Sign(ink);
        let (left, right) = (from.min(to), from.max(to));
        let is_rightwards = from < to;
        let dash = if passing == Passing::Whole { "─" } else { "╌" };
        for column in left + 1..right {
            let crosses = canvas.at(column) == "│";
            canvas.put(column, if crosses { "┼" } else { dash }, style);
        }
        let room = (right - left).saturating_sub(8 + FLIGHT_COLUMNS);
        let label = format!(" {} ", caption::arrow(self.picture.lang, arrow).in_columns(room));
        let width = terminal::width(&label);
        let beside = if let Passing::Arrives(number) = passing { 5 + flight(number).len() } else { 3 };
        canvas.put(
            if is_rightwards { from + beside } else { from + 1 - beside - width },
            &label,
            Style::Word(ink),
        );
        if !matches!(passing, Passing::Arrives(_)) {
            canvas.put(from, signs::start(arrow, is_rightwards), style);
        }
        match (passing, is_rightwards) {
            (Passing::Leaves(number), true) | (Passing::Arrives(number), false) => {
                canvas.put(right - flight(number).len(), &flight(number), style);
            }
            (Passing::Leaves(number), false) | (Passing::Arrives(number), true) => {
                canvas.put(left + 1, &flight(number), style);
            }
            (Passing::Whole, _) => {}
        }
        if !matches!(passing, Passing::Leaves(_)) {
            head(canvas, arrow.fate, to, is_rightwards, style);
        }
    }
}

/// The number of an arrow in two rows; it stands beside the line that the arrow does not touch in this row.
fn flight(number: usize) -> String {
    format!(" ({number}) ")
}

/// What is kept free for that number, so that a label is cut alike in all rows.
const FLIGHT_COLUMNS: usize = 7;

/// The end of an arrow: what became of it.
fn head(canvas: &mut Canvas, fate: Fate, to: usize, is_rightwards: bool, style: Style) {
    let back = |n: usize| if is_rightwards { to - n } else { to + n };
    let distance = match fate {
        Fate::Arrived | Fate::Unknown | Fate::Refused => 1,
        Fate::Unread => 2,
        Fate::Lost => 3,
    };
    for n in 1..distance {
        canvas.put(back(n), " ", style);
    }
    canvas.put(back(distance), signs::head(fate, is_rightwards), style);
}
