//! The chat: its protocol, its room, its client, each seen from outside.

#[path = "../common/mod.rs"]
mod common;

mod client;
mod manners;
mod many;
mod protocol;
mod room;
mod slow;
mod terminal;
