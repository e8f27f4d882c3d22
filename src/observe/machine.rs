//! Calls in, events out.
//!
//! The one idea: whoever stops the calls of a program says so at each call's beginning and at its return, and whatever
//! may be told of the program's sockets comes out. No process, no clock and no kernel is in here: what is to be asked
//! is asked through a [`Probe`].
//!
//! See it run: `netlab observe -- PROGRAM`; the tests replay what was recorded so.

use std::collections::HashMap;

use crate::event::{Event, TcpFacts, Transport};
use crate::kernel::tracer::calls::{INTERNET, SO_ERROR, SOL_SOCKET, SysCall};
use crate::observe::call::{Call, Interest, Returned};
use crate::observe::family::{Family, may_bring_descriptors};
use crate::observe::held::Held;
use crate::observe::moment::{Moment, Wanted};
use crate::observe::probe::Probe;
use crate::observe::transfer::transfers;
use crate::observe::{connecting, datagrams, making, streams};

/// All sockets of a family of processes.
#[derive(Debug, Default)]
pub struct Machine {
    family: Family,
    /// What was seen at a call's beginning and is needed at its return, by threads.
    at_entry: HashMap<u32, AtEntry>,
    /// Calls that a signal has interrupted and that will be begun anew, by threads.
    interrupted: HashMap<u32, Call>,
}

/// What only the beginning of a call can show.
#[derive(Debug, Clone, Copy, Default)]
struct AtEntry {
    /// How long the next datagram was.
    unread: Option<u64>,
    /// The connection that `dup2` may end.
    tcp: Option<TcpFacts>,
}

impl Machine {
    /// A machine for those who want this.
    #[must_use]
    pub fn new(wanted: Wanted) -> Self {
        Machine { family: Family::new(wanted), ..Machine::default() }
    }

    /// What is to be told and was not taken yet, in order.
    pub fn told(&mut self) -> Vec<Event<'static>> {
        std::mem::take(&mut self.family.teller.told)
    }

    /// The descriptors of a process that stand for internet sockets.
    #[must_use]
    pub fn descriptors_of(&self, pid: u32) -> Vec<u32> {
        self.family.descriptors.all_of(pid)
    }

    /// Every descriptor of all processes that stands for an internet socket.
    #[must_use]
    pub fn held(&self) -> Vec<Held> {
        self.family.held()
    }

    /// A process is observed from now on: it may have sockets already.
    pub fn found(&mut self, pid: u32, probe: &mut dyn Probe) {
        for fd in probe.descriptors() {
            if let Some(described) = probe.described(fd) {
                self.family.adopt(pid, fd, described);
            }
        }
    }

    /// A process was born of another, with copies of its descriptors.
    pub fn forked(&mut self, parent: u32, child: u32) {
        self.family.fork(parent, child);
    }

    /// A process has become another program: descriptors that were to be closed then are closed.
    pub fn executed(&mut self, pid: u32, tid: u32, probe: &mut dyn Probe) {
        let open = probe.descriptors();
        for fd in self.descriptors_of(pid).into_iter().filter(|fd| !open.contains(fd)) {
            let t_us = probe.now_us();
            self.family.let_go(&kernels_own(pid, tid, t_us), fd, None, t_us);
        }
    }

    /// The last thread of a process is about to end: the kernel will close what it has left open.
    pub fn ending(&mut self, pid: u32, tid: u32, probe: &mut dyn Probe) {
        for fd in self.descriptors_of(pid) {
            let look = self.family.last_look(pid, fd, probe);
            let t_us = probe.now_us();
            self.family.let_go(&kernels_own(pid, tid, t_us), fd, look, t_us);
        }
    }

    /// A process has ended, whether anybody saw it coming or not.
    pub fn ended(&mut self, pid: u32, t_us: u64) {
        for fd in self.descriptors_of(pid) {
            self.family.let_go(&kernels_own(pid, pid, t_us), fd, None, t_us);
        }
    }

    /// A thread has ended, and with it what was remembered of its call.
    pub fn thread_ended(&mut self, tid: u32) {
        self.at_entry.remove(&tid);
        self.interrupted.remove(&tid);
    }

    /// A call begins.
    pub fn enter(&mut self, call: &mut Call, probe: &mut dyn Probe) -> Interest {
        if let Some(before) = self.interrupted.remove(&call.tid)
            && before.act == call.act
            && before.args[0] == call.args[0]
        {
            call.began_us = before.began_us;
        }
        let is_known = self.family.descriptors.of(call.pid, call.fd()).is_some();
        let watch_if = |is_so| if is_so { Interest::Watch } else { Interest::LetGo };
        match call.act {
            SysCall::Close => self.close(call, call.fd(), call.fd(), probe),
            SysCall::CloseRange if call.int(2) & CLOSE_RANGE_CLOEXEC == 0 => {
                self.close(call, call.int(0), call.int(1), probe)
            }
            SysCall::CloseRange | SysCall::IoUringSetup | SysCall::Ptrace | SysCall::Clone => Interest::LetGo,
            SysCall::Socket => watch_if(INTERNET.contains(&call.int(0))),
            SysCall::Recvmsg => watch_if(is_known || may_bring_descriptors(call, probe)),
            SysCall::Sendmsg => watch_if(is_known || self.family.carries_sockets(call, probe)),
            SysCall::Dup2 | SysCall::Dup3 => self.replaces(call, is_known, probe),
            SysCall::Splice => {
                watch_if(is_known || self.family.descriptors.of(call.pid, call.int(2)).is_some())
            }
            _ if !is_known => Interest::LetGo,
            SysCall::Getsockopt => watch_if((call.int(1), call.int(2)) == (SOL_SOCKET, SO_ERROR)),
            SysCall::Fcntl | SysCall::Ioctl => self.family.set_by(call, probe),
            SysCall::Connect => {
                self.moment(call, Returned(0), probe, connecting::begins);
                Interest::Watch
            }
            SysCall::Recvfrom | SysCall::Read | SysCall::Readv | SysCall::Recvmmsg => {
                self.look_at_next_datagram(call, probe);
                Interest::Watch
            }
            _ => Interest::Watch,
        }
    }

    /// A call returned that was to be watched; gives the descriptors that stand for a socket since.
    pub fn leave(&mut self, call: &Call, returned: Returned, probe: &mut dyn Probe) -> Vec<u32> {
        let at_entry = self.at_entry.remove(&call.tid).unwrap_or_default();
        if returned.is_interrupted() {
            self.interrupted.insert(call.tid, *call);
            return Vec::new();
        }
        match call.act {
            SysCall::Socket => return self.family.made(call, returned),
            SysCall::Accept | SysCall::Accept4 => return self.accepted(call, returned, probe),
            SysCall::Dup | SysCall::Dup2 | SysCall::Dup3 | SysCall::Fcntl => {
                return self.family.duplicated(call, returned, at_entry.tcp, probe.now_us());
            }
            SysCall::Bind => self.moment(call, returned, probe, making::bound),
            SysCall::Listen => self.moment(call, returned, probe, making::listens),
            SysCall::Connect => self.moment(call, returned, probe, connecting::returned),
            SysCall::Shutdown => self.moment(call, returned, probe, making::finished),
            SysCall::Setsockopt => self.moment(call, returned, probe, making::option_set),
            SysCall::Getsockopt if returned.is_ok() => {
                self.moment(call, returned, probe, connecting::asked_for_error);
            }
            SysCall::Read | SysCall::Readv | SysCall::Recvfrom | SysCall::Recvmmsg => {
                self.received(call, returned, at_entry.unread, probe);
            }
            SysCall::Recvmsg => {
                self.received(call, returned, at_entry.unread, probe);
                return self.family.brought(call, returned, probe);
            }
            SysCall::Write | SysCall::Writev | SysCall::Sendto | SysCall::Sendmmsg | SysCall::Sendfile => {
                self.sent(call, returned, probe);
            }
            SysCall::Sendmsg => {
                self.family.passed_on(call, returned, probe);
                self.sent(call, returned, probe);
            }
            SysCall::Splice => {
                self.received(call, returned, None, probe);
                let mut args = call.args;
                args[0] = args[2];
                self.sent(&Call { args, ..*call }, returned, probe);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Looks at a call together with its socket, if it is made on one.
    fn moment(
        &mut self,
        call: &Call,
        returned: Returned,
        probe: &mut dyn Probe,
        look: impl FnOnce(&mut Moment<'_>),
    ) {
        let t_us = probe.now_us();
        self.family.moment(call, call.fd(), returned, t_us, probe, look);
    }

    fn received(&mut self, call: &Call, returned: Returned, unread: Option<u64>, probe: &mut dyn Probe) {
        self.moment(call, returned, probe, |moment| {
            for transfer in transfers(call, returned, moment.probe) {
                moment.returned = transfer.returned;
                match moment.socket.transport {
                    Transport::Tcp => streams::read(moment, &transfer),
                    Transport::Udp => datagrams::received(moment, &transfer, unread),
                }
            }
        });
    }

    fn sent(&mut self, call: &Call, returned: Returned, probe: &mut dyn Probe) {
        self.moment(call, returned, probe, |moment| {
            for transfer in transfers(call, returned, moment.probe) {
                moment.returned = transfer.returned;
                match moment.socket.transport {
                    Transport::Tcp => streams::written(moment, &transfer),
                    Transport::Udp => datagrams::sent(moment, &transfer),
                }
            }
        });
    }

    fn accepted(&mut self, call: &Call, returned: Returned, probe: &mut dyn Probe) -> Vec<u32> {
        let Some(fd) = returned.descriptor() else {
            self.moment(call, returned, probe, making::not_accepted);
            return Vec::new();
        };
        let mut waited_us = None;
        self.moment(call, returned, probe, |moment| waited_us = making::waited_to_accept(moment));
        if !self.family.took_in(call, fd, probe) {
            return Vec::new();
        }
        let t_us = probe.now_us();
        self.family.moment(call, fd, Returned(0), t_us, probe, |moment| making::accepted(moment, waited_us));
        vec![fd]
    }

    /// Descriptors are closed: at the beginning of the call, as their numbers may be others' before its return is seen.
    fn close(&mut self, call: &Call, first: u32, last: u32, probe: &mut dyn Probe) -> Interest {
        for fd in self.descriptors_of(call.pid).into_iter().filter(|fd| (first..=last).contains(fd)) {
            let look = self.family.last_look(call.pid, fd, probe);
            let t_us = probe.now_us();
            self.family.let_go(call, fd, look, t_us);
        }
        Interest::LetGo
    }

    /// `dup2` closes what the second descriptor stood for.
    fn replaces(&mut self, call: &Call, is_known: bool, probe: &mut dyn Probe) -> Interest {
        let replaced =
            self.family.descriptors.of(call.pid, call.int(1)).is_some() && call.int(0) != call.int(1);
        if replaced {
            let tcp = self.family.last_look(call.pid, call.int(1), probe);
            self.at_entry.insert(call.tid, AtEntry { tcp, ..AtEntry::default() });
        }
        if is_known || replaced { Interest::Watch } else { Interest::LetGo }
    }

    /// Only now can it be asked how long a datagram is that a plain receive might cut.
    fn look_at_next_datagram(&mut self, call: &Call, probe: &mut dyn Probe) {
        let Some(key) = self.family.descriptors.of(call.pid, call.fd()) else { return };
        let is_room_for_all = matches!(call.act, SysCall::Read | SysCall::Recvfrom) && call.args[2] >= 65_535;
        if is_room_for_all || self.family.is_stream(key) {
            return;
        }
        let unread = probe.unread(call.fd());
        self.at_entry.insert(call.tid, AtEntry { unread, ..AtEntry::default() });
    }
}

/// What the kernel does by itself, as a call of the thread that it does it for.
const fn kernels_own(pid: u32, tid: u32, t_us: u64) -> Call {
    Call { act: SysCall::Close, pid, tid, args: [0; 6], began_us: t_us }
}

/// The descriptors are not closed now, but when the process becomes another program (`man 2 close_range`).
const CLOSE_RANGE_CLOEXEC: u32 = 4;
