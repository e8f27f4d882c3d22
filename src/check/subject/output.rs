//! What the subject prints, as its author would see it: on a terminal.
//!
//! The one idea: most languages hold output back when it goes into a pipe, and print each line at once
//! on a terminal. So the subject is given pseudo-terminals, one for each of its two streams, with
//! nothing that would change the bytes: no echo, no CR before LF. What it prints is bounded here.
//!
//! See it run: `netlab check … -- python3 -c 'import sys; print(sys.stdout.isatty())'`.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use memchr::memmem;
use tokio::sync::Notify;

use crate::check::exercise::expectation::Stream;
#[cfg(unix)]
use crate::kernel::session::Terminal;
#[cfg(unix)]
use crate::kernel::waiting;
use crate::terminal;

/// The most that is kept of each stream: the first half and the last half of it.
const MAX_KEPT: usize = 512 * 1024;

/// What a subject has printed so far; clones share it.
#[derive(Clone)]
pub(crate) struct Output {
    kept: Arc<Mutex<Kept>>,
    news: Arc<Notify>,
    /// The terminals' names, for the guard to open.
    pub(crate) out: String,
    pub(crate) err: String,
}

#[derive(Default)]
struct Kept {
    out: Printed,
    err: Printed,
    /// How many bytes have come on both, and when the latest of them came.
    n_total: usize,
    arrivals: VecDeque<(usize, Instant)>,
    /// The beginning in stretches, for the report, and the latest of what came behind it.
    first: Vec<Stretch>,
    last: VecDeque<Stretch>,
    n_first: usize,
    n_last: usize,
    /// The subject's side of the terminals, held until a subject holds it.
    #[cfg(unix)]
    doors: Vec<File>,
}

/// One stream.
#[derive(Default)]
struct Printed {
    /// Our side of the terminal; `None` once everybody has closed the other side.
    terminal: Option<Arc<File>>,
    bytes: Vec<u8>,
}

/// Some output, and when it came.
#[derive(Debug, Clone)]
pub(crate) struct Stretch {
    pub(crate) at: Instant,
    pub(crate) is_err: bool,
    pub(crate) bytes: Vec<u8>,
}

impl Output {
    /// Opens two terminals and listens to both.
    ///
    /// # Errors
    /// Where the system has no pseudo-terminal left, or none at all.
    pub(crate) fn open(news: &Arc<Notify>) -> io::Result<Output> {
        let kept = Arc::default();
        let mut output = Output { kept, news: Arc::clone(news), out: String::new(), err: String::new() };
        output.out = output.listen(false)?;
        output.err = output.listen(true)?;
        Ok(output)
    }

    /// All of a stream that is kept.
    pub(crate) fn text(&self, stream: Stream) -> Vec<u8> {
        let kept = self.lock();
        match stream {
            Stream::Out => kept.out.bytes.clone(),
            Stream::Err => kept.err.bytes.clone(),
            Stream::Both => [kept.out.bytes.as_slice(), &kept.err.bytes].concat(),
        }
    }

    /// How often the stream holds these bytes.
    pub(crate) fn count(&self, stream: Stream, what: &[u8]) -> usize {
        let kept = self.lock();
        let in_one = |printed: &Printed| memmem::find_iter(&printed.bytes, what).count();
        match stream {
            Stream::Out => in_one(&kept.out),
            Stream::Err => in_one(&kept.err),
            Stream::Both => in_one(&kept.out) + in_one(&kept.err),
        }
    }

    /// The last line of the stream that holds these bytes.
    pub(crate) fn line_with(&self, stream: Stream, what: &[u8]) -> Option<Vec<u8>> {
        let text = terminal::without_colours(&self.text(stream));
        let mut lines = text.split(|byte| *byte == b'\n').rev();
        lines.find(|line| memmem::find(line, what).is_some()).map(<[u8]>::to_vec)
    }

    /// How many bytes came so far, and when the first came after this many.
    pub(crate) fn progress(&self, after: usize) -> (usize, Option<Instant>) {
        let kept = self.lock();
        let first = kept.arrivals.iter().find(|(n_total, _)| *n_total > after);
        (kept.n_total, first.map(|(_, at)| *at))
    }

    /// What came, in its order; of much, the beginning and the end.
    pub(crate) fn stretches(&self) -> Vec<Stretch> {
        let kept = self.lock();
        kept.first.iter().chain(&kept.last).cloned().collect()
    }

    /// The last line of standard error that says something, or else of standard output.
    pub(crate) fn last_words(&self) -> Option<String> {
        let last = |stream| {
            let text = String::from_utf8_lossy(&terminal::without_colours(&self.text(stream))).into_owned();
            let mut lines = text.lines().rev().map(str::trim);
            let named = lines.clone().find(|line| names_an_error(line));
            named.or_else(|| lines.find(|line| says_something(line))).map(str::to_owned)
        };
        last(Stream::Err).or_else(|| last(Stream::Out))
    }

    /// Waits until both terminals have been closed by everybody, but no longer than this.
    pub(crate) async fn ended(&self, limit: Duration) {
        let end = tokio::time::Instant::now() + limit;
        while self.is_open() {
            if tokio::time::timeout_at(end, self.news.notified()).await.is_err() {
                break;
            }
        }
        self.take_what_came();
    }

    fn is_open(&self) -> bool {
        let kept = self.lock();
        kept.out.terminal.is_some() || kept.err.terminal.is_some()
    }

    /// Takes what lies in the terminals at this moment.
    pub(crate) fn take_what_came(&self) {
        let end = Instant::now() + FLOODED;
        for is_err in [false, true] {
            while self.take(is_err) == Taken::Some && Instant::now() < end {}
        }
    }

    /// Takes what lies in one terminal, for [`TURN`] at most: a program that prints without end is not waited for.
    /// The player is woken once for all that was taken, and not for each read: it looks at all of the output each
    /// time that it is woken.
    fn take(&self, is_err: bool) -> Taken {
        let mut buf = [0; 8 * 1024];
        let end = Instant::now() + TURN;
        let mut kept = self.lock();
        let taken = loop {
            let Some(terminal) = kept.of(is_err).terminal.clone() else { return Taken::End };
            match (&*terminal).read(&mut buf) {
                Ok(n_bytes @ 1..) => kept.keep(is_err, &buf[..n_bytes]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break Taken::All,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // When the last subject has closed it, Linux gives EIO and macOS an end.
                Ok(_) | Err(_) => {
                    kept.of(is_err).terminal = None;
                    break Taken::End;
                }
            }
            if Instant::now() > end {
                break Taken::Some;
            }
        };
        drop(kept);
        self.news.notify_one();
        taken
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a look into a terminal found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// There may be more.
    Some,
    /// Nothing is left.
    All,
    /// Nothing will come any more.
    End,
}

impl Kept {
    fn of(&mut self, is_err: bool) -> &mut Printed {
        if is_err { &mut self.err } else { &mut self.out }
    }

    fn keep(&mut self, is_err: bool, bytes: &[u8]) {
        let printed = self.of(is_err);
        printed.bytes.extend_from_slice(bytes);
        if printed.bytes.len() > MAX_KEPT {
            let n_over = printed.bytes.len() - MAX_KEPT * 3 / 4;
            printed.bytes.drain(MAX_KEPT / 2..MAX_KEPT / 2 + n_over);
        }
        let at = Instant::now();
        self.n_total += bytes.len();
        if self.arrivals.len() == MAX_ARRIVALS {
            self.arrivals.pop_front();
        }
        self.arrivals.push_back((self.n_total, at));
        let stretch = Stretch { at, is_err, bytes: bytes.to_vec() };
        if self.n_first + bytes.len() <= MAX_SHOWN {
            self.n_first += bytes.len();
            self.first.push(stretch);
            return;
        }
        self.n_first = MAX_SHOWN;
        self.n_last += bytes.len();
        self.last.push_back(stretch);
        while self.n_last > MAX_SHOWN {
            self.n_last -= self.last.pop_front().map_or(self.n_last, |oldest| oldest.bytes.len());
        }
    }
}

const MAX_ARRIVALS: usize = 1024;
/// Of what is printed the report can show the beginning and the end, so many bytes of each.
const MAX_SHOWN: usize = 64 * 1024;
/// So long a look takes from one who prints without end.
const TURN: Duration = Duration::from_millis(10);
/// So long one who prints without end is listened to before it is said what came.
const FLOODED: Duration = Duration::from_millis(200);

/// Whether a line says what went wrong. Behind it often come marks, a stack, or how many errors there were.
fn names_an_error(line: &str) -> bool {
    let line = line.to_lowercase();
    let is_named = ["error:", "error[", "exception:", "panicked at"].iter().any(|word| line.contains(word));
    is_named && !line.contains("aborting due to") && !line.contains("could not compile")
}

/// Whether a line tells a reader anything: closing brackets do not, nor the version that Node signs with.
fn says_something(line: &str) -> bool {
    line.chars().any(char::is_alphabetic)
        && !line.starts_with("Node.js v")
        && !line.starts_with("note: run with")
}

#[cfg(unix)]
impl Output {
    /// Opens a terminal, reads it on a thread of its own until everybody has closed it; gives its name.
    fn listen(&self, is_err: bool) -> io::Result<String> {
        let terminal = Terminal::open(24, 80)?;
        terminal.change_nothing()?;
        let Terminal { ours, theirs, name } = terminal;
        // Whoever reads must not be held up while it holds the lock.
        rustix::io::ioctl_fionbio(&ours, true)?;
        let ours = Arc::new(ours);
        self.lock().of(is_err).terminal = Some(Arc::clone(&ours));
        let output = self.clone();
        std::thread::Builder::new().name("subject's output".to_owned()).spawn(move || {
            waiting::until_there_is_some(waiting::number_of(&*ours));
            while output.take(is_err) != Taken::End {
                waiting::until_there_is_some(waiting::number_of(&*ours));
            }
        })?;
        // Kept open until the guard has opened it: a terminal that nobody has open looks ended.
        self.lock().doors.push(theirs);
        Ok(name)
    }

    /// Lets go of our own end of the subject's side, once a subject has its own.
    pub(crate) fn hand_over(&self) {
        self.lock().doors.clear();
    }
}

#[cfg(not(unix))]
#[allow(clippy::unused_self, reason = "on other systems these two use it")]
impl Output {
    fn listen(&self, _: bool) -> io::Result<String> {
        Err(crate::check::subject::lack::JudgeLack::PseudoTerminals.into())
    }

    pub(crate) fn hand_over(&self) {}
}
