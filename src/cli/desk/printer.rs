//! What a command writes: its report, notices, narration, and the log of events.
//!
//! The one idea: standard output is for the command's data, standard error for what is said about it. Whatever
//! goes to a terminal goes through one pen, so that lines stand whole and a stopped terminal holds nobody up.
//!
//! See it run: `netlab tour`, and `netlab tour 2>tour.log | cat`.

use std::cell::OnceCell;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use crate::catalogue::Lang;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::ground;
use crate::cli::desk::log::Log;
use crate::cli::desk::log_stream::{self, LogStream};
use crate::cli::desk::options::{LogFormat, Options};
use crate::cli::desk::output::{LAST_WORDS, Output, Pump};
use crate::cli::desk::signal::Ending;
use crate::cli::desk::{kept, width, words};
use crate::kernel::clock;
use crate::telling::sink::{self, Sink};
use crate::terminal::palette::{Ground, Ink, bold_word};
use crate::terminal::{Charset, Surface, exactly, safe_lines};
use crate::trace::{Cast, Clock, Detail, Explained, Pen, Stream, Voice, summary};

/// Writes to standard output and standard error.
pub(crate) struct Printer {
    /// In which it speaks.
    pub(crate) lang: Lang,
    /// Writes to the terminal; a line editor puts one of its own here.
    pub(crate) pen: Pen,
    /// Whether narration is coloured.
    pub(crate) has_colour: bool,
    /// Whether the command's own report is coloured.
    pub(crate) out_has_colour: bool,
    /// What the terminal's texts stand on.
    pub(crate) ground: Ground,
    /// With which signs the terminal's texts are shown.
    charset: Charset,
    /// How notices are written.
    format: LogFormat,
    /// The log of events, where somebody may be slow to read it.
    log: Option<LogStream>,
    pumps: Vec<Pump>,
    /// What ended the printing past the pen.
    not_printed: OnceCell<io::Error>,
    /// How far the program's end has come.
    pub(crate) ending: Ending,
    /// What narration has explained, in this run and before.
    explained: Explained,
    /// What narration knows of the sockets before the first event.
    pub(crate) cast: Cast,
}

/// The end of a program that was interrupted waits so long, and not for a pipe that nobody reads.
const HASTY_WORDS: Duration = Duration::from_millis(300);
/// The same for a drawing that was asked for: it is long, and may be read page by page.
const DRAWING: Duration = Duration::from_secs(2);

impl Printer {
    pub(crate) fn new(options: &Options, lang: Lang) -> Result<Self, Failure> {
        let out_has_colour = options.color.is_on(io::stdout().is_terminal());
        let has_colour = options.color.is_on(io::stderr().is_terminal());
        // Text always carries its colours; each stream takes them away where they are not wanted.
        colored::control::set_override(true);
        let is_coloured = has_colour || out_has_colour;
        let ground = if is_coloured { ground::ground(options.color) } else { Ground::Unknown };
        let charset = options.charset().unwrap_or_default();
        let surface = |has_colour: bool| Surface { ground: has_colour.then_some(ground), charset };
        // The log of events is read by programs.
        let err = if options.logs() { surface(has_colour).exact() } else { surface(has_colour) };
        let pen =
            Pen::new(sink::out(surface(out_has_colour)), sink::err(err), move |tally| summary(lang, tally))
                .map_err(|error| Failure::of_thread(&error))?;
        if io::stdout().is_terminal() && io::stderr().is_terminal() {
            pen.share_screen();
        }
        Ok(Printer {
            lang,
            pen,
            has_colour,
            out_has_colour,
            ground,
            charset,
            format: options.log_format,
            log: None,
            pumps: Vec::new(),
            not_printed: OnceCell::new(),
            ending: Ending::default(),
            explained: Explained::default(),
            cast: Cast::default(),
        })
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

    /// Where a server writes its lines; it says by itself what another encoding is, where no narrator does.
    pub(crate) fn log(&mut self, says_encoding: bool) -> Result<Log, Failure> {
        Ok(Log::new(self.output()?, self.pen.clone(), says_encoding, self.lang))
    }

    /// Where the lines of a trace file are written as they happen.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(crate) fn log_of_events(&mut self) -> io::Result<Sink> {
        let (sink, log) = log_stream::to_stderr(&self.pen)?;
        self.log = log;
        Ok(sink)
    }

    /// A voice that explains as much as was asked for. Where it speaks to a person, it knows what that person
    /// has had explained before.
    pub(crate) fn voice(&mut self, options: &Options) -> Voice {
        if io::stderr().is_terminal() && options.detail() == Detail::FirstTime {
            self.explained = kept::explained();
        }
        let clock = Clock::starting_at(clock::monotonic_us());
        Voice::new(clock, options.detail(), self.explained.clone(), width::of_rows())
            .with_cast(self.cast.clone())
            .speaking(self.lang)
    }

    /// Keeps what was explained to a person.
    pub(crate) fn keep_explained(&self) {
        let new = self.explained.new_names();
        if io::stderr().is_terminal() && !new.is_empty() {
            kept::keep_explained(&new);
        }
    }

    /// Says to whoever waits for it that the program is ready, on standard error.
    pub(crate) fn ready(&self, text: &str) {
        match self.format {
            LogFormat::Text => self.say(&format!("{}\n", bold_word(Ink::Opening, &safe_lines(text)))),
            LogFormat::Json => self.notice(text),
        }
    }

    /// Says something that belongs to no event, on standard error; a JSON log stays JSON.
    pub(crate) fn notice(&self, text: &str) {
        match self.format {
            // It may hold names that others gave.
            LogFormat::Text => self.say(&format!("{}\n", safe_lines(text))),
            LogFormat::Json => {
                let text = words::without_label(text);
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
            return self.print(&exactly(text));
        }
        self.ending.only_writes();
        if let Err(error) = sink::out(Surface { ground: Some(self.ground), charset: Charset::Unicode })
            .write_all(text.as_bytes())
        {
            // The first one counts.
            let _ = self.not_printed.set(error);
        }
    }

    /// Standard error, with the colours that are wanted there.
    pub(crate) fn stderr(&self) -> Sink {
        sink::err(self.surface())
    }

    /// How standard output shows a text.
    pub(crate) fn out_surface(&self) -> Surface {
        Surface { ground: self.out_has_colour.then_some(self.ground), charset: self.charset }
    }

    /// How standard error shows a text.
    pub(crate) fn surface(&self) -> Surface {
        Surface { ground: self.has_colour.then_some(self.ground), charset: self.charset }
    }

    /// Begins a new line where a terminal has just echoed `^C`.
    pub(crate) fn leave_echo_behind(&self) {
        if io::stdin().is_terminal() && io::stderr().is_terminal() {
            self.say("\n");
        }
    }

    /// Waits until a chapter's output is written.
    ///
    /// # Errors
    /// The first error of writing.
    pub(crate) fn finish_output(&mut self, is_in_a_hurry: bool) -> io::Result<()> {
        let mut pumps = std::mem::take(&mut self.pumps).into_iter();
        pumps.try_for_each(|pump| if is_in_a_hurry { pump.finish_within(HASTY_WORDS) } else { pump.finish() })
    }

    /// Waits until what was said is written, and the log, and behind it the drawing.
    ///
    /// # Errors
    /// The first error of printing.
    pub(crate) fn finish(&mut self, drawing: Option<String>, is_in_a_hurry: bool) -> io::Result<()> {
        self.pen.finish_within(if is_in_a_hurry { HASTY_WORDS } else { LAST_WORDS });
        if let Some(log) = &self.log {
            log.finish_unless_still_for(LAST_WORDS);
        }
        if let Some(drawing) = drawing {
            let _ = self.pen.write(Stream::Out, drawing, "line");
            let limit = if is_in_a_hurry { DRAWING } else { LAST_WORDS };
            while !self.pen.wait_until_idle(limit) && !is_in_a_hurry {}
        }
        self.not_printed.take().or_else(|| self.pen.out_error()).map_or(Ok(()), Err)
    }
}
