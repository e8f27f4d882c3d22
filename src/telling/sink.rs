//! Standard output and standard error, with the colours that are wanted there.
//!
//! The one idea: our texts always carry colours; the stream that they go to takes them away where they
//! are not wanted. What one call is given goes out with one write, so lines of several writers do not mix.
//!
//! See it run: `netlab --color never tour`, and `NO_COLOR=1 netlab tour`.

use std::io::{self, Write};

use crate::kernel::standard;
#[cfg(any(unix, not(feature = "cli")))]
use crate::terminal::without_colours;

/// A stream to write to.
pub type Sink = Box<dyn Write + Send>;

/// Standard output.
#[must_use]
pub fn out(has_colour: bool) -> Sink {
    with_colours(standard::Output, io::stdout(), has_colour)
}

/// Standard error.
#[must_use]
pub fn err(has_colour: bool) -> Sink {
    with_colours(standard::ErrorOutput, io::stderr(), has_colour)
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

/// Where a console is told of colours by calls, which `anstream` knows.
#[cfg(all(not(unix), feature = "cli"))]
fn with_colours<S>(_: impl Write, stream: S, has_colour: bool) -> Sink
where
    S: anstream::stream::RawStream + anstream::stream::AsLockedWrite + Send + 'static,
{
    let choice = if has_colour { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never };
    Box::new(anstream::AutoStream::new(stream, choice))
}

#[cfg(any(unix, not(feature = "cli")))]
fn with_colours(stream: impl Write + Send + 'static, _: impl Write, has_colour: bool) -> Sink {
    // A console of old, without the crate that knows it, would show the commands themselves.
    if has_colour && cfg!(unix) { Box::new(stream) } else { Box::new(Stripped(stream)) }
}

/// Takes the colours away. A command is never cut between two writes: each is a whole text.
#[cfg(any(unix, not(feature = "cli")))]
struct Stripped<W>(W);

#[cfg(any(unix, not(feature = "cli")))]
impl<W: Write> Write for Stripped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !bytes.contains(&0x1b) {
            return self.0.write_all(bytes);
        }
        self.0.write_all(&without_colours(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
