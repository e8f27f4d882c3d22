//! Whether texts carry colours.
//!
//! The one idea: three may have a say, and the one who is nearest has the last: the flag, the
//! environment, and what the stream is.
//!
//! See it run: `netlab --color always tour | less -R`, and `NO_COLOR=1 netlab tour`.

use anstream::ColorChoice;
use clap::ValueEnum;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// In a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// The flag wins; then `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` and `TERM`; then whether it is a terminal.
    pub(crate) fn choice(self, is_terminal: bool) -> ColorChoice {
        let is_set =
            |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        let is_wanted = match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
            Color::Auto if is_set("CLICOLOR_FORCE") => true,
            Color::Auto if std::env::var_os("CLICOLOR").is_some_and(|value| value == "0") => false,
            Color::Auto => is_terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        if is_wanted { ColorChoice::Always } else { ColorChoice::Never }
    }
}
