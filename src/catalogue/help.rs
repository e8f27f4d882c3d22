//! The shapes of what the help says: of netlab, of each command, of each option.
//!
//! The one idea: what can be typed is defined once, by the command line itself; what is said of it stands here, by
//! the same names, so that it can be said in more than one language. A test holds the two together.
//!
//! See it run: `netlab help`, `netlab help tcp-server`, `netlab man`.

/// What the help says of one command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandHelp {
    /// The command as it is typed behind `netlab`, as in `progress reset`; empty for netlab itself.
    pub command: &'static str,
    /// What it does, in one line: at most 78 columns, no final stop.
    pub about: &'static str,
    /// Its own arguments and options, by their ids, and what each does.
    pub options: &'static [(&'static str, &'static str)],
    /// What else is to be known, below the options; empty where there is nothing.
    pub notes: &'static str,
    /// Commands to type, each with what it does.
    pub examples: &'static [(&'static str, &'static str)],
}

/// Commands that serve one purpose, as the overview shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purpose {
    /// The purpose: at most 8 columns.
    pub title: &'static str,
    /// The names of one or more commands, with `, ` between them, and what they are for: at most 43 columns.
    pub rows: &'static [(&'static str, &'static str)],
}

/// The words around the help of all commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HelpWords {
    /// Above the options of one command.
    pub options: &'static str,
    /// Above the options that every command takes.
    pub global_options: &'static str,
    /// Above commands below a command.
    pub commands: &'static str,
    /// Above commands to type.
    pub examples: &'static str,
    /// Below a command: how the options are shown that every command takes.
    pub more_options: &'static str,
    /// The same below a command whose rules are told on a page of their own: how both are shown.
    pub more_rules: &'static str,
    /// The same below one whose ways of sharing a room are.
    pub more_sharing: &'static str,
    /// Below the overview: how more is shown.
    pub more: &'static str,
    /// The headings of groups of options, by what the command line itself calls them.
    pub headings: &'static [(&'static str, &'static str)],
}

/// A section of a manual page that no definition of a command line holds: its heading, and names with what each is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManualSection {
    /// In capitals, as manual pages have it: `EXIT STATUS`.
    pub heading: &'static str,
    /// A number, a variable or a file, and what it means.
    pub rows: &'static [(&'static str, &'static str)],
}
