//! The whole screen, drawn row by row.
//!
//! The one idea: terminals have a second screen for programs that draw all of it. What stood on the
//! first one is there again when the program leaves, and it leaves however it ends.
//!
//! See it run: `netlab lesson 1`.

use std::io::{self, IsTerminal};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::cli::desk::frames::Frames;
use crate::cli::desk::signal::Terminal;
use crate::cli::keyboard::mode::{Taken, is_dumb};
use crate::kernel::standard;
use crate::kernel::terminal_mode::is_behind;
use crate::terminal::Surface;

/// The terminal's second screen, and its keys; both are given back when this is dropped.
#[derive(Debug)]
pub(crate) struct Screen {
    surface: Surface,
    frames: Frames,
    /// Dropped behind the second screen, which is left first.
    taken: Taken,
}

/// To the second screen, which breaks no line by itself and shows no cursor; pastes come between marks,
/// so that none is taken for keys (xterm's private modes).
const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[?2004h";
const LEAVE: &str = "\x1b[?2004l\x1b[?25h\x1b[?7h\x1b[?1049l";

impl Screen {
    /// Takes the terminal over; `None` where there is none on both sides, or one that cannot place its cursor.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(crate) fn open(surface: Surface) -> io::Result<Option<Screen>> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() || is_dumb() {
            return Ok(None);
        }
        let Some(taken) = Taken::for_all_keys() else { return Ok(None) };
        let frames = Frames::new(standard::Output)?;
        let screen = Screen { surface, frames, taken };
        screen.enter();
        Ok(Some(screen))
    }

    /// What is to be heard for the terminal's sake.
    pub(crate) fn terminal(&self) -> Terminal {
        self.taken.mode.filled()
    }

    /// Takes the screen, unless another program is in front: the shell will tell when that gives way.
    pub(crate) fn enter(&self) {
        if !is_behind() {
            self.taken.mode.enter();
            self.frames.command(ENTER);
        }
    }

    /// Gives screen and terminal to others, and takes them again when this program is told to go on.
    pub(crate) fn stop(&self) {
        self.leave();
        self.taken.mode.leave_and_stop();
        self.enter();
    }

    /// Gives the terminal a text to keep in its clipboard (xterm's OSC 52); some terminals do not take it.
    pub(crate) fn copy(&self, text: &str) {
        self.frames.command(&format!("\x1b]52;c;{}\x07", BASE64.encode(text)));
    }

    fn leave(&self) {
        self.frames.command(LEAVE);
        self.frames.finish_within(LAST_FRAME);
        self.taken.mode.leave();
    }

    /// Draws the rows from the first row on, and nothing below them; no cursor is shown.
    pub(crate) fn draw(&self, rows: &[String]) {
        self.draw_with_cursor(rows, None);
    }

    /// Draws the rows, and shows the cursor at this row and column, from 0: there a keyboard that writes Chinese
    /// shows what it is about to write.
    pub(crate) fn draw_with_cursor(&self, rows: &[String], cursor: Option<(usize, usize)>) {
        let mut frame = "\x1b[?25l\x1b[H".to_owned();
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                frame += "\r\n";
            }
            // Emptied first: behind a full row, the cursor stands on its last character, and erases it.
            frame += if index + 1 < rows.len() { "\x1b[K" } else { "\x1b[J" };
            frame += &self.surface.shown(row);
            if self.surface.ground.is_some() {
                // A colour ends with its row, whoever opened it.
                frame += "\x1b[0m";
            }
        }
        if let Some((row, column)) = cursor {
            frame += &format!("\x1b[{};{}H\x1b[?25h", row + 1, column + 1);
        }
        self.frames.show(frame);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

/// The terminal's rows and columns; 24 and 80 where it does not say.
pub(crate) fn size() -> (usize, usize) {
    let size = terminal_size::terminal_size_of(io::stdout());
    let known = size.filter(|(width, height)| width.0 > 0 && height.0 > 0);
    known.map_or((24, 80), |(width, height)| (usize::from(height.0), usize::from(width.0)))
}

/// How long a screen that has stopped is waited for, to be left in order.
const LAST_FRAME: Duration = Duration::from_secs(1);
