//! What arrived: how much, how late, and whether each line came once and in its turn.
//!
//! The one idea: speed counts for nothing if lines are lost. So for each member and sender the number
//! of the next line is kept; nearly always that is the line that comes, and costs one comparison.

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use hdrhistogram::Histogram;

use crate::line::Said;

/// What has arrived so far.
#[derive(Debug)]
pub(super) struct Score {
    n_senders: usize,
    /// For each member and sender, the number of the line that should come next.
    next: Vec<u32>,
    /// For each member and sender, the lines that were passed over.
    missing: HashMap<usize, Vec<Range<u32>>>,
    pub(super) n_heard: u64,
    pub(super) n_repeated: u64,
    pub(super) n_out_of_order: u64,
    /// In nanoseconds.
    pub(super) latency: Histogram<u64>,
}

/// What comes later than a minute is taken for that.
const MAX_LATENCY_NS: u64 = 60_000_000_000;

impl Score {
    pub(super) fn new(n_members: usize, n_senders: usize) -> Self {
        Score {
            n_senders,
            next: vec![0; n_members * n_senders],
            missing: HashMap::new(),
            n_heard: 0,
            n_repeated: 0,
            n_out_of_order: 0,
            latency: Histogram::new_with_bounds(1, MAX_LATENCY_NS, 3).expect("the bounds are in order"),
        }
    }

    /// A member has heard a line.
    #[inline]
    pub(super) fn hear(&mut self, member: usize, said: Said) {
        self.n_heard += 1;
        let pair = member * self.n_senders + said.sender;
        let next = &mut self.next[pair];
        if said.number == *next {
            *next += 1;
        } else {
            self.hear_out_of_turn(pair, said.number);
        }
    }

    #[cold]
    fn hear_out_of_turn(&mut self, pair: usize, number: u32) {
        let next = &mut self.next[pair];
        let missing = self.missing.entry(pair).or_default();
        if number > *next {
            missing.push(*next..number);
            *next = number + 1;
        } else if let Some(place) = missing.iter().position(|range| range.contains(&number)) {
            let range = missing.swap_remove(place);
            missing
                .extend([range.start..number, number + 1..range.end].into_iter().filter(|r| !r.is_empty()));
            self.n_out_of_order += 1;
        } else {
            self.n_repeated += 1;
            self.n_heard -= 1;
        }
    }

    /// How late a line came.
    #[inline]
    pub(super) fn time(&mut self, latency: Duration) {
        self.latency.saturating_record(latency.as_nanos() as u64);
    }
}
