//! What the kernel tells of other processes: their children, their memory, their names.
//!
//! The one idea: `/proc` is a folder for each process, and shows it to the user who started the program, without any
//! privilege.
//!
//! See it run: `cat /proc/self/stat`, `cat /proc/$$/comm`.

use std::io;
use std::path::Path;

/// A process and everything that it started, the first first.
#[cfg(target_os = "linux")]
#[must_use]
pub fn family(pid: u32) -> Vec<u32> {
    let mut parents = Vec::new();
    for process in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(child) = process.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        parents.extend(parent_of(child).map(|parent| (child, parent)));
    }
    let mut family = vec![pid];
    let mut at = 0;
    while at < family.len() {
        let parent = family[at];
        family.extend(parents.iter().filter(|(_, its)| *its == parent).map(|(child, _)| *child));
        at += 1;
    }
    family
}

/// A process and everything that it started: this system is not asked.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn family(pid: u32) -> Vec<u32> {
    vec![pid]
}

/// The parent's number is the second field behind the name, which may itself hold blanks and brackets.
#[cfg(target_os = "linux")]
fn parent_of(pid: u32) -> Option<u32> {
    let stat = readable(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// Kills processes of this process's family; those that have left it meanwhile are let be, as their numbers
/// may be others' by now. False where none of them could be killed, because there is no right to do so.
#[cfg(target_os = "linux")]
#[must_use = "false means that they live on"]
pub fn kill(pids: &[u32]) -> bool {
    end_by(rustix::process::Signal::KILL, pids)
}

/// Ends a process of this process's family by SIGABRT, at which some languages say where it was. False where it
/// could not be done.
#[cfg(target_os = "linux")]
#[must_use = "false means that nothing was done"]
pub fn abort(pid: u32) -> bool {
    end_by(rustix::process::Signal::ABORT, &[pid])
}

/// Ends a process so: this system is not asked.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn abort(_: u32) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn end_by(signal: rustix::process::Signal, pids: &[u32]) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, PidfdFlags, kill_process, pidfd_open, pidfd_send_signal};

    let held = |number: &u32| {
        let pid = Pid::from_raw(number.cast_signed())?;
        Some((*number, pid, pidfd_open(pid, PidfdFlags::empty())))
    };
    // Opened first, and looked at again then: a descriptor never becomes another process's.
    let held: Vec<_> = pids.iter().filter_map(held).collect();
    let family = family(std::process::id());
    let mut is_forbidden = false;
    let mut is_done = false;
    for (number, pid, descriptor) in held {
        if !family.contains(&number) {
            continue;
        }
        let killed = match descriptor {
            Ok(descriptor) => pidfd_send_signal(descriptor, signal),
            // Linux before 5.3, or a sandbox.
            Err(Errno::NOSYS | Errno::PERM) => kill_process(pid, signal),
            Err(error) => Err(error),
        };
        is_forbidden |= killed == Err(Errno::PERM);
        is_done |= killed.is_ok();
    }
    is_done || !is_forbidden
}

/// Kills processes: only those that this process has started itself are known here.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn kill(_: &[u32]) -> bool {
    true
}

/// The name of the file that a process runs, as in `python3.11`; `None` where nobody tells.
#[must_use]
pub fn executable(pid: u32) -> Option<String> {
    let path = std::fs::read_link(format!("/proc/{pid}/exe")).ok()?;
    Some(path.file_name()?.to_string_lossy().into_owned())
}

/// What a process does, as `ps` shows it in one letter: `T` stopped, `Z` ended and not reaped …
/// (`man 5 proc_pid_stat`); `None` where nobody tells.
#[must_use]
pub fn state(pid: u32) -> Option<char> {
    letter_of(&readable(format!("/proc/{pid}/stat")).ok()?)
}

/// Whether a thread of a process runs at this moment, or waits for nothing but a processor.
#[must_use]
pub fn wants_a_processor(pid: u32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let stats = threads.filter_map(|thread| readable(thread.path().join("stat")).ok());
    stats.filter_map(|stat| letter_of(&stat)).any(|letter| letter == 'R')
}

fn letter_of(stat: &str) -> Option<char> {
    stat.rsplit_once(')')?.1.trim_start().chars().next()
}

/// How much memory belongs to a process alone, in bytes: what it shares with others counts in parts, so that
/// the sum over a family counts nothing twice, and files that it has mapped do not count
/// (`man 5 proc_pid_smaps`, Pss). `None` where nobody tells.
#[must_use]
pub fn own_memory(pid: u32) -> Option<u64> {
    let Ok(text) = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")) else {
        return memory(pid).map(|(now, _)| now);
    };
    let field = |name: &str| -> Option<u64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
    };
    match (field("Pss_Anon:"), field("Pss_Shmem:")) {
        (Some(own), Some(shared)) => Some(own + shared + field("SwapPss:").unwrap_or_default()),
        // Linux before 5.9 does not part them.
        _ => field("Pss:"),
    }
}

/// How much memory a process has in use, and the most it ever had, in bytes; `None` where nobody tells.
#[must_use]
pub fn memory(pid: u32) -> Option<(u64, u64)> {
    let status = readable(format!("/proc/{pid}/status")).ok()?;
    let field = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim_start_matches(':').trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
    };
    Some((field("VmRSS")?, field("VmHWM")?))
}

/// How much processor time a process has used so far, in hundredths of a second, user and system
/// together (`man 5 proc_pid_stat`, utime and stime); `None` where nobody tells.
#[must_use]
pub fn processor_time(pid: u32) -> Option<u64> {
    let stat = readable(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

/// The name of a process, as `ps` shows it; empty where it has gone.
#[must_use]
pub fn name(pid: u32) -> String {
    let name = readable(format!("/proc/{pid}/comm")).unwrap_or_default();
    name.trim_end().to_owned()
}

/// How a process was started: its arguments, the program first; empty where it has gone, or is a part of the kernel.
/// At most 4 KiB are read. Whoever started it chose them, and it may have changed them since (`man 5 proc_pid_cmdline`).
#[must_use]
pub fn command_line(pid: u32) -> Vec<String> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let file = std::fs::File::open(format!("/proc/{pid}/cmdline"));
    let read = file.and_then(|file| file.take(4096).read_to_end(&mut bytes));
    let end = read.map_or(0, |_| bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1));
    bytes[..end].split(|byte| *byte == 0).filter(|_| end > 0).map(named).collect()
}

/// The inode of the socket that a descriptor of a process stands for; `None` where it is none, or nobody tells.
#[cfg(target_os = "linux")]
pub(super) fn socket_at(pid: u32, descriptor: u64) -> Option<u64> {
    socket_in(&std::fs::read_link(format!("/proc/{pid}/fd/{descriptor}")).ok()?)
}

/// The inode in what a link of `/proc/PID/fd` points to: `socket:[INODE]`; `None` where it is no socket.
#[cfg(target_os = "linux")]
pub(super) fn socket_in(target: &Path) -> Option<u64> {
    target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.parse().ok()
}

/// A file that holds a process's name. That may be any bytes, and the kernel cuts it behind 15 of them, which may
/// be within a character.
///
/// # Errors
/// Those of reading it.
pub(super) fn readable(path: impl AsRef<Path>) -> io::Result<String> {
    std::fs::read(path).map(|bytes| named(&bytes))
}

/// A name as text: what is not UTF-8 in it stands by its number, as in `\xc4`.
pub(super) fn named(bytes: &[u8]) -> String {
    bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().to_owned() + &chunk.invalid().escape_ascii().to_string())
        .collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_child_belongs_to_the_family_and_its_memory_is_known() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().expect("started");
        let family = family(std::process::id());
        assert!(family.contains(&child.id()), "{family:?}");
        assert!(memory(std::process::id()).is_some_and(|(now, most)| now > 0 && most >= now));
        child.kill().expect("still there");
        child.wait().expect("our own");
    }
}
