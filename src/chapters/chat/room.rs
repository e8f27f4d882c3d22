//! The room: who is in, what they are called, and what is said.
//!
//! The one idea: one small table and one log behind one lock, which is held only for a moment, never while
//! anything is written or anybody waits. So the order in which messages pass the lock is the order in
//! which everybody hears them.
//!
//! See it run: `/who` in a chat.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWrite;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use crate::chapters::chat::batch::Batch;
use crate::chapters::chat::history::History;
use crate::chapters::chat::log::{Audience, Id, Log, Round};
use crate::chapters::chat::machines::Shared;
use crate::chapters::chat::mail::Dismissal;
use crate::chapters::chat::name;
use crate::chapters::chat::news::{News, Notice};
use crate::chapters::chat::options::RoomOptions;
use crate::chapters::chat::outbox::Limits;
use crate::chapters::chat::protocol::{Framing, line_of_the_room};
use crate::chapters::chat::seat::{Legacy, Seat, Seats};

/// The room, shared by all members, whose connections are written to by `W`.
#[derive(Debug)]
pub(super) struct Room<W> {
    pub(super) options: RoomOptions,
    state: Mutex<State<W>>,
    /// Something stands in the log, which was empty.
    pub(super) said: Notify,
    /// The log is so long that nobody may speak.
    pub(super) is_full: AtomicBool,
    /// It is not any more.
    space: Notify,
    /// Some of what a member is owed has gone out.
    pub(super) progress: Notify,
    /// There are notices to be sent.
    pub(super) news: Notify,
    /// The room's own log; when its queue is full, lines are lost: a log must not stop the room.
    notes: mpsc::Sender<String>,
    /// The other machines, where there are any.
    pub(super) machines: Option<Arc<Shared>>,
}

#[derive(Debug)]
pub(super) struct State<W> {
    pub(super) members: BTreeMap<Id, Member<W>>,
    pub(super) by_name: HashMap<String, Id>,
    pub(super) last_id: Id,
    /// Somebody came or left since the last round.
    has_changed: bool,
    /// Somebody came, left or has another name since the other machines were told.
    pub(super) is_other_than_told: bool,
    /// What was said and goes out with the next round.
    log: Log,
    /// The round that is under way.
    in_flight: Option<Arc<Round>>,
    n_rounds: u64,
    history: History,
    /// Notices that have not been sent yet.
    news: News,
    is_closing: bool,
}

#[derive(Debug)]
pub(super) struct Member<W> {
    pub(super) name: String,
    pub(super) seat: Arc<Seat<W>>,
    heard_at: Instant,
}

/// What a client that is not let in is told, and its writer.
type Refused<W> = (&'static str, W);

/// What everybody is told at the end.
const CLOSING: &str = "* the room closes; good-bye";

/// More names than these are sent as a number.
const MAX_NAMES: usize = 50;

/// However many questions one read holds: answers to them are given up to here.
const MAX_LOG_BYTES: usize = 4 << 20;

impl<W: AsyncWrite + Unpin> Room<W> {
    pub(super) fn new(
        options: RoomOptions,
        notes: mpsc::Sender<String>,
        machines: Option<Arc<Shared>>,
    ) -> Self {
        Room {
            options,
            state: Mutex::new(State::new()),
            said: Notify::new(),
            is_full: AtomicBool::new(false),
            space: Notify::new(),
            progress: Notify::new(),
            news: Notify::new(),
            notes,
            machines,
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State<W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn note(&self, line: String) {
        let _ = self.notes.try_send(line);
    }

    /// Lets somebody in, with a name.
    ///
    /// # Errors
    /// What a client that cannot be let in is told, and its writer.
    pub(super) fn join(&self, peer: SocketAddr, writer: W) -> Result<(Arc<Seat<W>>, String), Refused<W>> {
        let mut state = self.lock();
        if state.is_closing {
            return Err((CLOSING, writer));
        }
        if state.members.len() >= self.options.max_members {
            return Err(("* the room is full; good-bye", writer));
        }
        state.last_id += 1;
        let id = state.last_id;
        let name = state.free_guest_name(id, &self.guests());
        let limits =
            Limits { slow_reader: self.options.slow_reader, outbox_bytes: self.options.outbox_bytes };
        let seat = Arc::new(Seat::new(id, writer, self.options.framing, limits));
        let welcome = format!("* you are {name}; /help tells what can be said here");
        let welcome = Some(welcome.as_bytes());
        let greeting = self.options.motd.as_deref().into_iter().chain(welcome);
        seat.greet(greeting.map(|line| self.line(line)).chain(state.history.messages()));
        state.by_name.insert(name::folded(&name), id);
        let member = Member { name: name.clone(), seat: Arc::clone(&seat), heard_at: Instant::now() };
        state.members.insert(id, member);
        (state.has_changed, state.is_other_than_told) = (true, true);
        state.add_news(id, format!("* {name} joined"));
        drop(state);
        self.news.notify_one();
        self.note(format!("{name} joined from {peer}"));
        Ok((seat, name))
    }

    /// Lets a member go; gives back its writer, and what it is still to be told.
    pub(super) fn leave(&self, id: Id, why: &str) -> Option<Legacy<W>> {
        let mut state = self.lock();
        let member = state.members.remove(&id)?;
        let legacy = member.seat.leave(state.in_flight.as_deref(), state.log());
        state.by_name.remove(&name::folded(&member.name));
        (state.has_changed, state.is_other_than_told) = (true, true);
        if !state.is_closing {
            state.add_news(id, format!("* {} left", member.name));
        }
        drop(state);
        self.let_go(&member.name);
        // The room may be waiting for this one.
        self.progress.notify_one();
        self.news.notify_one();
        self.note(format!("{} left: {why}", member.name));
        legacy
    }

    /// Tells everybody else what a member says; the notices of what happened before go first.
    pub(super) fn say(&self, id: Id, batch: &mut Batch) {
        if batch.ends.is_empty() {
            return;
        }
        let mut state = self.lock();
        self.tell_news(&mut state);
        let everybody_else = Audience::AllBut { id, newest: state.last_id };
        self.append(&mut state, everybody_else, &batch.frame, batch.ends.len());
        self.keep_for_others(batch);
        if self.options.n_history > 0 || self.options.shows_messages {
            batch.messages().for_each(|message| self.remember(&mut state, message));
        }
        drop(state);
        batch.clear();
    }

    /// Tells one member something.
    pub(super) fn reply(&self, id: Id, line: &str) {
        self.hand(id, &self.line(line));
    }

    /// Gives one member these bytes; one that asks for more than can be told has to go.
    pub(super) fn hand(&self, id: Id, frame: &[u8]) {
        let mut state = self.lock();
        if state.log.len() < MAX_LOG_BYTES {
            self.append(&mut state, Audience::Only(id), frame, 1);
        } else if let Some(member) = state.members.get(&id) {
            member.seat.dismiss(Dismissal::FellBehind, Bytes::new(), state.in_flight.as_deref(), state.log());
        }
    }

    /// Puts something at the end of the log. Whoever writes it out is woken once, by the first.
    pub(super) fn append(&self, state: &mut State<W>, audience: Audience, frame: &[u8], n_messages: usize) {
        if state.log.len() == 0 {
            self.said.notify_one();
        }
        state.log.append(audience, frame, n_messages);
        // With a quarter in the log and a half in an outbox, one more read still fits into that.
        if state.log.len() > self.options.outbox_bytes / 4 {
            self.is_full.store(true, Ordering::Relaxed);
        }
    }

    /// Takes what was said for one round, and brings `seats` up to date; `None` where nothing was.
    pub(super) fn take_round(&self, seats: &mut Seats<W>) -> Option<Arc<Round>> {
        let mut state = self.lock();
        if state.log.len() == 0 {
            return None;
        }
        state.n_rounds += 1;
        let number = state.n_rounds;
        let round = Arc::new(state.log.take(number));
        state.in_flight = Some(Arc::clone(&round));
        if std::mem::take(&mut state.has_changed) {
            *seats = Arc::new(state.members.values().map(|member| Arc::clone(&member.seat)).collect());
        }
        let was_full = self.is_full.swap(false, Ordering::Relaxed);
        drop(state);
        if was_full {
            self.space.notify_waiters();
        }
        Some(round)
    }

    /// The round that was taken is heard, or owed, by everybody.
    pub(super) fn end_round(&self) {
        self.lock().in_flight = None;
    }

    /// Waits until there is space in the log.
    ///
    /// # Cancel safety
    /// A dropped call has changed nothing.
    pub(super) async fn space(&self) {
        while self.is_full.load(Ordering::Relaxed) {
            let mut freed = pin!(self.space.notified());
            freed.as_mut().enable();
            // Whatever freed it before this line is seen in the next; behind this line, it wakes.
            if self.is_full.load(Ordering::Relaxed) {
                freed.await;
            }
        }
    }

    /// Gives a member another name, and returns it.
    ///
    /// # Errors
    /// The reason for a refusal.
    pub(super) fn rename(&self, id: Id, asked: &str) -> Result<String, &'static str> {
        let new = name::valid(asked).ok_or(name::REFUSAL)?;
        let mut state = self.lock();
        let holder = state.by_name.get(&name::folded(&new)).copied();
        if holder.is_some_and(|holder| holder != id) {
            return Err("somebody else has that name");
        }
        let Some(member) = state.members.get_mut(&id) else { return Ok(new) };
        if member.name == new {
            return Err("it is that already");
        }
        let old = std::mem::replace(&mut member.name, new.clone());
        state.by_name.remove(&name::folded(&old));
        state.by_name.insert(name::folded(&new), id);
        state.is_other_than_told = true;
        state.add_news(0, format!("* {old} is now {new}"));
        self.tell_news(&mut state);
        drop(state);
        if name::folded(&old) != name::folded(&new) {
            self.let_go(&old);
        }
        self.note(format!("{old} is now {new}"));
        Ok(new)
    }

    /// Who is here, in one line.
    pub(super) fn who(&self) -> String {
        let state = self.lock();
        let names: Vec<&str> =
            state.members.values().take(MAX_NAMES).map(|member| member.name.as_str()).collect();
        let more = state.members.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let elsewhere = self.machines.as_ref().map_or_else(String::new, |machines| machines.who());
        format!("* here: {}{more}{elsewhere}", names.join(", "))
    }

    /// Notes that a member is not silent.
    pub(super) fn hear_from(&self, id: Id) {
        if self.options.idle_timeout.is_some()
            && let Some(member) = self.lock().members.get_mut(&id)
        {
            member.heard_at = Instant::now();
        }
    }

    /// Tells the notices that have gathered.
    pub(super) fn cry(&self) {
        self.tell_news(&mut self.lock());
    }

    /// Dismisses members that have been silent for too long.
    pub(super) fn dismiss_the_silent(&self, limit: Duration) {
        let last_line = self.line("* you have been silent for too long; good-bye");
        let state = self.lock();
        let silent = state.members.values().filter(|member| member.heard_at.elapsed() >= limit);
        silent.for_each(|member| state.dismiss(member, Dismissal::Silent, &last_line));
    }

    /// Tells everybody that the room closes, and dismisses them; nobody is let in any more.
    pub(super) fn close(&self) {
        let last_line = self.line(CLOSING);
        let mut state = self.lock();
        self.tell_news(&mut state);
        state.is_closing = true;
        let state = &*state;
        state.members.values().for_each(|member| state.dismiss(member, Dismissal::Closing, &last_line));
    }

    /// One notice or other line of the room itself, encoded.
    pub(super) fn line(&self, line: impl AsRef<[u8]>) -> Bytes {
        line_of_the_room(self.options.framing, line)
    }

    pub(super) fn tell_news(&self, state: &mut State<W>) {
        for Notice { about, newest, line } in state.news.take(state.members.len()) {
            if let Some(machines) = &self.machines {
                machines.keep(format!("{line}\n").as_bytes());
            }
            self.append(state, Audience::AllBut { id: about, newest }, &self.line(&line), 1);
        }
    }

    /// Keeps a message for newcomers and the log, where that is wanted.
    pub(super) fn remember(&self, state: &mut State<W>, message: &[u8]) {
        if self.options.shows_messages {
            let header = if self.options.framing == Framing::Length { 4 } else { 0 };
            self.note(String::from_utf8_lossy(&message[header..]).trim_end_matches('\n').to_owned());
        }
        self.keep_for_newcomers(state, message);
    }

    pub(super) fn keep_for_newcomers(&self, state: &mut State<W>, message: &[u8]) {
        if self.options.n_history > 0 {
            // Half an outbox, so that a newcomer is not crowded from the first moment.
            state.history.push(message, self.options.n_history, self.options.outbox_bytes / 2);
        }
    }
}

impl<W: AsyncWrite + Unpin> State<W> {
    fn new() -> Self {
        State {
            members: BTreeMap::new(),
            by_name: HashMap::new(),
            last_id: 0,
            has_changed: false,
            is_other_than_told: false,
            log: Log::default(),
            in_flight: None,
            n_rounds: 0,
            history: History::default(),
            news: News::default(),
            is_closing: false,
        }
    }

    /// The log, and the number of the round that it will be.
    const fn log(&self) -> (u64, &Log) {
        (self.n_rounds + 1, &self.log)
    }

    fn dismiss(&self, member: &Member<W>, why: Dismissal, last_line: &Bytes) {
        member.seat.dismiss(why, last_line.clone(), self.in_flight.as_deref(), self.log());
    }

    pub(super) fn add_news(&mut self, about: Id, line: String) {
        self.news.push(Notice { about, newest: self.last_id, line });
    }

    /// `guest-N`, unless somebody has taken that name on purpose.
    pub(super) fn free_guest_name(&self, id: Id, guests: &str) -> String {
        let mut name = format!("{guests}{id}");
        while self.by_name.contains_key(&name) {
            name.push('_');
        }
        name
    }
}
