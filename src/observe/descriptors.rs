//! Which descriptor stands for which socket, in each process of a family.
//!
//! The one idea: a descriptor is a process's own name for something in the kernel. A fork copies all names, `dup` gives
//! a second one, a message may carry one to another process; the socket lives until the last of them is gone.
//!
//! See it run: `ls -l /proc/self/fd`.

use std::collections::{BTreeMap, HashMap};

/// A socket, whatever it is called where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key(pub(super) u64);

/// The names of all processes.
#[derive(Debug, Default)]
pub(super) struct Descriptors {
    tables: HashMap<u32, BTreeMap<u32, Key>>,
}

impl Descriptors {
    pub(super) fn of(&self, pid: u32, fd: u32) -> Option<Key> {
        self.tables.get(&pid)?.get(&fd).copied()
    }

    /// Every descriptor of a process that stands for a socket.
    pub(super) fn all_of(&self, pid: u32) -> Vec<u32> {
        self.tables.get(&pid).into_iter().flatten().map(|(fd, _)| *fd).collect()
    }

    /// Every descriptor of every process, with what it stands for.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, u32, Key)> {
        self.tables.iter().flat_map(|(pid, table)| table.iter().map(|(fd, key)| (*pid, *fd, *key)))
    }

    /// A descriptor stands for this socket from now on; gives the one that it stood for.
    pub(super) fn put(&mut self, pid: u32, fd: u32, key: Key) -> Option<Key> {
        self.tables.entry(pid).or_default().insert(fd, key)
    }

    pub(super) fn take(&mut self, pid: u32, fd: u32) -> Option<Key> {
        self.tables.get_mut(&pid)?.remove(&fd)
    }

    /// A new process has the same names; gives what they stand for, once for each.
    pub(super) fn copy(&mut self, from: u32, to: u32) -> Vec<Key> {
        let table = self.tables.get(&from).cloned().unwrap_or_default();
        let keys = table.values().copied().collect();
        self.tables.insert(to, table);
        keys
    }
}
