//! What the observed sockets share: a record of each, the times of its calls, and how it goes.
//!
//! The one idea: a type of [`crate::net`] is tokio's own and a record beside it. Whatever is told of a socket
//! comes out of its record, and all that hold a part of the socket hold the same record.
//!
//! See it run: `netlab tour`.

pub(super) mod held;
pub(super) mod record;
pub(super) mod timed;
