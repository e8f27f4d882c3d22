//! A family of processes from its first stop to its last.
//!
//! The one idea: a stop goes in, events come out, and they are heard before the thread goes on. So what a program prints
//! about its data stands below what is told of it.
//!
//! See it run: `netlab observe -- PROGRAM`.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::event::Event;
use crate::kernel::tracer::calls::{SysCall, UNTRACED};
use crate::kernel::tracer::{End, Stop, Tracer, What};
use crate::observe::call::{Call, Interest, Returned};
use crate::observe::log::{Happened, Keeping, Line};
use crate::observe::machine::Machine;
use crate::observe::probe::Probe;

/// What there is to say of a family besides its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A process wanted `io_uring`, by which calls are made that nobody is stopped at, and was refused it.
    IoUringRefused,
    /// A process wanted `io_uring`, and has it.
    IoUringAllowed,
    /// A process wants to trace another, or to be traced: it is a debugger, or looks for leaks.
    WantsToTrace,
    /// A process became a program with rights of its own, and runs it without them.
    Unprivileged,
    /// A process runs a program of another architecture, whose calls are not seen.
    Foreign,
    /// The first process has ended; so many of its family go on.
    MainEnded {
        /// How it ended.
        end: End,
        /// How many are left.
        n_left: usize,
    },
    /// A signal came to us.
    Interrupted,
}

/// Whoever hears of a family.
pub trait Audience {
    /// Something happened to a socket.
    fn event(&mut self, event: &Event<'static>);

    /// A signal came to us: somebody may ask what is known of the sockets.
    fn asked(&mut self, _: &Machine) {}

    /// There is something else to say; false where nobody is to be followed any more.
    fn news(&mut self, news: News) -> bool;
}

/// A family that is followed.
pub struct Following<'a> {
    tracer: Tracer,
    machine: Machine,
    main: u32,
    under_way: HashMap<u32, Call>,
    /// Where each call is written down with what was asked about it.
    log: Option<&'a mut dyn Write>,
    manner: Manner,
}

/// How a family is followed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// It ran before it was observed, and goes on afterwards.
    pub was_found: bool,
    /// It may have `io_uring`, by which its sockets do things unseen.
    pub allows_io_uring: bool,
}

impl<'a> Following<'a> {
    /// Follows what the tracer stops; `main` is the process that was started, or found.
    #[must_use]
    pub fn new(
        tracer: Tracer,
        main: u32,
        machine: Machine,
        log: Option<&'a mut dyn Write>,
        manner: Manner,
    ) -> Self {
        Following { tracer, machine, main, under_way: HashMap::new(), log, manner }
    }

    /// Follows them to their end, or until the audience has had enough; gives the end of the first one.
    ///
    /// # Errors
    /// Those of waiting for a process, and of writing the log.
    pub fn to_the_end(mut self, audience: &mut dyn Audience) -> io::Result<Option<End>> {
        let mut end = None;
        loop {
            let stop = self.tracer.next_stop()?;
            let news = match stop.what {
                What::Over => return Ok(end),
                What::Interrupted => {
                    audience.asked(&self.machine);
                    Some(News::Interrupted)
                }
                _ => self.looked_at(&stop)?,
            };
            for event in self.machine.told() {
                audience.event(&event);
            }
            if let Some(News::MainEnded { end: how, .. }) = news {
                end = Some(how);
            }
            if news.is_some_and(|news| !audience.news(news)) {
                // Others end with us: without us, each call that is picked out would fail.
                if self.manner.was_found {
                    self.tracer.detach();
                }
                return Ok(end);
            }
        }
    }

    /// The process that was found has sockets already.
    ///
    /// # Errors
    /// Those of writing the log.
    pub fn find_sockets(&mut self) -> io::Result<()> {
        let stop = Stop { pid: self.main, tid: self.main, what: What::Executed };
        self.happens(
            &stop,
            || Happened::Found { pid: stop.pid },
            |machine, probe| machine.found(stop.pid, probe),
        )
    }

    fn looked_at(&mut self, stop: &Stop) -> io::Result<Option<News>> {
        let Stop { pid, tid, what } = *stop;
        match what {
            What::Entry(act, args) => return self.enters(stop, act, args),
            What::Exit(returned) => self.leaves(stop, returned)?,
            What::Born(parent) => {
                self.happens(
                    stop,
                    || Happened::Forked { parent, child: pid },
                    |machine, _| machine.forked(parent, pid),
                )?;
            }
            What::Executed => {
                self.happens(
                    stop,
                    || Happened::Executed { pid, tid },
                    |machine, probe| machine.executed(pid, tid, probe),
                )?;
                return Ok(self.unusual(stop));
            }
            What::Ending => {
                self.happens(
                    stop,
                    || Happened::Ending { pid, tid },
                    |machine, probe| machine.ending(pid, tid, probe),
                )?;
            }
            What::ThreadEnded => {
                self.under_way.remove(&tid);
                self.happens(stop, || Happened::ThreadEnded { tid }, |machine, _| machine.thread_ended(tid))?;
            }
            What::Ended(end) => {
                let t_us = self.tracer.peer(stop).now_us();
                self.under_way.remove(&tid);
                self.happens(stop, || Happened::ThreadEnded { tid }, |machine, _| machine.thread_ended(tid))?;
                self.happens(stop, || Happened::Ended { pid, t_us }, |machine, _| machine.ended(pid, t_us))?;
                let n_left = self.tracer.n_processes();
                return Ok((pid == self.main).then_some(News::MainEnded { end, n_left }));
            }
            What::Over | What::Interrupted => {}
        }
        Ok(None)
    }

    fn enters(&mut self, stop: &Stop, act: SysCall, args: [u64; 6]) -> io::Result<Option<News>> {
        let Stop { pid, tid, .. } = *stop;
        match act {
            SysCall::IoUringSetup if self.manner.allows_io_uring => return Ok(Some(News::IoUringAllowed)),
            SysCall::IoUringSetup => {
                self.tracer.refuse(stop);
                return Ok(Some(News::IoUringRefused));
            }
            SysCall::Ptrace => return Ok(Some(News::WantsToTrace)),
            SysCall::Clone => {
                if args[0] & u64::from(UNTRACED) != 0 {
                    self.tracer.follow_child(stop);
                }
                return Ok(None);
            }
            _ => {}
        }
        let began_us = self.tracer.peer(stop).now_us();
        let mut call = Call { act, pid, tid, args, began_us };
        let happened = || Happened::Enter { call: act.name().to_owned(), pid, tid, args, began_us };
        let interest = self.happens(stop, happened, |machine, probe| machine.enter(&mut call, probe))?;
        if interest == Interest::Watch {
            self.tracer.watch(stop);
            self.under_way.insert(tid, call);
        }
        Ok(None)
    }

    fn leaves(&mut self, stop: &Stop, returned: i64) -> io::Result<()> {
        let Some(call) = self.under_way.remove(&stop.tid) else { return Ok(()) };
        let happened = || Happened::Leave { tid: stop.tid, returned };
        let gained =
            self.happens(stop, happened, |machine, probe| machine.leave(&call, Returned(returned), probe))?;
        if !gained.is_empty() {
            self.tracer.cover(stop, &gained);
        }
        Ok(())
    }

    /// The machine is told of something; it is written down where somebody wants it.
    fn happens<T>(
        &mut self,
        stop: &Stop,
        happened: impl FnOnce() -> Happened,
        tell: impl FnOnce(&mut Machine, &mut dyn Probe) -> T,
    ) -> io::Result<T> {
        let mut peer = self.tracer.peer(stop);
        let Some(log) = self.log.as_mut() else { return Ok(tell(&mut self.machine, &mut peer)) };
        let mut keeping = Keeping::new(&mut peer);
        let told = tell(&mut self.machine, &mut keeping);
        let line = Line { happened: happened(), answers: keeping.answers };
        log.write_all((serde_json::to_string(&line)? + "\n").as_bytes())?;
        Ok(told)
    }

    /// What is to be said of the program that a process has become.
    fn unusual(&mut self, stop: &Stop) -> Option<News> {
        let peer = self.tracer.peer(stop);
        let image = peer.image();
        // The fifth byte says of how many bits it is (`man 5 elf`).
        if image.starts_with(b"\x7fELF") && image.get(4) != Some(&2) {
            return Some(News::Foreign);
        }
        peer.lacks_rights().then_some(News::Unprivileged)
    }
}
