//! The ladder: events drawn, a line for each program or socket, an arrow for each byte range or datagram.
//!
//! The one idea: a write and the reads that took its bytes are joined by their offsets, so the picture
//! shows which bytes went where, and nothing is guessed. The layout is pure geometry; a face draws it.
//!
//! See it run: `netlab tour` ends with one; `netlab ladder run.jsonl` draws a record.

mod arrow;
mod face;
mod join;
mod lane;
mod layout;
mod part;
mod picture;
mod story;

pub use arrow::{Arrow, Fate, Mark, Note, Passing};
pub use face::html::{PAPER, SHARED_SCRIPT, html, said_of, shared_style, source_of};
pub use face::svg::svg;
pub use face::text::{coloured_text, text};
pub use lane::{Lane, Lanes, Role, SocketName};
pub use layout::{layout, layout_of};
pub use part::Part;
pub use picture::{ClockSetting, LeftOut, Picture, Row, What};
pub use story::select::{Selection, Wanted};
