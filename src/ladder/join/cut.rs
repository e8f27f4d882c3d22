//! Which datagram a cut one is the beginning of.
//!
//! The one idea: a datagram that was cut has lost its digest, but not its first bytes, and mostly not its length. Those that
//! were sent are laid out by what a cut one would still show of them, so thousands of both are joined without
//! comparing each with each.
//!
//! See it run: `netlab ladder` on the record of `udp-recv --buffer 8`.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::ladder::join::sockets::TimedEvent;

/// Equal payloads of one flow.
#[derive(Debug, Default)]
pub(crate) struct Alike<'a> {
    pub(crate) sent: VecDeque<TimedEvent<'a>>,
    pub(crate) received: Vec<TimedEvent<'a>>,
}

impl Alike<'_> {
    /// Whether there is a receipt for each that was sent.
    fn is_settled(&self) -> bool {
        self.sent.len() <= self.received.len()
    }
}

/// Adds each cut datagram to the payload of which it is a receipt: of all that fit, the one sent first. What fits nothing
/// is put with its like.
pub(crate) fn add<'a>(all: &mut Vec<Alike<'a>>, cut: Vec<TimedEvent<'a>>) {
    let mut search = Search::new(all);
    let mut unknown: BTreeMap<&'a [u8], Alike<'a>> = BTreeMap::new();
    for act in cut {
        match search.find(all, &act) {
            Some(found) => all[found].received.push(act),
            None => unknown.entry(first_bytes(&act)).or_default().received.push(act),
        }
    }
    all.extend(unknown.into_values());
    for alike in all {
        alike.received.sort_by_key(|act| (act.at, act.id));
    }
}

fn first_bytes<'a>(act: &TimedEvent<'a>) -> &'a [u8] {
    act.event.data.as_deref().unwrap_or_default()
}

/// What a cut datagram shows of the one that was sent: its length where the system tells it, and its beginning.
type Shown<'a> = (Option<u64>, &'a [u8]);

/// Payloads by what is shown of them, each row in the order in which they were sent first.
#[derive(Debug, Default)]
struct Rows<'a> {
    rows: HashMap<Shown<'a>, VecDeque<usize>>,
    /// How many bytes are known of them: as many as are asked for, or all that was recorded.
    lengths: BTreeSet<usize>,
}

#[derive(Debug)]
struct Search<'a> {
    /// All payloads that were sent, in that order.
    in_order: Vec<usize>,
    /// By whether its length is known, and by how many bytes the cut datagram has: a buffer cuts all alike.
    laid_out: HashMap<(bool, usize), Rows<'a>>,
    /// How often a payload was looked at.
    n_looks: usize,
}

impl<'a> Search<'a> {
    fn new(all: &[Alike<'a>]) -> Self {
        let mut in_order: Vec<usize> = (0..all.len()).filter(|index| !all[*index].sent.is_empty()).collect();
        in_order.sort_by_key(|index| all[*index].sent.front().map(|first| (first.at, first.id)));
        Search { in_order, laid_out: HashMap::new(), n_looks: 0 }
    }

    /// The payload sent first of those that this one can be the beginning of and that still lack a receipt.
    fn find(&mut self, all: &[Alike<'a>], cut: &TimedEvent<'a>) -> Option<usize> {
        let (full_len, start) = (cut.event.full_len, first_bytes(cut));
        let kind = (full_len.is_some(), start.len());
        if !self.laid_out.contains_key(&kind) {
            self.n_looks += self.in_order.len();
            self.laid_out.insert(kind, lay_out(all, &self.in_order, kind));
        }
        let Rows { rows, lengths } = self.laid_out.get_mut(&kind)?;
        let mut found: Option<(i64, usize, usize)> = None;
        for length in lengths.iter() {
            let Some(row) = rows.get_mut(&(full_len, &start[..*length])) else { continue };
            while row.front().is_some_and(|index| all[*index].is_settled()) {
                row.pop_front();
                self.n_looks += 1;
            }
            self.n_looks += 1;
            let Some(first) =
                row.front().and_then(|index| all[*index].sent.front().map(|sent| (sent, *index)))
            else {
                continue;
            };
            let (sent, index) = first;
            let earlier = (sent.at, sent.id, index);
            if sent.at <= cut.at.max(sent.began) && found.is_none_or(|found| earlier < found) {
                found = Some(earlier);
            }
        }
        found.map(|(_, _, index)| index)
    }
}

fn lay_out<'a>(all: &[Alike<'a>], in_order: &[usize], (has_length, n_bytes): (bool, usize)) -> Rows<'a> {
    let mut laid_out = Rows::default();
    for index in in_order {
        let Some(sent) = all[*index].sent.front() else { continue };
        let data = first_bytes(sent);
        let shown = &data[..data.len().min(n_bytes)];
        let length = if has_length { sent.event.len } else { None };
        laid_out.lengths.insert(shown.len());
        laid_out.rows.entry((length, shown)).or_default().push_back(*index);
    }
    laid_out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::event::{Event, Kind, Transport};

    fn event(kind: Kind, len: u64, data: &[u8]) -> Event<'static> {
        Event { len: Some(len), data: Some(data.to_vec().into()), ..Event::new(kind, 1, Transport::Udp, 0) }
    }

    fn act<'a>(id: usize, event: &'a Event<'a>, at: i64) -> TimedEvent<'a> {
        TimedEvent { id, event, began: at - 1, at }
    }

    /// Payloads of which each was sent once, at these times.
    fn sent<'a>(events: &'a [(Event<'a>, i64)]) -> Vec<Alike<'a>> {
        let alike = |(id, (event, at)): (usize, &'a (Event<'a>, i64))| Alike {
            sent: VecDeque::from([act(id, event, *at)]),
            received: Vec::new(),
        };
        events.iter().enumerate().map(alike).collect()
    }

    #[test]
    fn thousands_that_begin_alike_are_joined_without_comparing_each_with_each() {
        const N: usize = 10_000;
        let sends: Vec<_> =
            (0_i64..).take(N).map(|at| (event(Kind::DatagramSent, 20, b"the same"), at * 10)).collect();
        let cut = Event { full_len: Some(20), ..event(Kind::DatagramCut, 4, b"the ") };
        let mut all = sent(&sends);
        let mut search = Search::new(&all);
        for (number, at) in (0..N).zip(0_i64..) {
            let receipt = act(N + number, &cut, at * 10 + 5);
            assert_eq!(search.find(&all, &receipt), Some(number));
            all[number].received.push(receipt);
        }
        assert!(search.n_looks <= 4 * N, "{} looks at {N} payloads", search.n_looks);
    }

    #[test]
    fn what_fits_nothing_that_was_sent_is_kept_with_its_like() {
        let sends = [(event(Kind::DatagramSent, 20, b"one"), 0)];
        let cut = |full_len, start: &[u8]| Event { full_len, ..event(Kind::DatagramCut, 2, start) };
        let others = [cut(Some(20), b"tw"), cut(Some(21), b"on"), cut(None, b"on"), cut(None, b"on")];
        let mut all = sent(&sends);
        add(&mut all, others.iter().enumerate().map(|(number, event)| act(9 + number, event, 5)).collect());
        let ids: Vec<Vec<usize>> =
            all.iter().map(|alike| alike.received.iter().map(|act| act.id).collect()).collect();
        assert_eq!(ids, [vec![11], vec![10, 12], vec![9]]);
    }

    proptest! {
        /// The same as looking at all of them, one by one.
        #[test]
        fn the_first_that_fits_is_found(
            sends in prop::collection::vec((1_u64..4, "[ab]{0,3}", 0_i64..20), 0..12),
            cuts in prop::collection::vec((prop::option::of(1_u64..4), "[ab]{0,3}", 0_i64..20), 0..12),
        ) {
            let sends: Vec<_> = sends.iter()
                .map(|(len, data, at)| (event(Kind::DatagramSent, *len, data.as_bytes()), *at)).collect();
            let cuts: Vec<_> = cuts.iter()
                .map(|(full_len, data, at)| (Event { full_len: *full_len, ..event(Kind::DatagramCut, 1, data.as_bytes()) }, *at))
                .collect();
            let mut all = sent(&sends);
            let mut search = Search::new(&all);
            for (number, (cut, at)) in cuts.iter().enumerate() {
                let receipt = act(100 + number, cut, *at);
                let fits = |alike: &&Alike<'_>| {
                    let one = alike.sent[0];
                    let n_known = first_bytes(&one).len().min(first_bytes(&receipt).len());
                    !alike.is_settled() && cut.full_len.is_none_or(|full| one.event.len == Some(full))
                        && first_bytes(&one)[..n_known] == first_bytes(&receipt)[..n_known]
                };
                let first = all.iter().filter(fits).map(|alike| (alike.sent[0].at, alike.sent[0].id)).min();
                let expected = first.filter(|(sent_at, _)| sent_at <= at).map(|(_, id)| id);
                let found = search.find(&all, &receipt);
                prop_assert_eq!(found, expected);
                if let Some(found) = found {
                    all[found].received.push(receipt);
                }
            }
        }
    }
}
