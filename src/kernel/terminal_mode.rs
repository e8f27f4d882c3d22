//! How the terminal treats what is typed, and putting that back.
//!
//! The one idea: a line editor switches off the terminal's own echo and line keeping. The terminal
//! outlives the program, so whoever switched them off must put them back, however the program ends.
//!
//! See it run: leave `netlab chat-client` while a line is half typed.

/// The mode that standard input's terminal was in; put back when this is dropped.
#[derive(Debug)]
pub struct KeptMode {
    #[cfg(unix)]
    mode: libc::termios,
}

impl KeptMode {
    /// Remembers the present mode; `None` where standard input is no terminal, or the system has no such mode.
    #[cfg(unix)]
    #[must_use]
    #[allow(unsafe_code)]
    pub fn of_stdin() -> Option<Self> {
        // SAFETY: termios is a plain structure of integers, for which all zeroes is a valid value.
        let mut mode: libc::termios = unsafe { std::mem::zeroed() };
        // SAFETY: `mode` is a valid termios to write to.
        let status = unsafe { libc::tcgetattr(libc::STDIN_FILENO, &raw mut mode) };
        (status == 0).then_some(KeptMode { mode })
    }

    /// Remembers the present mode: this system has no such mode.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of_stdin() -> Option<Self> {
        None
    }
}

#[cfg(unix)]
impl Drop for KeptMode {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        // SAFETY: `mode` was filled by tcgetattr.
        unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSADRAIN, &raw const self.mode) };
    }
}
