//! Calls, written down with all that was asked about them; and played again without any process.
//!
//! The one idea: a machine that is fed the same calls and the same answers tells the same events. So one log of a real
//! program is a test on every system, and a report of what was told wrongly.
//!
//! See it run: `netlab observe --calls calls.jsonl -- PROGRAM`, then look into `calls.jsonl`.

use std::collections::{HashMap, VecDeque};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};

use crate::event::{Event, TcpFacts, TcpState};
use crate::kernel::tracer::calls::SysCall;
use crate::observe::call::{Call, Interest, Returned};
use crate::observe::machine::Machine;
use crate::observe::moment::Wanted;
use crate::observe::probe::{Described, Names, Probe};

/// One thing that a machine was told of: a line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it was.
    #[serde(flatten)]
    pub happened: Happened,
    /// What was asked about it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
}

/// What a machine can be told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "a machine's functions of the same names explain them")]
pub enum Happened {
    Found { pid: u32 },
    Forked { parent: u32, child: u32 },
    Executed { pid: u32, tid: u32 },
    Ending { pid: u32, tid: u32 },
    Ended { pid: u32, t_us: u64 },
    ThreadEnded { tid: u32 },
    Enter { call: String, pid: u32, tid: u32, args: [u64; 6], began_us: u64 },
    Leave { tid: u32, returned: i64 },
}

/// An answer about a process that stood still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "a probe's functions of the same names explain them")]
pub enum Answer {
    NowUs(u64),
    Memory(String),
    Names(Names),
    /// State, round-trip time, both queues.
    Tcp(Option<String>, Option<u64>, Option<u64>, Option<u64>),
    Unread(Option<u64>),
    Described(Option<Described>),
    Inode(Option<u64>),
    Descriptors(Vec<u32>),
    File(String),
}

/// A probe that keeps what it answers.
pub struct Keeping<'a> {
    probe: &'a mut dyn Probe,
    /// The answers so far.
    pub answers: Vec<Answer>,
}

impl<'a> Keeping<'a> {
    /// A probe that asks this one.
    pub fn new(probe: &'a mut dyn Probe) -> Self {
        Keeping { probe, answers: Vec::new() }
    }

    fn keep<T>(&mut self, value: T, answer: impl FnOnce(&T) -> Answer) -> T {
        self.answers.push(answer(&value));
        value
    }
}

impl Probe for Keeping<'_> {
    fn now_us(&mut self) -> u64 {
        let value = self.probe.now_us();
        self.keep(value, |it| Answer::NowUs(*it))
    }

    fn memory(&mut self, address: u64, n_bytes: usize) -> Vec<u8> {
        let value = self.probe.memory(address, n_bytes);
        self.keep(value, |it| Answer::Memory(BASE64.encode(it)))
    }

    fn names(&mut self, fd: u32) -> Names {
        let value = self.probe.names(fd);
        self.keep(value, |it| Answer::Names(*it))
    }

    fn tcp(&mut self, fd: u32) -> TcpFacts {
        let value = self.probe.tcp(fd);
        let state = |it: &TcpFacts| it.state.map(|state| state.name().to_owned());
        self.keep(value, |it| Answer::Tcp(state(it), it.rtt_us, it.send_queue, it.recv_queue))
    }

    fn unread(&mut self, fd: u32) -> Option<u64> {
        let value = self.probe.unread(fd);
        self.keep(value, |it| Answer::Unread(*it))
    }

    fn described(&mut self, fd: u32) -> Option<Described> {
        let value = self.probe.described(fd);
        self.keep(value, |it| Answer::Described(*it))
    }

    fn inode(&mut self, fd: u32) -> Option<u64> {
        let value = self.probe.inode(fd);
        self.keep(value, |it| Answer::Inode(*it))
    }

    fn descriptors(&mut self) -> Vec<u32> {
        let value = self.probe.descriptors();
        self.keep(value, |it| Answer::Descriptors(it.clone()))
    }

    fn file(&mut self, fd: u32, end: Option<u64>, n_moved: u64, n_bytes: usize) -> Vec<u8> {
        let value = self.probe.file(fd, end, n_moved, n_bytes);
        self.keep(value, |it| Answer::File(BASE64.encode(it)))
    }
}

/// A probe that answers as it did before. A question that was not asked then has an empty answer.
struct Again(VecDeque<Answer>);

impl Again {
    fn next<T: Default>(&mut self, of: impl FnOnce(Answer) -> Option<T>) -> T {
        self.0.pop_front().and_then(of).unwrap_or_default()
    }
}

impl Probe for Again {
    fn now_us(&mut self) -> u64 {
        self.next(|it| if let Answer::NowUs(us) = it { Some(us) } else { None })
    }

    fn memory(&mut self, _: u64, _: usize) -> Vec<u8> {
        self.next(|it| if let Answer::Memory(text) = it { BASE64.decode(text).ok() } else { None })
    }

    fn names(&mut self, _: u32) -> Names {
        self.next(|it| if let Answer::Names(names) = it { Some(names) } else { None })
    }

    fn tcp(&mut self, _: u32) -> TcpFacts {
        self.next(|it| {
            let Answer::Tcp(state, rtt_us, send_queue, recv_queue) = it else { return None };
            let state: Option<TcpState> = state.and_then(|state| state.parse().ok());
            Some(TcpFacts { state, rtt_us, send_queue, recv_queue })
        })
    }

    fn unread(&mut self, _: u32) -> Option<u64> {
        self.next(|it| if let Answer::Unread(unread) = it { Some(unread) } else { None })
    }

    fn described(&mut self, _: u32) -> Option<Described> {
        self.next(|it| if let Answer::Described(described) = it { Some(described) } else { None })
    }

    fn inode(&mut self, _: u32) -> Option<u64> {
        self.next(|it| if let Answer::Inode(inode) = it { Some(inode) } else { None })
    }

    fn descriptors(&mut self) -> Vec<u32> {
        self.next(|it| if let Answer::Descriptors(all) = it { Some(all) } else { None })
    }

    fn file(&mut self, _: u32, _: Option<u64>, _: u64, _: usize) -> Vec<u8> {
        self.next(|it| if let Answer::File(text) = it { BASE64.decode(text).ok() } else { None })
    }
}

/// What a machine tells that hears of all these lines; those that are none are passed over.
#[must_use]
pub fn replayed<'a>(lines: impl IntoIterator<Item = &'a str>, wanted: Wanted) -> Vec<Event<'static>> {
    let mut machine = Machine::new(wanted);
    let mut under_way = HashMap::new();
    let mut told = Vec::new();
    for line in lines.into_iter().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
        let mut probe = Again(line.answers.into());
        match line.happened {
            Happened::Found { pid } => machine.found(pid, &mut probe),
            Happened::Forked { parent, child } => machine.forked(parent, child),
            Happened::Executed { pid, tid } => machine.executed(pid, tid, &mut probe),
            Happened::Ending { pid, tid } => machine.ending(pid, tid, &mut probe),
            Happened::Ended { pid, t_us } => machine.ended(pid, t_us),
            Happened::ThreadEnded { tid } => machine.thread_ended(tid),
            Happened::Enter { call, pid, tid, args, began_us } => {
                let Some(act) = SysCall::named(&call) else { continue };
                let mut call = Call { act, pid, tid, args, began_us };
                if machine.enter(&mut call, &mut probe) == Interest::Watch {
                    under_way.insert(tid, call);
                }
            }
            Happened::Leave { tid, returned } => {
                if let Some(call) = under_way.remove(&tid) {
                    machine.leave(&call, Returned(returned), &mut probe);
                }
            }
        }
        told.extend(machine.told());
    }
    told
}
