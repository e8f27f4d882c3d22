//! What a command finds itself in: what was asked for, what it writes with, who hears its sockets.
//!
//! The one idea: a command begins with all of it in place, and whichever way it ends, the same end is waited
//! for: what was said is written, and the record is whole.
//!
//! See it run: `netlab --record run.jsonl tour`.

use std::io;

use tokio::sync::mpsc;

use crate::catalogue::Lang;
use crate::cli::desk::failure::{Act, Failure};
use crate::cli::desk::listening::{Listening, Whose};
use crate::cli::desk::log::Log;
use crate::cli::desk::options::Options;
use crate::cli::desk::output::Output;
use crate::cli::desk::printer::Printer;
use crate::cli::desk::signal::{self, Terminal, Told};
use crate::trace::{Cast, Ear, Ears};

/// What a command finds itself in.
pub(crate) struct Setting {
    /// The language of the reader.
    pub(crate) lang: Lang,
    pub(crate) options: Options,
    pub(crate) printer: Printer,
    listening: Listening,
    /// The command as it is typed: `netlab tour`.
    program: String,
    is_in_a_hurry: bool,
}

impl Setting {
    pub(crate) fn new(options: Options, lang: Lang, program: String) -> Result<Self, Failure> {
        let printer = Printer::new(&options, lang)?;
        Ok(Setting { lang, options, printer, listening: Listening::default(), program, is_in_a_hurry: false })
    }

    /// Begins to listen to the sockets, as the options say.
    pub(crate) fn listen(&mut self) -> Result<(), Failure> {
        self.listening.begin(&self.options, &self.program, &mut self.printer)
    }

    /// Begins to listen to the sockets of a relay, which are named after the side that they are on.
    pub(crate) fn listen_as_relay(&mut self) -> Result<(), Failure> {
        self.printer.cast = Cast::of_relay();
        self.listen()
    }

    /// Begins to listen with an ear of the command's own in the narrator's place.
    pub(crate) fn listen_by(&mut self, narrator: Option<impl Ear + 'static>) -> Result<(), Failure> {
        self.listening.begin_by(narrator, &self.options, &self.program, &mut self.printer)
    }

    /// Begins to listen to another program's sockets: whoever sees their events hands them to these ears.
    #[cfg_attr(
        not(all(target_os = "linux", target_arch = "x86_64")),
        allow(dead_code, reason = "only there a program is observed")
    )]
    pub(crate) fn listen_for(&mut self, whose: &Whose<'_>) -> Result<Ears, Failure> {
        self.listening.begin_for(&self.options, whose, &mut self.printer)
    }

    /// Where a chapter writes to.
    pub(crate) fn output(&mut self) -> Result<Output, Failure> {
        self.printer.output()
    }

    /// Where a server writes its lines.
    pub(crate) fn log(&mut self) -> Result<Log, Failure> {
        self.printer.log(self.options.quiet)
    }

    /// Says something that belongs to no event, on standard error.
    pub(crate) fn notice(&self, text: &str) {
        self.printer.notice(text);
    }

    /// Says to whoever waits for it that the program is ready, on standard error.
    pub(crate) fn ready(&self, text: &str) {
        self.printer.ready(text);
    }

    /// Writes the command's own report to standard output.
    pub(crate) fn print(&self, text: &str) {
        self.printer.print(text);
    }

    /// Waits for the wish to end, from now on; a second one ends the process, whatever it is doing.
    pub(crate) fn interrupted(&self) -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
        let told = self.hear(Terminal::Untouched)?;
        Ok(signal::leave(told, |_| {}))
    }

    /// Hears signals from now on: all that a program must hear which has done this to its terminal.
    pub(crate) fn hear(&self, terminal: Terminal) -> Result<mpsc::Receiver<Told>, Failure> {
        let cannot = |error: io::Error| Failure::of_system(Act::WaitForSignals, &error);
        signal::hear(terminal, &self.printer.ending).map_err(cannot)
    }

    /// Lets the end wait less, where somebody asked for it.
    pub(crate) fn hurry(&mut self, is_in_a_hurry: bool) {
        self.is_in_a_hurry = is_in_a_hurry;
    }

    /// Waits until all is written; tells where the record fell short.
    pub(crate) fn end(mut self) -> Result<(), Failure> {
        self.printer.ending.only_writes();
        self.printer.keep_explained();
        self.listening.end_feed();
        let is_in_a_hurry = self.is_in_a_hurry || self.printer.ending.is_asked();
        let pumped = self.printer.finish_output(is_in_a_hurry);
        let recorded = self.listening.end_record(self.lang).map(|note| {
            if let Some(note) = note {
                self.notice(&note);
            }
        });
        let printed = self.printer.finish(self.listening.drawing(self.lang), is_in_a_hurry);
        match pumped.and(printed) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::to_print(&error)),
            _ => recorded,
        }
    }
}
