//! `netlab sockets --watch`: the table again and again, with a mark at what changed.
//!
//! The one idea: the kernel tells nobody when a socket changes its state, so this looks several times a
//! second and compares. What comes and goes between two looks is not seen.
//!
//! A terminal is redrawn in place. No mode of it is changed, so there is nothing to give back at the end.
//! Through a pipe only what changed is written.
//!
//! See it run: `netlab sockets --watch`, and `netlab sockets --watch | cat`.

use std::io::{self, IsTerminal};
use std::pin::pin;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::time::{MissedTickBehavior, interval};

use crate::cli::commands::sockets::args::{Args, Format};
use crate::cli::commands::sockets::json;
use crate::cli::commands::sockets::look::{detail, look, nothing};
use crate::cli::commands::sockets::report::{Detail, Report};
use crate::cli::desk::failure::Failure;
use crate::cli::desk::frames::Frames;
use crate::cli::desk::output::Output;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;
use crate::kernel::clock::monotonic_us;
use crate::kernel::standard;
use crate::kernel::table::{Entry, Table};
use crate::terminal::palette::{self, Ink};
use crate::trace::Clock;

/// Watches until Ctrl-C, or until nobody reads any more.
pub(super) async fn run(args: &Args, setting: &Setting, out: Output) -> Result<(), Failure> {
    let mut interrupted = pin!(setting.interrupted()?);
    let mut looks = interval(PACE);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let cannot = |error: io::Error| Failure::of_thread(&error);
    let mut face = Face::new(args, setting, out).map_err(cannot)?;
    let mut watched = Watched::default();
    loop {
        tokio::select! {
            () = &mut interrupted => return Ok(()),
            _ = looks.tick() => {}
        }
        let table = look(args)?;
        watched.update(&table.entries, Instant::now());
        let shown = tokio::select! {
            shown = face.show(&table, &watched) => shown,
            // Where nobody takes what was written before, this has not been heard yet.
            () = &mut interrupted => return Ok(()),
        };
        if shown.is_err() {
            return Ok(());
        }
    }
}

/// Often enough to see what a person does, seldom enough to cost next to nothing.
const PACE: Duration = Duration::from_millis(200);
/// How long a mark stays, so that it can be read.
const MARKED: Duration = Duration::from_secs(3);

/// What became of a socket since the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Same,
    New,
    Changed,
    Gone,
}

impl Mark {
    const fn sign(self) -> &'static str {
        match self {
            Mark::Same => " ",
            Mark::New => "+",
            Mark::Changed => "*",
            Mark::Gone => "-",
        }
    }
}

/// A socket that is watched.
#[derive(Debug)]
struct Row {
    entry: Entry,
    /// As it was before it changed, while that is marked.
    before: Option<Entry>,
    mark: Mark,
    since: Instant,
}

impl Row {
    /// The socket in words, and what was so before.
    fn told(&self, report: &mut Report) -> String {
        let before = self.before.as_ref().map(|before| report.before(before, &self.entry));
        report.entry(&self.entry) + &before.unwrap_or_default()
    }
}

/// All sockets that are watched, in the order of the table; those that are gone stand at the end.
#[derive(Debug, Default)]
struct Watched {
    rows: Vec<Row>,
    last_look: Option<Instant>,
}

impl Watched {
    fn update(&mut self, entries: &[Entry], now: Instant) {
        let mut before = std::mem::take(&mut self.rows);
        let is_first = self.last_look.replace(now).is_none();
        for entry in entries {
            let known = before.iter().position(|row| row.mark != Mark::Gone && is_same(&row.entry, entry));
            let (mark, since, before) = match known.map(|at| before.remove(at)) {
                None if is_first => (Mark::Same, now, None),
                None => (Mark::New, now, None),
                Some(row) if steady(&row.entry) != steady(entry) => (Mark::Changed, now, Some(row.entry)),
                Some(row) if now - row.since >= MARKED => (Mark::Same, row.since, None),
                Some(row) => (row.mark, row.since, row.before),
            };
            self.rows.push(Row { entry: entry.clone(), before, mark, since });
        }
        for row in before {
            let is_news = row.mark != Mark::Gone;
            let since = if is_news { now } else { row.since };
            if now - since < MARKED {
                self.rows.push(Row { mark: Mark::Gone, since, before: None, ..row });
            }
        }
    }

    /// What changed at the last look; at the first one, all.
    fn news(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| Some(row.since) == self.last_look)
    }
}

/// Whether both are one socket. A connection keeps its addresses when its program lets go of it; several
/// sockets that are open to all may share one address.
fn is_same(one: &Entry, other: &Entry) -> bool {
    let name = |entry: &Entry| {
        let inode = if entry.is_open_to_all() { entry.inode } else { 0 };
        (entry.transport, entry.local, entry.peer, inode)
    };
    name(one) == name(other)
}

/// A socket without what changes all the time: the time that is left, and the estimate of the round trip.
fn steady(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    if let Some(timer) = &mut entry.timer {
        timer.left = Duration::ZERO;
    }
    if let Some(stream) = &mut entry.stream {
        stream.round_trip = None;
    }
    entry
}

/// Where the watched sockets are shown.
enum Face<'a> {
    Screen { args: &'a Args, setting: &'a Setting, frames: Frames, is_drawn: bool },
    Lines { report: Report, clock: Clock, out: Output, has_notes: bool },
    Json { out: Output },
}

impl<'a> Face<'a> {
    fn new(args: &'a Args, setting: &'a Setting, out: Output) -> io::Result<Self> {
        Ok(match args.format {
            Format::Json => Face::Json { out },
            Format::Text if io::stdout().is_terminal() => {
                Face::Screen { args, setting, frames: Frames::new(standard::Output)?, is_drawn: false }
            }
            Format::Text => {
                setting.notice("watching: all sockets now, then what changes; Ctrl-C ends it");
                let report = Report::new(detail(&setting.options), of_narration() - TIME.len());
                let clock = Clock::starting_at(monotonic_us());
                Face::Lines { report, clock, out, has_notes: false }
            }
        })
    }

    /// Shows the present state; an error means that nobody reads any more.
    async fn show(&mut self, table: &Table, watched: &Watched) -> io::Result<()> {
        match self {
            Face::Json { out } => match watched.news().next() {
                Some(_) => out.write_all(json::line(table).as_bytes()).await,
                None => Ok(()),
            },
            Face::Lines { report, clock, out, has_notes } => {
                let mut text = String::new();
                for row in watched.news() {
                    let start = format!("{} {} ", clock.time_of_day(monotonic_us()), row.mark.sign());
                    text += &indented(&row.told(report), &start);
                }
                if !std::mem::replace(has_notes, true) {
                    text += &report.notes(table);
                }
                out.write_all(palette::shown(&text, None).as_bytes()).await
            }
            Face::Screen { args, setting, frames, is_drawn } => {
                let rows = terminal_size::terminal_size().map_or(24, |(_, height)| usize::from(height.0));
                let mut frame = String::new();
                if !std::mem::replace(is_drawn, true) {
                    // What stands on the screen moves up and stays readable above.
                    frame += &"\n".repeat(rows);
                }
                frame += &on_screen(&picture(args, setting, table, watched), rows);
                frames.show(frame);
                if frames.has_gone() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
            }
        }
    }
}

/// As wide as a time of day and a mark.
const TIME: &str = "00:00:00.000 + ";

/// The lines, the first one begun with `start` and the others as far to the right.
fn indented(text: &str, start: &str) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let rest = lines.map(|line| format!("{:1$}{line}\n", "", start.len()));
    format!("{start}{first}\n{}", rest.collect::<String>())
}

/// All that is watched, in lines.
fn picture(args: &Args, setting: &Setting, table: &Table, watched: &Watched) -> String {
    let detail =
        if detail(&setting.options) == Detail::FirstTime { Detail::Title } else { detail(&setting.options) };
    let mut report = Report::new(detail, of_narration() - 2);
    let legend = "netlab sockets --watch   + new   * changed   - gone   Ctrl-C ends it";
    let mut text = format!("{}\n", palette::quiet(legend));
    for row in &watched.rows {
        let sign = row.mark.sign();
        let lines = indented(&row.told(&mut report), &format!("{sign} "));
        text += &match row.mark {
            Mark::Same => lines,
            Mark::New => lines.replacen(sign, &palette::sign(Ink::Opening, sign), 1),
            Mark::Changed => lines.replacen(sign, &palette::sign(Ink::Data, sign), 1),
            Mark::Gone => lines.replacen(sign, &palette::sign(Ink::Ending, sign), 1),
        };
    }
    if watched.rows.is_empty() {
        text += &nothing(args);
    }
    text += &report.notes(table);
    palette::shown(&text, setting.printer.on_ground()).into_owned()
}

/// The lines drawn over what the screen shows, from its top; what does not fit is counted.
fn on_screen(text: &str, n_rows: usize) -> String {
    // ESC [ H goes to the top, ESC [ K clears the rest of a line, ESC [ J the rest of the screen (ECMA-48).
    let room = n_rows.saturating_sub(2).max(1);
    let n_lines = text.lines().count();
    let fits = n_lines <= room + 1;
    let n_shown = if fits { n_lines } else { room };
    let lines = text.lines().take(n_shown).map(|line| format!("{line}\x1b[K\n"));
    let mut frame = format!("\x1b[H{}", lines.collect::<String>());
    if !fits {
        frame += &format!("… {} more lines; a PORT shows less\x1b[K\n", n_lines - n_shown);
    }
    frame + "\x1b[J"
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::event::Transport;
    use crate::kernel::table::proc_net;

    fn socket(state: &str, unread: &str) -> Entry {
        let line = format!(
            "0: 0100007F:1F90 0100007F:B126 {state} 00000000:{unread} 00:00000000 00000000 0 0 7 1 0 0"
        );
        proc_net::entry(&line, Transport::Tcp).expect("a socket")
    }

    fn marks(watched: &Watched) -> String {
        watched.rows.iter().map(|row| row.mark.sign()).collect()
    }

    #[test]
    fn what_comes_changes_and_goes_is_marked_for_a_while() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let (open, full) = (socket("01", "00000000"), socket("01", "00000005"));
        let mut watched = Watched::default();
        let mut check = |entries: &[Entry], ms, expected: &str, n_news: usize| {
            watched.update(entries, at(ms));
            assert_eq!((marks(&watched).as_str(), watched.news().count()), (expected, n_news), "at {ms} ms");
        };
        check(&[], 0, "", 0);
        check(std::slice::from_ref(&open), 1000, "+", 1);
        check(std::slice::from_ref(&open), 2000, "+", 0);
        check(std::slice::from_ref(&full), 3000, "*", 1);
        check(std::slice::from_ref(&full), 6000, " ", 0);
        check(&[], 7000, "-", 1);
        check(std::slice::from_ref(&open), 8000, "+-", 1);
        check(std::slice::from_ref(&open), 10_000, "+", 0);
    }

    #[test]
    fn what_is_there_at_the_first_look_is_no_news_on_a_screen_and_all_news_in_a_pipe() {
        let mut watched = Watched::default();
        watched.update(&[socket("0A", "00000000")], Instant::now());
        assert_eq!((marks(&watched).as_str(), watched.news().count()), (" ", 1));
    }

    #[test]
    fn a_picture_that_is_too_high_is_cut_and_says_so() {
        let frame = on_screen(&"line\n".repeat(30), 10);
        assert_eq!(frame.lines().filter(|line| line.contains("line\x1b[K")).count(), 8);
        assert!(frame.contains("… 22 more lines"), "{frame}");
        assert!(!on_screen(&"line\n".repeat(9), 10).contains("more lines"));
    }
}
