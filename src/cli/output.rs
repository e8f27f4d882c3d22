//! Standard output, as a chapter writes to it.
//!
//! The one idea: a terminal and a pipe want different things. A terminal must be protected from foreign
//! bytes and must never hold a socket up, so it goes through the [`Pen`]. A pipe wants every byte as it
//! came, so a slow reader slows us down, as it does any program.
//!
//! See it run: `netlab tcp-client`, and `netlab tcp-client | xxd`.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};

use tokio::io::AsyncWrite;
use tokio::sync::mpsc;
use tokio_util::sync::PollSender;

use crate::terminal::Escaper;
use crate::trace::{Pen, Stream};

/// What chapters write to. Each clone is one writer; what one call is given stays together.
#[derive(Clone)]
pub(super) enum Output {
    Terminal {
        pen: Pen,
        escaper: Escaper,
        /// The last line shown has its end.
        is_at_line_start: Arc<AtomicBool>,
    },
    Pipe(PollSender<Vec<u8>>),
}

/// The thread that writes to a pipe; it ends when the last [`Output::Pipe`] is dropped.
pub(super) struct Pump(JoinHandle<io::Result<()>>);

impl Output {
    pub(super) fn terminal(pen: Pen) -> Self {
        let is_at_line_start = Arc::new(AtomicBool::new(true));
        Output::Terminal { pen, escaper: Escaper::default(), is_at_line_start }
    }

    /// Output to a pipe or a file. The queue holds 64 writes; when it is full, writers wait.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(super) fn pipe() -> io::Result<(Self, Pump)> {
        let (sender, mut written) = mpsc::channel::<Vec<u8>>(64);
        let pump = thread::Builder::new().name("stdout".to_owned()).spawn(move || {
            let mut stdout = io::stdout().lock();
            while let Some(bytes) = written.blocking_recv() {
                stdout.write_all(&bytes)?;
                if written.is_empty() {
                    stdout.flush()?;
                }
            }
            stdout.flush()
        })?;
        Ok((Output::Pipe(PollSender::new(sender)), Pump(pump)))
    }

    /// Ends the last line, where its sender has not.
    pub(super) fn end_line(&self) {
        if let Output::Terminal { pen, is_at_line_start, .. } = self
            && !is_at_line_start.swap(true, Relaxed)
        {
            // A terminal that has gone needs no line end.
            let _ = pen.write(Stream::Out, "\n".to_owned(), "line");
        }
    }
}

impl Pump {
    /// Waits until all is written.
    ///
    /// # Errors
    /// The first error of writing; [`io::ErrorKind::BrokenPipe`] where the reader went away.
    pub(super) fn finish(self) -> io::Result<()> {
        self.0.join().unwrap_or(Ok(()))
    }
}

impl AsyncWrite for Output {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Output::Terminal { pen, escaper, is_at_line_start } => {
                is_at_line_start.store(bytes.ends_with(b"\n"), Relaxed);
                Poll::Ready(pen.write(Stream::Out, escaper.push(bytes), "line").map(|()| bytes.len()))
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

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
