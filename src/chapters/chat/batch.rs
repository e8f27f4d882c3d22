//! What one member says in one go.
//!
//! The one idea: messages that came together are encoded one behind the other, and go into the room's log as one.
//!
//! See it run: `printf 'one\ntwo\n' | nc 127.0.0.1 8080`, with `netlab chat-server` in another terminal.

use bytes::BytesMut;

/// Several messages of one member, encoded one behind the other.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) frame: BytesMut,
    /// Where each message ends.
    pub(super) ends: Vec<usize>,
}

impl Batch {
    /// Forgets what is said. Most members say little most of the time, and keep little for it.
    pub(super) fn clear(&mut self) {
        self.ends.clear();
        self.frame.clear();
        if self.frame.capacity() > MAX_IDLE_BYTES {
            *self = Batch::default();
        }
    }
}

/// What a member keeps for its next messages.
const MAX_IDLE_BYTES: usize = 512;
