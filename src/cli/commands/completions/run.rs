//! The script for a shell, or where it goes.
//!
//! The one idea: into a terminal goes what a person needs, into a pipe what a shell needs.
//!
//! See it run: `netlab completions`, `netlab completions fish | cat`.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use clap_complete::env::Shells;

use crate::catalogue::Lang;
use crate::cli::commands::completions::words;
use crate::cli::desk::failure::{Act, Failure, RequestFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shell::quoted;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    shell: Option<Shell>,
}

/// A shell that can be told how to complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
}

/// Where it is set, a shell asks for completions. A name of our own: `COMPLETE` may be anybody's.
pub(crate) const ASKED_BY: &str = "NETLAB_COMPLETE";

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    let shell = args.shell.or_else(own_shell).ok_or(RequestFailure::NoShell)?;
    let program = called_as();
    if io::stdout().is_terminal() {
        setting.print(&shell.place(setting.lang, &program));
    } else {
        setting.printer.print_exactly(&shell.script(&program)?);
    }
    Ok(ExitCode::SUCCESS)
}

/// The shell that the user has.
fn own_shell() -> Option<Shell> {
    let path = std::env::var_os("SHELL")?;
    let name = Path::new(&path).file_stem()?.to_str()?.to_lowercase();
    let name = if name == "pwsh" { "powershell" } else { &name };
    Shell::from_str(name, true).ok()
}

/// This program, as a shell finds it: by its path, where it was called by one.
fn called_as() -> String {
    let first = std::env::args_os().next().unwrap_or_default();
    let path = Path::new(&first);
    if path.components().count() < 2 {
        return "netlab".to_owned();
    }
    std::path::absolute(path).map_or_else(|_| "netlab".to_owned(), |path| path.to_string_lossy().into_owned())
}

impl Shell {
    const fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
            Shell::Elvish => "elvish",
            Shell::Powershell => "powershell",
        }
    }

    /// What the shell has to run.
    fn script(self, program: &str) -> Result<String, Failure> {
        let mut script = Vec::new();
        let shells = Shells::builtins();
        let shell = shells.completer(self.name()).expect("each of our shells is built in");
        shell
            .write_registration(ASKED_BY, "netlab", "netlab", program, &mut script)
            .map_err(|error| Failure::of_system(Act::WriteCompletions, &error))?;
        Ok(String::from_utf8_lossy(&script).into_owned())
    }

    /// Where it goes, in words; the line is there to be copied.
    fn place(self, lang: Lang, program: &str) -> String {
        let netlab = quoted(program);
        let (file, line) = match self {
            Shell::Bash => ("~/.bashrc", format!("eval \"$({netlab} completions bash)\"")),
            Shell::Zsh => ("~/.zshrc", format!("eval \"$({netlab} completions zsh)\"")),
            Shell::Fish => ("~/.config/fish/config.fish", format!("{netlab} completions fish | source")),
            Shell::Elvish => {
                ("~/.config/elvish/rc.elv", format!("eval ({netlab} completions elvish | slurp)"))
            }
            Shell::Powershell => {
                ("$PROFILE", format!("{netlab} completions powershell | Out-String | Invoke-Expression"))
            }
        };
        let before = match self {
            Shell::Zsh => format!("\n{}\n", words::behind_compinit(lang)),
            _ => String::new(),
        };
        let (first, last) =
            (words::put_into(lang, self.name(), file), words::holds_at_once(lang, "netlab completions zsh"));
        format!("{first}\n\n  {line}\n{before}\n{last}\n")
    }
}
