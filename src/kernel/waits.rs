//! What the threads of another process wait for.
//!
//! The one idea: a program that hangs is waiting in a system call, and the kernel knows in which one, and on which
//! files. `/proc` shows it to the user who started the program, without any privilege.
//!
//! See it run: `cat /proc/self/syscall`, `cat /proc/$$/wchan`.

use crate::kernel::process::name;

/// A thread that waits in a system call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// The process.
    pub pid: u32,
    /// Its name, as `ps` shows it.
    pub program: String,
    /// The system call, as in `recvfrom`; `None` where it is none of those that are known here.
    pub call: Option<&'static str>,
    /// The numbers of the files that it waits for, where the call names them: one, or those of a whole event loop.
    pub files: Vec<u64>,
    /// The inodes of those that are sockets.
    pub sockets: Vec<u64>,
    /// It waits for the events of many files at once (`epoll_wait`, `poll`, `select`).
    pub is_event_loop: bool,
}

/// What each thread of a process waits for; a thread that runs is left out.
#[cfg(target_os = "linux")]
#[must_use]
pub fn waits(pid: u32) -> Vec<Wait> {
    let name = name(pid);
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    threads.filter_map(|thread| linux::wait_of(pid, &name, &thread.path())).collect()
}

/// What each thread of a process waits for: this system does not tell.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn waits(pid: u32) -> Vec<Wait> {
    let _ = name(pid);
    Vec::new()
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::File;
    use std::os::unix::fs::FileExt;
    use std::path::Path;

    use crate::kernel::process::socket_at;
    use crate::kernel::waits::Wait;

    /// `/proc/PID/task/TID/syscall` holds the call's number and its arguments, or `running`.
    pub(super) fn wait_of(pid: u32, program: &str, thread: &Path) -> Option<Wait> {
        let line = std::fs::read_to_string(thread.join("syscall")).ok()?;
        let mut fields = line.split_whitespace();
        let number: i64 = fields.next()?.parse().ok()?;
        let argument =
            |field: &str| u64::from_str_radix(field.trim_start_matches("0x"), 16).unwrap_or_default();
        let mut arguments = fields.map(argument).chain([0; 3]);
        let [first, second, third] = [(); 3].map(|()| arguments.next().unwrap_or_default());
        let (_, call, waits_on) = CALLS.iter().find(|(known, _, _)| *known == number)?;
        let files = match waits_on {
            WaitsOn::Descriptor => vec![first],
            WaitsOn::Set => members_of(pid, first),
            WaitsOn::List => listed_at(pid, first, second),
            WaitsOn::Bits => bits_at(pid, first, [second, third]),
            WaitsOn::Something => Vec::new(),
        };
        Some(Wait {
            pid,
            program: program.to_owned(),
            call: Some(call),
            sockets: files.iter().filter_map(|file| socket_at(pid, *file)).collect(),
            files,
            is_event_loop: matches!(waits_on, WaitsOn::Set | WaitsOn::List | WaitsOn::Bits),
        })
    }

    enum WaitsOn {
        /// The first argument is the file.
        Descriptor,
        /// The first argument is an epoll set.
        Set,
        /// The first argument is the address of a list of files, the second its length.
        List,
        /// The first argument is behind the last file; the next two are addresses of sets of bits.
        Bits,
        /// It is not on a file.
        Something,
    }

    const CALLS: &[(i64, &str, WaitsOn)] = &[
        (libc::SYS_read, "read", WaitsOn::Descriptor),
        (libc::SYS_recvfrom, "recvfrom", WaitsOn::Descriptor),
        (libc::SYS_recvmsg, "recvmsg", WaitsOn::Descriptor),
        (libc::SYS_write, "write", WaitsOn::Descriptor),
        (libc::SYS_writev, "writev", WaitsOn::Descriptor),
        (libc::SYS_sendto, "sendto", WaitsOn::Descriptor),
        (libc::SYS_sendmsg, "sendmsg", WaitsOn::Descriptor),
        (libc::SYS_accept, "accept", WaitsOn::Descriptor),
        (libc::SYS_accept4, "accept4", WaitsOn::Descriptor),
        (libc::SYS_connect, "connect", WaitsOn::Descriptor),
        #[cfg(target_arch = "x86_64")]
        (libc::SYS_epoll_wait, "epoll_wait", WaitsOn::Set),
        (libc::SYS_epoll_pwait, "epoll_pwait", WaitsOn::Set),
        (libc::SYS_epoll_pwait2, "epoll_pwait2", WaitsOn::Set),
        #[cfg(target_arch = "x86_64")]
        (libc::SYS_poll, "poll", WaitsOn::List),
        (libc::SYS_ppoll, "ppoll", WaitsOn::List),
        #[cfg(target_arch = "x86_64")]
        (libc::SYS_select, "select", WaitsOn::Bits),
        (libc::SYS_pselect6, "pselect6", WaitsOn::Bits),
        (libc::SYS_futex, "futex", WaitsOn::Something),
        (libc::SYS_nanosleep, "nanosleep", WaitsOn::Something),
        (libc::SYS_clock_nanosleep, "clock_nanosleep", WaitsOn::Something),
    ];

    /// `/proc/PID/fdinfo/FD` of an epoll set has a line `tfd: 7 …` for each file in it.
    fn members_of(pid: u32, descriptor: u64) -> Vec<u64> {
        let info = std::fs::read_to_string(format!("/proc/{pid}/fdinfo/{descriptor}")).unwrap_or_default();
        let members = info.lines().filter_map(|line| line.strip_prefix("tfd:")?.split_whitespace().next());
        members.filter_map(|member| member.parse().ok()).collect()
    }

    /// An array of `struct pollfd`, of which a negative number is passed over (`man 2 poll`).
    ///
    /// | offset | size | `struct pollfd` |
    /// |---|---|---|
    /// | 0 | 4 | descriptor |
    /// | 4 | 2 | events that are waited for |
    /// | 6 | 2 | events that came |
    fn listed_at(pid: u32, address: u64, n_files: u64) -> Vec<u64> {
        let list = memory(pid, address, n_files.min(MAX_FILES) * 8);
        let number = |entry: &[u8]| i32::from_ne_bytes([entry[0], entry[1], entry[2], entry[3]]);
        list.chunks_exact(8).filter_map(|entry| u64::try_from(number(entry)).ok()).collect()
    }

    /// Two of `fd_set`: what is to be read, what is to be written; bit N stands for file N (`man 2 select`).
    pub(super) fn bits_at(pid: u32, n_files: u64, sets: [u64; 2]) -> Vec<u64> {
        let n_files = n_files.min(MAX_FILES);
        let sets = sets.map(|address| memory(pid, address, n_files.div_ceil(64) * 8));
        let has = |set: &Vec<u8>, file: u64| {
            set.get(file as usize / 8).is_some_and(|byte| byte & (1 << (file % 8)) != 0)
        };
        (0..n_files).filter(|file| sets.iter().any(|set| has(set, *file))).collect()
    }

    const MAX_FILES: u64 = 4096;

    /// Bytes of another process's memory, or none where we may not look into it.
    fn memory(pid: u32, address: u64, n_bytes: u64) -> Vec<u8> {
        let mut bytes = vec![0; n_bytes as usize];
        let file = File::open(format!("/proc/{pid}/mem")).ok().filter(|_| address != 0);
        let is_read = file.is_some_and(|file| file.read_exact_at(&mut bytes, address).is_ok());
        if is_read { bytes } else { Vec::new() }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::net::TcpListener;
    use std::os::fd::AsRawFd;
    use std::thread;

    use rustix::event::{PollFd, PollFlags, poll};

    use super::linux::bits_at;
    use super::*;
    use crate::kernel::process::socket_at;
    use crate::kernel::until::until;

    #[test]
    fn a_thread_in_accept_is_told_with_its_socket() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let file = u64::from(listener.as_raw_fd().unsigned_abs());
        let inode = socket_at(std::process::id(), file).expect("a socket");
        let addr = listener.local_addr().expect("bound");
        let accepting = thread::spawn(move || listener.accept().map(|_| ()));
        let is_it = |wait: &Wait| wait.sockets == [inode] && wait.files == [file];
        until("the thread waits in accept", || waits(std::process::id()).iter().any(is_it));
        std::net::TcpStream::connect(addr).expect("connected");
        accepting.join().expect("no panic").expect("accepted");
    }

    #[test]
    fn the_files_of_a_poll_are_told_with_their_sockets() {
        let listeners = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
        let addr = listeners[2].local_addr().expect("bound");
        let files = listeners.each_ref().map(|listener| u64::from(listener.as_raw_fd().unsigned_abs()));
        let polling = thread::spawn(move || {
            let mut polled = listeners.each_ref().map(|it| PollFd::new(it, PollFlags::IN));
            poll(&mut polled, None).map(|_| ())
        });
        let is_it = |wait: &Wait| wait.is_event_loop && wait.files == files && wait.sockets.len() == 3;
        until("the thread waits in poll", || waits(std::process::id()).iter().any(is_it));
        std::net::TcpStream::connect(addr).expect("connected");
        polling.join().expect("no panic").expect("polled");
    }

    #[test]
    fn a_bit_stands_for_a_file_of_either_set() {
        let (to_read, to_write) = ([0b101_u64, 1], [1_u64 << 63, 0]);
        let check = |n_files: u64, sets: [u64; 2], expected: &[u64]| {
            assert_eq!(bits_at(std::process::id(), n_files, sets), expected);
        };
        let [read, write] = [to_read.as_ptr() as u64, to_write.as_ptr() as u64];
        check(65, [read, write], &[0, 2, 63, 64]);
        check(64, [read, 0], &[0, 2]);
        check(2, [read, write], &[0]);
        check(64, [0, 0], &[]);
    }
}
