//! The recorder: each event becomes a line of a trace, at once.
//!
//! The one idea: one event, one append. Nothing is held back in the program, so nothing is lost when
//! it ends, however it ends; the kernel has each line as soon as the call that it tells of returned.
//!
//! See it run: `netlab --record run.jsonl tcp-server`, then kill it and read `run.jsonl`.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use crate::event::Event;
use crate::trace::ears::Ear;
use crate::trace::file::Header;

/// An ear that appends events to a trace.
#[derive(Debug)]
pub struct Recorder<W> {
    header: Header,
    max_data_bytes: usize,
    sink: Mutex<W>,
    kept: Arc<Mutex<Kept>>,
}

/// What a trace holds so far.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Kept {
    /// How many events were written whole.
    pub n_events: u64,
    /// The first error of writing: the program goes on without its record.
    pub failed: Option<io::Error>,
}

impl<W: Write> Recorder<W> {
    /// A recorder into `sink`, whose first line it writes; of each payload it keeps `max_data_bytes`.
    ///
    /// # Errors
    /// Those of writing the first line.
    pub fn new(header: Header, mut sink: W, max_data_bytes: usize) -> io::Result<Self> {
        sink.write_all(header.to_line().as_bytes())?;
        Ok(Recorder { header, max_data_bytes, sink: Mutex::new(sink), kept: Arc::default() })
    }

    /// Where it will be found what was written.
    #[must_use]
    pub fn kept(&self) -> Arc<Mutex<Kept>> {
        Arc::clone(&self.kept)
    }
}

impl<W: Write + Send> Ear for Recorder<W> {
    /// After a failure nothing more is appended: the failed line may be cut, and must stay the last.
    fn hear(&self, event: &Event<'_>) {
        let line = self.header.line_of(event, self.max_data_bytes);
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.failed.is_none() {
            kept.failed = sink.write_all(line.as_bytes()).err();
            kept.n_events += u64::from(kept.failed.is_none());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Kind, Transport};
    use crate::trace::Records;

    /// A disk that is full for one write, in the middle of it, and then has room again.
    #[derive(Clone, Default)]
    struct Disk {
        file: Arc<Mutex<Vec<u8>>>,
        n_writes: usize,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.n_writes += 1;
            let taken = match self.n_writes {
                3 => &bytes[..bytes.len() / 2],
                4 => return Err(io::ErrorKind::StorageFull.into()),
                _ => bytes,
            };
            self.file.lock().expect("no writer panics").extend_from_slice(taken);
            Ok(taken.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_that_was_cut_for_want_of_room_stays_the_last() {
        let header =
            r#"{"netlab_trace":1,"program":"p","pid":7,"started":"2026-11-22T18:00:00Z","mono_us":0}"#;
        let header = serde_json::from_str(header).expect("a header");
        let disk = Disk::default();
        let recorder = Recorder::new(header, disk.clone(), 256).expect("room for the first line");
        let kept = recorder.kept();
        for t_us in 1..=4 {
            recorder.hear(&Event::new(Kind::Sent, 1, Transport::Tcp, t_us));
        }
        let file = disk.file.lock().expect("no writer panics");
        let records = Records::read(file.as_slice()).expect("readable to its end");
        assert_eq!((records.traces[0].events.len(), records.is_cut), (1, true));
        let mut kept = kept.lock().expect("no writer panics");
        assert_eq!(kept.n_events, 1);
        let error = kept.failed.take();
        assert_eq!(error.map(|error| error.kind()), Some(io::ErrorKind::StorageFull));
    }
}
