//! One check, played: its steps strictly one after the other.
//!
//! The one idea: who plays has a scene (the judge's ends and the program), a script (what is written) and a story
//! (what was told so far). An act or an expectation is handed the parts that it needs, and gives a finding where it
//! fails; what the finding means beside the step is looked at here.
//!
//! See it run: `netlab check greeting-server --check speaks-first -- python3 x.py`.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::check::exercise::contract::{Check, Exercise, Role};
use crate::check::exercise::expectation::{Expectation, Presence};
use crate::check::exercise::got::Word;
use crate::check::exercise::step::{Deed, Step};
use crate::check::play::act::act;
use crate::check::play::expect::expect;
use crate::check::play::fact::{Came, Expected, Tool};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::memory::{has_broken_a_limit, note_limit};
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;
use crate::check::play::stage::Stage;
use crate::check::play::standing::{Doing, Seat};
use crate::check::play::start::note_what_it_left;
use crate::check::play::story::{Happening, Story};
use crate::check::setup::Setup;
use crate::check::subject::program::Program;
use crate::check::subject::ready::Port;

/// One check in play.
pub(crate) struct Player<'a> {
    pub(crate) scene: Scene,
    pub(crate) script: Script<'a>,
    pub(crate) story: Story<'a>,
    seat: Seat<'a>,
}

/// A step that failed.
pub(crate) struct Failed<'a> {
    pub(crate) step: &'a Step,
    pub(crate) finding: Finding,
}

impl<'a> Player<'a> {
    pub(crate) fn new(
        exercise: &'a Exercise,
        check: &Check,
        setup: &'a Setup,
        seat: Seat<'a>,
        addr: SocketAddr,
    ) -> io::Result<Self> {
        let news = Arc::new(Notify::new());
        let port = Port { addr, transport: exercise.transport };
        let program = Program::new(&setup.guard, port, exercise.role == Role::Server, &news)?;
        Ok(Player {
            scene: Scene::new(Stage::new(addr, &news), program, news),
            script: Script::new(exercise, check, setup, addr),
            story: Story::new(),
            seat,
        })
    }

    /// Plays all of a check; at its end the program must still be there.
    pub(crate) async fn play_all(&mut self, check: &'a Check) -> Result<(), Failed<'a>> {
        self.play(&check.steps, 0).await?;
        self.is_still_there(check)
    }

    /// Plays steps until one fails.
    async fn play(&mut self, steps: &'a [Step], depth: usize) -> Result<(), Failed<'a>> {
        for (index, step) in steps.iter().enumerate() {
            let ahead = &steps[index + 1..];
            note_limit(&self.scene.program, &mut self.script, ahead);
            self.scene.program.look_for_newcomers(0);
            match &step.deed {
                Deed::Repeat(n_rounds, inner) => {
                    self.tell(step, true, depth);
                    self.repeat(*n_rounds, inner, depth + 1).await?;
                }
                _ => self.play_one(step, ahead, depth).await?,
            }
        }
        Ok(())
    }

    /// Of the rounds, the story keeps the last one.
    async fn repeat(&mut self, n_rounds: u32, steps: &'a [Step], depth: usize) -> Result<(), Failed<'a>> {
        for round in 1..=n_rounds {
            self.script.round = round;
            self.script.values.set("round", round.to_string());
            let n_told = self.story.told.len();
            Box::pin(self.play(steps, depth)).await?;
            if round < n_rounds {
                self.story.told.truncate(n_told);
            }
        }
        Ok(())
    }

    async fn play_one(&mut self, step: &'a Step, ahead: &'a [Step], depth: usize) -> Result<(), Failed<'a>> {
        let number = self.story.told.len() + 1;
        self.seat.note(Doing::Plays(number, step, self.script.values.clone()));
        let mut result = if self.is_void(step) { Ok(()) } else { self.one(step).await };
        if result.is_err() && self.is_void(step) {
            result = Ok(());
        }
        let mut was_forgiven = false;
        if let Err(finding) = &mut result {
            self.look_for_a_death(finding).await;
            self.look_for_the_guard(finding);
            if let Some((broken, finding)) = has_broken_a_limit(&mut self.scene, finding, ahead).await {
                self.tell(broken, false, depth);
                return Err(Failed { step: broken, finding });
            }
            was_forgiven = step.may_fail && !finding.is(Word::Stuck) && !finding.is(Word::Died);
        }
        if was_forgiven {
            self.script.failed.insert(step.id.clone());
            result = Ok(());
        }
        self.scene.program.note_output();
        self.tell(step, result.is_ok(), depth);
        if let Some(told) = self.story.told.last_mut() {
            told.was_forgiven = was_forgiven;
        }
        result.map_err(|finding| Failed { step, finding })
    }

    /// The connection that the step depends on has been ended, as it may.
    fn is_void(&self, step: &Step) -> bool {
        step.unless_ended.as_ref().is_some_and(|who| self.scene.stage.has_ended(who))
    }

    async fn one(&mut self, step: &'a Step) -> Done {
        let Player { scene, script, .. } = self;
        match &step.deed {
            Deed::Act(deed) => act(scene, script, step, deed).await,
            Deed::Expect(who, expectation) => expect(scene, script, step, who, expectation).await,
            Deed::Repeat(..) => Ok(()),
        }
    }

    /// Tries what a case asks for; true where all of it held.
    pub(crate) async fn holds(&mut self, trial: &'a [Step]) -> bool {
        for step in trial {
            self.seat.note(Doing::Tries(step, self.script.values.clone()));
            let held = self.one(step).await.is_ok() || step.may_fail;
            self.tell_trial(step, held);
            if !held {
                return false;
            }
        }
        true
    }

    /// A word that was looked for in the output means nothing to the reader; the line that it stood in does.
    fn tell_trial(&mut self, step: &'a Step, held: bool) {
        let Deed::Expect(who, Expectation::Output { stream, what, presence: Presence::Has, .. }) = &step.deed
        else {
            return self.tell(step, held, 1);
        };
        let what = self.script.fill(what);
        let output = self.scene.program.keeper.output(who);
        let line = output.and_then(|output| output.line_with(*stream, &what));
        if let Some(line) = line.filter(|_| held) {
            self.story.tell(Happening::Printed(line), held, 1);
        }
    }

    fn tell(&mut self, step: &'a Step, held: bool, depth: usize) {
        self.story.tell(Happening::Step(step, self.script.values.clone()), held, depth);
    }

    /// A guard that has ended held the program: what the step found says nothing of it.
    fn look_for_the_guard(&self, finding: &mut Finding) {
        if self.scene.program.keeper.is_lost() {
            *finding = Finding::of_judge(Expected::Tool(Tool::Guard), Came::GuardHasEnded);
        }
    }

    /// An end of a connection often comes just before the end of its program: that is waited for, a little.
    async fn look_for_a_death(&mut self, finding: &mut Finding) {
        let is_hint = [Word::End, Word::Reset, Word::Refused, Word::Unreachable]
            .iter()
            .any(|word| finding.words.contains(word));
        let patience = if is_hint { Duration::from_millis(400) } else { Duration::from_millis(20) };
        let Scene { program, .. } = &self.scene;
        let dead = self.scene.until(Instant::now() + patience, || program.keeper.dead()).await;
        let Some((who, ended)) = dead.filter(|_| !finding.is(Word::Running)) else { return };
        finding.words.insert(0, Word::Died);
        match program.n_left(&who, ended) {
            0 => {}
            n_left => note_what_it_left(n_left, finding),
        }
    }

    /// A server that passes has not ended by itself, with another process in its place; but where its end was
    /// asked for, it is none.
    fn is_still_there(&self, check: &'a Check) -> Result<(), Failed<'a>> {
        let Scene { program, .. } = &self.scene;
        let (Some((who, ended)), Some(step)) = (program.keeper.dead(), check.steps.last()) else {
            return Ok(());
        };
        let n_left = program.n_left(&who, ended);
        if !program.is_server || n_left == 0 || asks_for_an_end(&check.steps) {
            return Ok(());
        }
        let mut finding = Finding::new(Expected::GoesOnRunning { who }, Came::Ended(ended), Word::Died);
        note_what_it_left(n_left, &mut finding);
        Err(Failed { step, finding })
    }
}

fn asks_for_an_end(steps: &[Step]) -> bool {
    steps.iter().any(|step| match &step.deed {
        Deed::Expect(_, Expectation::Exit(_)) => true,
        Deed::Repeat(_, inner) => asks_for_an_end(inner),
        _ => false,
    })
}
