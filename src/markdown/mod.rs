//! Markdown, drawn in rows of characters.
//!
//! The one idea: a text is read into blocks first, and drawn second, so its width is decided when it is drawn,
//! as often as a terminal changes its size. Nothing is ever wider than asked for: what does
//! not fit is wrapped, and never lost.
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
