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

use crate::catalogue::Lang;
use crate::cli::commands::sockets::args::Args;
use crate::cli::commands::sockets::json;
use crate::cli::commands::sockets::look::{detail, look, nothing};
use crate::cli::commands::sockets::report::{Detail, Report};
use crate::cli::commands::sockets::watched::{Mark, Row, Watched};
use crate::cli::commands::sockets::words;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::format::Format;
use crate::cli::desk::frames::Frames;
use crate::cli::desk::output::Output;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;
use crate::kernel::clock::monotonic_us;
use crate::kernel::standard;
use crate::kernel::table::Table;
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
                setting.notice(words::watching(setting.lang));
                let report = Report::new(setting.lang, detail(&setting.options), of_narration() - TIME.len());
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
                    text += &indented(&told(row, report), &start);
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
                frame += &on_screen(setting.lang, &picture(args, setting, table, watched), rows);
                frames.show(frame);
                if frames.has_gone() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
            }
        }
    }
}

/// The socket in words, and what was so before.
fn told(row: &Row, report: &mut Report) -> String {
    let before = row.before.as_ref().map(|before| report.before(before, &row.entry));
    report.entry(&row.entry) + &before.unwrap_or_default()
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
    let mut report = Report::new(setting.lang, detail, of_narration() - 2);
    let mut text = format!("{}\n", palette::quiet(words::legend(setting.lang)));
    for row in &watched.rows {
        let sign = row.mark.sign();
        let lines = indented(&told(row, &mut report), &format!("{sign} "));
        text += &match row.mark {
            Mark::Same => lines,
            Mark::New => lines.replacen(sign, &palette::sign(Ink::Opening, sign), 1),
            Mark::Changed => lines.replacen(sign, &palette::sign(Ink::Data, sign), 1),
            Mark::Gone => lines.replacen(sign, &palette::sign(Ink::Ending, sign), 1),
        };
    }
    if watched.rows.is_empty() {
        text += &nothing(setting.lang, args);
    }
    text += &report.notes(table);
    setting.printer.surface().shown(&text).into_owned()
}

/// The lines drawn over what the screen shows, from its top; what does not fit is counted.
fn on_screen(lang: Lang, text: &str, n_rows: usize) -> String {
    // ESC [ H goes to the top, ESC [ K clears the rest of a line, ESC [ J the rest of the screen (ECMA-48).
    let room = n_rows.saturating_sub(2).max(1);
    let n_lines = text.lines().count();
    let fits = n_lines <= room + 1;
    let n_shown = if fits { n_lines } else { room };
    let lines = text.lines().take(n_shown).map(|line| format!("{line}\x1b[K\n"));
    let mut frame = format!("\x1b[H{}", lines.collect::<String>());
    if !fits {
        frame += &format!("{}\x1b[K\n", words::more_lines(lang, n_lines - n_shown));
    }
    frame + "\x1b[J"
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_is_too_high_is_cut_and_says_so() {
        let frame = on_screen(Lang::English, &"line\n".repeat(30), 10);
        assert_eq!(frame.lines().filter(|line| line.contains("line\x1b[K")).count(), 8);
        assert!(frame.contains("… 22 more lines"), "{frame}");
        assert!(!on_screen(Lang::English, &"line\n".repeat(9), 10).contains("more lines"));
    }
}
