//! Who hears what the sockets do: the narrator, the record, the log, the drawing at the end.
//!
//! The one idea: who listens is decided once, before the first socket exists, and the programs that own the
//! sockets never know.
//!
//! See it run: `netlab --log-format json tour`.

use std::io;
use std::time::Duration;

use crate::cli::desk::failure::{Act, Failure};
use crate::cli::desk::options::{Drawn, Options};
use crate::cli::desk::own_side::OwnSide;
use crate::cli::desk::printer::Printer;
use crate::cli::desk::record::Record;
use crate::kernel::clock;
use crate::telling::listen_with;
use crate::trace::{Clock, Ear, Ears, Header, Narrator, Recorder, Wishes};

/// What is kept of what was heard, until the program ends.
#[derive(Default)]
pub(crate) struct Listening {
    recording: Option<Record>,
    /// What is drawn at the end; `None` where nobody asked for it.
    own_side: Option<OwnSide>,
}

impl Listening {
    /// Begins to listen to the sockets, as the options say: told, logged, recorded, drawn.
    pub(crate) fn begin(
        &mut self,
        options: &Options,
        program: &str,
        printer: &mut Printer,
    ) -> Result<(), Failure> {
        let mut ears = self.loggers(options, program, printer)?;
        if options.ladder == Some(Drawn::Always) {
            let own_side = OwnSide::default();
            ears.add(own_side.clone(), Wishes { kernel_view: false, digests: true });
            self.own_side = Some(own_side);
        }
        if options.tells() {
            let narrator = Narrator::new(printer.pen.clone(), printer.voice(options), Duration::ZERO);
            ears.add(narrator, Wishes { kernel_view: options.verbose, digests: false });
        }
        listen_with(ears).map_err(|error| cannot_listen(&error))
    }

    /// Begins to listen with an ear of the command's own in the narrator's place.
    pub(crate) fn begin_by(
        &mut self,
        narrator: Option<impl Ear + 'static>,
        options: &Options,
        program: &str,
        printer: &mut Printer,
    ) -> Result<(), Failure> {
        let mut ears = self.loggers(options, program, printer)?;
        if let Some(narrator) = narrator {
            ears.add(narrator, Wishes { kernel_view: options.verbose, digests: false });
        }
        listen_with(ears).map_err(|error| cannot_listen(&error))
    }

    /// The drawing of what this program's own sockets did, once it was asked for.
    pub(crate) fn drawing(&self) -> Option<String> {
        self.own_side.as_ref().map(OwnSide::drawn)
    }

    /// Ends the record; gives what there is to say of it.
    ///
    /// # Errors
    /// [`Failure`] where it is not whole.
    pub(crate) fn end_record(&mut self) -> Result<Option<String>, Failure> {
        self.recording.take().map_or(Ok(None), Record::end)
    }

    fn loggers(&mut self, options: &Options, program: &str, printer: &mut Printer) -> Result<Ears, Failure> {
        let mut ears = Ears::default();
        let wishes = Wishes { kernel_view: options.verbose, digests: true };
        if let Some(path) = &options.record {
            let (recording, recorder) = Record::begin(path, header(program), options.record_bytes)?;
            self.recording = Some(recording);
            ears.add(recorder, wishes);
        }
        if options.logs() {
            let cannot = |error: io::Error| Failure::of_system(Act::WriteErrors, &error);
            let sink = printer.log_of_events().map_err(cannot)?;
            let recorder = Recorder::new(header(program), sink, options.record_bytes).map_err(cannot)?;
            ears.add(recorder, wishes);
        }
        Ok(ears)
    }
}

/// The first line of a record of this process.
fn header(program: &str) -> Header {
    let clock = Clock::starting_at(clock::monotonic_us());
    Header {
        netlab_trace: 1,
        program: program.to_owned(),
        pid: std::process::id(),
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
