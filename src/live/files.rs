//! Records in files, also growing ones, taken into the ring.
//!
//! The one idea: a record is only ever appended to, so whoever has read to its end looks again from there.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::live::lines::{MAX_LINE_BYTES, Taking};
use crate::live::ring::Ring;

/// So often it is looked whether there is more.
const PAUSE: Duration = Duration::from_millis(100);

/// Follows files until it is dropped.
#[derive(Debug)]
pub struct Following {
    is_over: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
}

impl Drop for Following {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(reader) = self.reader.take() {
            // It cannot panic, and where it has nothing is lost.
            let _ = reader.join();
        }
    }
}

/// Takes all that is in these files, and then what is appended to them.
///
/// # Errors
/// Those of starting a thread.
pub fn follow(files: Vec<File>, ring: Arc<Ring>) -> std::io::Result<Following> {
    let is_over = Arc::new(AtomicBool::new(false));
    let ends = Arc::clone(&is_over);
    let reader = thread::Builder::new().name("files".to_owned()).spawn(move || {
        let mut all: Vec<Source> = files.into_iter().map(Source::new).collect();
        while !ends.load(Ordering::Relaxed) {
            for source in &mut all {
                source.read(&ring);
            }
            thread::sleep(PAUSE);
        }
    })?;
    Ok(Following { is_over, reader: Some(reader) })
}

struct Source {
    lines: BufReader<File>,
    /// The beginning of a line whose end is not written yet.
    line: Vec<u8>,
    taking: Taking,
}

impl Source {
    fn new(file: File) -> Source {
        Source { lines: BufReader::new(file), line: Vec::new(), taking: Taking::default() }
    }

    /// Takes what is there. An error of reading is an end like any other: the next look may do better.
    fn read(&mut self, ring: &Ring) {
        while (&mut self.lines).take(MAX_LINE_BYTES).read_until(b'\n', &mut self.line).is_ok_and(|n| n > 0) {
            if !self.line.ends_with(b"\n") {
                if self.line.len() as u64 >= MAX_LINE_BYTES {
                    self.line.clear();
                }
                continue;
            }
            self.taking.take(&self.line, ring);
            self.line.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::live::ring::Limits;

    #[test]
    fn a_growing_file_is_read_on_from_where_it_ended_also_within_a_line() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("run.jsonl");
        let mut file = File::create(&path).expect("made");
        let ring = Ring::new(Limits::default());
        let mut source = Source::new(File::open(&path).expect("there"));
        for (text, expected) in [
            ("noise\n{\"netlab_trace\":1}\n{\"a\":1}\n{\"b\"", "{\"netlab_trace\":1}\n{\"a\":1}\n"),
            (":2}\nmore noise\n", "{\"netlab_trace\":1}\n{\"a\":1}\n{\"b\":2}\n"),
        ] {
            file.write_all(text.as_bytes()).expect("written");
            source.read(&ring);
            assert_eq!(ring.saved(), expected);
        }
    }
}
