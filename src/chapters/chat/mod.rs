//! Chapter 2: a room in which everybody hears everybody else.
//!
//! The one idea: speaking and being heard are two things. Each member is one task that listens to one
//! connection and puts what it hears into the room's log. One task, the flusher, takes the log and writes it
//! to everybody: round by round, each round by one call a member.
//!
//! See it run: `netlab chat-server`, and `netlab chat-client` or `nc 127.0.0.1 8080` in other terminals.
//!
//! # The way of a line
//!
//! ```text
//! member ── reads, cuts into messages ──► room: names, log ──► flush: a round ──► seat of each member
//!                                                                                  │ the socket takes it
//!                                                                                  ▼ it does not
//! member ◄── writes on when it does again ─────────────────────────────────── outbox
//! ```
//!
//! - `member` is the task; `room` is the table of names, and the log; `log` says what is for whom.
//! - `flush` writes. It is woken by the first line in an empty log, lets all who are ready speak, and takes all.
//! - `seat` says who may write into a member's socket: the flusher while the member keeps up, the member's own
//!   task while something is owed. `mail` makes the offers, `outbox` keeps what was not taken, within limits.
//! - Who leaves, or is dismissed, takes its writing half along, with all that was said until then.
//!
//! # What a delivery costs
//!
//! - A line is encoded once and copied once into the log, however many members there are. The rest of the
//!   copying is the kernel's; what a slow member is owed refers to the round's bytes, which all share.
//! - A round costs one read for each speaker and one write for each member, and nobody is woken for it but the
//!   flusher, once. So the busier the room, the cheaper each delivery. Measured with 100 members and lines of 64
//!   bytes, in processor time: 5.5 µs when a line comes now and then, 0.8 µs with one line of each of ten senders
//!   under way, 0.05 µs with 32.
//! - Of the 5.5 µs of a line that comes alone, the kernel takes five: the write, and on loopback the whole
//!   way to the other end's buffer. There is no less to do, so a quiet room shares it with its `helper`.
//! - The read buffer lives on the stack for the length of one read, so a silent member holds none.
//! - `TCP_NODELAY` is set, as a line must not wait for the acknowledgement of the line before it.
//! - The log has a length at which nobody may speak until it is taken, and the flusher waits for a member that
//!   is far behind, for as long as that one reads on. So a flood is heard at the pace at which it can be
//!   delivered, and everybody else gets a turn.

mod batch;
mod client;
mod delivery;
mod flush;
mod helper;
mod history;
mod log;
pub mod machines;
mod mail;
mod member;
mod name;
mod news;
mod one_of_several;
mod options;
mod outbox;
mod protocol;
mod room;
mod seat;
mod server;
mod telnet;

pub use client::{ClientOptions, Ended, talk};
pub use options::RoomOptions;
pub use outbox::SlowReader;
pub use protocol::Framing;
pub use server::{ServerOptions, serve, serve_one_of_several, serve_with_helper};

#[doc(hidden)]
pub use protocol::{Decoder, TooLong, encode, safe};
