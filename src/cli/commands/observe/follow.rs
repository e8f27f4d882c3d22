//! A program, observed from its first call to its end.
//!
//! The one idea: it is started, and stands before its first instruction while all that hears of it is made ready. Its end
//! is our end, and its exit code ours.
//!
//! See it run: `netlab observe -- sh -c 'exit 7'; echo $?`.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::cli::commands::observe::args::{Args, IoUring};
use crate::cli::commands::observe::wall::{before_a_process, before_a_start};
use crate::cli::commands::observe::words::{attached, note, still_there};
use crate::cli::desk::failure::{Failure, ObservedFailure};
use crate::cli::desk::listening::Whose;
use crate::cli::desk::setting::Setting;
use crate::event::Event;
use crate::kernel::process;
use crate::kernel::tracer::{Command, End, NotStarted, Tracer, forward};
use crate::observe::{Audience, Following, Machine, Manner, News, Wanted};
use crate::terminal::escaped;
use crate::trace::Ears;

/// Observes a program to its end.
pub(crate) fn run(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    let mut log = args.calls.as_deref().map(new_file).transpose()?;
    let (tracer, pid, program) = match args.pid {
        None => {
            let (tracer, pid) = started(&args.command)?;
            (tracer, pid, in_words(&args.command))
        }
        // It has chosen its name itself, and a line's end in it would begin a line of ours.
        Some(pid) => (found(pid)?, pid, escaped(process::name(pid).as_bytes())),
    };
    let cannot = |error: io::Error| ObservedFailure::System(error.into());
    forward::to(args.pid.is_none().then_some(pid)).map_err(cannot)?;
    let wanted = Wanted {
        data_bytes: setting.options.record_bytes.max(SHOWN_BYTES),
        kernel_view: setting.options.verbose,
        digests: setting.options.record.is_some() || setting.options.logs() || setting.options.draws(),
    };
    let ears = setting.listen_for(&Whose { program: &program, pid })?;
    let log = log.as_mut().map(|file| file as &mut dyn Write);
    let was_found = args.pid.is_some();
    let manner = Manner { was_found, allows_io_uring: args.io_uring == IoUring::Allow };
    let mut following = Following::new(tracer, pid, Machine::new(wanted), log, manner);
    // What it was started with, as from inetd, or has opened before it was found.
    following.find_sockets().map_err(cannot)?;
    if was_found && !setting.options.quiet {
        setting.ready(&attached(setting.lang, &program, pid));
    }
    let mut hears = Hears { ears, setting, program, said: Vec::new(), end_is_ours: was_found };
    let end = following.to_the_end(&mut hears).map_err(cannot)?;
    Ok(code_of(end))
}

/// The program's own code, as a shell has it.
fn code_of(end: Option<End>) -> ExitCode {
    let code = match end {
        Some(End::Exited(code)) => code,
        Some(End::Killed(signal)) => 128 + signal,
        None => 0,
    };
    ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
}

fn started(words: &[OsString]) -> Result<(Tracer, u32), Failure> {
    let command = Command {
        words: words.to_vec(),
        places: std::env::var_os("PATH").unwrap_or_else(|| "/bin:/usr/bin".into()),
        variables: std::env::vars_os().collect(),
    };
    Tracer::start(&command).map_err(|error| cannot_start(error, &escaped(words[0].as_encoded_bytes())))
}

/// Why a program was not started so.
pub(super) fn cannot_start(error: NotStarted, program: &str) -> Failure {
    let program = program.to_owned();
    match error {
        NotStarted::NotFound => ObservedFailure::NotFound { program },
        NotStarted::NotRun(error) => ObservedFailure::NotRun { program, cause: error.into() },
        NotStarted::NotFollowed(error) => {
            ObservedFailure::NotFollowed { wall: before_a_start(), cause: error.into() }
        }
        NotStarted::System(error) => ObservedFailure::System(error.into()),
    }
    .into()
}

fn found(pid: u32) -> Result<Tracer, Failure> {
    Tracer::attach(pid).map_err(|error| {
        let is_gone =
            matches!(error.kind(), io::ErrorKind::NotFound) || error.raw_os_error() == Some(libc::ESRCH);
        if is_gone {
            return ObservedFailure::NoProcess { pid }.into();
        }
        ObservedFailure::NotFollowed { wall: before_a_process(pid), cause: error.into() }.into()
    })
}

fn new_file(path: &Path) -> Result<File, Failure> {
    let cannot =
        |error: io::Error| ObservedFailure::CallsNotWritten { path: path.to_owned(), cause: error.into() };
    File::create_new(path).map_err(|error| cannot(error).into())
}

/// The command as it is typed, for the head of a record.
fn in_words(words: &[OsString]) -> String {
    let words: Vec<String> = words.iter().map(|word| escaped(word.as_encoded_bytes())).collect();
    words.join(" ").chars().take(MAX_NAME_CHARS).collect()
}

/// So much of a payload a line of narration may show.
const SHOWN_BYTES: usize = 256;
/// A longer command says no more.
const MAX_NAME_CHARS: usize = 200;

/// All who hear of the program.
struct Hears<'a> {
    ears: Ears,
    setting: &'a Setting,
    program: String,
    /// What is said once.
    said: Vec<News>,
    /// A signal ends us: the program has ended, or was never ours.
    end_is_ours: bool,
}

impl Audience for Hears<'_> {
    fn event(&mut self, event: &Event<'static>) {
        self.ears.hear(event);
    }

    fn news(&mut self, news: News) -> bool {
        match news {
            News::Interrupted => return !(self.end_is_ours && forward::is_asked_to_end()),
            News::MainEnded { n_left, .. } => {
                self.end_is_ours = true;
                forward::to_nobody();
                // It may have come when the end had not been seen yet.
                if forward::is_asked_to_end() {
                    return false;
                }
                if n_left > 0 && !self.setting.options.quiet {
                    self.setting.notice(&still_there(self.setting.lang, &self.program, n_left));
                }
            }
            _ if self.said.contains(&news) => {}
            _ => {
                self.said.push(news);
                if let Some(note) = note(self.setting.lang, news).filter(|_| !self.setting.options.quiet) {
                    self.setting.notice(note);
                }
            }
        }
        true
    }
}
