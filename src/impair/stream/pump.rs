//! One direction of a relayed connection: read, hold, write.
//!
//! The one idea: while bytes wait to be written, nothing more is read. So a slow reader fills a few
//! kernel buffers and then slows its sender down, and the relay's memory stays bounded.
//!
//! See it run: `netlab impair --to 8080 --rate 1KiB/s`.

use std::future::poll_fn;
use std::io;
use std::time::Duration;

use bytes::{Buf, BufMut, BytesMut};
use tokio::io::{AsyncWriteExt, Interest};
use tokio::time::{Instant, sleep_until};

use crate::event::{Event, Kind};
use crate::impair::plan::{Change, Plan};
use crate::impair::stream::link::{LinkStep, StreamEnd, StreamLink, Touch};
use crate::impair::stream::rules::StreamRules;
use crate::net::tcp::{ReadHalf, WriteHalf};

/// Which direction of which connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// When the relay began: all times of the rules count from there.
    pub(super) started: Instant,
    /// The connection's number in this relay, from 1.
    pub(super) ordinal: u64,
    pub(super) is_up: bool,
    /// The socket that it leaves through.
    pub(super) pair: u64,
}

/// Moves one direction's bytes.
pub(super) struct Pump<'a> {
    way: Way,
    reader: ReadHalf<'a>,
    writer: WriteHalf<'a>,
    plan: Plan<StreamRules>,
    change: Change,
    link: StreamLink,
    held: BytesMut,
    /// How many bytes the next read asks for.
    read_size: usize,
    touched: Vec<Touch>,
}

/// Thousands of connections that say little cost little.
const MIN_READ_BYTES: usize = 8 * 1024;
/// Eight times that, for a flood: fewer calls for the same bytes.
const MAX_READ_BYTES: usize = 64 * 1024;

impl<'a> Pump<'a> {
    pub(super) fn new(
        way: Way,
        reader: ReadHalf<'a>,
        writer: WriteHalf<'a>,
        mut plan: Plan<StreamRules>,
    ) -> Self {
        let in_force = plan.look();
        let rules = if way.is_up { &in_force.rules.up } else { &in_force.rules.down };
        let origin = plan.origin(way.ordinal, way.is_up, in_force.n_changes);
        let link = StreamLink::new(rules, origin, way.started.elapsed(), plan.shared());
        Pump {
            way,
            reader,
            writer,
            change: plan.next_change(),
            plan,
            link,
            held: BytesMut::new(),
            read_size: MIN_READ_BYTES,
            touched: Vec::new(),
        }
    }

    /// Moves bytes until the direction has ended.
    pub(super) async fn run(mut self) -> StreamEnd {
        loop {
            let step = self.link.step(self.now(), &mut self.touched);
            self.tell();
            match step {
                LinkStep::Finish => return self.finish().await,
                LinkStep::Reset => return StreamEnd::Reset,
                LinkStep::Write(len) => {
                    if let Err(_gone) = self.write(len).await {
                        return StreamEnd::Reset;
                    }
                }
                LinkStep::Wait(until) => self.wait(until).await,
            }
        }
    }

    fn now(&self) -> Duration {
        self.way.started.elapsed()
    }

    /// Passes on the end. The other direction goes on: a half-close.
    async fn finish(mut self) -> StreamEnd {
        match self.writer.shutdown().await {
            Ok(()) => StreamEnd::Finished,
            Err(_gone) => StreamEnd::Reset,
        }
    }

    /// Writes what the kernel takes of the first `len` bytes, unless something else happens first.
    ///
    /// # Errors
    /// Those of writing; [`io::ErrorKind::ConnectionReset`] where the sender of the bytes has reset.
    async fn write(&mut self, len: usize) -> io::Result<()> {
        let resets_at = self.link.resets_at().map(|at| self.way.started + at);
        tokio::select! {
            biased;
            written = self.writer.write(&self.held[..len]) => {
                let n_bytes = written?;
                self.held.advance(n_bytes);
                self.link.left(self.way.started.elapsed(), n_bytes);
            }
            // A reset does not queue up behind bytes that are not taken.
            _ = self.reader.ready(Interest::ERROR) => return Err(io::ErrorKind::ConnectionReset.into()),
            () = poll_fn(|cx| self.change.poll(&self.plan, cx)) => self.change(),
            () = async { sleep_until(resets_at.unwrap_or(self.way.started)).await }, if resets_at.is_some() => {}
        }
        Ok(())
    }

    /// Takes in what comes, if there is room, until there is something to do.
    async fn wait(&mut self, until: Option<Duration>) {
        let until = until.map(|at| self.way.started + at);
        let room = self.link.room(self.read_size);
        if self.held.is_empty() && self.held.capacity() > self.read_size {
            // What was a flood needs no such buffer for a trickle.
            self.held = BytesMut::new();
        }
        self.held.reserve(room);
        let mut place = (&mut self.held).limit(room);
        tokio::select! {
            biased;
            () = async { sleep_until(until.unwrap_or(self.way.started)).await }, if until.is_some() => {}
            // Not `read_buf`: a read that stops at an urgent byte is taken there for the last there is, as it
            // fills no buffer, and what lies behind it would wait for ever.
            ready = self.reader.readable(), if room > 0 => {
                match ready.and_then(|()| self.reader.try_read_buf(&mut place)) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    read => self.came(read),
                }
            }
            () = poll_fn(|cx| self.change.poll(&self.plan, cx)) => self.change(),
        }
    }

    /// Hands what came to the rules.
    fn came(&mut self, read: io::Result<usize>) {
        // What comes after a change meets the new rules, whichever was noticed first.
        if self.plan.has_changed() {
            self.change();
        }
        let now = self.now();
        // A read that fills its buffer is a sign of more; one that fills little of it, of no more.
        self.read_size = match read {
            Ok(n_bytes) if n_bytes >= self.read_size => (n_bytes * 2).min(MAX_READ_BYTES),
            Ok(n_bytes) if n_bytes * 4 <= self.read_size => MIN_READ_BYTES,
            _ => self.read_size,
        };
        match read {
            Ok(0) => self.link.take_end(now, StreamEnd::Finished, &mut self.touched),
            Ok(n_bytes) => self.link.take(now, n_bytes, &mut self.touched),
            Err(_reset) => self.link.take_end(now, StreamEnd::Reset, &mut self.touched),
        }
    }

    /// Other rules hold from now on, or the relay is about to end.
    fn change(&mut self) {
        let (in_force, now) = (self.plan.look(), self.now());
        self.change = self.plan.next_change();
        let rules = if self.way.is_up { &in_force.rules.up } else { &in_force.rules.down };
        let origin = self.plan.origin(self.way.ordinal, self.way.is_up, in_force.n_changes);
        self.link.change(rules, origin, now);
        if in_force.is_closing {
            self.link.close(now);
        }
    }

    /// Tells what the rules did.
    fn tell(&mut self) {
        for touch in self.touched.drain(..) {
            self.reader.tell(Kind::Impaired, |event| Event {
                rule: Some(touch.rule.name().into()),
                offset: Some(touch.offset),
                len: Some(touch.len),
                waited_us: touch.held.map(|held| held.as_micros() as u64),
                pair: Some(self.way.pair),
                ..event
            });
        }
    }
}
