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
        let Item { left, at, what } = item;
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

/// For each item, whether it must be drawn in two rows: whether anything that its sender's line shows
/// above the arrow's arrival happened there after the arrow had left. What is in two rows itself is shown
/// there where it leaves.
fn split(items: &[Item<'_>]) -> Vec<bool> {
    // Each line's anchors: when something happened there, in which row it is shown, and the item that left.
    let mut anchors: BTreeMap<usize, Vec<(Moment, Moment, Option<usize>)>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        match &item.what {
            Thing::Mark(mark) => anchors.entry(mark.lane).or_default().push((item.at, item.at, None)),
            Thing::Arrow(arrow) => {
                // What did not arrive is shown where it left.
                let flies = arrow.fate == Fate::Arrived && arrow.sent.is_some();
                anchors.entry(arrow.from).or_default().push((item.left, item.at, flies.then_some(index)));
                anchors.entry(arrow.to).or_default().push((item.at, item.at, None));
            }
        }
    }
    let mut is_split = vec![false; items.len()];
    for line in anchors.values_mut() {
        line.sort_unstable();
        // The first row that shows anything later than the act at hand, and than the acts after that.
        let (mut first_later, mut first) = (None, None);
        for act in line.chunk_by(|(one, ..), (other, ..)| (one.0, one.1) == (other.0, other.1)).rev() {
            for (left, shown, leaves) in act {
                let mut shown = *shown;
                if let Some(index) = leaves
                    && first_later.is_some_and(|later| later < shown)
                {
                    is_split[*index] = true;
                    shown = *left;
                }
                first = Some(first.map_or(shown, |first: Moment| first.min(shown)));
            }
            first_later = first;
        }
    }
    is_split
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
