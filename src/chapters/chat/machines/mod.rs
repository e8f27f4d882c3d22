//! One room on several servers, which share it through an engine: NATS, with its memory `JetStream`.
//!
//! The one idea: those who talk on one machine never wait for another. What they say is heard here at once, is put
//! down, and goes to the engine, which keeps it, numbers it and sends it to every other machine. So a room that is cut
//! in two goes on as two rooms, and hears later what was said in the other: it is available, and of two minds. Only a
//! name, which must be taken once everywhere, is refused while nobody can be asked: that is consistent, and waits.
//!
//! See it run: `nats-server -js`, and in other terminals `netlab chat-server 8080 --engine nats://127.0.0.1:4222
//! --machine a` and `netlab chat-server 8081 --engine nats://127.0.0.1:4222 --machine b`.
//!
//! # The way of a line
//!
//! ```text
//! room ──► kept: numbered, within a limit ──► session ── PUB ──► engine's stream: kept, acknowledged
//!            ^ taken away once acknowledged ◄─────────────────────────────┘ │
//! room ◄── hearing: in order, once; gaps are counted ◄── session ◄── MSG ──┘  (to every machine)
//! ```
//!
//! - `wire` and `verbs` are NATS' text protocol; `api` is what `JetStream` is asked; `places` is what things are called.
//! - `session` is one connection and takes turns; `asking` is question and answer over it; `open` makes one.
//! - `kept` is what the engine has not acknowledged; `stamp` its numbers; `hearing` the others' way into the room.
//! - `lease` is a key that is held for a while, `names` those of members, `roster` the other machines.
//! - `keeper` keeps a connection for as long as the room is open; `shared` is what it shares with the room.
//!
//! # What is promised, and what is not
//!
//! - While the engine can be reached again, nothing is lost and nothing heard twice: a batch is sent until it is
//!   acknowledged, with a stamp by which the engine and each machine know it. What does not fit into `--keep` is lost,
//!   is told here at once, and is counted by the others. What the engine forgets (a day, 256 MiB) is counted, too.
//! - What one machine's members say is heard in the same order everywhere. Two machines may hear the lines of two
//!   members in another order than those two did, as each hears its own members at once.
//! - A machine that can publish as another can forge whatever it likes: the engine's permissions forbid it.

mod api;
mod asking;
mod hearing;
mod keeper;
mod kept;
mod lease;
mod names;
mod open;
mod places;
mod roster;
mod session;
mod shared;
mod stamp;
mod trouble;
mod verbs;
mod wire;

pub use keeper::{Joined, join};
pub use open::{EngineOptions, Secure, Secured};
pub use places::{MachineName, RoomName};
pub use session::Stream;
pub(super) use shared::{Shared, Verdict};
pub use trouble::Trouble;
pub use verbs::Login;
pub use wire::{Broken, Decoder, MAX_LINE_BYTES, Message, Op};
