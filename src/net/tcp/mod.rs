//! A connection and what leads to it; the two directions of it, apart, as in `tokio::net::tcp`.
//!
//! The one idea: a connection is two streams, and each ends by itself.
//!
//! See it run: the events `finished` and `peer-finished`.

mod bind;
mod borrowed;
mod connect;
pub(super) mod listener;
mod options;
mod owned;
pub(super) mod socket;
pub(super) mod stream;
mod traffic;

pub use borrowed::{ReadHalf, WriteHalf};
pub use owned::{OwnedReadHalf, OwnedWriteHalf, ReuniteError};
