//! A stage on which calls are made without any process: a script answers for one.
//!
//! The one idea: what is asked of a process has an answer here that the test has written.

use std::collections::HashMap;
use std::net::SocketAddr;

use crate::event::{Event, Kind, TcpFacts};
use crate::kernel::tracer::calls::SysCall;
use crate::observe::{Call, Described, Interest, Machine, Names, Probe, Returned, Wanted};

/// A process as the test says that it is.
#[derive(Default)]
pub(super) struct Script {
    pub(super) now_us: u64,
    pub(super) memory: HashMap<u64, Vec<u8>>,
    pub(super) names: Names,
    pub(super) tcp: TcpFacts,
    pub(super) unread: Option<u64>,
    pub(super) inode: Option<u64>,
    pub(super) described: Option<Described>,
    pub(super) open: Vec<u32>,
}

impl Probe for Script {
    fn now_us(&mut self) -> u64 {
        self.now_us
    }

    fn memory(&mut self, address: u64, n_bytes: usize) -> Vec<u8> {
        let bytes = self.memory.get(&address).cloned().unwrap_or_default();
        bytes.into_iter().take(n_bytes).collect()
    }

    fn names(&mut self, _: u32) -> Names {
        self.names
    }

    fn tcp(&mut self, _: u32) -> TcpFacts {
        self.tcp
    }

    fn unread(&mut self, _: u32) -> Option<u64> {
        self.unread
    }

    fn described(&mut self, _: u32) -> Option<Described> {
        self.described
    }

    fn inode(&mut self, _: u32) -> Option<u64> {
        self.inode
    }

    fn descriptors(&mut self) -> Vec<u32> {
        self.open.clone()
    }

    fn file(&mut self, _: u32, _: Option<u64>, _: u64, n_bytes: usize) -> Vec<u8> {
        vec![b'f'; n_bytes]
    }
}

/// A family and its machine.
pub(super) struct Stage {
    pub(super) machine: Machine,
    pub(super) script: Script,
}

pub(super) const PID: u32 = 10;
pub(super) const BUFFER: u64 = 0x1000;
pub(super) const ADDRESS: u64 = 0x2000;
pub(super) const LENGTH: u64 = 0x3000;

impl Stage {
    pub(super) fn new() -> Self {
        let wanted = Wanted { data_bytes: 16, kernel_view: false, digests: true };
        let names = Names { local: addr("127.0.0.1:5000"), peer: addr("127.0.0.1:80") };
        let mut script = Script { now_us: 100, names, ..Script::default() };
        script.memory.insert(ADDRESS, sockaddr([127, 0, 0, 1], 80));
        script.memory.insert(LENGTH, 16_u32.to_ne_bytes().to_vec());
        script.memory.insert(BUFFER, b"hello, world".to_vec());
        Stage { machine: Machine::new(wanted), script }
    }

    /// A call that takes 10 microseconds.
    pub(super) fn call(&mut self, act: SysCall, args: [u64; 6], returned: i64) -> Vec<Event<'static>> {
        self.call_of(PID, act, args, returned)
    }

    pub(super) fn call_of(
        &mut self,
        pid: u32,
        act: SysCall,
        args: [u64; 6],
        returned: i64,
    ) -> Vec<Event<'static>> {
        self.script.now_us += 10;
        let mut call = Call { act, pid, tid: pid, args, began_us: self.script.now_us };
        let interest = self.machine.enter(&mut call, &mut self.script);
        self.script.now_us += 10;
        if interest == Interest::Watch {
            self.machine.leave(&call, Returned(returned), &mut self.script);
        }
        self.machine.told()
    }

    /// A stream socket with the descriptor 3, connected.
    pub(super) fn connected() -> Self {
        let mut stage = Stage::new();
        stage.call(SysCall::Socket, args(&[2, 1, 0]), 3);
        stage.call(SysCall::Connect, args(&[3, ADDRESS, 16]), 0);
        stage
    }

    pub(super) fn udp() -> Self {
        let mut stage = Stage::new();
        stage.call(SysCall::Socket, args(&[2, 2, 0]), 3);
        stage
    }

    pub(super) fn read(&mut self, returned: i64) -> Vec<Event<'static>> {
        self.call(SysCall::Read, args(&[3, BUFFER, 4096]), returned)
    }

    pub(super) fn close(&mut self) -> Vec<Event<'static>> {
        self.call(SysCall::Close, args(&[3]), 0)
    }
}

pub(super) fn args(given: &[u64]) -> [u64; 6] {
    let mut args = [0; 6];
    args[..given.len()].copy_from_slice(given);
    args
}

pub(super) fn addr(text: &str) -> Option<SocketAddr> {
    text.parse().ok()
}

pub(super) fn sockaddr(ip: [u8; 4], port: u16) -> Vec<u8> {
    [&2_u16.to_ne_bytes()[..], &port.to_be_bytes(), &ip, &[0; 8]].concat()
}

pub(super) fn kinds(told: &[Event<'_>]) -> Vec<Kind> {
    told.iter().map(|event| event.kind).collect()
}
