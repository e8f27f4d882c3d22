//! What numbers tell of the way: missing, repeated, out of order, and how unevenly it all came.
//!
//! The one idea: a receiver never knows of a loss. It knows which numbers are missing below the highest
//! that came; whether they are lost or late, and what was sent after the highest, nothing tells it. No I/O and no clock here: numbers and times in,
//! counts out.
//!
//! See it run: `netlab udp-send 8080 --count 100`, then Ctrl-C in `netlab udp-recv`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use crate::chapters::datagram::numbered::Number;

/// The numbered datagrams of one sender.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// The highest number that came.
    pub highest: u32,
    /// Datagrams that came, each number counted once.
    pub n_received: u64,
    /// Copies of datagrams that had come before.
    pub n_repeated: u64,
    /// Datagrams that came after one with a higher number; copies are not counted again.
    pub n_out_of_order: u64,
    /// Smoothed difference of the times that two datagrams in a row took, in microseconds.
    jitter_us: f64,
    /// Arrival less sending of the last one, in microseconds.
    last_transit_us: Option<f64>,
    seen: Window,
}

impl Flow {
    /// Takes note of a datagram that came `arrived` after the receiver began.
    pub fn note(&mut self, number: Number, arrived: Duration) {
        if !self.seen.insert(number.seq, self.highest) {
            self.n_repeated += 1;
            return;
        }
        self.n_received += 1;
        self.n_out_of_order += u64::from(number.seq < self.highest);
        self.highest = self.highest.max(number.seq);
        self.note_transit(number, arrived);
    }

    /// Jitter as RFC 3550 §6.4.1 has it: of each change in transit time, a sixteenth is taken over. The
    /// two clocks need not agree, as only differences count.
    #[allow(clippy::cast_precision_loss, reason = "2^53 microseconds are 285 years")]
    fn note_transit(&mut self, number: Number, arrived: Duration) {
        let transit_us = arrived.as_secs_f64() * 1e6 - number.send_us as f64;
        if let Some(last) = self.last_transit_us.replace(transit_us) {
            self.jitter_us += ((transit_us - last).abs() - self.jitter_us) / 16.0;
        }
    }

    /// Numbers below the highest that have not come. What was sent after the highest is not known here.
    #[must_use]
    pub fn n_missing(&self) -> u64 {
        u64::from(self.highest).saturating_sub(self.n_received)
    }

    /// The jitter; zero where fewer than two datagrams came.
    #[must_use]
    pub fn jitter(&self) -> Duration {
        Duration::from_secs_f64(self.jitter_us / 1e6)
    }
}

/// The flows of all senders, each by its address.
#[derive(Debug, Clone, Default)]
pub struct Flows {
    by_sender: BTreeMap<SocketAddr, Flow>,
    /// Numbered datagrams of senders for whom there was no room.
    n_uncounted: u64,
}

impl Flows {
    /// Takes note of a datagram that came `arrived` after the receiver began.
    pub fn note(&mut self, from: SocketAddr, number: Number, arrived: Duration) {
        let has_room = self.by_sender.len() < MAX_SENDERS || self.by_sender.contains_key(&from);
        if has_room {
            self.by_sender.entry(from).or_default().note(number, arrived);
        } else {
            self.n_uncounted += 1;
        }
    }

    /// Each sender of numbered datagrams, in the order of their addresses.
    pub fn all(&self) -> impl Iterator<Item = (SocketAddr, &Flow)> {
        self.by_sender.iter().map(|(from, flow)| (*from, flow))
    }

    /// Numbered datagrams that were counted for no sender: there were too many.
    #[must_use]
    pub const fn n_uncounted(&self) -> u64 {
        self.n_uncounted
    }
}

/// A sender's address can be forged, so anyone could be many; each costs 8 KiB.
const MAX_SENDERS: usize = 1024;

/// Which of the last 65,536 numbers have come: a bit for each, so a stranger's numbers take no memory.
#[derive(Debug, Clone, Default)]
struct Window {
    words: Vec<u64>,
}

impl Window {
    const N_NUMBERS: u32 = 65_536;

    /// Marks a number as come; false where it had come before. Of one too old for the window it is not
    /// known, and it counts as new.
    fn insert(&mut self, seq: u32, highest: u32) -> bool {
        self.words.resize(Self::N_NUMBERS as usize / 64, 0);
        if seq.saturating_add(Self::N_NUMBERS) <= highest {
            return true;
        }
        if seq > highest {
            self.forget(highest, seq);
        }
        let (word, bit) = Self::place(seq);
        let is_new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        is_new
    }

    /// The places of the numbers above `highest` up to `seq` belonged to older ones.
    fn forget(&mut self, highest: u32, seq: u32) {
        if seq - highest >= Self::N_NUMBERS {
            self.words.fill(0);
            return;
        }
        for newer in highest + 1..=seq {
            let (word, bit) = Self::place(newer);
            self.words[word] &= !bit;
        }
    }

    const fn place(seq: u32) -> (usize, u64) {
        let at = seq % Self::N_NUMBERS;
        ((at / 64) as usize, 1 << (at % 64))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A flow in which number `seq`, sent at `send_ms`, came at `arrived_ms`.
    fn flow(all: &[(u32, u64, u64)]) -> Flow {
        let mut flow = Flow::default();
        for (seq, send_ms, arrived_ms) in all {
            let number = Number { seq: *seq, send_us: send_ms * 1000 };
            flow.note(number, Duration::from_millis(*arrived_ms));
        }
        flow
    }

    fn counts(flow: &Flow) -> (u64, u64, u64, u64) {
        (flow.n_received, flow.n_missing(), flow.n_repeated, flow.n_out_of_order)
    }

    #[test]
    fn late_is_not_lost_and_a_copy_is_no_second_arrival() {
        let check = |order: &[u32], expected| {
            let all: Vec<_> = order.iter().map(|seq| (*seq, 0, 0)).collect();
            assert_eq!(counts(&flow(&all)), expected, "{order:?}");
        };
        check(&[], (0, 0, 0, 0));
        check(&[1, 2, 3], (3, 0, 0, 0));
        check(&[1, 3], (2, 1, 0, 0));
        check(&[1, 3, 2], (3, 0, 0, 1));
        check(&[2, 3], (2, 1, 0, 0));
        check(&[1, 2, 2, 2, 3], (3, 0, 2, 0));
        check(&[3, 1, 1, 2], (3, 0, 1, 2));
        check(&[u32::MAX], (1, u64::from(u32::MAX) - 1, 0, 0));
        check(&[1, 70_000, 1], (3, 70_000 - 3, 0, 1));
    }

    #[test]
    fn jitter_is_the_smoothed_change_of_the_transit_time() {
        let even = flow(&[(1, 0, 500), (2, 10, 510), (3, 20, 520)]);
        assert_eq!(even.jitter(), Duration::ZERO, "clocks that differ are no jitter");
        // The transit times change by 16 ms, and by 0: J = 16/16 = 1 ms, then 1 - 1/16.
        let uneven = flow(&[(1, 0, 100), (2, 10, 126), (3, 20, 136)]);
        assert_eq!(uneven.jitter(), Duration::from_micros(937) + Duration::from_nanos(500));
    }

    #[test]
    fn more_senders_than_there_is_room_for_are_told_as_such() {
        let mut flows = Flows::default();
        for port in 1..=1026 {
            let number = Number { seq: 1, send_us: 0 };
            flows.note(SocketAddr::from(([127, 0, 0, 1], port)), number, Duration::ZERO);
        }
        assert_eq!((flows.all().count(), flows.n_uncounted()), (MAX_SENDERS, 2));
    }

    proptest! {
        #[test]
        fn counts_agree_with_a_set_of_all_numbers(order in prop::collection::vec(1_u32..100_000, 0..400)) {
            let all: Vec<_> = order.iter().map(|seq| (*seq, 0, 0)).collect();
            let flow = flow(&all);
            let mut seen = std::collections::BTreeSet::new();
            let (mut highest, mut n_repeated, mut n_late, mut is_in_window) = (0, 0, 0, true);
            for seq in &order {
                is_in_window &= seq + Window::N_NUMBERS > highest;
                if seen.insert(*seq) { n_late += u64::from(*seq < highest) } else { n_repeated += 1 }
                highest = highest.max(*seq);
            }
            if is_in_window {
                let n_received = seen.len() as u64;
                let expected = (n_received, u64::from(highest) - n_received, n_repeated, n_late);
                prop_assert_eq!(counts(&flow), expected);
            }
        }
    }
}
