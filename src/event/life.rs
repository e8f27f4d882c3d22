//! A socket's life: what the return of each of its calls proves.
//!
//! The one idea: a call and its result go in, and what may be told of them comes out. Some facts are true only
//! once (a reset, the peer's end, the close), and some returns prove less than they seem to:
//!
//! - A read of 0 is the peer's end, unless the buffer was empty, or an error has ended the connection before:
//!   after a reset the first read gives `ECONNRESET` and the next ones 0.
//! - `EPIPE` is a reset only where we had not finished ourselves.
//! - Bytes have positions: a call begins where the one before it ended, and a look moves nothing.
//!
//! No clock and no socket is in here: whoever makes the calls, or watches somebody else make them, brings the
//! times and the results along. So our own sockets and those of an observed program obey the same rules.
//!
//! See it run: `netlab tour`; every line has been through here.

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

use crate::event::call::{Call, CallResult, Outcome, Span};
use crate::event::direction::Direction;
use crate::event::error_code::ErrorCode;
use crate::event::kind::Kind;

/// One socket's life so far; shared by all who use the socket.
#[derive(Debug, Default)]
pub struct SocketLife {
    sending: Direction,
    receiving: Direction,
    /// The bits of [`Once`].
    told: AtomicU8,
}

/// What must not be told twice, or not at all.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
enum Once {
    PeerFinished = 1,
    Finished = 2,
    Reset = 4,
    /// The kernel would not take bytes; cleared when it takes some.
    Waiting = 8,
    /// The socket went in a way that was told by another event, or lives on elsewhere.
    Closed = 16,
    /// An error has ended the connection: a read of 0 after it does not mean that the peer finished.
    Broken = 32,
}

impl SocketLife {
    /// A call returned: what may be told of it; `None` where nothing may.
    pub fn returned(&self, call: Call, result: CallResult, span: Span) -> Option<Outcome> {
        let offset = self.count(call, result);
        self.tell(call, result, offset, span)
    }

    /// A call returned and nobody hears of it: only what later calls need is kept.
    #[inline]
    pub fn passed(&self, call: Call, result: CallResult) {
        self.count(call, result);
    }

    /// A read waits, in a call that may be dropped before it is done.
    pub fn read_is_pending(&self, began_us: u64) {
        self.receiving.pend_since(began_us);
    }

    /// Whether it was told that the kernel takes no bytes, and it has taken none since.
    pub fn is_waiting(&self) -> bool {
        self.has(Once::Waiting)
    }

    /// The program stopped waiting for a connect call; its socket is gone with that.
    pub fn gave_up(&self, span: Span) -> Outcome {
        self.leave();
        Outcome { waited_us: Some(span.t_us.saturating_sub(span.began_us)), ..Outcome::of(Kind::GaveUp) }
    }

    /// The close is not to be told: it was told by another event, the socket lives on elsewhere, or it never
    /// had a role. A role that it takes on later makes it worth telling again.
    pub fn leave(&self) {
        self.first(Once::Closed);
    }

    /// Whether its close was told, or is not to be told.
    pub fn has_left(&self) -> bool {
        self.has(Once::Closed)
    }

    /// The socket is gone: what is told of that, in order. A read that was pending was given up before.
    pub fn closed(&self, t_us: u64) -> Vec<Outcome> {
        if !self.first(Once::Closed) {
            return Vec::new();
        }
        let mut told = Vec::new();
        if self.receiving.is_pending()
            && let Some(waited_us) = self.receiving.waited_until(t_us)
            && !self.has(Once::PeerFinished)
            && !self.has(Once::Broken)
        {
            told.push(Outcome { waited_us: Some(waited_us), ..Outcome::of(Kind::GaveUp) });
        }
        told.push(Outcome::of(Kind::Closed));
        told
    }

    /// Counts what moved, and remembers what ended; gives the position where the call began.
    #[inline]
    fn count(&self, call: Call, result: CallResult) -> u64 {
        match (call, result) {
            (Call::Read { .. }, Ok(n_bytes)) => return self.receiving.advance(n_bytes),
            (Call::Write { .. }, Ok(n_bytes)) => return self.sending.advance(n_bytes),
            (Call::ReceiveDatagram { .. }, Ok(_)) => return self.receiving.advance(1),
            (Call::SendDatagram { .. }, Ok(_)) => return self.sending.advance(1),
            (Call::Read { .. } | Call::Peek { .. } | Call::Write { .. }, Err(code))
                if self.is_fatal(code) =>
            {
                self.first(Once::Broken);
            }
            (Call::Bind | Call::Listen { .. } | Call::Connect, Ok(_)) => self.forget(Once::Closed),
            (Call::Connect, Err(_)) => self.leave(),
            _ => {}
        }
        match call {
            Call::Peek { .. } => self.receiving.n_moved(),
            _ => self.sending.n_moved(),
        }
    }

    /// What may be told of a call that began at this position.
    fn tell(&self, call: Call, result: CallResult, offset: u64, span: Span) -> Option<Outcome> {
        let either = |done, failed| if result.is_ok() { done } else { failed };
        match call {
            Call::Bind => Some(Outcome::of(either(Kind::Bound, Kind::BindFailed))),
            Call::Listen { asked } => {
                let kind = either(Kind::Listening, Kind::ListenFailed);
                Some(Outcome { asked: Some(asked), ..Outcome::of(kind) })
            }
            Call::Connect => Some(Outcome::of(result.map_or_else(unconnected, |_| Kind::Connected))),
            Call::Read { asked } => self.read(asked, result, offset, span),
            Call::Peek { asked } => self.peeked(asked, result, offset, span),
            Call::Write { asked } => self.written(asked, result, offset, span),
            Call::Finish => {
                let is_new = result.is_ok() && !self.has(Once::Broken) && self.first(Once::Finished);
                is_new.then(|| Outcome { offset: Some(offset), ..Outcome::of(Kind::Finished) })
            }
            Call::ReceiveDatagram { asked, full_len } => {
                let told = self.datagram_taken(asked, result, offset, span)?;
                // It is cut where it was longer than what came of it.
                match full_len.filter(|_| result.is_ok()) {
                    Some(full_len) if Some(full_len) > told.len => {
                        Some(Outcome { kind: Kind::DatagramCut, full_len: Some(full_len), ..told })
                    }
                    full_len => Some(Outcome { full_len, ..told }),
                }
            }
            Call::SendDatagram { asked } => match result {
                Ok(len) => Some(Outcome::datagram(Kind::DatagramSent, offset, len, asked)),
                Err(code) => undelivered(Kind::SendFailed, code),
            },
            Call::LookAtDatagram => undelivered(Kind::ReceiveFailed, result.err()?),
        }
    }

    fn read(&self, asked: u64, result: CallResult, offset: u64, span: Span) -> Option<Outcome> {
        match result {
            Ok(0) => self.ended(asked, offset, span),
            Ok(len) => {
                let waited_us = self.receiving.waited_until(span.t_us);
                Some(Outcome { waited_us, ..Outcome::moved(Kind::Received, offset, len, asked) })
            }
            Err(ErrorCode::EAGAIN) => {
                self.receiving.wait_since(span.began_us);
                None
            }
            Err(code) => Some(self.failed(Kind::ReceiveFailed, &self.receiving, code, span)),
        }
    }

    /// A look tells nothing but an end or an error: the bytes stay where they are.
    fn peeked(&self, asked: u64, result: CallResult, offset: u64, span: Span) -> Option<Outcome> {
        match result {
            Ok(0) => self.ended(asked, offset, span),
            Ok(_) | Err(ErrorCode::EAGAIN) => None,
            Err(code) => Some(self.failed(Kind::ReceiveFailed, &self.receiving, code, span)),
        }
    }

    /// A read or a look returned nothing.
    fn ended(&self, asked: u64, offset: u64, span: Span) -> Option<Outcome> {
        if asked == 0 {
            return None;
        }
        let waited_us = self.receiving.waited_until(span.t_us);
        let is_new = !self.has(Once::Broken) && self.first(Once::PeerFinished);
        is_new.then(|| Outcome { waited_us, offset: Some(offset), ..Outcome::of(Kind::PeerFinished) })
    }

    fn written(&self, asked: u64, result: CallResult, offset: u64, span: Span) -> Option<Outcome> {
        match result {
            Ok(0) => None,
            Ok(len) => {
                self.forget(Once::Waiting);
                let waited_us = self.sending.waited_until(span.t_us);
                Some(Outcome { waited_us, ..Outcome::moved(Kind::Sent, offset, len, asked) })
            }
            Err(ErrorCode::EAGAIN) => {
                self.sending.wait_since(span.began_us);
                let waiting =
                    || Outcome { offset: Some(offset), asked: Some(asked), ..Outcome::of(Kind::Waiting) };
                self.first(Once::Waiting).then(waiting)
            }
            Err(code) => Some(self.failed(Kind::SendFailed, &self.sending, code, span)),
        }
    }

    /// A read or a write failed: a reset is told once, a timeout as such, and the rest as what it is.
    fn failed(&self, otherwise: Kind, direction: &Direction, code: ErrorCode, span: Span) -> Outcome {
        let is_reset = match code {
            ErrorCode::ECONNRESET | ErrorCode::ECONNABORTED => true,
            ErrorCode::EPIPE => !self.has(Once::Finished),
            _ => false,
        };
        let kind = match code {
            _ if is_reset && self.first(Once::Reset) => Kind::Reset,
            ErrorCode::ETIMEDOUT => Kind::TimedOut,
            _ => otherwise,
        };
        Outcome { waited_us: direction.waited_until(span.t_us), ..Outcome::of(kind) }
    }

    fn datagram_taken(&self, asked: u64, result: CallResult, offset: u64, span: Span) -> Option<Outcome> {
        if result == Err(ErrorCode::EAGAIN) {
            self.receiving.wait_since(span.began_us);
            return None;
        }
        let told = match result {
            Ok(len) => Outcome::datagram(Kind::DatagramReceived, offset, len, asked),
            Err(code) => undelivered(Kind::ReceiveFailed, code)?,
        };
        // The call itself waits for nothing: it is made once a datagram is there.
        Some(Outcome { waited_us: self.receiving.waited_until(span.began_us), ..told })
    }

    /// Whether the kernel has given the connection up with this error. It is told by one call alone, and
    /// later reads give 0 (`tcp_reset` and `tcp_write_err` in Linux's net/ipv4; RFC 9293 §3.9.1).
    fn is_fatal(&self, code: ErrorCode) -> bool {
        match code {
            ErrorCode::EPIPE => !self.has(Once::Finished),
            // These are of the call: the connection goes on.
            ErrorCode::EAGAIN
            | ErrorCode::EINTR
            | ErrorCode::EINVAL
            | ErrorCode::EBADF
            | ErrorCode::EISCONN
            | ErrorCode::ENOBUFS
            | ErrorCode::ENOMEM
            | ErrorCode::EMSGSIZE
            | ErrorCode::ENOTCONN
            | ErrorCode::EOPNOTSUPP => false,
            _ => true,
        }
    }

    fn has(&self, once: Once) -> bool {
        self.told.load(Relaxed) & once as u8 != 0
    }

    /// Marks it as told, or as not to be told; true the first time.
    fn first(&self, once: Once) -> bool {
        self.told.fetch_or(once as u8, Relaxed) & once as u8 == 0
    }

    /// Lets it be told again.
    fn forget(&self, once: Once) {
        self.told.fetch_and(!(once as u8), Relaxed);
    }
}

/// How a connect call failed: the peer's system refused, ours gave up, or anything else.
fn unconnected(code: ErrorCode) -> Kind {
    match code {
        ErrorCode::ECONNREFUSED => Kind::Refused,
        ErrorCode::ETIMEDOUT => Kind::TimedOut,
        ErrorCode::ECONNRESET => Kind::Reset,
        _ => Kind::ConnectFailed,
    }
}

/// A refusal is the answer to an earlier datagram, whichever call brings it. Windows calls it
/// ECONNRESET, which no datagram socket gives for any other reason ("recvfrom function", WSAECONNRESET).
fn undelivered(otherwise: Kind, code: ErrorCode) -> Option<Outcome> {
    match code {
        ErrorCode::EAGAIN => None,
        ErrorCode::ECONNREFUSED | ErrorCode::ECONNRESET => Some(Outcome::of(Kind::Unreachable)),
        _ => Some(Outcome::of(otherwise)),
    }
}
