//! Several messages, encoded one behind the other.
//!
//! The one idea: what comes by one read is told by one go: the room's lock is taken once for all of it.
//!
//! See it run: `seq 1000 | nc 127.0.0.1 8080`, with `netlab chat-server` in another terminal.

use bytes::BytesMut;

use crate::chapters::chat::protocol::{Framing, encode};

/// Several messages of one member, encoded one behind the other.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) frame: BytesMut,
    /// Where each message ends.
    pub(super) ends: Vec<usize>,
}

/// What a member keeps for its next messages.
const MAX_IDLE_BYTES: usize = 512;

impl Batch {
    /// Adds one message.
    pub(super) fn push(&mut self, framing: Framing, prefix: impl AsRef<[u8]>, text: impl AsRef<[u8]>) {
        encode(framing, prefix, text, &mut self.frame);
        self.ends.push(self.frame.len());
    }

    /// The messages, each encoded.
    pub(super) fn messages(&self) -> impl Iterator<Item = &[u8]> {
        let mut from = 0;
        self.ends.iter().map(move |end| &self.frame[std::mem::replace(&mut from, *end)..*end])
    }

    /// Forgets what is said. Most members say little most of the time, and keep little for it.
    pub(super) fn clear(&mut self) {
        self.ends.clear();
        self.frame.clear();
        if self.frame.capacity() > MAX_IDLE_BYTES {
            *self = Batch::default();
        }
    }
}
