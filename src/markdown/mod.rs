//! Markdown, drawn in rows of characters.
//!
//! The one idea: a text is read into blocks first, and drawn second, so its width is decided when it is drawn,
//! as often as a terminal changes its size. What does not fit is wrapped, and never lost; wider than asked for
//! is only what leaves a word no room at all: a table of too many columns, lists too deep in each other.
//!
//! See it run: `netlab lesson 1 --plain`, in a wide terminal and in a narrow one.

mod draw;
mod look;
mod parse;
mod table;
mod text;

pub use draw::{draw, rule};
pub use look::Look;
pub use parse::{Block, Table, parse};
pub use text::{Paint, Piece, Text, paint};
