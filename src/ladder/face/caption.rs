//! What is written at a mark, at an arrow and above a line.
//!
//! The one idea: all faces say the same. A face decides only how much of a payload there is room for.
//!
//! See it run: `netlab tour`.

use crate::catalogue::{self, ClockWords, Lang};
use crate::event::{Event, Kind, Tone};
use crate::ladder::arrow::{Arrow, Fate, Mark, Note};
use crate::ladder::lane::{Lane, Role, SocketName};
use crate::ladder::picture::ClockSetting;
use crate::ladder::picture::{Picture, What};
use crate::terminal;
use crate::terminal::palette::Ink;

/// The words at an arrow, in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caption {
    /// What it is: `23 bytes`, `connecting → accepted`.
    pub(crate) what: String,
    /// What it carries, safe to show, in quotes; empty where it carries nothing.
    pub(crate) payload: String,
    /// What else is to be said, in brackets; may be empty.
    pub(crate) notes: String,
}

impl Caption {
    /// Words without a payload.
    pub(crate) const fn of(what: String) -> Caption {
        Caption { what, payload: String::new(), notes: String::new() }
    }

    /// All of it.
    pub(crate) fn whole(&self) -> String {
        self.in_columns(usize::MAX)
    }

    /// All of it; what must be cut to fit into so many columns is the payload first.
    pub(crate) fn in_columns(&self, n_columns: usize) -> String {
        let fixed = terminal::width(&self.what) + terminal::width(&self.notes) + 1;
        let room = n_columns.saturating_sub(fixed + usize::from(!self.notes.is_empty()));
        let payload = match &self.payload {
            payload if terminal::width(payload) <= room => payload.clone(),
            _ if room < MIN_PAYLOAD_COLUMNS => String::new(),
            payload => terminal::cut(payload, room - 1) + "\"",
        };
        let parts = [self.what.as_str(), payload.as_str(), self.notes.as_str()];
        let mut text = String::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            text += gap(&text, part);
            text += part;
        }
        terminal::cut(&text, n_columns)
    }
}

/// What stands before a part: a full-width bracket has its gap within itself.
fn gap(before: &str, part: &str) -> &'static str {
    if before.is_empty() || part.starts_with('（') { "" } else { " " }
}

/// Fewer columns of a payload tell nothing: a quote, two letters, the dots, a quote.
const MIN_PAYLOAD_COLUMNS: usize = 5;
/// More bytes than any face shows in a line.
const MAX_QUOTED_BYTES: usize = 200;

pub(crate) fn arrow(lang: Lang, arrow: &Arrow<'_>) -> Caption {
    let number = arrow.notes.iter().find_map(|note| match note {
        Note::Number(number) => Some(format!("#{number} ")),
        _ => None,
    });
    let what = arrow.len.map_or_else(|| kinds(arrow), |len| catalogue::byte_size(lang, len));
    let sealed = arrow.len.filter(|_| number.is_none());
    if let Some(sealed) = sealed.and_then(|len| catalogue::records(lang, arrow.data, len)) {
        let port = arrow.port.map_or_else(String::new, |port| format!(":{port} "));
        let notes = in_brackets(lang, arrow.notes.iter().filter_map(|it| note(lang, it)));
        return Caption { notes, ..Caption::of(port + &catalogue::sealed(lang, &what, &sealed)) };
    }
    let lost = (arrow.fate == Fate::Lost && arrow.len.is_some()).then(|| words(lang).not_received.to_owned());
    let port = arrow.port.map_or_else(String::new, |port| format!(":{port} "));
    Caption {
        what: port + &number.unwrap_or_default() + &what,
        payload: arrow.len.filter(|len| *len > 0).map_or_else(String::new, |len| quoted(arrow.data, len)),
        notes: in_brackets(lang, lost.into_iter().chain(arrow.notes.iter().filter_map(|it| note(lang, it)))),
    }
}

pub(crate) fn mark(lang: Lang, mark: &Mark<'_>) -> String {
    // What a rule did is a sentence of its own; the rule's name alone would tell little.
    let fact = catalogue::fact(lang, mark.event);
    if mark.event.rule.as_deref().is_some_and(|rule| fact.contains(rule)) {
        return terminal::escaped(fact.as_bytes());
    }
    let notes = in_brackets(lang, mark.notes.iter().filter_map(|it| note(lang, it)));
    let whose = mark.of.map_or_else(String::new, |of| socket(lang, of) + " ");
    let what = whose + &event(lang, mark.event);
    let gap = gap(&what, &notes);
    if notes.is_empty() { what } else { format!("{what}{gap}{notes}") }
}

/// The sign of a mark, and its ink.
pub(crate) fn sign(event: &Event<'_>) -> (char, Ink) {
    match event.kind {
        _ if event.rule.is_some() => ('◆', Ink::Rule),
        kind if is_trouble(kind) => ('✗', Ink::Trouble),
        Kind::Waiting => ('◌', Ink::Trouble),
        kind => ('●', Ink::of(kind.tone())),
    }
}

/// The ink of an arrow: what became of it, or else what it is.
pub(crate) fn ink(arrow: &Arrow<'_>) -> Ink {
    let is_reset = arrow.taken.is_some_and(|event| is_trouble(event.kind));
    match (arrow.fate, arrow.taken.or(arrow.sent)) {
        (Fate::Lost | Fate::Refused | Fate::Unread, _) => Ink::Trouble,
        _ if is_reset => Ink::Trouble,
        _ if arrow.len.is_some() => Ink::Data,
        (_, Some(event)) => Ink::of(event.kind.tone()),
        (_, None) => Ink::Quiet,
    }
}

/// Whether an event tells that something did not work.
pub(crate) const fn is_trouble(kind: Kind) -> bool {
    matches!(kind.tone(), Tone::Fails | Tone::GivesUp)
}

/// `connecting → accepted`; one word where there is a record of one end only.
fn kinds(arrow: &Arrow<'_>) -> String {
    let kinds = [arrow.sent, arrow.taken].into_iter().flatten();
    kinds.map(|event| event.kind.name()).collect::<Vec<_>>().join(" → ")
}

/// What happened at one line, without the addresses, which stand above the line.
fn event(lang: Lang, event: &Event<'_>) -> String {
    let kind = event.kind.name();
    let detail = match event.kind {
        Kind::OptionSet | Kind::OptionFailed => event.option.as_deref().unwrap_or_default().to_owned(),
        Kind::Resolved | Kind::ResolveFailed => event.name.as_deref().unwrap_or_default().to_owned(),
        Kind::Waiting => event
            .asked
            .map_or_else(String::new, |asked| (words(lang).not_taken)(&catalogue::byte_size(lang, asked))),
        Kind::Sent | Kind::Received | Kind::DatagramSent | Kind::DatagramReceived => {
            event.len.map_or_else(String::new, |len| catalogue::byte_size(lang, len))
        }
        Kind::Closed => match event.tcp.and_then(|tcp| tcp.recv_queue).unwrap_or(0) {
            0 => String::new(),
            unread => (words(lang).unread)(&catalogue::byte_size(lang, unread)),
        },
        Kind::TlsBegun | Kind::ClientHello | Kind::TlsFinished | Kind::TlsFailed | Kind::TlsClosed => {
            return format!("{kind} {}", catalogue::fact(lang, event));
        }
        Kind::RulesChanged => catalogue::rules(lang, None, event.option.as_deref().unwrap_or_default()),
        // Most sockets are bound so; it would hide what differs.
        Kind::Bound => String::new(),
        _ => match (event.error, event.option.as_deref()) {
            (Some(error), _) => error.code.name().to_owned(),
            (None, option) => option.unwrap_or_default().to_owned(),
        },
    };
    // An option's text is the program's own, a name the user's.
    let detail = terminal::escaped(detail.as_bytes());
    if detail.is_empty() { kind.to_owned() } else { format!("{kind} {detail}") }
}

fn note(lang: Lang, note: &Note<'_>) -> Option<String> {
    let words = words(lang);
    Some(match note {
        Note::Number(_) => return None,
        Note::OfWrite(len) => (words.of_write)(*len),
        Note::OfRead(len) => (words.of_read)(*len),
        Note::Repeated => words.repeated.to_owned(),
        Note::Overtook => words.overtook.to_owned(),
        Note::CouldBeEither => words.could_be_either.to_owned(),
        Note::CutFrom(len) => (words.cut_from)(*len),
        Note::InReceiveBuffer => words.in_receive_buffer.to_owned(),
        Note::InSomeBuffer => words.in_some_buffer.to_owned(),
        Note::NeverAccepted => words.never_accepted.to_owned(),
        Note::Waited(us) => (words.waited)(&terminal::span(*us)),
        Note::Took(us) => (words.took)(&terminal::span(*us)),
        Note::Rule(rule) => (words.rule)(&terminal::escaped(rule.as_bytes())),
    })
}

fn in_brackets(lang: Lang, notes: impl Iterator<Item = String>) -> String {
    let notes: Vec<String> = notes.collect();
    if notes.is_empty() { String::new() } else { (words(lang).notes)(&notes) }
}

fn quoted(data: &[u8], len: u64) -> String {
    if data.is_empty() {
        return String::new();
    }
    let first = &data[..data.len().min(MAX_QUOTED_BYTES)];
    if first.len() as u64 == len {
        return format!("\"{}\"", terminal::escaped(first));
    }
    format!("\"{}…\"", terminal::escaped(terminal::without_cut_character(first)))
}

/// What a socket or a program is.
pub(crate) fn role(lang: Lang, role: Role) -> &'static str {
    let words = words(lang);
    match role {
        Role::Client => words.client,
        Role::Server => words.server,
        Role::Listener => words.listener,
        Role::Datagrams => words.datagrams,
        Role::Unknown => words.unknown,
        Role::Sender => words.sender,
        Role::Receiver => words.receiver,
        Role::Relay => words.relay,
        Role::RelayIn => words.relay_in,
        Role::RelayOut => words.relay_out,
    }
}

/// `server :54321`: one of several sockets at a line.
fn socket(lang: Lang, of: SocketName) -> String {
    let port = of.port.map_or_else(String::new, |port| format!(" :{port}"));
    format!("{}{port}", role(lang, of.role))
}

/// What stands above a line: what it is, its address, and whose it is where there are several programs.
pub(crate) fn heading(picture: &Picture<'_>, lane: &Lane) -> Vec<String> {
    let words = words(picture.lang);
    let role = if lane.part.is_some() { role(picture.lang, lane.role) } else { words.not_recorded };
    let n_sockets = || (lane.n_sockets > 1).then(|| (words.n_sockets)(lane.n_sockets));
    let address = lane.address.map(|addr| addr.to_string()).or_else(n_sockets);
    if let (Some(name), None) = (&lane.name, &address) {
        return vec![terminal::escaped(name.as_bytes())];
    }
    let name = lane.name.as_ref().map(|name| terminal::escaped(name.as_bytes()));
    let mut lines = vec![name.unwrap_or_else(|| role.to_owned()), address.unwrap_or_default()];
    if picture.parts.len() > 1 {
        lines.push(lane.part.map_or_else(String::new, |part| program(picture, part)));
    }
    lines
}

/// A heading that fits: of an address the port is what counts.
pub(crate) fn shortened(text: &str, n_columns: usize) -> String {
    let port = text.rsplit_once(':').map(|(_, port)| format!(":{port}"));
    match port {
        _ if terminal::width(text) <= n_columns => text.to_owned(),
        Some(port) if terminal::width(&port) <= n_columns => port,
        _ => terminal::cut(text, n_columns),
    }
}

/// A program with its process number, and its machine where there are several.
pub(crate) fn program(picture: &Picture<'_>, part: usize) -> String {
    let part = &picture.parts[part];
    let name = part.program.strip_prefix("netlab ").unwrap_or(&part.program);
    let pid = part.pid.map_or_else(String::new, |pid| format!(" pid {pid}"));
    let hosts = picture.parts.iter().map(|part| &part.host);
    let has_several = hosts.clone().any(|host| *host != part.host);
    let host =
        part.host.as_deref().filter(|_| has_several).map_or_else(String::new, |host| format!("@{host}"));
    terminal::escaped(format!("{name}{host}{pid}").as_bytes())
}

/// That a record ends: with whose it is, where there are several, and shorter, without.
pub(crate) fn record_ends(picture: &Picture<'_>, part: usize) -> Vec<String> {
    let ends = words(picture.lang).record_ends.to_owned();
    let whose = (picture.parts.len() > 1).then(|| {
        let of = (words(picture.lang).notes)(&[program(picture, part)]);
        format!("{ends}{}{of}", gap(&ends, &of))
    });
    whose.into_iter().chain([ends]).collect()
}

/// The time beside a row, in at most eight columns: a tenth of a millisecond counts up to ten seconds.
#[allow(clippy::cast_precision_loss, reason = "five digits are shown")]
pub(crate) fn time(us: u64) -> String {
    let seconds = us as f64 / 1e6;
    match us {
        0..1_000_000 => terminal::span(us),
        1_000_000..10_000_000 => format!("{seconds:.4} s"),
        10_000_000..100_000_000 => format!("{seconds:.3} s"),
        100_000_000..1_000_000_000 => format!("{seconds:.2} s"),
        _ => format!("{seconds:.0} s"),
    }
}

/// What stands below the picture: how clocks were set, and what was left out.
pub(crate) fn footnotes(picture: &Picture<'_>) -> Vec<String> {
    let words = words(picture.lang);
    let count = |n: usize, say: fn(&str) -> String| (n > 0).then(|| say(&terminal::grouped(n as u64)));
    let clocks = picture.clocks.iter().map(|setting| clock(picture.lang, setting));
    let left_out =
        [count(picture.left_out.by_max, words.more), count(picture.left_out.by_filter, words.filtered)];
    clocks.chain(encoding(picture)).chain(left_out.into_iter().flatten()).collect()
}

/// Said once: why payloads do not look like text.
fn encoding(picture: &Picture<'_>) -> Option<String> {
    let is_sealed = |arrow: &Arrow<'_>| catalogue::records(picture.lang, arrow.data, u64::MAX).is_some();
    let mut payloads = picture.rows.iter().filter_map(|row| match &row.what {
        What::Arrow(arrow, _) if !is_sealed(arrow) => Some(arrow.data),
        _ => None,
    });
    payloads
        .find_map(terminal::other_encoding)
        .map(|other| catalogue::shown_as(picture.lang, other).to_owned())
}

fn clock(lang: Lang, setting: &ClockSetting) -> String {
    let apart = setting.ahead_us.map(|us| terminal::span(us.unsigned_abs()));
    let margin = setting.margin_us.map(terminal::span);
    let drift = (setting.drift_us > 0).then(|| terminal::span(setting.drift_us));
    (words(lang).clock)(&ClockWords {
        whose: &terminal::escaped(setting.whose.as_bytes()),
        follows: &terminal::escaped(setting.follows.as_bytes()),
        apart: apart.as_deref(),
        is_behind: setting.ahead_us.is_some_and(i64::is_negative),
        margin: margin.as_deref(),
        n_messages: setting.n_messages,
        drift: drift.as_deref(),
    })
}

pub(crate) fn words(lang: Lang) -> &'static catalogue::Drawn {
    catalogue::drawn(lang)
}
