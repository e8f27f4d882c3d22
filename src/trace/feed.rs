//! The feed: events on their way to somebody who shows them as they happen.
//!
//! The one idea: whoever listens may be slow, stopped or gone, and no socket may notice. So a line goes into a queue
//! that has an end, a thread of its own writes from there, and what finds no room is counted; the count is sent where it
//! was missed.
//!
//! See it run: `netlab live`, and `netlab tour` in another terminal.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::event::Event;
use crate::trace::ears::Ear;
use crate::trace::file::Header;

/// An ear that passes events on; clones share it.
#[derive(Clone)]
pub struct Feed {
    header: Arc<Header>,
    max_data_bytes: usize,
    queue: Arc<(Mutex<Queue>, Condvar)>,
}

#[derive(Default)]
struct Queue {
    lines: Vec<u8>,
    n_dropped: u64,
    is_writing: bool,
    is_gone: bool,
}

/// So much may wait: a second of a busy room.
const MAX_QUEUED_BYTES: usize = 1 << 20;

impl Feed {
    /// A feed into `sink`, written to by a thread of its own; of each payload it has `max_data_bytes`.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub fn new(header: Header, sink: impl Write + Send + 'static, max_data_bytes: usize) -> io::Result<Feed> {
        let queue = Queue { lines: header.to_line().into_bytes(), ..Queue::default() };
        let feed = Feed {
            header: Arc::new(header),
            max_data_bytes,
            queue: Arc::new((Mutex::new(queue), Condvar::new())),
        };
        let writer = feed.clone();
        thread::Builder::new().name("feed".to_owned()).spawn(move || writer.write_to(sink))?;
        Ok(feed)
    }

    /// Waits until all is written, or nobody takes it, at most so long.
    pub fn finish_within(&self, limit: Duration) {
        let until = Instant::now() + limit;
        let mut queue = self.lock();
        while !queue.is_gone && (queue.is_writing || !queue.lines.is_empty() || queue.n_dropped > 0) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            queue = self.queue.1.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut sink: impl Write) {
        let mut queue = self.lock();
        loop {
            while queue.lines.is_empty() && queue.n_dropped == 0 {
                queue = self.queue.1.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
            let mut lines = std::mem::take(&mut queue.lines);
            if queue.n_dropped > 0 {
                lines.extend(format!("{{\"dropped\":{}}}\n", queue.n_dropped).bytes());
                queue.n_dropped = 0;
            }
            queue.is_writing = true;
            drop(queue);
            let written = sink.write_all(&lines);
            queue = self.lock();
            queue.is_writing = false;
            if written.is_err() {
                *queue = Queue { is_gone: true, ..Queue::default() };
            }
            self.queue.1.notify_all();
            if queue.is_gone {
                return;
            }
        }
    }
}

impl Ear for Feed {
    fn hear(&self, event: &Event<'_>) {
        if self.lock().is_gone {
            return;
        }
        let line = self.header.line_of(event, self.max_data_bytes);
        let mut queue = self.lock();
        // What was dropped is told where it was: nothing stands behind it before that.
        if queue.n_dropped > 0 || queue.lines.len() + line.len() > MAX_QUEUED_BYTES {
            queue.n_dropped += 1;
        } else {
            queue.lines.extend_from_slice(line.as_bytes());
        }
        drop(queue);
        self.queue.1.notify_all();
    }
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed").field("header", &self.header).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;
    use crate::event::{Kind, Transport};

    /// Takes a text only when it is let.
    struct Gate {
        may: Receiver<bool>,
        taken: Sender<String>,
    }

    impl Write for Gate {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.may.recv() {
                Ok(true) => {
                    let _ = self.taken.send(String::from_utf8_lossy(bytes).into_owned());
                    Ok(bytes.len())
                }
                _ => Err(io::ErrorKind::BrokenPipe.into()),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn feed() -> (Feed, Sender<bool>, Receiver<String>) {
        let header =
            r#"{"netlab_trace":1,"program":"p","pid":7,"started":"2026-11-22T18:00:00Z","mono_us":0}"#;
        let ((open, may), (taken, sees)) = (channel(), channel());
        let feed = Feed::new(serde_json::from_str(header).expect("a header"), Gate { may, taken }, 256);
        (feed.expect("a thread"), open, sees)
    }

    fn event(t_us: u64) -> Event<'static> {
        Event::new(Kind::Sent, 1, Transport::Tcp, t_us)
    }

    #[test]
    fn a_listener_that_stands_still_holds_nobody_up_and_is_told_what_it_missed() {
        let (feed, open, sees) = feed();
        let n_events = 30_000;
        (0..n_events).for_each(|t_us| feed.hear(&event(t_us)));
        let mut text = String::new();
        while !text.contains("dropped") {
            open.send(true).expect("it listens");
            text += &sees.recv().expect("it writes");
        }
        let n_dropped: u64 = text
            .lines()
            .find_map(|line| line.strip_prefix("{\"dropped\":")?.strip_suffix('}')?.parse().ok())
            .expect("a number");
        let n_told = text.matches("\"kind\":\"sent\"").count() as u64;
        assert!(n_dropped > 0 && n_told > 1_000, "{n_dropped} dropped, {n_told} told");
        assert_eq!(n_told + n_dropped, n_events, "each is told or counted");
        feed.hear(&event(n_events));
        open.send(true).expect("it listens");
        assert!(sees.recv().expect("it goes on").contains("\"t_us\":30000"));
    }

    #[test]
    fn a_listener_that_is_gone_costs_nothing_more() {
        let (feed, open, _sees) = feed();
        drop(open);
        feed.finish_within(Duration::from_secs(60));
        assert!(feed.lock().is_gone);
        feed.hear(&event(1));
        assert!(feed.lock().lines.is_empty());
    }
}
