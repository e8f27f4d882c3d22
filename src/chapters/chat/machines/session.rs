//! One connection to the engine: what goes out, what comes in, and who is answered.
//!
//! The one idea: everything happens in turns. A turn writes something, reads something, or notices that time has
//! passed; whoever asks the engine a question takes turns until its answer is there. So one task does all of it, and
//! while it waits for one thing, everything else goes on.
//!
//! See it run: `netlab -v chat-server --engine nats://127.0.0.1:4222 --machine a`.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::time::{Instant, sleep_until};

use crate::chapters::chat::machines::api::{Delivered, TOO_LARGE, read_answer};
use crate::chapters::chat::machines::places::MachineName;
use crate::chapters::chat::machines::roster::Change;
use crate::chapters::chat::machines::shared::Shared;
use crate::chapters::chat::machines::stamp::Stamp;
use crate::chapters::chat::machines::trouble::Trouble;
use crate::chapters::chat::machines::verbs;
use crate::chapters::chat::machines::wire::{Broken, Decoder, Message, Op};

/// A connection, plain or under TLS.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// Our numbers for what we subscribe to. A consumer's messages keep the subject on which they were published, so they
/// are known by these.
pub(super) const ANSWERS: u64 = 1;
pub(super) const SAID: u64 = 2;
pub(super) const CARDS: u64 = 3;

/// One connection.
pub(super) struct Session {
    reader: ReadHalf<Box<dyn Stream>>,
    writer: WriteHalf<Box<dyn Stream>>,
    decoder: Decoder,
    pub(super) out: BytesMut,
    /// What was written may still be in the stream's own buffer.
    needs_flush: bool,
    pub(super) shared: Arc<Shared>,
    /// What the engine takes in one message.
    pub(super) max_payload: usize,
    pub(super) n_asked: u64,
    /// Answers that came, by the number of their question.
    pub(super) answers: HashMap<u64, Option<Message>>,
    /// The batch that is under way.
    under_way: Option<Stamp>,
    /// Whether what is kept may be sent.
    pub(super) is_open: bool,
    heard_at: Instant,
    ping_at: Instant,
    /// This machine stood still for so long, and nobody was told yet.
    pub(super) stood_still: Option<Duration>,
    /// What the others said and is not passed on yet.
    arrived: VecDeque<Arrival>,
    n_arrived_bytes: usize,
    /// How many messages of what is said came over this connection.
    n_said: u64,
    /// How often the engine has answered a `PING`.
    pub(super) n_pongs: u64,
}

/// Something that came of its own accord.
#[derive(Debug)]
pub(super) enum Arrival {
    Said(Said),
    Changed(Change),
}

/// Something that another machine said, or this one.
#[derive(Debug)]
pub(super) struct Said {
    /// Its number in the stream.
    pub(super) seq: u64,
    pub(super) from: Option<MachineName>,
    pub(super) stamp: Option<Stamp>,
    pub(super) lines: Bytes,
}

/// We ask so often whether the engine is there.
const PING: Duration = Duration::from_secs(1);
/// An engine of which nothing came for so long cannot be reached.
const SILENCE: Duration = Duration::from_secs(2);
/// A turn that comes later than this was not delayed by work: the machine stood still.
const STANDSTILL: Duration = Duration::from_secs(2);
/// Nothing more is read while so much waits to be passed on.
const MAX_ARRIVED_BYTES: usize = 1 << 20;
/// Taken by one read.
const READ_BYTES: usize = 64 * 1024;

impl Session {
    /// A session over a connection whose greeting has been read by this decoder.
    pub(super) fn new(
        stream: Box<dyn Stream>,
        shared: Arc<Shared>,
        decoder: Decoder,
        max_payload: usize,
    ) -> Self {
        let (reader, writer) = tokio::io::split(stream);
        let now = Instant::now();
        Session {
            reader,
            writer,
            decoder,
            out: BytesMut::new(),
            needs_flush: false,
            shared,
            max_payload,
            n_asked: 0,
            answers: HashMap::new(),
            under_way: None,
            is_open: false,
            heard_at: now,
            ping_at: now + PING,
            stood_still: None,
            arrived: VecDeque::new(),
            n_arrived_bytes: 0,
            n_said: 0,
            n_pongs: 0,
        }
    }

    /// Takes one turn.
    ///
    /// # Errors
    /// Why the connection is of no more use.
    ///
    /// # Cancel safety
    /// A dropped call has lost nothing: what was read is in the decoder, what was not written still to be.
    pub(super) async fn turn(&mut self) -> Result<(), Trouble> {
        self.send_kept();
        let shared = Arc::clone(&self.shared);
        let silent_at = self.heard_at + SILENCE;
        self.decoder.input.reserve(READ_BYTES);
        tokio::select! {
            biased;
            written = write_some(&mut self.writer, &mut self.out), if !self.out.is_empty() || self.needs_flush => {
                self.needs_flush = written.map_err(Trouble::Lost)?;
            }
            read = self.reader.read_buf(&mut self.decoder.input), if self.n_arrived_bytes < MAX_ARRIVED_BYTES => {
                if read.map_err(Trouble::Lost)? == 0 {
                    return Err(Trouble::Ended);
                }
                if self.ping_at.elapsed() >= STANDSTILL {
                    // Known before anything of what comes late is passed on.
                    self.note_time();
                }
                self.heard_at = Instant::now();
                while let Some(op) = self.decoder.next_op()? {
                    self.hear(op)?;
                }
            }
            () = shared.said.notified(), if self.is_open && self.under_way.is_none() => {}
            () = sleep_until(self.ping_at) => self.note_time(),
            () = sleep_until(silent_at) => return Err(Trouble::Silent),
        }
        Ok(())
    }

    /// A second has passed, or more than that.
    fn note_time(&mut self) {
        let late = self.ping_at.elapsed();
        if late >= STANDSTILL {
            // It was not the engine that was silent; what it sent meanwhile is still to be read.
            self.heard_at = Instant::now();
            self.stood_still = Some(late);
        }
        self.ping_at = Instant::now() + PING;
        verbs::ping(&mut self.out);
    }

    /// We did not listen for a while, on purpose.
    pub(super) fn excuse(&mut self) {
        self.heard_at = Instant::now();
    }

    /// Sends the oldest batch that is kept, where none is under way.
    fn send_kept(&mut self) {
        if !self.is_open || self.under_way.is_some() {
            return;
        }
        let shared = Arc::clone(&self.shared);
        let most = self.max_payload.saturating_sub(HEADER_BYTES);
        let Some(parcel) = shared.kept().seal(most) else { return };
        let stamp = Stamp {
            machine: shared.machine.clone(),
            run: shared.run.clone(),
            first: parcel.first,
            n_lines: parcel.n_lines,
        };
        let receipt = shared.inbox("r.0");
        let id = stamp.to_string();
        let to = (shared.places.own.as_str(), Some(receipt.as_str()));
        verbs::publish(&mut self.out, to, &[("Nats-Msg-Id", &id)], &parcel.text);
        self.under_way = Some(stamp);
    }

    fn hear(&mut self, op: Op) -> Result<(), Trouble> {
        match op {
            Op::Ping => {
                verbs::pong(&mut self.out);
                Ok(())
            }
            Op::Pong => {
                self.n_pongs += 1;
                Ok(())
            }
            Op::Info(_) | Op::Ok => Ok(()),
            Op::Error(text) => Err(Trouble::of_complaint(text)),
            Op::Message(message) => self.hear_message(message),
        }
    }

    fn hear_message(&mut self, message: Message) -> Result<(), Trouble> {
        if message.sid != ANSWERS && message.status() == Some(100) {
            // A sign of life; where the engine waits until we have read so far, it is told so.
            let stalled = message.header("Nats-Consumer-Stalled").map(str::to_owned);
            if let Some(to) = message.reply.or(stalled) {
                verbs::publish(&mut self.out, (&to, None), &[], b"");
            }
            return Ok(());
        }
        match message.sid {
            ANSWERS => self.hear_answer(message),
            SAID => self.hear_said(message),
            CARDS => {
                let machine = self.shared.places.machine_of_key(&message.subject);
                if let Some(machine) = machine.filter(|machine| *machine != self.shared.machine) {
                    let change = self.shared.roster().hear(&machine, &message.payload, Instant::now());
                    self.arrived.extend(change.map(Arrival::Changed));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Something that was asked is answered; where the receipt for a batch is wanted, `r.0` is asked.
    fn hear_answer(&mut self, message: Message) -> Result<(), Trouble> {
        let number = message.subject.rsplit('.').next().and_then(|word| word.parse::<u64>().ok());
        match number {
            Some(0) => self.hear_receipt(&message),
            Some(number) => {
                if let Some(place) = self.answers.get_mut(&number) {
                    *place = Some(message);
                }
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// The engine keeps the batch that is under way, or says why not.
    fn hear_receipt(&mut self, message: &Message) -> Result<(), Trouble> {
        let Some(stamp) = self.under_way.take() else { return Ok(()) };
        let refused = match read_answer(message) {
            Ok(answer) if answer.seq.is_some_and(|seq| seq > 0) && answer.error.is_none() => {
                self.shared.kept().acknowledge(stamp.first, stamp.n_lines);
                return Ok(());
            }
            Ok(answer) => answer.error,
            Err(trouble) => return Err(trouble),
        };
        match refused {
            // It would be refused again and again, and hold up all behind it.
            Some(refused) if refused.err_code == TOO_LARGE => {
                self.shared.kept().lose_first();
                self.shared.said.notify_one();
                Ok(())
            }
            Some(refused) => Err(Trouble::Answered { code: refused.err_code, text: refused.description }),
            None => Err(Trouble::NoJetStream),
        }
    }

    fn hear_said(&mut self, message: Message) -> Result<(), Trouble> {
        let at = message.reply.as_deref().and_then(Delivered::read);
        let Some(Delivered { seq, nth }) = at else {
            return Err(Trouble::NotNats(Broken::Unknown("a message without its number".to_owned())));
        };
        self.n_said += 1;
        if nth != self.n_said {
            // Something between did not reach us: asked for once more from there.
            return Err(Trouble::Silent);
        }
        let stamp = message.header("Nats-Msg-Id").and_then(Stamp::read);
        let from = self.shared.places.speaker(&message.subject);
        self.n_arrived_bytes += message.payload.len();
        self.arrived.push_back(Arrival::Said(Said { seq, from, stamp, lines: message.payload }));
        Ok(())
    }

    /// The next that arrived.
    pub(super) fn next_arrival(&mut self) -> Option<Arrival> {
        let arrival = self.arrived.pop_front()?;
        if let Arrival::Said(said) = &arrival {
            self.n_arrived_bytes -= said.lines.len();
        }
        Some(arrival)
    }
}

/// Writes some of this, or sees to it that what was written leaves. Says whether that is still to be done.
///
/// # Cancel safety
/// A dropped call has written nothing.
async fn write_some(writer: &mut WriteHalf<Box<dyn Stream>>, out: &mut BytesMut) -> io::Result<bool> {
    if out.is_empty() {
        writer.flush().await?;
        return Ok(false);
    }
    if writer.write_buf(out).await? == 0 {
        return Err(io::ErrorKind::WriteZero.into());
    }
    Ok(true)
}

/// Space for the header of a batch, which counts as part of it.
const HEADER_BYTES: usize = 256;
