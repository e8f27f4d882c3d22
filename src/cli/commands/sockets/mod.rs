//! `netlab sockets`: what the kernel holds, and whom each socket waits for.
//!
//! The one idea: a program that hangs says nothing, but its sockets do. State, queues and timers stand in
//! the kernel's table, open to everyone; read together they tell who is to act next.
//!
//! See it run: `netlab tcp-server` in one terminal, `netlab sockets --watch` in another.

mod json;
mod report;
mod watch;

use std::collections::BTreeSet;
use std::process::ExitCode;

use crate::cli::commands::sockets::report::{Detail, Report};
use crate::cli::desk::address;
use crate::cli::desk::failure::{Failure, NOT_ASKED, words};
use crate::cli::desk::runtime;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;
use crate::kernel::table::{self, Entry, Table};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Show the sockets of this port; without it, those of ports 8080 and 8081 and of netlab's own programs
    #[arg(value_parser = port)]
    port: Option<u16>,

    /// Show every TCP and UDP socket of this machine
    #[arg(long, conflicts_with = "port")]
    all: bool,

    /// Go on, and mark what changes
    #[arg(long)]
    watch: bool,

    /// How the sockets are shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Words
    Text,
    /// One line of JSON for each look
    Json,
}

pub(crate) fn run(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    if args.format == Format::Json && setting.options.verbose {
        return Err(Failure::new(NOT_ASKED, "with --format json there is nothing for --verbose to change")
            .with_hint("words are explained, data are not; leave one of the two out"));
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

/// The table, with the sockets that were asked for in their order.
fn look(args: &Args) -> Result<Table, Failure> {
    let mut table = table::sockets().map_err(|error| {
        Failure::new(NOT_ASKED, format!("cannot read the kernel's table of sockets: {}", words(&error)))
            .with_hint("a sandbox may forbid it; try outside of it")
    })?;
    let lab = lab_ports(&table.entries);
    table.entries.retain(|entry| match args.port {
        Some(port) => entry.has_port(port),
        None => args.all || lab.iter().any(|port| entry.has_port(*port)),
    });
    table.entries.sort_by_key(order);
    Ok(table)
}

/// Listening sockets first; then the two ends of a connection stand together.
fn order(entry: &Entry) -> impl Ord + use<> {
    let peer = entry.peer.unwrap_or(entry.local);
    let is_connection = !entry.is_open_to_all();
    let ends = (entry.local.min(peer), entry.local.max(peer));
    (entry.transport.name(), is_connection, ends, entry.local, entry.inode)
}

/// The ports that belong to the lab: 8080 and 8081, those of running netlab programs, and on this machine
/// those that they talk to.
fn lab_ports(entries: &[Entry]) -> BTreeSet<u16> {
    let ours = entries.iter().filter(|entry| entry.owners.iter().any(|owner| is_netlab(&owner.program)));
    let ports = ours.flat_map(|entry| {
        let peer = entry.peer.filter(|peer| peer.ip().to_canonical().is_loopback());
        [Some(entry.local.port()), peer.map(|peer| peer.port())]
    });
    ports.flatten().chain(USUAL_PORTS).collect()
}

const USUAL_PORTS: [u16; 2] = [8080, 8081];

fn is_netlab(program: &str) -> bool {
    program.trim_end_matches(".exe") == "netlab"
}

fn shown(args: &Args, setting: &Setting, table: &Table) -> String {
    let mut report = Report::new(detail(setting), of_narration());
    let mut text: String = table.entries.iter().map(|entry| report.entry(entry)).collect();
    if table.entries.is_empty() {
        text += &nothing(args);
    }
    text + &report.notes(table)
}

/// What is said where no socket was found.
fn nothing(args: &Args) -> String {
    let what = match args.port {
        Some(port) => format!("no socket has port {port}"),
        None if args.all => "this machine has no TCP or UDP socket".to_owned(),
        None => "no socket on ports 8080 and 8081, and no netlab program runs".to_owned(),
    };
    format!("{what}\nEvery socket of this machine: netlab sockets --all\n")
}

fn port(text: &str) -> Result<u16, String> {
    address::port(text).ok().filter(|port| *port > 0).ok_or_else(|| NO_PORT.to_owned())
}

const NO_PORT: &str = "expected a port, from 1 to 65535";

/// How much is explained, by the global options.
fn detail(setting: &Setting) -> Detail {
    match (setting.options.quiet, setting.options.verbose) {
        (true, _) => Detail::Never,
        (false, true) => Detail::EveryTime,
        (false, false) => Detail::FirstTime,
    }
}
