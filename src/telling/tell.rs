//! The narrator for your own program.
//!
//! The one idea: the sockets of [`crate::net`] state what happens to them whether anybody listens or
//! not; [`tell`] makes the narrator listen, and [`layer`] does it beside what else listens in your program.
//!
//! See it run: in your `main`, `let _telling = netlab::tell()?;`, and `netlab::net` for `tokio::net`.

use std::io::{self, IsTerminal};
use std::time::Duration;

use tracing::Subscriber;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::kernel::clock;
use crate::lang::Choice;
use crate::telling::sink;
use crate::terminal::Surface;
use crate::trace::{Clock, Detail, Ears, Explained, Narrator, Pen, Voice, Wishes, summary};

/// What [`tell`] and [`layer`] give back. Dropped at the end of `main`, it waits until the last line is
/// written; dropped earlier, it changes nothing: the telling goes on.
#[derive(Debug)]
#[must_use = "dropped at the end of `main`, it lets the last line be written"]
pub struct Telling {
    pen: Pen,
}

impl Drop for Telling {
    fn drop(&mut self) {
        self.pen.finish_within(LAST_WORDS);
    }
}

const LAST_WORDS: Duration = Duration::from_secs(1);

/// How long a socket waits for its line to be on the screen, so that what the program prints next
/// stands below it. At most 50 lines are told in a second, so a stopped terminal costs little.
const PATIENCE: Duration = Duration::from_millis(2);

/// Tells what every observed socket of this program does, in words, on standard error.
///
/// Call it once, before the first socket. It changes nothing else of the program, and never panics.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where a `tracing` subscriber is installed already: such a program adds
/// [`layer`] to it. And those of starting a thread. Then nothing is told, and the sockets do their work all the
/// same.
pub fn tell() -> io::Result<Telling> {
    let (layer, telling) = layer()?;
    install(layer)?;
    Ok(telling)
}

/// The same, as a layer of a `tracing` subscriber that the program has already.
///
/// It hears the events of observed sockets alone, whatever else the subscriber is told.
///
/// # Errors
/// Those of starting a thread.
///
/// # Examples
/// ```
/// use tracing_subscriber::prelude::*;
///
/// # fn main() -> std::io::Result<()> {
/// let (layer, _telling) = netlab::layer()?;
/// tracing_subscriber::registry().with(layer).init();
/// # Ok(())
/// # }
/// ```
pub fn layer<S>() -> io::Result<(impl Layer<S> + Send + Sync + 'static, Telling)>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let ground = sink::wants_colour(io::stderr().is_terminal()).then(sink::told_ground);
    let lang = Choice::of(|name| std::env::var(name).ok()).lang;
    let pen = Pen::new(io::sink(), sink::err(Surface { ground, ..Surface::default() }), move |tally| {
        summary(lang, tally)
    })?;
    let voice = Voice::new(
        Clock::starting_at(clock::monotonic_us()),
        Detail::FirstTime,
        Explained::default(),
        row_width(),
    )
    .speaking(lang);
    let mut ears = Ears::default();
    ears.add(Narrator::new(pen.clone(), voice, PATIENCE), Wishes::default());
    Ok((ears.layer(), Telling { pen }))
}

/// Makes these ears those of the whole process; where there are none, nothing is installed.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where a `tracing` subscriber is installed already.
pub fn listen_with(ears: Ears) -> io::Result<()> {
    if ears.is_empty() { Ok(()) } else { install(ears.layer()) }
}

fn install(layer: impl Layer<tracing_subscriber::Registry> + Send + Sync) -> io::Result<()> {
    let taken =
        |_taken| io::Error::new(io::ErrorKind::AlreadyExists, "a tracing subscriber is installed already");
    tracing_subscriber::registry().with(layer).try_init().map_err(taken)
}

/// The width of running text: that of the terminal that it goes to, but lines of more than 100 columns are tiring
/// to read.
#[must_use]
pub fn narration_width() -> usize {
    row_width().min(100)
}

/// The width of the rows of a narration, which have columns.
#[must_use]
pub fn row_width() -> usize {
    let terminal = terminal_size::terminal_size_of(io::stderr());
    terminal.map_or(80, |(width, _)| usize::from(width.0)).clamp(40, 120)
}
