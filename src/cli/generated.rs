//! What is made from the command line's own definition: completions and the manual page.
//!
//! The one idea: help, completions and manual come from one source, so they cannot disagree.
//!
//! See it run: `netlab completions bash`, `netlab man | man -l -`.

use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

use crate::cli::failure::Failure;
use crate::cli::setting::Setting;

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(super) fn completions(args: &CompletionsArgs, setting: &Setting, mut command: Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "netlab", &mut script);
    setting.print(&String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}

pub(super) fn man(setting: &Setting, command: Command) -> Result<ExitCode, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure::of_system("write the manual page", &error))?;
    setting.print(&String::from_utf8_lossy(&page));
    Ok(ExitCode::SUCCESS)
}
