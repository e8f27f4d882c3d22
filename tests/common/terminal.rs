//! A terminal for a program: the two ends of a pseudo-terminal.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::process::Command;

use rustix::fs::{Mode, OFlags};
use rustix::io::{FdFlags, fcntl_setfd};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// A new terminal of 80 columns: our end and the program's. No program inherits ours: whoever holds it keeps the
/// terminal alive, and a program in it would never hear that its test has gone.
pub(crate) fn new_terminal() -> std::io::Result<(OwnedFd, OwnedFd)> {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
    fcntl_setfd(&ours, FdFlags::CLOEXEC)?;
    grantpt(&ours)?;
    unlockpt(&ours)?;
    let name = ptsname(&ours, Vec::new())?;
    let theirs = rustix::fs::open(&name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
    tcsetwinsize(&theirs, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 })?;
    Ok((ours, theirs))
}

/// Gives the command a terminal of 80 columns on all three of its streams; returns the other end.
pub(crate) fn in_terminal(command: &mut Command) -> File {
    let (ours, theirs) = new_terminal().expect("a pseudo-terminal");
    let another = || theirs.try_clone().expect("a descriptor");
    command.stdin(another()).stdout(another()).stderr(another());
    ours.into()
}
