//! An event in words: when, who, what, and the fact.
//!
//! The one idea: words are made from events alone, so a narration is the same whether its events
//! happen now or were recorded yesterday. Who is who is learnt from the events as well: whoever
//! accepts is a server, whoever connects is a client.
//!
//! See it run: `netlab tour`.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;

use crate::catalogue::{self, Lang};
use crate::event::{Event, Kind, SocketId};
use crate::terminal;

/// Who plays which part: what each socket has been seen to do.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// By the socket; whether it has been seen to be open.
    roles: HashMap<SocketId, (Role, bool)>,
    /// The processes that pass on what comes in, as those that have rules do.
    relays: HashSet<Option<u32>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Listener,
    Server,
    Client,
    Sender,
    Receiver,
}

impl Cast {
    /// The cast of a relay: this process passes on what comes in, also before it has a rule.
    #[must_use]
    pub fn of_relay() -> Cast {
        Cast { relays: HashSet::from([None]), ..Cast::default() }
    }

    /// Learns from an event of this kind on this socket.
    pub fn meet(&mut self, kind: Kind, socket: SocketId) {
        let role = match kind {
            Kind::Listening => Role::Listener,
            Kind::Accepted => Role::Server,
            Kind::Connecting | Kind::Connected => Role::Client,
            // Whoever speaks first is the sender, also where there are answers.
            Kind::PeerSet | Kind::DatagramSent if !self.roles.contains_key(&socket) => Role::Sender,
            kind if kind.is_receipt() && !self.roles.contains_key(&socket) => Role::Receiver,
            Kind::RulesChanged => {
                self.relays.insert(socket.pid);
                return;
            }
            _ => return,
        };
        self.roles.insert(socket, (role, kind != Kind::Connecting));
    }

    /// Forgets a socket that has gone.
    pub fn part_from(&mut self, kind: Kind, socket: SocketId) {
        let is_open = self.roles.get(&socket).is_some_and(|(_, is_open)| *is_open);
        if kind.ends_socket() || (kind.ends_attempt() && !is_open) {
            self.roles.remove(&socket);
        }
    }

    /// Whether a relay is among them, whose names are longer.
    #[must_use]
    pub fn has_relay(&self) -> bool {
        !self.relays.is_empty()
    }

    /// The name of an event's socket, as a ladder has it: `listener`, `client`, `sender`, or `server :54321`
    /// for one of several connections.
    #[must_use]
    pub fn who(&self, lang: Lang, event: &Event<'_>) -> String {
        let words = catalogue::drawn(lang);
        if event.socket == 0 {
            return words.program.to_owned();
        }
        let is_relay = self.relays.contains(&event.pid);
        let with_port = |role: &str, addr: Option<SocketAddr>| {
            addr.map_or_else(|| role.to_owned(), |addr| format!("{role} :{}", addr.port()))
        };
        let role = match self.roles.get(&event.id()).map(|(role, _)| *role) {
            Some(Role::Listener) => words.listener,
            Some(Role::Server) if is_relay => return with_port(words.relay_in, event.peer),
            // One socket for all who send.
            Some(Role::Receiver) if is_relay => words.relay_in,
            Some(Role::Client | Role::Sender) if is_relay => return with_port(words.relay_out, event.local),
            Some(Role::Server) => return with_port(words.server, event.peer),
            Some(Role::Client) => words.client,
            Some(Role::Sender) => words.sender,
            Some(Role::Receiver) => words.receiver,
            None => words.unknown,
        };
        role.to_owned()
    }
}

/// One event in words, before any layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Who it happened to.
    pub who: String,
    /// What happened.
    pub kind: Kind,
    /// What happened, as a column says it: short where the name is long.
    pub what: &'static str,
    /// The fact of this very call.
    pub fact: String,
    /// The first bytes of the payload as safe text in quotes; empty where there is none.
    pub payload: String,
}

impl Told {
    /// Puts an event in words.
    #[must_use]
    pub fn new(lang: Lang, event: &Event<'_>, cast: &Cast) -> Told {
        let fact = catalogue::fact(lang, event);
        let sealed = event.data.as_deref().zip(event.len);
        if let Some(sealed) = sealed.and_then(|(first, len)| catalogue::records(lang, first, len)) {
            let fact = catalogue::sealed(lang, &fact, &sealed);
            let (who, what) = (cast.who(lang, event), what(lang, event.kind));
            return Told { who, kind: event.kind, what, fact, payload: String::new() };
        }
        Told {
            who: cast.who(lang, event),
            kind: event.kind,
            what: what(lang, event.kind),
            fact,
            payload: event.data.as_deref().map(|bytes| quoted(bytes, event.len)).unwrap_or_default(),
        }
    }

    /// The fact and as much of the payload as fits into so many columns, in one line if it can.
    #[must_use]
    pub fn in_columns(&self, n_columns: usize) -> String {
        let room = n_columns.saturating_sub(terminal::width(&self.fact) + 1).max(MIN_PAYLOAD_COLUMNS);
        if self.payload.is_empty() {
            return self.fact.clone();
        }
        format!("{} {}", self.fact, cut_in_quotes(&self.payload, room))
    }
}

/// A kind's name; of a datagram's it is enough to say where it goes.
fn what(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::DatagramSent => catalogue::labels(lang).sent,
        Kind::DatagramReceived => catalogue::labels(lang).got,
        kind => kind.name(),
    }
}

/// Fewer columns of a payload tell nothing.
const MIN_PAYLOAD_COLUMNS: usize = 8;

/// More bytes than a line of any terminal shows.
const MAX_QUOTED_BYTES: usize = 256;

fn quoted(bytes: &[u8], len: Option<u64>) -> String {
    let first = &bytes[..bytes.len().min(MAX_QUOTED_BYTES)];
    if len.is_none_or(|len| len == first.len() as u64) {
        return format!("\"{}\"", terminal::escaped(first));
    }
    format!("\"{}…\"", terminal::escaped(terminal::without_cut_character(first)))
}

fn cut_in_quotes(quoted: &str, n_columns: usize) -> String {
    if terminal::width(quoted) <= n_columns {
        return quoted.to_owned();
    }
    terminal::cut(quoted, n_columns.saturating_sub(1)) + "\""
}
