//! Where things are in the engine: subjects, streams, keys; and what a machine and a room may be called.
//!
//! The one idea: a subject is an address made of words, and whoever listens may put `*` for any one of them. So
//! what a machine says has its name as the last word: an engine that lets each machine publish on its own subject
//! alone need not look into what is said, and who knows no more than `netlab.chat.lab.say.*` hears all.
//!
//! | what | name |
//! |---|---|
//! | what machine `a` says in the room `lab` | `netlab.chat.lab.say.a` |
//! | the stream that keeps it | `netlab-chat-lab` |
//! | the stream that keeps names: a bucket of keys and values | `KV_netlab-chat-lab` |
//! | the key of machine `a` | `$KV.netlab-chat-lab.machine.a` |
//! | the key of a member's name | `$KV.netlab-chat-lab.name.` and its bytes in hex |
//! | where machine `a` has answers sent | `_INBOX.a.` and more words |
//!
//! See it run: `nc 127.0.0.1 4222`, and in it `SUB netlab.chat.> 1`.

use std::fmt;
use std::str::FromStr;

/// The name of one of several servers that share a room: 1 to 8 of a to z and 0 to 9.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MachineName(String);

/// The name of a room: 1 to 32 of a to z, 0 to 9 and `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomName(String);

const MAX_MACHINE_BYTES: usize = 8;
const MAX_ROOM_BYTES: usize = 32;

impl FromStr for MachineName {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let is_name = (1..=MAX_MACHINE_BYTES).contains(&name.len()) && name.bytes().all(is_small);
        if is_name { Ok(MachineName(name.to_owned())) } else { Err(()) }
    }
}

impl FromStr for RoomName {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let is_name = (1..=MAX_ROOM_BYTES).contains(&name.len())
            && name.bytes().all(|byte| is_small(byte) || byte == b'-');
        if is_name { Ok(RoomName(name.to_owned())) } else { Err(()) }
    }
}

const fn is_small(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

impl fmt::Display for MachineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl MachineName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The places of one room, as one machine sees them.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// Where this machine says something.
    pub(super) own: String,
    /// Where all machines do.
    pub(super) all: String,
    pub(super) stream: String,
    /// The bucket's name, and with `KV_` before it, its stream's.
    pub(super) bucket: String,
    /// The beginning of the subject of whatever any machine says.
    said_by: String,
}

impl Places {
    pub(super) fn new(room: &RoomName, machine: &MachineName) -> Self {
        let said_by = format!("netlab.chat.{room}.say.");
        Places {
            own: format!("{said_by}{machine}"),
            all: format!("{said_by}*"),
            stream: format!("netlab-chat-{room}"),
            bucket: format!("netlab-chat-{room}"),
            said_by,
        }
    }

    /// Who says what comes on this subject; `None` where it is no machine's.
    pub(super) fn speaker(&self, subject: &str) -> Option<MachineName> {
        subject.strip_prefix(&self.said_by)?.parse().ok()
    }

    pub(super) fn bucket_stream(&self) -> String {
        format!("KV_{}", self.bucket)
    }

    /// The subjects of all keys of the bucket.
    pub(super) fn all_keys(&self) -> String {
        format!("$KV.{}.>", self.bucket)
    }

    pub(super) fn key_of_machine(&self, machine: &MachineName) -> String {
        format!("$KV.{}.machine.{machine}", self.bucket)
    }

    pub(super) fn keys_of_machines(&self) -> String {
        format!("$KV.{}.machine.*", self.bucket)
    }

    /// A key holds ASCII alone, and a name any script: so it is in hex.
    pub(super) fn key_of_name(&self, folded: &str) -> String {
        let mut key = format!("$KV.{}.name.", self.bucket);
        folded.bytes().for_each(|byte| key.push_str(&format!("{byte:02x}")));
        key
    }

    /// Whose key this is; `None` where it is no machine's.
    pub(super) fn machine_of_key(&self, subject: &str) -> Option<MachineName> {
        let key = subject.strip_prefix("$KV.")?.strip_prefix(self.bucket.as_str())?;
        key.strip_prefix(".machine.")?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_would_be_more_than_one_word_of_a_subject_is_none() {
        for name in ["a", "lab2", "12345678"] {
            assert_eq!(name.parse::<MachineName>().expect(name).as_str(), name);
        }
        for name in ["", "123456789", "A", "a.b", "*", ">", "a b", "a-b", "\u{e9}", "a\r\n"] {
            assert!(name.parse::<MachineName>().is_err(), "{name:?}");
        }
        for name in ["lab", "room-2", &"x".repeat(32)] {
            assert_eq!(name.parse::<RoomName>().expect(name).to_string(), name);
        }
        for name in ["", &"x".repeat(33), "Lab", "a.b", "*", ">", "a_b"] {
            assert!(name.parse::<RoomName>().is_err(), "{name:?}");
        }
    }

    #[test]
    fn what_is_written_into_a_subject_is_read_back() {
        let [room, machine] = ["lab", "a"];
        let places = Places::new(&room.parse().expect("a room"), &machine.parse().expect("a machine"));
        assert_eq!(places.speaker(&places.own).expect("its own").as_str(), "a");
        assert!(places.speaker("netlab.chat.other.say.a").is_none());
        assert!(places.speaker("netlab.chat.lab.say.a.b").is_none());
        let key = places.key_of_machine(&"b".parse().expect("a machine"));
        assert_eq!(places.machine_of_key(&key).expect("a machine's").as_str(), "b");
        assert!(places.machine_of_key(&places.key_of_name("anna")).is_none());
        assert_eq!(places.key_of_name("\u{e9}a"), "$KV.netlab-chat-lab.name.c3a961");
    }
}
