//! A family of processes, followed: what happens to it, one stop after the other.
//!
//! The one idea: whatever a thread is stopped for, it stands until it is let go on. So between two stops everything can
//! be asked in peace, and the order in which they come is the order in which they are told.
//!
//! See it run: `netlab observe -- PROGRAM`.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io;

use crate::kernel::tracer::calls::{SysCall, UNTRACED};
use crate::kernel::tracer::cover::Cover;
use crate::kernel::tracer::filter;
use crate::kernel::tracer::handed::handed_down;
use crate::kernel::tracer::inject::{Made, add_filters};
use crate::kernel::tracer::peer::{Handles, Peer};
use crate::kernel::tracer::request::{self, InCall, Onward};
use crate::kernel::tracer::spawn::{Command, NotStarted, start};
use crate::kernel::tracer::status::{number_of_filters, parent_of, process_of};
use crate::kernel::tracer::stop::{End, Stop, What};

/// Follows processes.
#[derive(Debug, Default)]
pub struct Tracer {
    pub(super) threads: HashMap<i32, Thread>,
    pub(super) processes: HashMap<u32, Process>,
    /// Who has stopped before it was known whose child it is.
    pub(super) early: HashSet<i32>,
    handles: Handles,
    /// What `waitpid` has told and was not looked at yet.
    pub(super) waiting: VecDeque<(i32, i32)>,
    /// Who stands, and goes on with the next question.
    pub(super) standing: Option<(i32, i32)>,
    /// How many filters a process has by which nothing of ours was changed.
    n_filters_at_birth: Option<usize>,
    pub(super) options: i32,
}

#[derive(Debug)]
pub(super) struct Thread {
    pid: u32,
    /// It is in a call whose return is awaited.
    is_watched: bool,
    /// It has begun to end.
    is_ending: bool,
}

impl Thread {
    const fn of(pid: u32) -> Self {
        Thread { pid, is_watched: false, is_ending: false }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Process {
    pub(super) n_threads: usize,
    /// `None` where it is stopped at every call.
    pub(super) cover: Option<Cover>,
}

impl Tracer {
    /// Starts a program and follows it, and all that it starts. It ends with us, however we end.
    ///
    /// # Errors
    /// [`NotStarted`].
    pub fn start(command: &Command) -> Result<(Tracer, u32), NotStarted> {
        let options = OPTIONS | libc::PTRACE_O_EXITKILL;
        let n_before = number_of_filters(std::process::id().cast_signed());
        // What it is given open, as by inetd, it may use from its first call on.
        let mut cover = Cover::default();
        let mut filters = vec![filter::birth()];
        filters.extend(cover.add(&handed_down()));
        let started = start(command, filters, options)?;
        let mut tracer = Tracer {
            options,
            n_filters_at_birth: n_before.map(|n_filters| n_filters + 1),
            ..Tracer::default()
        };
        let pid = started.pid.cast_unsigned();
        tracer.threads.insert(started.pid, Thread::of(pid));
        let cover = started.has_filter.then_some(cover);
        tracer.processes.insert(pid, Process { n_threads: 1, cover });
        Ok((tracer, pid))
    }

    pub(super) fn add_thread(&mut self, tid: i32, pid: u32) {
        self.threads.insert(tid, Thread::of(pid));
        if let Some(process) = self.processes.get_mut(&pid) {
            process.n_threads += 1;
        }
    }

    /// How many processes are followed.
    #[must_use]
    pub fn n_processes(&self) -> usize {
        self.processes.len()
    }

    /// The thread that stands, to be asked.
    pub fn peer(&mut self, stop: &Stop) -> Peer<'_> {
        Peer { pid: stop.pid, tid: stop.tid, handles: &mut self.handles }
    }

    /// The return of the call that the thread stands before is awaited.
    pub fn watch(&mut self, stop: &Stop) {
        if let Some(thread) = self.threads.get_mut(&stop.tid.cast_signed()) {
            thread.is_watched = true;
        }
    }

    /// The call that the thread stands before is not made; it returns that it is not permitted.
    pub fn refuse(&mut self, stop: &Stop) {
        let tid = stop.tid.cast_signed();
        if let Ok(mut registers) = request::registers(tid) {
            registers.orig_rax = u64::MAX;
            registers.rax = i64::from(-libc::EPERM).cast_unsigned();
            // It fails only where the thread is being killed.
            let _ = request::set_registers(tid, &registers);
        }
    }

    /// The child that the thread is about to bear is followed, whatever it says of that: a call that is picked out fails
    /// where nobody follows.
    pub fn follow_child(&mut self, stop: &Stop) {
        let tid = stop.tid.cast_signed();
        if let Ok(mut registers) = request::registers(tid) {
            registers.rdi &= !u64::from(UNTRACED);
            // It fails only where the thread is being killed.
            let _ = request::set_registers(tid, &registers);
        }
    }

    /// These descriptors of a process are sockets since the call that the thread has just come back from.
    pub fn cover(&mut self, stop: &Stop, descriptors: &[u32]) {
        let Some(cover) = self.processes.get_mut(&stop.pid).and_then(|process| process.cover.as_mut()) else {
            return;
        };
        let mut grown = cover.clone();
        let filters = grown.add(descriptors);
        if filters.is_empty() {
            return;
        }
        let tid = stop.tid.cast_signed();
        // Where it has others, it may well kill itself for what we would make it do.
        let n_expected = self.n_filters_at_birth.map(|at_birth| at_birth + cover.n_filters());
        if number_of_filters(tid) != n_expected {
            return self.stop_at_every_call(stop.pid, tid);
        }
        match add_filters(tid, &filters) {
            Made::Yes => *cover = grown,
            Made::Refused => self.stop_at_every_call(stop.pid, tid),
            Made::Gone { status } => {
                self.standing = None;
                self.waiting.push_front((tid, status));
            }
        }
    }

    /// From now on a process is stopped at every call: what cannot be picked out must be looked at.
    fn stop_at_every_call(&mut self, pid: u32, by: i32) {
        if let Some(process) = self.processes.get_mut(&pid) {
            process.cover = None;
        }
        for (tid, thread) in &self.threads {
            if thread.pid == pid && *tid != by {
                // A thread that has gone meanwhile is told of by itself.
                let _ = request::interrupt(*tid);
            }
        }
    }

    /// Lets the thread that stands go on, and waits for the next stop.
    ///
    /// # Errors
    /// Those of `waitpid`.
    pub fn next_stop(&mut self) -> io::Result<Stop> {
        if let Some((tid, signal)) = self.standing.take() {
            self.go_on(tid, signal);
        }
        loop {
            let Some((tid, status)) = self.waiting.pop_front() else {
                match self.wait() {
                    Ok(()) => continue,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        return Ok(Stop { pid: 0, tid: 0, what: What::Interrupted });
                    }
                    Err(error) if error.raw_os_error() == Some(libc::ECHILD) => {
                        return Ok(Stop { pid: 0, tid: 0, what: What::Over });
                    }
                    Err(error) => return Err(error),
                }
            };
            if let Some(stop) = self.look_at(tid, status) {
                return Ok(stop);
            }
        }
    }

    /// Waits until somebody stops, and takes all who have: a thread that stops again and again does not keep the others
    /// from their turn.
    fn wait(&mut self) -> io::Result<()> {
        let first = request::wait_once(-1, 0)?;
        self.waiting.extend(first);
        while self.threads.len() > 1 && self.waiting.len() < MAX_TAKEN {
            match request::wait(-1, libc::WNOHANG) {
                Ok(Some(next)) => self.waiting.push_back(next),
                _ => break,
            }
        }
        Ok(())
    }

    fn go_on(&mut self, tid: i32, signal: i32) {
        let Some(thread) = self.threads.get(&tid) else { return };
        let is_plain = self.processes.get(&thread.pid).is_none_or(|process| process.cover.is_none());
        let onward = if thread.is_watched || is_plain { Onward::ToCall } else { Onward::ToEvent };
        // It fails only where the thread has been killed, which is told next.
        let _ = request::go_on(tid, onward, signal);
    }

    fn look_at(&mut self, tid: i32, status: i32) -> Option<Stop> {
        let pid = self.process_of(tid, status)?;
        let stop = |what| Some(Stop { pid, tid: tid.cast_unsigned(), what });
        if !libc::WIFSTOPPED(status) {
            return stop(self.gone(tid, pid, status));
        }
        self.standing = Some((tid, 0));
        let signal = libc::WSTOPSIG(status);
        let what = match status >> 16 {
            0 if signal == libc::SIGTRAP | 0x80 => self.at_call(tid, pid),
            0 => {
                self.standing = Some((tid, signal));
                None
            }
            libc::PTRACE_EVENT_SECCOMP => self.picked(tid, pid),
            libc::PTRACE_EVENT_FORK | libc::PTRACE_EVENT_VFORK | libc::PTRACE_EVENT_CLONE => {
                return self.bore(tid, pid);
            }
            libc::PTRACE_EVENT_EXEC => {
                self.became(pid);
                Some(What::Executed)
            }
            libc::PTRACE_EVENT_EXIT => self.ends(tid, pid).then_some(What::Ending),
            libc::PTRACE_EVENT_STOP if signal != libc::SIGTRAP => {
                // Its own signals have stopped it, and will let it go on.
                self.standing = None;
                let _ = request::listen(tid);
                return None;
            }
            _ => None,
        };
        if what.is_none()
            && let Some((tid, signal)) = self.standing.take()
        {
            self.go_on(tid, signal);
        }
        stop(what?)
    }

    /// The process of a thread. One that nobody knows yet is the child of one that is: whether its parent's stop or its
    /// own is seen first, is chance.
    fn process_of(&mut self, tid: i32, status: i32) -> Option<u32> {
        if let Some(thread) = self.threads.get(&tid) {
            return Some(thread.pid);
        }
        if libc::WIFSTOPPED(status) {
            self.early.insert(tid);
        } else {
            self.early.remove(&tid);
        }
        None
    }

    /// A thread has borne another, or a process.
    fn bore(&mut self, tid: i32, pid: u32) -> Option<Stop> {
        let child = request::event_message(tid).ok()?.cast_signed();
        let born = self.add_child(child, pid);
        if self.early.remove(&child) {
            self.waiting.push_back((child, EARLY_STOP));
        }
        if born.is_none()
            && let Some((tid, signal)) = self.standing.take()
        {
            self.go_on(tid, signal);
        }
        born
    }

    /// A child is known from now on; tells of it where it is a process of its own.
    fn add_child(&mut self, child: i32, parent: u32) -> Option<Stop> {
        if self.threads.contains_key(&child) {
            return None;
        }
        let of = process_of(child).unwrap_or(child.cast_unsigned());
        if of == parent {
            self.add_thread(child, parent);
            return None;
        }
        let mut process = self.processes.get(&parent)?.clone();
        // Whether the parent's filters were added before or after the fork, only the child can tell.
        let n_expected =
            process.cover.as_ref().and_then(|cover| Some(self.n_filters_at_birth? + cover.n_filters()));
        if process.n_threads > 1 && process.cover.is_some() && number_of_filters(child) != n_expected {
            process.cover = None;
        }
        process.n_threads = 0;
        self.processes.insert(of, process);
        self.add_thread(child, of);
        Some(Stop { pid: of, tid: child.cast_unsigned(), what: What::Born(parent) })
    }

    /// A process has become another program: of its threads, one is left, which has the process's number now.
    fn became(&mut self, pid: u32) {
        self.threads.retain(|tid, thread| thread.pid != pid || tid.cast_unsigned() == pid);
        self.threads.entry(pid.cast_signed()).or_insert(Thread::of(pid)).is_watched = false;
        if let Some(process) = self.processes.get_mut(&pid) {
            process.n_threads = 1;
        }
    }

    /// Whoever has lost its parent before that could tell of it, is known by what the system says of it.
    fn know_orphans(&mut self) {
        for child in std::mem::take(&mut self.early) {
            if parent_of(child).is_some_and(|parent| self.processes.contains_key(&parent)) {
                self.early.insert(child);
                continue;
            }
            let Some(pid) = process_of(child) else { continue };
            self.processes.entry(pid).or_insert(Process { n_threads: 0, cover: None });
            self.add_thread(child, pid);
            self.waiting.push_back((child, EARLY_STOP));
        }
    }

    /// A thread stands at a call that a filter has picked out.
    fn picked(&mut self, tid: i32, pid: u32) -> Option<What> {
        // Where it is stopped at every call, it has been looked at already.
        self.processes.get(&pid)?.cover.as_ref()?;
        match request::in_call(tid).ok()? {
            InCall::Picked { number, args } => Some(What::Entry(SysCall::of(number)?, args)),
            _ => None,
        }
    }

    /// A thread stands at the beginning or at the return of a call.
    fn at_call(&mut self, tid: i32, pid: u32) -> Option<What> {
        let is_plain = self.processes.get(&pid)?.cover.is_none();
        let thread = self.threads.get_mut(&tid)?;
        match request::in_call(tid).ok()? {
            InCall::Entry { number, args } if is_plain => Some(What::Entry(SysCall::of(number)?, args)),
            InCall::Exit { returned } if thread.is_watched => {
                thread.is_watched = false;
                Some(What::Exit(returned))
            }
            _ => None,
        }
    }

    /// A thread begins to end; true where it is the last of its process. Its files are still open.
    fn ends(&mut self, tid: i32, pid: u32) -> bool {
        let is_new =
            self.threads.get_mut(&tid).is_some_and(|thread| !std::mem::replace(&mut thread.is_ending, true));
        let Some(process) = self.processes.get_mut(&pid).filter(|_| is_new) else { return false };
        process.n_threads = process.n_threads.saturating_sub(1);
        process.n_threads == 0
    }

    /// A thread is no more.
    fn gone(&mut self, tid: i32, pid: u32, status: i32) -> What {
        self.ends(tid, pid);
        self.threads.remove(&tid);
        self.know_orphans();
        // The first thread's end is told when it is the last.
        if tid.cast_unsigned() != pid {
            return What::ThreadEnded;
        }
        self.processes.remove(&pid);
        self.handles.forget(pid);
        if libc::WIFSIGNALED(status) {
            What::Ended(End::Killed(libc::WTERMSIG(status)))
        } else {
            What::Ended(End::Exited(libc::WEXITSTATUS(status)))
        }
    }
}

/// So many stops are taken at once.
const MAX_TAKEN: usize = 256;

/// As if `waitpid` told only now that a child has stopped before its first instruction.
const EARLY_STOP: i32 = libc::PTRACE_EVENT_STOP << 16 | libc::SIGTRAP << 8 | 0x7f;

pub(super) const OPTIONS: i32 = libc::PTRACE_O_TRACESYSGOOD
    | libc::PTRACE_O_TRACEFORK
    | libc::PTRACE_O_TRACEVFORK
    | libc::PTRACE_O_TRACECLONE
    | libc::PTRACE_O_TRACEEXEC
    | libc::PTRACE_O_TRACEEXIT
    | libc::PTRACE_O_TRACESECCOMP;
