//! The engine between several servers, played by the judge: as much of NATS as a room needs.
//!
//! The one idea: a program that shares its room through an engine must not need one to be judged. What a member of
//! another server says comes in at a gate of the judge's, line by line, and goes out as messages; so every word of an
//! exercise that is about lines is about messages as well.
//!
//! See it run: `lessons/17-many-servers/exercise.toml`.

mod hub;
mod server;
mod verb;

pub(crate) use server::{Engine, Manner};
