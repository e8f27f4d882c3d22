//! A program in a terminal of 80 columns, as a reader sees it.
//!
//! In a terminal, what a program prints and what is told of its sockets come through one device, in
//! the order in which they happened. Through two pipes that order would be lost.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use crate::terminal::in_terminal;

/// A running program and what it has written; when dropped, it is killed with all its children.
#[derive(Debug)]
pub(crate) struct Program {
    child: Child,
    screen: Arc<Screen>,
    reader: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Screen {
    written: Mutex<Written>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Written {
    bytes: Vec<u8>,
    is_over: bool,
}

impl Program {
    /// Starts a program with a new terminal as its input and output.
    pub(crate) fn start(command: &mut Command) -> io::Result<Program> {
        let ours = in_terminal(command);
        let child = command.process_group(0).spawn()?;
        // The command holds copies of the terminal's other side, which would keep it from ever ending.
        command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null());
        command.stderr(std::process::Stdio::null());
        let screen = Arc::new(Screen::default());
        let reader = thread::spawn({
            let screen = Arc::clone(&screen);
            move || screen.read(ours)
        });
        Ok(Program { child, screen, reader: Some(reader) })
    }

    /// Waits until what was written is as wanted, or until it is over; false where the limit comes first.
    pub(crate) fn wait_until(&self, limit: Duration, is_wanted: impl Fn(&str) -> bool) -> bool {
        let written = self.screen.lock();
        let goes_on = |written: &mut Written| !written.is_over && !is_wanted(&written.text());
        let (_written, waited) = self
            .screen
            .changed
            .wait_timeout_while(written, limit, goes_on)
            .unwrap_or_else(PoisonError::into_inner);
        !waited.timed_out()
    }

    /// What Ctrl-C does to the programs in the foreground.
    pub(crate) fn interrupt(&self) {
        self.signal(Signal::INT);
    }

    /// Waits for the end; gives what was written, and how the program ended where it did so in time.
    pub(crate) fn end_within(mut self, limit: Duration) -> (String, Option<ExitStatus>) {
        if !self.wait_until(limit, |_| false) {
            self.signal(Signal::KILL);
            self.wait_until(limit, |_| false);
            return (self.text(), None);
        }
        let status = self.child.wait().ok();
        (self.text(), status)
    }

    pub(crate) fn text(&self) -> String {
        self.screen.lock().text()
    }

    fn signal(&self, signal: Signal) {
        let group = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        // A group that has ended already needs no signal.
        let _ = group.map(|group| kill_process_group(group, signal));
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Once its leader was waited for, the group's number may belong to somebody else.
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal(Signal::KILL);
            let _ = self.child.wait();
        }
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

impl Screen {
    fn lock(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, mut ours: File) {
        let mut buf = [0; 4096];
        // Linux says EIO, and others the end of the file, when the last program has closed the terminal.
        while let Ok(n_bytes @ 1..) = ours.read(&mut buf) {
            self.lock().bytes.extend_from_slice(&buf[..n_bytes]);
            self.changed.notify_all();
        }
        self.lock().is_over = true;
        self.changed.notify_all();
    }
}

impl Written {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}
