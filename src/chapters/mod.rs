//! The tutorial's programs, as ordinary tokio programs.
//!
//! The one idea: nothing in here knows that it is watched. The chapters use the sockets of
//! [`crate::net`] exactly as they would use those of `tokio::net`; a test compiles and runs these very
//! files with tokio's own types in their place.
//!
//! See them run: `netlab tcp-server` and, in a second terminal, `netlab tcp-client`.

pub mod chat;
pub mod datagram;
pub mod door;
pub mod greeting;
