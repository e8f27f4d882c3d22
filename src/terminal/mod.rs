//! What a terminal needs: width, wrapping, numbers, and protection from foreign bytes.
//!
//! The one idea: a text is shown as it is meant, in columns and not in characters, and what a peer sent can
//! command nothing.
//!
//! See it run: `netlab tour`, in a wide terminal and in a narrow one.

mod breaks;
mod colours;
mod encoding;
mod escape;
#[cfg(test)]
mod laws;
mod lines;
mod numbers;
pub mod palette;
mod signs;
mod surface;

pub use colours::{colour, in_colours, open_behind};
pub use encoding::{Encoding, is_text, other_encoding};
pub use escape::{
    Escaper, escaped, escaped_lines, escaped_path, is_dangerous, safe_lines, without_colours,
    without_cut_character,
};
pub use lines::{broken, cut, cut_front, filled, folded, padded, painted_width, width, wrapped};
pub use numbers::{grouped, span};
pub use signs::{Charset, exactly, in_charset};
pub use surface::Surface;
