//! The commands of a step, run as the text tells: terminal by terminal, each when the one before is ready.
//!
//! The one idea: two programs that talk to each other need an order. A server is ready when it says so; what the text ends with Ctrl-C is ended when all that came later is done, the last first.
//!
//! See it run: `r` in `netlab lesson 2`.

use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::catalogue::Lang;
use crate::cli::commands::lesson::page::Outcome;
use crate::cli::commands::lesson::program::{News, Program, Window};
use crate::cli::commands::lesson::transcript::Transcript;
use crate::cli::commands::lesson::words::{self, Run};
use crate::cli::desk::failure;
use crate::cli::desk::words::says_it_is_ready;
use crate::lessons::{Exchange, Terminal};

/// The commands of a step, running or run.
#[derive(Debug)]
pub(super) struct Play {
    lang: Lang,
    actors: Vec<Actor>,
    window: Window,
    place: PathBuf,
    sender: mpsc::Sender<(Place, News)>,
    news: mpsc::Receiver<(Place, News)>,
    /// Nothing more is started: somebody has pressed Ctrl-C, or a program that the others need has failed.
    is_stopped: bool,
}

/// One terminal.
#[derive(Debug)]
struct Actor {
    exchanges: Vec<Exchange>,
    /// What was typed so far, the last perhaps still running.
    turns: Vec<Turn>,
}

/// One command, running or run.
#[derive(Debug)]
struct Turn {
    transcript: Transcript,
    /// How it ended; `None` while it runs.
    end: Option<String>,
    program: Option<Program>,
    /// When it began, or last said something.
    heard_at: Instant,
    /// When Ctrl-C was pressed in its terminal.
    interrupted_at: Option<Instant>,
}

/// Which terminal, and which of its commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    actor: usize,
    turn: usize,
}

/// A program that has said something is ready when it has said nothing more for so long.
const QUIET: Duration = Duration::from_millis(500);
/// A program that says nothing at all is taken for ready after so long.
const SILENCE: Duration = Duration::from_secs(5);
/// How much is taken note of between two drawings.
const MAX_AT_ONCE: usize = 64;
/// So long a program may take to end after Ctrl-C.
const PARTING: Duration = Duration::from_secs(5);

impl Play {
    pub(super) fn new(lang: Lang, terminals: &[Terminal], window: Window, place: PathBuf) -> Play {
        let (sender, news) = mpsc::channel(64);
        let actor = |terminal: &Terminal| Actor { exchanges: terminal.exchanges.clone(), turns: Vec::new() };
        let actors = terminals.iter().map(actor).collect();
        Play { lang, actors, window, place, sender, news, is_stopped: false }
    }

    /// Waits for something to be heard.
    ///
    /// # Cancel safety
    /// Nothing is lost.
    pub(super) async fn heard(&mut self) -> (Place, News) {
        match self.news.recv().await {
            Some(news) => news,
            None => std::future::pending().await,
        }
    }

    /// Takes note of what was heard, and of what is there besides, so that a flood is drawn less often.
    pub(super) fn note(&mut self, first: (Place, News)) {
        self.note_one(first);
        // A program may write faster than this reads, so it does not go on until nothing is left.
        for _ in 1..MAX_AT_ONCE {
            let Ok(next) = self.news.try_recv() else { return };
            self.note_one(next);
        }
    }

    /// Does what is due; gives when to look again, `None` where only something heard can change anything.
    pub(super) fn go_on(&mut self) -> Option<Instant> {
        let n_actors = if self.is_stopped { 0 } else { self.actors.len() };
        for actor in 0..n_actors {
            if actor > 0 && self.actors[actor].turns.is_empty() {
                let ready_at = self.actors[actor - 1].ready_at().filter(|at| *at > Instant::now());
                if ready_at.is_some() {
                    return ready_at;
                }
            }
            while self.may_type(actor) {
                self.type_next(actor);
            }
        }
        self.end_the_last()
    }

    /// Presses Ctrl-C in all terminals, and starts nothing more; kills whoever was asked before.
    pub(super) fn interrupt(&mut self) {
        self.is_stopped = true;
        for turn in self.actors.iter_mut().filter_map(Actor::running_mut) {
            turn.interrupt();
        }
    }

    /// Ends all programs at once.
    pub(super) fn kill(&mut self) {
        self.is_stopped = true;
        for turn in self.actors.iter_mut().filter_map(Actor::running_mut) {
            turn.program = None;
            turn.end = Some(words::run(self.lang, Run::EndedWithStep));
        }
    }

    /// What came out so far.
    pub(super) fn outcomes(&self) -> Vec<Outcome> {
        let outcome = |actor: &Actor| {
            let lines = actor.turns.iter().map(|turn| turn.transcript.lines(self.lang)).collect();
            let goes = || words::run(self.lang, Run::Goes);
            let state = actor.turns.last().map(|turn| turn.end.clone().unwrap_or_else(goes));
            Outcome { lines, state: state.unwrap_or_default() }
        };
        self.actors.iter().map(outcome).collect()
    }

    pub(super) fn is_over(&self) -> bool {
        let is_done = |actor: &Actor| actor.turns.len() == actor.exchanges.len() || self.is_stopped;
        self.actors.iter().all(|actor| actor.running().is_none() && is_done(actor))
    }

    fn note_one(&mut self, (place, news): (Place, News)) {
        let actor = &mut self.actors[place.actor];
        let is_needed = actor.exchanges[place.turn].is_interrupted();
        let turn = &mut actor.turns[place.turn];
        turn.heard_at = Instant::now();
        match news {
            News::Wrote(bytes) => turn.transcript.push(&bytes),
            News::Ended(status) => {
                turn.program = None;
                turn.end.get_or_insert_with(|| words::run(self.lang, end(status)));
                // What runs until Ctrl-C is there for the others: without it they would only wait.
                let has_failed = status.is_some_and(|status| !status.success());
                self.is_stopped |= is_needed && has_failed && turn.interrupted_at.is_none();
            }
        }
    }

    fn may_type(&self, actor: usize) -> bool {
        let actor = &self.actors[actor];
        actor.running().is_none() && actor.turns.len() < actor.exchanges.len()
    }

    fn type_next(&mut self, index: usize) {
        let actor = &mut self.actors[index];
        let turn = actor.turns.len();
        let command = &actor.exchanges[turn].command;
        let place = Place { actor: index, turn };
        let started = Program::start(command, self.window, &self.place, place, self.sender.clone());
        let end = started
            .as_ref()
            .err()
            .map(|error| words::not_started(self.lang, &failure::words(self.lang, error)));
        actor.turns.push(Turn {
            transcript: Transcript::default(),
            end,
            program: started.ok(),
            heard_at: Instant::now(),
            interrupted_at: None,
        });
    }

    /// When nothing is left but what the text ends with Ctrl-C, ends the last of it, once all is quiet.
    ///
    /// A program that is alone is its reader's to end.
    fn end_the_last(&mut self) -> Option<Instant> {
        let heard_at = self.actors.iter().flat_map(|actor| &actor.turns).map(|turn| turn.heard_at).max()?;
        if self.actors.len() == 1 && !self.is_stopped {
            return None;
        }
        let ends_by_itself = |actor: &Actor| actor.running().is_some() && !actor.is_ended_by_us();
        if !self.is_stopped && self.actors.iter().any(ends_by_itself) {
            return None;
        }
        let last = self.actors.iter_mut().rev().find_map(Actor::running_mut)?;
        let due = last.interrupted_at.map_or(heard_at + QUIET, |at| at + PARTING);
        if Instant::now() < due {
            return Some(due);
        }
        last.interrupt();
        Some(Instant::now() + PARTING)
    }
}

impl Actor {
    fn running(&self) -> Option<&Turn> {
        self.turns.last().filter(|turn| turn.program.is_some())
    }

    fn running_mut(&mut self) -> Option<&mut Turn> {
        self.turns.last_mut().filter(|turn| turn.program.is_some())
    }

    fn is_ended_by_us(&self) -> bool {
        self.exchanges.get(self.turns.len().saturating_sub(1)).is_some_and(Exchange::is_interrupted)
    }

    /// When the next terminal may begin; `None` where this one has nothing more to do.
    fn ready_at(&self) -> Option<Instant> {
        let turn = self.running()?;
        let exchange = &self.exchanges[self.turns.len() - 1];
        let wait = match turn.transcript.is_empty() {
            _ if turn.transcript.any(says_it_is_ready) => return None,
            _ if SERVERS.iter().any(|name| exchange.command.contains(name)) => LONG,
            true => SILENCE,
            false => QUIET,
        };
        Some(turn.heard_at + wait)
    }
}

/// Those of our programs that say so when they are ready, however busy the machine is.
const SERVERS: [&str; 4] = ["tcp-server", "chat-server", "udp-recv", "impair"];
/// A server that has not said so by then never will.
const LONG: Duration = Duration::from_secs(30);

impl Turn {
    /// Presses Ctrl-C; whoever does not follow is killed at the second time.
    fn interrupt(&mut self) {
        let Some(program) = &self.program else { return };
        match self.interrupted_at {
            None => {
                program.interrupt();
                // As a terminal shows that key.
                self.transcript.push(b"^C");
            }
            Some(_) => program.kill(),
        }
        self.interrupted_at = Some(Instant::now());
    }
}

fn end(status: Option<ExitStatus>) -> Run {
    use std::os::unix::process::ExitStatusExt;

    let code = status.and_then(|status| status.code());
    let signal = status.and_then(|status| status.signal());
    match (code, signal) {
        (Some(0), _) | (None, None) => Run::Ended,
        // A shell says that a program was ended by SIGINT with 128 + 2, unless it met the signal first.
        (Some(130), _) | (None, Some(libc::SIGINT)) => Run::EndedByCtrlC,
        (Some(code), _) => Run::EndedWithCode(code),
        (None, Some(signal)) => Run::EndedBySignal(signal),
    }
}
