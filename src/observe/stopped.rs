//! A process that stands still, asked.
//!
//! See it run: `netlab observe -- PROGRAM`.

use crate::event::TcpFacts;
use crate::kernel::tracer::Peer;
use crate::observe::probe::{Described, Names, Probe};

impl Probe for Peer<'_> {
    fn now_us(&mut self) -> u64 {
        Peer::now_us(self)
    }

    fn memory(&mut self, address: u64, n_bytes: usize) -> Vec<u8> {
        Peer::memory(self, address, n_bytes)
    }

    fn names(&mut self, fd: u32) -> Names {
        let (local, peer) = self.ends(fd);
        Names { local, peer }
    }

    fn tcp(&mut self, fd: u32) -> TcpFacts {
        Peer::tcp(self, fd)
    }

    fn unread(&mut self, fd: u32) -> Option<u64> {
        Peer::unread(self, fd)
    }

    fn described(&mut self, fd: u32) -> Option<Described> {
        let kind = self.kind(fd)?;
        Some(Described {
            inode: Peer::inode(self, fd)?,
            is_stream: kind.is_stream,
            is_listening: kind.is_listening,
            is_nonblocking: kind.is_nonblocking,
            names: self.names(fd),
        })
    }

    fn inode(&mut self, fd: u32) -> Option<u64> {
        Peer::inode(self, fd)
    }

    fn descriptors(&mut self) -> Vec<u32> {
        Peer::descriptors(self)
    }

    fn file(&mut self, fd: u32, end: Option<u64>, n_moved: u64, n_bytes: usize) -> Vec<u8> {
        Peer::file(self, fd, end, n_moved, n_bytes)
    }
}
