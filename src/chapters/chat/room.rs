//! The room: who is in, what they are called, and what each is owed.
//!
//! The one idea: one small table behind one lock, which is held only while frames are put into
//! outboxes, never while anybody waits. So the order in which messages pass the lock is the order in
//! which everybody hears them.
//!
//! See it run: `/who` in a chat.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, timeout_at};

use crate::chapters::chat::history::History;
use crate::chapters::chat::name;
use crate::chapters::chat::news::{News, Notice};
use crate::chapters::chat::options::RoomOptions;
use crate::chapters::chat::outbox::{Limits, Outbox, Owed, SlowReader};
use crate::chapters::chat::protocol::{Framing, encode};

/// Why a member must go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dismissal {
    FellBehind,
    Silent,
    Closing,
}

/// A number that no other member of this room ever has.
pub(super) type Id = u64;

/// The room, shared by all members.
#[derive(Debug)]
pub(super) struct Room {
    pub(super) options: RoomOptions,
    state: Mutex<State>,
    /// Nobody is crowded any more.
    space: Notify,
    /// There are notices to be sent.
    pub(super) news: Notify,
    /// The room's own log; when its queue is full, lines are lost: a log must not stop the room.
    log: mpsc::Sender<String>,
}

#[derive(Debug, Default)]
struct State {
    members: BTreeMap<Id, Member>,
    by_name: HashMap<String, Id>,
    last_id: Id,
    history: History,
    /// Notices that have not been sent yet.
    news: News,
    is_closing: bool,
}

#[derive(Debug)]
struct Member {
    name: String,
    outbox: Outbox,
    wake: Arc<Notify>,
    heard_at: Instant,
    dismissed: Option<Dismissal>,
}

/// Several messages of one member, encoded one behind the other.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) frame: BytesMut,
    /// Where each message ends.
    pub(super) ends: Vec<usize>,
}

/// What a newcomer is given.
pub(super) struct Seat {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) wake: Arc<Notify>,
}

/// How long senders wait for a member that is behind. Short enough that a stopped one is hardly noticed
/// by the others; long enough for a busy one to be seen to read: the kernel takes more only when a third of
/// its own buffer has gone, which may be more than a megabyte (Linux, `sk_stream_write_space`).
const GRACE: Duration = Duration::from_millis(400);

/// What everybody is told at the end.
const CLOSING: &str = "* the room closes; good-bye";

/// More names than these are sent as a number.
const MAX_NAMES: usize = 50;

impl Room {
    pub(super) fn new(options: RoomOptions, log: mpsc::Sender<String>) -> Self {
        Room { options, state: Mutex::default(), space: Notify::new(), news: Notify::new(), log }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, line: String) {
        let _ = self.log.try_send(line);
    }

    /// Lets somebody in, with a name.
    ///
    /// # Errors
    /// What a client that cannot be let in is told.
    pub(super) fn join(&self, peer: SocketAddr) -> Result<Seat, &'static str> {
        let mut state = self.lock();
        if state.is_closing {
            return Err(CLOSING);
        }
        if state.members.len() >= self.options.max_members {
            return Err("* the room is full; good-bye");
        }
        state.last_id += 1;
        let id = state.last_id;
        let name = state.free_guest_name(id);
        let wake = Arc::new(Notify::new());
        let mut member = Member {
            name: name.clone(),
            outbox: Outbox::default(),
            wake: Arc::clone(&wake),
            heard_at: Instant::now(),
            dismissed: None,
        };
        let welcome = format!("* you are {name}; /help tells what can be said here");
        let welcome = Some(welcome.as_bytes());
        let greeting =
            self.options.motd.as_deref().into_iter().chain(welcome).map(|line| self.frame_of(line));
        for frame in greeting.chain(state.history.messages()) {
            self.owe(&mut member, frame, 1);
        }
        state.by_name.insert(name::folded(&name), id);
        state.members.insert(id, member);
        state.add_news(id, format!("* {name} joined"));
        drop(state);
        self.news.notify_one();
        self.note(format!("{name} joined from {peer}"));
        Ok(Seat { id, name, wake })
    }

    /// Lets a member go; what it is still owed is put behind `queue`.
    pub(super) fn leave(&self, id: Id, why: &str, queue: &mut VecDeque<Bytes>) {
        let mut state = self.lock();
        let Some(mut member) = state.members.remove(&id) else { return };
        state.by_name.remove(&name::folded(&member.name));
        member.outbox.take_all(queue);
        if !state.is_closing {
            state.add_news(id, format!("* {} left", member.name));
        }
        drop(state);
        self.space.notify_waiters();
        self.news.notify_one();
        self.note(format!("{} left: {why}", member.name));
    }

    /// Tells everybody else what a member says; the notices of what happened before go first.
    ///
    /// Returns whether somebody is crowded, so that the speaker should wait for [`Room::space`].
    pub(super) fn say(&self, id: Id, batch: &mut Batch) -> bool {
        if batch.ends.is_empty() {
            return false;
        }
        let mut is_crowded = false;
        let frame = batch.frame.split().freeze();
        let mut state = self.lock();
        self.tell_news(&mut state);
        for (other, member) in &mut state.members {
            if *other != id {
                self.owe(member, frame.clone(), batch.ends.len());
                is_crowded |= member.outbox.crowded_since().is_some();
            }
        }
        self.remember(&mut state, &frame, &batch.ends);
        drop(state);
        batch.ends.clear();
        is_crowded
    }

    /// Tells one member something; returns whether it is crowded now, so that it should wait.
    pub(super) fn reply(&self, id: Id, line: &str) -> bool {
        self.hand(id, self.frame_of(line))
    }

    /// Gives one member these bytes; returns whether it is crowded now.
    pub(super) fn hand(&self, id: Id, frame: Bytes) -> bool {
        let mut state = self.lock();
        let Some(member) = state.members.get_mut(&id) else { return false };
        self.owe(member, frame, 1);
        member.outbox.crowded_since().is_some()
    }

    /// Gives a member another name, and returns it with whether somebody is crowded by that news.
    ///
    /// # Errors
    /// The reason for a refusal.
    pub(super) fn rename(&self, id: Id, asked: &str) -> Result<(String, bool), &'static str> {
        let new = name::valid(asked).ok_or("a name is 1 to 24 letters, digits, - or _")?;
        let mut state = self.lock();
        let holder = state.by_name.get(&name::folded(&new)).copied();
        if holder.is_some_and(|holder| holder != id) {
            return Err("somebody else has that name");
        }
        let Some(member) = state.members.get_mut(&id) else { return Ok((new, false)) };
        if member.name == new {
            return Err("it is that already");
        }
        let old = std::mem::replace(&mut member.name, new.clone());
        state.by_name.remove(&name::folded(&old));
        state.by_name.insert(name::folded(&new), id);
        state.add_news(0, format!("* {old} is now {new}"));
        self.tell_news(&mut state);
        let is_crowded = state.crowded_since().is_some();
        drop(state);
        self.note(format!("{old} is now {new}"));
        Ok((new, is_crowded))
    }

    /// Who is here, in one line.
    pub(super) fn who(&self) -> String {
        let state = self.lock();
        let names: Vec<&str> =
            state.members.values().take(MAX_NAMES).map(|member| member.name.as_str()).collect();
        let more = state.members.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("* here: {}{more}", names.join(", "))
    }

    /// Notes that a member is not silent.
    pub(super) fn hear_from(&self, id: Id) {
        if self.options.idle_timeout.is_some()
            && let Some(member) = self.lock().members.get_mut(&id)
        {
            member.heard_at = Instant::now();
        }
    }

    /// Hands a member what it is owed, in exchange for its empty queue; or tells why it must go.
    pub(super) fn take(&self, id: Id, queue: &mut VecDeque<Bytes>) -> Option<Dismissal> {
        let mut state = self.lock();
        let member = state.members.get_mut(&id)?;
        if member.dismissed.is_some() {
            return member.dismissed;
        }
        let was_crowded = member.outbox.crowded_since().is_some();
        let n_missed = member.outbox.take(queue, self.limits());
        if n_missed > 0 {
            queue.push_back(self.frame_of_missed(n_missed));
        }
        if was_crowded && member.outbox.crowded_since().is_none() {
            self.space.notify_waiters();
        }
        None
    }

    /// Why a member must go, if it must.
    pub(super) fn dismissal(&self, id: Id) -> Option<Dismissal> {
        self.lock().members.get(&id).and_then(|member| member.dismissed)
    }

    /// Waits until nobody is crowded. Unless the room waits for slow readers, a member that is crowded for
    /// longer than the grace is left behind.
    ///
    /// # Cancel safety
    /// A dropped call has changed nothing.
    pub(super) async fn space(&self) {
        loop {
            let mut freed = pin!(self.space.notified());
            freed.as_mut().enable();
            let Some(since) = self.lock().crowded_since() else { return };
            if self.options.slow_reader == SlowReader::Wait {
                freed.await;
            } else if timeout_at(since + GRACE, freed).await.is_err() {
                self.lock().members.values_mut().for_each(|member| member.outbox.leave_behind(since));
            }
        }
    }

    /// Tells the notices that have gathered.
    pub(super) fn cry(&self) {
        self.tell_news(&mut self.lock());
    }

    /// Dismisses members that have been silent for too long.
    pub(super) fn dismiss_the_silent(&self, limit: Duration) {
        let frame = self.frame_of("* you have been silent for too long; good-bye");
        for member in self.lock().members.values_mut().filter(|member| member.heard_at.elapsed() >= limit) {
            self.dismiss(member, Dismissal::Silent, &frame);
        }
    }

    /// Tells everybody that the room closes, and dismisses them; nobody is let in any more.
    pub(super) fn close(&self) {
        let frame = self.frame_of(CLOSING);
        let mut state = self.lock();
        self.tell_news(&mut state);
        state.is_closing = true;
        for member in state.members.values_mut() {
            self.dismiss(member, Dismissal::Closing, &frame);
        }
    }

    /// Owes a member its last line, and wakes it to go.
    fn dismiss(&self, member: &mut Member, why: Dismissal, last_line: &Bytes) {
        self.owe(member, last_line.clone(), 1);
        member.dismissed.get_or_insert(why);
        member.wake.notify_one();
    }

    /// One notice or other line of the room itself, encoded.
    pub(super) fn frame_of(&self, line: impl AsRef<[u8]>) -> Bytes {
        let mut frame = BytesMut::new();
        let end = if self.options.framing == Framing::Raw { "\n" } else { "" };
        encode(self.options.framing, line, end, &mut frame);
        frame.freeze()
    }

    fn frame_of_missed(&self, n_missed: usize) -> Bytes {
        self.frame_of(format!("* you missed {n_missed} messages: you read too slowly"))
    }

    fn tell_news(&self, state: &mut State) {
        for Notice { about, newest, line } in state.news.take(state.members.len()) {
            let frame = self.frame_of(&line);
            let others = state.members.range_mut(..=newest).filter(|(id, _)| **id != about);
            others.for_each(|(_, member)| self.owe(member, frame.clone(), 1));
        }
    }

    /// Puts a frame into a member's outbox, or does what is done with members that do not read.
    fn owe(&self, member: &mut Member, frame: Bytes, n_messages: usize) {
        if member.dismissed.is_some() {
            return;
        }
        let n_missed = member.outbox.take_missed_before(&frame, self.limits());
        if n_missed > 0 && member.outbox.owe(self.frame_of_missed(n_missed), 0, self.limits()) == Owed::First
        {
            member.wake.notify_one();
        }
        match member.outbox.owe(frame, n_messages, self.limits()) {
            Owed::Queued | Owed::Missed => {}
            Owed::First => member.wake.notify_one(),
            Owed::TooMuch => {
                member.dismissed = Some(Dismissal::FellBehind);
                member.outbox.clear();
                member.wake.notify_one();
            }
        }
    }

    const fn limits(&self) -> Limits {
        Limits { slow_reader: self.options.slow_reader, outbox_bytes: self.options.outbox_bytes }
    }

    /// Keeps the last messages for newcomers and the log, where that is wanted.
    fn remember(&self, state: &mut State, frame: &Bytes, ends: &[usize]) {
        if self.options.n_history == 0 && !self.options.shows_messages {
            return;
        }
        let mut from = 0;
        for end in ends {
            let message = frame.slice(from..*end);
            from = *end;
            if self.options.shows_messages {
                let header = if self.options.framing == Framing::Length { 4 } else { 0 };
                self.note(String::from_utf8_lossy(&message[header..]).trim_end_matches('\n').to_owned());
            }
            // Half an outbox, so that a newcomer is not crowded from the first moment.
            state.history.push(&message, self.options.n_history, self.options.outbox_bytes / 2);
        }
    }
}

impl State {
    /// Since when somebody is crowded, if anybody is.
    fn crowded_since(&self) -> Option<Instant> {
        self.members.values().filter_map(|member| member.outbox.crowded_since()).min()
    }

    fn add_news(&mut self, about: Id, line: String) {
        self.news.push(Notice { about, newest: self.last_id, line });
    }

    /// `guest-N`, unless somebody has taken that name on purpose.
    fn free_guest_name(&self, id: Id) -> String {
        let mut name = format!("guest-{id}");
        while self.by_name.contains_key(&name) {
            name.push('_');
        }
        name
    }
}
