//! The observer: starts the subject, and tells the guard what its sockets do.
//!
//! The one idea: whoever follows a program must be the thread that waits for it, so it is a process of its own between
//! the guard and the subject. It leads the subject's group and keeps the group's number as long as the guard may send it
//! a signal. The signals themselves are the subject's affair: they do nothing here, but for SIGSTOP and SIGCONT, which
//! stop both and let both go on, and SIGKILL, which ends both. The kernel ends the subject with its observer.
//!
//! See it run: `netlab --ladder check greeting-server -- python3 x.py`, where it fails.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;

use rustix::stdio::{dup2_stderr, dup2_stdin, dup2_stdout, stdout};

use crate::check::subject::orders::{SAID, Said};
use crate::check::subject::system_error::SystemError;
use crate::event::Event;
use crate::kernel::clock;
use crate::kernel::tracer::{Command, End, NotStarted, Tracer, forward};
use crate::observe::{Audience, Following, Machine, Manner, News, Wanted};
use crate::trace::{Clock, Header};

/// The observer's whole life: the subject's two streams go to these terminals.
///
/// # Errors
/// Those of the terminals, of the pipe to the guard, and of waiting for a process.
pub fn observe([out, err]: [&OsString; 2], command: &Command) -> io::Result<()> {
    let mut voice = File::from(rustix::io::fcntl_dupfd_cloexec(stdout(), 3)?);
    forward::not_at_all()?;
    dup2_stdout(&opened(out)?)?;
    dup2_stderr(&opened(err)?)?;
    let (tracer, pid) = match Tracer::start(command) {
        Ok(started) => started,
        Err(error) => return say(&mut voice, &why_not(&error)),
    };
    // Its streams are its own from here on: nobody else may keep them open.
    let nothing = opened(&"/dev/null".into())?;
    dup2_stdin(&nothing)?;
    dup2_stdout(&nothing)?;
    dup2_stderr(&nothing)?;
    say(&mut voice, &Said::Started)?;
    let header = header(pid);
    voice.write_all(header.to_line().as_bytes())?;
    let wanted = Wanted { data_bytes: MAX_DATA_BYTES, kernel_view: false, digests: true };
    let mut guard = Guard { voice, header, failed: None };
    Following::new(tracer, pid, Machine::new(wanted), None, Manner::default()).to_the_end(&mut guard)?;
    guard.failed.map_or(Ok(()), Err)
}

/// Of each payload so many bytes are told.
const MAX_DATA_BYTES: usize = 64;

/// Opened otherwise, a terminal would become our own, whose end is our death.
fn opened(path: &OsString) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).custom_flags(libc::O_NOCTTY).open(path)
}

fn why_not(error: &NotStarted) -> Said {
    match error {
        NotStarted::NotFound => {
            Said::NotStarted(SystemError::of(&io::Error::from_raw_os_error(libc::ENOENT)))
        }
        NotStarted::NotRun(error) => Said::NotStarted(SystemError::of(error)),
        NotStarted::NotFollowed(error) | NotStarted::System(error) => Said::Refused(SystemError::of(error)),
    }
}

fn header(pid: u32) -> Header {
    let Clock { started, mono_us, .. } = Clock::starting_at(clock::monotonic_us());
    Header {
        netlab_trace: 1,
        program: String::new(),
        pid,
        started,
        host: None,
        boot_id: None,
        time_ns: None,
        net_ns: None,
        mono_us,
    }
}

fn say(voice: &mut File, said: &Said) -> io::Result<()> {
    let line = serde_json::to_string(said).unwrap_or_default();
    voice.write_all(format!("{SAID}{line}\n").as_bytes())
}

/// The guard, at the other end of a pipe. It takes everything: while it does not, the subject waits.
struct Guard {
    voice: File,
    header: Header,
    failed: Option<io::Error>,
}

impl Audience for Guard {
    fn event(&mut self, event: &Event<'static>) {
        let line = self.header.line_of(event, MAX_DATA_BYTES);
        if self.failed.is_none() {
            self.failed = self.voice.write_all(line.as_bytes()).err();
        }
    }

    fn asked(&mut self, machine: &Machine) {
        if self.failed.is_none() {
            self.failed = say(&mut self.voice, &Said::Holds(machine.held())).err();
        }
    }

    /// Without a guard nobody is to be followed any more.
    fn news(&mut self, news: News) -> bool {
        if let News::MainEnded { end, .. } = news {
            let (code, signal) = match end {
                End::Exited(code) => (Some(code), None),
                End::Killed(signal) => (None, Some(signal)),
            };
            self.failed = say(&mut self.voice, &Said::Ended { code, signal }).err();
        }
        self.failed.is_none()
    }
}
