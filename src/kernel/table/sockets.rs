//! The table as a whole, or those of its sockets that are asked for.
//!
//! The one idea: the kernel's list names no program. Who holds a socket is found from the other side, in the open files
//! of each process; so an owner is a second question, and it may come too late.
//!
//! See it run: `netlab sockets`, and `netlab sockets 8080`.

use std::collections::HashSet;
use std::io;

use crate::kernel::table::entry::{Entry, Holding};
#[cfg(not(target_os = "linux"))]
use crate::kernel::table::listed;
use crate::kernel::table::owner::Owners;
use crate::kernel::table::ports::Ports;
#[cfg(target_os = "linux")]
use crate::kernel::table::{netlink, proc_net};

/// Every TCP and UDP socket that the kernel shows, with its owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sockets, in the order in which the kernel names them.
    pub entries: Vec<Entry>,
    /// Where they were read.
    pub source: Source,
    /// How many processes would not show their open files to this user; their sockets have no owner here.
    pub n_hidden: usize,
}

/// Where a table comes from, which decides how much it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Linux's netlink family `sock_diag` (`man 7 sock_diag`): everything.
    SockDiag,
    /// Linux's text files `/proc/net/tcp` and so on: no backlog, no window, no drops of a listener.
    ProcNet,
    /// The crate `listeners`: sockets that belong to a program, with state and local address only.
    Listed,
}

impl Source {
    /// The name in reports: `sock_diag`, `/proc/net` or `listeners`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SockDiag => "sock_diag",
            Self::ProcNet => "/proc/net",
            Self::Listed => "listeners",
        }
    }
}

/// All sockets of this machine (on Linux, of this network namespace), with all owners that can be seen.
///
/// Asking for the owners reads the list of open files of every process: some milliseconds.
///
/// # Errors
/// Where the system gives no table: on Linux when neither `sock_diag` nor `/proc/net` can be read.
pub fn sockets() -> io::Result<Table> {
    sockets_at(Ports::ALL)
}

/// As [`sockets`], those with these ports: where the kernel picks them out, it is quick also among thousands.
///
/// # Errors
/// As [`sockets`].
pub fn sockets_at(ports: Ports) -> io::Result<Table> {
    let (entries, source) = bare(ports)?;
    let mut table = owned(entries, source, &Owners::of_everybody());
    if table.entries.iter().any(is_hidden) {
        // Some may have been closed while the owners were looked for; nobody hides those. They are as they are now.
        let now = bare(ports)?.0;
        let still_there: HashSet<u64> = now.iter().map(|entry| entry.inode).collect();
        let name = |entry: &Entry| (entry.transport, entry.local, entry.peer);
        let as_now = |entry: Entry| {
            if !is_hidden(&entry) || still_there.contains(&entry.inode) {
                return Some(entry);
            }
            now.iter().find(|it| it.inode == 0 && name(it) == name(&entry)).cloned()
        };
        table.entries = table.entries.into_iter().filter_map(as_now).collect();
    }
    Ok(table)
}

fn is_hidden(entry: &Entry) -> bool {
    entry.holding() == Holding::Hidden
}

/// The sockets that these processes hold. Quick: no other process is looked at.
///
/// # Errors
/// As [`sockets`].
pub fn held_by(pids: &[u32]) -> io::Result<Vec<Entry>> {
    held_at(Ports::ALL, pids)
}

/// As [`held_by`], those with these ports.
///
/// # Errors
/// As [`sockets`].
pub fn held_at(ports: Ports, pids: &[u32]) -> io::Result<Vec<Entry>> {
    let owners = Owners::of(pids);
    let (entries, source) = bare(ports)?;
    let mut table = owned(entries, source, &owners);
    table.entries.retain(|entry| entry.owners.iter().any(|owner| pids.contains(&owner.pid)));
    Ok(table.entries)
}

/// The sockets without owners: by `sock_diag`, or where that fails (a sandbox may forbid it) by `/proc/net`.
#[cfg(target_os = "linux")]
fn bare(ports: Ports) -> io::Result<(Vec<Entry>, Source)> {
    match netlink::sockets(ports) {
        Ok(entries) => Ok((entries, Source::SockDiag)),
        Err(first) => {
            let mut entries = by_proc_net().map_err(|_second| first)?;
            entries.retain(|entry| ports.are_those_of(entry));
            Ok((entries, Source::ProcNet))
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn bare(ports: Ports) -> io::Result<(Vec<Entry>, Source)> {
    let mut entries = listed::sockets()?;
    entries.retain(|entry| ports.are_those_of(entry));
    Ok((entries, Source::Listed))
}

/// The sockets without owners, asked of `sock_diag` alone.
///
/// # Errors
/// Those of the netlink socket; `InvalidData` for an answer that is none.
#[cfg(target_os = "linux")]
pub fn by_sock_diag() -> io::Result<Vec<Entry>> {
    netlink::sockets(Ports::ALL)
}

/// The sockets without owners, read from `/proc/net` alone.
///
/// # Errors
/// Those of reading the files.
#[cfg(target_os = "linux")]
pub fn by_proc_net() -> io::Result<Vec<Entry>> {
    proc_net::sockets()
}

#[cfg(target_os = "linux")]
fn owned(mut entries: Vec<Entry>, source: Source, owners: &Owners) -> Table {
    for entry in &mut entries {
        entry.owners = owners.of_inode(entry.inode).to_vec();
    }
    Table { entries, source, n_hidden: owners.n_hidden() }
}

/// Elsewhere the entries come with their owners.
#[cfg(not(target_os = "linux"))]
fn owned(entries: Vec<Entry>, source: Source, _: &Owners) -> Table {
    Table { entries, source, n_hidden: 0 }
}
