//! A pen that writes on its own thread, so that whoever hands it a line need not wait.
//!
//! The one idea: a terminal can stop (Ctrl-S) or be slow, a socket must not. The queue is bounded; what
//! finds no room is counted and summed up in one line when the pen gets on again. One pen serves both
//! output streams, so what happened first stands first.
//!
//! See it run: `netlab tcp-server`, press Ctrl-S, let clients come, press Ctrl-Q.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::terminal;
use crate::trace::paper::{Paper, Stream, Tally};

/// A handle to the pen; clones share one queue and one thread.
#[derive(Debug, Clone)]
pub struct Pen {
    desk: Arc<Desk>,
}

#[derive(Debug, Default)]
struct Desk {
    paper: Mutex<Paper>,
    changed: Condvar,
}

/// What may wait for a slow terminal, in bytes; beyond it lines are counted, not kept.
const MAX_QUEUED_BYTES: usize = 256 * 1024;

/// How long the pen collects what was skipped before it sums it up.
const SUMMARY_EVERY: Duration = Duration::from_secs(1);

impl Pen {
    /// A pen for the two streams; `summary` puts what was skipped in words.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub fn new(
        out: impl Write + Send + 'static,
        err: impl Write + Send + 'static,
        summary: impl Fn(&Tally) -> String + Send + 'static,
    ) -> io::Result<Pen> {
        let desk = Arc::new(Desk::default());
        let pen = Pen { desk: Arc::clone(&desk) };
        thread::Builder::new()
            .name("pen".to_owned())
            .spawn(move || desk.write_until_unused(out, err, &summary))?;
        Ok(pen)
    }

    /// Hands the pen some text, in which colours are the only commands; counts it under `name` where
    /// there is no room for it.
    ///
    /// # Errors
    /// For [`Stream::Out`], what ended the writing for good, as when the reader has gone away.
    pub fn write(&self, stream: Stream, text: String, name: &'static str) -> io::Result<()> {
        let text = match terminal::in_colours(&text) {
            Cow::Owned(text) => text,
            Cow::Borrowed(_) => text,
        };
        let mut paper = self.desk.lock();
        if let (Stream::Out, Some(error)) = (stream, &paper.out_ended) {
            return Err(copy_of(error));
        }
        if paper.n_queued_bytes + text.len() > MAX_QUEUED_BYTES && !paper.lines.is_empty() {
            paper.count(name, text.len() as u64);
        } else {
            paper.push(stream, text);
        }
        drop(paper);
        self.desk.changed.notify_all();
        Ok(())
    }

    /// Makes both streams share a screen: no line of narration begins in the middle of the data's.
    pub fn share_screen(&self) {
        self.desk.lock().screen.is_shared = true;
    }

    /// Ends the last line of [`Stream::Out`], where whoever wrote it has not.
    pub fn end_line(&self) {
        let mut paper = self.desk.lock();
        if paper.screen.is_mid_line {
            paper.push(Stream::Out, "\n".to_owned());
        }
        drop(paper);
        self.desk.changed.notify_all();
    }

    /// What ended the writing to [`Stream::Out`], if something has.
    #[must_use]
    pub fn out_error(&self) -> Option<io::Error> {
        self.desk.lock().out_ended.as_ref().map(copy_of)
    }

    /// Counts something that was not worth a line of its own.
    pub fn skip(&self, name: &'static str, n_bytes: u64) {
        let mut paper = self.desk.lock();
        let is_first = paper.skipped.is_empty();
        paper.count(name, n_bytes);
        drop(paper);
        if is_first {
            self.desk.changed.notify_all();
        }
    }

    /// Waits until all is written, but no longer than this; true if it is.
    ///
    /// For the end of a program: what was skipped is summed up at once.
    #[allow(clippy::must_use_candidate, reason = "the end of a program has nothing left to decide")]
    pub fn finish_within(&self, limit: Duration) -> bool {
        self.desk.lock().is_ending = true;
        self.desk.changed.notify_all();
        let is_done = self.wait_until_idle(limit);
        self.desk.lock().is_ending = false;
        is_done
    }

    /// Waits until every line handed over is written, but no longer than this; true if it is.
    pub fn wait_until_idle(&self, limit: Duration) -> bool {
        let paper = self.desk.lock();
        let busy = |paper: &mut Paper| !paper.is_idle();
        let (_paper, waited) =
            self.desk.changed.wait_timeout_while(paper, limit, busy).unwrap_or_else(PoisonError::into_inner);
        !waited.timed_out()
    }
}

/// The same error once more, as many calls may meet it.
fn copy_of(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Paper> {
        self.paper.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread's life. It ends with the process; nobody waits for it but through `finish_within`.
    fn write_until_unused(
        &self,
        mut out: impl Write,
        mut err: impl Write,
        summary: &impl Fn(&Tally) -> String,
    ) {
        let mut last_summary = Instant::now();
        loop {
            let (mut lines, skipped) = self.next_page(&mut last_summary);
            lines.extend(skipped.map(|tally| (Stream::Err, summary(&tally))));
            let written = write_page(&lines, &mut out, &mut err);
            let mut paper = self.lock();
            paper.is_writing = false;
            if let Err(error) = written {
                paper.out_ended.get_or_insert(error);
            }
            drop(paper);
            self.changed.notify_all();
        }
    }

    /// Waits for lines, or for a summary that is due, and takes them.
    fn next_page(&self, last_summary: &mut Instant) -> (VecDeque<(Stream, String)>, Option<Tally>) {
        let mut paper = self.lock();
        loop {
            let is_due = paper.is_ending || last_summary.elapsed() >= SUMMARY_EVERY;
            let skipped = (is_due && !paper.skipped.is_empty()).then(|| std::mem::take(&mut paper.skipped));
            if skipped.is_some() {
                *last_summary = Instant::now();
                // The summary begins a line of its own: an empty text ends the one that may be open.
                paper.push(Stream::Err, String::new());
            }
            if !paper.lines.is_empty() || skipped.is_some() {
                paper.is_writing = true;
                paper.n_queued_bytes = 0;
                return (std::mem::take(&mut paper.lines), skipped);
            }
            paper = if paper.skipped.is_empty() {
                self.changed.wait(paper).unwrap_or_else(PoisonError::into_inner)
            } else {
                let left = SUMMARY_EVERY.saturating_sub(last_summary.elapsed());
                self.changed.wait_timeout(paper, left).unwrap_or_else(PoisonError::into_inner).0
            };
        }
    }
}

/// Writes the lines in their order; neighbours for the same stream go out together.
///
/// # Errors
/// The first error of the first stream; the second stream is written all the same.
fn write_page(
    lines: &VecDeque<(Stream, String)>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<()> {
    let mut result = Ok(());
    let mut rest = lines.iter().peekable();
    while let Some((stream, text)) = rest.next() {
        let mut run = text.clone();
        while let Some((_, text)) = rest.next_if(|(next, _)| next == stream) {
            run.push_str(text);
        }
        match stream {
            Stream::Out if result.is_ok() => {
                result = out.write_all(run.as_bytes()).and_then(|()| out.flush());
            }
            Stream::Out => {}
            Stream::Err => {
                let _ = err.write_all(run.as_bytes()).and_then(|()| err.flush());
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// A terminal that lets a write through only when it is told to.
    struct Terminal {
        seen: Arc<Mutex<String>>,
        go_on: Option<Receiver<()>>,
    }

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if let Some(go_on) = &self.go_on {
                go_on.recv().map_err(|_gone| io::ErrorKind::BrokenPipe)?;
            }
            self.seen.lock().expect("no writer panics").push_str(&String::from_utf8_lossy(bytes));
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const LONG: Duration = Duration::from_secs(30);

    fn said(tally: &Tally) -> String {
        format!("{tally:?}\n")
    }

    fn stopped_terminal() -> (Pen, Arc<Mutex<String>>, Sender<()>) {
        let seen = Arc::new(Mutex::new(String::new()));
        let (allow, go_on) = channel();
        let out = Terminal { seen: Arc::clone(&seen), go_on: Some(go_on) };
        let err = Terminal { seen: Arc::clone(&seen), go_on: None };
        (Pen::new(out, err, said).expect("a thread"), seen, allow)
    }

    #[test]
    fn both_streams_are_written_in_the_order_in_which_they_were_handed_over() {
        let (pen, seen, allow) = stopped_terminal();
        for (stream, text) in [(Stream::Err, "1"), (Stream::Out, "2"), (Stream::Err, "3"), (Stream::Out, "4")]
        {
            pen.write(stream, text.to_owned(), "line").expect("the terminal is there");
            allow.send(()).expect("the pen is there");
        }
        assert!(pen.finish_within(LONG));
        assert_eq!(*seen.lock().expect("no writer panics"), "1234");
    }

    #[test]
    fn a_stopped_terminal_holds_nobody_up_and_learns_later_what_it_missed() {
        let (pen, seen, allow) = stopped_terminal();
        let line = "x".repeat(1023) + "\n";
        for _ in 0..10_000 {
            pen.write(Stream::Out, line.clone(), "line").expect("the terminal is there");
        }
        assert!(!pen.finish_within(Duration::from_millis(1)), "nothing went through yet");
        for _ in 0..10_000 {
            allow.send(()).expect("the pen is there");
        }
        assert!(pen.finish_within(LONG));
        let seen = seen.lock().expect("no writer panics");
        let n_shown = seen.matches("xxx\n").count();
        let n_missed: usize = 10_000 - n_shown;
        assert!(n_missed > 9_000, "{n_shown} lines were kept for a terminal that stood still");
        assert!(
            seen.contains(&format!("{{\"line\": ({n_missed}, {})}}", n_missed * 1024)),
            "the sum is told"
        );
    }

    #[test]
    fn on_one_screen_narration_never_begins_in_the_middle_of_a_line() {
        let check = |is_one_screen, expected: &str| {
            let seen = Arc::new(Mutex::new(String::new()));
            let terminal = || Terminal { seen: Arc::clone(&seen), go_on: None };
            let pen = Pen::new(terminal(), terminal(), said).expect("a thread");
            if is_one_screen {
                pen.share_screen();
            }
            for (stream, text) in [
                (Stream::Out, "half"),
                (Stream::Err, "told\n"),
                (Stream::Err, "told\n"),
                (Stream::Out, "end"),
            ] {
                pen.write(stream, text.to_owned(), "line").expect("the terminal is there");
            }
            pen.end_line();
            pen.end_line();
            assert!(pen.finish_within(LONG));
            assert_eq!(*seen.lock().expect("no writer panics"), expected);
        };
        check(true, "half\ntold\ntold\nend\n");
        check(false, "halftold\ntold\nend\n");
    }

    #[test]
    fn a_reader_that_went_away_is_an_error_for_the_next_line_and_the_other_stream_goes_on() {
        let (pen, seen, allow) = stopped_terminal();
        drop(allow);
        pen.write(Stream::Out, "lost".to_owned(), "line").expect("nobody knows yet");
        assert!(pen.wait_until_idle(LONG));
        let error = pen.write(Stream::Out, "lost".to_owned(), "line").expect_err("the reader has gone");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
        pen.write(Stream::Err, "told".to_owned(), "line").expect("the other stream is there");
        assert!(pen.finish_within(LONG));
        assert_eq!(*seen.lock().expect("no writer panics"), "told");
    }
}
