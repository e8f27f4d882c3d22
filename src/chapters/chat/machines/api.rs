//! What is asked of the engine's memory, `JetStream`: JSON, published on subjects that begin with `$JS.API.`.
//!
//! The one idea: a stream is a row of messages with numbers, kept by the engine; a consumer is somebody's place in it,
//! from which the engine sends on. Both are made by publishing a wish and reading the answer, so a client needs
//! nothing but `PUB` and `SUB` for them.
//!
//! See it run: `nc 127.0.0.1 4222`, and in it `SUB answer 1`, `PUB $JS.API.STREAM.INFO.netlab-chat-lab answer 0` and
//! an empty line.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::chapters::chat::machines::places::Places;
use crate::chapters::chat::machines::trouble::Trouble;
use crate::chapters::chat::machines::wire::{Broken, Message};

/// What the engine answers, as far as anything of it is needed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Answer {
    pub(super) error: Option<Refusal>,
    /// The number of what was published.
    pub(super) seq: Option<u64>,
    /// How a stream is.
    pub(super) state: Option<State>,
    /// A message of a stream.
    pub(super) message: Option<Stored>,
}

/// Why not.
#[derive(Debug, Deserialize)]
pub(super) struct Refusal {
    /// The engine's own number for it; it also has one as in HTTP.
    #[serde(default)]
    pub(super) err_code: u64,
    #[serde(default)]
    pub(super) description: String,
}

/// How a stream is.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
pub(super) struct State {
    pub(super) first_seq: u64,
    pub(super) last_seq: u64,
}

/// A message of a stream, in base64.
#[derive(Debug, Deserialize)]
pub(super) struct Stored {
    pub(super) seq: u64,
    #[serde(default)]
    pub(super) data: String,
}

/// What stands in an answer.
pub(super) fn read_answer(message: &Message) -> Result<Answer, Trouble> {
    if message.status() == Some(503) {
        return Err(Trouble::NoJetStream);
    }
    serde_json::from_slice(&message.payload).map_err(|_| {
        let text = String::from_utf8_lossy(&message.payload);
        Trouble::NotNats(Broken::Unknown(text.chars().take(SHOWN_CHARS).collect()))
    })
}

/// So much of an answer that is none is kept to be shown.
const SHOWN_CHARS: usize = 60;

/// The stream is not there.
pub(super) const NO_STREAM: u64 = 10_059;
/// There is a stream of this name, of another kind.
pub(super) const OTHER_STREAM: u64 = 10_058;
/// Somebody else was first.
pub(super) const WRONG_LAST: u64 = 10_071;
/// No message has this subject.
pub(super) const NO_MESSAGE: u64 = 10_037;
/// A message is larger than the stream takes.
pub(super) const TOO_LARGE: u64 = 10_054;

const SECOND_NS: u64 = 1_000_000_000;

/// How long what is said is kept, for those who were away, and for newcomers.
const KEPT_FOR_NS: u64 = 24 * 3600 * SECOND_NS;
/// And how much of it; the oldest goes first.
const KEPT_BYTES: u64 = 256 << 20;
/// So long the engine knows what it has already got.
const DUPLICATES_NS: u64 = 600 * SECOND_NS;
/// A name that nobody renews for so long is free.
const LEASE_NS: u64 = 10 * SECOND_NS;

/// The stream of what is said.
pub(super) fn stream(places: &Places) -> Value {
    json!({
        "name": places.stream, "subjects": [places.all], "retention": "limits", "storage": "file",
        "discard": "old", "max_age": KEPT_FOR_NS, "max_bytes": KEPT_BYTES, "max_msgs": -1, "max_msg_size": -1,
        "max_consumers": -1, "num_replicas": 1, "duplicate_window": DUPLICATES_NS,
    })
}

/// The stream of the names: of each key it keeps the last value, until nobody renews it.
pub(super) fn bucket(places: &Places) -> Value {
    json!({
        "name": places.bucket_stream(), "subjects": [places.all_keys()], "retention": "limits", "storage": "file",
        "discard": "new", "max_age": LEASE_NS, "max_bytes": -1, "max_msgs": -1, "max_msg_size": -1,
        "max_msgs_per_subject": 1, "max_consumers": -1, "num_replicas": 1, "duplicate_window": LEASE_NS,
        "allow_rollup_hdrs": true, "deny_delete": true, "allow_direct": true,
    })
}

/// A place in the stream of what is said: from this number on, in order, and a sign of life each second.
pub(super) fn listener(places: &Places, deliver_to: &str, from: u64) -> Value {
    json!({
        "stream_name": places.stream,
        "config": {
            "deliver_subject": deliver_to, "deliver_policy": "by_start_sequence", "opt_start_seq": from,
            "ack_policy": "none", "max_deliver": 1, "replay_policy": "instant", "mem_storage": true,
            "flow_control": true, "idle_heartbeat": SECOND_NS,
        },
    })
}

/// A place in the stream of names: the last value of each machine's key, and each new one.
pub(super) fn watcher(places: &Places, deliver_to: &str) -> Value {
    json!({
        "stream_name": places.bucket_stream(),
        "config": {
            "deliver_subject": deliver_to, "deliver_policy": "last_per_subject",
            "filter_subject": places.keys_of_machines(), "ack_policy": "none", "max_deliver": 1,
            "replay_policy": "instant", "mem_storage": true, "flow_control": true, "idle_heartbeat": SECOND_NS,
        },
    })
}

/// Where a message stands, from the subject on which its receipt could be acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delivered {
    /// Its number in the stream.
    pub(super) seq: u64,
    /// Its number among those that were sent to us.
    pub(super) nth: u64,
}

impl Delivered {
    /// Reads `$JS.ACK.STREAM.CONSUMER.TIMES.SEQ.NTH.TIME.PENDING`, also with what later engines put before it.
    pub(super) fn read(reply: &str) -> Option<Self> {
        let mut words = reply.strip_prefix("$JS.ACK.")?.rsplit('.').skip(2);
        // Later ones have one word more at the end.
        let n_words = reply.split('.').count();
        if n_words > 9 {
            words.next();
        }
        let nth = words.next()?.parse().ok()?;
        let seq = words.next()?.parse().ok()?;
        Some(Delivered { seq, nth })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_message_stands_is_read_from_where_it_could_be_acknowledged() {
        let check = |reply, expected: Option<(u64, u64)>| {
            assert_eq!(Delivered::read(reply).map(|it| (it.seq, it.nth)), expected, "{reply}");
        };
        check("$JS.ACK.netlab-chat-lab.6N2lZZUO.1.17.3.1796072287999351436.0", Some((17, 3)));
        check("$JS.ACK._.ACC.netlab-chat-lab.6N2lZZUO.1.17.3.1796072287999351436.0.tok", Some((17, 3)));
        check("$JS.ACK.x.0", None);
        check("_INBOX.a", None);
    }

    #[test]
    fn an_answer_is_read_as_far_as_it_is_needed() {
        let read = |text| serde_json::from_str::<Answer>(text).expect(text);
        assert_eq!(read(r#"{"stream":"x", "seq":1,"duplicate": true}"#).seq, Some(1));
        let refused = read(r#"{"type":"x","error":{"code":404,"err_code":10059,"description":"not found"}}"#);
        assert_eq!(refused.error.map(|error| error.err_code), Some(NO_STREAM));
        let state = read(r#"{"state":{"first_seq":3,"last_seq":9,"bytes":7}}"#).state.expect("it is there");
        assert_eq!((state.first_seq, state.last_seq), (3, 9));
    }
}
