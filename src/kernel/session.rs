//! A terminal of its own for a program that is started.
//!
//! The one idea: a terminal is a device with two ends. The program has one end and cannot tell it from a
//! window; we have the other. When our end closes, however we end, the kernel hangs up on all that runs
//! there (SIGHUP).
//!
//! See it run: `tty`, by hand and in a lesson.

use std::fs::File;
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::process::{ioctl_tiocsctty, setsid};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{
    LocalModes, OptionalActions, OutputModes, Winsize, tcgetattr, tcsetattr, tcsetwinsize,
};

/// The two ends of a terminal: what is written to one is read from the other.
#[derive(Debug)]
pub struct Terminal {
    /// A window's end: keys are written to it, and what shall be shown is read from it.
    pub ours: File,
    /// The program's end.
    pub theirs: File,
    /// Its name as a file, under which another process can open the program's end.
    pub name: String,
}

impl Terminal {
    /// A new terminal of this size.
    ///
    /// # Errors
    /// Those of the system, as when there are too many.
    pub fn open(n_rows: u16, n_columns: u16) -> io::Result<Terminal> {
        let ours: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        rustix::io::fcntl_setfd(&ours, rustix::io::FdFlags::CLOEXEC)?;
        grantpt(&ours)?;
        unlockpt(&ours)?;
        let name = ptsname(&ours, Vec::new())?.into_string().map_err(io::Error::other)?;
        // It is nobody's controlling terminal yet, and must not become ours.
        let flags = libc::O_NOCTTY;
        let mut options = File::options();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags);
        let theirs = options.read(true).write(true).open(&name)?;
        tcsetwinsize(&theirs, Winsize { ws_row: n_rows, ws_col: n_columns, ws_xpixel: 0, ws_ypixel: 0 })?;
        Ok(Terminal { ours: ours.into(), theirs, name })
    }

    /// Lets every byte through as it is written: no echo, no CR before LF. To be set while the program's end is open,
    /// as macOS knows no modes without that.
    ///
    /// # Errors
    /// Those of the system.
    pub fn change_nothing(&self) -> io::Result<()> {
        let mut modes = tcgetattr(&self.theirs)?;
        modes.output_modes.remove(OutputModes::OPOST);
        modes.local_modes.remove(LocalModes::ECHO);
        Ok(tcsetattr(&self.theirs, OptionalActions::Now, &modes)?)
    }

    /// Lets the command run in it, as the first of a session and a process group of its own.
    ///
    /// # Errors
    /// Those of a duplicate of the descriptor.
    #[allow(unsafe_code)]
    pub fn take(&self, command: &mut Command) -> io::Result<()> {
        let theirs = || self.theirs.try_clone();
        command.stdin(theirs()?).stdout(theirs()?).stderr(theirs()?);
        let lead = || {
            setsid()?;
            // SAFETY: standard input is open: it was put there above, for the child's whole life.
            let stdin = unsafe { BorrowedFd::borrow_raw(libc::STDIN_FILENO) };
            Ok(ioctl_tiocsctty(stdin)?)
        };
        // SAFETY: the closure makes two system calls, and neither allocates nor takes a lock.
        unsafe { command.pre_exec(lead) };
        Ok(())
    }
}
