//! A frame taken apart into layers, and one put together; what TLS sends, taken apart into records.
//!
//! The one idea: each layer adds a header of its own in front of what it is handed, and on the other side
//! the same layer takes it away. So a frame is a row of byte ranges, one inside the other.
//!
//! See it run: `netlab layers`.

#[cfg(feature = "cli")]
mod apart;
mod field;
#[cfg(feature = "cli")]
mod plan;
mod records;

#[cfg(feature = "cli")]
pub use apart::{FieldAt, NotAFrame, Protocol, Section, take_apart};
pub use field::Field;
#[cfg(feature = "cli")]
pub use plan::{Medium, Piece, Plan, TooLong, Transport, check_sequence};
pub use records::{Content, Record, Records, records};
