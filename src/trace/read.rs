//! Records, read back from a file or a pipe.
//!
//! The one idea: what comes is foreign. Several records may follow each other, a log may hold lines of others
//! between the events, a killed program leaves half a line, and a pipe may never end. So each header begins a
//! record, what is no event is counted and left out, and nothing is read without a limit.
//!
//! See it run: `cat server.jsonl client.jsonl | netlab ladder -`.

use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::error::Category;

use crate::event::Event;
use crate::trace::file::Header;
use crate::trace::lines::{End, Lines};

/// All records of one file or pipe.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Records {
    /// The records in the order of their first lines, each process's by itself; at least one.
    pub traces: Vec<Trace>,
    /// How many lines were no events known here.
    pub n_skipped: usize,
    /// A line was cut short, as when a program was killed while the disk was full.
    pub is_cut: bool,
    /// There was more than is ever read.
    pub is_too_long: bool,
}

/// One process's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Its first line; where the record told of several processes, with the number of this one.
    pub header: Header,
    /// Its events in the order of the file; their times are those of the monotonic clock again.
    pub events: Vec<Event<'static>>,
}

/// Why a file holds no record. Its `Display` is for whoever develops with this library.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
#[non_exhaustive]
pub enum TraceError {
    /// The file could not be read.
    Io(#[from] io::Error),
    /// No line is a trace's first line.
    NoHeader,
    /// What begins as a trace's first line is none.
    Header {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        flaw: HeaderFlaw,
    },
    /// The trace is of a later version.
    Version {
        /// Its number, from 1.
        line: usize,
        /// The version.
        found: u64,
    },
    /// Two bytes for each character, as PowerShell writes them.
    Utf16,
}

/// Why a line that begins as a trace's first line is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderFlaw {
    /// It is cut short: its end is missing.
    Cut,
    /// From this character on, counted from 1, it is not JSON.
    NotJson {
        /// The character.
        column: usize,
    },
    /// It lacks this field.
    Lacks(&'static str),
    /// A field of it holds something else than it should.
    Field,
}

impl HeaderFlaw {
    /// What is wrong with a line of which serde could make no header.
    fn of(line: &[u8], error: &serde_json::Error) -> HeaderFlaw {
        match error.classify() {
            Category::Eof => HeaderFlaw::Cut,
            Category::Syntax | Category::Io => HeaderFlaw::NotJson { column: error.column() },
            Category::Data => {
                let fields: serde_json::Map<String, serde_json::Value> =
                    serde_json::from_slice(line).unwrap_or_default();
                let lacking = Header::NEEDED.into_iter().find(|name| !fields.contains_key(*name));
                lacking.map_or(HeaderFlaw::Field, HeaderFlaw::Lacks)
            }
        }
    }
}

/// Where nothing of a trace came in so many bytes, none is expected.
const MAX_BYTES_BEFORE: u64 = 16 << 20;
/// With [`MAX_EVENTS`] this keeps what is read within some 400 MiB of memory.
const MAX_BYTES: u64 = 256 << 20;
const MAX_EVENTS: usize = 500_000;
/// More programs than any picture has room for.
const MAX_RECORDS: usize = 1_000;

impl Records {
    /// Reads all records that follow each other.
    ///
    /// # Errors
    /// [`TraceError`], if it cannot be read, or no line begins a record.
    pub fn read(source: impl BufRead) -> Result<Records, TraceError> {
        let mut lines = Lines { source, n_bytes: 0, limit: MAX_BYTES_BEFORE };
        let mut reading = Reading::default();
        let mut line = Vec::new();
        loop {
            let end = lines.next(&mut line)?;
            reading.n_lines += usize::from(!line.is_empty());
            if reading.n_lines == 1 && (line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff")) {
                return Err(TraceError::Utf16);
            }
            reading.take(&line, end == End::Input);
            if !reading.traces.is_empty() {
                lines.limit = MAX_BYTES;
            }
            if end == End::Input || end == End::Patience || reading.is_full() {
                return reading.records(end != End::Input);
            }
        }
    }
}

impl Trace {
    /// Reads the first record, as [`Records::read`] does.
    ///
    /// # Errors
    /// [`TraceError`], if it cannot be read, or no line begins a record.
    pub fn read(source: impl BufRead) -> Result<Trace, TraceError> {
        Records::read(source).map(|mut records| records.traces.swap_remove(0))
    }
}

/// What has been understood so far.
#[derive(Default)]
struct Reading {
    traces: Vec<Trace>,
    /// Where the last header stands among them, if it was one: what follows it are its events.
    record: Option<usize>,
    n_lines: usize,
    n_events: usize,
    n_skipped: usize,
    is_cut: bool,
    /// Why the first header that was none is none.
    refused: Option<TraceError>,
}

impl Reading {
    fn take(&mut self, line: &[u8], is_last: bool) {
        let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line).trim_ascii();
        if line.is_empty() {
            return;
        }
        let Some(at) = memchr::memmem::rfind(line, HEADER) else { return self.take_one(line, is_last) };
        // A program that was killed left half a line, and the next record begins right behind it.
        if at > 0 {
            self.take_one(&line[..at], true);
        }
        self.begin(&line[at..]);
    }

    /// Takes what stands in a line of its own.
    fn take_one(&mut self, line: &[u8], is_last: bool) {
        match self.record.and_then(|at| Some((at, self.traces[at].header.event_of(line)?))) {
            Some((at, event)) => {
                self.n_events += 1;
                self.trace_of(at, event.pid).events.push(event);
            }
            None if serde_json::from_slice::<Version>(line).is_ok() => self.begin(line),
            None if is_talk(line) => {}
            None if is_last && line.starts_with(b"{") && is_incomplete(line) => self.is_cut = true,
            None => self.n_skipped += 1,
        }
    }

    /// Where an event belongs that was told below this header: each process counts its sockets from 1, so
    /// another process's events are a record of their own.
    fn trace_of(&mut self, record: usize, pid: Option<u32>) -> &mut Trace {
        let pid = pid.unwrap_or(self.traces[record].header.pid);
        let known = self.traces[record..].iter().position(|trace| trace.header.pid == pid);
        let at = known.map_or(self.traces.len(), |behind| record + behind);
        if known.is_none() {
            let header = Header { pid, ..self.traces[record].header.clone() };
            self.traces.push(Trace { header, events: Vec::new() });
        }
        &mut self.traces[at]
    }

    /// Begins a record with its first line.
    fn begin(&mut self, line: &[u8]) {
        let number = self.n_lines;
        let refused = match serde_json::from_slice::<Version>(line) {
            Ok(Version { netlab_trace: 1 }) => match serde_json::from_slice(line) {
                Ok(header) => {
                    self.record = Some(self.traces.len());
                    self.traces.push(Trace { header, events: Vec::new() });
                    return;
                }
                Err(error) => TraceError::Header { line: number, flaw: HeaderFlaw::of(line, &error) },
            },
            Ok(Version { netlab_trace: found }) => TraceError::Version { line: number, found },
            Err(error) => TraceError::Header { line: number, flaw: HeaderFlaw::of(line, &error) },
        };
        self.record = None;
        self.n_skipped += 1;
        self.refused.get_or_insert(refused);
    }

    fn is_full(&self) -> bool {
        self.n_events >= MAX_EVENTS || self.traces.len() > MAX_RECORDS
    }

    fn records(self, is_too_long: bool) -> Result<Records, TraceError> {
        if self.traces.is_empty() {
            return Err(self.refused.unwrap_or(TraceError::NoHeader));
        }
        let Reading { traces, n_skipped, is_cut, .. } = self;
        Ok(Records { traces, n_skipped, is_cut, is_too_long })
    }
}

/// What Windows programs put before text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// How netlab begins a first line. In the middle of a line it stands only where that line was cut: inside a
/// text of JSON its quotes would be escaped.
const HEADER: &[u8] = b"{\"netlab_trace\"";

#[derive(Deserialize)]
struct Version {
    netlab_trace: u64,
}

/// Whether a line is what a program says beside its events in a JSON log: it belongs there.
fn is_talk(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Talk {
        note: Option<String>,
        error: Option<String>,
        #[serde(rename = "hint")]
        _hint: Option<String>,
    }
    serde_json::from_slice::<Talk>(line).is_ok_and(|talk| talk.note.is_some() || talk.error.is_some())
}

/// Whether a line is JSON up to its end, and its end is missing.
fn is_incomplete(line: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(line).is_err_and(|error| error.is_eof())
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Read};

    use super::*;

    const FIRST: &str = r#"{"netlab_trace":1,"program":"netlab tour","pid":7,"started":"2026-11-22T18:00:00Z","mono_us":1000}"#;
    const SECOND: &str = r#"{"netlab_trace":1,"program":"netlab check","pid":8,"started":"2026-11-22T18:00:00Z","mono_us":5000}"#;
    const CLOSED: &str = r#"{"t_us":1,"began_us":0,"kind":"closed","socket":1,"transport":"tcp"}"#;

    /// What was read: for each record its program and the times of its events; lines skipped, cut, too long.
    fn check(text: &[u8], records: &[(&str, &[u64])], rest: (usize, bool, bool)) {
        let read = Records::read(text).expect("there is a record");
        let times = |trace: &Trace| trace.events.iter().map(|event| event.t_us).collect::<Vec<_>>();
        let found: Vec<_> = read.traces.iter().map(|it| (it.header.program.clone(), times(it))).collect();
        let expected: Vec<_> =
            records.iter().map(|(program, times)| (format!("netlab {program}"), times.to_vec())).collect();
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(text));
        assert_eq!(
            (read.n_skipped, read.is_cut, read.is_too_long),
            rest,
            "{}",
            String::from_utf8_lossy(text)
        );
    }

    #[test]
    fn each_header_begins_a_record_with_its_own_clock() {
        let both = format!("{FIRST}\n{CLOSED}\n{SECOND}\n{CLOSED}\n");
        check(both.as_bytes(), &[("tour", &[1_001]), ("check", &[5_001])], (0, false, false));
        let glued = format!("{FIRST}\n{CLOSED}\n{}{SECOND}\n{CLOSED}\n", &CLOSED[..9]);
        check(glued.as_bytes(), &[("tour", &[1_001]), ("check", &[5_001])], (0, true, false));
        let without_newline = format!("{FIRST}\n{CLOSED}{SECOND}\n{CLOSED}");
        check(without_newline.as_bytes(), &[("tour", &[1_001]), ("check", &[5_001])], (0, false, false));
        let sorted = r#"{"mono_us":1000,"netlab_trace": 1,"pid":7,"program":"netlab tour","started":"2026-11-22T18:00:00Z"}"#;
        check(format!("{sorted}\n{CLOSED}\n").as_bytes(), &[("tour", &[1_001])], (0, false, false));
    }

    #[test]
    fn each_process_of_a_record_is_a_record_of_its_own() {
        let of = |pid: u32, t_us: u64| {
            CLOSED
                .replace(r#""t_us":1"#, &format!(r#""t_us":{t_us}"#))
                .replace('}', &format!(r#","pid":{pid}}}"#))
        };
        let lines = [FIRST, CLOSED, &of(9, 2), &of(7, 3), &of(9, 4), SECOND, &of(9, 5), CLOSED].join("\n");
        let tour: [&[u64]; 2] = [&[1_001, 1_003], &[1_002, 1_004]];
        let check_: [&[u64]; 2] = [&[5_001], &[5_005]];
        let found = [("tour", tour[0]), ("tour", tour[1]), ("check", check_[0]), ("check", check_[1])];
        check(lines.as_bytes(), &found, (0, false, false));
        let read = Records::read(lines.as_bytes()).expect("there are records");
        let pids: Vec<u32> = read.traces.iter().map(|trace| trace.header.pid).collect();
        assert_eq!(pids, [7, 9, 8, 9]);
    }

    #[test]
    fn what_is_no_event_is_left_out_and_counted_wherever_it_stands() {
        let check = |text: String, n_skipped, is_cut| {
            check(text.as_bytes(), &[("tour", &[1_001, 1_001])], (n_skipped, is_cut, false));
        };
        let (first, closed) = (format!("{FIRST}\n"), format!("{CLOSED}\n"));
        check(format!("{first}\n\n{closed}{closed}"), 0, false);
        check(format!("\u{feff}{FIRST}\r\n{CLOSED}\r\n{CLOSED}\r\n"), 0, false);
        check(format!("   Compiling netlab\n{first}{closed}oops\n{{}}\n{closed}"), 3, false);
        check(format!("{first}{closed}{closed}error: cannot connect\nhint: start it\n"), 2, false);
        check(
            format!(
                "{first}{closed}{{\"note\":\"listening\"}}\n{closed}{{\"error\":\"no\",\"hint\":\"do\"}}\n"
            ),
            0,
            false,
        );
        check(format!("{first}{closed}{}\n{closed}", CLOSED.replace("closed", "teleported")), 1, false);
        check(format!("{first}{}\n{closed}", CLOSED.replace('}', r#","mood":"good"}"#)), 0, false);
        check(format!("{first}{closed}{closed}{{\"t_us\":2,\"began"), 0, true);
        check(format!("{first}{closed}{closed}no newline"), 1, false);
        check(format!("{first}{closed}{closed}{}", "[".repeat(1 << 21)), 1, false);
        check(format!("{first}{closed}{closed}{{\"netlab_trace\":9}}\n{closed}"), 2, false);
    }

    #[test]
    fn what_holds_no_record_is_told() {
        let error = |text: &[u8]| Records::read(text).expect_err("no trace");
        assert!(matches!(error(b""), TraceError::NoHeader));
        assert!(matches!(error(b"hello\n"), TraceError::NoHeader));
        let later = FIRST.replace(":1,\"program", ":9,\"program");
        assert!(matches!(error(later.as_bytes()), TraceError::Version { line: 1, found: 9 }));
        let two_bytes: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(FIRST.bytes().flat_map(|it| [it, 0])).collect();
        assert!(matches!(error(&two_bytes), TraceError::Utf16));
        let check = |header: &str, expected: HeaderFlaw| {
            let error = error(format!("hello\n{header}").as_bytes());
            assert!(
                matches!(error, TraceError::Header { line: 2, flaw } if flaw == expected),
                "{header}: {error}"
            );
        };
        check(&FIRST[..40], HeaderFlaw::Cut);
        check(&FIRST.replace("\"pid\":7", "\"pid\"=7"), HeaderFlaw::NotJson { column: 48 });
        check(&FIRST.replace("\"pid\":7,", ""), HeaderFlaw::Lacks("pid"));
        check(&FIRST.replace("\"pid\":7", "\"pid\":\"me\""), HeaderFlaw::Field);
    }

    #[test]
    fn nothing_is_read_without_a_limit() {
        let endless = BufReader::new(io::repeat(0));
        assert!(matches!(Records::read(endless), Err(TraceError::NoHeader)));
        let first = format!("{FIRST}\n");
        let endless = BufReader::new(first.as_bytes().chain(io::repeat(b'x')));
        let read = Records::read(endless).expect("it begins with a record");
        assert_eq!((read.traces.len(), read.traces[0].events.len(), read.is_too_long), (1, 0, true));
        let headers = first.repeat(MAX_RECORDS + 9);
        let read = Records::read(headers.as_bytes()).expect("records");
        assert!(read.is_too_long && read.traces.len() <= MAX_RECORDS + 1);
    }
}
