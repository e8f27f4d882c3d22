//! The two directions of a connection, apart, as in `tokio::net::tcp`.
//!
//! The one idea: a connection is two streams, and each ends by itself.
//!
//! See it run: the events `finished` and `peer-finished`.

mod borrowed;
mod owned;

pub use borrowed::{ReadHalf, WriteHalf};
pub use owned::{OwnedReadHalf, OwnedWriteHalf, ReuniteError};
