//! The subject: the learner's program, started by the guard and watched from here.
//!
//! The one idea: the judge never owns the program, it owns a pipe to the guard who does. What happens
//! to the program comes back as news, and whoever waits for anything is woken by it.
//!
//! See it run: `netlab check greeting-server -- false`.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::guard::{GroupSignal, News, Order};
use super::output::Output;

/// How the judge has a guard started: a program and its arguments that call [`super::guard`].
#[derive(Debug, Clone)]
pub struct GuardCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
}

/// The words of a command, and what its environment holds besides.
type Start = (Vec<String>, Vec<(String, String)>);

/// The guard of one check, and what it has told.
pub(super) struct Keeper {
    guard: Child,
    orders: Option<ChildStdin>,
    states: Arc<Mutex<BTreeMap<String, State>>>,
    outputs: BTreeMap<String, Output>,
    /// The command and the environment that each name was started with.
    commands: BTreeMap<String, Start>,
    /// How often each name was started; a restarted subject is another one for the guard.
    n_starts: BTreeMap<String, u32>,
    news: Arc<Notify>,
}

/// What is known of one subject.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) pid: Option<u32>,
    pub(super) not_started: Option<(String, bool)>,
    pub(super) ended: Option<End>,
    /// The judge itself sent a signal that ends a program, unless it takes it.
    pub(super) was_signalled: bool,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) code: Option<i32>,
    pub(super) signal: Option<i32>,
    pub(super) at: Instant,
}

impl Keeper {
    /// Starts a guard.
    ///
    /// # Errors
    /// Those of starting a process or a thread.
    pub(super) fn new(command: &GuardCommand, news: &Arc<Notify>) -> io::Result<Keeper> {
        let mut guard = Command::new(&command.program)
            .args(&command.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let told = guard.stdout.take().ok_or_else(|| io::Error::other("the guard has no voice"))?;
        let states = Arc::new(Mutex::new(BTreeMap::new()));
        let (sink, wake) = (Arc::clone(&states), Arc::clone(news));
        std::thread::Builder::new().name("guard's news".to_owned()).spawn(move || {
            for line in BufReader::new(told).lines().map_while(Result::ok) {
                if let Ok(news) = serde_json::from_str(&line) {
                    note(&mut sink.lock().unwrap_or_else(PoisonError::into_inner), news);
                    wake.notify_one();
                }
            }
        })?;
        let orders = guard.stdin.take();
        Ok(Keeper {
            guard,
            orders,
            states,
            outputs: BTreeMap::new(),
            commands: BTreeMap::new(),
            n_starts: BTreeMap::new(),
            news: Arc::clone(news),
        })
    }

    /// Starts the program under a name, anew where there was one of that name.
    ///
    /// # Errors
    /// Those of opening terminals; whether the program itself starts is told later.
    pub(super) fn start(
        &mut self,
        who: &str,
        command: &[String],
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
        });
        self.outputs.insert(who.to_owned(), output);
        self.commands.insert(who.to_owned(), (command.to_vec(), env.to_vec()));
        Ok(())
    }

    pub(super) fn was_started(&self, who: &str) -> bool {
        self.commands.contains_key(who)
    }

    /// Starts the program of a name as it was started before.
    ///
    /// # Errors
    /// Those of [`Keeper::start`]; [`io::ErrorKind::NotFound`] where nothing of that name was started.
    pub(super) fn start_again(&mut self, who: &str) -> io::Result<()> {
        let (command, env) = self.commands.get(who).cloned().ok_or(io::ErrorKind::NotFound)?;
        self.start(who, &command, &env)
    }

    pub(super) fn type_in(&mut self, who: &str, bytes: Vec<u8>) {
        self.order(&Order::Type { who: self.key(who), bytes });
    }

    pub(super) fn close_stdin(&mut self, who: &str) {
        self.order(&Order::CloseStdin { who: self.key(who) });
    }

    /// Sends a signal to the program and all that it started.
    pub(super) fn signal(&mut self, who: &str, signal: GroupSignal) {
        let who = self.key(who);
        if !matches!(signal, GroupSignal::Stop | GroupSignal::Cont) {
            self.lock().entry(who.clone()).or_default().was_signalled = true;
        }
        self.order(&Order::Signal { who, signal });
    }

    pub(super) fn state(&self, who: &str) -> State {
        self.lock().get(&self.key(who)).cloned().unwrap_or_default()
    }

    fn key(&self, who: &str) -> String {
        format!("{who}#{}", self.n_starts.get(who).copied().unwrap_or_default())
    }

    /// The first subject that has ended although the judge sent it no signal.
    pub(super) fn dead(&self) -> Option<(String, End)> {
        let states = self.lock();
        let name = |key: &str| key.split('#').next().unwrap_or_default().to_owned();
        states
            .iter()
            .filter(|(_, state)| !state.was_signalled)
            .find_map(|(who, state)| Some((name(who), state.ended?)))
    }

    pub(super) fn output(&self, who: &str) -> Option<&Output> {
        self.outputs.get(who)
    }

    pub(super) fn outputs(&self) -> &BTreeMap<String, Output> {
        &self.outputs
    }

    /// The guard's process number: all subjects descend from it.
    pub(super) fn pid(&self) -> u32 {
        self.guard.id()
    }

    /// Lets the guard kill everything, and waits until it has.
    pub(super) async fn end(mut self) {
        drop(self.orders.take());
        for output in self.outputs.values() {
            output.hand_over();
            output.ended(PATIENCE).await;
        }
        // The guard ends by itself; where it does not, killing it makes the kernel kill its subjects.
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if !matches!(self.guard.try_wait(), Ok(None)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    fn order(&mut self, order: &Order) {
        let line = serde_json::to_string(order).unwrap_or_default() + "\n";
        // A guard that has gone takes its subjects with it, which is seen by their sockets.
        let _ = self.orders.as_mut().map(|orders| orders.write_all(line.as_bytes()));
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long the end of a check waits for the guard: longer than the guard itself takes.
const PATIENCE: Duration = Duration::from_secs(6);

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.orders.take());
        // The guard has a limit of its own for killing what is left; it fails only where it has ended.
        let _ = self.guard.wait();
    }
}

fn note(states: &mut BTreeMap<String, State>, news: News) {
    match news {
        News::Started { who, pid } => states.entry(who).or_default().pid = Some(pid),
        News::NotStarted { who, error, is_missing } => {
            states.entry(who).or_default().not_started = Some((error, is_missing));
        }
        News::Exited { who, code, signal } => {
            let state = states.entry(who).or_default();
            state.ended = Some(End { code, signal, at: Instant::now() });
        }
    }
}
