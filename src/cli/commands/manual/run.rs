//! A page of the manual, shown, piped or written beside the others.
//!
//! The one idea: a page that is shown alone names no other page: there may be none on this machine.
//!
//! See it run: `netlab man`, `netlab man tcp-server`, `netlab man | head`.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::catalogue::Lang;
use crate::catalogue::{CommandHelp, help_words, manual};
use crate::cli::commands::manual::words;
use crate::cli::desk::failure::{Act, Failure, FileFailure, RequestFailure};
use crate::cli::desk::setting::Setting;
use crate::files;
use crate::terminal::escaped_path;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(conflicts_with = "dir", value_name = "COMMAND")]
    topic: Vec<String>,

    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// What a page is made of: the command line with its words, and what the catalogue says of a command by its path.
pub(crate) struct Source {
    pub(crate) lang: Lang,
    pub(crate) netlab: Command,
    pub(crate) help_of: fn(Lang, &str) -> Option<&'static CommandHelp>,
}

pub(crate) fn run(args: &Args, setting: &Setting, mut source: Source) -> Result<ExitCode, Failure> {
    source.netlab.build();
    if let Some(dir) = &args.dir {
        let cannot =
            |error: io::Error| FileFailure::PagesNotWritten { dir: dir.clone(), cause: error.into() };
        let n_pages = put_pages(&source, &source.netlab, "", dir).map_err(cannot)?;
        setting.print(&format!("{}\n", words::pages_are_in(setting.lang, n_pages, &escaped_path(dir))));
        return Ok(ExitCode::SUCCESS);
    }
    let mut at = &source.netlab;
    for name in &args.topic {
        at = at.find_subcommand(name).ok_or_else(|| RequestFailure::NoCommand { name: name.clone() })?;
    }
    let cannot = |error: io::Error| Failure::of_system(Act::WriteManualPage, &error);
    let page = rendered(&source, at, &args.topic.join(" "), Links::None).map_err(cannot)?;
    if io::stdout().is_terminal() && io::stdin().is_terminal() {
        // Where this returns, no reader of manual pages could be started.
        let _ = show(&page);
        setting.print(&plain(setting.lang, at));
        return Ok(ExitCode::SUCCESS);
    }
    setting.printer.print_exactly(&String::from_utf8_lossy(&page));
    Ok(ExitCode::SUCCESS)
}

/// Becomes the program that shows manual pages; returns only where that cannot be started.
#[cfg(unix)]
fn show(page: &[u8]) -> io::Result<std::convert::Infallible> {
    use std::io::{Seek, Write};
    use std::os::unix::process::CommandExt;

    let mut file = tempfile::tempfile()?;
    file.write_all(page)?;
    file.rewind()?;
    // man-db reads a page from standard input with -l -; the BSDs and macOS have mandoc, which pages with -a.
    let (program, args) = if cfg!(target_os = "linux") {
        ("man", ["-l", "-"].as_slice())
    } else {
        ("mandoc", ["-a"].as_slice())
    };
    Err(std::process::Command::new(program).args(args).stdin(file).exec())
}

/// This system has no manual pages.
#[cfg(not(unix))]
fn show(_: &[u8]) -> io::Result<std::convert::Infallible> {
    Err(io::ErrorKind::Unsupported.into())
}

/// What a page says, where nothing can show one.
fn plain(lang: Lang, command: &Command) -> String {
    let mut text = command.clone().render_help().ansi().to_string();
    for section in manual(lang) {
        text += &format!("\n\n{}", section.heading);
        for (name, what) in section.rows {
            text += &format!("\n  {name}\n      {what}");
        }
    }
    text + "\n"
}

/// Whether a page names others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Links {
    /// It stands alone.
    None,
    /// It lies beside the others.
    All,
}

/// Writes the page of a command and those of its subcommands; returns how many these are.
fn put_pages(source: &Source, command: &Command, path: &str, dir: &Path) -> io::Result<usize> {
    let file = dir.join(format!("{}.1", page_name(path)));
    files::replace(&file, &rendered(source, command, path, Links::All)?)?;
    let mut n_pages = 1;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        n_pages += put_pages(source, sub, &below(path, sub), dir)?;
    }
    Ok(n_pages)
}

fn below(path: &str, sub: &Command) -> String {
    format!("{path} {}", sub.get_name()).trim_start().to_owned()
}

fn page_name(path: &str) -> String {
    format!("netlab {path}").trim_end().replace(' ', "-")
}

fn rendered(source: &Source, command: &Command, path: &str, links: Links) -> io::Result<Vec<u8>> {
    let mut shown = command.clone();
    if !path.is_empty() {
        let globals: Vec<_> = command.get_arguments().filter(|it| it.is_global_set()).collect();
        for global in globals {
            shown = shown.mut_arg(global.get_id(), |it| it.hide(true));
        }
    }
    let version = env!("CARGO_PKG_VERSION");
    let page = Man::new(shown.display_name(page_name(path)))
        .title(page_name(path).to_uppercase())
        .source(format!("netlab {version}"))
        .manual("netlab");
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    if command.get_arguments().any(|it| !it.is_hide_set()) {
        page.render_options_section(&mut text)?;
    }
    sections(source, command, path, links).to_writer(&mut text)?;
    Ok(text)
}

/// What stands below the options.
fn sections(source: &Source, command: &Command, path: &str, links: Links) -> Roff {
    let mut roff = Roff::new();
    let subs: Vec<&Command> = command.get_subcommands().filter(|sub| !sub.is_hide_set()).collect();
    if !subs.is_empty() {
        roff.control("SH", ["COMMANDS"]);
        for sub in &subs {
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            row(&mut roff, &format!("netlab {}", below(path, sub)), &about);
        }
    }
    if let Some(help) = (source.help_of)(source.lang, path) {
        if !help.notes.is_empty() {
            roff.control("SH", ["NOTES"]);
            roff.text([roman(help.notes.replace('\n', " "))]);
        }
        roff.control("SH", ["EXAMPLES"]);
        for (typed, what) in help.examples {
            row(&mut roff, typed, what);
        }
    }
    for section in manual(source.lang) {
        roff.control("SH", [section.heading]);
        for (name, what) in section.rows {
            row(&mut roff, name, what);
        }
    }
    roff.control("SH", ["SEE ALSO"]);
    match links {
        Links::None if path.is_empty() => roff.text([roman(words::how_to_see_a_page(source.lang))]),
        Links::None => roff.text([roman(format!("{}.", help_words(source.lang).more_options))]),
        Links::All if path.is_empty() => {
            let names: Vec<String> =
                subs.iter().map(|sub| format!("{}(1)", page_name(&below(path, sub)))).collect();
            roff.text([roman(names.join(", "))])
        }
        Links::All => roff.text([bold("netlab"), roman("(1)")]),
    };
    roff
}

/// A name, and below it what it is.
fn row(roff: &mut Roff, name: &str, what: &str) {
    roff.control("TP", []);
    roff.text([bold(name)]);
    roff.text([roman(what)]);
}
