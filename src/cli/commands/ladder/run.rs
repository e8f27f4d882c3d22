//! The records that are given, read, and drawn on the terminal or into a file.
//!
//! The one idea: what cannot be read of a record is said, and the rest is drawn.
//!
//! See it run: `netlab ladder run.jsonl run.jsonl`.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{OsStringValueParser, TypedValueParser};

use crate::catalogue::Lang;
use crate::cli::commands::ladder::words;
use crate::cli::desk::failure::{Clash, Failure, FileFailure, RequestFailure};
use crate::cli::desk::no_value::{NoValue, at_least_one, within, word};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_drawing;
use crate::event::{Event, Kind};
use crate::files::replace;
use crate::impair;
use crate::kernel::standard;
use crate::ladder::{self, Lanes, Part, Selection, Wanted};
use crate::terminal::escaped_path;
use crate::trace::{Header, Records, Trace, TraceError};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "TRACE", required = true)]
    traces: Vec<PathBuf>,

    #[arg(long, value_name = "SOCKET", value_parser = wanted)]
    socket: Vec<Wanted>,

    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = word::<Kind>(NoValue::Kind))]
    kind: Vec<Kind>,

    #[arg(long, value_name = "TIME", value_parser = time)]
    from: Option<u64>,

    #[arg(long, value_name = "TIME", value_parser = time)]
    to: Option<u64>,

    #[arg(long, value_name = "N", value_parser = at_least_one)]
    max: Option<usize>,

    #[arg(long, value_name = "LANES", default_value = "programs")]
    lanes: LanesArg,

    #[arg(short, long, value_name = "FILE", value_parser = OsStringValueParser::new().try_map(page))]
    output: Option<PathBuf>,

    #[arg(long, value_name = "COLUMNS", value_parser = within::<usize>(40..=1_000))]
    width: Option<usize>,
}

/// What has a line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum LanesArg {
    /// Each program
    Programs,
    /// Each socket
    Sockets,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    if args.output.is_some() && args.width.is_some() {
        return Err(Clash::WidthOfPicture.into());
    }
    let traces = read_all(&args.traces, setting)?;
    let parts: Vec<Part<'_>> = traces.iter().map(part).collect();
    let selection = Selection {
        sockets: args.socket.clone(),
        kinds: args.kind.clone(),
        from_us: args.from,
        to_us: args.to,
        max: args.max.or_else(|| (!is_page(args)).then_some(MAX_ROWS)),
        lanes: match args.lanes {
            LanesArg::Programs => Lanes::Programs,
            LanesArg::Sockets => Lanes::Sockets,
        },
    };
    let picture = ladder::layout_of(&parts, &selection).in_lang(setting.lang);
    if picture.rows.is_empty() {
        let are_filtered = picture.left_out.by_filter > 0;
        return Err(RequestFailure::NothingToDraw { are_filtered }.into());
    }
    match &args.output {
        None => setting.print(&ladder::coloured_text(&picture, args.width.unwrap_or_else(of_drawing))),
        Some(path) => {
            let drawing = if is_page(args) { ladder::html(&picture) } else { ladder::svg(&picture) };
            replace(path, drawing.as_bytes()).map_err(|error| cannot_write(path, &error))?;
            setting.notice(&words::drawn_into(setting.lang, &escaped_path(path)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// More rows than anybody reads from top to bottom.
const MAX_ROWS: usize = 1_000;

fn is_page(args: &Args) -> bool {
    args.output.as_ref().is_some_and(|path| path.extension().is_some_and(|it| it == "html"))
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    FileFailure::PictureNotWritten { path: path.to_owned(), cause: error.into() }.into()
}

/// Reads all traces. One that is given twice is drawn once, as far as the longer copy goes.
fn read_all(paths: &[PathBuf], setting: &Setting) -> Result<Vec<Trace>, Failure> {
    let mut traces: Vec<Trace> = Vec::new();
    for path in paths {
        let records = read(path)?;
        for note in notes(setting.lang, &name(setting.lang, path), &records) {
            setting.notice(&note);
        }
        for trace in records.traces {
            let Some(known) = traces.iter_mut().find(|known| known.header == trace.header) else {
                traces.push(trace);
                continue;
            };
            setting.notice(&words::given_twice(setting.lang, &name(setting.lang, path)));
            if known.events.len() < trace.events.len() {
                *known = trace;
            }
        }
    }
    Ok(traces)
}

/// What could not be drawn of a file.
fn notes(lang: Lang, file: &str, records: &Records) -> Vec<String> {
    let n_skipped = records.n_skipped;
    let skipped = (n_skipped > 0).then(|| words::lines_skipped(lang, file, n_skipped));
    let cut = records.is_cut.then(|| words::line_cut_short(lang, file));
    let n_events = records.traces.iter().map(|trace| trace.events.len() as u64).sum();
    let rest = records.is_too_long.then(|| words::too_long(lang, file, n_events));
    skipped.into_iter().chain(cut).chain(rest).collect()
}

/// A file's name, safe to show.
fn name(lang: Lang, path: &Path) -> String {
    if path.as_os_str() == "-" { words::standard_input(lang).to_owned() } else { escaped_path(path) }
}

fn read(path: &Path) -> Result<Records, Failure> {
    let source: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(BufReader::new(standard::Input))
    } else {
        Box::new(BufReader::new(File::open(path).map_err(|error| cannot_read(path, &error))?))
    };
    Records::read(source).map_err(|error| match error {
        TraceError::Io(error) => cannot_read(path, &error),
        error => FileFailure::NotATrace { path: path.to_owned(), error }.into(),
    })
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    FileFailure::TraceNotRead { path: path.to_owned(), cause: error.into() }.into()
}

/// A trace as the ladder takes it.
fn part(trace: &Trace) -> Part<'_> {
    let Header { program, pid, started, host, boot_id, time_ns, net_ns, mono_us, .. } = &trace.header;
    Part {
        program: program.clone(),
        pid: Some(*pid),
        host: host.clone(),
        boot: boot_id.clone(),
        time_ns: *time_ns,
        net_ns: *net_ns,
        wall_us: Some(started.as_microsecond().saturating_sub_unsigned(*mono_us)),
        events: all(&trace.events),
    }
}

/// The events with the life of the trace that holds them.
fn all<'a>(events: &'a [Event<'static>]) -> &'a [Event<'a>] {
    events
}

fn page(name: OsString) -> Result<PathBuf, NoValue> {
    let path = PathBuf::from(name);
    let is_page = path.extension().is_some_and(|it| it == "svg" || it == "html");
    if is_page { Ok(path) } else { Err(NoValue::Picture) }
}

fn wanted(text: &str) -> Result<Wanted, NoValue> {
    let port = text.strip_prefix(':').and_then(|port| port.parse().ok()).map(Wanted::Port);
    let number = || text.parse().ok().map(Wanted::Number);
    let address = || text.parse().ok().map(Wanted::Address);
    port.or_else(number).or_else(address).ok_or(NoValue::Socket)
}

/// Microseconds, given with their unit; without one they are seconds.
fn time(text: &str) -> Result<u64, NoValue> {
    let seconds = impair::seconds(text).or_else(|| text.trim().parse().ok());
    match seconds {
        #[allow(clippy::cast_sign_loss, reason = "it is not negative")]
        Some(seconds) if seconds >= 0.0 && seconds.is_finite() => Ok((seconds * 1e6).round() as u64),
        _ => Err(NoValue::TimeOfLadder),
    }
}
