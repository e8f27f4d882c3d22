//! What the engine says, taken apart: NATS' text protocol, as a client hears it.
//!
//! The one idea: a protocol may mix both ways of framing. A line tells what comes, and how many bytes of it; then
//! exactly so many are taken as they are. So a payload may hold line ends, and a wrong length destroys everything
//! behind it. Whatever the other end claims, no more is held than the limits say. No I/O here.
//!
//! ```text
//! INFO {"server_name":…,"max_payload":1048576}
//! MSG netlab.chat.lab.say.a 1 13
//! anna: hello!
//!
//! HMSG SUBJECT SID [REPLY] HEADER-BYTES ALL-BYTES
//! PING   PONG   +OK   -ERR 'Authorization Violation'
//! ```
//!
//! See it run: `nc 127.0.0.1 4222`, with `nats-server` in another terminal.

use bytes::{Buf, Bytes, BytesMut};

/// One thing that the engine says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Who it is and what it can, as JSON.
    Info(Bytes),
    /// Something that was published.
    Message(Message),
    /// It asks whether we are there.
    Ping,
    /// It is there.
    Pong,
    /// It agrees.
    Ok,
    /// It does not, for this reason.
    Error(String),
}

/// Something that was published, as it comes to a subscriber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it was published on.
    pub subject: String,
    /// The number that the subscriber gave to its subscription.
    pub sid: u64,
    /// Where an answer is wanted.
    pub reply: Option<String>,
    /// Header lines, with the first one, which names the protocol.
    pub headers: Bytes,
    /// What was said.
    pub payload: Bytes,
}

/// Why the engine cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// A line without an end.
    EndlessLine,
    /// A message of so many bytes, where at most so many are taken.
    TooLarge {
        /// What it claims.
        n_bytes: u64,
        /// What is allowed.
        max_bytes: usize,
    },
    /// This line is none of the protocol's.
    Unknown(String),
    /// Behind a message there is no line end, so its length was wrong.
    WrongLength,
}

/// Cuts what the engine sends into what it says. It holds one unfinished message at most, within its limits.
#[derive(Debug)]
pub struct Decoder {
    /// What has come and is not taken apart yet.
    pub input: BytesMut,
    max_payload: usize,
    /// There is no line end in the first so many bytes.
    n_searched: usize,
    /// The line of a message whose payload has not come yet.
    head: Option<Head>,
}

/// What the line before a payload says.
#[derive(Debug)]
struct Head {
    subject: String,
    sid: u64,
    reply: Option<String>,
    n_header_bytes: usize,
    n_bytes: usize,
}

/// Longer lines are no lines. `INFO` is the longest, with the addresses of a cluster.
pub const MAX_LINE_BYTES: usize = 64 * 1024;

/// So much of a line that is not understood is kept to be shown.
const SHOWN_BYTES: usize = 60;

impl Decoder {
    /// A decoder for messages of at most so many bytes, headers included.
    #[must_use]
    pub fn new(max_payload: usize) -> Self {
        Decoder { input: BytesMut::new(), max_payload, n_searched: 0, head: None }
    }

    /// The next thing that has come whole; `None` where more must come first.
    ///
    /// # Errors
    /// That what came cannot be understood; nothing behind it can.
    pub fn next_op(&mut self) -> Result<Option<Op>, Broken> {
        if let Some(head) = self.head.take() {
            return self.payload(head);
        }
        let Some(line) = self.line()? else { return Ok(None) };
        let text = String::from_utf8_lossy(&line);
        let (verb, rest) = text.split_once([' ', '\t']).unwrap_or((&text, ""));
        match verb.to_ascii_uppercase().as_str() {
            "INFO" => Ok(Some(Op::Info(Bytes::copy_from_slice(rest.trim().as_bytes())))),
            "MSG" | "HMSG" => match head(verb.len() == 4, rest) {
                Some(head) if head.n_bytes > self.max_payload => {
                    Err(Broken::TooLarge { n_bytes: head.n_bytes as u64, max_bytes: self.max_payload })
                }
                Some(head) => self.payload(head),
                None => Err(unknown(&text)),
            },
            "PING" => Ok(Some(Op::Ping)),
            "PONG" => Ok(Some(Op::Pong)),
            "+OK" => Ok(Some(Op::Ok)),
            "-ERR" => Ok(Some(Op::Error(rest.trim().trim_matches('\'').to_owned()))),
            _ => Err(unknown(&text)),
        }
    }

    /// The next line, without its end.
    fn line(&mut self) -> Result<Option<Bytes>, Broken> {
        let Some(end) = memchr::memchr(b'\n', &self.input[self.n_searched..]) else {
            self.n_searched = self.input.len();
            return if self.n_searched > MAX_LINE_BYTES { Err(Broken::EndlessLine) } else { Ok(None) };
        };
        let end = self.n_searched + end;
        if end > MAX_LINE_BYTES {
            return Err(Broken::EndlessLine);
        }
        self.n_searched = 0;
        let mut line = self.input.split_to(end + 1).freeze();
        line.truncate(end);
        if line.last() == Some(&b'\r') {
            line.truncate(end - 1);
        }
        Ok(Some(line))
    }

    /// The message whose line was this, once all its bytes and the line end behind them are there.
    fn payload(&mut self, head: Head) -> Result<Option<Op>, Broken> {
        if self.input.len() < head.n_bytes + LINE_END.len() {
            self.head = Some(head);
            return Ok(None);
        }
        let mut payload = self.input.split_to(head.n_bytes).freeze();
        if !self.input.starts_with(LINE_END) {
            return Err(Broken::WrongLength);
        }
        self.input.advance(LINE_END.len());
        let headers = payload.split_to(head.n_header_bytes);
        let Head { subject, sid, reply, .. } = head;
        Ok(Some(Op::Message(Message { subject, sid, reply, headers, payload })))
    }
}

const LINE_END: &[u8] = b"\r\n";

/// `SUBJECT SID [REPLY] [HEADER-BYTES] ALL-BYTES`.
fn head(has_headers: bool, line: &str) -> Option<Head> {
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let n_numbers = if has_headers { 2 } else { 1 };
    let (names, numbers) = words.split_at_checked(words.len().checked_sub(n_numbers)?)?;
    let (subject, sid, reply) = match *names {
        [subject, sid] => (subject, sid, None),
        [subject, sid, reply] => (subject, sid, Some(reply.to_owned())),
        _ => return None,
    };
    let n_bytes: u64 = numbers.last()?.parse().ok()?;
    let n_header_bytes: u64 = if has_headers { numbers[0].parse().ok()? } else { 0 };
    if n_header_bytes > n_bytes {
        return None;
    }
    let (n_bytes, n_header_bytes) = (usize::try_from(n_bytes).ok()?, usize::try_from(n_header_bytes).ok()?);
    Some(Head { subject: subject.to_owned(), sid: sid.parse().ok()?, reply, n_header_bytes, n_bytes })
}

fn unknown(line: &str) -> Broken {
    Broken::Unknown(line.chars().take(SHOWN_BYTES).collect())
}

impl Message {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = std::str::from_utf8(&self.headers).ok()?.lines().skip(1);
        let mut fields = lines.filter_map(|line| line.split_once(':'));
        fields.find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// The number in the first header line, by which the engine itself speaks: 100 is a sign of life, 503 that
    /// nobody was there to answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        let first = std::str::from_utf8(&self.headers).ok()?.lines().next()?;
        first.strip_prefix("NATS/1.0")?.split_ascii_whitespace().next()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that is said by these bytes, however they are cut.
    fn check(bytes: &[u8], expected: &[Op]) {
        for size in [1, 2, 7, bytes.len()] {
            let mut decoder = Decoder::new(100);
            let mut heard = Vec::new();
            for piece in bytes.chunks(size) {
                decoder.input.extend_from_slice(piece);
                while let Some(op) = decoder.next_op().expect("it is NATS") {
                    heard.push(op);
                }
            }
            assert_eq!(heard, expected, "in pieces of {size}");
            assert!(decoder.input.is_empty());
        }
    }

    fn fails(bytes: &[u8], expected: &Broken) {
        let mut decoder = Decoder::new(100);
        decoder.input.extend_from_slice(bytes);
        let broken = loop {
            match decoder.next_op() {
                Ok(Some(_)) => {}
                Ok(None) => panic!("it is understood: {}", String::from_utf8_lossy(bytes)),
                Err(broken) => break broken,
            }
        };
        assert_eq!(&broken, expected);
    }

    fn message(headers: &'static str, payload: &'static str, reply: Option<&str>) -> Op {
        Op::Message(Message {
            subject: "a.b".to_owned(),
            sid: 7,
            reply: reply.map(str::to_owned),
            headers: headers.into(),
            payload: payload.into(),
        })
    }

    #[test]
    fn whatever_the_reads_are_the_engine_says_the_same() {
        check(b"INFO {\"a\":1} \r\nPING\r\n", &[Op::Info("{\"a\":1}".into()), Op::Ping]);
        check(b"+OK\r\n-ERR 'No Good'\r\nPONG\n", &[Op::Ok, Op::Error("No Good".to_owned()), Op::Pong]);
        check(b"MSG a.b 7 5\r\nPING\n\r\n", &[message("", "PING\n", None)]);
        check(b"MSG a.b 7 x.y  0\r\n\r\nPING\r\n", &[message("", "", Some("x.y")), Op::Ping]);
        check(
            b"HMSG a.b 7 20 22\r\nNATS/1.0\r\nA: 1 2\r\n\r\nhi\r\n",
            &[message("NATS/1.0\r\nA: 1 2\r\n\r\n", "hi", None)],
        );
    }

    #[test]
    fn a_hostile_engine_is_refused_before_its_bytes_are_held() {
        fails(b"HTTP/1.1 400 Bad Request\r\n", &Broken::Unknown("HTTP/1.1 400 Bad Request".to_owned()));
        fails(b"MSG a 1\r\n", &Broken::Unknown("MSG a 1".to_owned()));
        fails(b"MSG a 1 -1\r\n", &Broken::Unknown("MSG a 1 -1".to_owned()));
        fails(b"HMSG a 1 9 8\r\n", &Broken::Unknown("HMSG a 1 9 8".to_owned()));
        let huge = Broken::TooLarge { n_bytes: 4_294_967_296, max_bytes: 100 };
        fails(b"MSG a 1 4294967296\r\n", &huge);
        fails(b"MSG a 1 2\r\nabc\r\n", &Broken::WrongLength);
        fails(&vec![b'x'; MAX_LINE_BYTES + 1], &Broken::EndlessLine);
        let mut line = vec![b'x'; MAX_LINE_BYTES + 1];
        line.push(b'\n');
        fails(&line, &Broken::EndlessLine);
    }

    #[test]
    fn a_header_is_found_by_its_name_and_a_status_in_the_first_line() {
        let read = |headers: &'static str| match message(headers, "", None) {
            Op::Message(message) => message,
            _ => unreachable!("it is one"),
        };
        let kept = read("NATS/1.0\r\nNats-Msg-Id: a.1\r\nOther:x\r\n\r\n");
        assert_eq!((kept.header("nats-msg-id"), kept.status()), (Some("a.1"), None));
        assert_eq!(read("NATS/1.0 503\r\n\r\n").status(), Some(503));
        assert_eq!(read("NATS/1.0 100 Idle Heartbeat\r\n\r\n").status(), Some(100));
        assert_eq!((read("").status(), read("").header("A")), (None, None));
    }
}
