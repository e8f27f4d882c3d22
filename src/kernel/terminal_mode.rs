//! How the terminal treats what is typed, and putting that back.
//!
//! The one idea: a terminal by itself keeps a line until Enter and shows what is typed. A line editor
//! switches both off. The terminal outlives the program, so whoever switched them off must put them
//! back, however the program ends.
//!
//! See it run: `stty -a`, in one terminal before and in another while `netlab chat-client` runs there.

#[cfg(unix)]
use rustix::process::getpgrp;
#[cfg(unix)]
use rustix::stdio::stdin;
#[cfg(unix)]
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush, tcgetattr,
    tcgetpgrp, tcsetattr,
};

/// A mode of standard input's terminal.
#[derive(Debug, Clone)]
pub struct TerminalMode {
    #[cfg(unix)]
    mode: Termios,
}

/// The mode that the terminal was in; put back when this is dropped.
///
/// What was typed by then and not read is thrown away: the rest of a paste is no command for the shell.
#[derive(Debug)]
pub struct KeptMode(pub TerminalMode);

impl KeptMode {
    /// Has single keys come through, unseen and without Enter; Ctrl-C and Ctrl-Z work as before.
    ///
    /// `None` where standard input is no terminal, or where another program is in front of it.
    #[must_use]
    pub fn for_single_keys() -> Option<Self> {
        let mode = TerminalMode::of_stdin().filter(|_| is_in_front())?;
        mode.single_keys().set();
        Some(KeptMode(mode))
    }
}

impl Drop for KeptMode {
    fn drop(&mut self) {
        self.0.put_back();
    }
}

impl TerminalMode {
    /// Puts the terminal back into this mode for whoever has it next, and throws away what was typed.
    pub fn put_back(&self) {
        if !is_behind() {
            forget_what_was_typed();
            self.set();
        }
    }
}

#[cfg(unix)]
impl TerminalMode {
    /// The present mode; `None` where standard input is no terminal, or the system has no such mode.
    #[must_use]
    pub fn of_stdin() -> Option<Self> {
        Some(TerminalMode { mode: tcgetattr(stdin()).ok()? })
    }

    /// The same, but that each key is handed over as it is pressed, and not shown (`man 3 termios`).
    ///
    /// Ctrl-C stays a signal, so it is heard even by a program that does not read; Ctrl-Z and Ctrl-\ become
    /// keys, as nobody could put the mode back for a program that they stop.
    #[must_use]
    pub fn key_by_key(&self) -> Self {
        let Self { mut mode } = self.single_keys();
        mode.local_modes.remove(LocalModes::IEXTEN);
        mode.input_modes.remove(InputModes::ICRNL | InputModes::INLCR | InputModes::IXON);
        mode.special_codes[SpecialCodeIndex::VSUSP] = libc::_POSIX_VDISABLE;
        TerminalMode { mode }
    }

    /// The same, but that keys come singly and are not shown, and Ctrl-\ does not end the program before it
    /// can put the mode back.
    #[must_use]
    pub fn single_keys(&self) -> Self {
        let mut mode = self.mode.clone();
        mode.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
        mode.special_codes[SpecialCodeIndex::VQUIT] = libc::_POSIX_VDISABLE;
        // A read returns with the first key, however long that takes.
        mode.special_codes[SpecialCodeIndex::VMIN] = 1;
        mode.special_codes[SpecialCodeIndex::VTIME] = 0;
        TerminalMode { mode }
    }

    /// Puts the terminal into this mode at once: a terminal that has stopped is not waited for.
    ///
    /// Nothing is done from behind another program: the mode is that one's now, and the kernel would stop
    /// whoever meddled with it (`man 3 tcsetattr`, SIGTTOU).
    pub fn set(&self) {
        if !is_behind() {
            let _ = tcsetattr(stdin(), OptionalActions::Now, &self.mode);
        }
    }
}

/// Stops this program as Ctrl-Z does, until the shell lets it go on, also where that signal is heard.
///
/// It is SIGTSTP and not SIGSTOP: where no shell could continue the program, the kernel does not stop it.
#[cfg(unix)]
#[allow(unsafe_code)]
pub fn stop_until_continued() {
    // SAFETY: all zeroes is a valid sigaction: the default action (SIG_DFL is 0), and no signal blocked.
    let (default, mut heard): (libc::sigaction, libc::sigaction) = unsafe { std::mem::zeroed() };
    // SAFETY: both point to a valid sigaction, and the handler is put back as it was read.
    unsafe {
        libc::sigaction(libc::SIGTSTP, &raw const default, &raw mut heard);
        libc::raise(libc::SIGTSTP);
        libc::sigaction(libc::SIGTSTP, &raw const heard, std::ptr::null_mut());
    }
}

#[cfg(unix)]
fn forget_what_was_typed() {
    let _ = tcflush(stdin(), QueueSelector::IFlush);
}

/// Whether what is typed now is meant for this program.
#[cfg(unix)]
fn is_in_front() -> bool {
    tcgetpgrp(stdin()).is_ok_and(|front| front == getpgrp())
}

/// Whether another program has the terminal: it is our session's, and what is typed is not for us.
#[cfg(unix)]
#[must_use]
pub fn is_behind() -> bool {
    // Where the terminal is not our session's, there is no answer.
    tcgetpgrp(stdin()).is_ok_and(|front| front != getpgrp())
}

/// Never: this system knows no such order.
#[cfg(not(unix))]
#[must_use]
pub fn is_behind() -> bool {
    false
}

#[cfg(not(unix))]
fn forget_what_was_typed() {}

#[cfg(not(unix))]
fn is_in_front() -> bool {
    false
}

/// This system has no such modes, so nothing below is ever reached but `of_stdin`.
#[cfg(not(unix))]
impl TerminalMode {
    /// `None`, as this system has no such mode.
    #[must_use]
    pub fn of_stdin() -> Option<Self> {
        None
    }

    /// The same.
    #[must_use]
    pub fn key_by_key(&self) -> Self {
        self.clone()
    }

    /// The same.
    #[must_use]
    pub fn single_keys(&self) -> Self {
        self.clone()
    }

    /// Does nothing.
    pub fn set(&self) {}
}

/// Does nothing: this system cannot stop a program from its terminal.
#[cfg(not(unix))]
pub fn stop_until_continued() {}
