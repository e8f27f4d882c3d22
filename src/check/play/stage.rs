//! The judge's own ends in one check, by name.
//!
//! The one idea: a name of the exercise (`anna`, `crowd.3`, `crowd.others`) stands for a connection, for a UDP socket
//! or for a group of either. What is done with them touches no process.
//!
//! See it run: `lessons/08-chat-server/exercise.toml`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::check::exercise::got::Word;
use crate::check::peer::connection::{Connection, Heard};
use crate::check::peer::datagrams::Post;
use crate::check::peer::engine::Engine;
use crate::check::peer::link::Link;
use crate::check::peer::witness::Named;
use crate::check::play::fact::{Came, Expected, Tool};
use crate::check::play::finding::Finding;
use crate::net::{TcpListener, TcpStream};

/// The judge's connections, UDP sockets, links and port, each by the name that the exercise gives it.
pub(crate) struct Stage {
    /// The check's own address: a server subject's port, or ours.
    pub(crate) addr: SocketAddr,
    pub(crate) connections: BTreeMap<String, Rc<Connection>>,
    pub(crate) posts: BTreeMap<String, Rc<Post>>,
    pub(crate) listener: Option<TcpListener>,
    /// Stands in the listener's queue, so that there is no room for the subject.
    pub(crate) filler: Option<TcpStream>,
    pub(crate) links: BTreeMap<String, Link>,
    pub(crate) engines: BTreeMap<String, Engine>,
    /// Whose each end was, also of those that are gone.
    pub(crate) named: Vec<Named>,
    /// Groups, with how many they are.
    groups: BTreeMap<String, u32>,
    /// Who sent last; `GROUP.others` are all but this one.
    pub(crate) last_sender: String,
    /// Wakes whoever waits for anything in this check.
    pub(crate) news: Arc<Notify>,
}

impl Stage {
    pub(crate) fn new(addr: SocketAddr, news: &Arc<Notify>) -> Stage {
        Stage {
            addr,
            connections: BTreeMap::new(),
            posts: BTreeMap::new(),
            listener: None,
            filler: None,
            links: BTreeMap::new(),
            engines: BTreeMap::new(),
            named: Vec::new(),
            groups: BTreeMap::new(),
            last_sender: String::new(),
            news: Arc::clone(news),
        }
    }

    /// The names of so many new ends: the name itself, or `NAME.1`, `NAME.2` … of a group.
    pub(crate) fn names(&mut self, who: &str, count: u32) -> Vec<String> {
        if count == 1 {
            return vec![who.to_owned()];
        }
        self.groups.insert(who.to_owned(), count);
        self.members(who)
    }

    /// The members that a name stands for: itself, a group, or `GROUP.others`.
    pub(crate) fn members(&self, who: &str) -> Vec<String> {
        if let Some(group) = who.strip_suffix(".others") {
            return self.members(group).into_iter().filter(|member| *member != self.last_sender).collect();
        }
        match self.groups.get(who) {
            Some(count) => (1..=*count).map(|number| format!("{who}.{number}")).collect(),
            None => vec![who.to_owned()],
        }
    }

    /// The connection of this name; a step that comes too early for it finds nobody.
    pub(crate) fn connection(&self, who: &str) -> Result<Rc<Connection>, Finding> {
        let expected = || Expected::IsConnected { who: who.to_owned() };
        let nobody = || Finding::new(expected(), Came::NoSuchConnection, Word::End);
        self.connections.get(who).cloned().ok_or_else(nobody)
    }

    /// What the connection of this name has heard.
    pub(crate) fn heard(&self, who: &str) -> Result<Rc<RefCell<Heard>>, Finding> {
        Ok(Rc::clone(&self.connection(who)?.heard))
    }

    /// The UDP socket of this name.
    pub(crate) fn post(&self, who: &str) -> Result<Rc<Post>, Finding> {
        let expected = || Expected::HasSocket { who: who.to_owned() };
        let nobody = || Finding::new(expected(), Came::NoSuchSocket, Word::End);
        self.posts.get(who).cloned().ok_or_else(nobody)
    }

    /// The subject's own place, that of a link before it, or an engine's gate.
    pub(crate) fn place(&self, through: Option<&str>) -> SocketAddr {
        let link = through.and_then(|name| self.links.get(name)).map(|link| link.addr);
        let gate = through.and_then(|name| self.engines.get(name)).map(|engine| engine.gate);
        link.or(gate).unwrap_or(self.addr)
    }

    /// Whether what goes from end to end here passes other sockets of ours on its way.
    pub(crate) fn has_detours(&self) -> bool {
        !(self.links.is_empty() && self.engines.is_empty())
    }

    /// The engine of this name.
    pub(crate) fn engine(&self, who: &str) -> Result<&Engine, Finding> {
        let nobody = || Finding::new(Expected::Tool(Tool::Engine), Came::NoStepBefore, Word::Other);
        self.engines.get(who).ok_or_else(nobody)
    }

    /// Whether the other end of one of these has ended.
    pub(crate) fn has_ended(&self, who: &str) -> bool {
        let has_ended = |who: &String| self.connection(who).is_ok_and(|it| it.heard.borrow().end.is_some());
        self.members(who).iter().any(has_ended)
    }

    /// Whether the kernel holds something for us that has not been taken.
    pub(crate) fn has_more(&self) -> bool {
        self.connections.values().any(|it| it.has_more()) || self.posts.values().any(|it| it.has_more())
    }

    /// Ends everything in good order: a connection first says that it has finished, and is kept for what its other
    /// end still says.
    pub(crate) async fn end(&mut self) {
        for connection in self.connections.values() {
            let _ = connection.finish().await;
        }
        self.listener = None;
        self.posts.clear();
        self.links.clear();
        self.engines.clear();
    }
}
