//! What a process costs: its processor time and its memory, as `/proc` tells them.
//!
//! The one idea: the kernel counts for every process, also for one that we did not write. Where there
//! is no `/proc`, nothing is told.

use std::fs;
use std::net::SocketAddr;
use std::time::Duration;

use netlab::event::Transport;
use netlab::kernel::holder::{Holder, holder_of};

/// The process that listens at this address.
pub(super) fn listening_at(addr: SocketAddr) -> Option<u32> {
    match holder_of(addr, Transport::Tcp) {
        Holder::Program(owner) => Some(owner.pid),
        _ => None,
    }
}

/// How long a process has run on a processor, with all its threads (`man 5 proc_pid_stat`).
pub(super) fn cpu_time(pid: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field, the name in parentheses, may hold blanks: what follows it begins with the third.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace().skip(14 - 3);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(TICK * u32::try_from(user + system).ok()?)
}

/// `USER_HZ` is 100 on every Linux of today.
const TICK: Duration = Duration::from_millis(10);

/// How much memory of a process is in RAM, in bytes (`man 5 proc_pid_status`, `VmRSS`).
pub(super) fn memory_bytes(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// How long this process has run on a processor.
pub(super) fn own_cpu_time() -> Option<Duration> {
    cpu_time(std::process::id())
}
