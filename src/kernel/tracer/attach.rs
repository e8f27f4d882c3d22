//! A process that runs already: followed from now on, and let go again.
//!
//! The one idea: nothing may be left behind. A filter could never be taken out again, and without anybody who answers
//! it each call that it picks out would fail; so such a process is stopped at every call instead. It goes on when we
//! end, however we end: that is what the kernel does with all that are followed without saying otherwise.
//!
//! See it run: `netlab observe -p PID`, and Ctrl-C.

use std::collections::HashSet;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use crate::kernel::tracer::request;
use crate::kernel::tracer::stops::{OPTIONS, Process, Tracer};

impl Tracer {
    /// Follows a process that runs, and all that it starts from now on. All of it stands until the first question what
    /// happens next, so nothing goes by between what is found of it and what is seen of it. It goes on when we end.
    ///
    /// # Errors
    /// Those of `ptrace`: EPERM where it may not be followed, ESRCH where there is none.
    pub fn attach(pid: u32) -> io::Result<Tracer> {
        let mut tracer = Tracer::default();
        tracer.options = OPTIONS;
        tracer.processes.insert(pid, Process { n_threads: 0, cover: None });
        // Threads may come while they are counted: once there is none that is new, all are followed.
        while tracer.seize_all(pid)? > 0 {}
        tracer.until_all_stand();
        Ok(tracer)
    }

    fn seize_all(&mut self, pid: u32) -> io::Result<usize> {
        let mut n_new = 0;
        for entry in std::fs::read_dir(format!("/proc/{pid}/task"))?.flatten() {
            let Some(tid) = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else {
                continue;
            };
            if self.threads.contains_key(&tid) {
                continue;
            }
            match request::seize(tid, self.options) {
                Ok(()) => {}
                // It has ended meanwhile, or came as the child of one that is followed already.
                Err(_) if !self.threads.is_empty() => continue,
                Err(error) => return Err(error),
            }
            request::interrupt(tid)?;
            self.add_thread(tid, pid);
            n_new += 1;
        }
        Ok(n_new)
    }

    /// Waits until each thread stands: told to stop, it may still be on its way through a call. One that is stuck in the
    /// kernel longer is not waited for: it stops before it makes another.
    fn until_all_stand(&mut self) {
        let mut on_their_way: HashSet<i32> = self.threads.keys().copied().collect();
        let began = Instant::now();
        while !on_their_way.is_empty() && began.elapsed() < PATIENCE {
            match request::wait(-1, libc::WNOHANG) {
                Ok(Some((tid, status))) => {
                    on_their_way.remove(&tid);
                    self.waiting.push_back((tid, status));
                }
                Ok(None) => thread::sleep(LOOKS_EVERY),
                // There is nobody any more, which is told next.
                Err(_) => break,
            }
        }
    }

    /// Lets everybody go its own way who is followed, and does not follow any more.
    pub fn detach(mut self) {
        let standing = self.standing.take();
        let early = std::mem::take(&mut self.early);
        for tid in self.threads.keys().copied().chain(early) {
            let stands =
                standing.is_some_and(|(it, _)| it == tid) || self.waiting.iter().any(|(it, _)| *it == tid);
            if !stands {
                if request::interrupt(tid).is_err() {
                    continue;
                }
                let Ok(Some((_, status))) = request::wait(tid, 0) else { continue };
                if !libc::WIFSTOPPED(status) {
                    continue;
                }
                self.waiting.push_back((tid, status));
            }
            let status = self.waiting.iter().find(|(it, _)| *it == tid).map(|(_, status)| *status);
            // A signal on its way to it is not to be lost.
            let _ = request::detach(tid, status.map_or(0, signal_on_its_way));
        }
    }
}

/// A thread stops within microseconds, unless it waits for a disk, or for a child that has not become a program yet.
const PATIENCE: Duration = Duration::from_secs(1);
const LOOKS_EVERY: Duration = Duration::from_micros(200);

/// The signal that a stopped thread is about to be given, from what `waitpid` told.
fn signal_on_its_way(status: i32) -> i32 {
    let signal = libc::WSTOPSIG(status);
    if status >> 16 == 0 && signal != libc::SIGTRAP | 0x80 { signal } else { 0 }
}
