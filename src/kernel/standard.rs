//! The three streams that a program is started with.
//!
//! The one idea: others have these streams too, and one of them may have put them into non-blocking mode
//! for itself. That mode belongs to the open file and not to the descriptor (`man 2 fcntl`), so it is
//! ours as well. Then "would block" is neither an error nor an end: it means wait.
//!
//! See it run: `cargo test --test cli inherited_streams::`.

use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};

/// Standard input, unbuffered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Input;

/// Standard output, unbuffered: what one call is given goes out by itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Output;

/// Standard error, unbuffered.
#[derive(Debug, Clone, Copy, Default)]
pub struct ErrorOutput;

#[cfg(unix)]
mod calls {
    use std::io;
    use std::os::fd::{AsFd, BorrowedFd};

    use rustix::event::{PollFd, PollFlags, poll};

    pub(super) fn read(bytes: &mut [u8]) -> io::Result<usize> {
        let stdin = io::stdin();
        patiently(stdin.as_fd(), PollFlags::IN, || Ok(rustix::io::read(&stdin, &mut *bytes)?))
    }

    pub(super) fn write(stream: impl AsFd, bytes: &[u8]) -> io::Result<usize> {
        let stream = stream.as_fd();
        patiently(stream, PollFlags::OUT, || Ok(rustix::io::write(stream, bytes)?))
    }

    fn patiently(
        stream: BorrowedFd<'_>,
        wanted: PollFlags,
        mut act: impl FnMut() -> io::Result<usize>,
    ) -> io::Result<usize> {
        loop {
            match act() {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    // Cut short by a signal or not, the next try says how things are.
                    let _ = poll(&mut [PollFd::from_borrowed_fd(stream, wanted)], None);
                }
                done => return done,
            }
        }
    }
}

#[cfg(not(unix))]
mod calls {
    use std::io::{self, Read, Write};

    pub(super) fn read(bytes: &mut [u8]) -> io::Result<usize> {
        io::stdin().read(bytes)
    }

    pub(super) fn write(mut stream: impl Write, bytes: &[u8]) -> io::Result<usize> {
        let n_bytes = stream.write(bytes)?;
        stream.flush().map(|()| n_bytes)
    }
}

impl Read for Input {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut ahead = AHEAD.lock().unwrap_or_else(PoisonError::into_inner);
        if ahead.is_empty() {
            // A read may wait for ever, and the lock is not held so long.
            drop(ahead);
            return calls::read(bytes);
        }
        let n_bytes = ahead.len().min(bytes.len());
        bytes[..n_bytes].copy_from_slice(&ahead[..n_bytes]);
        ahead.drain(..n_bytes);
        Ok(n_bytes)
    }
}

/// What was read of standard input by somebody who was looking for something else: as the stream is the
/// process's, so is this.
static AHEAD: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Puts what was read back before all that is still to be read.
pub fn put_ahead(typed: Vec<u8>) {
    AHEAD.lock().unwrap_or_else(PoisonError::into_inner).splice(0..0, typed);
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        calls::write(io::stdout(), bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Write for ErrorOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        calls::write(io::stderr(), bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether standard input has something to read, an end included, within this time.
#[cfg(all(unix, feature = "cli"))]
#[must_use]
pub fn is_input_within(limit: std::time::Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let limit = Timespec::try_from(limit).ok();
    let mut asked = [PollFd::from_borrowed_fd(rustix::stdio::stdin(), PollFlags::IN)];
    poll(&mut asked, limit.as_ref()).is_ok_and(|n_ready| n_ready > 0)
}

/// The same; this system is not asked, and is taken to have something.
#[cfg(all(not(unix), feature = "cli"))]
#[must_use]
pub fn is_input_within(_: std::time::Duration) -> bool {
    true
}
