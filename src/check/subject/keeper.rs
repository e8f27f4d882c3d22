//! The subject: the learner's program, started by the guard and watched from here.
//!
//! The one idea: the judge never owns the program, it owns a pipe to the guard who does. What happens
//! to the program comes back as news, and whoever waits for anything is woken by it.
//!
//! See it run: `netlab check greeting-server -- false`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::check::exercise::signal::GroupSignal;
use crate::check::subject::known::{Known, Observed, ProgramEnd, State};
use crate::check::subject::orders::{MAX_TYPED, Order};
use crate::check::subject::output::Output;
use crate::kernel::process;
use crate::observe::Held;

/// How the judge has a guard started: a program and its arguments that calls [`guard`](super::guard::guard).
#[derive(Debug, Clone)]
pub struct GuardCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
}

/// The words of a command, and what its environment holds besides.
type Start = (Vec<OsString>, Vec<(String, String)>);

/// The guard of one check, and what it has told.
pub(crate) struct Keeper {
    guard: Child,
    /// Orders wait here for the guard, who takes them at once; more than a few hundred mean that it hangs.
    orders: Option<SyncSender<String>>,
    /// It has ended, or does not take orders any more.
    is_lost: Arc<AtomicBool>,
    known: Arc<Mutex<Known>>,
    outputs: BTreeMap<String, Output>,
    /// The command and the environment that each name was started with.
    commands: BTreeMap<String, Start>,
    /// How often each name was started; a restarted subject is another one for the guard.
    n_starts: BTreeMap<String, u32>,
    /// Whatever is started is observed.
    is_observing: bool,
    news: Arc<Notify>,
}

impl Keeper {
    /// Starts a guard.
    ///
    /// # Errors
    /// Those of starting a process or a thread.
    pub(crate) fn new(command: &GuardCommand, news: &Arc<Notify>) -> io::Result<Keeper> {
        let mut guard = Command::new(&command.program)
            .args(&command.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let voice = guard.stdout.take().expect("its output is a pipe");
        let mut ear = guard.stdin.take().expect("its input is a pipe");
        let known = Arc::new(Mutex::new(Known::default()));
        let is_lost = Arc::new(AtomicBool::new(false));
        let (sink, wake, lost) = (Arc::clone(&known), Arc::clone(news), Arc::clone(&is_lost));
        std::thread::Builder::new().name("guard's news".to_owned()).spawn(move || {
            for line in BufReader::new(voice).lines().map_while(Result::ok) {
                if let Ok(news) = serde_json::from_str(&line) {
                    sink.lock().unwrap_or_else(PoisonError::into_inner).note(news);
                    wake.notify_one();
                }
            }
            lost.store(true, Ordering::Relaxed);
            wake.notify_one();
        })?;
        let (orders, next) = sync_channel::<String>(MAX_ORDERS);
        std::thread::Builder::new().name("guard's orders".to_owned()).spawn(move || {
            // A guard that has gone says so by the end of its news.
            next.iter().try_for_each(|line| ear.write_all(line.as_bytes()))
        })?;
        Ok(Keeper {
            guard,
            orders: Some(orders),
            is_lost,
            known,
            outputs: BTreeMap::new(),
            commands: BTreeMap::new(),
            n_starts: BTreeMap::new(),
            is_observing: false,
            news: Arc::clone(news),
        })
    }

    /// From now on whatever is started is observed.
    pub(crate) fn observe(&mut self) {
        self.is_observing = true;
    }

    pub(crate) fn is_observing(&self) -> bool {
        self.is_observing
    }

    /// Whether an observer was stopped, by a signal to the group that it leads.
    pub(crate) fn has_stopped_observers(&self) -> bool {
        self.lock().observers.iter().any(|pid| process::state(*pid) == Some('T'))
    }

    /// Starts the program under a name, anew where there was one of that name.
    ///
    /// # Errors
    /// Those of opening terminals; whether the program itself starts is told later.
    pub(crate) fn start(
        &mut self,
        who: &str,
        command: &[OsString],
        env: &[(String, String)],
    ) -> io::Result<()> {
        let output = Output::open(&self.news)?;
        let (program, args) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
        *self.n_starts.entry(who.to_owned()).or_default() += 1;
        self.order(&Order::Start {
            who: self.key(who),
            program: program.clone(),
            args: args.to_vec(),
            env: env.to_vec(),
            out: output.out.clone(),
            err: output.err.clone(),
            is_observed: self.is_observing,
        });
        self.outputs.insert(who.to_owned(), output);
        self.commands.insert(who.to_owned(), (command.to_vec(), env.to_vec()));
        Ok(())
    }

    pub(crate) fn was_started(&self, who: &str) -> bool {
        self.commands.contains_key(who)
    }

    /// Starts the program of a name as it was started before.
    ///
    /// # Errors
    /// Those of [`Keeper::start`]; [`io::ErrorKind::NotFound`] where nothing of that name was started.
    pub(crate) fn start_again(&mut self, who: &str) -> io::Result<()> {
        let (command, env) = self.commands.get(who).cloned().ok_or(io::ErrorKind::NotFound)?;
        self.start(who, &command, &env)
    }

    /// Whether more can be typed: not so while the program leaves much unread.
    pub(crate) fn takes_input(&self, who: &str) -> bool {
        let State { n_untaken: (n_pieces, n_bytes), is_deaf, ended, .. } = self.state(who);
        is_deaf || ended.is_some() || (n_pieces < MAX_TYPED && n_bytes < MAX_TYPED_BYTES)
    }

    pub(crate) fn type_in(&mut self, who: &str, bytes: Vec<u8>) {
        let who = self.key(who);
        if let Some(state) = self.lock().states.get_mut(&who) {
            state.n_untaken.0 += 1;
            state.n_untaken.1 += bytes.len();
        }
        self.order(&Order::Type { who, bytes });
    }

    pub(crate) fn close_stdin(&mut self, who: &str) {
        self.order(&Order::CloseStdin { who: self.key(who) });
    }

    /// Sends a signal to the program and all that it started.
    pub(crate) fn signal(&mut self, who: &str, signal: GroupSignal) {
        let who = self.key(who);
        if !matches!(signal, GroupSignal::Stop | GroupSignal::Cont) {
            self.lock().states.entry(who.clone()).or_default().was_signalled = true;
        }
        self.order(&Order::Signal { who, signal });
    }

    /// What is known of the copy that was started last under this name.
    pub(crate) fn state(&self, who: &str) -> State {
        self.lock().states.get(&self.key(who)).cloned().unwrap_or_default()
    }

    /// Whether the guard has ended, or hangs: what happens then says nothing of the program.
    pub(crate) fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Relaxed)
    }

    /// Under which name the guard knows it: one that was started anew is another one.
    fn key(&self, who: &str) -> String {
        format!("{who}#{}", self.n_starts.get(who).copied().unwrap_or_default())
    }

    /// Whether one that was started has not ended.
    pub(crate) fn has_living(&self) -> bool {
        self.lock().states.values().any(|state| state.pid.is_some() && state.ended.is_none())
    }

    /// The first copy of the program that has ended by itself: the judge sent it no signal to end.
    pub(crate) fn dead(&self) -> Option<(String, ProgramEnd)> {
        let told = self.lock();
        let name = |key: &str| key.split('#').next().unwrap_or_default().to_owned();
        told.states
            .iter()
            .filter(|(_, state)| !state.was_signalled)
            .find_map(|(who, state)| Some((name(who), state.ended?)))
    }

    pub(crate) fn output(&self, who: &str) -> Option<&Output> {
        self.outputs.get(who)
    }

    pub(crate) fn outputs(&self) -> &BTreeMap<String, Output> {
        &self.outputs
    }

    /// The guard's process number: all subjects descend from it.
    pub(crate) fn pid(&self) -> u32 {
        self.guard.id()
    }

    /// All processes of the check's programs. The guard itself is the first of the family, and none of them; nor are
    /// observers.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let mut processes = process::family(self.pid()).split_off(1);
        let observers = self.lock().observers.clone();
        processes.retain(|pid| !observers.contains(pid));
        processes
    }

    /// How many of them live: one that has ended stays until it is reaped.
    pub(crate) fn n_living(&self) -> usize {
        let lives = |pid: &&u32| process::state(**pid).is_some_and(|state| !matches!(state, 'Z' | 'X'));
        self.processes().iter().filter(lives).count()
    }

    /// The descriptors of all observed processes that stand for sockets; none where nobody is observed, or who
    /// observes has ended.
    pub(crate) async fn held(&self) -> Vec<Held> {
        if !self.is_observing {
            return Vec::new();
        }
        self.lock().observed.held.clear();
        let end = Instant::now() + ANSWERS_WITHIN;
        loop {
            let unanswered = self.lock().unanswered();
            if unanswered.is_empty() || Instant::now() > end {
                return self.lock().observed.held.values().flatten().copied().collect();
            }
            for who in unanswered {
                self.order(&Order::Ask { who });
            }
            tokio::time::sleep(ASKS_EVERY).await;
        }
    }

    /// What observers have told: all of it, once the guard has been ended.
    pub(crate) fn told(&self) -> Telling {
        Telling { known: Arc::clone(&self.known), is_over: Arc::clone(&self.is_lost) }
    }

    /// Lets the guard kill everything, and waits until it has; gives the programs that it could not end.
    pub(crate) async fn end(mut self) -> Vec<String> {
        drop(self.orders.take());
        self.outputs.values().for_each(Output::hand_over);
        let end = Instant::now() + PATIENCE;
        while matches!(self.guard.try_wait(), Ok(None)) && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        std::mem::take(&mut self.lock().left)
    }

    fn order(&self, order: &Order) {
        let line = serde_json::to_string(order).unwrap_or_default() + "\n";
        let is_taken = self.orders.as_ref().is_some_and(|orders| orders.try_send(line).is_ok());
        if !is_taken {
            self.is_lost.store(true, Ordering::Relaxed);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long the end of a check waits for the guard: longer than the guard itself takes.
const PATIENCE: Duration = Duration::from_secs(6);
/// How long a guard that is killed may take to be gone.
const KILLED: Duration = Duration::from_secs(1);

/// An observer answers at once, unless it has been killed.
const ANSWERS_WITHIN: Duration = Duration::from_millis(500);
const ASKS_EVERY: Duration = Duration::from_millis(10);

const MAX_ORDERS: usize = 4 * MAX_TYPED;
/// What may be typed and not read; a pipe takes 64 KiB by itself.
const MAX_TYPED_BYTES: usize = 1 << 20;

impl Drop for Keeper {
    fn drop(&mut self) {
        let is_begun = self.orders.take().is_some();
        let is_over = |guard: &mut Child, limit: Duration| {
            let end = Instant::now() + limit;
            while matches!(guard.try_wait(), Ok(None)) {
                if Instant::now() > end {
                    return false;
                }
                std::thread::sleep(Duration::from_millis(2));
            }
            true
        };
        let patience = if is_begun { PATIENCE } else { Duration::ZERO };
        if !is_over(&mut self.guard, patience) {
            // It hangs, as where it was stopped; its death makes the kernel kill what it has started.
            let _ = self.guard.kill();
            is_over(&mut self.guard, KILLED);
        }
    }
}

/// What observers tell, until nothing more comes.
pub(crate) struct Telling {
    known: Arc<Mutex<Known>>,
    is_over: Arc<AtomicBool>,
}

impl Telling {
    /// All of it. The guard has been ended before, so its last words are on their way.
    pub(crate) async fn whole(self) -> Observed {
        let end = Instant::now() + KILLED;
        while !self.is_over.load(Ordering::Relaxed) && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        std::mem::take(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner).observed)
    }
}
