//! `netlab sockets`: what the kernel holds, and whom each socket waits for.
//!
//! The one idea: a program that hangs says nothing, but its sockets do. State, queues and timers stand in
//! the kernel's table, open to everyone; read together they tell who is to act next.
//!
//! See it run: `netlab tcp-server` in one terminal, `netlab sockets --watch` in another.

mod args;
mod json;
mod look;
mod report;
mod watch;

use std::process::ExitCode;

use crate::cli::desk::failure::{Clash, Failure};
use crate::cli::desk::runtime;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;
use crate::kernel::table::Table;

pub(crate) use args::Args;
use args::Format;
use look::{detail, look, nothing};
use report::Report;

pub(crate) fn run(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    if args.format == Format::Json && setting.options.verbose {
        return Err(Clash::VerboseTable.into());
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
    let mut report = Report::new(detail(&setting.options), of_narration());
    let mut text: String = table.entries.iter().map(|entry| report.entry(entry)).collect();
    if table.entries.is_empty() {
        text += &nothing(args);
    }
    text + &report.notes(table)
}
