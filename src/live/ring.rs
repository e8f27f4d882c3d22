//! The last events, kept for whoever looks: a ring of lines.
//!
//! The one idea: each line has a number that never changes, and a reader remembers the last one it has. So a reader can
//! come late, come twice or come back, and the ring knows none of them; what it had to let go is counted by the numbers.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// How much is kept.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Lines.
    pub lines: usize,
    /// Bytes of them.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { lines: 100_000, bytes: 64 << 20 }
    }
}

/// The ring.
#[derive(Debug)]
pub struct Ring {
    held: Mutex<Held>,
    /// The number of the newest line, for those who wait for one.
    newest: watch::Sender<u64>,
    limits: Limits,
}

#[derive(Debug, Default)]
struct Held {
    lines: VecDeque<Line>,
    n_bytes: usize,
    /// The number of the newest line.
    newest: u64,
    n_records: u32,
    /// The first lines of records, without which their others say little; with the newest line of each.
    headers: BTreeMap<u32, (Box<str>, u64)>,
}

#[derive(Debug)]
struct Line {
    record: u32,
    text: Box<str>,
}

/// What a reader gets at once.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Lines `ID RECORD JSON`.
    pub text: String,
    /// The number to go on from.
    pub last: u64,
}

impl Ring {
    /// An empty ring.
    #[must_use]
    pub fn new(limits: Limits) -> Ring {
        Ring { held: Mutex::default(), newest: watch::Sender::new(0), limits }
    }

    /// Begins a record with its first line; gives its number.
    pub fn begin(&self, header: &str) -> u32 {
        let mut held = self.lock();
        held.n_records += 1;
        let record = held.n_records;
        held.headers.insert(record, (header.into(), 0));
        self.push(held, record, header);
        record
    }

    /// Adds a line of a record.
    pub fn add(&self, record: u32, text: &str) {
        self.push(self.lock(), record, text);
    }

    /// How many lines are held, and their bytes.
    #[must_use]
    pub fn len(&self) -> (usize, usize) {
        let held = self.lock();
        (held.lines.len(), held.n_bytes)
    }

    /// Whether nothing is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len().0 == 0
    }

    /// Who wants to know when there is more.
    #[must_use]
    pub fn news(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    /// What stands behind this number, as much as is sent at once. Where some of it is gone, a line says how many; and
    /// whoever begins gets the first lines of all records whose lines are still there.
    #[must_use]
    pub fn after(&self, last: u64) -> Piece {
        let held = self.lock();
        let first = held.newest - held.lines.len() as u64 + 1;
        let mut text = String::new();
        // A number that was never given is one of an earlier run.
        let last = if last > held.newest { 0 } else { last };
        if last + 1 < first {
            text += &format!("0 0 {{\"missed\":{}}}\n", first - last - 1);
            for (record, (header, _)) in &held.headers {
                text += &format!("0 {record} {header}\n");
            }
        }
        let mut at = last.max(first - 1);
        let skipped = usize::try_from(at + 1 - first).unwrap_or(usize::MAX);
        for line in held.lines.iter().skip(skipped) {
            if text.len() > PIECE_BYTES {
                break;
            }
            at += 1;
            text += &format!("{at} {} {}\n", line.record, line.text);
        }
        Piece { text, last: at }
    }

    /// Every record that is still there, as the lines of one trace file.
    #[must_use]
    pub fn saved(&self) -> String {
        let held = self.lock();
        let mut texts: BTreeMap<u32, String> = BTreeMap::new();
        for line in &held.lines {
            let Some((header, _)) = held.headers.get(&line.record) else { continue };
            let text = texts.entry(line.record).or_insert_with(|| format!("{header}\n"));
            if line.text != *header && !line.text.starts_with("{\"gone\"") {
                *text += &line.text;
                text.push('\n');
            }
        }
        texts.into_values().collect()
    }

    /// The lines with these numbers, each with the first line of its record; `None` for one that is gone.
    #[must_use]
    pub fn lines(&self, ids: &[u64]) -> Vec<Option<(String, String)>> {
        let held = self.lock();
        let first = held.newest - held.lines.len() as u64 + 1;
        let line = |id: &u64| {
            let line = held.lines.get(usize::try_from(id.checked_sub(first)?).ok()?)?;
            Some((held.headers.get(&line.record)?.0.to_string(), line.text.to_string()))
        };
        ids.iter().map(line).collect()
    }

    fn push(&self, mut held: MutexGuard<'_, Held>, record: u32, text: &str) {
        held.newest += 1;
        held.n_bytes += text.len();
        let newest = held.newest;
        if let Some((_, last)) = held.headers.get_mut(&record) {
            *last = newest;
        }
        held.lines.push_back(Line { record, text: text.into() });
        while held.lines.len() > self.limits.lines || held.n_bytes > self.limits.bytes {
            let Some(gone) = held.lines.pop_front() else { break };
            held.n_bytes -= gone.text.len();
            let first = held.newest - held.lines.len() as u64 + 1;
            // Nothing of this record is left.
            if held.headers.get(&gone.record).is_some_and(|(_, last)| *last < first) {
                held.headers.remove(&gone.record);
            }
        }
        drop(held);
        self.newest.send_replace(newest);
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// So much is sent at once, and a little more.
const PIECE_BYTES: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_goes_on_behind_its_last_number_and_is_told_what_is_gone() {
        let ring = Ring::new(Limits { lines: 4, bytes: 1_000 });
        let one = ring.begin("{\"one\":1}");
        ring.add(one, "a");
        assert_eq!(ring.after(0), Piece { text: "1 1 {\"one\":1}\n2 1 a\n".to_owned(), last: 2 });
        assert_eq!(ring.after(2), Piece { text: String::new(), last: 2 });
        for text in ["b", "c", "d", "e"] {
            ring.add(one, text);
        }
        assert_eq!(ring.after(2).text, "3 1 b\n4 1 c\n5 1 d\n6 1 e\n");
        let missed = "0 0 {\"missed\":2}\n0 1 {\"one\":1}\n3 1 b\n4 1 c\n5 1 d\n6 1 e\n";
        assert_eq!(ring.after(0).text, missed);
        assert_eq!(ring.after(99).text, missed, "a number of another run");
        assert_eq!(ring.lines(&[2, 4]), [None, Some(("{\"one\":1}".to_owned(), "c".to_owned()))]);
    }

    #[test]
    fn a_ring_is_full_by_lines_or_by_bytes_and_forgets_records_that_are_gone() {
        let ring = Ring::new(Limits { lines: 3, bytes: 20 });
        ring.begin("{\"one\":1}");
        let two = ring.begin("{\"two\":2}");
        ring.add(two, "0123456789");
        assert_eq!(ring.len(), (2, 19));
        ring.add(two, "01234567890123456789");
        assert_eq!(ring.len(), (1, 20));
        assert_eq!(ring.saved(), "{\"two\":2}\n01234567890123456789\n");
        assert_eq!(ring.lock().headers.len(), 1);
    }

    #[test]
    fn an_hour_of_heartbeats_grows_a_full_ring_by_less_than_a_mebibyte() {
        let ring = Ring::new(Limits::default());
        let beat = |n: u64| {
            format!(
                "{{\"t_us\":{n},\"began_us\":{n},\"kind\":\"sent\",\"socket\":1,\"transport\":\"tcp\",\"len\":5}}"
            )
        };
        let records: Vec<u32> = (0..50).map(|_| ring.begin("{\"netlab_trace\":1}")).collect();
        let hour = |from: u64| {
            for second in from..from + 3_600 {
                for record in &records {
                    ring.add(*record, &beat(second * 1_000_000));
                }
            }
        };
        hour(10_000);
        let before = ring.len();
        hour(13_600);
        assert_eq!(before.0, 100_000);
        assert!(ring.len().1.abs_diff(before.1) < 1 << 20, "{before:?}, then {:?}", ring.len());
    }

    #[test]
    fn many_lines_come_in_pieces_and_none_is_lost_between_them() {
        let ring = Ring::new(Limits::default());
        let one = ring.begin("{}");
        (0..10_000).for_each(|n| ring.add(one, &format!("line {n}")));
        let (mut last, mut n_lines, mut n_pieces) = (0, 0, 0);
        loop {
            let piece = ring.after(last);
            if piece.text.is_empty() {
                break;
            }
            (last, n_lines, n_pieces) = (piece.last, n_lines + piece.text.lines().count(), n_pieces + 1);
        }
        assert_eq!((last, n_lines), (10_001, 10_001));
        assert!(n_pieces > 2, "{n_pieces} pieces");
    }
}
