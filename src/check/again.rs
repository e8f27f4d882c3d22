//! A check that has failed, played once more with the same seed, to the step that failed.
//!
//! The one idea: the verdict stands. What is still to be learnt of the program would disturb it: where it waits (it is
//! ended for that), and what its own sockets do (it is observed for that). So it is learnt from a second play; where that
//! does not come to the same step and the same finding, nothing of it is shown.
//!
//! See it run: `netlab --ladder check greeting-server -- python3 one_at_a_time.py`, on Linux.

use std::io;
use std::net::SocketAddr;
use std::ptr;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::task::LocalSet;
use tokio::time::timeout;

use crate::check::exercise::contract::Exercise;
use crate::check::exercise::got::Word;
use crate::check::peer::witness::Scope;
use crate::check::play::finding::Finding;
use crate::check::play::places::where_it_waits;
use crate::check::play::player::{Failed, Player};
use crate::check::play::standing::Seat;
use crate::check::play::who_waits::{Waiting, who_waits};
use crate::check::setup::Setup;
use crate::check::subject::known::Observed;
use crate::check::subject::place::{At, Place};
use crate::check::verdict::{Failure, Replay, Verdict};
use crate::kernel::clock::monotonic_us;

/// A check that has failed.
pub(crate) struct Again<'r, 'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) setup: &'a Setup,
    pub(crate) verdict: &'r mut Verdict<'a>,
}

/// What came of a second play.
struct Came<'a> {
    /// `None` where it passed, was stopped, or took too long.
    failed: Option<Failed<'a>>,
    has_passed: bool,
    waits: Vec<Waiting>,
    places: Vec<(At, Place)>,
    scope: Scope,
    observed: Observed,
}

/// How it is to be played.
#[derive(Debug, Clone, Copy)]
struct Manner {
    addr: SocketAddr,
    is_observed: bool,
    asks_where_it_waits: bool,
}

impl<'a> Again<'_, 'a> {
    /// Plays it to see where the program waits.
    ///
    /// # Errors
    /// Those of a runtime and of a guard.
    pub(crate) fn unobserved(&mut self, addr: SocketAddr) -> io::Result<()> {
        let came = self.play(Manner { addr, is_observed: false, asks_where_it_waits: true })?;
        let is_there = came.failed.as_ref().is_some_and(|failed| self.is_at_the_same_step(failed));
        if let Some(failure) = self.verdict.failure.as_mut().filter(|_| is_there) {
            failure.places.extend(came.places);
        }
        Ok(())
    }

    /// Plays it with the program observed; true where it is known then where the program waits.
    ///
    /// # Errors
    /// Those of a runtime and of a guard.
    pub(crate) fn observed(&mut self, addr: SocketAddr, asks_where_it_waits: bool) -> io::Result<bool> {
        if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            self.verdict.replay = Some(Replay::Unknown);
            return Ok(false);
        }
        let Came { failed, has_passed, waits, places, scope, observed } =
            self.play(Manner { addr, is_observed: true, asks_where_it_waits })?;
        if self.setup.stop.is_cancelled() {
            return Ok(true);
        }
        let is_same = failed.as_ref().is_some_and(|failed| self.is_same(failed));
        self.verdict.replay = Some(match observed.refused {
            Some(error) => Replay::Refused(error),
            None if has_passed => Replay::Passed,
            None if is_same => Replay::Same(Scope { own: observed.seen.events_at(addr.ip()), ..scope }),
            None => Replay::Otherwise,
        });
        let Some(failure) = self.verdict.failure.as_mut().filter(|_| is_same) else { return Ok(false) };
        if !waits.is_empty() && !failure.waits.is_empty() {
            failure.waits = waits;
        }
        failure.places.extend(places);
        Ok(true)
    }

    fn is_at_the_same_step(&self, failed: &Failed<'a>) -> bool {
        self.verdict.failure.as_ref().is_some_and(|failure| ptr::eq(failed.step, failure.step))
    }

    fn is_same(&self, failed: &Failed<'a>) -> bool {
        // A program that dies leaves an end, a reset or a refusal: which one of them the judge meets is chance.
        let has_died = |finding: &Finding| finding.words.contains(&Word::Died);
        let has_same_finding = |Failure { finding, .. }: &Failure<'_>| {
            let is_same = failed.finding.words == finding.words;
            (is_same || has_died(&failed.finding) && has_died(finding))
                && failed.finding.trouble == finding.trouble
        };
        self.is_at_the_same_step(failed) && self.verdict.failure.as_ref().is_some_and(has_same_finding)
    }

    fn play(&self, manner: Manner) -> io::Result<Came<'a>> {
        let Manner { addr, is_observed, asks_where_it_waits } = manner;
        let check = self.verdict.check;
        LocalSet::new().block_on(&runtime()?, async {
            let mut player = Player::new(self.exercise, check, self.setup, Seat::unseen(), addr)?;
            if is_observed {
                player.scene.program.keeper.observe();
            }
            let outcome = tokio::select! {
                outcome = timeout(self.patience(), player.play_all(check)) => outcome.ok(),
                () = self.setup.stop.cancelled() => None,
            };
            let has_passed = matches!(outcome, Some(Ok(())));
            let failed = outcome.and_then(Result::err);
            let Player { scene, .. } = player;
            let ends = scene.stage.named.clone();
            let scope = Scope { addr, ends, until_us: monotonic_us(), own: Vec::new() };
            let at_the_step = failed.as_ref().filter(|failed| self.is_at_the_same_step(failed));
            let waits = match at_the_step {
                Some(failed) if is_observed => who_waits(&scene, &failed.finding).await,
                _ => Vec::new(),
            };
            let places = match at_the_step {
                Some(_) if asks_where_it_waits => where_it_waits(&scene.program).await,
                _ => Vec::new(),
            };
            let told = scene.program.keeper.told();
            scene.end().await;
            Ok(Came { failed, has_passed, waits, places, scope, observed: told.whole().await })
        })
    }

    /// Each step has a limit; so has all of it, as an observed program takes longer for each call.
    fn patience(&self) -> Duration {
        self.setup.start_timeout + 3 * self.verdict.took
    }
}

/// A runtime for one play.
///
/// # Errors
/// Those of the system.
pub(crate) fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
