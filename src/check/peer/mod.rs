//! The judge's own ends: connections, UDP sockets, links, engines, and who sees what they do.
//!
//! The one idea: what comes is taken at once and kept. Whether it is right, `play/` decides.
//!
//! See it run: any failing check with `--ladder`.

pub(super) mod connection;
pub(super) mod datagrams;
pub(super) mod dial;
pub(super) mod engine;
pub(super) mod link;
pub(super) mod witness;
