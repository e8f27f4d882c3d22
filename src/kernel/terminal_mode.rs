//! How the terminal treats what is typed, and putting that back.
//!
//! The one idea: a terminal by itself keeps a line until Enter and shows what is typed. A line editor
//! switches both off. The terminal outlives the program, so whoever switched them off must put them
//! back, however the program ends.
//!
//! See it run: `stty -a`, in one terminal before and in another while `netlab chat-client` runs there.

/// A mode of standard input's terminal.
#[derive(Debug, Clone, Copy)]
pub struct TerminalMode {
    #[cfg(unix)]
    mode: libc::termios,
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
    #[allow(unsafe_code)]
    pub fn of_stdin() -> Option<Self> {
        // SAFETY: termios is a plain structure of integers, for which all zeroes is a valid value.
        let mut mode: libc::termios = unsafe { std::mem::zeroed() };
        // SAFETY: `mode` is a valid termios to write to.
        let status = unsafe { libc::tcgetattr(libc::STDIN_FILENO, &raw mut mode) };
        (status == 0).then_some(TerminalMode { mode })
    }

    /// The same, but that each key is handed over as it is pressed, and not shown (`man 3 termios`).
    ///
    /// Ctrl-C stays a signal, so it is heard even by a program that does not read; Ctrl-Z and Ctrl-\ become
    /// keys, as nobody could put the mode back for a program that they stop.
    #[must_use]
    pub fn key_by_key(mut self) -> Self {
        self.mode.c_lflag &= !(libc::ECHO | libc::ICANON | libc::IEXTEN);
        self.mode.c_iflag &= !(libc::ICRNL | libc::INLCR | libc::IXON);
        self.mode.c_cc[libc::VSUSP] = libc::_POSIX_VDISABLE;
        self.mode.c_cc[libc::VQUIT] = libc::_POSIX_VDISABLE;
        self.mode.c_cc[libc::VMIN] = 1;
        self.mode.c_cc[libc::VTIME] = 0;
        self
    }

    /// The same, but that keys come singly and are not shown, and Ctrl-\ does not end the program before it
    /// can put the mode back.
    #[must_use]
    pub fn single_keys(mut self) -> Self {
        self.mode.c_lflag &= !(libc::ECHO | libc::ICANON);
        self.mode.c_cc[libc::VQUIT] = libc::_POSIX_VDISABLE;
        self.mode.c_cc[libc::VMIN] = 1;
        self.mode.c_cc[libc::VTIME] = 0;
        self
    }

    /// Puts the terminal into this mode at once: a terminal that has stopped is not waited for.
    ///
    /// Nothing is done from behind another program: the mode is that one's now, and the kernel would stop
    /// whoever meddled with it (`man 3 tcsetattr`, SIGTTOU).
    #[allow(unsafe_code)]
    pub fn set(&self) {
        if is_behind() {
            return;
        }
        // SAFETY: `mode` was filled by tcgetattr.
        unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, &raw const self.mode) };
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
#[allow(unsafe_code)]
fn forget_what_was_typed() {
    // SAFETY: tcflush takes any descriptor.
    unsafe { libc::tcflush(libc::STDIN_FILENO, libc::TCIFLUSH) };
}

/// Whether what is typed now is meant for this program.
#[cfg(unix)]
#[allow(unsafe_code)]
fn is_in_front() -> bool {
    // SAFETY: these two take and give plain numbers.
    unsafe { libc::tcgetpgrp(libc::STDIN_FILENO) == libc::getpgrp() }
}

/// Whether another program has the terminal: it is our session's, and what is typed is not for us.
#[cfg(unix)]
#[must_use]
#[allow(unsafe_code)]
pub fn is_behind() -> bool {
    // SAFETY: these take and give plain numbers; where the terminal is not our session's, it is below 0.
    let front = unsafe { libc::tcgetpgrp(libc::STDIN_FILENO) };
    front > 0 && !is_in_front()
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
    pub fn key_by_key(self) -> Self {
        self
    }

    /// The same.
    #[must_use]
    pub fn single_keys(self) -> Self {
        self
    }

    /// Does nothing.
    pub fn set(&self) {}
}

/// Does nothing: this system cannot stop a program from its terminal.
#[cfg(not(unix))]
pub fn stop_until_continued() {}
