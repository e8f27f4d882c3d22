//! The browser, opened at the page.
//!
//! The one idea: a command line can be read by every user of a machine, and the page's address holds its secret. So the
//! browser is given the name of a file that only its user can read, and that leads on.
//!
//! See it run: `netlab live`, on a desktop.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// A file that leads to the page; it goes again with this.
pub(super) struct Way(PathBuf);

impl Drop for Way {
    fn drop(&mut self) {
        // Where even that fails, it leads to nothing any more.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Opens the page; `None` where there is no display, or nobody at a terminal.
pub(super) fn open(folder: &Path, address: &str) -> io::Result<Option<Way>> {
    if !has_display() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let way = Way(folder.join(format!("live-{}.html", std::process::id())));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&way.0)?;
    write!(file, "<!doctype html>\n<meta http-equiv=\"refresh\" content=\"0;url={address}\">\n")?;
    let mut command = opener();
    command.arg(&way.0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut browser = command.spawn()?;
    // It ends at once, or goes on as the browser itself; nobody waits for it but this thread.
    thread::Builder::new().name("browser".to_owned()).spawn(move || browser.wait())?;
    Ok(Some(way))
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn opener() -> Command {
    if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    }
}
