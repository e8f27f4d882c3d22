//! Who hears what the sockets do: the narrator, the record, the log, the drawing at the end.
//!
//! The one idea: who listens is decided once, before the first socket exists, and the programs that own the
//! sockets never know.
//!
//! See it run: `netlab --log-format json tour`.

use std::io;
use std::time::Duration;

use crate::catalogue::Lang;
use crate::cli::desk::failure::{Act, Failure};
#[cfg(unix)]
use crate::cli::desk::kept;
use crate::cli::desk::options::Options;
use crate::cli::desk::own_side::OwnSide;
use crate::cli::desk::printer::Printer;
use crate::cli::desk::record::Record;
#[cfg(unix)]
use crate::cli::desk::words::also_told;
use crate::kernel::clock;
#[cfg(unix)]
use crate::kernel::neighbour;
use crate::telling::listen_with;
use crate::trace::{Clock, Ear, Ears, Feed, Header, Narrator, Recorder, Voice, Wishes};

/// What is kept of what was heard, until the program ends.
#[derive(Default)]
pub(crate) struct Listening {
    recording: Option<Record>,
    /// What is drawn at the end; `None` where nobody asked for it.
    own_side: Option<OwnSide>,
    /// What goes to the page of events, where there is one.
    feed: Option<Feed>,
}

impl Listening {
    /// Begins to listen to the sockets, as the options say: told, logged, recorded, drawn.
    pub(crate) fn begin(
        &mut self,
        options: &Options,
        program: &str,
        printer: &mut Printer,
    ) -> Result<(), Failure> {
        let told = options.tells().then(|| printer.voice(options));
        let ears =
            self.ears(options, &Whose::ours(program), printer, told.map(|voice| (voice, Duration::ZERO)))?;
        listen_with(ears).map_err(|error| cannot_listen(&error))
    }

    /// As [`Listening::begin`], to the sockets of another program, whose events are handed to these ears. What is told
    /// stands beside a gutter, as the program writes to the same terminal.
    pub(crate) fn begin_for(
        &mut self,
        options: &Options,
        whose: &Whose<'_>,
        printer: &mut Printer,
    ) -> Result<Ears, Failure> {
        let told = options.tells().then(|| printer.voice(options).beside(GUTTER));
        self.ears(options, whose, printer, told.map(|voice| (voice, PATIENCE)))
    }

    fn ears(
        &mut self,
        options: &Options,
        whose: &Whose<'_>,
        printer: &mut Printer,
        told: Option<(Voice, Duration)>,
    ) -> Result<Ears, Failure> {
        let mut ears = self.loggers(options, whose, printer)?;
        if options.draws() {
            let own_side = OwnSide::default();
            ears.add(own_side.clone(), Wishes { kernel_view: false, digests: true });
            self.own_side = Some(own_side);
        }
        if let Some((voice, patience)) = told {
            let narrator = Narrator::new(printer.pen.clone(), voice, patience);
            ears.add(narrator, Wishes { kernel_view: options.verbose, digests: false });
        }
        Ok(ears)
    }

    /// Begins to listen with an ear of the command's own in the narrator's place.
    pub(crate) fn begin_by(
        &mut self,
        narrator: Option<impl Ear + 'static>,
        options: &Options,
        program: &str,
        printer: &mut Printer,
    ) -> Result<(), Failure> {
        let mut ears = self.loggers(options, &Whose::ours(program), printer)?;
        if let Some(narrator) = narrator {
            ears.add(narrator, Wishes { kernel_view: options.verbose, digests: false });
        }
        listen_with(ears).map_err(|error| cannot_listen(&error))
    }

    /// The drawing of what this program's own sockets did, once it was asked for.
    pub(crate) fn drawing(&self, lang: Lang) -> Option<String> {
        self.own_side.as_ref().map(|own| own.drawn(lang))
    }

    /// Ends the record; gives what there is to say of it.
    ///
    /// # Errors
    /// [`Failure`] where it is not whole.
    pub(crate) fn end_record(&mut self, lang: Lang) -> Result<Option<String>, Failure> {
        self.recording.take().map_or(Ok(None), |record| record.end(lang))
    }

    /// Lets the page of events have the last of it.
    pub(crate) fn end_feed(&self) {
        if let Some(feed) = &self.feed {
            feed.finish_within(LAST_EVENTS);
        }
    }

    fn loggers(
        &mut self,
        options: &Options,
        whose: &Whose<'_>,
        printer: &mut Printer,
    ) -> Result<Ears, Failure> {
        let mut ears = Ears::default();
        let wishes = Wishes { kernel_view: options.verbose, digests: true };
        if let Some(path) = &options.record {
            let (recording, recorder) = Record::begin(path, header(whose), options.record_bytes)?;
            self.recording = Some(recording);
            ears.add(recorder, wishes);
        }
        if options.logs() {
            let cannot = |error: io::Error| Failure::of_system(Act::WriteErrors, &error);
            let sink = printer.log_of_events().map_err(cannot)?;
            let recorder = Recorder::new(header(whose), sink, options.record_bytes).map_err(cannot)?;
            ears.add(recorder, wishes);
        }
        if let Some(feed) = feed(options, whose, printer) {
            ears.add(feed.clone(), Wishes { kernel_view: true, digests: true });
            self.feed = Some(feed);
        }
        Ok(ears)
    }
}

/// A page that shows what happens is given the last of it within so long.
const LAST_EVENTS: Duration = Duration::from_millis(200);

/// A feed to this user's `netlab live`, where there is one and nobody has switched it off; says so.
#[cfg(unix)]
fn feed(options: &Options, whose: &Whose<'_>, printer: &Printer) -> Option<Feed> {
    let is_off = std::env::var_os("NETLAB_LIVE").is_some_and(|value| value == "0");
    if options.no_live || is_off {
        return None;
    }
    let (stream, neighbour) = neighbour::call(&kept::runtime_folder().join(kept::LIVE_SOCKET)).ok()?;
    let feed = Feed::new(header(whose), stream, options.record_bytes).ok()?;
    if !options.quiet {
        printer.notice(&also_told(printer.lang, neighbour.pid));
    }
    Some(feed)
}

#[cfg(not(unix))]
fn feed(_: &Options, _: &Whose<'_>, _: &Printer) -> Option<Feed> {
    None
}

/// Who is recorded.
pub(crate) struct Whose<'a> {
    /// As it is typed: `netlab tour`.
    pub(crate) program: &'a str,
    pub(crate) pid: u32,
}

impl<'a> Whose<'a> {
    fn ours(program: &'a str) -> Self {
        Whose { program, pid: std::process::id() }
    }
}

/// What stands before each line that is told of a program which writes to the same terminal.
const GUTTER: &str = "┆ ";
/// A stopped program waits so long for its line to be on the screen, so that what it prints next stands below it. At
/// most 50 lines are told in a second, so a terminal that stands still costs little.
const PATIENCE: Duration = Duration::from_millis(2);

/// The first line of a record.
fn header(whose: &Whose<'_>) -> Header {
    let clock = Clock::starting_at(clock::monotonic_us());
    Header {
        netlab_trace: 1,
        program: whose.program.to_owned(),
        pid: whose.pid,
        started: clock.started,
        host: clock::host_name(),
        boot_id: clock::boot_id(),
        time_ns: clock::namespace("time"),
        net_ns: clock::namespace("net"),
        mono_us: clock.mono_us,
    }
}

fn cannot_listen(error: &io::Error) -> Failure {
    Failure::of_system(Act::ListenToSockets, error)
}
