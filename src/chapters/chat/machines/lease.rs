//! A name that is held for a while: of a machine, or of a member in all of the room.
//!
//! The one idea: of all who want a key at once, the engine lets one be the first, as each says which value it believes
//! to be the last: none, or its own. A lease ends by itself, so nobody keeps a name by dying; and who was cut off for
//! longer than it lasts has lost it, and finds that out by the same question.
//!
//! See it run: `/name anna` at two machines at once.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;

use crate::chapters::chat::machines::api::{Answer, NO_MESSAGE, WRONG_LAST};
use crate::chapters::chat::machines::session::Session;
use crate::chapters::chat::machines::trouble::Trouble;

/// Whether a key could be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is ours, with this number of its value.
    Ours(u64),
    /// Somebody else has it, with this number of its value.
    Held(u64),
}

/// What stands under a key, as far as it says whose it is.
#[derive(Debug, Deserialize)]
struct Holder {
    run: String,
}

impl Session {
    /// Puts a value under a key, where the last one has this number; 0 stands for none. `None` where it has another.
    ///
    /// # Errors
    /// Those of asking, and any other refusal.
    pub(super) async fn put(&mut self, key: &str, value: &[u8], last: u64) -> Result<Option<u64>, Trouble> {
        let number = self.send_put(key, value, last);
        self.put_number(number).await
    }

    /// Sends the question of [`Session::put`].
    pub(super) fn send_put(&mut self, key: &str, value: &[u8], last: u64) -> u64 {
        self.send_question(key, &[(LAST, &last.to_string())], value)
    }

    /// The answer to it.
    ///
    /// # Errors
    /// As [`Session::put`].
    pub(super) async fn put_number(&mut self, number: u64) -> Result<Option<u64>, Trouble> {
        match self.answer_to(number).await? {
            Answer { error: None, seq: Some(seq), .. } => Ok(Some(seq)),
            Answer { error: Some(refusal), .. } if refusal.err_code == WRONG_LAST => Ok(None),
            answer => Err(refused(answer)),
        }
    }

    /// Takes a key, if it is free or ours already.
    ///
    /// # Errors
    /// Those of asking.
    pub(super) async fn take(&mut self, key: &str, value: &[u8]) -> Result<Taken, Trouble> {
        let mut last = 0;
        for _ in 0..ATTEMPTS {
            if let Some(seq) = self.put(key, value, last).await? {
                return Ok(Taken::Ours(seq));
            }
            last = match self.look(key).await? {
                // It ended just now.
                None => 0,
                Some((seq, held)) if held.is_empty() || self.is_ours(&held) => seq,
                Some((seq, _)) => return Ok(Taken::Held(seq)),
            };
        }
        Ok(Taken::Held(last))
    }

    /// The last value under a key, and its number. A value of no bytes means that the key was given back.
    ///
    /// # Errors
    /// Those of asking.
    pub(super) async fn look(&mut self, key: &str) -> Result<Option<(u64, Vec<u8>)>, Trouble> {
        let subject = format!("$JS.API.STREAM.MSG.GET.{}", self.shared.places.bucket_stream());
        let wish = serde_json::json!({ "last_by_subj": key }).to_string();
        match self.ask(&subject, &[], wish.as_bytes()).await? {
            Answer { message: Some(stored), .. } => {
                Ok(Some((stored.seq, BASE64_STANDARD.decode(stored.data).unwrap_or_default())))
            }
            Answer { error: Some(refusal), .. } if refusal.err_code == NO_MESSAGE => Ok(None),
            answer => Err(refused(answer)),
        }
    }

    /// Gives a key back, if it is still ours.
    ///
    /// # Errors
    /// Those of asking.
    pub(super) async fn give_back(&mut self, key: &str, last: u64) -> Result<(), Trouble> {
        let headers = [(LAST, &*last.to_string()), ("KV-Operation", "DEL")];
        self.ask(key, &headers, b"").await.map(drop)
    }

    fn is_ours(&self, value: &[u8]) -> bool {
        serde_json::from_slice::<Holder>(value).is_ok_and(|holder| holder.run == self.shared.run.as_str())
    }
}

/// What an unexpected answer means.
pub(super) fn refused(answer: Answer) -> Trouble {
    match answer.error {
        Some(refusal) => Trouble::Answered { code: refusal.err_code, text: refusal.description },
        None => Trouble::NoJetStream,
    }
}

/// Under a key there is one value or none, so each is refused twice at most while others come and go.
const ATTEMPTS: usize = 4;

const LAST: &str = "Nats-Expected-Last-Subject-Sequence";
