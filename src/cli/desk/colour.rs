//! Whether texts carry colours.
//!
//! The one idea: three may have a say, and the one who is nearest has the last: the flag, the
//! environment, and what the stream is.
//!
//! See it run: `netlab --color always tour | less -R`, and `NO_COLOR=1 netlab tour`.

use clap::ValueEnum;

use crate::telling::sink::wants_colour;

/// When to use colours, and for which ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// In a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
    /// In a terminal, those for a light background
    Light,
    /// In a terminal, those for a dark background
    Dark,
}

impl Color {
    /// The flag wins; then what stands in the environment; then whether the stream is a terminal.
    pub(crate) fn is_on(self, is_terminal: bool) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => wants_colour(is_terminal),
            // Whoever names a background wants colours, but not in a file.
            Color::Light | Color::Dark => is_terminal || wants_colour(false),
        }
    }
}
