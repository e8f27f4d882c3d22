//! What a program is given open by whoever starts us.
//!
//! The one idea: inetd, socat and systemd hand a server its socket as an open descriptor. Ours go on to the program, but for
//! those that close by themselves.
//!
//! See it run: `socat TCP-LISTEN:8080 EXEC:'netlab observe -- cat'`.

#![allow(unsafe_code)]

use std::fs;
use std::os::fd::BorrowedFd;

use rustix::io::{FdFlags, fcntl_getfd};
use socket2::SockRef;

/// The descriptors of this process that are sockets of the internet and go on to a program that it starts.
pub(super) fn handed_down() -> Vec<u32> {
    let open = fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
    let mut open: Vec<i32> = open.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    open.sort_unstable();
    open.into_iter().filter(|fd| goes_on(*fd)).map(i32::cast_unsigned).collect()
}

fn goes_on(fd: i32) -> bool {
    // SAFETY: it is only asked, by calls that fail where it has been closed meanwhile.
    let fd = unsafe { BorrowedFd::borrow_raw(fd) };
    let stays_open = fcntl_getfd(fd).is_ok_and(|flags| !flags.contains(FdFlags::CLOEXEC));
    stays_open && SockRef::from(&fd).local_addr().is_ok_and(|addr| addr.is_ipv4() || addr.is_ipv6())
}
