//! Standard output, as a chapter writes to it.
//!
//! The one idea: a terminal and a pipe want different things. A terminal must be protected from foreign
//! bytes and must never hold a socket up, so it goes through the [`Pen`]. A pipe wants every byte as it
//! came, so a slow reader slows us down, as it does any program.
//!
//! See it run: `netlab tcp-client`, and `netlab tcp-client | xxd`.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, channel};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::PollSender;

use crate::kernel::standard;
use crate::terminal::{Escaper, exactly};
use crate::trace::{Pen, Stream};

/// What chapters write to. Each clone is one writer; what one call is given stays together.
#[derive(Clone)]
pub(crate) enum Output {
    Terminal { pen: Pen, escaper: Escaper },
    Pipe(PollSender<Vec<u8>>),
}

/// How long the end of a program waits for a terminal that has stopped.
pub(crate) const LAST_WORDS: Duration = Duration::from_secs(1);

/// The thread that writes to a pipe; it ends when the last [`Output::Pipe`] is dropped.
pub(crate) struct Pump(Receiver<io::Result<()>>);

impl Output {
    pub(crate) fn terminal(pen: Pen) -> Self {
        Output::Terminal { pen, escaper: Escaper::default() }
    }

    /// Output to a pipe or a file. When the queue of [`QUEUE_LENGTH`] writes is full, writers wait.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(crate) fn pipe() -> io::Result<(Self, Pump)> {
        let (sender, written) = mpsc::channel(QUEUE_LENGTH);
        let (done, ended) = channel();
        thread::Builder::new().name("stdout".to_owned()).spawn(move || {
            // Whoever did not wait for the end does not need the result.
            let _ = done.send(pump(written));
        })?;
        Ok((Output::Pipe(PollSender::new(sender)), Pump(ended)))
    }

    /// Writes a report at the end; a reader that stands still is left behind, like one that has gone.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) async fn last_words(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = timeout(LAST_WORDS, self.write_all(bytes)).await;
        written.unwrap_or_else(|_stands_still| Err(io::ErrorKind::BrokenPipe.into()))
    }

    /// Ends the last line, where its sender has not.
    pub(crate) fn end_line(&self) {
        if let Output::Terminal { pen, .. } = self {
            pen.end_line();
        }
    }
}

/// Writes what comes until all writers are gone. Returning drops the queue, so writers hear of an error.
fn pump(mut written: mpsc::Receiver<Vec<u8>>) -> io::Result<()> {
    let mut stdout = standard::Output;
    let mut page = Vec::new();
    while written.blocking_recv_many(&mut page, QUEUE_LENGTH) > 0 {
        stdout.write_all(&page.concat())?;
        stdout.flush()?;
        if page.len() < QUEUE_LENGTH / 2 {
            thread::sleep(COLLECT);
        }
        page.clear();
    }
    Ok(())
}

/// How many writes may wait for the reader of a pipe.
const QUEUE_LENGTH: usize = 64;

/// How long the thread lets writes gather after it has written, so that it is not woken for each line: in
/// a rush of clients that took a fifth of the server's time. Nobody sees that a line is a millisecond late.
const COLLECT: Duration = Duration::from_millis(1);

impl Pump {
    /// Waits until all is written.
    ///
    /// # Errors
    /// The first error of writing; [`io::ErrorKind::BrokenPipe`] where the reader went away.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.0.recv().unwrap_or(Ok(()))
    }

    /// Waits until all is written, but no longer than this: a reader that stands still is left behind.
    ///
    /// # Errors
    /// As [`Pump::finish`].
    pub(crate) fn finish_within(self, limit: Duration) -> io::Result<()> {
        self.0.recv_timeout(limit).unwrap_or(Ok(()))
    }
}

impl AsyncWrite for Output {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Output::Terminal { pen, escaper } => {
                // Data, and no sign of ours.
                let text = exactly(&escaper.push(bytes)).into_owned();
                Poll::Ready(pen.write(Stream::Out, text, "line").map(|()| bytes.len()))
            }
            Output::Pipe(sender) => {
                let gone = |_closed| io::Error::from(io::ErrorKind::BrokenPipe);
                std::task::ready!(sender.poll_reserve(cx)).map_err(gone)?;
                sender.send_item(bytes.to_vec()).map_err(gone)?;
                Poll::Ready(Ok(bytes.len()))
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    /// Shows what was kept back of a character that never came to its end.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(match self.get_mut() {
            Output::Terminal { pen, escaper, .. } => {
                pen.write(Stream::Out, exactly(&escaper.finish()).into_owned(), "line")
            }
            Output::Pipe(_) => Ok(()),
        })
    }
}
