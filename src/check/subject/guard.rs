//! The guard: a small process that starts the subject, and kills it whatever happens.
//!
//! The one idea: a process that is killed cannot tidy up, so somebody else must. The guard holds the
//! subject; the judge holds the guard by a pipe. However the judge ends, the pipe closes, the guard sees
//! the end of its standard input, and kills every process that the subject ever started: orphans are
//! handed to it by the kernel (`PR_SET_CHILD_SUBREAPER`), so none gets away by forking twice.
//!
//! See it run: `netlab check … -- sh -c 'sleep 1000 & exec python3 x.py'`, and `kill -9` netlab.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::check::subject::observed;
use crate::check::subject::orders::{MAX_TYPED, News, Order};
use crate::check::subject::system_error::SystemError;

/// The guard's whole life: takes orders from standard input until its end, then kills what is left.
///
/// # Errors
/// Those of standard input and output; the subjects are killed all the same.
pub fn guard() -> io::Result<()> {
    unix::become_guard()?;
    let (tell, news) = sync_channel::<News>(MAX_NEWS);
    let teller = thread::spawn(move || {
        let mut out = io::stdout().lock();
        for news in news {
            let line = serde_json::to_string(&news).unwrap_or_default() + "\n";
            // Where the judge has gone, the end of standard input says so as well.
            if out.write_all(line.as_bytes()).and_then(|()| out.flush()).is_err() {
                return;
            }
        }
    });
    let mut subjects = Subjects { stdin: HashMap::new(), groups: HashMap::new(), tell };
    let result = subjects.obey(io::stdin().lock());
    let Subjects { groups, tell, stdin } = subjects;
    drop(stdin);
    let programs = unix::kill_all(&groups);
    if !programs.is_empty() {
        let _ = tell.send(News::Left { programs });
    }
    drop(tell);
    // Who waits for a program that cannot be killed waits for ever, and holds a way to tell of it.
    let end = Instant::now() + LAST_NEWS;
    while !teller.is_finished() && Instant::now() < end {
        thread::sleep(Duration::from_millis(2));
    }
    result
}

/// More wait until the judge has heard some of it: it listens all the time.
const MAX_NEWS: usize = 1024;
/// How long the judge may take to hear the last news.
const LAST_NEWS: Duration = Duration::from_millis(300);

struct Subjects {
    /// What is typed waits here until the subject reads it. The judge itself waits before there are more
    /// than [`MAX_TYPED`] pieces, as the guard must never wait for a subject.
    stdin: HashMap<String, SyncSender<Vec<u8>>>,
    /// Process groups, each with its leader's number.
    groups: HashMap<String, u32>,
    tell: SyncSender<News>,
}

impl Subjects {
    fn obey(&mut self, orders: impl BufRead) -> io::Result<()> {
        for line in orders.lines() {
            match serde_json::from_str(&line?).map_err(io::Error::other)? {
                Order::Start { who, program, args, env, out, err, is_observed } => {
                    let mut command = if is_observed {
                        observed::command(&program, &out, &err)?
                    } else {
                        Command::new(&program)
                    };
                    command.args(&args).envs(env).stdin(Stdio::piped());
                    command.env_remove("FORCE_COLOR").env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
                    // What is shown of a check is the judge's affair.
                    command.env("NETLAB_LIVE", "0");
                    // Python then says where it was when a signal ends it.
                    command.env("PYTHONFAULTHANDLER", "1");
                    self.start(&who, command, (!is_observed).then_some([&out, &err]));
                }
                Order::Type { who, bytes } => {
                    let _ = self.stdin.get(&who).map(|stdin| stdin.try_send(bytes));
                }
                Order::CloseStdin { who } => drop(self.stdin.remove(&who)),
                Order::Signal { who, signal } => {
                    if let Some(group) = self.groups.get(&who) {
                        unix::signal_group(*group, signal);
                    }
                }
                Order::Ask { who } => drop(self.groups.get(&who).map(|leader| unix::ask(*leader))),
            }
        }
        Ok(())
    }

    #[allow(clippy::zombie_processes, reason = "all are reaped together, when no signal is sent any more")]
    fn start(&mut self, who: &str, mut command: Command, terminals: Option<[&str; 2]>) {
        let prepared = unix::prepare(&mut command, terminals);
        let started = prepared.and_then(|()| command.spawn());
        match started {
            // It is reaped only when all is over: until then its number, which is its group's as well, is nobody
            // else's, and a signal cannot meet a stranger.
            Ok(mut child) => {
                self.groups.insert(who.to_owned(), child.id());
                if let Some(mut stdin) = child.stdin.take() {
                    let (typed, next) = sync_channel::<Vec<u8>>(MAX_TYPED);
                    self.stdin.insert(who.to_owned(), typed);
                    let (who, tell) = (who.to_owned(), self.tell.clone());
                    thread::spawn(move || {
                        for bytes in next {
                            let told = match stdin.write_all(&bytes) {
                                Ok(()) => News::Typed { who: who.clone(), n_bytes: bytes.len() },
                                Err(_) => News::Deaf { who: who.clone() },
                            };
                            let is_deaf = matches!(told, News::Deaf { .. });
                            if tell.send(told).is_err() || is_deaf {
                                return;
                            }
                        }
                    });
                }
                let (who, tell, pid) = (who.to_owned(), self.tell.clone(), child.id());
                if let Some(voice) = child.stdout.take() {
                    self.say(News::Observer { pid });
                    thread::spawn(move || {
                        let has_said_its_end = observed::hear(voice, &who, pid, &tell);
                        if !has_said_its_end {
                            tell_end_of(pid, who, &tell);
                        }
                    });
                    return;
                }
                self.say(News::Started { who: who.clone(), pid });
                thread::spawn(move || tell_end_of(pid, who, &tell));
            }
            Err(error) => {
                self.say(News::NotStarted { who: who.to_owned(), error: SystemError::of(&error) });
            }
        }
    }

    fn say(&self, news: News) {
        // Nobody hears it only where the judge has gone.
        let _ = self.tell.send(news);
    }
}

fn tell_end_of(pid: u32, who: String, tell: &SyncSender<News>) {
    if let Some((code, signal)) = unix::end_of(pid) {
        // Nobody hears it only where the judge has gone.
        let _ = tell.send(News::Exited { who, code, signal });
    }
}

#[cfg(unix)]
mod unix {
    use std::collections::HashMap;
    use std::fs::OpenOptions;
    use std::io;
    use std::os::unix::fs::OpenOptionsExt;
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use rustix::process::{Pid, Signal, WaitOptions, kill_process, setsid, wait};

    use crate::check::exercise::signal::GroupSignal;
    use crate::kernel::group::{Group, LeaderEnd};
    use crate::kernel::process::{self, family};
    use crate::kernel::{child, limits};

    /// Leaves the terminal's session, so that no Ctrl-C reaches it, and takes over orphans.
    ///
    /// # Errors
    /// Where a sandbox refuses to hand it orphans: it could not hold what a program starts.
    #[cfg_attr(
        not(target_os = "linux"),
        allow(clippy::unnecessary_wraps, reason = "only Linux can refuse to hand it orphans")
    )]
    pub(crate) fn become_guard() -> io::Result<()> {
        // A program that ends by a signal leaves no memory image behind.
        limits::leave_no_core();
        // It fails only where this process leads a session already.
        let _ = setsid();
        #[cfg(target_os = "linux")]
        {
            rustix::process::set_child_subreaper(Some(rustix::process::getpid()))?;
            let _ = rustix::thread::set_name(c"subject-guard");
        }
        Ok(())
    }

    /// A group of its own, and its terminals for output, which are opened here and nowhere else: so the
    /// judge sees their end when the last subject has closed them. An observer opens them for its subject.
    pub(crate) fn prepare(command: &mut Command, terminals: Option<[&str; 2]>) -> io::Result<()> {
        // Opened otherwise, it would become the guard's own terminal, whose end is the guard's death.
        let open =
            |path: &str| OpenOptions::new().read(true).write(true).custom_flags(libc::O_NOCTTY).open(path);
        match terminals {
            Some([out, err]) => command.stdout(open(out)?).stderr(open(err)?),
            None => command.stdout(Stdio::piped()).stderr(Stdio::null()),
        };
        command.process_group(0);
        child::dies_with_parent(command);
        Ok(())
    }

    /// Waits for a process's end, and leaves it to be reaped.
    pub(crate) fn end_of(leader: u32) -> Option<LeaderEnd> {
        Group::led_by(leader)?.wait_for_leader()
    }

    pub(crate) fn signal_group(leader: u32, signal: GroupSignal) {
        if let Some(group) = Group::led_by(leader) {
            group.signal(number_of(signal));
        }
    }

    /// Asks an observer: its wait for the subject is interrupted. It leads the group and was not reaped.
    pub(crate) fn ask(observer: u32) {
        if let Some(pid) = Pid::from_raw(observer.cast_signed()) {
            // It fails only where it has ended.
            let _ = kill_process(pid, Signal::ALARM);
        }
    }

    fn number_of(signal: GroupSignal) -> Signal {
        match signal {
            GroupSignal::Hup => Signal::HUP,
            GroupSignal::Int => Signal::INT,
            GroupSignal::Term => Signal::TERM,
            GroupSignal::Kill => Signal::KILL,
            GroupSignal::Stop => Signal::STOP,
            GroupSignal::Cont => Signal::CONT,
            GroupSignal::Usr1 => Signal::USR1,
            GroupSignal::Usr2 => Signal::USR2,
        }
    }

    /// Kills the groups, and then whatever is left of the family: a killed parent's children come to us.
    /// Gives those that cannot be killed, such as a program of another user (`sudo`).
    pub(crate) fn kill_all(groups: &HashMap<String, u32>) -> Vec<String> {
        // No leader has been reaped yet, so each number still belongs to its group.
        for group in groups.values() {
            signal_group(*group, GroupSignal::Kill);
        }
        let mut end = Instant::now() + PATIENCE;
        loop {
            // Any child, also one of another group: an orphan that came to us keeps its own.
            while matches!(wait(WaitOptions::NOHANG), Ok(Some(_))) {}
            let rest = family(std::process::id());
            let rest = rest.get(1..).unwrap_or_default();
            if rest.is_empty() {
                return Vec::new();
            }
            if Instant::now() > end {
                let named = |pid: &u32| format!("{} (pid {pid})", process::name(*pid));
                return rest.iter().map(named).collect();
            }
            if !process::kill(rest) {
                // Nobody lets us; what their parents' death does to them shows itself soon.
                end = end.min(Instant::now() + FORBIDDEN);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    const FORBIDDEN: Duration = Duration::from_millis(500);

    /// A process that is killed and still there hangs in its disk or its device; nobody can wait for that.
    const PATIENCE: Duration = Duration::from_secs(5);
}

#[cfg(not(unix))]
mod unix {
    use std::collections::HashMap;
    use std::io;
    use std::process::Command;

    use crate::check::exercise::signal::GroupSignal;
    use crate::check::subject::lack::JudgeLack;

    pub(crate) fn become_guard() -> io::Result<()> {
        Err(JudgeLack::ProcessGroups.into())
    }

    pub(crate) fn prepare(_: &mut Command, _: Option<[&str; 2]>) -> io::Result<()> {
        Err(JudgeLack::PseudoTerminals.into())
    }

    pub(crate) fn end_of(_: u32) -> Option<(Option<i32>, Option<i32>)> {
        None
    }

    pub(crate) fn signal_group(_: u32, _: GroupSignal) {}

    pub(crate) fn ask(_: u32) {}

    pub(crate) fn kill_all(_: &HashMap<String, u32>) -> Vec<String> {
        Vec::new()
    }
}
