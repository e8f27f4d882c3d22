//! What stands first of what happened in the same microsecond.
//!
//! The one idea: acts are numbered along their records, so the numbers say what came first at one socket, and
//! nothing of two sockets. Rows of one moment are put so that each line's acts stand in its own order, and
//! an arrow leaves before it arrives: nothing is answered above the question.
//!
//! See it run: `netlab ladder` on records whose clock counts milliseconds.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use crate::ladder::arrow::Passing;
use crate::ladder::layout::What;
use crate::ladder::rows::Timed;

/// The same rows, sorted by time before and afterwards.
pub(super) fn ordered(timed: Vec<Timed<'_>>) -> Vec<Timed<'_>> {
    let moment = |row: &Timed<'_>| (row.key.0.0, row.key.1 == END);
    let mut places: Vec<usize> = Vec::with_capacity(timed.len());
    for tie in timed.chunk_by(|one, other| moment(one) == moment(other)) {
        let start = places.len();
        if tie.len() == 1 {
            places.push(start);
        } else {
            places.extend(order(tie).into_iter().map(|row| start + row));
        }
    }
    if places.is_sorted() {
        return timed;
    }
    let mut rows: Vec<Option<Timed<'_>>> = timed.into_iter().map(Some).collect();
    places.into_iter().filter_map(|row| rows[row].take()).collect()
}

/// The second key of a record's end, which comes after all else.
const END: usize = 2;

/// The rows' numbers in an order that suits all lines. Of several the one nearest to the given order is taken;
/// where there is none, as when clocks contradict each other, the rest stays as it is.
fn order(tie: &[Timed<'_>]) -> Vec<usize> {
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); tie.len()];
    let mut n_before = vec![0_usize; tie.len()];
    let mut edge = |before: usize, later: usize| {
        if before != later {
            after[before].push(later);
            n_before[later] += 1;
        }
    };
    let mut lines: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut leaves: HashMap<usize, usize> = HashMap::new();
    for (row, it) in tie.iter().enumerate() {
        for (lane, act) in it.acts.iter().flatten() {
            lines.entry(*lane).or_default().push((*act, row));
        }
        match it.what {
            What::Arrow(_, Passing::Leaves(number)) => drop(leaves.insert(number, row)),
            What::Arrow(_, Passing::Arrives(number)) => {
                leaves.get(&number).into_iter().for_each(|before| edge(*before, row));
            }
            _ => {}
        }
    }
    for line in lines.values_mut() {
        line.sort_unstable();
        line.windows(2).filter(|pair| pair[0].0 != pair[1].0).for_each(|pair| edge(pair[0].1, pair[1].1));
    }
    let mut ready: BinaryHeap<Reverse<usize>> =
        (0..tie.len()).filter(|row| n_before[*row] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(tie.len());
    let mut is_placed = vec![false; tie.len()];
    while let Some(Reverse(row)) = ready.pop() {
        order.push(row);
        is_placed[row] = true;
        for later in std::mem::take(&mut after[row]) {
            n_before[later] -= 1;
            if n_before[later] == 0 {
                ready.push(Reverse(later));
            }
        }
    }
    order.extend((0..tie.len()).filter(|row| !is_placed[*row]));
    order
}
