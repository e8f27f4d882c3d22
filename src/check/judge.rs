//! An exercise, run: its checks side by side, its verdict in the end.
//!
//! The one idea: each check has a thread, an address and a guard of its own, so checks disturb each
//! other as little as two strangers. The verdict is that of the first check that fails in the order of
//! the file; what fails after it is told as a fact.
//!
//! See it run: `netlab check framing -- python3 echo.py`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use crate::check::exercise::contract::{Check, Exercise};
use crate::check::play::player::{Failed, Player};
use crate::check::play::trouble::Trouble;
use crate::check::play::who_waits::who_waits;
use crate::check::setup::Setup;
use crate::check::subject::output::{Output, Stretch};
use crate::check::trial::trial;
use crate::check::verdict::{Failure, Mistake, Printed, Verdict};
use crate::impair::mixed;

/// Runs the checks; `tell` is called with each verdict, in the order of the file.
///
/// # Errors
/// Where this machine does not let us judge: no thread, no address, no guard.
pub fn run<'a>(
    exercise: &'a Exercise,
    setup: &'a Setup,
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
    let mut verdicts: Vec<Option<Verdict<'a>>> = checks.iter().map(|_| None).collect();
    let mut n_told = 0;
    let mut note = |verdicts: &mut Vec<Option<Verdict<'a>>>, index: usize, verdict: Verdict<'a>| {
        verdicts[index] = Some(verdict);
        while let Some(Some(next)) = verdicts.get(n_told) {
            tell(next);
            n_told += 1;
        }
    };
    // The first runs by itself: it builds what must be built, and shows whether the subject starts at all.
    if let Some(first) = checks.first() {
        let verdict = judge(exercise, first, setup, addrs[0])?;
        let is_hopeless = verdict
            .failure
            .as_ref()
            .is_some_and(|failure| setup.fail_fast || failure.finding.trouble.is_some());
        note(&mut verdicts, 0, verdict);
        if is_hopeless {
            return Ok(verdicts.into_iter().flatten().collect());
        }
    }
    let later: Vec<usize> = (1..checks.len()).filter(|index| !checks[*index].is_alone).collect();
    let beside = Beside { exercise, checks: &checks, addrs: &addrs, setup };
    beside.run(&later, |index, verdict| note(&mut verdicts, index, verdict))?;
    for index in (1..checks.len()).filter(|index| checks[*index].is_alone) {
        if setup.fail_fast && verdicts[..index].iter().flatten().any(|verdict| verdict.failure.is_some()) {
            break;
        }
        let verdict = judge(exercise, checks[index], setup, addrs[index])?;
        note(&mut verdicts, index, verdict);
    }
    Ok(verdicts.into_iter().flatten().collect())
}

/// Checks that are run side by side, each at its address.
struct Beside<'a, 'r> {
    exercise: &'a Exercise,
    checks: &'r [&'a Check],
    addrs: &'r [SocketAddr],
    setup: &'a Setup,
}

impl<'a> Beside<'a, '_> {
    fn run(&self, indices: &[usize], mut note: impl FnMut(usize, Verdict<'a>)) -> io::Result<()> {
        let Beside { exercise, checks, addrs, setup } = *self;
        let next = AtomicUsize::new(0);
        // No check behind this one is begun any more.
        let last = AtomicUsize::new(usize::MAX);
        let (sender, verdicts) = channel();
        let work = |sender: Sender<(usize, io::Result<Verdict<'a>>)>| {
            while let Some(index) = indices.get(next.fetch_add(1, Ordering::Relaxed)) {
                if *index > last.load(Ordering::Relaxed) {
                    return;
                }
                let verdict = judge(exercise, checks[*index], setup, addrs[*index]);
                let has_failed = verdict.as_ref().map_or(true, |verdict| verdict.failure.is_some());
                if has_failed && setup.fail_fast {
                    last.fetch_min(*index, Ordering::Relaxed);
                }
                if sender.send((*index, verdict)).is_err() {
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
            for (index, verdict) in verdicts {
                let verdict = verdict.inspect_err(|_| last.store(0, Ordering::Relaxed))?;
                note(index, verdict);
            }
            Ok(())
        })
    }
}

/// Checks wait far more than they compute; but a subject that is starting needs a core.
fn n_workers() -> usize {
    thread::available_parallelism().map_or(2, |cores| cores.get() + 1).min(8)
}

/// Plays one check; where another program has taken its port meanwhile, once more with another one.
fn judge<'a>(
    exercise: &'a Exercise,
    check: &'a Check,
    setup: &'a Setup,
    addr: SocketAddr,
) -> io::Result<Verdict<'a>> {
    let mut verdict = judge_at(exercise, check, setup, addr)?;
    for _ in 0..2 {
        if verdict.trouble() != Some(Trouble::PortTaken) {
            break;
        }
        verdict = judge_at(exercise, check, setup, address(&[addr])?)?;
    }
    Ok(verdict)
}

/// Plays one check on a runtime of its own.
fn judge_at<'a>(
    exercise: &'a Exercise,
    check: &'a Check,
    setup: &'a Setup,
    addr: SocketAddr,
) -> io::Result<Verdict<'a>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let began = Instant::now();
        let mut player = Player::new(exercise, check, setup, addr)?;
        let result = match player.play(&check.steps, 0).await {
            Ok(()) => player.is_still_there(check),
            Err(failed) => Err(failed),
        };
        let failure = match result {
            Ok(()) => None,
            Err(failed) => Some(explain(&mut player, failed).await),
        };
        let Player { scene, story, .. } = player;
        let printed = scene.program.keeper.outputs().values().flat_map(Output::stretches).collect();
        let left = scene.end().await;
        let printed = in_order(printed, began);
        let took = began.elapsed();
        Ok(Verdict { check, took, story: story.told, failure, printed, addr, left })
    })
}

/// Finds the first case that fits, trying what it asks for.
async fn explain<'a>(player: &mut Player<'a>, failed: Failed<'a>) -> Failure<'a> {
    let Failed { step, finding } = failed;
    let waits = who_waits(&player.scene, &finding).await;
    let n_told = player.story.told.len();
    let mut mistakes = Vec::new();
    // What went wrong before the conversation, or beside it, is no mistake in what was said.
    let is_certain = finding.trouble.is_some_and(Trouble::is_certain);
    for case in step.cases.iter().filter(|_| !is_certain) {
        if finding.fits(&case.got, &player.script.values) && player.holds(&case.trial).await {
            let named = case.is.iter().filter_map(|id| player.script.exercise.diagnosis(id));
            mistakes.extend(named.map(Mistake::Diagnosis));
            break;
        }
    }
    if mistakes.is_empty() {
        mistakes.extend(finding.trouble.map(Mistake::Trouble));
    }
    let tried = player.story.told.split_off(n_told);
    let keeper = &player.scene.program.keeper;
    let ended = keeper.dead();
    let output = ended.as_ref().and_then(|(who, _)| keeper.output(who));
    if let Some(output) = output {
        output.ended(Duration::from_secs(1)).await;
    }
    let last_words = output.and_then(Output::last_words);
    let waits = if ended.is_some() { Vec::new() } else { waits };
    Failure { step, finding, mistakes, tried, waits, ended, last_words }
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
        let port = 18_000 + ((state >> 32) % 14_000) as u16;
        let everywhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port);
        let is_new = taken.iter().all(|addr| addr.port() != port);
        if is_new && TcpListener::bind(everywhere).is_ok() && UdpSocket::bind(everywhere).is_ok() {
            return Ok(SocketAddr::new(IpAddr::V4(ip), port));
        }
    }
    Err(io::Error::new(io::ErrorKind::AddrNotAvailable, "no free port from 18000 to 31999"))
}
