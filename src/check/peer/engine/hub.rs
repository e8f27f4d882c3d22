//! Who is connected to the engine, who has subscribed to what, and where a message goes.
//!
//! The one idea: a message goes to each subscription that means its subject, and nowhere else. Nobody is waited for:
//! each has an outbox, and one who lets it grow without end is cut off.
//!
//! See it run: `lessons/17-many-servers/exercise.toml`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::check::peer::engine::verb::{MAX_PAYLOAD, Verb, Wishes, is_meant};

/// What waits to be written to one end.
#[derive(Default)]
pub(super) struct Outbox {
    bytes: RefCell<Vec<u8>>,
    news: Notify,
}

impl Outbox {
    /// Puts bytes behind those that wait; false where too many wait already.
    fn put(&self, bytes: &[u8]) -> bool {
        let mut waiting = self.bytes.borrow_mut();
        let has_room = waiting.len() + bytes.len() <= MAX_WAITING;
        if has_room {
            waiting.extend_from_slice(bytes);
            self.news.notify_one();
        }
        has_room
    }

    /// All that waits, as soon as something does.
    pub(super) async fn take(&self) -> Vec<u8> {
        loop {
            let waiting = self.take_now();
            if !waiting.is_empty() {
                return waiting;
            }
            self.news.notified().await;
        }
    }

    /// All that waits now.
    pub(super) fn take_now(&self) -> Vec<u8> {
        self.bytes.take()
    }
}

/// What waits for an end that does not read, at most; the rest is lost to it.
const MAX_WAITING: usize = 16 << 20;

/// A client of the engine: the program's connection.
struct Client {
    outbox: Rc<Outbox>,
    wishes: Wishes,
    /// Number and pattern of each.
    subscriptions: Vec<(String, String)>,
    /// It has not answered our last question.
    is_asked: bool,
}

/// A member of another server: one that the judge plays.
struct Member {
    name: String,
    outbox: Rc<Outbox>,
}

/// All who are there.
pub(super) struct Hub {
    /// Servers say what they say on this subject, with their own name behind it.
    under: String,
    clients: BTreeMap<u64, Client>,
    members: BTreeMap<u64, Member>,
    n_come: u64,
    /// So many of those who were asked last have not answered, also such as are gone.
    n_silent: usize,
    /// Wakes whoever waits for anything in this check.
    news: Arc<Notify>,
}

impl Hub {
    pub(super) fn new(under: &str, news: &Arc<Notify>) -> Hub {
        Hub {
            under: under.to_owned(),
            clients: BTreeMap::new(),
            members: BTreeMap::new(),
            n_come: 0,
            n_silent: 0,
            news: Arc::clone(news),
        }
    }

    /// A client comes; it is greeted with what a client must know.
    pub(super) fn client_comes(&mut self) -> (u64, Rc<Outbox>) {
        let (number, outbox) = self.comes();
        outbox.put(
            format!(
                "INFO {{\"server_id\":\"NETLAB\",\"server_name\":\"netlab\",\"version\":\"2.9.10\",\
                 \"proto\":1,\"headers\":true,\"max_payload\":{MAX_PAYLOAD},\"client_id\":{number}}}\r\n"
            )
            .as_bytes(),
        );
        let client = Client {
            outbox: Rc::clone(&outbox),
            wishes: Wishes::default(),
            subscriptions: Vec::new(),
            is_asked: false,
        };
        self.clients.insert(number, client);
        self.news.notify_one();
        (number, outbox)
    }

    /// A member of another server comes; servers are named `b`, `c` … in the order in which theirs come.
    pub(super) fn member_comes(&mut self) -> (u64, Rc<Outbox>) {
        let (number, outbox) = self.comes();
        let letter = b"bcdefghijklmnopqrstuvwxyz"[self.members.len() % 25];
        let name = char::from(letter).to_string();
        self.members.insert(number, Member { name, outbox: Rc::clone(&outbox) });
        (number, outbox)
    }

    fn comes(&mut self) -> (u64, Rc<Outbox>) {
        self.n_come += 1;
        (self.n_come, Rc::default())
    }

    pub(super) fn goes(&mut self, number: u64) {
        self.clients.remove(&number);
        self.members.remove(&number);
        self.news.notify_one();
    }

    /// The engine is gone, and with it what it knew of its clients.
    pub(super) fn forgets_clients(&mut self) {
        self.clients.clear();
    }

    /// Does what a client says.
    pub(super) fn hear(&mut self, number: u64, verb: Verb) {
        let Some(client) = self.clients.get_mut(&number) else { return };
        let is_confirmed =
            client.wishes.verbose && !matches!(verb, Verb::Ping | Verb::Pong | Verb::Connect(_));
        match verb {
            Verb::Connect(wishes) => {
                client.wishes = wishes;
                if wishes.verbose {
                    client.outbox.put(OK);
                }
            }
            Verb::Ping => drop(client.outbox.put(b"PONG\r\n")),
            Verb::Pong => {
                self.n_silent -= usize::from(std::mem::take(&mut client.is_asked));
            }
            Verb::Subscribe { subject, sid } => client.subscriptions.push((sid, subject)),
            Verb::Unsubscribe { sid } => client.subscriptions.retain(|(known, _)| *known != sid),
            Verb::Publish { subject, payload } => self.publish(number, &subject, &payload),
        }
        if let Some(client) = self.clients.get(&number).filter(|_| is_confirmed) {
            client.outbox.put(OK);
        }
        self.news.notify_one();
    }

    /// What a member of another server says goes to all servers but its own, and so to the members there.
    pub(super) fn says(&self, number: u64, line: &[u8]) {
        let Some(member) = self.members.get(&number) else { return };
        let subject = format!("{}.{}", self.under, member.name);
        self.publish(number, &subject, line);
    }

    fn publish(&self, from: u64, subject: &str, payload: &[u8]) {
        for (number, client) in &self.clients {
            if *number == from && !client.wishes.echo {
                continue;
            }
            for (sid, _) in client.subscriptions.iter().filter(|(_, pattern)| is_meant(pattern, subject)) {
                let head = format!("MSG {subject} {sid} {}\r\n", payload.len());
                client.outbox.put(&[head.as_bytes(), payload, b"\r\n"].concat());
            }
        }
        let server = subject.strip_prefix(&self.under).and_then(|rest| rest.strip_prefix('.'));
        let Some(server) = server.filter(|server| !server.contains('.')) else { return };
        let line = payload.strip_suffix(b"\n").unwrap_or(payload);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        for member in self.members.values().filter(|member| member.name != server) {
            member.outbox.put(&[line, b"\n"].concat());
        }
    }

    /// Asks every client whether it is there; false where there is none.
    pub(super) fn ask(&mut self) -> bool {
        for client in self.clients.values_mut() {
            client.is_asked = client.outbox.put(b"PING\r\n");
        }
        self.n_silent = self.clients.len();
        self.has_clients()
    }

    pub(super) fn has_clients(&self) -> bool {
        !self.clients.is_empty()
    }

    /// Whether all who were asked have answered.
    pub(super) fn is_answered(&self) -> bool {
        self.n_silent == 0
    }
}

/// The confirmation of a line.
const OK: &[u8] = b"+OK\r\n";
