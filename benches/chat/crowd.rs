//! The members: many connections, looked after by one thread.
//!
//! The one idea: whoever measures must cost less than what is measured. So there is one thread, one
//! `epoll`, one buffer; a member that is ready is read once with a large buffer, and a read that does
//! not fill it needs no second one to learn that there is no more.

use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

use crate::line::{Said, Style};

/// The members of a room.
#[derive(Debug)]
pub(super) struct Crowd {
    poll: Poll,
    events: Events,
    members: Vec<Member>,
    buffer: Vec<u8>,
}

#[derive(Debug)]
struct Member {
    stream: TcpStream,
    /// The beginning of a line whose end has not come.
    begun: Vec<u8>,
    /// What the kernel has not taken yet.
    unsent: Vec<u8>,
    is_connected: bool,
}

/// Bytes taken by one read.
const READ_BYTES: usize = 256 * 1024;

impl Crowd {
    /// Connects so many members at once, and waits until all are connected.
    ///
    /// # Errors
    /// Those of connecting; [`ErrorKind::TimedOut`] after ten seconds.
    pub(super) fn connect(addr: SocketAddr, n_members: usize) -> io::Result<Crowd> {
        let mut crowd = Crowd {
            poll: Poll::new()?,
            events: Events::with_capacity(1024),
            members: Vec::with_capacity(n_members),
            buffer: vec![0; READ_BYTES],
        };
        crowd.add(addr, n_members)?;
        Ok(crowd)
    }

    /// Gathers so many members, a few at a time, each of them in before the next ones come.
    ///
    /// All at once they would overflow the accept queue of a server with a small backlog, and Linux then
    /// keeps nothing of a connection that its client takes for made, until that client says something
    /// (SYN cookies: `man 7 tcp`).
    ///
    /// # Errors
    /// As [`Crowd::connect`] and [`Crowd::hear_each_other`].
    pub(super) fn gather(addr: SocketAddr, n_members: usize, limit: Duration) -> io::Result<Crowd> {
        let mut crowd = Crowd::connect(addr, 2)?;
        while crowd.len() < n_members {
            crowd.add(addr, A_FEW.min(n_members - crowd.len()))?;
            crowd.hear_each_other(limit)?;
        }
        Ok(crowd)
    }

    /// Connects so many more members at once, and waits until all are connected.
    ///
    /// # Errors
    /// As [`Crowd::connect`].
    pub(super) fn add(&mut self, addr: SocketAddr, n_members: usize) -> io::Result<()> {
        for _ in 0..n_members {
            let mut stream = TcpStream::connect(addr)?;
            let _ = stream.set_nodelay(true);
            let token = Token(self.members.len());
            self.poll.registry().register(&mut stream, token, Interest::READABLE | Interest::WRITABLE)?;
            self.members.push(Member { stream, begun: Vec::new(), unsent: Vec::new(), is_connected: false });
        }
        let deadline = Instant::now() + Duration::from_secs(10);
        while self.members.iter().any(|member| !member.is_connected) {
            self.turn(Duration::from_millis(10), |_, _, _| {})?;
            in_time(deadline, "connecting")?;
        }
        Ok(())
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// Waits until every member is in and the notices of that have passed.
    ///
    /// # Errors
    /// As [`Crowd::hear_each_other`].
    pub(super) fn enter(&mut self, limit: Duration) -> io::Result<()> {
        self.hear_each_other(limit)?;
        self.hush(Duration::from_millis(50), limit)
    }

    /// Waits until every member has heard another: then all are in, whatever the server's ways.
    ///
    /// The first two say something until everybody has heard it. What else is heard is dropped.
    ///
    /// # Errors
    /// Those of the connections; [`ErrorKind::TimedOut`] after `limit`.
    pub(super) fn hear_each_other(&mut self, limit: Duration) -> io::Result<()> {
        let style = Style::new(MIN_LINE_BYTES, std::process::id() as u16 ^ 0x5555);
        let mut hello = Vec::new();
        style.write(Said { sender: 0, number: 0 }, &mut hello);
        let deadline = Instant::now() + limit;
        let mut is_in = vec![false; self.len()];
        let mut n_in = 0;
        while n_in < self.len() {
            in_time(deadline, "hearing each other")?;
            self.say(0, &hello)?;
            if !is_in[0] {
                self.say(1, &hello)?;
            }
            let again = Instant::now() + ASK_AGAIN;
            while n_in < is_in.len() && Instant::now() < again {
                self.turn(ASK_AGAIN, |member, line, _| {
                    if !is_in[member] && style.read(line).is_some() {
                        is_in[member] = true;
                        n_in += 1;
                    }
                })?;
            }
        }
        Ok(())
    }

    /// Listens until nobody has heard anything for as long as `quiet`, but no longer than `limit`.
    ///
    /// # Errors
    /// Those of the connections.
    pub(super) fn hush(&mut self, quiet: Duration, limit: Duration) -> io::Result<()> {
        let deadline = Instant::now() + limit;
        let mut last = Instant::now();
        while last.elapsed() < quiet && Instant::now() < deadline {
            self.turn(quiet, |_, _, now| last = now)?;
        }
        Ok(())
    }

    /// Has a member say something.
    ///
    /// # Errors
    /// Those of writing.
    pub(super) fn say(&mut self, member: usize, lines: &[u8]) -> io::Result<()> {
        let member = &mut self.members[member];
        if member.unsent.is_empty() {
            let n_bytes = or_nothing(member.stream.write(lines))?;
            member.unsent.extend_from_slice(&lines[n_bytes..]);
        } else {
            member.unsent.extend_from_slice(lines);
        }
        Ok(())
    }

    /// Waits until somebody hears something, but no longer than `limit`, and calls `hear` with the
    /// member, the line and the time, for every line that has come.
    ///
    /// # Errors
    /// Those of the connections; [`ErrorKind::UnexpectedEof`] if the server ended one.
    #[inline]
    pub(super) fn turn(
        &mut self,
        limit: Duration,
        mut hear: impl FnMut(usize, &[u8], Instant),
    ) -> io::Result<()> {
        if let Err(error) = self.poll.poll(&mut self.events, Some(limit))
            && error.kind() != ErrorKind::Interrupted
        {
            return Err(error);
        }
        for event in &self.events {
            let number = event.token().0;
            let member = &mut self.members[number];
            if event.is_writable() {
                member.proceed()?;
            }
            while event.is_readable() {
                let n_bytes = match member.stream.read(&mut self.buffer) {
                    Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                    read => or_nothing(read)?,
                };
                let now = Instant::now();
                member.hear(&self.buffer[..n_bytes], |line| hear(number, line, now));
                if n_bytes < self.buffer.len() {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// Lines of the members that find out whether they are in.
const MIN_LINE_BYTES: usize = 24;

/// Whoever is not in yet may not have been there when something was said.
const ASK_AGAIN: Duration = Duration::from_millis(20);

/// Fewer than the smallest backlog of a server that is measured.
const A_FEW: usize = 8;

impl Member {
    /// The socket takes bytes: it is connected, and may go on with what is unsent.
    fn proceed(&mut self) -> io::Result<()> {
        if !self.is_connected {
            if let Some(error) = self.stream.take_error()? {
                return Err(error);
            }
            self.is_connected = self.stream.peer_addr().is_ok();
        }
        if !self.unsent.is_empty() {
            let n_bytes = or_nothing(self.stream.write(&self.unsent))?;
            self.unsent.drain(..n_bytes);
        }
        Ok(())
    }

    /// Takes what came, and calls `hear` with each line that it completes.
    #[inline]
    fn hear(&mut self, mut bytes: &[u8], mut hear: impl FnMut(&[u8])) {
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at(end);
            bytes = &rest[1..];
            if self.begun.is_empty() {
                hear(line);
            } else {
                self.begun.extend_from_slice(line);
                hear(&self.begun);
                self.begun.clear();
            }
        }
        self.begun.extend_from_slice(bytes);
    }
}

/// Nothing read or written where the kernel would have to wait.
fn or_nothing(moved: io::Result<usize>) -> io::Result<usize> {
    match moved {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(0),
        moved => moved,
    }
}

fn in_time(deadline: Instant, act: &str) -> io::Result<()> {
    if Instant::now() < deadline {
        return Ok(());
    }
    Err(io::Error::new(ErrorKind::TimedOut, format!("{act} took too long")))
}
