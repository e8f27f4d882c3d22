//! A picture in pieces that are no wider than their paper.
//!
//! The one idea: lines that talk with each other belong side by side; lines that never do may stand in
//! pictures of their own, one below the other. So a picture is cut between groups, and a group only
//! where it alone is too wide.
//!
//! See it run: `netlab --ladder tcp-server` with several clients, in a narrow terminal.

use std::collections::BTreeSet;

use crate::catalogue::Lang;
use crate::ladder::lane::Lanes;
use crate::ladder::picture::{Picture, Row, What};

/// How much room there is, in whatever unit a face counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// From the first line to the last.
    pub(crate) total: usize,
    /// At least between two lines with arrows between them.
    pub(crate) wide: usize,
    /// Between two lines without.
    pub(crate) narrow: usize,
    /// How programs that talk with each other may stand closer, so that they are one picture.
    pub(crate) close: Close,
}

/// Lines that stand close, with no room for words between them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Close {
    /// At least between two lines.
    pub(crate) least: usize,
    /// At most.
    pub(crate) most: usize,
    /// Kept free at the right of the last line; half of it where there are many lines.
    pub(crate) words: usize,
}

impl Room {
    /// The most lines that can stand close.
    fn n_close(self) -> usize {
        self.total.saturating_sub(self.close.words / 2) / self.close.least + 1
    }

    fn close_gap(self, n_lanes: usize) -> usize {
        let shared = self.total.saturating_sub(self.close.words) / n_lanes.saturating_sub(1).max(1);
        shared.clamp(self.close.least, self.close.most)
    }
}

/// A piece of a picture.
#[derive(Debug, Clone)]
pub(crate) struct Panel<'p, 'a> {
    /// The lines, by their numbers in the picture.
    pub(crate) lanes: Vec<usize>,
    /// How far each line is from the first one.
    pub(crate) xs: Vec<usize>,
    /// In which its words are written.
    pub(crate) lang: Lang,
    /// They stand so close that words have no room between them.
    pub(crate) is_close: bool,
    /// What stands in it, from top to bottom.
    pub(crate) lines: Vec<PanelLine<'p, 'a>>,
}

/// One line of a panel.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PanelLine<'p, 'a> {
    /// A row of the picture.
    Row(&'p Row<'a>),
    /// Nothing happened for so long, in microseconds.
    Silence(u64),
}

/// A pause that a person notices; of shorter ones the times alone say enough.
pub(crate) const SILENCE_US: u64 = 500_000;

impl Panel<'_, '_> {
    /// Where a line of the picture stands here.
    #[must_use]
    pub(crate) fn x_of(&self, lane: usize) -> Option<usize> {
        self.lanes.iter().position(|it| *it == lane).map(|index| self.xs[index])
    }

    /// For each line of the panel, the first and the last of its rows that touch it.
    #[must_use]
    pub(crate) fn lives(&self) -> Vec<Option<(usize, usize)>> {
        let mut lives = vec![None; self.lanes.len()];
        for (at, line) in self.lines.iter().enumerate() {
            let PanelLine::Row(row) = line else { continue };
            for (lane, life) in self.lanes.iter().zip(&mut lives) {
                if row.touches(*lane) {
                    let life: &mut Option<(usize, usize)> = life;
                    *life = Some((life.map_or(at, |(first, _)| first), at));
                }
            }
        }
        lives
    }
}

/// Cuts a picture so that each piece fits.
#[must_use]
pub(crate) fn panels<'p, 'a>(picture: &'p Picture<'a>, room: Room) -> Vec<Panel<'p, 'a>> {
    let (touched, crossed) = (touched(picture), crossed(picture));
    let mut pieces: Vec<Vec<usize>> = Vec::new();
    for group in groups(picture, &touched) {
        match pieces.last_mut() {
            Some(last) if fits(&crossed, &[last.as_slice(), group.as_slice()].concat(), room) => {
                last.extend(group);
            }
            _ => pieces.extend(split(picture, &crossed, group, room)),
        }
    }
    // Each row is drawn once: in the first piece that has all lines it needs.
    let mut home: Vec<Vec<&Row<'a>>> = vec![Vec::new(); pieces.len()];
    let mut pieces_of: Vec<Vec<usize>> = vec![Vec::new(); picture.lanes.len()];
    for (index, piece) in pieces.iter().enumerate() {
        for lane in piece {
            pieces_of[*lane].push(index);
        }
    }
    for row in &picture.rows {
        let lanes = row.lanes();
        let has_all = |piece: &&usize| lanes.iter().all(|lane| pieces_of[*lane].contains(*piece));
        if let What::RecordEnds { .. } = &row.what {
            for (piece, rows) in pieces.iter().zip(&mut home) {
                if piece.iter().any(|lane| row.touches(*lane)) {
                    rows.push(row);
                }
            }
            continue;
        }
        let rarest = lanes.iter().min_by_key(|lane| pieces_of[**lane].len());
        if let Some(piece) = rarest.and_then(|lane| pieces_of[*lane].iter().find(has_all)) {
            home[*piece].push(row);
        }
    }
    let panel = |(lanes, rows): (Vec<usize>, Vec<&'p Row<'a>>)| {
        let is_close = picture.drawn_by == Lanes::Programs && !fits(&crossed, &lanes, room);
        let gap = room.close_gap(lanes.len());
        let close = || (0..lanes.len()).map(|index| index * gap).collect();
        let xs = if is_close { close() } else { places(&crossed, &lanes, room) };
        Panel { xs, lang: picture.lang, is_close, lanes, lines: with_silence(rows) }
    };
    pieces.into_iter().zip(home).map(panel).collect()
}

/// Whether anything stands at each line.
fn touched(picture: &Picture<'_>) -> Vec<bool> {
    let mut touched = vec![false; picture.lanes.len()];
    picture.rows.iter().flat_map(Row::lanes).for_each(|lane| touched[lane] = true);
    touched
}

fn groups(picture: &Picture<'_>, touched: &[bool]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for (lane, it) in picture.lanes.iter().enumerate().filter(|(lane, _)| touched[*lane]) {
        match groups.last_mut() {
            Some(group) if last == Some(it.group) => group.push(lane),
            _ => groups.push(vec![lane]),
        }
        last = Some(it.group);
    }
    groups
}

/// For each line, whether an arrow goes over the gap at its right.
fn crossed(picture: &Picture<'_>) -> Vec<bool> {
    let mut starts = vec![0_i64; picture.lanes.len() + 1];
    for row in &picture.rows {
        if let What::Arrow(arrow, _) = &row.what {
            starts[arrow.from.min(arrow.to)] += 1;
            starts[arrow.from.max(arrow.to)] -= 1;
        }
    }
    let mut n_open = 0;
    let over = |start: &i64| {
        n_open += start;
        n_open > 0
    };
    starts.iter().map(over).collect()
}

fn gap(crossed: &[bool], left: usize, right: usize, room: Room) -> usize {
    if crossed[left..right].contains(&true) { room.wide } else { room.narrow }
}

fn fits(crossed: &[bool], lanes: &[usize], room: Room) -> bool {
    lanes.windows(2).map(|pair| gap(crossed, pair[0], pair[1], room)).sum::<usize>() <= room.total
}

/// A group in pieces that fit, each with both lines of some arrows; a group that fits is one piece.
fn split(picture: &Picture<'_>, crossed: &[bool], group: Vec<usize>, room: Room) -> Vec<Vec<usize>> {
    let most = match picture.drawn_by {
        Lanes::Programs => room.n_close(),
        Lanes::Sockets => room.total / room.wide.max(1) + 1,
    };
    let may_be_close = picture.drawn_by == Lanes::Programs && group.len() <= most;
    if group.len() <= 2 || may_be_close || fits(crossed, &group, room) {
        return vec![group];
    }
    let mut edges: Vec<(usize, usize)> = picture
        .rows
        .iter()
        .filter_map(|row| match &row.what {
            What::Arrow(arrow, _) if group.binary_search(&arrow.from).is_ok() => {
                Some((arrow.from.min(arrow.to), arrow.from.max(arrow.to)))
            }
            _ => None,
        })
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut pieces: Vec<Vec<usize>> = Vec::new();
    for (one, other) in edges {
        let last = pieces.last().map_or(&[][..], Vec::as_slice);
        let new: Vec<usize> = [one, other].into_iter().filter(|lane| !last.contains(lane)).collect();
        match pieces.last_mut() {
            Some(piece) if piece.len() + new.len() <= most.max(2) => piece.extend(new),
            _ => pieces.push(vec![one, other]),
        }
    }
    let placed: BTreeSet<usize> = pieces.iter().flatten().copied().collect();
    let alone = group.into_iter().filter(|lane| !placed.contains(lane));
    let alone: Vec<Vec<usize>> = alone.map(|lane| vec![lane]).collect();
    for piece in &mut pieces {
        piece.sort_unstable();
    }
    pieces.extend(alone);
    pieces
}

/// Spreads the lines over the room: what is left over widens the gaps that have arrows.
fn places(crossed: &[bool], lanes: &[usize], room: Room) -> Vec<usize> {
    let gaps: Vec<usize> = lanes.windows(2).map(|pair| gap(crossed, pair[0], pair[1], room)).collect();
    let n_wide = gaps.iter().filter(|gap| **gap == room.wide).count();
    let left_over = room.total.saturating_sub(gaps.iter().sum());
    let mut more = n_wide;
    let mut rest = left_over;
    let mut x = 0;
    let mut xs = vec![0];
    for gap in gaps {
        let share = if gap == room.wide { rest / more.max(1) } else { 0 };
        if gap == room.wide {
            rest -= share;
            more -= 1;
        }
        x += gap + share;
        xs.push(x);
    }
    xs
}

/// Puts a line for each long silence between the rows.
fn with_silence<'p, 'a>(rows: Vec<&'p Row<'a>>) -> Vec<PanelLine<'p, 'a>> {
    let mut lines = Vec::with_capacity(rows.len());
    let mut last = None;
    for row in rows {
        let pause = last.map_or(0, |last| row.at_us.saturating_sub(last));
        if pause >= SILENCE_US {
            lines.push(PanelLine::Silence(pause));
        }
        last = Some(row.at_us);
        lines.push(PanelLine::Row(row));
    }
    lines
}
