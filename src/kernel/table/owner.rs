//! Which programs hold which sockets.
//!
//! The one idea: a program's open files are listed in `/proc/PID/fd`, and a socket shows there as
//! `socket:[INODE]`: the very inode that the table of sockets names. A user may read the lists of his
//! own programs; those of others stay closed to him, unless he is root.
//!
//! See it run: `ls -l /proc/self/fd`, `netlab sockets`.

use std::collections::HashMap;

#[cfg(target_os = "linux")]
use crate::kernel::process::{named, readable, socket_in};

/// A program that holds a socket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// Its process number.
    pub pid: u32,
    /// The name of its executable file.
    pub program: String,
}

/// Owners by the sockets' inodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owners {
    by_inode: HashMap<u64, Vec<Owner>>,
    n_hidden: usize,
}

impl Owners {
    /// The owners of a socket, by process number; empty where nobody holds it, or nobody whom we may see.
    #[must_use]
    pub fn of_inode(&self, inode: u64) -> &[Owner] {
        self.by_inode.get(&inode).map_or(&[], Vec::as_slice)
    }

    /// How many processes did not show their files.
    #[must_use]
    pub const fn n_hidden(&self) -> usize {
        self.n_hidden
    }
}

#[cfg(target_os = "linux")]
impl Owners {
    /// The sockets of every process that shows its files to this user.
    #[must_use]
    pub fn of_everybody() -> Self {
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let pids = processes.filter_map(|process| process.file_name().to_str()?.parse().ok());
        Self::of(&pids.collect::<Vec<u32>>())
    }

    /// The sockets of these processes; one that has ended meanwhile holds none.
    #[must_use]
    pub fn of(pids: &[u32]) -> Self {
        let mut owners = Owners::default();
        for pid in pids {
            match inodes(*pid) {
                Ok(inodes) => owners.add(*pid, &inodes),
                Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => owners.n_hidden += 1,
                Err(_ended) => {}
            }
        }
        owners
    }

    fn add(&mut self, pid: u32, inodes: &[u64]) {
        if inodes.is_empty() {
            return;
        }
        let owner = Owner { pid, program: program(pid) };
        for inode in inodes {
            let holders = self.by_inode.entry(*inode).or_default();
            // Two descriptors of one process can stand for the same socket.
            if holders.last() != Some(&owner) {
                holders.push(owner.clone());
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Owners {
    /// Elsewhere the table comes with its owners.
    #[must_use]
    pub fn of_everybody() -> Self {
        Owners::default()
    }

    /// Elsewhere the table comes with its owners.
    #[must_use]
    pub fn of(_: &[u32]) -> Self {
        Owners::default()
    }
}

/// The inodes of the sockets that a process has open.
#[cfg(target_os = "linux")]
fn inodes(pid: u32) -> std::io::Result<Vec<u64>> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(format!("/proc/{pid}/fd"))? {
        let target = match file.and_then(|file| std::fs::read_link(file.path())) {
            Ok(target) => target,
            // A more privileged program shows how many files it has, and not which.
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => return Err(error),
            // A descriptor may be closed between the list and the look.
            Err(_closed) => continue,
        };
        found.extend(socket_in(&target));
    }
    Ok(found)
}

/// The name of a process's executable; where that is not told, the name that `ps` shows.
#[cfg(target_os = "linux")]
fn program(pid: u32) -> String {
    let file = std::fs::read_link(format!("/proc/{pid}/exe")).ok();
    let name = file.as_deref().and_then(|path| path.file_name()).map(|name| named(name.as_encoded_bytes()));
    // The kernel adds this where the file was replaced, as by a build, while the program runs.
    let name = name.map(|name| name.trim_end_matches(" (deleted)").to_owned());
    let shown = || readable(format!("/proc/{pid}/comm")).ok();
    name.or_else(shown).map_or_else(|| "?".to_owned(), |name| name.trim_end().to_owned())
}
