//! The options that every command takes.
//!
//! The one idea: what was asked for is plain data, read once; what follows from it is a claim about it that
//! anybody may ask for.
//!
//! See it run: `netlab help`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::desk::colour::Color;
use crate::cli::desk::no_value::within;
use crate::event::MAX_DATA_BYTES;
use crate::terminal::Charset;
use crate::trace::Detail;

/// The options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Options {
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    #[arg(
        long = "explain",
        global = true,
        value_name = "WHEN",
        default_value = "first",
        conflicts_with = "quiet"
    )]
    pub(crate) explains: Explains,

    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    pub(crate) log_format: LogFormat,

    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,

    #[arg(long, global = true, value_name = "N", default_value_t = 256, value_parser = within::<usize>(0..=MAX_DATA_BYTES as u64))]
    pub(crate) record_bytes: usize,

    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "always"
    )]
    pub(crate) ladder: Option<Drawn>,

    #[arg(long, global = true)]
    pub(crate) no_live: bool,

    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,

    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) charset: Option<Signs>,

    /// Read before all others: see [`language`](crate::cli::language).
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<Language>,

    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) lessons: Option<PathBuf>,
}

/// When an event is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Explains {
    /// The first time that its kind occurs, in a terminal over all runs
    First,
    /// Every time
    Always,
    /// Never
    Never,
}

/// How events are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Words
    Text,
    /// The lines of a trace file
    Json,
}

/// The language of all texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// English
    #[value(name = "en")]
    English,
    /// Simplified Chinese
    #[value(name = "zh-CN", aliases = ["zh", "zh-cn", "zh_CN"])]
    Chinese,
}

/// With which signs texts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Signs {
    /// Those of ASCII, each one column wide
    Ascii,
    /// Arrows, lines and quotes
    Unicode,
}

/// When a ladder is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawn {
    /// Whenever there is something to draw
    Always,
    /// Never
    Never,
}

impl Options {
    /// With which signs texts are to be shown; `None` where nobody said it.
    pub(crate) fn charset(&self) -> Option<Charset> {
        self.charset.map(|signs| match signs {
            Signs::Ascii => Charset::Ascii,
            Signs::Unicode => Charset::Unicode,
        })
    }

    /// Whether events are told in words.
    pub(crate) fn tells(&self) -> bool {
        !self.quiet && self.log_format == LogFormat::Text
    }

    /// Whether what was heard is drawn at the end.
    pub(crate) fn draws(&self) -> bool {
        self.ladder == Some(Drawn::Always)
    }

    /// Whether events are told as the lines of a trace file.
    pub(crate) fn logs(&self) -> bool {
        !self.quiet && self.log_format == LogFormat::Json
    }

    /// How much is told of an event.
    pub(crate) const fn detail(&self) -> Detail {
        match (self.explains, self.verbose) {
            (Explains::Never, true) => Detail::Calls,
            (Explains::Never, false) => Detail::Facts,
            (_, true) => Detail::EveryTime,
            (Explains::Always, false) => Detail::Clauses,
            (Explains::First, false) => Detail::FirstTime,
        }
    }
}
