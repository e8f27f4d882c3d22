//! A log on its way to a reader that may be slow, or stand still.
//!
//! The one idea: a reader that takes its time slows the program down, as any reader of a pipe does, and
//! misses nothing. One that takes nothing for a second is left behind: a program must not stand still
//! because somebody else does. What it missed is counted, and the count is written where it was missed.
//!
//! See it run: `netlab --log-format json tcp-server 2>&1 | less`, with many clients.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::kernel::standard::ErrorOutput;
use crate::telling::sink::Sink;
use crate::trace::{Pen, Stream};

/// A handle to the log; what one call is given is one line.
#[derive(Debug, Clone)]
pub(crate) struct LogStream(Arc<(Mutex<Queue>, Condvar)>);

#[derive(Debug)]
struct Queue {
    bytes: Vec<u8>,
    lost: Lost,
    is_writing: bool,
    /// When the reader took something last, or had nothing to take.
    moved_at: Instant,
    ended: Option<io::ErrorKind>,
}

/// A log to standard error: a file takes each line at once, a reader may be slow, a terminal is the pen's.
///
/// # Errors
/// Those of starting a thread.
pub(crate) fn to_stderr(pen: &Pen) -> io::Result<(Sink, Option<LogStream>)> {
    if io::stderr().is_terminal() {
        return Ok((Box::new(PenLines(pen.clone())), None));
    }
    if is_file(&io::stderr()) {
        return Ok((Box::new(ErrorOutput), None));
    }
    let log = LogStream::new(ErrorOutput)?;
    Ok((Box::new(log.clone()), Some(log)))
}

/// Whether the stream is a file on a disk, which is never slow for long.
#[cfg(unix)]
fn is_file(stream: &impl std::os::fd::AsFd) -> bool {
    let file = stream.as_fd().try_clone_to_owned().map(std::fs::File::from);
    file.and_then(|file| file.metadata()).is_ok_and(|about| about.is_file())
}

#[cfg(not(unix))]
fn is_file(_: &io::Stderr) -> bool {
    false
}

/// Lines of a log on their way to a terminal.
struct PenLines(Pen);

impl Write for PenLines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(Stream::Err, String::from_utf8_lossy(bytes).into_owned(), "event").map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What found no room.
#[derive(Debug, Default, Clone, Copy)]
struct Lost {
    lines: u64,
    bytes: u64,
}

/// So much may wait for the reader.
const MAX_QUEUED_BYTES: usize = 1024 * 1024;
/// A reader that takes nothing for so long stands still.
const PATIENCE: Duration = Duration::from_secs(1);
/// So much is written at once: a page, for which a pipe has room or has none.
const PAGE_BYTES: usize = 4096;

impl LogStream {
    /// A log that is written to `out` by a thread of its own.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(crate) fn new(out: impl Write + Send + 'static) -> io::Result<LogStream> {
        let queue = Queue {
            bytes: Vec::new(),
            lost: Lost::default(),
            is_writing: false,
            moved_at: Instant::now(),
            ended: None,
        };
        let log = LogStream(Arc::new((Mutex::new(queue), Condvar::new())));
        let writer = log.clone();
        thread::Builder::new().name("log".to_owned()).spawn(move || writer.write_to(out))?;
        Ok(log)
    }

    /// Waits until all is written, or until the reader has taken nothing for so long.
    pub(crate) fn finish_unless_still_for(&self, limit: Duration) {
        // Whoever begins to read now has as much time as anybody.
        self.lock().moved_at = Instant::now();
        let is_busy = |queue: &Queue| queue.is_writing || !queue.bytes.is_empty() || queue.lost.lines > 0;
        drop(self.wait_while(limit, is_busy));
    }

    /// Waits while it is so, the log goes on, and its reader moves.
    fn wait_while(&self, limit: Duration, is_so: impl Fn(&Queue) -> bool) -> MutexGuard<'_, Queue> {
        let mut queue = self.lock();
        while is_so(&queue) && queue.ended.is_none() {
            let Some(left) = limit.checked_sub(queue.moved_at.elapsed()) else { break };
            queue = self.0.1.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        queue
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread's life; it ends with its reader.
    fn write_to(&self, mut out: impl Write) {
        loop {
            let nothing = |queue: &mut Queue| queue.bytes.is_empty() && queue.lost.lines == 0;
            let mut queue = self.0.1.wait_while(self.lock(), nothing).unwrap_or_else(PoisonError::into_inner);
            let mut bytes = std::mem::take(&mut queue.bytes);
            let lost = std::mem::take(&mut queue.lost);
            queue.is_writing = true;
            queue.moved_at = Instant::now();
            drop(queue);
            self.0.1.notify_all();
            if lost.lines > 0 {
                // A kind that no reader of traces knows, and so passes over.
                let line =
                    format!("{{\"kind\":\"left-out\",\"lines\":{},\"bytes\":{}}}\n", lost.lines, lost.bytes);
                bytes.extend(line.into_bytes());
            }
            let written = bytes.chunks(PAGE_BYTES).try_for_each(|page| {
                let written = out.write_all(page);
                self.lock().moved_at = Instant::now();
                written
            });
            let mut queue = self.lock();
            queue.is_writing = false;
            queue.ended = written.err().map(|error| error.kind());
            let is_over = queue.ended.is_some();
            drop(queue);
            self.0.1.notify_all();
            if is_over {
                return;
            }
        }
    }
}

impl Write for LogStream {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let is_full =
            |queue: &Queue| !queue.bytes.is_empty() && queue.bytes.len() + line.len() > MAX_QUEUED_BYTES;
        let mut queue = self.wait_while(PATIENCE, is_full);
        if let Some(kind) = queue.ended {
            return Err(kind.into());
        }
        if is_full(&queue) {
            queue.lost.lines += 1;
            queue.lost.bytes += line.len() as u64;
        } else {
            if queue.bytes.is_empty() && !queue.is_writing {
                queue.moved_at = Instant::now();
            }
            queue.bytes.extend_from_slice(line);
        }
        drop(queue);
        self.0.1.notify_all();
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    /// A reader that takes a page when it is told to.
    struct Reader(Receiver<()>, Arc<Mutex<Vec<u8>>>);

    impl Write for Reader {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.recv().map_err(|_gone| io::ErrorKind::BrokenPipe)?;
            self.1.lock().expect("no writer panics").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_stands_still_holds_nobody_up_and_learns_what_it_missed() {
        let (go_on, read) = channel();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let mut log = LogStream::new(Reader(read, Arc::clone(&taken))).expect("a thread");
        let line = [b"x".repeat(1023), b"\n".to_vec()].concat();
        let began = Instant::now();
        for _ in 0..10_000 {
            log.write_all(&line).expect("the reader is there");
        }
        assert!(began.elapsed() < PATIENCE * 20, "{:?}", began.elapsed());
        for _ in 0..10_000 {
            go_on.send(()).expect("the log is there");
        }
        log.finish_unless_still_for(Duration::from_secs(30));
        let taken = String::from_utf8(taken.lock().expect("no writer panics").clone()).expect("text");
        let n_taken = taken.matches("x\n").count();
        assert!((1..2_100).contains(&n_taken), "{n_taken}");
        let n_lost = 10_000 - n_taken;
        let told = format!("{{\"kind\":\"left-out\",\"lines\":{n_lost},\"bytes\":{}}}\n", n_lost * 1024);
        assert!(taken.ends_with(&told), "{n_taken} {told}");
    }

    #[test]
    fn a_reader_that_has_gone_is_an_error() {
        let (go_on, read) = channel();
        drop(go_on);
        let mut log = LogStream::new(Reader(read, Arc::default())).expect("a thread");
        log.write_all(b"lost").expect("nobody knows yet");
        log.finish_unless_still_for(Duration::from_secs(30));
        assert_eq!(log.write_all(b"lost").expect_err("it has gone").kind(), io::ErrorKind::BrokenPipe);
    }
}
