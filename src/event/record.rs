//! One event, as a flat record.
//!
//! The one idea: every kind of event shares one list of fields, and a field that does not apply is
//! absent. So a trace is a table, a reader needs no case for each kind, and a new kind changes no format.
//!
//! See it run: `netlab --record run.jsonl tour`, then read `run.jsonl`.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::str::FromStr;

use crate::event::{ErrorCode, Kind, TcpState, TlsFacts};

/// What happened to one socket, told when its call had returned.
///
/// There may be more to say of an event one day: it is made with [`Event::new`], and more is said with [`Event::with`]
/// or by setting a field.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// When the call returned, in microseconds of this boot's monotonic clock.
    pub t_us: u64,
    /// When the call that completed was begun, on the same clock; a retry after waiting begins anew.
    pub began_us: u64,
    /// How long the program had waited for it, in microseconds; `None` where it did not wait. For
    /// `impaired`, how long the rule holds the traffic back; `None` where it has another effect.
    pub waited_us: Option<u64>,
    /// What happened.
    pub kind: Kind,
    /// The socket's number within its process, from 1; 0 for a name lookup, which has no socket.
    pub socket: u64,
    /// The process that it belongs to; `None` where it is the one that the record's header names.
    pub pid: Option<u32>,
    /// The thread that made the call; `None` where nobody has asked.
    pub tid: Option<u32>,
    /// The socket's descriptor in its process; `None` where nobody has asked.
    pub fd: Option<u32>,
    /// The transport protocol.
    pub transport: Transport,
    /// The socket's own address; `None` while it has none or nobody has asked.
    pub local: Option<SocketAddr>,
    /// The other end's address; `None` where there is none.
    pub peer: Option<SocketAddr>,
    /// Stream: the position of the first byte in its direction, from 0.
    pub offset: Option<u64>,
    /// Bytes moved.
    pub len: Option<u64>,
    /// Bytes offered, or the buffer's size in bytes; for `listening`, the backlog asked for.
    pub asked: Option<u64>,
    /// Datagram: its ordinal on this socket and in this direction, from 1.
    pub n: Option<u64>,
    /// Datagram: its length before it was cut; `None` where the system does not tell.
    pub full_len: Option<u64>,
    /// Datagram: the [`digest`] of the whole payload.
    pub digest: Option<u64>,
    /// The payload's first bytes, at most [`MAX_DATA_BYTES`].
    pub data: Option<Cow<'a, [u8]>>,
    /// Why the call failed.
    pub error: Option<OsError>,
    /// The option that was set, as in `TCP_NODELAY=1`; for `closed`, the one that makes the kernel throw
    /// the connection away; for `rules-changed`, the [`crate::event::RulesInForce`].
    pub option: Option<Cow<'a, str>>,
    /// The host name that was looked up; for `rules-changed`, the name of the scenario's phase; of TLS, the name
    /// that the client asks for.
    pub name: Option<Cow<'a, str>>,
    /// The addresses that the lookup gave, in the order in which they will be tried.
    pub addresses: Vec<SocketAddr>,
    /// The name of the impairment's [`crate::event::Rule`] that touched the traffic.
    pub rule: Option<Cow<'a, str>>,
    /// A relay's other leg: its socket number.
    pub pair: Option<u64>,
    /// What the kernel says of the connection after the call; for `closed`, just before it.
    pub tcp: Option<TcpFacts>,
    /// What is known of the TLS conversation above the socket.
    pub tls: Option<Box<TlsFacts>>,
}

impl Event<'_> {
    /// An event with its four ever-present facts; every other field is absent.
    #[must_use]
    pub const fn new(kind: Kind, socket: u64, transport: Transport, t_us: u64) -> Self {
        Event {
            t_us,
            began_us: t_us,
            waited_us: None,
            kind,
            socket,
            pid: None,
            tid: None,
            fd: None,
            transport,
            local: None,
            peer: None,
            offset: None,
            len: None,
            asked: None,
            n: None,
            full_len: None,
            digest: None,
            data: None,
            error: None,
            option: None,
            name: None,
            addresses: Vec::new(),
            rule: None,
            pair: None,
            tcp: None,
            tls: None,
        }
    }

    /// The same event with more said of it: `event.with(|it| it.len = Some(5))`.
    #[must_use]
    pub fn with(mut self, say: impl FnOnce(&mut Self)) -> Self {
        say(&mut self);
        self
    }

    /// Which socket it happened to.
    #[must_use]
    pub const fn id(&self) -> SocketId {
        SocketId { pid: self.pid, socket: self.socket }
    }

    /// The event to keep, with the first `max_data_bytes` of its payload.
    #[must_use]
    pub fn kept(&self, max_data_bytes: usize) -> Event<'static> {
        let text = |text: &Option<Cow<'_, str>>| text.as_deref().map(|it| Cow::Owned(it.to_owned()));
        let first = |bytes: &[u8]| bytes[..bytes.len().min(max_data_bytes)].to_vec();
        Event {
            data: self.data.as_deref().map(|bytes| Cow::Owned(first(bytes))),
            option: text(&self.option),
            name: text(&self.name),
            addresses: self.addresses.clone(),
            rule: text(&self.rule),
            tls: self.tls.clone(),
            ..*self
        }
    }
}

/// A socket among those of several processes: each process counts its own from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocketId {
    /// Its process, as [`Event::pid`] says it.
    pub pid: Option<u32>,
    /// Its number there.
    pub socket: u64,
}

/// The transport protocol of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transport {
    /// A stream of bytes (RFC 9293).
    Tcp,
    /// Single datagrams (RFC 768).
    Udp,
}

impl Transport {
    /// The name in traces: `tcp` or `udp`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The text is neither `tcp` nor `udp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown transport")]
pub struct UnknownTransport;

impl FromStr for Transport {
    type Err = UnknownTransport;

    fn from_str(text: &str) -> Result<Self, UnknownTransport> {
        [Self::Tcp, Self::Udp].into_iter().find(|transport| transport.name() == text).ok_or(UnknownTransport)
    }
}

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OsError {
    /// The error's name, alike on every system.
    pub code: ErrorCode,
    /// The system's own number; `None` where the error did not come from a system call.
    pub os: Option<i32>,
}

impl From<&io::Error> for OsError {
    fn from(error: &io::Error) -> Self {
        OsError { code: ErrorCode::from_io(error), os: error.raw_os_error() }
    }
}

/// What the kernel says of a connection; each fact is absent where the system does not tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TcpFacts {
    /// The state of our end.
    pub state: Option<TcpState>,
    /// The kernel's smoothed estimate of the round-trip time, in microseconds.
    pub rtt_us: Option<u64>,
    /// Bytes taken from the program and not yet acknowledged by the peer's kernel.
    pub send_queue: Option<u64>,
    /// Bytes arrived and not yet read by the program.
    pub recv_queue: Option<u64>,
}

/// The most bytes of a payload that an event carries.
pub const MAX_DATA_BYTES: usize = 4096;

/// A 64-bit digest of a payload, by which two datagrams can be told to be equal: FNV-1a.
///
/// It is no protection against someone who wants two payloads to look alike.
#[must_use]
pub fn digest(payload: &[u8]) -> u64 {
    payload
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
