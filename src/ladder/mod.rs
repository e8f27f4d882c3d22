//! The ladder: events drawn, a line for each socket, an arrow for each byte range or datagram.
//!
//! The one idea: a write and the reads that took its bytes are joined by their offsets, so the picture
//! shows which bytes went where, and nothing is guessed. The layout is pure geometry; a face draws it.
//!
//! See it run: `netlab tour` ends with one; `netlab ladder run.jsonl` draws a record.

mod arrow;
mod bytes;
mod canvas;
mod caption;
mod clock;
mod datagrams;
mod flows;
mod html;
mod join;
mod lanes;
mod layout;
mod legs;
mod panels;
mod part;
mod rows;
mod select;
mod sheet;
mod sockets;
mod story;
mod svg;
mod text;
mod ties;

pub use arrow::{Arrow, Fate, Mark, Note, Passing};
pub use clock::Setting as ClockSetting;
pub use html::html;
pub use lanes::Lane;
pub use layout::{Picture, Row, What, layout, layout_of};
pub use part::Part;
pub use select::{LeftOut, Selection, Wanted};
pub use sockets::Role;
pub use svg::svg;
pub use text::{coloured_text, text};
