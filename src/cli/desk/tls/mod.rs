//! TLS on the command line: who is trusted, what is shown, and where the lab's authority is kept.
//!
//! The one idea: a command asks for a door or for a stream, and gets a plain one or one that speaks TLS. What it does
//! with it is the same.
//!
//! See it run: `netlab tcp-server --tls`, and `netlab tcp-client --tls` in another terminal.

mod args;
#[cfg(feature = "tls")]
mod authority;
#[cfg(feature = "tls")]
mod door;
mod entrance;
mod line;
#[cfg(feature = "tls")]
mod words;

pub(crate) use args::{ClientTls, ServerTls};
pub(crate) use entrance::Entrance;
pub(crate) use line::Line;
