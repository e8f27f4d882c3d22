//! A chat room in this process, and members that the test plays with plain tokio sockets.
//!
//! The one idea: the room runs on a thread of its own, as a server does, and its members know of it
//! only what comes over their sockets. Every wait is for an event, and fails after [`LIMIT`].

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use netlab::chapters::chat::{Framing, RoomOptions, ServerOptions, SlowReader, serve};
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::oneshot;
use tokio::time::timeout;

/// Longer than anything here takes on a busy machine; a test that waits so long has failed.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// What the command line chooses where nothing is said.
pub(crate) fn options(framing: Framing) -> RoomOptions {
    RoomOptions {
        framing,
        max_line_bytes: 65_536,
        slow_reader: SlowReader::Disconnect,
        outbox_bytes: 1 << 20,
        max_members: 20_000,
        idle_timeout: None,
        n_history: 0,
        motd: None,
        shows_messages: false,
        encoding_of: |_| "not UTF-8",
    }
}

/// A room, open until [`Room::close`].
pub(crate) struct Room {
    pub(crate) addr: SocketAddr,
    pub(crate) framing: Framing,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<io::Result<usize>>,
    log: Log,
}

impl Room {
    pub(crate) fn open(room: RoomOptions) -> Room {
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell_addr, addr) = mpsc::channel();
        let log = Log::default();
        let (out, framing) = (log.clone(), room.framing);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let listener = netlab::net::TcpListener::bind("127.0.0.1:0").await?;
                tell_addr.send(listener.local_addr()?).expect("the test waits for it");
                serve(listener, ServerOptions { room }, out, async { drop(stopped.await) }).await
            })
        });
        let addr = addr.recv_timeout(LIMIT).expect("the room opens");
        Room { addr, framing, stop, thread, log }
    }

    /// Tells the room to close; members may still be there.
    pub(crate) fn begin_to_close(self) -> Closing {
        let _ = self.stop.send(());
        Closing { thread: self.thread, log: self.log }
    }

    /// Closes the room; returns how many members it had to cut off, and its log.
    pub(crate) async fn close(self) -> (usize, String) {
        self.begin_to_close().end().await
    }

    /// What the room has logged so far.
    pub(crate) fn log(&self) -> String {
        self.log.text()
    }
}

/// A room that was told to close.
pub(crate) struct Closing {
    thread: JoinHandle<io::Result<usize>>,
    log: Log,
}

impl Closing {
    pub(crate) async fn end(self) -> (usize, String) {
        let join = tokio::task::spawn_blocking(|| self.thread.join().expect("the room does not panic"));
        let ended = timeout(LIMIT, join).await.expect("the room closes").expect("nobody aborts it");
        (ended.expect("its log takes everything"), self.log.text())
    }
}

/// What the room writes, kept.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no writer panics").clone()).expect("a log is text")
    }
}

impl AsyncWrite for Log {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.0.lock().expect("no writer panics").extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// One message in a framing, written anew here and not by the code under test.
pub(crate) fn framed(framing: Framing, text: &str) -> Vec<u8> {
    match framing {
        Framing::Lines | Framing::Raw => format!("{text}\n").into_bytes(),
        Framing::Length => {
            let mut frame = u32::try_from(text.len()).expect("short").to_be_bytes().to_vec();
            frame.extend_from_slice(text.as_bytes());
            frame
        }
    }
}

/// A member of the room.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) ears: Ears,
    pub(crate) mouth: Mouth,
}

/// The half of a member that hears.
pub(crate) struct Ears {
    framing: Framing,
    reader: OwnedReadHalf,
    bytes: Vec<u8>,
    /// Bytes at the front that are heard already.
    n_heard: usize,
}

/// The half of a member that speaks; dropped, it has finished.
pub(crate) struct Mouth {
    pub(crate) framing: Framing,
    writer: OwnedWriteHalf,
}

impl Member {
    /// Connects, and waits until it is told its name.
    pub(crate) async fn join(room: &Room) -> Member {
        Member::join_at(room.addr, room.framing).await
    }

    pub(crate) async fn join_at(addr: SocketAddr, framing: Framing) -> Member {
        let mut member = Member::connect(addr, framing).await;
        let welcome = member.ears.until(|line| line.starts_with("* you are ")).await;
        let name = welcome.trim_start_matches("* you are ").split(';').next().expect("a name");
        name.clone_into(&mut member.name);
        member
    }

    /// Connects, and hears nothing yet.
    pub(crate) async fn connect(addr: SocketAddr, framing: Framing) -> Member {
        let connected = timeout(LIMIT, TcpStream::connect(addr)).await.expect("the room accepts");
        let stream = connected.expect("the room listens");
        stream.set_nodelay(true).expect("the socket is open");
        let (reader, writer) = stream.into_split();
        let ears = Ears { framing, reader, bytes: Vec::new(), n_heard: 0 };
        Member { name: String::new(), ears, mouth: Mouth { framing, writer } }
    }

    pub(crate) async fn say(&mut self, text: &str) {
        self.mouth.say(text).await;
    }

    /// The next message or notice.
    pub(crate) async fn hear(&mut self) -> String {
        self.ears.hear().await
    }

    /// The next message of a member.
    pub(crate) async fn hear_message(&mut self) -> String {
        self.ears.until(|line| !line.starts_with("* ")).await
    }

    /// Finishes its direction and hears the rest, which must end in good order.
    pub(crate) async fn finish(mut self) -> Vec<String> {
        self.mouth.finish().await;
        self.ears.rest().await
    }

    /// Throws the connection away: closing sends RST instead of FIN.
    pub(crate) fn reset(self) {
        let stream = self.ears.reader.reunite(self.mouth.writer).expect("two halves of one");
        socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).expect("the socket is open");
    }
}

impl Mouth {
    pub(crate) async fn say(&mut self, text: &str) {
        self.send(&framed(self.framing, text)).await;
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        self.try_send(bytes).await.expect("the room listens");
    }

    /// # Errors
    /// Those of the connection, where the room may have ended it.
    pub(crate) async fn try_send(&mut self, bytes: &[u8]) -> io::Result<()> {
        timeout(LIMIT, self.writer.write_all(bytes)).await.expect("the room reads")
    }

    pub(crate) async fn finish(&mut self) {
        self.writer.shutdown().await.expect("the connection is open");
    }
}

impl Ears {
    pub(crate) async fn hear(&mut self) -> String {
        self.hear_or_end().await.expect("the connection holds").expect("a message before the end")
    }

    /// The next message or notice for which this is true; what comes before is let pass.
    pub(crate) async fn until(&mut self, is_wanted: impl Fn(&str) -> bool) -> String {
        let mut passed = VecDeque::new();
        loop {
            match self.hear_or_end().await {
                Ok(Some(line)) if is_wanted(&line) => return line,
                Ok(Some(line)) => {
                    passed.push_back(line);
                    if passed.len() > 20 {
                        passed.pop_front();
                    }
                }
                ended => panic!("{ended:?} instead of what was waited for; last it came: {passed:?}"),
            }
        }
    }

    /// All that comes until the end, which must be in good order.
    pub(crate) async fn rest(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        while let Some(line) = self.hear_or_end().await.expect("an end in good order") {
            lines.push(line);
        }
        lines
    }

    /// The next message or notice, or `None` at the end in good order.
    ///
    /// # Errors
    /// Those of the connection, and where it ends within a message.
    pub(crate) async fn hear_or_end(&mut self) -> io::Result<Option<String>> {
        loop {
            if let Some(line) = self.next_line() {
                return Ok(Some(line));
            }
            if self.read().await? == 0 {
                let is_whole = self.n_heard == self.bytes.len();
                return if is_whole { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
        }
    }

    /// Waits until the bytes that are not heard yet contain the text, wherever messages end.
    pub(crate) async fn until_bytes_contain(&mut self, wanted: &str) -> String {
        loop {
            let text = String::from_utf8_lossy(&self.bytes[self.n_heard..]).into_owned();
            if text.contains(wanted) {
                self.n_heard = self.bytes.len();
                return text;
            }
            let n_bytes = self.read().await.expect("the connection holds");
            assert!(n_bytes > 0, "the end, without {wanted:?}: {text:?}");
        }
    }

    /// Lets everything pass up to these words, as fast as it comes; false where the end comes first.
    ///
    /// For floods: a reader that looks at each line in a debug build is too slow to count as healthy.
    pub(crate) async fn skip_behind(&mut self, words: &str) -> bool {
        loop {
            let rest = &self.bytes[self.n_heard..];
            if let Some(place) = memchr::memmem::find(rest, words.as_bytes()) {
                self.n_heard += place + words.len();
                return true;
            }
            self.n_heard += rest.len().saturating_sub(words.len());
            if self.read().await.expect("the connection holds") == 0 {
                return false;
            }
        }
    }

    /// Whatever comes next; nothing at the end.
    ///
    /// # Cancel safety
    /// A dropped call has taken nothing.
    pub(crate) async fn bytes(&mut self) -> Vec<u8> {
        if self.n_heard == self.bytes.len() {
            self.read().await.expect("the connection holds");
        }
        let bytes = self.bytes.split_off(self.n_heard);
        self.n_heard = 0;
        self.bytes.clear();
        bytes
    }

    async fn read(&mut self) -> io::Result<usize> {
        if self.n_heard > 64 * 1024 {
            self.bytes.drain(..self.n_heard);
            self.n_heard = 0;
        }
        let mut buf = vec![0; 64 * 1024];
        let read = timeout(LIMIT, self.reader.read(&mut buf)).await;
        let n_bytes = read.unwrap_or_else(|_| {
            panic!("waited in vain behind {:?}", String::from_utf8_lossy(&self.bytes[self.n_heard..]))
        })?;
        self.bytes.extend_from_slice(&buf[..n_bytes]);
        Ok(n_bytes)
    }

    fn next_line(&mut self) -> Option<String> {
        let rest = &self.bytes[self.n_heard..];
        let (from, to, n_bytes) = if self.framing == Framing::Length {
            let len = u32::from_be_bytes(*rest.first_chunk()?) as usize;
            (4, 4 + len, 4 + len)
        } else {
            let end = memchr::memchr(b'\n', rest)?;
            (0, end, end + 1)
        };
        let line = String::from_utf8(rest.get(from..to)?.to_vec()).expect("the room relays UTF-8 only");
        self.n_heard += n_bytes;
        Some(line)
    }
}
