//! A program that the reader of a lesson has started.
//!
//! The one idea: whoever starts a program answers for its end. Each has a terminal and a process group
//! of its own; when this is dropped, the whole group is killed. Should netlab itself be killed, the
//! kernel hangs up on the group, as it does when a window is closed.
//!
//! See it run: `r` in `netlab lesson 2`, and `ps -ef --forest` elsewhere.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::Signal;
use tokio::sync::mpsc;

use crate::catalogue::Lang;
use crate::kernel::group::Group;
use crate::kernel::session::Terminal;
use crate::terminal::palette::Ground;

/// What is heard of a program.
#[derive(Debug)]
pub(super) enum News {
    Wrote(Vec<u8>),
    /// It is over, and all that it wrote was told; `None` where the system does not know how it ended.
    Ended(Option<ExitStatus>),
}

/// What programs are started with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) n_rows: u16,
    pub(super) n_columns: u16,
    /// What its colours stand on; `None` for none.
    pub(super) ground: Option<Ground>,
    /// In which ours speak.
    pub(super) lang: Lang,
}

/// A started program; dropped, it is killed with all that it started.
#[derive(Debug)]
pub(super) struct Program {
    group: Group,
    terminal: Arc<Terminal>,
    life: Arc<Life>,
}

#[derive(Debug, Default)]
struct Life {
    is_over: Mutex<bool>,
    changed: Condvar,
}

impl Program {
    /// Starts what a shell makes of the text, in this folder; its news come with its name.
    ///
    /// When the channel is full, the program waits, as for any terminal that is slow.
    ///
    /// # Errors
    /// Those of starting a process, a terminal or a thread.
    pub(super) fn start<Name: Copy + Send + 'static>(
        text: &str,
        window: Window,
        dir: &Path,
        name: Name,
        news: mpsc::Sender<(Name, News)>,
    ) -> io::Result<Program> {
        let terminal = Arc::new(Terminal::open(window.n_rows, window.n_columns)?);
        let mut command = shell(text, window)?;
        command.current_dir(dir);
        // A path that was given from where we are.
        if let Some(home) = std::env::var_os("NETLAB_HOME").filter(|home| !home.is_empty()) {
            command.env("NETLAB_HOME", std::path::absolute(home)?);
        }
        terminal.take(&mut command)?;
        let child = command.spawn()?;
        let life = Arc::new(Life::default());
        let group = Group::led_by(child.id()).ok_or(io::ErrorKind::NotFound)?;
        let program = Program { group, terminal, life: Arc::clone(&life) };
        let terminal = Arc::clone(&program.terminal);
        let waiter = thread::Builder::new()
            .name("waiter".to_owned())
            .spawn(move || life.wait(child, group, &terminal))?;
        let terminal = Arc::clone(&program.terminal);
        thread::Builder::new().name("listener".to_owned()).spawn(move || {
            // Whoever has dropped the other end wants to hear no more.
            let told = hear(&terminal.ours, |bytes| news.blocking_send((name, News::Wrote(bytes))).is_ok());
            if told.is_ok() {
                let status = waiter.join().unwrap_or_default();
                let _ = news.blocking_send((name, News::Ended(status)));
            }
        })?;
        Ok(program)
    }

    /// Does what Ctrl-C does: a signal to all that runs there. Pressed as a key, it would wait behind a
    /// flood of output.
    pub(super) fn interrupt(&self) {
        self.signal(Signal::INT);
    }

    /// Kills it, with all that it started.
    pub(super) fn kill(&self) {
        self.signal(Signal::KILL);
    }

    fn signal(&self, signal: Signal) {
        let is_over = self.life.lock();
        // Its number is its own until it has been waited for, which takes the same lock.
        if !*is_over {
            self.group.signal(signal);
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
        let is_over = self.life.lock();
        let _ = self.life.changed.wait_timeout_while(is_over, LAST_BREATH, |is_over| !*is_over);
    }
}

/// A program that is killed and does not end hangs in a device; nobody waits for that.
const LAST_BREATH: Duration = Duration::from_secs(2);

impl Life {
    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_over.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end; kills what the program has left behind, and marks the end in its terminal.
    fn wait(&self, mut child: Child, group: Group, terminal: &Terminal) -> Option<ExitStatus> {
        // Not reaped yet, so the group's number cannot have become somebody else's.
        let _ = group.wait_for_leader();
        let mut is_over = self.lock();
        group.signal(Signal::KILL);
        let status = child.wait().ok();
        *is_over = true;
        drop(is_over);
        self.changed.notify_all();
        let _ = (&terminal.theirs).write_all(END);
        status
    }
}

/// Written behind a program's last words, as what a terminal has taken is read in order: so all is read.
///
/// Linux would else report the end (EIO) at times before it has handed out those last words.
const END: &[u8] = b"\0netlab: the end\0";

/// Reads to the mark of the end, or until nobody wants to hear more.
fn hear(mut terminal: impl Read, mut tell: impl FnMut(Vec<u8>) -> bool) -> io::Result<()> {
    let mut bytes = [0; 4096];
    let mut pending = Vec::new();
    loop {
        let n_bytes = terminal.read(&mut bytes)?;
        pending.extend_from_slice(&bytes[..n_bytes]);
        let end = pending.windows(END.len()).position(|window| window == END);
        let n_kept = (1..END.len()).rev().find(|n| pending.ends_with(&END[..*n])).unwrap_or(0);
        let rest = pending.split_off(end.unwrap_or(pending.len() - n_kept));
        let told = std::mem::replace(&mut pending, rest);
        if (!told.is_empty() && !tell(told)) || end.is_some() || n_bytes == 0 {
            return Ok(());
        }
    }
}

/// Ctrl-C meets the shell too, which waits for the program's own end, and ends as the program did.
const AFTER_CTRL_C: &str = "trap 'exit $?' INT";

/// A shell in which `netlab` is this program, and nothing pages or draws.
fn shell(text: &str, window: Window) -> io::Result<Command> {
    let program = std::env::current_exe()?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dir = program.parent().map(Path::to_owned);
    let path = std::env::join_paths(dir.into_iter().chain(std::env::split_paths(&path)));
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{AFTER_CTRL_C}; {text}")]).env("PATH", path.map_err(io::Error::other)?);
    // Ours shows lines and colours; a program that wants to move about is told that it cannot.
    command.env("TERM", "dumb").env("PAGER", "cat").env_remove("COLUMNS").env_remove("LINES");
    command.env("NETLAB_LANG", window.lang.tag());
    if let Some(ground) = window.ground {
        command.env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR");
        // As terminals tell it that set the variable: the numbers of two colours, of letters and ground.
        match ground {
            Ground::Light => command.env("COLORFGBG", "0;15"),
            Ground::Dark => command.env("COLORFGBG", "15;0"),
            Ground::Unknown => command.env_remove("COLORFGBG"),
        };
    } else {
        command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_the_end_is_found_however_the_reads_cut_it() {
        struct Pieces(Vec<Vec<u8>>);
        impl Read for Pieces {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                let piece = self.0.remove(0);
                buf[..piece.len()].copy_from_slice(&piece);
                Ok(piece.len())
            }
        }
        let bytes = [b"last \0netlab words", END].concat();
        for cut in 1..bytes.len() {
            let mut heard = Vec::new();
            let pieces = Pieces(vec![bytes[..cut].to_vec(), bytes[cut..].to_vec()]);
            let whole = hear(pieces, |bytes| {
                heard.extend(bytes);
                true
            });
            assert!(whole.is_ok());
            assert_eq!(heard, b"last \0netlab words", "cut at {cut}");
        }
    }
}
