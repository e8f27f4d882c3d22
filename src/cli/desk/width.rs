//! How wide the terminals are that standard output and standard error go to.
//!
//! The one idea: a text is laid out for the stream that it goes to, and that need be no terminal.
//!
//! See it run: `netlab tour` in a narrow window, and `netlab tour 2>&1 | cat`.

use std::io;

use terminal_size::{Width, terminal_size_of};

use crate::telling::{narration_width, row_width};

/// Columns where a stream is no terminal.
const USUAL: usize = 80;

/// The columns of the terminal behind standard output; `None` where it is none.
pub(crate) fn of_output() -> Option<usize> {
    terminal_size_of(io::stdout()).map(|(Width(n_columns), _)| usize::from(n_columns))
}

/// The columns of the terminal behind standard error; `None` where it is none.
pub(crate) fn of_errors() -> Option<usize> {
    terminal_size_of(io::stderr()).map(|(Width(n_columns), _)| usize::from(n_columns))
}

/// The width of a drawing: as much as there is.
pub(crate) fn of_drawing() -> usize {
    of_output().unwrap_or(USUAL)
}

/// The width of the rows of a narration.
pub(crate) fn of_rows() -> usize {
    row_width()
}

/// The width of running text in a narration, and of what is explained.
pub(crate) fn of_narration() -> usize {
    narration_width()
}
