//! One member: its connection, from joining to leaving.
//!
//! The one idea: a member's task listens to it, and puts what it says into the room's log. What the others
//! say is written by the room; only while the socket does not take it does the task write, too, so a socket
//! that is stuck holds up nobody but itself.
//!
//! See it run: `nc 127.0.0.1 8080`, with `netlab chat-server` in another terminal.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::mem::MaybeUninit;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::timeout;

use crate::chapters::chat::batch::Batch;
use crate::chapters::chat::machines::Verdict;
use crate::chapters::chat::mail::Dismissal;
use crate::chapters::chat::protocol::{Decoder, Framing, Said, TooLong, safe};
use crate::chapters::chat::room::Room;
use crate::chapters::chat::seat::{Seat, Turn};
use crate::chapters::chat::telnet::Telnet;
use crate::chapters::door::Connection;

/// How a member left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Finished,
    Quit,
    SaidTooMuch,
    Dismissed(Dismissal),
}

/// Looks after one member until it has left.
pub(super) async fn attend<C: Connection>(connection: C, peer: SocketAddr, room: Arc<Room<C::Writer>>) {
    // Without it a line could wait for the acknowledgement of the line before (RFC 9293 §3.7.4).
    let _ = connection.set_nodelay(true);
    let (mut reader, writer) = connection.into_split();
    let (seat, name) = match room.join(peer, writer) {
        Ok(seat_and_name) => seat_and_name,
        Err((why, writer)) => return farewell(reader, writer, [room.line(why)].into()).await,
    };
    let mut speaker = Speaker::new(&seat, &name, &room);
    let left = loop {
        let turn = seat.turn();
        if let Turn::Go(why) = turn {
            break Left::Dismissed(why);
        }
        tokio::select! {
            biased;
            written = seat.write_on(), if turn == Turn::Write => {
                if written.is_err() {
                    break Left::Dismissed(Dismissal::Broken);
                }
                room.progress.notify_one();
            }
            () = seat.wake.notified() => {}
            heard = speaker.hear(&mut reader) => match heard {
                Ok(Heard::Some) => {}
                Ok(Heard::Much) => yield_now().await,
                Ok(Heard::Quit) => break Left::Quit,
                Ok(Heard::TooMuch) => break Left::SaidTooMuch,
                Ok(Heard::End) => break Left::Finished,
                Err(_) => break Left::Dismissed(Dismissal::Broken),
            }
        }
    };
    if let Some((writer, queue)) = room.leave(seat.id, left.words())
        && left.is_orderly()
    {
        farewell(reader, writer, queue).await;
    }
}

impl Left {
    /// Why, for the room's log.
    const fn words(self) -> &'static str {
        match self {
            Left::Finished => "finished",
            Left::Quit => "said good-bye",
            Left::SaidTooMuch => "sent a message that is too long",
            Left::Dismissed(Dismissal::Broken) => "the connection broke",
            Left::Dismissed(Dismissal::FellBehind) => "disconnected, as it fell behind with reading",
            Left::Dismissed(Dismissal::Silent) => "disconnected, as it was silent for too long",
            Left::Dismissed(Dismissal::Closing) => "the room closes",
        }
    }

    /// Whether the connection still carries what the member is owed.
    const fn is_orderly(self) -> bool {
        !matches!(self, Left::Dismissed(Dismissal::Broken | Dismissal::FellBehind))
    }
}

/// The speaking side of a member: what it says, on its way to the others.
struct Speaker<'a, W> {
    seat: &'a Seat<W>,
    /// What stands before each of its messages.
    prefix: String,
    decoder: Decoder,
    telnet: Telnet,
    batch: Batch,
    room: &'a Room<W>,
    wants_to_quit: bool,
    /// It was told that it does not speak UTF-8.
    knows_encoding: bool,
    /// A name that other machines are asked for; what is said meanwhile waits, as it is to be said under it.
    asking: Option<(String, oneshot::Receiver<Verdict>)>,
    waiting: VecDeque<Vec<u8>>,
}

/// What one read gave.
enum Heard {
    Some,
    /// The buffer was full: there may be more, but others want their turn.
    Much,
    Quit,
    TooMuch,
    End,
}

/// Bytes taken by one read. Large enough for many messages, small enough for a turn.
const READ_BYTES: usize = 16 * 1024;

impl<'a, W: AsyncWrite + Unpin> Speaker<'a, W> {
    fn new(seat: &'a Seat<W>, name: &str, room: &'a Room<W>) -> Self {
        let decoder = Decoder::new(room.options.framing, room.options.max_line_bytes);
        let prefix = format!("{name}: ");
        let (telnet, batch) = (Telnet::default(), Batch::default());
        let (wants_to_quit, knows_encoding) = (false, false);
        let (asking, waiting) = (None, VecDeque::new());
        Speaker { seat, prefix, decoder, telnet, batch, room, wants_to_quit, knows_encoding, asking, waiting }
    }

    /// Reads once, when there is space in the room's log, and puts there whatever messages that completes.
    ///
    /// # Cancel safety
    /// What was read was passed on in the same poll, so a dropped call has lost nothing.
    async fn hear(&mut self, reader: &mut (impl AsyncRead + Unpin)) -> io::Result<Heard> {
        if let Some((_, answer)) = &mut self.asking {
            let verdict = answer.await.unwrap_or(Err("the room closes"));
            return Ok(self.go_on(verdict));
        }
        self.room.space().await;
        poll_fn(|cx| {
            let mut room = [MaybeUninit::uninit(); READ_BYTES];
            let mut buf = ReadBuf::uninit(&mut room);
            ready!(Pin::new(&mut *reader).poll_read(cx, &mut buf))?;
            Poll::Ready(Ok(self.pass_on(buf.filled())))
        })
        .await
    }

    /// The answer for a name is there: what waited for it is said.
    fn go_on(&mut self, verdict: Verdict) -> Heard {
        if let Some((asked, _)) = self.asking.take() {
            match verdict {
                Ok(()) => self.rename(&asked),
                Err(why) => self.refuse_name(why),
            }
        }
        while self.asking.is_none() {
            let Some(message) = self.waiting.pop_front() else { break };
            self.say(&message);
        }
        self.tell_others();
        if self.wants_to_quit { Heard::Quit } else { Heard::Some }
    }

    fn pass_on(&mut self, bytes: &[u8]) -> Heard {
        self.room.hear_from(self.seat.id);
        if self.seat.takes_new_name()
            && let Some(name) = self.room.name_of(self.seat.id)
        {
            self.prefix = format!("{name}: ");
        }
        let mut decoder = std::mem::replace(&mut self.decoder, Decoder::new(self.room.options.framing, 0));
        let text = self.without_commands(bytes);
        let pushed = if bytes.is_empty() {
            decoder.finish(|message| self.say(message))
        } else if text.is_empty() {
            Ok(())
        } else {
            decoder.push(&text, |message| self.say(message))
        };
        self.decoder = decoder;
        self.tell_others();
        match pushed {
            _ if self.wants_to_quit => Heard::Quit,
            Ok(()) if bytes.is_empty() => Heard::End,
            Ok(()) if bytes.len() == READ_BYTES => Heard::Much,
            Ok(()) => Heard::Some,
            Err(TooLong) => {
                let limit = self.room.options.max_line_bytes;
                self.room.reply(
                    self.seat.id,
                    &format!("* a message may have {limit} bytes; yours is longer; good-bye"),
                );
                Heard::TooMuch
            }
        }
    }

    /// What was said, without telnet's commands, which are answered. A frame of `length` may hold any bytes.
    fn without_commands<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        if self.room.options.framing == Framing::Length {
            return Cow::Borrowed(bytes);
        }
        let mut answer = Vec::new();
        let text = self.telnet.text(bytes, &mut answer);
        if !answer.is_empty() {
            self.room.hand(self.seat.id, &answer);
        }
        text
    }

    /// One message: for the others, or for the room. After a good-bye nothing more is heard.
    fn say(&mut self, message: &[u8]) {
        if self.wants_to_quit {
            return;
        }
        if self.asking.is_some() {
            return self.waiting.push_back(message.to_vec());
        }
        let framing = self.room.options.framing;
        let shown = safe(framing, message);
        let said = Said::of(&shown);
        if let Said::Message(text) = said {
            self.batch.push(framing, &self.prefix, text);
            // Text that stays as it is, as most does, is known to be UTF-8.
            if !matches!(shown, Cow::Borrowed(_)) {
                self.tell_encoding(message);
            }
            return;
        }
        self.tell_others();
        let answer = match said {
            Said::Message(_) | Said::Help => HELP.to_owned(),
            Said::Who => self.room.who(),
            Said::Unknown(word) => format!("* there is no {word} here; /help tells what there is"),
            Said::Quit => {
                self.wants_to_quit = true;
                "* good-bye".to_owned()
            }
            Said::Name(asked) => {
                match &self.room.machines {
                    Some(machines) => self.asking = Some((asked.to_owned(), machines.ask_for(asked))),
                    None => self.rename(asked),
                }
                return;
            }
        };
        self.room.reply(self.seat.id, &answer);
    }

    fn rename(&mut self, asked: &str) {
        match self.room.rename(self.seat.id, asked) {
            Ok(name) => self.prefix = format!("{name}: "),
            Err(why) => self.refuse_name(why),
        }
    }

    fn refuse_name(&self, why: &str) {
        self.room.reply(self.seat.id, &format!("* your name stays as it is: {why}"));
    }

    /// Tells the speaker, once, why the others do not see what he wrote. In `raw` that is what they see.
    fn tell_encoding(&mut self, message: &[u8]) {
        let is_utf8 = self.knows_encoding || std::str::from_utf8(message).is_ok();
        if is_utf8 || self.room.options.framing == Framing::Raw {
            return;
        }
        self.knows_encoding = true;
        self.tell_others();
        let what = (self.room.options.encoding_of)(message);
        let note = format!("* your message is {what}: the others see its bytes as \\xNN; a chat is UTF-8");
        self.room.reply(self.seat.id, &note);
    }

    fn tell_others(&mut self) {
        self.room.say(self.seat.id, &mut self.batch);
    }
}

const HELP: &str = "* /name NEW changes your name, /who tells who is here, /quit or close leaves; \
    a line that begins with // is a message that begins with /";

/// Writes what is owed, finishes our direction, and reads on until the other end has finished too: bytes
/// left unread would turn our good-bye into a reset (RFC 1122 §4.2.2.13).
async fn farewell(
    mut reader: impl AsyncRead + Unpin,
    mut writer: impl AsyncWrite + Unpin,
    queue: VecDeque<Bytes>,
) {
    let words = async {
        for mut frame in queue {
            writer.write_all_buf(&mut frame).await?;
        }
        writer.flush().await?;
        writer.shutdown().await?;
        while reader.read(&mut [0; 512]).await? > 0 {}
        io::Result::Ok(())
    };
    let _ = timeout(FAREWELL, words).await;
}

/// How long a member that leaves is waited for.
const FAREWELL: Duration = Duration::from_secs(1);
