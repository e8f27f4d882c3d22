//! Standard output and standard error, with the colours that are wanted there.
//!
//! The one idea: our texts carry meanings; the stream that they go to puts the colours of its ground in
//! their place, or none. What one call is given goes out with one write, so lines of several writers do not mix.
//!
//! See it run: `netlab --color never tour`, and `NO_COLOR=1 netlab tour`.

use std::io::{self, Write};

use crate::kernel::standard;
use crate::terminal::Surface;
use crate::terminal::palette::Ground;

/// A stream to write to.
pub type Sink = Box<dyn Write + Send>;

/// Standard output, shown so.
#[must_use]
pub fn out(surface: Surface) -> Sink {
    on_surface(standard::Output, io::stdout(), surface)
}

/// Standard error, shown so.
#[must_use]
pub fn err(surface: Surface) -> Sink {
    on_surface(standard::ErrorOutput, io::stderr(), surface)
}

/// Whether a stream is to have colours where nobody has said so: `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` and
/// `TERM` have a say, in this order, and then whether it is a terminal.
#[must_use]
pub fn wants_colour(is_terminal: bool) -> bool {
    let value = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if value("NO_COLOR").is_some() {
        return false;
    }
    if value("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    let is_refused = value("CLICOLOR").is_some_and(|value| value == "0");
    is_terminal && !is_refused && value("TERM").is_none_or(|term| term != "dumb")
}

/// The ground that the environment tells: the last number of `COLORFGBG`, which some terminals set.
#[must_use]
pub fn told_ground() -> Ground {
    let told = std::env::var("COLORFGBG").unwrap_or_default();
    ground_of(&told)
}

/// Of the 16 colours, 7 and the bright ones but for 8 (a grey) are light.
fn ground_of(told: &str) -> Ground {
    match told.rsplit(';').next().and_then(|number| number.parse().ok()) {
        Some(7 | 9..=15) => Ground::Light,
        Some(0..=6 | 8) => Ground::Dark,
        _ => Ground::Unknown,
    }
}

/// Where a console is told of colours by calls, which `anstream` knows.
#[cfg(all(not(unix), feature = "cli"))]
fn on_surface<S>(_: impl Write, stream: S, surface: Surface) -> Sink
where
    S: anstream::stream::RawStream + anstream::stream::AsLockedWrite + Send + 'static,
{
    let choice =
        if surface.ground.is_some() { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never };
    Box::new(OnSurface { stream: anstream::AutoStream::new(stream, choice), surface })
}

#[cfg(any(unix, not(feature = "cli")))]
fn on_surface(stream: impl Write + Send + 'static, _: impl Write, surface: Surface) -> Sink {
    // A console of old, without the crate that knows it, would show the commands themselves.
    let ground = surface.ground.filter(|_| cfg!(unix));
    Box::new(OnSurface { stream, surface: Surface { ground, ..surface } })
}

/// Puts colours in the place of meanings, and signs that are shown in that of ours. A mark is never cut between two
/// writes: each is a whole text.
struct OnSurface<W> {
    stream: W,
    surface: Surface,
}

impl<W: Write> Write for OnSurface<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !bytes.contains(&0x1b) && self.surface == self.surface.exact() {
            return self.stream.write_all(bytes);
        }
        let text = String::from_utf8_lossy(bytes);
        self.stream.write_all(self.surface.shown(&text).as_bytes())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_tells_its_ground_by_the_number_of_a_colour() {
        let check = |told: &str, expected| assert_eq!(ground_of(told), expected, "{told}");
        check("0;15", Ground::Light);
        check("0;default;7", Ground::Light);
        check("15;0", Ground::Dark);
        check("7;8", Ground::Dark);
        for told in ["", "default;default", "15;", "1;-1", "300"] {
            check(told, Ground::Unknown);
        }
    }
}
