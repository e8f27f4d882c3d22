//! What a client of NATS says, taken apart.
//!
//! The one idea: a line says what comes, and how long it is. Where the length is wrong, what should be the next line is
//! the rest of the message, and nothing after it can be understood: so the server says so once, and ends.
//!
//! See it run: `nc 127.0.0.1 4222`, and type `PING`.

use serde::Deserialize;

/// What a client says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verb {
    Connect(Wishes),
    Ping,
    Pong,
    Subscribe { subject: String, sid: String },
    Unsubscribe { sid: String },
    Publish { subject: String, payload: Vec<u8> },
}

/// What a client may ask for when it connects; without a word, a server of NATS echoes and confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Wishes {
    /// Its own messages come back to it where it has subscribed to them.
    pub(super) echo: bool,
    /// Every line that it says is answered with `+OK`.
    pub(super) verbose: bool,
}

impl Default for Wishes {
    fn default() -> Wishes {
        Wishes { echo: true, verbose: true }
    }
}

/// Why it is not understood, in the words of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    Unknown,
    LineTooLong,
    PayloadTooLong,
}

impl Flaw {
    pub(super) fn line(self) -> &'static str {
        match self {
            Flaw::Unknown => "-ERR 'Unknown Protocol Operation'\r\n",
            Flaw::LineTooLong => "-ERR 'Maximum Control Line Exceeded'\r\n",
            Flaw::PayloadTooLong => "-ERR 'Maximum Payload Violation'\r\n",
        }
    }
}

/// The limits that a server of NATS has unless it is told others.
const MAX_LINE: usize = 4_096;
pub(super) const MAX_PAYLOAD: usize = 1 << 20;

/// Takes the next thing from what has come; `None` where its end has not come yet.
///
/// # Errors
/// [`Flaw`]; nothing behind it can be understood.
pub(super) fn next(bytes: &mut Vec<u8>) -> Result<Option<Verb>, Flaw> {
    let Some(end) = memchr::memchr(b'\n', bytes) else {
        return if bytes.len() > MAX_LINE { Err(Flaw::LineTooLong) } else { Ok(None) };
    };
    if end > MAX_LINE {
        return Err(Flaw::LineTooLong);
    }
    let line = bytes[..end].strip_suffix(b"\r").unwrap_or(&bytes[..end]);
    let line = str::from_utf8(line).map_err(|_| Flaw::Unknown)?.trim();
    let (name, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    let words: Vec<&str> = rest.split_whitespace().collect();
    let mut n_taken = end + 1;
    let verb = match (name.to_ascii_uppercase().as_str(), words.as_slice()) {
        ("CONNECT", _) => Verb::Connect(serde_json::from_str(rest).map_err(|_| Flaw::Unknown)?),
        ("PING", []) => Verb::Ping,
        ("PONG", []) => Verb::Pong,
        ("SUB", [subject, sid] | [subject, _, sid]) => {
            Verb::Subscribe { subject: (*subject).to_owned(), sid: (*sid).to_owned() }
        }
        ("UNSUB", [sid] | [sid, _]) => Verb::Unsubscribe { sid: (*sid).to_owned() },
        ("PUB", [subject, size] | [subject, _, size]) => {
            let Some(payload) = payload(&bytes[end + 1..], size)? else { return Ok(None) };
            n_taken += payload.len() + 2;
            Verb::Publish { subject: (*subject).to_owned(), payload: payload.to_vec() }
        }
        ("HPUB", [subject, headers, size] | [subject, _, headers, size]) => {
            let Some(whole) = payload(&bytes[end + 1..], size)? else { return Ok(None) };
            n_taken += whole.len() + 2;
            let payload = headers.parse().ok().and_then(|n_headers: usize| whole.get(n_headers..));
            Verb::Publish { subject: (*subject).to_owned(), payload: payload.ok_or(Flaw::Unknown)?.to_vec() }
        }
        _ => return Err(Flaw::Unknown),
    };
    bytes.drain(..n_taken);
    Ok(Some(verb))
}

/// So many bytes, which end with a line end; `None` where they have not all come.
fn payload<'b>(bytes: &'b [u8], size: &str) -> Result<Option<&'b [u8]>, Flaw> {
    let size: usize = size.parse().map_err(|_| Flaw::Unknown)?;
    if size > MAX_PAYLOAD {
        return Err(Flaw::PayloadTooLong);
    }
    match bytes.get(size..size + 2) {
        Some(b"\r\n") => Ok(Some(&bytes[..size])),
        Some(_) => Err(Flaw::Unknown),
        None => Ok(None),
    }
}

/// Whether a subject is one of those that a pattern means: `*` is any one word of it, `>` all that follow.
pub(super) fn is_meant(pattern: &str, subject: &str) -> bool {
    let (mut wanted, mut words) = (pattern.split('.'), subject.split('.'));
    loop {
        match (wanted.next(), words.next()) {
            (None, None) => return true,
            (Some(">"), Some(_)) => return true,
            (Some("*"), Some(_)) => {}
            (Some(wanted), Some(word)) if wanted == word => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> (Vec<Verb>, Option<Flaw>) {
        let (mut bytes, mut found) = (bytes.to_vec(), Vec::new());
        loop {
            match next(&mut bytes) {
                Ok(Some(verb)) => found.push(verb),
                Ok(None) => return (found, None),
                Err(flaw) => return (found, Some(flaw)),
            }
        }
    }

    #[test]
    fn what_comes_in_pieces_is_the_same_as_what_comes_at_once() {
        let said = "CONNECT {\"echo\":false}\r\nsub room.say.* 1\r\nPUB room.say.a 6\r\n你好\r\nPING\r\n\
                    HPUB a 12 14\r\nNATS/1.0\r\n\r\nhi\r\nUNSUB 1\r\n";
        let (whole, flaw) = all(said.as_bytes());
        assert_eq!((whole.len(), flaw), (6, None));
        assert_eq!(whole[0], Verb::Connect(Wishes { echo: false, verbose: true }));
        assert_eq!(whole[2], Verb::Publish { subject: "room.say.a".into(), payload: "你好".into() });
        assert_eq!(whole[4], Verb::Publish { subject: "a".into(), payload: "hi".into() });
        let (mut bytes, mut found) = (Vec::new(), Vec::new());
        for byte in said.bytes() {
            bytes.push(byte);
            found.extend(next(&mut bytes).expect("no flaw"));
        }
        assert_eq!(found, whole);
    }

    #[test]
    fn a_wrong_length_is_found_where_the_message_should_end() {
        let check =
            |said: &str, flaw: Flaw| assert_eq!(all(said.as_bytes()), (Vec::new(), Some(flaw)), "{said}");
        check("PUB room.say.a 2\r\n你好\r\n", Flaw::Unknown);
        check("PUB room.say.a 2000000\r\n", Flaw::PayloadTooLong);
        check("PUB room.say.a -1\r\n", Flaw::Unknown);
        check("hello\r\n", Flaw::Unknown);
        check(&"x".repeat(5_000), Flaw::LineTooLong);
        check("HPUB a 9 2\r\nhi\r\n", Flaw::Unknown);
    }

    #[test]
    fn a_pattern_means_whole_words() {
        let check = |pattern, subject, expected| {
            assert_eq!(is_meant(pattern, subject), expected, "{pattern} {subject}");
        };
        check("room.say.*", "room.say.a", true);
        check("room.say.*", "room.say.a.b", false);
        check("room.say.*", "room.say", false);
        check("room.>", "room.say.a", true);
        check("room.>", "room", false);
        check("room.say.a", "room.say.ab", false);
    }
}
