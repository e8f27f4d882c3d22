//! An exercise, run: its checks side by side, its verdict in the end.
//!
//! The one idea: each check has a thread, an address and a guard of its own, so checks disturb each
//! other as little as two strangers. The verdict is that of the first check that fails in the order of
//! the file; what fails after it is told as a fact.
//!
//! See it run: `netlab check framing -- python3 echo.py`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::ops::RangeInclusive;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use crate::check::again::{Again, runtime};
use crate::check::exercise::contract::{Check, Exercise};
use crate::check::explain::{explain, is_moved_on};
use crate::check::peer::witness::Scope;
use crate::check::play::places::{where_it_failed, where_it_waits};
use crate::check::play::player::Player;
use crate::check::play::standing::{Doing, Seat, Standing};
use crate::check::play::trouble::Trouble;
use crate::check::setup::Setup;
use crate::check::subject::lack::JudgeLack;
use crate::check::subject::output::{Output, Stretch};
use crate::check::trial::trial;
use crate::check::verdict::{Failure, Printed, Verdict};
use crate::impair::mixed;
use crate::kernel::clock::monotonic_us;

/// Runs the checks; `tell` is called with each verdict, in the order of the file, and `standing` says meanwhile
/// what is being done. Once the setup's `stop` is cancelled, no more is played, and the verdicts so far are given.
///
/// # Errors
/// Where this machine does not let us judge: no thread, no address, no guard.
pub fn run<'a>(
    exercise: &'a Exercise,
    setup: &'a Setup,
    standing: &Standing<'a>,
    mut tell: impl FnMut(&Verdict<'a>),
) -> io::Result<Vec<Verdict<'a>>> {
    let is_wanted = |check: &&'a Check| setup.only.as_ref().is_none_or(|only| *only == check.id);
    let checks: Vec<&'a Check> = exercise.checks.iter().filter(is_wanted).collect();
    // All addresses are sought before any program is started: a child that has not become another program
    // yet holds a copy of every socket, also of the one that tried whether a port is free.
    let mut addrs: Vec<SocketAddr> = Vec::new();
    for _ in &checks {
        addrs.push(address(&addrs)?);
    }
    trial(exercise, setup, address(&addrs)?)?;
    let run = Run { exercise, setup, standing: standing.clone(), checks, addrs };
    let mut verdicts = run.all(&mut tell)?;
    if let Some(first) = verdicts.iter_mut().find(|verdict| verdict.failure.is_some()) {
        run.look_again(first)?;
    }
    Ok(verdicts)
}

/// Checks that are run, each at its address.
struct Run<'a> {
    exercise: &'a Exercise,
    setup: &'a Setup,
    standing: Standing<'a>,
    checks: Vec<&'a Check>,
    addrs: Vec<SocketAddr>,
}

/// What a second look at a failed check is to find.
#[derive(Debug, Clone, Copy)]
struct Wants {
    /// Where the program waits, if what was tried after the step had failed has moved it on.
    places: bool,
    /// What its own sockets do.
    own_sockets: bool,
}

/// Verdicts as they come, told in the order of the file.
struct Told<'a, 't> {
    verdicts: Vec<Option<Verdict<'a>>>,
    next: usize,
    tell: &'t mut dyn FnMut(&Verdict<'a>),
}

impl<'a> Told<'a, '_> {
    fn note(&mut self, index: usize, verdict: Verdict<'a>) {
        self.verdicts[index] = Some(verdict);
        while let Some(Some(verdict)) = self.verdicts.get(self.next) {
            (self.tell)(verdict);
            self.next += 1;
        }
    }

    fn has_failed_before(&self, index: usize) -> bool {
        self.verdicts[..index].iter().flatten().any(|verdict| verdict.failure.is_some())
    }

    /// All of them; what was stopped has left gaps, and those behind a gap are told now.
    fn end(self) -> Vec<Verdict<'a>> {
        let Told { verdicts, next, tell } = self;
        verdicts[next..].iter().flatten().for_each(tell);
        verdicts.into_iter().flatten().collect()
    }
}

impl<'a> Run<'a> {
    fn all(&self, tell: &mut dyn FnMut(&Verdict<'a>)) -> io::Result<Vec<Verdict<'a>>> {
        let verdicts = self.checks.iter().map(|_| None).collect();
        let mut told = Told { verdicts, next: 0, tell };
        // The first runs by itself: it builds what must be built, and shows whether the subject starts at all.
        if !self.checks.is_empty()
            && let Some(verdict) = self.judge(0)?
        {
            let fails = |failure: &Failure<'_>| self.setup.fail_fast || failure.finding.trouble.is_some();
            let is_hopeless = verdict.failure.as_ref().is_some_and(fails);
            told.note(0, verdict);
            if is_hopeless {
                return Ok(told.end());
            }
        }
        let (alone, beside): (Vec<usize>, Vec<usize>) =
            (1..self.checks.len()).partition(|index| self.checks[*index].is_alone);
        self.beside(&beside, |index, verdict| told.note(index, verdict))?;
        for index in alone {
            if self.setup.fail_fast && told.has_failed_before(index) {
                break;
            }
            if let Some(verdict) = self.judge(index)? {
                told.note(index, verdict);
            }
        }
        Ok(told.end())
    }

    /// Runs checks side by side.
    fn beside(&self, indices: &[usize], mut note: impl FnMut(usize, Verdict<'a>)) -> io::Result<()> {
        let next = AtomicUsize::new(0);
        // No check behind this one is begun any more.
        let last = AtomicUsize::new(usize::MAX);
        let (sender, verdicts) = channel();
        let work = |sender: Sender<io::Result<(usize, Verdict<'a>)>>| {
            while let Some(index) = indices.get(next.fetch_add(1, Ordering::Relaxed)) {
                if *index > last.load(Ordering::Relaxed) {
                    return;
                }
                let verdict = match self.judge(*index) {
                    Ok(None) => return,
                    Ok(Some(verdict)) => Ok((*index, verdict)),
                    Err(error) => Err(error),
                };
                let has_failed = verdict.as_ref().map_or(true, |(_, verdict)| verdict.failure.is_some());
                if has_failed && self.setup.fail_fast {
                    last.fetch_min(*index, Ordering::Relaxed);
                }
                if sender.send(verdict).is_err() {
                    return;
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..n_workers().min(indices.len()) {
                let sender = sender.clone();
                let work = &work;
                scope.spawn(move || work(sender));
            }
            drop(sender);
            for verdict in verdicts {
                let (index, verdict) = verdict.inspect_err(|_| last.store(0, Ordering::Relaxed))?;
                note(index, verdict);
            }
            Ok(())
        })
    }

    /// Plays one check; where another program has taken its port meanwhile, once more with another one. `None`
    /// where it was stopped.
    fn judge(&self, index: usize) -> io::Result<Option<Verdict<'a>>> {
        self.standing.begin(index, self.checks[index]);
        let mut verdict = self.judge_at(index, self.addrs[index])?;
        for _ in 0..2 {
            if verdict.as_ref().and_then(Verdict::trouble) != Some(Trouble::PortTaken) {
                break;
            }
            verdict = self.judge_at(index, address(&self.addrs)?)?;
        }
        self.standing.end(index);
        Ok(verdict)
    }

    /// Plays one check on a runtime of its own.
    fn judge_at(&self, index: usize, addr: SocketAddr) -> io::Result<Option<Verdict<'a>>> {
        let check = self.checks[index];
        LocalSet::new().block_on(&runtime()?, async {
            let began = Instant::now();
            let mut player = Player::new(self.exercise, check, self.setup, self.seat(index), addr)?;
            let outcome = tokio::select! {
                failure = play(&mut player, check) => Some(failure),
                () = self.setup.stop.cancelled() => None,
            };
            let Player { scene, story, .. } = player;
            let ends = scene.stage.named.clone();
            let scope = Scope { addr, ends, until_us: monotonic_us(), own: Vec::new() };
            let Some(mut failure) = outcome else {
                scene.end().await;
                return Ok(None);
            };
            let outputs = scene.program.keeper.outputs();
            let printed: Vec<Stretch> = outputs.values().flat_map(Output::stretches).collect();
            if let Some(failure) = &mut failure {
                failure.places = where_it_failed(&scene.program);
                if failure.is_stuck() && !is_moved_on(failure) {
                    failure.places.extend(where_it_waits(&scene.program).await);
                }
            }
            let left = scene.end().await;
            let printed = in_order(printed, began);
            let took = began.elapsed();
            Ok(Some(Verdict { check, took, story: story.told, failure, printed, scope, left, replay: None }))
        })
    }

    /// Looks again at a check that has failed: see [`Again`]. It changes no verdict.
    fn look_again(&self, verdict: &mut Verdict<'a>) -> io::Result<()> {
        let index = self.checks.iter().position(|check| ptr::eq(*check, verdict.check));
        let (Some(failure), Some(index)) = (&verdict.failure, index) else { return Ok(()) };
        let wants = Wants {
            places: failure.is_stuck() && is_moved_on(failure) && failure.is_python,
            own_sockets: self.setup.observe && failure.finding.trouble.is_none(),
        };
        self.standing.begin(index, self.checks[index]);
        let mut again = Again { exercise: self.exercise, setup: self.setup, verdict };
        let mut has_places = false;
        if wants.own_sockets {
            self.standing.note(index, Doing::Observes);
            has_places = again.observed(address(&self.addrs)?, wants.places)?;
        }
        if wants.places && !has_places {
            self.standing.note(index, Doing::LooksAgain);
            again.unobserved(address(&self.addrs)?)?;
        }
        self.standing.end(index);
        Ok(())
    }

    fn seat(&self, index: usize) -> Seat<'a> {
        self.standing.seat(index)
    }
}

/// Plays a check to its end, or to the step that fails.
async fn play<'a>(player: &mut Player<'a>, check: &'a Check) -> Option<Failure<'a>> {
    match player.play_all(check).await {
        Ok(()) => None,
        Err(failed) => Some(explain(player, failed).await),
    }
}

/// Checks wait far more than they compute; but a subject that is starting needs a core.
fn n_workers() -> usize {
    thread::available_parallelism().map_or(2, |cores| cores.get() + 1).min(8)
}

/// A line that was printed in pieces, one right behind the other, is shown as one.
fn in_order(mut stretches: Vec<Stretch>, began: Instant) -> Vec<Printed> {
    stretches.sort_by_key(|stretch| stretch.at);
    let mut all: Vec<Printed> = Vec::new();
    for stretch in stretches {
        let Stretch { at, is_err, bytes } = stretch;
        let at = at.saturating_duration_since(began);
        match all.last_mut().filter(|last| last.is_err == is_err && !last.bytes.ends_with(b"\n")) {
            Some(last) if at.saturating_sub(last.at) < PIECES => last.bytes.extend(bytes),
            _ => all.push(Printed { at, is_err, bytes }),
        }
    }
    all
}

const PIECES: Duration = Duration::from_millis(20);

/// An address of the check's own: on Linux all of 127.0.0.0/8 is this machine.
///
/// The port is below those that the kernel gives to clients, free on every address at this moment, and
/// none of those that were taken before: a subject may listen on all addresses.
fn address(taken: &[SocketAddr]) -> io::Result<SocketAddr> {
    let nanos = std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos() as u64);
    let mut state = mixed(nanos ^ (u64::from(std::process::id()) << 32) ^ taken.len() as u64);
    for _ in 0..1000 {
        state = mixed(state);
        let [a, b, c, ..] = state.to_le_bytes();
        let ip = if cfg!(target_os = "linux") {
            Ipv4Addr::new(127, 1 + a % 250, b, 1 + c % 250)
        } else {
            Ipv4Addr::LOCALHOST
        };
        let port = PORTS.start() + ((state >> 32) % PORTS.len() as u64) as u16;
        let everywhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port);
        let is_new = taken.iter().all(|addr| addr.port() != port);
        if is_new && TcpListener::bind(everywhere).is_ok() && UdpSocket::bind(everywhere).is_ok() {
            return Ok(SocketAddr::new(IpAddr::V4(ip), port));
        }
    }
    Err(JudgeLack::FreePort { first: *PORTS.start(), last: *PORTS.end() }.into())
}

/// Above what programs have by custom, and below what kernels give to clients.
const PORTS: RangeInclusive<u16> = 18_000..=31_999;
