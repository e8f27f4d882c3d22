//! `netlab help`: a command, or the options that every command takes.
//!
//! The one idea: what all commands take is told once, on a page of its own, so that each command fits a screen.
//!
//! See it run: `netlab help tour`, `netlab help options`.

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

/// `netlab` is the command line with its words, `options` what all its commands take.
pub(crate) fn run(
    args: &Args,
    setting: &Setting,
    mut netlab: Command,
    mut options: Command,
) -> Result<ExitCode, Failure> {
    netlab.build();
    let page = match args.topic.as_slice() {
        [one] if one == OPTIONS => options.render_help().ansi().to_string(),
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
