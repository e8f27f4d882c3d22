//! The rows of a picture, in the order of time.
//!
//! The one idea: an arrow that is drawn in one row, where it arrives, also seems to leave there. That is
//! true enough unless its sender did something in between; then it is drawn in two rows.
//!
//! See it run: `netlab ladder` where two ends talk at the same time.

use std::collections::BTreeMap;

use crate::ladder::arrow::{Fate, Passing};
use crate::ladder::picture::{Row, What};
use crate::ladder::story::item::{Item, Moment, Thing};
use crate::ladder::story::ties::{self, PlacedRow};

/// Puts items, sorted by their arrival, into rows; `ends` are the records' ends: when, whose, which lines.
pub(crate) fn rows<'a>(
    items: Vec<Item<'a>>,
    ends: Vec<(i64, usize, Vec<usize>)>,
    first: i64,
) -> Vec<Row<'a>> {
    let is_split = split(&items);
    let mut timed: Vec<PlacedRow<'a>> = Vec::with_capacity(items.len() + ends.len());
    for (number, (item, is_split)) in items.into_iter().zip(is_split).enumerate() {
        let [leaving, arriving] = item.acts();
        let Item { left, at, what, .. } = item;
        match what {
            Thing::Arrow(arrow) if is_split => {
                let leaves = What::Arrow(arrow.clone(), Passing::Leaves(number));
                timed.push(PlacedRow { key: (left, 0, number), acts: [leaving, None], what: leaves });
                let arrives = What::Arrow(arrow, Passing::Arrives(number));
                timed.push(PlacedRow { key: (at, 1, number), acts: [arriving, None], what: arrives });
            }
            Thing::Arrow(arrow) => {
                let what = What::Arrow(arrow, Passing::Whole);
                timed.push(PlacedRow { key: (at, 0, number), acts: [leaving, arriving], what });
            }
            Thing::Mark(mark) => {
                timed.push(PlacedRow { key: (at, 0, number), acts: [leaving, None], what: What::Mark(mark) });
            }
        }
    }
    for (at, part, lanes) in ends {
        let what = What::RecordEnds { lanes, part };
        timed.push(PlacedRow { key: ((at, usize::MAX, 0), 2, part), acts: [None, None], what });
    }
    timed.sort_by_key(|it| it.key);
    let timed = ties::ordered(timed);
    let at_us = |moment: Moment| u64::try_from(moment.0 - first).unwrap_or(0);
    let mut rows: Vec<Row<'a>> =
        timed.into_iter().map(|it| Row { at_us: at_us(it.key.0), what: it.what }).collect();
    number_flights(&mut rows);
    rows
}

/// For each item, whether it must be drawn in two rows: whether anything that its sender's line shows above the arrow's
/// arrival happened there after the arrow had left. What is in two rows itself is shown there where it leaves. What
/// other sockets of the same program send meanwhile does not count: it answers nothing that was not there before.
fn split(items: &[Item<'_>]) -> Vec<bool> {
    let mut lines: BTreeMap<usize, Vec<Anchor>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let [from, to] = item.ends;
        let here = Anchor { at: item.at, shown: item.at, leaves: None, socket: from, is_arrival: false };
        match &item.what {
            Thing::Mark(mark) => lines.entry(mark.lane).or_default().push(here),
            Thing::Arrow(arrow) => {
                // What did not arrive is shown where it left.
                let flies = arrow.fate == Fate::Arrived && arrow.sent.is_some();
                let leaves = Anchor { at: item.left, leaves: flies.then_some(index), ..here };
                lines.entry(arrow.from).or_default().push(leaves);
                lines.entry(arrow.to).or_default().push(Anchor { socket: to, is_arrival: true, ..here });
            }
        }
    }
    let mut is_split = vec![false; items.len()];
    for line in lines.values_mut() {
        line.sort_unstable();
        let mut later = Later::default();
        for act in line.chunk_by(|one, other| (one.at.0, one.at.1) == (other.at.0, other.at.1)).rev() {
            let mut act = act.to_vec();
            for anchor in &mut act {
                if let Some(index) = anchor.leaves
                    && later.first_for(anchor.socket).is_some_and(|first| first < anchor.shown)
                {
                    is_split[index] = true;
                    anchor.shown = anchor.at;
                }
            }
            for anchor in &act {
                later.add(anchor);
            }
        }
    }
    is_split
}

/// Something at a line: when it happened there, in which row it is shown, and the item that left.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Anchor {
    at: Moment,
    shown: Moment,
    leaves: Option<usize>,
    socket: usize,
    is_arrival: bool,
}

/// Of what happened later at a line: the first row that shows any of it.
#[derive(Default)]
struct Later {
    arrivals: Option<Moment>,
    of_socket: BTreeMap<usize, Moment>,
}

impl Later {
    /// The first row that counts for what this socket sent.
    fn first_for(&self, socket: usize) -> Option<Moment> {
        self.of_socket.get(&socket).into_iter().chain(&self.arrivals).min().copied()
    }

    fn add(&mut self, anchor: &Anchor) {
        let own = self.of_socket.entry(anchor.socket).or_insert(anchor.shown);
        *own = anchor.shown.min(*own);
        if anchor.is_arrival {
            self.arrivals = Some(self.arrivals.map_or(anchor.shown, |first| first.min(anchor.shown)));
        }
    }
}

/// Numbers the arrows of two rows from 1 in the order in which they leave.
fn number_flights(rows: &mut [Row<'_>]) {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        if let What::Arrow(_, Passing::Leaves(number) | Passing::Arrives(number)) = &mut row.what {
            let next = numbers.len() + 1;
            *number = *numbers.entry(*number).or_insert(next);
        }
    }
}
