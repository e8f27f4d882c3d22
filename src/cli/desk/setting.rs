//! What all commands share: colours, narration, recording, output.
//!
//! The one idea: who listens to the sockets is decided once, before the first socket exists, and the
//! programs that own the sockets never know.
//!
//! See it run: `netlab --log-format json tour`.

use std::cell::OnceCell;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Duration;

use anstream::ColorChoice;
use clap::{Args, ValueEnum};
use tokio::sync::mpsc;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;
use tracing_subscriber::util::SubscriberInitExt;

use crate::cli::desk::colour::Color;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::log::Log;
use crate::cli::desk::log_stream::{self, LogStream};
use crate::cli::desk::output::{Output, Pump};
use crate::cli::desk::own_side::OwnSide;
use crate::cli::desk::record::Record;
use crate::cli::desk::signal::{self, Ending, Told};
use crate::cli::desk::standard::{self, Sink};
use crate::event::MAX_DATA_BYTES;
use crate::kernel::clock;
use crate::terminal::safe_lines;
use crate::trace::{Clock, Detail, Header, Narrator, Pen, Recorder, Stream, Voice, Wishes, summary};

/// The options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Tell nothing of what the sockets do
    #[arg(short, long, global = true)]
    quiet: bool,

    /// Explain every event every time, with the system call and the kernel's view
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,

    /// How events are told on standard error
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    log_format: LogFormat,

    /// Record events to a new trace file
    #[arg(long, global = true, value_name = "FILE")]
    record: Option<PathBuf>,

    /// Keep the first N bytes of each payload in the record
    #[arg(long, global = true, value_name = "N", default_value_t = 256, value_parser = data_bytes)]
    record_bytes: usize,

    /// When the program ends, draw on standard output what its own sockets did
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "always"
    )]
    ladder: Option<Drawn>,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,

    /// Take the lessons from this directory
    #[arg(long, global = true, value_name = "DIR")]
    lessons: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Words
    Text,
    /// The lines of a trace file
    Json,
}

/// When a ladder is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawn {
    /// Whenever there is something to draw
    Always,
    /// Never
    Never,
}

/// What a command finds itself in.
pub(crate) struct Setting {
    pub(crate) lessons: Option<PathBuf>,
    pub(crate) is_quiet: bool,
    /// Whether narration is coloured.
    pub(crate) has_colour: bool,
    out_color: ColorChoice,
    log_format: LogFormat,
    detail: Detail,
    record: Option<PathBuf>,
    record_bytes: usize,
    program: String,
    /// Writes to the terminal; a line editor puts one of its own here.
    pub(crate) pen: Pen,
    pumps: Vec<Pump>,
    recording: Option<Record>,
    is_in_a_hurry: bool,
    /// What is drawn at the end; `None` where nobody asked for it.
    own_side: Option<OwnSide>,
    ending: Ending,
    /// What ended the printing past the pen.
    not_printed: OnceCell<io::Error>,
    /// The log of events, where somebody may be slow to read it.
    log: Option<LogStream>,
    /// Whether to draw, where somebody has said so.
    pub(crate) drawn: Option<Drawn>,
}

/// A subscriber of events, with its filter.
pub(crate) type Listener = Box<dyn Layer<Registry> + Send + Sync>;

/// How long the end of a program waits for a terminal that has stopped.
pub(crate) const LAST_WORDS: Duration = Duration::from_secs(1);
/// The same for somebody who pressed Ctrl-C, who also does not wait for a pipe that nobody reads.
const HASTY_WORDS: Duration = Duration::from_millis(300);
/// The same for a drawing that was asked for: it is long, and may be read page by page.
const DRAWING: Duration = Duration::from_secs(2);

impl Setting {
    pub(crate) fn new(global: Global, program: String) -> Result<Self, Failure> {
        let out_color = global.color.choice(io::stdout().is_terminal());
        let err_color = global.color.choice(io::stderr().is_terminal());
        // Text always carries its colours; each stream takes them away where they are not wanted.
        colored::control::set_override(true);
        err_color.write_global();
        let (out, err) = (standard::out(out_color), standard::err(err_color));
        let pen = Pen::new(out, err, summary).map_err(|error| Failure::of_thread(&error))?;
        if io::stdout().is_terminal() && io::stderr().is_terminal() {
            pen.share_screen();
        }
        Ok(Setting {
            lessons: global.lessons,
            is_quiet: global.quiet,
            has_colour: err_color == ColorChoice::Always,
            out_color,
            log_format: global.log_format,
            detail: if global.verbose { Detail::EveryTime } else { Detail::FirstTime },
            record: global.record,
            record_bytes: global.record_bytes,
            program,
            pen,
            pumps: Vec::new(),
            recording: None,
            is_in_a_hurry: false,
            own_side: (global.ladder == Some(Drawn::Always)).then(OwnSide::default),
            ending: Ending::default(),
            not_printed: OnceCell::new(),
            log: None,
            drawn: global.ladder,
        })
    }

    /// Begins to listen to the sockets, as the options say: told, logged, recorded.
    pub(crate) fn listen(&mut self) -> Result<(), Failure> {
        let mut listeners = self.loggers()?;
        if let Some(own_side) = &self.own_side {
            let wishes = Wishes { kernel_view: false, digests: true };
            listeners.push(Box::new(own_side.clone().with_filter(wishes.filter())));
        }
        if !self.is_quiet && self.log_format == LogFormat::Text {
            listeners.push(Box::new(
                Narrator::new(self.pen.clone(), self.voice(), Duration::ZERO).with_filter(
                    Wishes { kernel_view: self.detail == Detail::EveryTime, digests: false }.filter(),
                ),
            ));
        }
        listen_with(listeners).map_err(|error| cannot_listen(&error))
    }

    /// Begins to listen with a listener of the command's own in the narrator's place.
    pub(crate) fn listen_by(
        &mut self,
        narrator: Option<impl Layer<Registry> + Send + Sync>,
    ) -> Result<(), Failure> {
        let mut listeners = self.loggers()?;
        let wishes = Wishes { kernel_view: self.detail == Detail::EveryTime, digests: false };
        listeners.extend(narrator.map(|it| Box::new(it.with_filter(wishes.filter())) as Listener));
        listen_with(listeners).map_err(|error| cannot_listen(&error))
    }

    /// A voice as the options want it.
    pub(crate) fn voice(&self) -> Voice {
        Voice::new(Clock::starting_at(clock::monotonic_us()), self.detail, n_columns())
    }

    /// Whether everything is explained every time.
    pub(crate) fn is_verbose(&self) -> bool {
        self.detail == Detail::EveryTime
    }

    /// Whether the command's own report is coloured.
    pub(crate) fn out_has_colour(&self) -> bool {
        self.out_color == ColorChoice::Always
    }

    /// Whether events are told in words.
    pub(crate) fn tells(&self) -> bool {
        !self.is_quiet && self.log_format == LogFormat::Text
    }

    /// Where a chapter writes to.
    pub(crate) fn output(&mut self) -> Result<Output, Failure> {
        if io::stdout().is_terminal() {
            return Ok(Output::terminal(self.pen.clone()));
        }
        let (output, pump) = Output::pipe().map_err(|error| Failure::of_thread(&error))?;
        self.pumps.push(pump);
        Ok(output)
    }

    /// Where a server writes its lines.
    pub(crate) fn log(&mut self) -> Result<Log, Failure> {
        Ok(Log::new(self.output()?, self.pen.clone(), self.is_quiet))
    }

    /// Says something that belongs to no event, on standard error; a JSON log stays JSON.
    pub(crate) fn notice(&self, text: &str) {
        match self.log_format {
            // It may hold names that others gave.
            LogFormat::Text => self.say(&format!("{}\n", safe_lines(text))),
            LogFormat::Json => {
                let text = text.strip_prefix("note: ").unwrap_or(text);
                self.log_line(&format!("{}\n", serde_json::json!({ "note": text })));
            }
        }
    }

    /// Writes a line of the JSON log where the events go, so that neither stands within the other.
    fn log_line(&self, line: &str) {
        match self.log.clone() {
            // A log that nobody can read any more is no failure.
            Some(mut log) => drop(log.write(line.as_bytes())),
            None => self.say(line),
        }
    }

    /// Writes narration as it stands.
    pub(crate) fn say(&self, text: &str) {
        // Narration that nobody can read any more is no failure.
        let _ = self.pen.write(Stream::Err, text.to_owned(), "line");
    }

    /// Writes the command's own report to standard output.
    pub(crate) fn print(&self, text: &str) {
        // Should the reader have gone away, it has read what it wanted.
        let _ = self.pen.write(Stream::Out, text.to_owned(), "line");
        self.ending.only_writes();
        while !self.pen.wait_until_idle(LAST_WORDS) && !self.ending.is_asked() {}
    }

    /// Writes what a program reads, as it stands; in a terminal a person reads it, and it is made safe.
    pub(crate) fn print_exactly(&self, text: &str) {
        if io::stdout().is_terminal() {
            return self.print(text);
        }
        self.ending.only_writes();
        if let Err(error) = standard::out(ColorChoice::Always).write_all(text.as_bytes()) {
            // The first one counts.
            let _ = self.not_printed.set(error);
        }
    }

    /// Standard error, with the colours that are wanted there.
    pub(crate) fn stderr(&self) -> Sink {
        standard::err(if self.has_colour { ColorChoice::Always } else { ColorChoice::Never })
    }

    /// Waits for the wish to end, from now on; a second one ends the process, whatever it is doing.
    pub(crate) fn interrupted(&self) -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
        let told = self.hear(signal::Terminal::Untouched)?;
        Ok(signal::leave(told, |_| {}))
    }

    /// Hears signals from now on: all that a program must hear which has done this to its terminal.
    pub(crate) fn hear(&self, terminal: signal::Terminal) -> Result<mpsc::Receiver<Told>, Failure> {
        signal::hear(terminal, &self.ending).map_err(|error| Failure::of_system("wait for signals", &error))
    }

    /// Begins a new line where a terminal has just echoed `^C`.
    pub(crate) fn leave_echo_behind(&self) {
        if io::stdin().is_terminal() && io::stderr().is_terminal() {
            self.say("\n");
        }
    }

    /// Lets the end wait less, where somebody asked for it.
    pub(crate) fn hurry(&mut self, is_in_a_hurry: bool) {
        self.is_in_a_hurry = is_in_a_hurry;
    }

    /// Waits until all is written; tells where the record fell short.
    pub(crate) fn end(mut self) -> Result<(), Failure> {
        self.ending.only_writes();
        self.is_in_a_hurry |= self.ending.is_asked();
        let limit = if self.is_in_a_hurry { HASTY_WORDS } else { LAST_WORDS };
        let pumped = std::mem::take(&mut self.pumps)
            .into_iter()
            .try_for_each(|pump| if self.is_in_a_hurry { pump.finish_within(limit) } else { pump.finish() });
        let recorded = self.recording.take().map_or(Ok(None), Record::end).map(|note| {
            if let Some(note) = note {
                self.notice(&note);
            }
        });
        self.pen.finish_within(limit);
        if let Some(log) = &self.log {
            log.finish_unless_still_for(LAST_WORDS);
        }
        if let Some(own_side) = &self.own_side {
            let _ = self.pen.write(Stream::Out, own_side.drawn(), "line");
            let limit = if self.is_in_a_hurry { DRAWING } else { LAST_WORDS };
            while !self.pen.wait_until_idle(limit) && !self.is_in_a_hurry {}
        }
        let printed = self.not_printed.take().or_else(|| self.pen.out_error()).map_or(Ok(()), Err);
        match pumped.and(printed) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(Failure::to_print(&error)),
            _ => {}
        }
        recorded
    }

    fn loggers(&mut self) -> Result<Vec<Listener>, Failure> {
        let mut listeners: Vec<Listener> = Vec::new();
        let wishes = Wishes { kernel_view: self.detail == Detail::EveryTime, digests: true };
        if let Some(path) = &self.record {
            let (recording, recorder) = Record::begin(path, self.header(), self.record_bytes)?;
            self.recording = Some(recording);
            listeners.push(Box::new(recorder.with_filter(wishes.filter())));
        }
        if self.log_format == LogFormat::Json && !self.is_quiet {
            let cannot = |error: io::Error| Failure::of_system("write to standard error", &error);
            let (sink, log) = log_stream::to_stderr(&self.pen).map_err(cannot)?;
            self.log = log;
            let recorder = Recorder::new(self.header(), sink, self.record_bytes).map_err(cannot)?;
            listeners.push(Box::new(recorder.with_filter(wishes.filter())));
        }
        Ok(listeners)
    }

    fn header(&self) -> Header {
        let clock = Clock::starting_at(clock::monotonic_us());
        Header {
            netlab_trace: 1,
            program: self.program.clone(),
            pid: std::process::id(),
            started: clock.started,
            host: clock::host_name(),
            boot_id: clock::boot_id(),
            time_ns: clock::namespace("time"),
            net_ns: clock::namespace("net"),
            mono_us: clock.mono_us,
        }
    }
}

/// Makes the listeners those of the whole process.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where the process has listeners already.
pub(crate) fn listen_with(listeners: Vec<Listener>) -> io::Result<()> {
    if listeners.is_empty() {
        return Ok(());
    }
    let taken =
        |_taken| io::Error::new(io::ErrorKind::AlreadyExists, "a tracing subscriber is installed already");
    tracing_subscriber::registry().with(listeners).try_init().map_err(taken)
}

fn cannot_listen(error: &io::Error) -> Failure {
    Failure::of_system("listen to the sockets", error)
}

/// The width of the terminal that narration goes to; 80 columns where it is none, and at most 100.
pub(crate) fn n_columns() -> usize {
    terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| usize::from(width.0)).clamp(40, 100)
}

fn data_bytes(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n_bytes) if n_bytes <= MAX_DATA_BYTES => Ok(n_bytes),
        _ => Err(format!("expected a number from 0 to {MAX_DATA_BYTES}")),
    }
}
