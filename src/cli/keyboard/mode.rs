//! A terminal whose keys are handed over one by one, and given back.
//!
//! The one idea: a mode outlives its program, so whoever takes a terminal holds its usual mode beside its own:
//! each stop and each end puts the first back, and going on takes the second again.
//!
//! See it run: `netlab chat-client`, Ctrl-Z, `stty -a`, `fg`.

use crate::cli::desk::signal;
use crate::kernel::terminal_mode::{KeptMode, TerminalMode, stop_until_continued};

/// A terminal that is ours; dropped, it is given back.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) mode: Mode,
    /// Dropped with this, it puts the usual mode back.
    _kept: KeptMode,
}

/// The two modes of a terminal that is ours. Threads have copies of it.
#[derive(Debug, Clone)]
pub(crate) struct Mode {
    usual: TerminalMode,
    ours: TerminalMode,
}

/// Whether the terminal says that it can neither erase nor place its cursor.
pub(crate) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

impl Taken {
    /// A terminal that is to hand over every key, Ctrl-Z among them; nothing is changed before [`Mode::enter`].
    ///
    /// `None` where standard input is no terminal.
    pub(crate) fn for_all_keys() -> Option<Taken> {
        let usual = TerminalMode::of_stdin()?;
        Some(Taken { mode: Mode { ours: usual.key_by_key(), usual: usual.clone() }, _kept: KeptMode(usual) })
    }

    /// A terminal that hands over its keys from now on, while Ctrl-C and Ctrl-Z work as before.
    ///
    /// `None` where standard input is no terminal, or where another program is in front of it.
    pub(crate) fn for_single_keys() -> Option<Taken> {
        let kept = KeptMode::for_single_keys()?;
        Some(Taken { mode: Mode { ours: kept.0.single_keys(), usual: kept.0.clone() }, _kept: kept })
    }
}

impl Mode {
    /// Takes the terminal, unless another program is in front.
    pub(crate) fn enter(&self) {
        self.ours.set();
    }

    /// Gives the terminal to others.
    pub(crate) fn leave(&self) {
        self.usual.set();
    }

    /// Gives the terminal to others, and stops this program until it is told to go on.
    pub(crate) fn leave_and_stop(&self) {
        self.leave();
        stop_until_continued();
    }

    /// What is to be heard for its sake by a program that writes lines to it.
    pub(crate) fn changed(&self) -> signal::Terminal {
        signal::Terminal::Changed(self.usual.clone())
    }

    /// The same by a program that draws all of the screen.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only the reader of lessons draws so, on Unix"))]
    pub(crate) fn filled(&self) -> signal::Terminal {
        signal::Terminal::Filled(self.usual.clone())
    }
}
