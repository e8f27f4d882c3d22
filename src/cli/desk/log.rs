//! What a server prints of its clients: lines, each beside an address.
//!
//! The one idea: a line beside an address is a statement about who said what, so nothing that was said may
//! look like such a line, or command the terminal that the log is read in later. It is escaped wherever it
//! goes. What a client prints is the other thing: data, raw through a pipe.
//!
//! See it run: `netlab tcp-server | cat -v`.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::AsyncWrite;

use crate::catalogue::{Lang, shown_as};
use crate::cli::desk::output::Output;
use crate::cli::desk::words::what_came_is;
use crate::terminal::{escaped_lines, other_encoding};
use crate::trace::{Pen, Stream};

/// Where a server writes its lines.
#[derive(Clone)]
pub(crate) struct Log {
    out: Output,
    /// Says on standard error what another encoding is, where no narrator does.
    pen: Pen,
    says_encoding: Arc<AtomicBool>,
    lang: Lang,
}

impl Log {
    /// A log into this output.
    pub(crate) fn new(out: Output, pen: Pen, says_encoding: bool, lang: Lang) -> Log {
        Log { out, pen, says_encoding: Arc::new(AtomicBool::new(says_encoding)), lang }
    }

    /// Ends the last line, where its sender has not.
    pub(crate) fn end_line(&self) {
        self.out.end_line();
    }
}

impl AsyncWrite for Log {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            return Pin::new(&mut self.out).poll_write(cx, bytes);
        }
        // An output takes all that one call gives it.
        ready!(Pin::new(&mut self.out).poll_write(cx, escaped_lines(bytes).as_bytes()))?;
        if let Some(what) = other_encoding(bytes)
            && self.says_encoding.swap(false, Ordering::Relaxed)
        {
            self.pen.write(Stream::Err, what_came_is(self.lang, shown_as(self.lang, what)) + "\n", "line")?;
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.out).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.out).poll_shutdown(cx)
    }
}
