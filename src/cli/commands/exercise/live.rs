//! The row that lives while the judge plays, and Ctrl-C.
//!
//! The one idea: a check takes seconds, and a build takes minutes. Whoever waits sees in one row what is being done,
//! and may stop it without losing what was found so far. Through a pipe there is none of this.
//!
//! See it run: `netlab check greeting-server -- python3 x.py`, in a terminal; press Ctrl-C.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

use crate::check::Standing;
use crate::check::report::Rows;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::frames::Frames;
use crate::cli::desk::output::LAST_WORDS;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::signal::{Terminal, Told};
use crate::cli::desk::width;
use crate::kernel::standard;
use crate::kernel::terminal_mode::is_behind;
use crate::terminal::{Surface, in_colours};

/// A terminal in which a run is followed.
pub(super) struct Live {
    frames: Frames,
    told: Receiver<Told>,
    surface: Surface,
}

/// Often enough that it is seen to move, seldom enough to cost nothing.
const PACE: Duration = Duration::from_millis(100);
/// To the beginning of the row, and nothing behind it.
const EMPTIED: &str = "\r\x1b[K";

impl Live {
    /// Begins to follow in this terminal; `None` where there is none that could show it.
    ///
    /// # Errors
    /// Those of hearing signals and of starting a thread.
    pub(super) fn open(is_for_people: bool, setting: &Setting) -> Result<Option<Live>, Failure> {
        let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
        if !is_for_people || !io::stdout().is_terminal() || is_dumb || setting.options.logs() {
            return Ok(None);
        }
        // What was said so far stands above.
        setting.printer.pen.wait_until_idle(LAST_WORDS);
        let frames = Frames::new(standard::Output).map_err(|error| Failure::of_thread(&error))?;
        let surface = setting.printer.out_surface();
        Ok(Some(Live { frames, told: setting.hear(Terminal::Untouched)?, surface }))
    }

    /// Writes whole lines, above the row that lives.
    pub(super) fn say(&self, text: &str) {
        self.frames.command(&format!("{EMPTIED}{}", self.shown(text)));
    }

    /// Follows the work to its end; at Ctrl-C it is told to stop.
    pub(super) fn during<T>(
        &mut self,
        standing: &Standing<'_>,
        rows: &Rows,
        stop: &CancellationToken,
        work: impl FnOnce(&Self) -> T,
    ) -> T {
        let is_over = AtomicBool::new(false);
        let (_gone, nobody) = tokio::sync::mpsc::channel(1);
        let mut told = std::mem::replace(&mut self.told, nobody);
        let live = &*self;
        let result = thread::scope(|scope| {
            let follower = scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    if told.try_recv() == Ok(Told::Leave) {
                        stop.cancel();
                    }
                    live.draw(standing, rows);
                    thread::park_timeout(PACE);
                }
            });
            let result = work(live);
            is_over.store(true, Ordering::Relaxed);
            follower.thread().unpark();
            result
        });
        self.frames.command(EMPTIED);
        self.frames.finish_within(LAST_WORDS);
        result
    }

    /// Draws the row, unless another program has the terminal.
    fn draw(&self, standing: &Standing<'_>, rows: &Rows) {
        // A terminal shows `^C` behind the row, and some begin the next row behind the last column.
        let n_columns = width::of_drawing().saturating_sub("^C ".len());
        if !is_behind() {
            let row = rows.living(standing.first().as_ref(), n_columns);
            self.frames.show(format!("{EMPTIED}{}", self.shown(&row)));
        }
    }

    fn shown(&self, text: &str) -> String {
        self.surface.shown(&in_colours(text)).into_owned()
    }
}
