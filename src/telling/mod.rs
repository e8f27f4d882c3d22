//! What this process hears of its own sockets, and where it is written.
//!
//! The one idea: [`trace`](crate::trace) makes words and records of events, wherever they are from. Here it is tied to
//! this process: to its subscriber, its clock, its standard error, and what its surroundings say of colours.
//!
//! See it run: in your `main`, `let _telling = netlab::tell()?;`.

pub mod sink;
mod tell;

pub use tell::{Telling, layer, listen_with, narration_width, row_width, tell};
