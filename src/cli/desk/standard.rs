//! Standard output and standard error, with the colours that are wanted there.
//!
//! The one idea: our texts always carry colours; the stream that they go to takes them away where they
//! are not wanted. What one call is given goes out with one write, so lines of several writers do not mix.
//!
//! See it run: `netlab --color never tour`.

use std::io::{self, Write};

use anstream::ColorChoice;

use crate::kernel::standard;

/// A stream to write to.
pub(crate) type Sink = Box<dyn Write + Send>;

pub(crate) fn out(color: ColorChoice) -> Sink {
    with_colours(standard::Output, io::stdout(), color)
}

pub(crate) fn err(color: ColorChoice) -> Sink {
    with_colours(standard::ErrorOutput, io::stderr(), color)
}

#[cfg(unix)]
fn with_colours(stream: impl Write + Send + 'static, _: impl Write, color: ColorChoice) -> Sink {
    if color == ColorChoice::Always { Box::new(stream) } else { Box::new(Stripped(stream)) }
}

/// An old console is told of colours by calls, which `anstream` knows.
#[cfg(not(unix))]
fn with_colours<S>(_: impl Write, stream: S, color: ColorChoice) -> Sink
where
    S: anstream::stream::RawStream + anstream::stream::AsLockedWrite + Send + 'static,
{
    Box::new(anstream::AutoStream::new(stream, color))
}

/// Takes the colours away. A sequence is never cut between two writes: each is a whole text.
#[cfg(unix)]
struct Stripped<W>(W);

#[cfg(unix)]
impl<W: Write> Write for Stripped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !bytes.contains(&0x1b) {
            return self.0.write_all(bytes);
        }
        self.0.write_all(&anstream::adapter::strip_bytes(bytes).into_vec())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
