//! The line editor of the chat, for a terminal.
//!
//! The one idea: while a line is being typed, other lines arrive, and both are written to one screen. So
//! the screen has one lock, and whoever holds it leaves the screen whole: the typed line is erased, what
//! arrived is written in its place, and the typed line is drawn again below.
//!
//! See it run: `netlab chat-client` in two terminals.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;

use crate::catalogue::Lang;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::signal::{self, Told};
use crate::cli::desk::width;
use crate::cli::keyboard::key::{Key, Keys};
use crate::cli::keyboard::line::{Line, MAX_LINE_BYTES, Row};
use crate::cli::keyboard::mode::{Mode, Taken, is_dumb};
use crate::cli::keyboard::typing;
use crate::cli::keyboard::words::line_is_full;
use crate::kernel::standard;
use crate::kernel::terminal_mode::is_behind;
use crate::terminal::{self, Charset, Surface};
use crate::trace::{Pen, summary};

/// An editor that owns the terminal.
pub(crate) struct Editor {
    screen: Arc<Mutex<Screen>>,
    pen: Pen,
    /// Dropped with the editor, which gives the terminal back even while its thread waits for a key.
    taken: Taken,
}

impl Editor {
    /// Takes the terminal over, if both input and output are one (and not a dumb one, which cannot erase):
    /// what is narrated and printed is written by the editor from now on.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(crate) fn open(setting: &mut Setting) -> io::Result<Option<Self>> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() || is_dumb() {
            return Ok(None);
        }
        let Some(taken) = Taken::for_all_keys() else { return Ok(None) };
        let surface = setting.printer.out_surface();
        let lang = setting.lang;
        let screen = Screen { lang, charset: surface.charset, ..Screen::default() };
        let screen = Arc::new(Mutex::new(screen));
        let writer = || Writer { screen: Arc::clone(&screen), surface: setting.printer.surface() };
        // Narration that goes to a file goes there as before.
        let is_one_screen = io::stderr().is_terminal();
        let err: Box<dyn Write + Send> =
            if is_one_screen { Box::new(writer()) } else { Box::new(setting.printer.stderr()) };
        let pen = Pen::new(writer(), err, move |tally| summary(lang, tally))?;
        if is_one_screen {
            pen.share_screen();
        }
        setting.printer.pen = pen.clone();
        Ok(Some(Editor { screen, pen, taken }))
    }

    /// Starts to read lines, on a thread of its own, as a pending read cannot be cancelled.
    ///
    /// The lines end with Ctrl-D. When the channel's 64 places are full, typing waits; Ctrl-C does not.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(crate) fn lines(&self) -> io::Result<mpsc::Receiver<Vec<u8>>> {
        let (sender, lines) = mpsc::channel(64);
        let (screen, mode) = (Arc::clone(&self.screen), self.taken.mode.clone());
        lock(&screen).begin(&mode);
        typing::hand_over("editor", Keys::default(), move |keys| {
            type_lines(&screen, &mode, &sender, keys.unwrap_or_else(|| vec![Key::EndOfInput]))
        })?;
        Ok(lines)
    }

    /// What is to be heard for the terminal's sake.
    pub(crate) fn terminal(&self) -> signal::Terminal {
        self.taken.mode.changed()
    }

    /// Does what a signal asks for; on a thread of its own, as the screen may be stopped.
    pub(crate) fn obey(&self, told: Told) {
        let (screen, mode) = (Arc::clone(&self.screen), self.taken.mode.clone());
        tokio::task::spawn_blocking(move || match told {
            Told::Stop => stop(&screen, &mode),
            Told::Continued => lock(&screen).go_on(&mode),
            Told::Resized => lock(&screen).redraw(),
            Told::Leave | Told::Interrupt => {}
        });
    }

    /// Shows what is still to be shown, and gives the terminal back, the cursor on a line of its own.
    pub(crate) fn leave(self) {
        // A terminal that has stopped holds the screen's lock; then the mode alone is put back.
        if self.pen.finish_within(LAST_WORDS) {
            lock(&self.screen).end();
        }
    }
}

/// How long the end waits for a terminal that has stopped.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Presses the keys, until the end of the input, or until nobody takes the lines any more.
fn type_lines(
    screen: &Mutex<Screen>,
    mode: &Mode,
    sender: &mpsc::Sender<Vec<u8>>,
    mut keys: Vec<Key>,
) -> ControlFlow<()> {
    let is_stopped = keys.contains(&Key::Stop);
    keys.retain(|key| *key != Key::Stop);
    let (entered, is_ended) = lock(screen).press(keys);
    // The lock is free again: what arrives is shown while a full channel makes us wait.
    for line in entered.iter().flat_map(|text| text.lines()) {
        if sender.blocking_send(line.as_bytes().to_vec()).is_err() {
            return ControlFlow::Break(());
        }
    }
    if is_ended {
        return ControlFlow::Break(());
    }
    if is_stopped {
        stop(screen, mode);
    }
    ControlFlow::Continue(())
}

/// Stops the program, and gives the terminal to others for that time.
fn stop(screen: &Mutex<Screen>, mode: &Mode) {
    lock(screen).pause();
    mode.leave_and_stop();
    lock(screen).begin(mode);
}

/// What stands in the last row of the terminal, and what is typed there.
#[derive(Default)]
struct Screen {
    /// In which the editor speaks.
    lang: Lang,
    line: Line,
    /// What arrived without a line end; it stands in front of what is typed, as a prompt does.
    arrived: String,
    is_typing: bool,
    /// With which signs the row is drawn that is being typed: its columns are counted.
    charset: Charset,
    /// The terminal is the shell's again.
    is_left: bool,
}

fn lock(screen: &Mutex<Screen>) -> MutexGuard<'_, Screen> {
    screen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// To the first column, and nothing behind it (ECMA-48: CR, EL).
const ERASE_ROW: &str = "\r\x1b[K";
const ERASE_SCREEN: &str = "\x1b[H\x1b[2J";
/// A paste comes between marks, or as if it were typed (xterm's bracketed paste).
const MARK_PASTES: &str = "\x1b[?2004h";
const LEAVE_PASTES: &str = "\x1b[?2004l";
/// More text than this without a line end is ended for the eye, so no peer can fill the row's memory.
const MAX_ARRIVED_BYTES: usize = 4096;

impl Screen {
    /// Begins to show what is typed, unless the terminal was given back while the program stood still.
    fn begin(&mut self, mode: &Mode) {
        if self.is_left {
            return;
        }
        self.is_typing = true;
        // Another program may be in front still; when it gives way, the shell tells us to go on.
        if is_behind() {
            return;
        }
        mode.enter();
        // A terminal that has gone is noticed by whoever reads from it.
        let _ = show(&format!("{MARK_PASTES}{}", self.row()));
    }

    /// Takes the terminal again, where it was ours when the program was stopped.
    fn go_on(&mut self, mode: &Mode) {
        if self.is_typing {
            self.begin(mode);
        }
    }

    fn redraw(&self) {
        if self.is_typing && !is_behind() {
            let _ = show(&self.row());
        }
    }

    fn pause(&mut self) {
        self.is_typing = false;
        let _ = show(&format!("{ERASE_ROW}{}{LEAVE_PASTES}", self.arrived));
    }

    /// Leaves what was typed and not sent where it stands.
    fn end(&mut self) {
        self.is_left = true;
        if !self.is_typing {
            return;
        }
        self.pause();
        if !self.line.is_empty() {
            let _ = show(&self.whole());
        }
    }

    /// Presses the keys; gives what was entered, and whether the input has ended.
    fn press(&mut self, keys: Vec<Key>) -> (Vec<String>, bool) {
        let mut entered = Vec::new();
        let mut frame = String::new();
        for key in keys {
            match key {
                Key::Enter => {
                    frame += &format!("{ERASE_ROW}{}", self.whole());
                    self.arrived.clear();
                    entered.push(self.line.enter());
                }
                Key::EndOfInput if self.line.is_empty() => {
                    let _ = show(&frame);
                    self.pause();
                    return (entered, true);
                }
                Key::ClearScreen => frame += ERASE_SCREEN,
                key => self.line.press(key),
            }
        }
        if self.line.was_full() {
            frame += &format!("{ERASE_ROW}{}\n", line_is_full(self.lang, MAX_LINE_BYTES));
        }
        let _ = show(&(frame + &self.row()));
        (entered, false)
    }

    /// Writes what arrived above the line being typed.
    fn print(&mut self, text: &str) -> io::Result<()> {
        if !self.is_typing {
            return show(text);
        }
        self.arrived += text;
        if self.arrived.len() > MAX_ARRIVED_BYTES && !text.contains('\n') {
            self.arrived.push('\n');
        }
        let end = self.arrived.rfind('\n').map_or(0, |end| end + 1);
        let rest = self.arrived.split_off(end);
        let whole_lines = std::mem::replace(&mut self.arrived, rest);
        show(&format!("{ERASE_ROW}{whole_lines}{}", self.row()))
    }

    fn prompt(&self) -> &str {
        if self.arrived.is_empty() { "> " } else { &self.arrived }
    }

    /// All that was typed, as it remains in view: a row of its own for each line.
    fn whole(&self) -> String {
        let text: Vec<String> =
            self.line.text().lines().map(|line| terminal::escaped(line.as_bytes())).collect();
        format!("{}{}\n", self.prompt(), text.join("\n> "))
    }

    /// The last row: it never fills the terminal's width, so the terminal never breaks it.
    fn row(&self) -> String {
        let n_columns = width::of_drawing().max(MIN_COLUMNS);
        let prompt = terminal::cut_front(self.prompt(), n_columns / 2);
        let Row { before_cursor, behind_cursor } = self.line.row(n_columns - terminal::width(&prompt));
        let before = format!("{prompt}{before_cursor}");
        let shown = |row: &str| terminal::in_charset(row, self.charset).into_owned();
        if behind_cursor.is_empty() {
            return shown(&format!("{ERASE_ROW}{before}"));
        }
        // Drawn once more to bring the cursor back, as terminals differ in how wide a picture is.
        shown(&format!("{ERASE_ROW}{before}{behind_cursor}\r{before}"))
    }
}

/// Less than this shows nothing of a line; some terminals say 0 where they do not know.
const MIN_COLUMNS: usize = 8;

fn show(text: &str) -> io::Result<()> {
    standard::Output.write_all(text.as_bytes())
}

/// The pen's way to the screen.
struct Writer {
    screen: Arc<Mutex<Screen>>,
    surface: Surface,
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        lock(&self.screen).print(&self.surface.shown(&text))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
