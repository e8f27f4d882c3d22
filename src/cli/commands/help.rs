//! `netlab help`: a command, the options that every command takes, or the rules of a relay.
//!
//! The one idea: what all commands take is told once, on a page of its own, and so are the many rules of `impair`, and
//! the sharing of a room; so each command fits a screen.
//!
//! See it run: `netlab help tour`, `netlab help options`, `netlab help rules`.

use std::process::ExitCode;

use clap::Command;

use crate::cli::desk::failure::{Failure, RequestFailure};
use crate::cli::desk::setting::Setting;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    topic: Vec<String>,
}

/// The name of the page of what every command takes.
pub(crate) const OPTIONS: &str = "options";
/// The name of the page of the rules that `impair` takes.
pub(crate) const RULES: &str = "rules";

/// The name of the page of what a chat server takes that shares its room.
pub(crate) const SHARING: &str = "sharing";

/// The pages that the help can show.
pub(crate) struct Pages {
    /// The command line with its words.
    pub(crate) netlab: Command,
    /// What all its commands take.
    pub(crate) options: Command,
    /// The rules of a relay.
    pub(crate) rules: Command,
    /// How several servers share a room.
    pub(crate) sharing: Command,
}

pub(crate) fn run(args: &Args, setting: &Setting, pages: Pages) -> Result<ExitCode, Failure> {
    let Pages { mut netlab, mut options, mut rules, mut sharing } = pages;
    netlab.build();
    let page = match args.topic.as_slice() {
        [one] if one == OPTIONS => options.render_help().ansi().to_string(),
        [one] if one == RULES => rules.render_help().ansi().to_string(),
        [one] if one == SHARING => sharing.render_help().ansi().to_string(),
        topic => {
            let mut at = &mut netlab;
            for name in topic {
                at = at
                    .find_subcommand_mut(name)
                    .ok_or_else(|| RequestFailure::NoCommand { name: name.clone() })?;
            }
            at.render_help().ansi().to_string()
        }
    };
    setting.print(&page);
    Ok(ExitCode::SUCCESS)
}
