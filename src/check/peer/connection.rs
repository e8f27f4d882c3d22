//! The judge's end of a TCP connection: always listening, speaking when a step says so.
//!
//! The one idea: what arrives is taken at once and kept, so that the judge never holds a subject up by
//! looking elsewhere. A step then looks at what has been heard. Only `stop-reading` leaves bytes where
//! they are, and that is then the point of the check.
//!
//! See it run: any check of a TCP exercise.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt, Interest};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::kernel::waiting;
use crate::net::TcpStream;
use crate::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

/// A connection of the judge.
pub(crate) struct Connection {
    pub(crate) local: SocketAddr,
    pub(crate) peer: SocketAddr,
    pub(crate) heard: Rc<RefCell<Heard>>,
    pub(crate) n_sent: Cell<u64>,
    number: waiting::Number,
    writer: RefCell<Option<OwnedWriteHalf>>,
    reader: RefCell<Option<JoinHandle<OwnedReadHalf>>>,
    stop: Rc<Notify>,
    /// What comes is taken; not so between `stop-reading` and `read-again`.
    is_reading: Cell<bool>,
    news: Arc<Notify>,
    /// Just before our last act: when we dialled, sent or finished.
    pub(crate) last_act: Cell<Instant>,
    /// Sends beside the steps, until it is told to stop.
    flood: RefCell<Option<Flood>>,
}

/// A send that goes on by itself; it gives the writer back when it is stopped.
struct Flood {
    stop: Rc<Notify>,
    task: JoinHandle<OwnedWriteHalf>,
}

/// What has come.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    bytes: Vec<u8>,
    /// How many of them a step has taken.
    n_taken: usize,
    pub(crate) end: Option<Ended>,
    pub(crate) ended_at: Option<Instant>,
    /// A step has expected that end.
    pub(crate) is_end_taken: bool,
    /// A line has ended with LF alone, so a CR before an LF is text.
    pub(crate) has_bare_lf: bool,
    is_full: bool,
}

/// How the other end's direction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Fin,
    Reset,
}

impl Connection {
    /// Takes a connection over; `dialled` is the moment before it was asked for.
    pub(crate) fn new(stream: TcpStream, dialled: Instant, news: &Arc<Notify>) -> io::Result<Connection> {
        stream.set_nodelay(true)?;
        let (local, peer) = (stream.local_addr()?, stream.peer_addr()?);
        let number = waiting::number_of(&stream);
        let (reader, writer) = stream.into_split();
        let heard = Rc::new(RefCell::new(Heard::default()));
        let stop = Rc::new(Notify::new());
        let task =
            tokio::task::spawn_local(listen(reader, Rc::clone(&heard), Rc::clone(&stop), Arc::clone(news)));
        Ok(Connection {
            local,
            peer,
            heard,
            n_sent: Cell::new(0),
            number,
            writer: RefCell::new(Some(writer)),
            reader: RefCell::new(Some(task)),
            stop,
            is_reading: Cell::new(true),
            news: Arc::clone(news),
            last_act: Cell::new(dialled),
            flood: RefCell::new(None),
        })
    }

    /// Whether the kernel holds something for us that has not been taken, and is going to be.
    pub(crate) fn has_more(&self) -> bool {
        let heard = self.heard.borrow();
        if !self.is_reading.get() || heard.is_full {
            return false;
        }
        let waiting = waiting::at(self.number);
        match heard.end {
            None => waiting.input || waiting.error,
            // Behind an end only a reset may still come.
            Some(Ended::Fin) => waiting.error,
            Some(Ended::Reset) => false,
        }
    }

    /// Hands bytes to the kernel, all of them. A slow reader is no fault: only one that takes nothing at
    /// all for so long stands still.
    ///
    /// # Errors
    /// Those of writing; [`io::ErrorKind::TimedOut`] where the kernel takes nothing for `patience`.
    #[allow(clippy::await_holding_refcell_ref, reason = "one task alone sends")]
    pub(crate) async fn send(&self, bytes: &[u8], patience: Duration) -> io::Result<()> {
        self.stop_flood().await;
        self.last_act.set(Instant::now());
        let mut writer = self.writer.borrow_mut();
        let writer = writer.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        let mut rest = bytes;
        while !rest.is_empty() {
            let n_bytes = tokio::time::timeout(patience, writer.write(rest)).await??;
            self.n_sent.set(self.n_sent.get() + n_bytes as u64);
            rest = &rest[n_bytes..];
        }
        Ok(())
    }

    /// Sends these bytes so many times, beside whatever comes next; the next act here stops it.
    pub(crate) async fn flood(&self, bytes: Vec<u8>, n_times: u32) {
        self.stop_flood().await;
        let Some(mut writer) = self.writer.borrow_mut().take() else { return };
        let stop = Rc::new(Notify::new());
        let stopped = Rc::clone(&stop);
        let task = tokio::task::spawn_local(async move {
            for _ in 0..n_times {
                tokio::select! {
                    () = stopped.notified() => return writer,
                    // A flood that is cut short loses the rest of its message; nobody expects it.
                    sent = writer.write_all(&bytes) => if sent.is_err() { break },
                }
            }
            stopped.notified().await;
            writer
        });
        self.flood.replace(Some(Flood { stop, task }));
    }

    async fn stop_flood(&self) {
        let Some(flood) = self.flood.borrow_mut().take() else { return };
        flood.stop.notify_one();
        if let Ok(writer) = flood.task.await {
            self.writer.replace(Some(writer));
        }
    }

    /// Finishes our direction.
    ///
    /// # Errors
    /// Those of the connection.
    #[allow(clippy::await_holding_refcell_ref, reason = "one task alone sends")]
    pub(crate) async fn finish(&self) -> io::Result<()> {
        self.stop_flood().await;
        self.last_act.set(Instant::now());
        match self.writer.borrow_mut().as_mut() {
            Some(writer) => writer.shutdown().await,
            None => Ok(()),
        }
    }

    /// Breaks the connection: closing sends RST.
    pub(crate) async fn reset(&self) {
        self.stop_flood().await;
        let (reader, writer) = (self.stop_listening().await, self.writer.borrow_mut().take());
        if let (Some(reader), Some(writer)) = (reader, writer)
            && let Ok(stream) = reader.reunite(writer)
        {
            // Without it, closing is orderly where nothing is unread.
            let _ = stream.set_zero_linger();
        }
    }

    /// Leaves what comes from now on in the kernel's buffer.
    pub(crate) async fn stop_reading(&self) {
        if let Some(reader) = self.stop_listening().await {
            let stop = Rc::clone(&self.stop);
            let kept = tokio::task::spawn_local(async move {
                stop.notified().await;
                reader
            });
            self.reader.replace(Some(kept));
        }
    }

    /// Takes again what comes, beginning with what lies in the kernel's buffer.
    pub(crate) async fn read_again(&self) {
        if let Some(reader) = self.stop_listening().await {
            let (heard, stop) = (Rc::clone(&self.heard), Rc::clone(&self.stop));
            let task = tokio::task::spawn_local(listen(reader, heard, stop, Arc::clone(&self.news)));
            self.reader.replace(Some(task));
            self.is_reading.set(true);
        }
    }

    async fn stop_listening(&self) -> Option<OwnedReadHalf> {
        self.is_reading.set(false);
        let task = self.reader.borrow_mut().take()?;
        self.stop.notify_one();
        match tokio::time::timeout(Duration::from_millis(200), task).await {
            Ok(Ok(reader)) => Some(reader),
            _ => None,
        }
    }
}

/// Takes what comes until the end; after the end it still watches for a reset.
async fn listen(
    mut reader: OwnedReadHalf,
    heard: Rc<RefCell<Heard>>,
    stop: Rc<Notify>,
    news: Arc<Notify>,
) -> OwnedReadHalf {
    let mut buf = vec![0; 64 * 1024];
    loop {
        let has_room = heard.borrow().bytes.len() < MAX_HELD;
        heard.borrow_mut().is_full = !has_room;
        tokio::select! {
            () = stop.notified() => return reader,
            read = reader.read(&mut buf), if has_room => {
                let mut heard = heard.borrow_mut();
                match read {
                    Ok(n_bytes @ 1..) => heard.take_in(&buf[..n_bytes]),
                    // Behind a reset, too, the kernel says that nothing comes.
                    Ok(_) => heard.end = heard.end.or(Some(Ended::Fin)),
                    Err(_) => heard.end = Some(Ended::Reset),
                }
                if heard.end.is_some() {
                    heard.ended_at = Some(Instant::now());
                }
                news.notify_one();
                if heard.end.is_some() {
                    break;
                }
            }
            () = tokio::time::sleep(Duration::from_millis(5)), if !has_room => {}
        }
    }
    if heard.borrow().end == Some(Ended::Fin) {
        tokio::select! {
            () = stop.notified() => return reader,
            _ = reader.ready(Interest::ERROR) => heard.borrow_mut().end = Some(Ended::Reset),
        }
        news.notify_one();
    }
    stop.notified().await;
    reader
}

/// A subject that sends more than this without being asked is made to wait.
const MAX_HELD: usize = 64 << 20;
/// What was taken is thrown away when so much of it has gathered.
const MAX_TAKEN: usize = 8 << 20;

impl Heard {
    fn take_in(&mut self, bytes: &[u8]) {
        if self.n_taken > MAX_TAKEN {
            self.bytes.drain(..self.n_taken);
            self.n_taken = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// What no step has taken yet.
    pub(crate) fn rest(&self) -> &[u8] {
        &self.bytes[self.n_taken..]
    }

    /// All that is still kept, also what was taken.
    pub(crate) fn all(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn take(&mut self, n_bytes: usize) {
        self.n_taken = (self.n_taken + n_bytes).min(self.bytes.len());
    }

    /// The next whole line without its end, and how many bytes it takes with it.
    pub(crate) fn line(&self) -> Option<(Vec<u8>, usize)> {
        self.line_at(0)
    }

    /// The whole line that begins so far behind what was taken.
    pub(crate) fn line_at(&self, from: usize) -> Option<(Vec<u8>, usize)> {
        let rest = self.rest().get(from..)?;
        let end = memchr::memchr(b'\n', rest)?;
        let line = &rest[..end];
        let line = if self.has_bare_lf { line } else { line.strip_suffix(b"\r").unwrap_or(line) };
        Some((line.to_vec(), end + 1))
    }

    /// Takes the line that [`Heard::line`] gave.
    pub(crate) fn take_line(&mut self) -> Option<Vec<u8>> {
        let (line, n_bytes) = self.line()?;
        self.has_bare_lf |= !self.rest()[..n_bytes].ends_with(b"\r\n");
        self.take(n_bytes);
        Some(line)
    }
}
