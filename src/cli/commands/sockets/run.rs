//! One look at the table, or a watch.
//!
//! The one idea: the table is read as it is at this moment; what was a moment ago is known only to who watched.
//!
//! See it run: `netlab sockets`, `netlab sockets --watch`.

use std::process::ExitCode;

use crate::cli::commands::sockets::args::Args;
use crate::cli::commands::sockets::look::{detail, look, nothing};
use crate::cli::commands::sockets::report::Report;
#[cfg(unix)]
use crate::cli::commands::sockets::screen;
use crate::cli::commands::sockets::{json, watch};
use crate::cli::desk::failure::{Clash, Failure};
use crate::cli::desk::format::Format;
use crate::cli::desk::runtime;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;
use crate::kernel::table::Table;

pub(crate) fn run(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    if args.format == Format::Json && setting.options.verbose {
        return Err(Clash::VerboseTable.into());
    }
    #[cfg(unix)]
    if args.watch && args.format == Format::Text && screen::watch(args, setting)? {
        setting.hurry(true);
        return Ok(ExitCode::SUCCESS);
    }
    if args.watch {
        let out = setting.output()?;
        runtime::run(watch::run(args, setting, out))?;
        setting.hurry(true);
        return Ok(ExitCode::SUCCESS);
    }
    let table = look(args)?;
    match args.format {
        Format::Json => setting.printer.print_exactly(&json::line(&table)),
        Format::Text => setting.print(&shown(args, setting, &table)),
    }
    Ok(ExitCode::SUCCESS)
}

fn shown(args: &Args, setting: &Setting, table: &Table) -> String {
    let mut report = Report::new(setting.lang, detail(&setting.options), of_narration());
    let mut text: String = table.entries.iter().map(|entry| report.entry(entry)).collect();
    if table.entries.is_empty() {
        text += &nothing(setting.lang, args);
    }
    text + &report.notes(table)
}
