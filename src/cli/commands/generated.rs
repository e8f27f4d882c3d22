//! What is made from the command line's own definition: completions and the manual pages.
//!
//! The one idea: help, completions and manual come from one source, so they cannot disagree.
//!
//! See it run: `netlab completions bash`, `netlab man | man -l -`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::desk::failure::{Act, Failure, FileFailure};
use crate::cli::desk::setting::Setting;
use crate::files;
use crate::terminal::escaped_path;

#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(crate) fn completions(args: &CompletionsArgs, setting: &Setting, mut command: Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "netlab", &mut script);
    setting.printer.print_exactly(&String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}

#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Write the pages of all commands into this directory, which must be there
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn man(args: &ManArgs, setting: &Setting, command: Command) -> Result<ExitCode, Failure> {
    let Some(dir) = &args.dir else {
        let page =
            rendered(&Man::new(command)).map_err(|error| Failure::of_system(Act::WriteManualPage, &error))?;
        setting.printer.print_exactly(&String::from_utf8_lossy(&page));
        return Ok(ExitCode::SUCCESS);
    };
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let cannot = |error: io::Error| FileFailure::PagesNotWritten { dir: dir.clone(), cause: error.into() };
    let n_pages = put_pages(&command, dir).map_err(cannot)?;
    setting.print(&format!("{n_pages} manual pages are in {}\n", escaped_path(dir)));
    Ok(ExitCode::SUCCESS)
}

/// Writes the page of a command and those of its subcommands; returns how many these are.
fn put_pages(command: &Command, dir: &Path) -> io::Result<usize> {
    let page = Man::new(command.clone());
    files::replace(&dir.join(page.get_filename()), &rendered(&page)?)?;
    let mut n_pages = 1;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        n_pages += put_pages(subcommand, dir)?;
    }
    Ok(n_pages)
}

fn rendered(page: &Man) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    page.render(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::CommandFactory;

    use super::put_pages;
    use crate::cli::arguments::Cli;

    #[test]
    fn each_page_that_a_page_names_is_written() {
        let dir = tempfile::tempdir().expect("a directory");
        let mut command = Cli::command().disable_help_subcommand(true);
        command.build();
        let n_pages = put_pages(&command, dir.path()).expect("there is room");
        let pages: Vec<_> =
            fs::read_dir(dir.path()).expect("it is there").map(|page| page.expect("one")).collect();
        assert_eq!(pages.len(), n_pages);
        for page in &pages {
            // A hyphen is `\-` in a manual page.
            let text = fs::read_to_string(page.path()).expect("it is text").replace("\\-", "-");
            let names = text.split("(1)").filter_map(|before| before.split_whitespace().last());
            for name in names.filter(|name| name.starts_with("netlab-")) {
                assert!(
                    dir.path().join(format!("{name}.1")).is_file(),
                    "{:?} names {name}(1)",
                    page.file_name()
                );
            }
        }
    }
}
