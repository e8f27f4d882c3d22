//! The sockets of a family of processes, and how they come into its hands and leave them.
//!
//! The one idea: a socket has one record, however many descriptors stand for it and wherever they are. It is gone when
//! the last of them is, and none is on its way in a message.
//!
//! See it run: `netlab observe -- socat TCP-LISTEN:8080,fork EXEC:cat`.

use std::collections::HashMap;

use crate::event::{Event, Kind, Span, TcpFacts, Transport};
use crate::kernel::tracer::calls::{DUPLICATES, F_SETFL, FIONBIO, SysCall};
use crate::observe::call::{Call, Interest, Returned};
use crate::observe::descriptors::{Descriptors, Key};
use crate::observe::held::Held;
use crate::observe::message::{MSGHDR_BYTES, Message, SOCKADDR_BYTES, address, descriptors, int};
use crate::observe::moment::{Moment, Teller, Wanted};
use crate::observe::probe::{Described, Probe};
use crate::observe::socket::{Role, Socket};
use crate::observe::transfer::MSG_PEEK;

/// All sockets that are known, and who holds them.
#[derive(Debug, Default)]
pub(super) struct Family {
    pub(super) descriptors: Descriptors,
    pub(super) teller: Teller,
    sockets: HashMap<Key, Socket>,
    n_made: u64,
    /// Sockets in messages that nobody has received yet, by their inodes: how many times each.
    on_the_way: HashMap<u64, (Key, usize)>,
}

impl Family {
    pub(super) fn new(wanted: Wanted) -> Self {
        Family { teller: Teller::new(wanted), ..Family::default() }
    }

    pub(super) fn is_stream(&self, key: Key) -> bool {
        self.sockets.get(&key).is_some_and(Socket::is_stream)
    }

    /// Who holds which socket, in the order of processes and descriptors.
    pub(super) fn held(&self) -> Vec<Held> {
        let held = |(pid, fd, key)| {
            let socket = self.sockets.get(&key)?;
            let is_listening = socket.role == Role::Listening;
            Some(Held { pid, fd, is_stream: socket.is_stream(), is_listening, names: socket.names })
        };
        let mut held: Vec<Held> = self.descriptors.all().filter_map(held).collect();
        held.sort_by_key(|held| (held.pid, held.fd));
        held
    }

    /// Looks at a call together with the socket that a descriptor stands for.
    pub(super) fn moment(
        &mut self,
        call: &Call,
        fd: u32,
        returned: Returned,
        t_us: u64,
        probe: &mut dyn Probe,
        look: impl FnOnce(&mut Moment<'_>),
    ) {
        let socket = self.descriptors.of(call.pid, fd).and_then(|key| self.sockets.get_mut(&key));
        if let Some(socket) = socket {
            look(&mut Moment { call: *call, fd, returned, t_us, socket, probe, teller: &mut self.teller });
        }
    }

    /// `socket` returned: a new one, if it is a stream or for datagrams of the internet.
    pub(super) fn made(&mut self, call: &Call, returned: Returned) -> Vec<u32> {
        let Some(fd) = returned.descriptor() else { return Vec::new() };
        let transport = match (call.int(1) & 0xf, call.int(2)) {
            // Multipath TCP is told as what it is to the program (RFC 8684).
            (SOCK_STREAM, 0 | 6 | 262) => Transport::Tcp,
            (SOCK_DGRAM, 0 | 17) => Transport::Udp,
            _ => return Vec::new(),
        };
        let is_nonblocking = call.int(1) & SOCK_NONBLOCK != 0;
        self.add(call.pid, fd, Socket::new(call.pid, transport, is_nonblocking));
        vec![fd]
    }

    /// `accept` returned a connection; false where its listener is not known.
    pub(super) fn took_in(&mut self, call: &Call, fd: u32, probe: &mut dyn Probe) -> bool {
        let listener = self.descriptors.of(call.pid, call.fd()).and_then(|key| self.sockets.get(&key));
        let Some(listener) = listener.filter(|listener| listener.is_stream()) else { return false };
        let local = listener.names.local.filter(|local| !local.ip().is_unspecified());
        let n_bytes = int(&probe.memory(call.args[2], 4), 0).filter(|_| call.args[1] != 0).unwrap_or(0);
        let peer = address(&probe.memory(call.args[1], SOCKADDR_BYTES.min(n_bytes as usize)));
        let is_nonblocking = call.act == SysCall::Accept4 && call.int(3) & SOCK_NONBLOCK != 0;
        let mut socket = Socket::new(call.pid, Transport::Tcp, is_nonblocking);
        socket.names.local = local;
        socket.names.peer = peer;
        if local.is_none() || peer.is_none() {
            let names = probe.names(fd);
            socket.names.local = names.local.or(local);
            socket.names.peer = peer.or(names.peer);
        }
        self.add(call.pid, fd, socket);
        true
    }

    /// A descriptor was there before anybody looked; several may stand for one socket.
    pub(super) fn adopt(&mut self, pid: u32, fd: u32, described: Described) {
        let known = self.sockets.iter().find(|(_, socket)| socket.inode == Some(described.inode));
        if let Some(key) = known.map(|(key, _)| *key) {
            return self.hold(pid, fd, key);
        }
        self.add(pid, fd, Socket::found(pid, described));
    }

    fn add(&mut self, pid: u32, fd: u32, socket: Socket) {
        self.n_made += 1;
        let key = Key(self.n_made);
        self.sockets.insert(key, socket);
        self.hold(pid, fd, key);
    }

    fn hold(&mut self, pid: u32, fd: u32, key: Key) {
        if let Some(socket) = self.sockets.get_mut(&key) {
            socket.n_holders += 1;
        }
        // Where a descriptor is known already, its close was not seen: it is gone now in any case.
        if let Some(before) = self.descriptors.put(pid, fd, key)
            && let Some(socket) = self.sockets.get_mut(&before)
        {
            socket.n_holders -= 1;
            if socket.n_holders == 0 {
                self.sockets.remove(&before);
            }
        }
    }

    /// A new process holds what its parent holds.
    pub(super) fn fork(&mut self, parent: u32, child: u32) {
        for key in self.descriptors.copy(parent, child) {
            if let Some(socket) = self.sockets.get_mut(&key) {
                socket.n_holders += 1;
            }
        }
    }

    /// `dup` and its kin returned; `tcp` is what was seen of a connection that is gone with it.
    pub(super) fn duplicated(
        &mut self,
        call: &Call,
        returned: Returned,
        tcp: Option<TcpFacts>,
        t_us: u64,
    ) -> Vec<u32> {
        let Some(fd) = returned.descriptor().filter(|fd| *fd != call.fd()) else { return Vec::new() };
        self.let_go(call, fd, tcp, t_us);
        let Some(key) = self.descriptors.of(call.pid, call.fd()) else { return Vec::new() };
        self.hold(call.pid, fd, key);
        vec![fd]
    }

    /// `fcntl` or `ioctl`: may make calls wait or not, or make a second descriptor.
    pub(super) fn set_by(&mut self, call: &Call, probe: &mut dyn Probe) -> Interest {
        let is_nonblocking = match (call.act, call.int(1)) {
            (SysCall::Fcntl, command) if DUPLICATES.contains(&command) => return Interest::Watch,
            (SysCall::Fcntl, F_SETFL) => call.int(2) & SOCK_NONBLOCK != 0,
            (SysCall::Ioctl, FIONBIO) => int(&probe.memory(call.args[2], 4), 0) != Some(0),
            _ => return Interest::LetGo,
        };
        let key = self.descriptors.of(call.pid, call.fd());
        if let Some(socket) = key.and_then(|key| self.sockets.get_mut(&key)) {
            socket.is_nonblocking = is_nonblocking;
        }
        Interest::LetGo
    }

    /// A message begins to be sent; whether it carries sockets, which are on their way from now on.
    pub(super) fn carries_sockets(&mut self, call: &Call, probe: &mut dyn Probe) -> bool {
        let mut carries = false;
        for fd in rights(call, probe) {
            let Some(key) = self.descriptors.of(call.pid, fd) else { continue };
            let Some(inode) = probe.inode(fd) else { continue };
            carries = true;
            self.on_the_way.entry(inode).or_insert((key, 0)).1 += 1;
            if let Some(socket) = self.sockets.get_mut(&key) {
                socket.n_holders += 1;
            }
        }
        carries
    }

    /// The message was sent; where it was not, nothing is on its way.
    pub(super) fn passed_on(&mut self, call: &Call, returned: Returned, probe: &mut dyn Probe) {
        if returned.is_ok() {
            return;
        }
        for fd in rights(call, probe) {
            let inode = probe.inode(fd);
            if let Some(key) = inode.and_then(|inode| self.arrived(inode)) {
                self.release(key, call, fd, None, call.began_us);
            }
        }
    }

    /// A message was received; gives the descriptors that came with it and stand for sockets.
    pub(super) fn brought(&mut self, call: &Call, returned: Returned, probe: &mut dyn Probe) -> Vec<u32> {
        let mut gained = Vec::new();
        for fd in if returned.is_ok() { rights(call, probe) } else { Vec::new() } {
            let Some(inode) = probe.inode(fd) else { continue };
            let is_look = call.int(2) & MSG_PEEK != 0;
            let known = self.on_the_way.get(&inode).map(|(key, _)| *key);
            if let Some(key) = known {
                self.hold(call.pid, fd, key);
                if !is_look
                    && self.arrived(inode).is_some()
                    && let Some(socket) = self.sockets.get_mut(&key)
                {
                    socket.n_holders -= 1;
                }
            } else if let Some(described) = probe.described(fd) {
                self.adopt(call.pid, fd, described);
            } else {
                continue;
            }
            gained.push(fd);
        }
        gained
    }

    /// One of a socket's messages is no longer on its way.
    fn arrived(&mut self, inode: u64) -> Option<Key> {
        let (key, n_times) = self.on_the_way.get_mut(&inode)?;
        let key = *key;
        *n_times -= 1;
        if *n_times == 0 {
            self.on_the_way.remove(&inode);
        }
        Some(key)
    }

    /// What the kernel says of a connection whose last descriptor is about to go: this decides how it ends it.
    pub(super) fn last_look(&mut self, pid: u32, fd: u32, probe: &mut dyn Probe) -> Option<TcpFacts> {
        let socket = self.descriptors.of(pid, fd).and_then(|key| self.sockets.get(&key))?;
        let is_told = socket.is_stream() && socket.n_holders == 1 && socket.number.is_some();
        if !is_told || socket.life.has_left() {
            return None;
        }
        let TcpFacts { state, recv_queue, .. } = probe.tcp(fd);
        let look = TcpFacts { state, recv_queue, ..TcpFacts::default() };
        (look != TcpFacts::default()).then_some(look)
    }

    /// A descriptor goes; with the last one the socket does.
    pub(super) fn let_go(&mut self, call: &Call, fd: u32, look: Option<TcpFacts>, t_us: u64) {
        if let Some(key) = self.descriptors.take(call.pid, fd) {
            self.release(key, call, fd, look, t_us);
        }
    }

    fn release(&mut self, key: Key, call: &Call, fd: u32, look: Option<TcpFacts>, t_us: u64) {
        let Some(socket) = self.sockets.get_mut(&key) else { return };
        socket.n_holders -= 1;
        if socket.n_holders > 0 {
            return;
        }
        let Some(mut socket) = self.sockets.remove(&key) else { return };
        if let Some(attempt) = socket.attempt.take() {
            let outcome = socket.life.gave_up(Span { began_us: attempt.began_us, t_us });
            let told = self.teller.event(&mut socket, call, fd, outcome.kind, t_us);
            let told = Event { began_us: attempt.began_us, waited_us: outcome.waited_us, ..told };
            self.teller.told.push(told);
            return;
        }
        // Of a socket that was never told of, nobody wants to know that it has gone.
        if socket.number.is_none() {
            return;
        }
        for outcome in socket.life.closed(t_us) {
            let is_close = outcome.kind == Kind::Closed;
            let told = self.teller.event(&mut socket, call, fd, outcome.kind, t_us);
            let option = (is_close && socket.throws_away).then(|| "SO_LINGER=0".into());
            let tcp = look.filter(|_| is_close);
            self.teller.told.push(Event { option, tcp, ..told });
        }
    }
}

/// Whether a message that is about to be received has room for descriptors.
pub(super) fn may_bring_descriptors(call: &Call, probe: &mut dyn Probe) -> bool {
    let head = Message::read(&probe.memory(call.args[1], MSGHDR_BYTES));
    head.is_some_and(|head| head.control.n_bytes > 0)
}

/// The descriptors that the message of `sendmsg` or `recvmsg` carries.
fn rights(call: &Call, probe: &mut dyn Probe) -> Vec<u32> {
    let head = Message::read(&probe.memory(call.args[1], MSGHDR_BYTES));
    let Some(control) = head.map(|head| head.control).filter(|control| control.n_bytes > 0) else {
        return Vec::new();
    };
    descriptors(&probe.memory(control.address, MAX_CONTROL_BYTES.min(control.n_bytes as usize)))
}

/// A message carries at most 253 descriptors (`SCM_MAX_FD`), and little else.
const MAX_CONTROL_BYTES: usize = 4096;

const SOCK_STREAM: u32 = 1;
const SOCK_DGRAM: u32 = 2;
/// The same bit as `O_NONBLOCK`.
const SOCK_NONBLOCK: u32 = 0o4000;
