//! What of one socket belongs to what of another.
//!
//! The one idea: nothing is guessed here. Sockets are joined by their addresses, bytes by their positions, datagrams
//! by their payloads, clocks by what cannot have arrived before it left; where that leaves a doubt, it is noted.
//!
//! See it run: `netlab ladder client.jsonl relay.jsonl server.jsonl`.

pub(crate) mod bytes;
pub(crate) mod clock;
pub(crate) mod cut;
pub(crate) mod datagrams;
pub(crate) mod ends;
pub(crate) mod flows;
pub(crate) mod legs;
pub(crate) mod machines;
pub(crate) mod sockets;
