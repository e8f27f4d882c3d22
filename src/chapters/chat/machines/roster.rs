//! The other machines, and who is there.
//!
//! The one idea: each machine says again and again that it is there, and who is with it. Nobody says that a machine
//! has died; that is concluded, from silence. So what is known of the others is always of some seconds ago, and while
//! the engine cannot be reached, nothing new is concluded at all.
//!
//! See it run: `/who` in a chat whose server has `--engine`.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::chapters::chat::machines::places::MachineName;
use crate::chapters::chat::name;

/// What a machine says of itself, under its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Card {
    pub(super) run: String,
    /// How many members are there.
    pub(super) members: usize,
    /// What some of them are called.
    #[serde(default)]
    pub(super) names: Vec<String>,
}

/// The other machines.
#[derive(Debug, Default)]
pub(super) struct Roster {
    machines: BTreeMap<String, Other>,
    /// Since when nothing can be heard of them; `None` while the engine is there.
    cut_since: Option<Instant>,
}

#[derive(Debug)]
struct Other {
    card: Card,
    heard_at: Instant,
}

/// What there is to tell of a machine.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change {
    Came { machine: String, n_members: usize },
    Left { machine: String },
    Silent { machine: String },
}

/// A machine that says nothing for so long is taken for gone; its names are free.
pub(super) const GONE: Duration = Duration::from_secs(10);

/// More than these are not followed.
const MAX_MACHINES: usize = 1000;
/// Of one machine so many names are kept.
pub(super) const MAX_NAMES: usize = 50;

impl Roster {
    /// A machine says something of itself; nothing means that it leaves.
    pub(super) fn hear(&mut self, machine: &MachineName, card: &[u8], now: Instant) -> Option<Change> {
        let machine = machine.to_string();
        if card.is_empty() {
            return self.machines.remove(&machine).map(|_| Change::Left { machine });
        }
        let mut card: Card = serde_json::from_slice(card).ok()?;
        card.names.truncate(MAX_NAMES);
        card.names.retain(|it| name::valid(it).is_some());
        let n_members = card.members;
        if !self.machines.contains_key(&machine) && self.machines.len() >= MAX_MACHINES {
            return None;
        }
        let before = self.machines.insert(machine.clone(), Other { card, heard_at: now });
        before.is_none().then_some(Change::Came { machine, n_members })
    }

    /// Which machines have been silent for too long; they are forgotten.
    pub(super) fn forget_the_silent(&mut self, now: Instant) -> Vec<Change> {
        if self.cut_since.is_some() {
            return Vec::new();
        }
        let (silent, there) = std::mem::take(&mut self.machines)
            .into_iter()
            .partition::<BTreeMap<_, _>, _>(|(_, other)| now.duration_since(other.heard_at) >= GONE);
        self.machines = there;
        silent.into_keys().map(|machine| Change::Silent { machine }).collect()
    }

    /// Nothing can be heard of the others since then.
    pub(super) fn cut_off(&mut self, since: Instant) {
        self.cut_since.get_or_insert(since);
    }

    /// They can be heard again: each has its time to say that it is there.
    pub(super) fn connected(&mut self, now: Instant) {
        self.cut_since = None;
        self.machines.values_mut().for_each(|other| other.heard_at = now);
    }

    /// Who is where else, to be put behind who is here.
    pub(super) fn words(&self, now: Instant) -> String {
        let mut words = String::new();
        for (machine, Other { card, .. }) in &self.machines {
            let more = match card.members.saturating_sub(card.names.len()) {
                0 => String::new(),
                more if card.names.is_empty() => format!("{more} members"),
                more => format!(" and {more} more"),
            };
            let nobody = if card.members == 0 { "nobody" } else { "" };
            words.push_str(&format!("; on {machine}: {}{more}{nobody}", card.names.join(", ")));
        }
        if let Some(since) = self.cut_since.filter(|_| !words.is_empty()) {
            words.push_str(&format!(" (as of {} s ago)", now.duration_since(since).as_secs()));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(name: &str) -> MachineName {
        name.parse().expect("a name")
    }

    #[test]
    fn a_machine_is_there_from_its_first_word_until_it_leaves_or_falls_silent() {
        let (mut roster, start) = (Roster::default(), Instant::now());
        let card = br#"{"run":"1","members":3,"names":["ben","* forged","cleo"]}"#;
        let came = |name: &str| Some(Change::Came { machine: name.to_owned(), n_members: 3 });
        assert_eq!(roster.hear(&machine("b"), card, start), came("b"));
        assert_eq!(roster.hear(&machine("b"), card, start), None);
        assert_eq!(roster.hear(&machine("c"), card, start + GONE / 2), came("c"));
        assert_eq!(roster.hear(&machine("d"), b"garbage", start), None);
        assert_eq!(roster.words(start), "; on b: ben, cleo and 1 more; on c: ben, cleo and 1 more");
        assert_eq!(roster.forget_the_silent(start + GONE), [Change::Silent { machine: "b".to_owned() }]);
        assert_eq!(roster.hear(&machine("c"), b"", start), Some(Change::Left { machine: "c".to_owned() }));
        assert_eq!(roster.words(start), "");
    }

    #[test]
    fn nothing_is_concluded_while_nothing_can_be_heard() {
        let (mut roster, start) = (Roster::default(), Instant::now());
        roster.hear(&machine("b"), br#"{"run":"1","members":0}"#, start);
        roster.cut_off(start);
        assert_eq!(roster.forget_the_silent(start + GONE * 9), []);
        assert_eq!(roster.words(start + Duration::from_secs(5)), "; on b: nobody (as of 5 s ago)");
        roster.connected(start + GONE * 9);
        assert_eq!(roster.forget_the_silent(start + GONE * 9), []);
        assert_eq!(roster.words(start + GONE * 9), "; on b: nobody");
    }
}
