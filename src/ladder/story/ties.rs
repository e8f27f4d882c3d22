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
use crate::ladder::picture::What;
use crate::ladder::story::item::{ActAt, Moment};

/// A row, and what decides where it stands.
pub(crate) struct PlacedRow<'a> {
    /// When; arrival after departure; the number of its item.
    pub(crate) key: (Moment, usize, usize),
    /// The acts that it shows.
    pub(crate) acts: [Option<ActAt>; 2],
    pub(crate) what: What<'a>,
}

/// The same rows, sorted by time before and afterwards.
pub(crate) fn ordered(timed: Vec<PlacedRow<'_>>) -> Vec<PlacedRow<'_>> {
    let moment = |row: &PlacedRow<'_>| (row.key.0.0, row.key.1 == END);
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
    let mut rows: Vec<Option<PlacedRow<'_>>> = timed.into_iter().map(Some).collect();
    places.into_iter().filter_map(|row| rows[row].take()).collect()
}

/// The second key of a record's end, which comes after all else.
const END: usize = 2;

/// The rows' numbers in an order that suits all lines. Of several the one nearest to the given order is taken;
/// where there is none, as when clocks contradict each other, the rest stays as it is.
fn order(tie: &[PlacedRow<'_>]) -> Vec<usize> {
    let mut lines: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut flights: HashMap<usize, [Option<usize>; 2]> = HashMap::new();
    for (row, it) in tie.iter().enumerate() {
        for (lane, act) in it.acts.iter().flatten() {
            lines.entry(*lane).or_default().push((*act, row));
        }
        match it.what {
            What::Arrow(_, Passing::Leaves(number)) => flights.entry(number).or_default()[0] = Some(row),
            What::Arrow(_, Passing::Arrives(number)) => flights.entry(number).or_default()[1] = Some(row),
            _ => {}
        }
    }
    let mut knots = Knots::new(tie.len());
    for flight in flights.values() {
        if let [Some(leaves), Some(arrives)] = *flight {
            knots.tie(leaves, arrives);
        }
    }
    for line in lines.values_mut() {
        line.sort_unstable();
        // One act may be shown in many rows, as a write is that took many reads: all of them stand above all
        // rows of the next act.
        let mut last = None;
        for act in line.chunk_by(|one, other| one.0 == other.0) {
            let next = knots.add();
            for (_, row) in act {
                if let Some(last) = last {
                    knots.tie(last, *row);
                }
                knots.tie(*row, next);
            }
            last = Some(next);
        }
    }
    knots.undo(tie.len())
}

/// What must come before what. The first knots are rows; those added stand between two acts of a line.
struct Knots {
    after: Vec<Vec<usize>>,
    n_before: Vec<usize>,
}

impl Knots {
    fn new(n_rows: usize) -> Self {
        Knots { after: vec![Vec::new(); n_rows], n_before: vec![0; n_rows] }
    }

    fn add(&mut self) -> usize {
        self.after.push(Vec::new());
        self.n_before.push(0);
        self.after.len() - 1
    }

    fn tie(&mut self, before: usize, later: usize) {
        self.after[before].push(later);
        self.n_before[later] += 1;
    }

    /// The rows, each as soon as all that must come before it is placed.
    fn undo(mut self, n_rows: usize) -> Vec<usize> {
        let mut ready: BinaryHeap<Reverse<usize>> =
            (0..n_rows).filter(|row| self.n_before[*row] == 0).map(Reverse).collect();
        let mut order = Vec::with_capacity(n_rows);
        let mut is_placed = vec![false; n_rows];
        while let Some(Reverse(row)) = ready.pop() {
            order.push(row);
            is_placed[row] = true;
            let mut passed = vec![row];
            while let Some(knot) = passed.pop() {
                for later in std::mem::take(&mut self.after[knot]) {
                    self.n_before[later] -= 1;
                    match self.n_before[later] {
                        0 if later < n_rows => ready.push(Reverse(later)),
                        0 => passed.push(later),
                        _ => {}
                    }
                }
            }
        }
        order.extend((0..n_rows).filter(|row| !is_placed[*row]));
        order
    }
}
