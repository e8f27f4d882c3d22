//! The ladder: events drawn, a line for each end, an arrow for each byte range.
//!
//! The one idea: a write and the reads that took its bytes are joined by their offsets, so the picture
//! shows which bytes went where, and nothing is guessed. The layout is pure geometry; a face draws it.
//!
//! See it run: `netlab tour` ends with one.

mod layout;
mod text;

pub use layout::{Picture, Row, Side, layout};
pub use text::text;
