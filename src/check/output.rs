//! What the subject prints, as its author would see it: on a terminal.
//!
//! The one idea: most languages hold output back when it goes into a pipe, and print each line at once
//! on a terminal. So the subject is given pseudo-terminals, one for each of its two streams, with
//! nothing that would change the bytes: no echo, no CR before LF. What it prints is bounded here.
//!
//! See it run: `netlab check … -- python3 -c 'import sys; print(sys.stdout.isatty())'`.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use memchr::memmem;
use tokio::sync::Notify;

use super::exercise::Stream;
use crate::terminal;

/// The most that is kept of each stream: the first half and the last half of it.
const MAX_KEPT: usize = 512 * 1024;

/// What a subject has printed so far; clones share it.
#[derive(Clone)]
pub(super) struct Output {
    kept: Arc<Mutex<Kept>>,
    news: Arc<Notify>,
    /// The terminals' names, for the guard to open.
    pub(super) out: String,
    pub(super) err: String,
}

#[derive(Default)]
struct Kept {
    out: Printed,
    err: Printed,
    /// Stretches in the order in which they came, for the report.
    stretches: Vec<Stretch>,
    n_open: usize,
    /// The subject's side of the terminals, held until a subject holds it.
    doors: Vec<std::fs::File>,
}

/// One stream.
#[derive(Default)]
struct Printed {
    bytes: Vec<u8>,
    n_dropped: usize,
}

/// Some output, and when it came.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) at: Instant,
    pub(super) is_err: bool,
    pub(super) bytes: Vec<u8>,
}

impl Output {
    /// Opens two terminals and listens to both.
    ///
    /// # Errors
    /// Where the system has no pseudo-terminal left, or none at all.
    pub(super) fn open(news: &Arc<Notify>) -> io::Result<Output> {
        let kept = Arc::new(Mutex::new(Kept { n_open: 2, ..Kept::default() }));
        let mut output = Output { kept, news: Arc::clone(news), out: String::new(), err: String::new() };
        output.out = output.listen(false)?;
        output.err = output.listen(true)?;
        Ok(output)
    }

    /// All of a stream that is kept.
    pub(super) fn text(&self, stream: Stream) -> Vec<u8> {
        let kept = self.lock();
        match stream {
            Stream::Out => kept.out.bytes.clone(),
            Stream::Err => kept.err.bytes.clone(),
            Stream::Both => [kept.out.bytes.as_slice(), &kept.err.bytes].concat(),
        }
    }

    /// How often the stream holds these bytes.
    pub(super) fn count(&self, stream: Stream, what: &[u8]) -> usize {
        memmem::find_iter(&self.text(stream), what).count()
    }

    /// How many bytes came so far, and when the first came after this many.
    pub(super) fn progress(&self, after: usize) -> (usize, Option<Instant>) {
        let kept = self.lock();
        let mut n_bytes = 0;
        let mut first = None;
        for stretch in &kept.stretches {
            n_bytes += stretch.bytes.len();
            if n_bytes > after && first.is_none() {
                first = Some(stretch.at);
            }
        }
        (n_bytes, first)
    }

    /// What came, in its order.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        self.lock().stretches.clone()
    }

    /// The last line of standard error that says something, or else of standard output.
    pub(super) fn last_words(&self) -> Option<String> {
        let last = |stream| {
            let text = String::from_utf8_lossy(&terminal::without_colours(&self.text(stream))).into_owned();
            let mut lines = text.lines().rev().map(str::trim);
            let named = lines.clone().find(|line| names_an_error(line));
            named.or_else(|| lines.find(|line| says_something(line))).map(str::to_owned)
        };
        last(Stream::Err).or_else(|| last(Stream::Out))
    }

    /// Waits until both terminals have been closed by everybody, but no longer than this.
    pub(super) async fn ended(&self, limit: Duration) {
        let end = tokio::time::Instant::now() + limit;
        while self.lock().n_open > 0 {
            if tokio::time::timeout_at(end, self.news.notified()).await.is_err() {
                return;
            }
        }
    }

    fn take(&self, is_err: bool, bytes: &[u8]) {
        let mut kept = self.lock();
        let printed = if is_err { &mut kept.err } else { &mut kept.out };
        printed.bytes.extend_from_slice(bytes);
        let is_full = printed.bytes.len() > MAX_KEPT;
        if is_full {
            let n_over = printed.bytes.len() - MAX_KEPT * 3 / 4;
            printed.bytes.drain(MAX_KEPT / 2..MAX_KEPT / 2 + n_over);
            printed.n_dropped += n_over;
        }
        if kept.stretches.len() < MAX_STRETCHES {
            let bytes = bytes[..bytes.len().min(MAX_STRETCH)].to_vec();
            kept.stretches.push(Stretch { at: Instant::now(), is_err, bytes });
        }
        drop(kept);
        self.news.notify_one();
    }

    fn close(&self) {
        self.lock().n_open -= 1;
        self.news.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The report shows the beginning of a chatter, not all of it.
const MAX_STRETCHES: usize = 4096;
const MAX_STRETCH: usize = 4096;

/// Closing brackets and the version that Node signs with say nothing.
/// Behind such a line often come marks, a stack, or how many errors there were.
fn names_an_error(line: &str) -> bool {
    let line = line.to_lowercase();
    let is_named = ["error:", "exception:", "panicked at"].iter().any(|word| line.contains(word));
    is_named && !line.contains("aborting due to") && !line.contains("could not compile")
}

fn says_something(line: &str) -> bool {
    line.chars().any(char::is_alphabetic)
        && !line.starts_with("Node.js v")
        && !line.starts_with("note: run with")
}

#[cfg(unix)]
impl Output {
    /// Opens a terminal, reads it on a thread of its own until everybody has closed it; gives its name.
    fn listen(&self, is_err: bool) -> io::Result<String> {
        use std::fs::{File, OpenOptions};
        use std::io::Read;
        use std::os::unix::fs::OpenOptionsExt;

        use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
        use rustix::termios::{
            LocalModes, OptionalActions, OutputModes, Winsize, tcgetattr, tcsetattr, tcsetwinsize,
        };

        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        rustix::io::fcntl_setfd(&ours, rustix::io::FdFlags::CLOEXEC)?;
        grantpt(&ours)?;
        unlockpt(&ours)?;
        let name = ptsname(&ours, Vec::new())?.into_string().map_err(io::Error::other)?;
        // Set while it is open at the other end; macOS knows no modes without that.
        let theirs = OpenOptions::new().read(true).write(true).custom_flags(libc::O_NOCTTY).open(&name)?;
        let mut modes = tcgetattr(&theirs)?;
        modes.output_modes.remove(OutputModes::OPOST);
        modes.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&theirs, OptionalActions::Now, &modes)?;
        tcsetwinsize(&theirs, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 })?;
        let output = self.clone();
        std::thread::Builder::new().name("subject's output".to_owned()).spawn(move || {
            let mut ours = File::from(ours);
            let mut buf = vec![0; 16 * 1024];
            // When the last subject has closed it, Linux gives EIO and macOS an end.
            while let Ok(n_bytes @ 1..) = ours.read(&mut buf) {
                output.take(is_err, &buf[..n_bytes]);
            }
            output.close();
        })?;
        // Kept open until the guard has opened it: a terminal that nobody has open looks ended.
        self.lock().doors.push(theirs);
        Ok(name)
    }

    /// Lets go of our own end of the subject's side, once a subject has its own.
    pub(super) fn hand_over(&self) {
        self.lock().doors.clear();
    }
}

#[cfg(not(unix))]
impl Output {
    fn listen(&self, _: bool) -> io::Result<String> {
        Err(io::Error::other("this system has no pseudo-terminals; run the check on Linux or macOS"))
    }

    pub(super) fn hand_over(&self) {}
}
