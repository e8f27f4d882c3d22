//! A room that is one of several: what it gives to the other machines, and what it gets of them.
//!
//! The one idea: to the room, the other machines together are one more that speaks and is spoken to. What comes from
//! there goes into the log as anything else, and not back; what is said here is put down for them under the same lock,
//! so they hear it in the same order.
//!
//! See it run: `netlab chat-server --engine nats://127.0.0.1:4222 --machine a`.

use std::sync::atomic::Ordering;

use tokio::io::AsyncWrite;

use crate::chapters::chat::batch::Batch;
use crate::chapters::chat::log::{Audience, Id};
use crate::chapters::chat::machines::Shared;
use crate::chapters::chat::name;
use crate::chapters::chat::protocol::Framing;
use crate::chapters::chat::room::Room;

impl<W: AsyncWrite + Unpin> Room<W> {
    /// Tells everybody here what members of another machine said.
    pub(super) fn pass_on(&self, batch: &mut Batch) {
        if batch.ends.is_empty() {
            return;
        }
        let mut state = self.lock();
        self.tell_news(&mut state);
        let everybody = Audience::AllBut { id: 0, newest: state.last_id };
        self.append(&mut state, everybody, &batch.frame, batch.ends.len());
        batch
            .messages()
            .filter(|message| !self.is_notice(message))
            .for_each(|it| self.remember(&mut state, it));
        drop(state);
        batch.clear();
    }

    /// Remembers for newcomers what was said before this room was open.
    pub(super) fn recall(&self, message: &[u8]) {
        if !self.is_notice(message) {
            self.keep_for_newcomers(&mut self.lock(), message);
        }
    }

    fn is_notice(&self, message: &[u8]) -> bool {
        let header = if self.options.framing == Framing::Length { 4 } else { 0 };
        message.get(header..).is_some_and(|text| text.starts_with(b"* "))
    }

    /// Tells everybody here, and nobody on the other machines.
    pub(super) fn announce(&self, line: &str) {
        let mut state = self.lock();
        self.tell_news(&mut state);
        let everybody = Audience::AllBut { id: 0, newest: state.last_id };
        self.append(&mut state, everybody, &self.line(line), 1);
    }

    /// Writes into the room's log what the members need not know.
    pub(super) fn note_engine(&self, line: &str) {
        self.note(line.to_owned());
    }

    /// Whether nobody may speak until something has been taken from the log.
    pub(super) fn is_full(&self) -> bool {
        self.is_full.load(Ordering::Relaxed)
    }

    /// Whether members came, left or have other names since this was asked last.
    pub(super) fn takes_change(&self) -> bool {
        std::mem::take(&mut self.lock().is_other_than_told)
    }

    /// How many members there are, and the names of the first so many.
    pub(super) fn some_names(&self, most: usize) -> (usize, Vec<String>) {
        let state = self.lock();
        (state.members.len(), state.members.values().take(most).map(|member| member.name.clone()).collect())
    }

    /// Whether a member has this name, in the form in which names are compared.
    pub(super) fn has_name(&self, folded: &str) -> bool {
        self.lock().by_name.contains_key(folded)
    }

    /// Somebody on another machine has this name by now: whoever had it here is a guest again.
    pub(super) fn take_away(&self, folded: &str) {
        let mut state = self.lock();
        let Some(id) = state.by_name.remove(folded) else { return };
        let new = state.free_guest_name(id, &self.guests());
        let Some(member) = state.members.get_mut(&id) else { return };
        let old = std::mem::replace(&mut member.name, new.clone());
        member.seat.tell_of_new_name();
        state.by_name.insert(name::folded(&new), id);
        state.is_other_than_told = true;
        state.add_news(0, format!("* {old} is now {new}: somebody on another machine has that name"));
        self.tell_news(&mut state);
        drop(state);
        self.note(format!("{old} is now {new}: the name was taken on another machine"));
    }

    /// Puts down for the other machines what a member said.
    pub(super) fn keep_for_others(&self, batch: &Batch) {
        let Some(machines) = &self.machines else { return };
        let framing = self.options.framing;
        if framing == Framing::Lines {
            return machines.keep(&batch.frame);
        }
        let mut lines = Vec::with_capacity(batch.frame.len());
        for message in batch.messages() {
            let text = if framing == Framing::Length { &message[4..] } else { message };
            lines.extend_from_slice(
                text.strip_suffix(b"\n").map_or(text, |it| it.strip_suffix(b"\r").unwrap_or(it)),
            );
            lines.push(b'\n');
        }
        machines.keep(&lines);
    }

    /// A name is nobody's here any more.
    pub(super) fn let_go(&self, name: &str) {
        if let Some(machines) = &self.machines {
            machines.let_go(name);
        }
    }

    /// What a member is called now.
    pub(super) fn name_of(&self, id: Id) -> Option<String> {
        self.lock().members.get(&id).map(|member| member.name.clone())
    }

    /// The beginning of what a guest is called.
    pub(super) fn guests(&self) -> String {
        self.machines.as_deref().map_or_else(|| "guest-".to_owned(), Shared::guests)
    }
}
