//! The sender: datagrams one after the other, and a wait for answers where it was asked to.
//!
//! The one idea: a send that succeeds proves only that our own kernel took the datagram. Whether anyone
//! got it shows in an answer, and the answer may never come: so every wait has a limit.
//!
//! See it run: `netlab udp-send 8080 hello --wait 500`, with `netlab udp-recv --reply ack` elsewhere.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt, Interest};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

use crate::chapters::datagram::numbered::Number;
use crate::net::UdpSocket;

/// The options of a sender.
#[derive(Debug, Clone, Copy)]
pub struct SendOptions {
    /// Where datagrams go.
    pub to: SocketAddr,
    /// The socket is connected to that address, so that refusals come back.
    pub is_connected: bool,
    /// Anyone may answer, and more than one: so it is with a group.
    pub is_for_many: bool,
    /// The time from one datagram to the next.
    pub interval: Duration,
    /// How long an answer is waited for; `None` for not at all.
    pub wait: Option<Duration>,
}

/// What is sent.
#[derive(Debug)]
pub enum Payloads {
    /// Each one a datagram, as they come.
    Given(mpsc::Receiver<Vec<u8>>),
    /// So many numbered datagrams of so many bytes each, or as short as they can be.
    Numbered {
        /// How many.
        count: u32,
        /// The length of each.
        n_bytes: usize,
    },
}

/// How far the sender has come; it stays readable after an error.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// Datagrams that the kernel took.
    pub n_sent: u64,
    /// The length of the datagram sent last, or refused.
    pub last_bytes: usize,
    /// Datagrams that came in answer.
    pub n_answers: u64,
    /// The least and the greatest time until an answer, and the sum of all.
    pub round_trips: Option<(Duration, Duration, Duration)>,
}

/// What a wait for answers brought.
#[derive(Debug, Clone, Copy)]
pub enum Answer<'a> {
    /// An answer, so long after its datagram was sent.
    Came {
        /// Whose.
        from: SocketAddr,
        /// What it says.
        payload: &'a [u8],
        /// From just before the send to just after the receive.
        round_trip: Duration,
        /// It belongs to an earlier datagram, as its number says.
        late: Option<u32>,
    },
    /// A datagram of somebody who was not asked; no answer.
    FromStranger {
        /// Whose.
        from: SocketAddr,
    },
    /// Nothing came in time to the datagram with this ordinal.
    Missing {
        /// From 1.
        n: u64,
    },
}

/// Sends all there is to send, and waits for answers as the options say.
///
/// `tell` hears what the waits brought, and writes what is to be shown of it into a buffer, which goes to
/// `out`.
///
/// # Errors
/// Those of the socket and of `out`. On a connected socket, [`io::ErrorKind::ConnectionRefused`] answers
/// an earlier datagram: nobody receives there.
pub async fn send<W: AsyncWrite + Unpin>(
    socket: &UdpSocket,
    options: SendOptions,
    mut payloads: Payloads,
    progress: &mut Progress,
    mut show: Show<W, impl FnMut(Answer<'_>, &mut Vec<u8>)>,
) -> io::Result<()> {
    let began = Instant::now();
    let mut due = began;
    let mut buf = vec![0; if options.wait.is_some() { MAX_BYTES } else { 0 }];
    let mut payload = Vec::new();
    while payloads.next(&mut payload, progress.n_sent).await {
        if !options.interval.is_zero() {
            sleep_until(due).await;
        }
        let sent_at = Instant::now();
        due = sent_at + options.interval;
        payloads.stamp(&mut payload, progress.n_sent, sent_at - began);
        progress.last_bytes = payload.len();
        if options.is_connected {
            socket.send(&payload).await?;
        } else {
            socket.send_to(&payload, options.to).await?;
        }
        progress.n_sent += 1;
        if let Some(wait) = options.wait {
            let question = Question { options, began, sent_at, deadline: sent_at + wait };
            question.hear(socket, &mut buf, progress, &mut show).await?;
        }
    }
    if options.is_connected && options.wait.is_none() {
        look_for_refusal(socket).await?;
    }
    Ok(())
}

/// Where answers are shown.
pub struct Show<W, F> {
    /// Puts an answer into the form in which it is written.
    pub tell: F,
    /// Where that goes.
    pub out: W,
}

/// No datagram is longer.
const MAX_BYTES: usize = 65_536;

impl Payloads {
    /// Waits for the next payload; false when all were sent.
    async fn next(&mut self, payload: &mut Vec<u8>, n_sent: u64) -> bool {
        match self {
            Payloads::Numbered { count, .. } => n_sent < u64::from(*count),
            Payloads::Given(given) => given.recv().await.map(|given| *payload = given).is_some(),
        }
    }

    /// Writes number and time, just before the datagram goes.
    fn stamp(&self, payload: &mut Vec<u8>, n_sent: u64, since_begin: Duration) {
        if let Payloads::Numbered { n_bytes, .. } = self {
            let number = Number { seq: n_sent as u32 + 1, send_us: since_begin.as_micros() as u64 };
            number.write(payload, *n_bytes);
        }
    }
}

/// A datagram that was sent and whose answer is waited for.
struct Question {
    options: SendOptions,
    began: Instant,
    sent_at: Instant,
    deadline: Instant,
}

impl Question {
    /// Hears answers until the one is there, or for many until the time is over.
    async fn hear<W: AsyncWrite + Unpin>(
        &self,
        socket: &UdpSocket,
        buf: &mut [u8],
        progress: &mut Progress,
        show: &mut Show<W, impl FnMut(Answer<'_>, &mut Vec<u8>)>,
    ) -> io::Result<()> {
        let mut is_answered = false;
        // A sender to many waits to the end; a single answer ends the wait.
        while self.options.is_for_many || !is_answered {
            let Ok(received) = timeout_at(self.deadline, socket.recv_from(buf)).await else { break };
            let (n_bytes, from) = received?;
            let answer = self.answer(from, &buf[..n_bytes], progress.n_sent);
            if let Answer::Came { round_trip, late, .. } = answer {
                progress.note_answer(round_trip);
                is_answered |= late.is_none();
            }
            show.show(answer).await?;
        }
        if !is_answered {
            show.show(Answer::Missing { n: progress.n_sent }).await?;
        }
        Ok(())
    }

    fn answer<'a>(&self, from: SocketAddr, payload: &'a [u8], n_sent: u64) -> Answer<'a> {
        if !self.is_asked(from) {
            return Answer::FromStranger { from };
        }
        // An echo of a numbered datagram says itself which one it answers, and when that was sent.
        let earlier = Number::read(payload).filter(|number| u64::from(number.seq) < n_sent);
        let sent_at = earlier.map_or(self.sent_at, |it| self.began + Duration::from_micros(it.send_us));
        let round_trip = sent_at.elapsed();
        Answer::Came { from, payload, round_trip, late: earlier.map(|number| number.seq) }
    }

    /// Anybody can send us a datagram; an answer comes from where we sent to.
    fn is_asked(&self, from: SocketAddr) -> bool {
        let to = self.options.to;
        let is_same_ip = from.ip() == to.ip() || to.ip().is_unspecified();
        self.options.is_for_many || (is_same_ip && from.port() == to.port())
    }
}

impl<W: AsyncWrite + Unpin, F: FnMut(Answer<'_>, &mut Vec<u8>)> Show<W, F> {
    async fn show(&mut self, answer: Answer<'_>) -> io::Result<()> {
        let mut line = Vec::new();
        (self.tell)(answer, &mut line);
        if !line.is_empty() {
            self.out.write_all(&line).await?;
            self.out.flush().await?;
        }
        Ok(())
    }
}

impl Progress {
    fn note_answer(&mut self, round_trip: Duration) {
        self.n_answers += 1;
        let (least, most, sum) = self.round_trips.unwrap_or((Duration::MAX, Duration::ZERO, Duration::ZERO));
        self.round_trips = Some((least.min(round_trip), most.max(round_trip), sum + round_trip));
    }
}

/// A refusal comes back after its datagram was sent, and a later call returns it: so one more is made.
async fn look_for_refusal(socket: &UdpSocket) -> io::Result<()> {
    if timeout(AFTERMATH, socket.ready(Interest::ERROR)).await.is_err() {
        return Ok(());
    }
    socket.take_error()?.map_or(Ok(()), Err)
}

/// How long a refusal of the last datagram is waited for: longer than the way there and back takes in
/// one country, and too short to annoy.
const AFTERMATH: Duration = Duration::from_millis(100);
