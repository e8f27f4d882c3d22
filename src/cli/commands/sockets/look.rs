//! One look at the kernel's table: the sockets that were asked for, in an order that can be read.
//!
//! The one idea: without a port, what a learner means are the sockets of the lab: its usual ports, and those of
//! netlab's own programs.
//!
//! See it run: `netlab sockets`, `netlab sockets --all`.

use std::collections::BTreeSet;

use crate::catalogue::Lang;
use crate::cli::commands::sockets::args::Args;
use crate::cli::commands::sockets::report::Detail;
use crate::cli::commands::sockets::words;
use crate::cli::desk::failure::{Failure, PlaceFailure};
use crate::cli::desk::options::Options;
use crate::kernel::table::{self, Entry, Table};

/// The table, with the sockets that were asked for in their order.
pub(super) fn look(args: &Args) -> Result<Table, Failure> {
    let mut table = table::sockets().map_err(|error| PlaceFailure::NoTable(error.into()))?;
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

/// What is said where no socket was found.
pub(super) fn nothing(lang: Lang, args: &Args) -> String {
    let what = match args.port {
        Some(port) => words::no_socket_has(lang, port),
        None if args.all => words::no_socket(lang).to_owned(),
        None => words::no_usual_socket(lang).to_owned(),
    };
    format!("{what}\n{}\n", words::every_socket(lang, "netlab sockets --all"))
}

/// How much is explained, by the global options.
pub(super) fn detail(options: &Options) -> Detail {
    match (options.quiet, options.verbose) {
        (true, _) => Detail::Never,
        (false, true) => Detail::EveryTime,
        (false, false) => Detail::FirstTime,
    }
}
