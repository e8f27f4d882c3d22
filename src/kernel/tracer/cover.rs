//! Which descriptors of a process are looked at when they are read, written or closed.
//!
//! The one idea: a filter costs each call that it looks at a little, so there must not be one for each socket. The first
//! descriptors get one each, and every further one a range twice as long as the last: ten are enough for five hundred.
//!
//! See it run: `grep Seccomp_filters /proc/PID/status` of an observed server, with one client and with a hundred.

use crate::kernel::tracer::filter::{self, Instruction};

/// The descriptors that filters have been added for.
#[derive(Debug, Clone, Default)]
pub(super) struct Cover {
    ranges: Vec<(u32, u32)>,
    n_filters: usize,
}

impl Cover {
    /// How many filters have been added.
    pub(super) const fn n_filters(&self) -> usize {
        self.n_filters
    }

    /// These are covered from now on: the filters that it takes.
    pub(super) fn add(&mut self, descriptors: &[u32]) -> Vec<Vec<Instruction>> {
        let mut filters = Vec::new();
        for fd in descriptors {
            if self.ranges.iter().any(|(first, last)| (first..=last).contains(&fd)) {
                continue;
            }
            if self.ranges.is_empty() {
                filters.push(filter::sockets());
            }
            let n_more = 1_u32 << self.ranges.len().saturating_sub(1).min(MAX_DOUBLED);
            let range = (*fd, fd.saturating_add(n_more - 1));
            self.ranges.push(range);
            filters.push(filter::descriptors(range.0, range.1));
        }
        self.n_filters += filters.len();
        filters
    }
}

/// No process has 2^20 descriptors by usual limits (`man 5 proc_sys_fs`, `nr_open`).
const MAX_DOUBLED: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_sockets_take_a_dozen_filters() {
        let mut cover = Cover::default();
        let n_filters: usize = (3..1_003).map(|fd| cover.add(&[fd]).len()).sum();
        assert_eq!((n_filters, cover.n_filters()), (12, 12));
        assert_eq!(cover.ranges[..4], [(3, 3), (4, 4), (5, 6), (7, 10)]);
        assert!(cover.add(&[3, 700, 1_000]).is_empty(), "they are covered");
    }
}
