//! The narrator for your own program.
//!
//! The one idea: the sockets of [`crate::net`] state what happens to them whether anybody listens or
//! not; [`tell`] makes the narrator listen.
//!
//! See it run: in your `main`, `let _telling = netlab::tell()?;`, and `netlab::net` for `tokio::net`.

use std::io::{self, IsTerminal};
use std::time::Duration;

use crate::cli::desk::colour::Color;
use crate::cli::desk::listening::listen_with;
use crate::cli::desk::standard;
use crate::cli::desk::width::of_narration;
use crate::kernel::clock;
use crate::trace::{Clock, Detail, Ears, Narrator, Pen, Voice, Wishes, summary};

/// What [`tell`] gives back. Dropped at the end of `main`, it waits until the last line is written;
/// dropped earlier, it changes nothing: the telling goes on.
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
/// Call it once, before the first socket. It changes nothing else of the program.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where a `tracing` subscriber is installed already, and those of starting
/// a thread. Then nothing is told, and the sockets do their work all the same.
pub fn tell() -> io::Result<Telling> {
    let err_color = Color::Auto.choice(io::stderr().is_terminal());
    let pen = Pen::new(io::sink(), standard::err(err_color), summary)?;
    let voice = Voice::new(Clock::starting_at(clock::monotonic_us()), Detail::FirstTime, of_narration());
    let mut ears = Ears::default();
    ears.add(Narrator::new(pen.clone(), voice, PATIENCE), Wishes::default());
    listen_with(ears)?;
    Ok(Telling { pen })
}
