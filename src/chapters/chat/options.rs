//! The options of a room.
//!
//! The one idea: whatever a stranger could make grow has a bound, and each bound is a choice that
//! somebody can read here.
//!
//! See it run: `netlab chat-server --help`.

use std::time::Duration;

use crate::chapters::chat::outbox::SlowReader;
use crate::chapters::chat::protocol::Framing;

/// The options of a room.
#[derive(Debug, Clone)]
pub struct RoomOptions {
    /// Where a message ends, in both directions.
    pub framing: Framing,
    /// The longest message, in bytes; a member that sends a longer one is disconnected.
    pub max_line_bytes: usize,
    /// What happens to a member that does not read.
    pub slow_reader: SlowReader,
    /// How many bytes a member may be owed before that happens.
    pub outbox_bytes: usize,
    /// At most this many members; a client that comes then is told so and disconnected.
    pub max_members: usize,
    /// How long a member may say nothing; `None` for as long as it likes.
    pub idle_timeout: Option<Duration>,
    /// How many of the last messages a newcomer hears.
    pub n_history: usize,
    /// The line that a newcomer is greeted with.
    pub motd: Option<Vec<u8>>,
    /// Write the messages themselves to the log, too.
    pub shows_messages: bool,
    /// What a message is that is not UTF-8, as its sender is told.
    pub encoding_of: fn(&[u8]) -> &'static str,
}
