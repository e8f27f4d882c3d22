//! `netlab sockets --watch` in a terminal: the whole screen, and keys.
//!
//! The one idea: one loop hears keys, signals and the clock, and draws the screen anew from what it knows. A look at the
//! table costs time that others need, so the pause behind each is at least ten times as long as the look took.
//!
//! See it run: `netlab sockets --watch`; through a pipe it writes what changes, as `netlab sockets --watch | cat`.

use std::io;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::time::sleep_until;

use crate::cli::commands::sockets::args::Args;
use crate::cli::commands::sockets::board::{Board, Moment};
use crate::cli::commands::sockets::look::{look, nothing};
use crate::cli::commands::sockets::row::Programs;
use crate::cli::commands::sockets::watched::Watched;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::runtime;

use crate::cli::desk::setting::Setting;
use crate::cli::desk::signal::Told;
use crate::cli::keyboard::key::Key;
use crate::cli::keyboard::screen::{Screen, size};
use crate::cli::keyboard::typing;
use crate::kernel::clock::monotonic_us;
use crate::trace::Clock;

/// Watches until the person leaves; false where there is no terminal that could be taken.
pub(super) fn watch(args: &Args, setting: &Setting) -> Result<bool, Failure> {
    let cannot = |error: io::Error| Failure::of_thread(&error);
    let Some(screen) = Screen::open(setting.printer.out_surface()).map_err(cannot)? else {
        return Ok(false);
    };
    let signals = setting.hear(screen.terminal())?;
    let keys = typing::keys().map_err(cannot)?;
    let board = Board::new(setting.lang);
    runtime::run(watch_on(args, (&screen, board), keys, signals))?;
    Ok(true)
}

/// Often enough to see what a person does.
const PACE: Duration = Duration::from_millis(250);
/// A look takes at most this part of the time.
const SHARE: u32 = 10;

async fn watch_on(
    args: &Args,
    (screen, mut board): (&Screen, Board),
    mut keys: mpsc::Receiver<Vec<Key>>,
    mut signals: mpsc::Receiver<Told>,
) -> Result<(), Failure> {
    let clock = Clock::starting_at(monotonic_us());
    let what = match args.port {
        Some(port) => format!(":{port}"),
        None if args.all => "--all".to_owned(),
        None => String::new(),
    };
    let (mut watched, mut programs) = (Watched::default(), Programs::default());
    let nothing = nothing(board.lang(), args);
    let mut due = Instant::now();
    loop {
        if due <= Instant::now() {
            let began = Instant::now();
            let table = look(args)?;
            watched.update(&table.entries, Instant::now());
            programs.update(&table.entries);
            due = Instant::now() + PACE.max(began.elapsed() * SHARE);
        }
        let time = clock.time_of_day(monotonic_us());
        let time = time.split('.').next().unwrap_or_default();
        let moment = Moment { watched: &watched, programs: &programs, what: &what, time, nothing: &nothing };
        let (n_rows, n_columns) = size();
        screen.draw(&board.rows(&moment, n_rows, n_columns));
        tokio::select! {
            pressed = keys.recv() => for key in pressed.as_deref().unwrap_or(&[Key::EndOfInput]) {
                match key {
                    Key::Stop => screen.stop(),
                    key if board.press(key, &moment) => return Ok(()),
                    _ => {}
                }
            },
            told = signals.recv() => match told {
                None | Some(Told::Leave | Told::Interrupt) => return Ok(()),
                Some(Told::Resized) => {}
                Some(Told::Stop) => screen.stop(),
                Some(Told::Continued) => screen.enter(),
            },
            () = sleep_until(due.into()) => {}
        }
    }
}
