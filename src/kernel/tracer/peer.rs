//! What can be asked of a process that stands still.
//!
//! The one idea: a copy of its descriptor is as good as the descriptor (`man 2 pidfd_getfd`): the kernel answers what it
//! would answer the process itself. The copy is closed before the process goes on: as long as it is open, a socket that
//! the process closes would not be closed, and its peer would wait for the end.
//!
//! See it run: `netlab -v observe -- PROGRAM`.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileExt, MetadataExt};

use rustix::process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};
use socket2::{SockRef, Type};

use crate::event::{TcpFacts, TcpState, Transport};
use crate::kernel::process::socket_at;
use crate::kernel::tracer::{request, status};
use crate::kernel::{clock, socket, table};

/// Handles of processes, by their numbers: a descriptor is asked for through one.
#[derive(Debug, Default)]
pub(super) struct Handles(HashMap<u32, OwnedFd>);

impl Handles {
    pub(super) fn forget(&mut self, pid: u32) {
        self.0.remove(&pid);
    }
}

/// A thread that stands still, and its process.
#[derive(Debug)]
pub struct Peer<'a> {
    pub(super) pid: u32,
    pub(super) tid: u32,
    pub(super) handles: &'a mut Handles,
}

/// A socket's addresses: its own, the other end's.
pub(super) type Ends = (Option<SocketAddr>, Option<SocketAddr>);

/// What an open descriptor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// A stream, or datagrams.
    pub is_stream: bool,
    /// Connections are accepted from it.
    pub is_listening: bool,
    /// A call that would have to wait returns instead.
    pub is_nonblocking: bool,
}

impl Peer<'_> {
    /// The monotonic clock, in microseconds.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        clock::monotonic_us()
    }

    /// So many bytes of its memory; fewer, or none, where it has no more there.
    #[must_use]
    pub fn memory(&self, address: u64, n_bytes: usize) -> Vec<u8> {
        let mut bytes = vec![0; n_bytes];
        let n_read =
            if address == 0 { 0 } else { request::read_memory(self.tid.cast_signed(), address, &mut bytes) };
        bytes.truncate(n_read);
        bytes
    }

    /// The addresses of one of its sockets.
    pub fn ends(&mut self, fd: u32) -> Ends {
        let Some(copy) = self.copy(fd) else {
            return self.entry(fd).map_or((None, None), |entry| ends_of(&entry));
        };
        let socket = SockRef::from(&copy);
        let local = socket.local_addr().ok().and_then(|addr| addr.as_socket());
        let peer = socket.peer_addr().ok().and_then(|addr| addr.as_socket());
        (local.map(canonical), peer.map(canonical))
    }

    /// The kernel's view of one of its connections.
    pub fn tcp(&mut self, fd: u32) -> TcpFacts {
        let Some(copy) = self.copy(fd) else {
            return self.entry(fd).map_or_else(TcpFacts::default, |entry| facts_of(&entry));
        };
        socket::tcp_facts(&SockRef::from(&copy))
    }

    /// How long the next datagram is; `None` where there is none, or it is empty.
    pub fn unread(&mut self, fd: u32) -> Option<u64> {
        let copy = self.copy(fd)?;
        socket::unread(&SockRef::from(&copy)).filter(|n_bytes| *n_bytes > 0)
    }

    /// What a descriptor is; `None` where it is no socket of the internet.
    pub fn kind(&mut self, fd: u32) -> Option<Kind> {
        let Some(copy) = self.copy(fd) else { return self.kind_of(fd, &self.entry(fd)?) };
        let socket = SockRef::from(&copy);
        socket.local_addr().ok().filter(|addr| addr.is_ipv4() || addr.is_ipv6())?;
        let is_stream = match socket.r#type().ok()? {
            Type::STREAM => true,
            Type::DGRAM => false,
            _ => return None,
        };
        let is_listening = is_stream && socket.is_listener().unwrap_or(false);
        Some(Kind { is_stream, is_listening, is_nonblocking: socket.nonblocking().unwrap_or(false) })
    }

    /// The inode of a descriptor's socket.
    #[must_use]
    pub fn inode(&self, fd: u32) -> Option<u64> {
        socket_at(self.pid, u64::from(fd))
    }

    /// Every descriptor that it has open.
    #[must_use]
    pub fn descriptors(&self) -> Vec<u32> {
        let entries = fs::read_dir(format!("/proc/{}/fd", self.pid)).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
    }

    /// The first `n_bytes` of the `n_moved` bytes that it has just read from a file, up to this position; `None`
    /// for the file's own.
    #[must_use]
    pub fn file(&self, fd: u32, end: Option<u64>, n_moved: u64, n_bytes: usize) -> Vec<u8> {
        let read = || {
            let file = fs::File::open(format!("/proc/{}/fd/{fd}", self.pid)).ok()?;
            // Anything else may not be read without taking it away.
            file.metadata().ok().filter(fs::Metadata::is_file)?;
            let end = end.or_else(|| self.position(fd))?;
            let mut bytes = vec![0; n_bytes];
            let n_read = file.read_at(&mut bytes, end.checked_sub(n_moved)?).ok()?;
            bytes.truncate(n_read);
            Some(bytes)
        };
        read().unwrap_or_default()
    }

    fn position(&self, fd: u32) -> Option<u64> {
        let info = fs::read_to_string(format!("/proc/{}/fdinfo/{fd}", self.pid)).ok()?;
        info.lines().find_map(|line| line.strip_prefix("pos:"))?.trim().parse().ok()
    }

    /// A copy of its descriptor; `None` where it has none, or where that is forbidden (Docker's usual profile).
    fn copy(&mut self, fd: u32) -> Option<OwnedFd> {
        let handle = match self.handles.0.entry(self.pid) {
            std::collections::hash_map::Entry::Occupied(handle) => handle.into_mut(),
            std::collections::hash_map::Entry::Vacant(room) => {
                let pid = Pid::from_raw(self.pid.cast_signed())?;
                room.insert(pidfd_open(pid, PidfdFlags::empty()).ok()?)
            }
        };
        pidfd_getfd(handle, fd.cast_signed(), PidfdGetfdFlags::empty()).ok()
    }

    /// Without a copy: the socket's line in the kernel's table, found by its inode.
    fn entry(&self, fd: u32) -> Option<table::Entry> {
        let inode = self.inode(fd)?;
        table::by_sock_diag().ok()?.into_iter().find(|entry| entry.inode == inode)
    }

    /// What a descriptor is, from its socket's line.
    fn kind_of(&self, fd: u32, entry: &table::Entry) -> Option<Kind> {
        let info = fs::read_to_string(format!("/proc/{}/fdinfo/{fd}", self.pid)).ok()?;
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:"))?.trim();
        Some(Kind {
            is_stream: entry.transport == Transport::Tcp,
            is_listening: entry.state == Some(TcpState::Listen),
            is_nonblocking: i32::from_str_radix(flags, 8).ok()? & libc::O_NONBLOCK != 0,
        })
    }

    /// Whether the file that it runs gives rights (setuid, setgid), and it has not got them.
    #[must_use]
    pub fn lacks_rights(&self) -> bool {
        let Ok(about) = fs::metadata(format!("/proc/{}/exe", self.pid)) else { return false };
        let gives = |bit: u32, owner: u32, id: &str| {
            about.mode() & bit != 0
                && status::effective(self.pid.cast_signed(), id).is_some_and(|has| has != owner)
        };
        gives(0o4000, about.uid(), "Uid:") || gives(0o2000, about.gid(), "Gid:")
    }

    /// The first bytes of the file that it runs.
    #[must_use]
    pub fn image(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(file) = fs::File::open(format!("/proc/{}/exe", self.pid)) {
            // What cannot be read has no first bytes.
            let _ = file.take(5).read_to_end(&mut bytes);
        }
        bytes
    }
}

fn facts_of(entry: &table::Entry) -> TcpFacts {
    let stream = entry.stream;
    TcpFacts {
        state: entry.state,
        send_queue: stream.map(|stream| stream.unacked),
        recv_queue: stream.map(|stream| stream.unread),
        rtt_us: None,
    }
}

fn ends_of(entry: &table::Entry) -> Ends {
    (Some(canonical(entry.local)), entry.peer.map(canonical))
}

/// IPv4 that is talked over IPv6 is shown as IPv4.
fn canonical(addr: SocketAddr) -> SocketAddr {
    SocketAddr::new(addr.ip().to_canonical(), addr.port())
}
