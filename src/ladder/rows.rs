//! The rows of a picture, in the order of time.
//!
//! The one idea: an arrow that is drawn in one row, where it arrives, also seems to leave there. That is
//! true enough unless its sender did something in between; then it is drawn in two rows.
//!
//! See it run: `netlab ladder` where two ends talk at the same time.

use std::collections::BTreeMap;

use crate::ladder::arrow::{Fate, Item, Moment, Passing, Thing};
use crate::ladder::layout::{Row, What};

/// Puts items, sorted by their arrival, into rows; `ends` are the records' ends: when, whose, which lines.
pub(super) fn rows<'a>(
    items: Vec<Item<'a>>,
    ends: Vec<(i64, usize, Vec<usize>)>,
    first: i64,
) -> Vec<Row<'a>> {
    let is_split = split(&items);
    let last_id = usize::MAX;
    // Time, arrival after departure, and the number of a flight.
    let mut timed: Vec<((Moment, usize, usize), What<'a>)> = Vec::with_capacity(items.len() + ends.len());
    for (number, (item, is_split)) in items.into_iter().zip(is_split).enumerate() {
        match item.what {
            Thing::Mark(mark) => timed.push(((item.at, 0, number), What::Mark(mark))),
            Thing::Arrow(arrow) if is_split => {
                let leaves = What::Arrow(arrow.clone(), Passing::Leaves(number));
                timed.push(((item.left, 0, number), leaves));
                timed.push(((item.at, 1, number), What::Arrow(arrow, Passing::Arrives(number))));
            }
            Thing::Arrow(arrow) => timed.push(((item.at, 0, number), What::Arrow(arrow, Passing::Whole))),
        }
    }
    for (at, part, lanes) in ends {
        timed.push((((at, last_id, 0), 2, part), What::RecordEnds { lanes, part }));
    }
    timed.sort_by_key(|(key, _)| *key);
    let at_us = |moment: Moment| u64::try_from(moment.0 - first).unwrap_or(0);
    let mut rows: Vec<Row<'a>> =
        timed.into_iter().map(|((moment, ..), what)| Row { at_us: at_us(moment), what }).collect();
    number_flights(&mut rows);
    rows
}

/// For each item, whether it must be drawn in two rows: whether anything that its sender's line shows
/// above the arrow's arrival happened there after the arrow had left.
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
        let mut first_shown = None;
        for (_, shown, leaves) in line.iter().rev() {
            if let Some(index) = leaves {
                is_split[*index] = first_shown.is_some_and(|first| first < *shown);
            }
            first_shown = Some(first_shown.map_or(*shown, |first: Moment| first.min(*shown)));
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
