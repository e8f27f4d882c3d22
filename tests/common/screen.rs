//! What a person sees of a program in a terminal: rows of characters, and a cursor.
//!
//! The one idea: the bytes that a program writes to a terminal are instructions; only a terminal that
//! follows them knows what stands on the screen. Every wait is for what the screen shows.

use std::fs::File;
use std::io::Write;
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::ioctl_fionread;
use rustix::pty::{OpenptFlags, ioctl_tiocgptpeer};
use rustix::termios::{Winsize, tcgetattr, tcsetwinsize};

use super::program::{Heard, LIMIT, Program};
use super::terminal::in_terminal;

/// A program in a terminal of its own.
pub(crate) struct OnScreen {
    pub(crate) program: Program,
    terminal: File,
    written: Heard,
    /// The program's end of the terminal. As long as somebody has it, all that was written can be read:
    /// Linux may answer EIO for the other end before it has handed out a program's last words.
    theirs: OwnedFd,
    n_rows: NonZeroU16,
    n_columns: NonZeroU16,
    mode_before: String,
}

/// What the screen shows: its rows without the blanks at their ends, up to the last that shows anything.
#[derive(Debug)]
pub(crate) struct Sight {
    pub(crate) rows: Vec<String>,
    /// Row and column, from 0.
    pub(crate) cursor: (u16, u16),
}

impl OnScreen {
    /// Starts the command in a session of its own, whose terminal this is: so Ctrl-C is a signal to it.
    pub(crate) fn start(command: &Command, n_rows: u16, n_columns: u16) -> OnScreen {
        let mut session = Command::new("setsid");
        session.arg("--ctty").arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => session.env(name, value),
                None => session.env_remove(name),
            };
        }
        let terminal = in_terminal(&mut session);
        let size = Winsize { ws_row: n_rows, ws_col: n_columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&terminal, size).expect("a terminal");
        let mode_before = mode_of(&terminal);
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let theirs = ioctl_tiocgptpeer(&terminal, flags).expect("our own");
        OnScreen {
            program: Program::start_unheard(&mut session),
            theirs,
            written: Heard::listen(terminal.try_clone().expect("a descriptor")),
            terminal,
            n_rows: NonZeroU16::new(n_rows).expect("a screen has rows"),
            n_columns: NonZeroU16::new(n_columns).expect("a screen has columns"),
            mode_before,
        }
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.terminal.write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// Presses keys, and waits until the program has read them.
    pub(crate) fn press_alone(&mut self, keys: &str) {
        self.press(keys);
        let began = Instant::now();
        while ioctl_fionread(&self.theirs).expect("a terminal") > 0 {
            assert!(began.elapsed() < LIMIT, "{keys:?} is not read");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Gives the terminal another size, as a window that is dragged does.
    pub(crate) fn resize(&mut self, n_rows: u16, n_columns: u16) {
        self.n_rows = NonZeroU16::new(n_rows).expect("a screen has rows");
        self.n_columns = NonZeroU16::new(n_columns).expect("a screen has columns");
        let size = Winsize { ws_row: n_rows, ws_col: n_columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&self.terminal, size).expect("a terminal");
    }

    /// All bytes that were written so far.
    pub(crate) fn written(&self) -> String {
        self.written.until("anything", |written| Some(written.to_owned()))
    }

    /// Waits until the bytes that were written so far hold what is looked for.
    pub(crate) fn until_written<T>(&self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
        self.written.until(what, find)
    }

    /// Waits until the screen shows what is wanted.
    pub(crate) fn until(&self, what: &str, is_shown: impl Fn(&Sight) -> bool) -> Sight {
        self.written.until(what, |written| {
            let sight = self.sight(written);
            is_shown(&sight).then_some(sight)
        })
    }

    /// Waits until the screen shows exactly these rows, and the cursor in this place.
    pub(crate) fn until_shows(&self, rows: &[&str], cursor: (u16, u16)) {
        self.until(&format!("{rows:?}, cursor at {cursor:?}"), |sight| {
            sight.rows == rows && sight.cursor == cursor
        });
    }

    /// Whether the terminal is in the mode that it was in before the program.
    pub(crate) fn is_given_back(&self) -> bool {
        mode_of(&self.terminal) == self.mode_before
    }

    /// Waits for the program's end; gives its exit code.
    pub(crate) fn code(&mut self) -> i32 {
        self.program.code()
    }

    fn sight(&self, written: &str) -> Sight {
        let mut parser = vt100::Parser::new(self.n_rows, self.n_columns, 0);
        parser.process(written.as_bytes());
        let screen = parser.screen();
        let rows = screen.rows(0, self.n_columns.get());
        let mut rows: Vec<String> = rows.map(|row| row.trim_end().to_owned()).collect();
        rows.truncate(rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1));
        Sight { rows, cursor: screen.cursor_position() }
    }
}

/// All that a terminal's mode consists of, in words: two modes are equal where these are.
fn mode_of(terminal: &File) -> String {
    format!("{:?}", tcgetattr(terminal).expect("a terminal"))
}
