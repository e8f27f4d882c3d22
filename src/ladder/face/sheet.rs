//! A ladder on paper or in a page: every line, sign and word with its place in pixels.
//!
//! The one idea: SVG and HTML draw the very same sheet, one at once and one as it comes into view, so
//! neither decides anything. Fonts differ between machines: words are placed by their anchor, never
//! by counting on their width.
//!
//! See it run: `netlab ladder -o run.svg run.jsonl`.

use crate::catalogue::Lang;
use crate::ladder::arrow::{Arrow, Fate, Mark, Passing};
use crate::ladder::face::caption::{self, Caption, words};
use crate::ladder::face::initials::initials;
use crate::ladder::face::panels::{Close, Panel, PanelLine, Room, panels};
use crate::ladder::picture::{Picture, Row, What};
use crate::terminal;
use crate::terminal::palette::Ink;

/// The height of a row.
pub(crate) const ROW: usize = 34;
/// From the left edge to the first line.
pub(crate) const LEFT: usize = 108;
/// From the last line to the right edge.
pub(crate) const RIGHT: usize = 32;
/// From the first line to the last, in a picture.
pub(crate) const WIDE: usize = 860;
/// The same in a page, which has something to tell at its side.
pub(crate) const NARROW: usize = 640;
/// Between two lines without an arrow.
pub(crate) const GAP: usize = 150;
/// A column of the monospaced font at 13 px, and a little more: fonts differ.
const COLUMN: usize = 8;

/// A panel, ready to be drawn.
#[derive(Debug)]
pub(crate) struct Sheet<'p, 'a> {
    /// Above each line: its place, where its words are anchored, and the words.
    pub(crate) heads: Vec<Head>,
    /// In which its words are written.
    pub(crate) lang: Lang,
    /// The lines stand so close that words go over them.
    pub(crate) is_close: bool,
    /// Each line: its place, its first and last row, and whether there is a record of it.
    pub(crate) lives: Vec<(usize, usize, usize, bool)>,
    pub(crate) strokes: Vec<Stroke<'p, 'a>>,
}

#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) x: usize,
    pub(crate) anchor: Anchor,
    /// What is written, as much as there is room for.
    pub(crate) words: Vec<String>,
    /// All that could be written.
    pub(crate) full: Vec<String>,
    /// A short name, where there are many lines.
    pub(crate) initial: Option<String>,
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    FlowEnd,
}

impl Anchor {
    /// As SVG says it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::FlowEnd => "end",
        }
    }
}

/// One row of a sheet.
#[derive(Debug)]
pub(crate) struct Stroke<'p, 'a> {
    /// The time beside it; empty for none.
    pub(crate) time: String,
    pub(crate) shape: Shape,
    /// What it is, for those who want colours: the name of an ink.
    pub(crate) class: &'static str,
    /// What is written at it, as much as there is room for.
    pub(crate) label: String,
    pub(crate) label_x: usize,
    pub(crate) anchor: Anchor,
    /// All that could be written.
    pub(crate) full: Caption,
    /// `None` for a silence.
    pub(crate) row: Option<&'p Row<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A sign at each of these places.
    Signs(Vec<usize>, char),
    /// An arrow; of one in two rows, the row of the other half.
    Arrow {
        from: usize,
        to: usize,
        fate: Fate,
        passing: Passing,
        other: Option<usize>,
    },
    Silence,
}

/// All panels; the last line of each is so far from the first.
pub(crate) fn sheets<'p, 'a>(picture: &'p Picture<'a>, total: usize) -> Vec<Sheet<'p, 'a>> {
    let close = Close { least: 24, most: total, words: 0 };
    let room = Room { total, wide: 300, narrow: GAP, close };
    panels(picture, room).iter().map(|panel| sheet(picture, panel)).collect()
}

fn sheet<'p, 'a>(picture: &'p Picture<'a>, panel: &Panel<'p, 'a>) -> Sheet<'p, 'a> {
    let place = |index: usize| LEFT + panel.xs[index];
    let lives = panel.lives().into_iter().enumerate().filter_map(|(index, life)| {
        let is_recorded = picture.lanes[panel.lanes[index]].part.is_some();
        life.map(|(first, last)| (place(index), first, last, is_recorded))
    });
    let initials = initials(picture, &panel.lanes);
    let heads = (0..panel.lanes.len()).map(|index| {
        let initial = initials.as_ref().map(|all| all[index].clone());
        let is_last = index + 1 == panel.lanes.len() && index > 0;
        let anchor = match index {
            0 => Anchor::Start,
            _ if is_last => Anchor::FlowEnd,
            _ => Anchor::Middle,
        };
        let (left, right) = free(panel, index);
        let share = match anchor {
            Anchor::Middle => left.min(right) - 40,
            Anchor::Start => right / 2 + 40,
            Anchor::FlowEnd => left / 2 + 16,
        };
        let full = caption::heading(picture, &picture.lanes[panel.lanes[index]]);
        if panel.is_close {
            return Head { x: place(index), ..close_head(panel, index, full, initial) };
        }
        let words = full.iter().map(|word| caption::shortened(word, share / COLUMN)).collect();
        Head { x: place(index), anchor, words, full, initial }
    });
    let mut strokes: Vec<Stroke<'p, 'a>> =
        panel.lines.iter().map(|line| stroke(picture, panel, line)).collect();
    join_halves(&mut strokes);
    Sheet {
        lang: panel.lang,
        heads: heads.collect(),
        is_close: panel.is_close,
        lives: lives.collect(),
        strokes,
    }
}

/// A name in one line, which begins or ends above its own line, where there is more room.
fn close_head(panel: &Panel<'_, '_>, index: usize, full: Vec<String>, initial: Option<String>) -> Head {
    let end = panel.xs.last().copied().unwrap_or(0);
    let is_left = panel.xs[index] * 2 <= end;
    let room = if is_left { end - panel.xs[index] + RIGHT } else { panel.xs[index] + LEFT };
    let words = initial.iter().chain(&full).filter(|word| !word.is_empty());
    let line = words.map(String::as_str).collect::<Vec<_>>().join(" ");
    let anchor = if is_left { Anchor::Start } else { Anchor::FlowEnd };
    Head { x: 0, anchor, words: vec![terminal::cut(&line, room / COLUMN)], full, initial }
}

/// The room at the left and at the right of a line.
fn free(panel: &Panel<'_, '_>, index: usize) -> (usize, usize) {
    let here = panel.xs[index];
    if panel.is_close {
        return (here, panel.xs.last().copied().unwrap_or(0) - here);
    }
    let left = if index == 0 { 0 } else { here - panel.xs[index - 1] };
    (left, panel.xs.get(index + 1).map_or(if index == 0 { NARROW } else { 0 }, |next| next - here))
}

fn stroke<'p, 'a>(picture: &Picture<'a>, panel: &Panel<'p, 'a>, line: &PanelLine<'p, 'a>) -> Stroke<'p, 'a> {
    let row = match line {
        PanelLine::Silence(us) => return silence(panel, *us),
        PanelLine::Row(row) => *row,
    };
    match &row.what {
        What::Mark(mark) => mark_at(panel, row, mark),
        What::RecordEnds { lanes, part } => record_ends(picture, panel, row, (lanes, *part)),
        What::Arrow(arrow, passing) => arrow_at(panel, row, arrow, *passing),
    }
}

fn mark_at<'p, 'a>(panel: &Panel<'p, 'a>, row: &'p Row<'a>, mark: &Mark<'a>) -> Stroke<'p, 'a> {
    let index = panel.lanes.iter().position(|lane| *lane == mark.lane).unwrap_or(0);
    let (sign, ink) = caption::sign(mark.event);
    let class = ink.name();
    let shape = Shape::Signs(vec![LEFT + panel.xs[index]], sign);
    beside(panel, index, Stroke { shape, class, ..plain(row, Caption::of(caption::mark(panel.lang, mark))) })
}

fn record_ends<'p, 'a>(
    picture: &Picture<'a>,
    panel: &Panel<'p, 'a>,
    row: &'p Row<'a>,
    (lanes, part): (&[usize], usize),
) -> Stroke<'p, 'a> {
    let here: Vec<usize> =
        (0..panel.lanes.len()).filter(|it| lanes.binary_search(&panel.lanes[*it]).is_ok()).collect();
    let room = |index: usize| free(panel, index).0.max(free(panel, index).1);
    let roomiest = here.iter().copied().max_by_key(|index| room(*index));
    let n_columns = roomiest.map_or(0, room).saturating_sub(20) / COLUMN;
    let mut labels = caption::record_ends(picture, part);
    let full = match labels.iter().position(|label| terminal::width(label) <= n_columns) {
        Some(first) => labels.swap_remove(first),
        None => labels.pop().unwrap_or_default(),
    };
    let shape = Shape::Signs(here.iter().map(|index| LEFT + panel.xs[*index]).collect(), '╳');
    beside(
        panel,
        roomiest.unwrap_or(0),
        Stroke { shape, class: Ink::Trouble.name(), ..plain(row, Caption::of(full)) },
    )
}

fn arrow_at<'p, 'a>(
    panel: &Panel<'p, 'a>,
    row: &'p Row<'a>,
    arrow: &Arrow<'a>,
    passing: Passing,
) -> Stroke<'p, 'a> {
    let (from, to) = (panel.x_of(arrow.from).unwrap_or(0), panel.x_of(arrow.to).unwrap_or(0));
    let caption = caption::arrow(panel.lang, arrow);
    let class = caption::ink(arrow).name();
    let shape = Shape::Arrow { from: LEFT + from, to: LEFT + to, fate: arrow.fate, passing, other: None };
    if panel.is_close {
        let end = panel.xs.last().copied().unwrap_or(0);
        let label = caption.in_columns(end / COLUMN);
        let half = terminal::width(&label) * COLUMN / 2;
        let label_x = LEFT + usize::midpoint(from, to).clamp(half.min(end / 2), end - half.min(end / 2));
        return Stroke { shape, class, label, label_x, anchor: Anchor::Middle, ..plain(row, caption) };
    }
    // The words of an arrow in two rows stand where it leaves, beside its line.
    let (label_x, anchor) = match passing {
        Passing::Whole => (LEFT + usize::midpoint(from, to), Anchor::Middle),
        _ if from < to => (LEFT + from + 12, Anchor::Start),
        _ => (LEFT + from - 12, Anchor::FlowEnd),
    };
    let label = caption.in_columns(from.abs_diff(to).saturating_sub(48) / COLUMN);
    Stroke { shape, class, label, label_x, anchor, ..plain(row, caption) }
}

/// A row with its time and all its words, and nothing drawn yet.
fn plain<'p, 'a>(row: &'p Row<'a>, full: Caption) -> Stroke<'p, 'a> {
    Stroke {
        time: caption::time(row.at_us),
        shape: Shape::Silence,
        class: Ink::Quiet.name(),
        label: String::new(),
        label_x: 0,
        anchor: Anchor::Middle,
        full,
        row: Some(row),
    }
}

fn silence<'p, 'a>(panel: &Panel<'p, 'a>, us: u64) -> Stroke<'p, 'a> {
    let full = (words(panel.lang).silence)(&terminal::span(us));
    Stroke {
        time: "⋮".to_owned(),
        shape: Shape::Silence,
        class: Ink::Quiet.name(),
        label: full.clone(),
        label_x: LEFT + panel.xs.last().copied().unwrap_or(0).max(200) / 2,
        anchor: Anchor::Middle,
        full: Caption::of(full),
        row: None,
    }
}

/// Puts the words beside a line, where there is more room.
fn beside<'p, 'a>(panel: &Panel<'p, 'a>, index: usize, stroke: Stroke<'p, 'a>) -> Stroke<'p, 'a> {
    let (left, right) = free(panel, index);
    let here = LEFT + panel.xs[index];
    let label = stroke.full.in_columns(left.max(right).saturating_sub(20) / COLUMN);
    let (label_x, anchor) =
        if right >= left { (here + 13, Anchor::Start) } else { (here - 13, Anchor::FlowEnd) };
    Stroke { label, label_x, anchor, ..stroke }
}

/// Tells each half of an arrow in two rows where the other one is.
fn join_halves(strokes: &mut [Stroke<'_, '_>]) {
    let mut leaves = std::collections::HashMap::new();
    for at in 0..strokes.len() {
        match strokes[at].shape {
            Shape::Arrow { passing: Passing::Leaves(number), .. } => {
                leaves.insert(number, at);
            }
            Shape::Arrow { passing: Passing::Arrives(number), .. } => {
                let Some(first) = leaves.get(&number).copied() else { continue };
                set_other(&mut strokes[first], at);
                set_other(&mut strokes[at], first);
            }
            _ => {}
        }
    }
}

fn set_other(stroke: &mut Stroke<'_, '_>, at: usize) {
    if let Shape::Arrow { other, .. } = &mut stroke.shape {
        *other = Some(at);
    }
}
