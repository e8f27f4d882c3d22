//! The whole screen, drawn row by row.
//!
//! The one idea: terminals have a second screen for programs that draw all of it. What stood on the
//! first one is there again when the program leaves, and it leaves however it ends.
//!
//! See it run: `netlab lesson 1`.

use std::io::{self, Write};

use crate::kernel::terminal_mode::{KeptMode, TerminalMode};

/// The terminal's second screen, and its keys; both are given back when this is dropped.
#[derive(Debug)]
pub(super) struct Screen {
    mode: TerminalMode,
    has_colour: bool,
    /// Dropped behind the second screen, which is left first.
    _kept_mode: KeptMode,
}

/// To the second screen, which breaks no line by itself and shows no cursor; pastes come between marks,
/// so that none is taken for keys (xterm's private modes).
const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[?2004h";
const LEAVE: &str = "\x1b[?2004l\x1b[?25h\x1b[?7h\x1b[?1049l";

impl Screen {
    /// Takes the terminal over; `None` where standard input is none.
    pub(super) fn open(has_colour: bool) -> Option<Screen> {
        let mode = TerminalMode::of_stdin()?;
        let screen = Screen { mode, has_colour, _kept_mode: KeptMode(mode) };
        screen.enter();
        Some(screen)
    }

    pub(super) fn enter(&self) {
        self.mode.key_by_key().set();
        show(ENTER);
    }

    pub(super) fn leave(&self) {
        show(LEAVE);
        self.mode.set();
    }

    /// Draws the rows from the first row on, and nothing below them.
    pub(super) fn draw(&self, rows: &[String]) {
        let mut frame = "\x1b[H".to_owned();
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                frame += "\r\n";
            }
            // Emptied first: behind a full row, the cursor stands on its last character, and erases it.
            frame += if index + 1 < rows.len() { "\x1b[K" } else { "\x1b[J" };
            frame += row;
            if self.has_colour {
                // A colour ends with its row, whoever opened it.
                frame += "\x1b[0m";
            }
        }
        show(&frame);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

/// The terminal's rows and columns; 24 and 80 where it does not say.
pub(super) fn size() -> (usize, usize) {
    let size = terminal_size::terminal_size_of(io::stdout());
    let known = size.filter(|(width, height)| width.0 > 0 && height.0 > 0);
    known.map_or((24, 80), |(width, height)| (usize::from(height.0), usize::from(width.0)))
}

/// A terminal that has gone is noticed by whoever reads from it.
fn show(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}
