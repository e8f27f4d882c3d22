//! A terminal for a program: the two ends of a pseudo-terminal.

use std::fs::{File, OpenOptions};
use std::process::Command;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// Gives the command a terminal of 80 columns on all three of its streams; returns the other end.
pub(crate) fn in_terminal(command: &mut Command) -> File {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
    grantpt(&ours).expect("our own");
    unlockpt(&ours).expect("our own");
    let size = Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&ours, size).expect("a terminal");
    let name = ptsname(&ours, Vec::new()).expect("our own").into_string().expect("a path");
    let theirs = OpenOptions::new().read(true).write(true).open(name).expect("a terminal");
    let another = || theirs.try_clone().expect("a descriptor");
    command.stdin(another()).stdout(another()).stderr(another());
    ours.into()
}
