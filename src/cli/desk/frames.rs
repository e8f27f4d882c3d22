//! A screen that is drawn again and again, by a thread of its own.
//!
//! The one idea: of a picture only the newest state matters. A terminal that is slow or has stopped is
//! given the newest one when it goes on, and whoever draws never waits for it.
//!
//! See it run: `netlab sockets --watch`; press Ctrl-S, and Ctrl-Q.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// A handle to the screen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frames(Arc<(Mutex<Board>, Condvar)>);

#[derive(Debug, Default)]
struct Board {
    /// Written as they stand, each of them.
    commands: String,
    /// Written behind the commands, unless a newer one comes before.
    frame: Option<String>,
    is_writing: bool,
    has_gone: bool,
}

impl Frames {
    /// A screen that is written to `out`.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(crate) fn new(out: impl Write + Send + 'static) -> io::Result<Frames> {
        let frames = Frames::default();
        let writer = frames.clone();
        thread::Builder::new().name("screen".to_owned()).spawn(move || writer.write_to(out))?;
        Ok(frames)
    }

    /// Shows a frame in the place of the one before.
    pub(crate) fn show(&self, frame: String) {
        self.lock().frame = Some(frame);
        self.0.1.notify_all();
    }

    /// Commands the terminal; a frame that was not drawn yet never will be.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only who takes the whole screen commands it"))]
    pub(crate) fn command(&self, commands: &str) {
        let mut board = self.lock();
        board.frame = None;
        board.commands += commands;
        drop(board);
        self.0.1.notify_all();
    }

    /// Whether nobody can read any more.
    pub(crate) fn has_gone(&self) -> bool {
        self.lock().has_gone
    }

    /// Waits until all is written, but no longer than this.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only who takes the whole screen gives it back"))]
    pub(crate) fn finish_within(&self, limit: Duration) {
        let board = self.lock();
        let is_busy = |board: &mut Board| {
            !board.has_gone && (board.is_writing || board.frame.is_some() || !board.commands.is_empty())
        };
        let _ = self.0.1.wait_timeout_while(board, limit, is_busy);
    }

    fn lock(&self) -> MutexGuard<'_, Board> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut out: impl Write) {
        loop {
            let nothing = |board: &mut Board| board.frame.is_none() && board.commands.is_empty();
            let mut board = self.0.1.wait_while(self.lock(), nothing).unwrap_or_else(PoisonError::into_inner);
            let text = std::mem::take(&mut board.commands) + &board.frame.take().unwrap_or_default();
            board.is_writing = true;
            drop(board);
            let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            let mut board = self.lock();
            board.is_writing = false;
            board.has_gone |= written.is_err();
            drop(board);
            self.0.1.notify_all();
        }
    }
}
