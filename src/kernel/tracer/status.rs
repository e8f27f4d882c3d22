//! What `/proc` says of a thread that was not asked itself.
//!
//! See it run: `cat /proc/self/status`.

use std::fs;

/// How many filters a thread has; `None` where the system does not say (Linux before 5.9).
pub(super) fn number_of_filters(tid: i32) -> Option<usize> {
    field(tid, "Seccomp_filters:")
}

/// The process of a thread.
pub(super) fn process_of(tid: i32) -> Option<u32> {
    field(tid, "Tgid:")
}

/// The parent of a thread's process.
pub(super) fn parent_of(tid: i32) -> Option<u32> {
    field(tid, "PPid:")
}

/// The effective one of its user or group numbers, by the name of the line.
pub(super) fn effective(tid: i32, name: &str) -> Option<u32> {
    line(tid, name)?.split_whitespace().nth(1)?.parse().ok()
}

fn field<T: std::str::FromStr>(tid: i32, name: &str) -> Option<T> {
    line(tid, name)?.trim().parse().ok()
}

fn line(tid: i32, name: &str) -> Option<String> {
    let status = fs::read(format!("/proc/{tid}/status")).ok()?;
    let status = String::from_utf8_lossy(&status);
    status.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned)
}
