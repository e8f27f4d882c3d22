//! One check, played: its sockets, its subject, its values, and the story so far.
//!
//! The one idea: steps are played strictly one after the other, on one thread. Whatever happens
//! meanwhile (bytes, ends, output, a death) is noted by tasks beside it and wakes the one that waits.
//!
//! See it run: `netlab check greeting-server --check speaks-first -- python3 x.py`.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::time::timeout_at;

use crate::check::exercise::contract::{Check, Exercise, Given, Role};
use crate::check::exercise::expectation::{Expectation, Presence};
use crate::check::exercise::got::Word;
use crate::check::exercise::step::{Deed, Step};
use crate::check::exercise::template::{Values, letters};
use crate::check::judge::Setup;
use crate::check::peer::connection::Line;
use crate::check::peer::datagrams::Post;
use crate::check::peer::link::Link;
use crate::check::play::finding::Finding;
use crate::check::play::memory::Measured;
use crate::check::report::steps as words;
use crate::check::subject::keeper::Keeper;
use crate::check::subject::output::Output;
use crate::check::subject::ready::how;
use crate::net::{TcpListener, TcpStream};

/// What one step did.
#[derive(Debug, Clone)]
pub struct Told {
    /// The step's id; empty for what the judge tried after a failure.
    pub id: String,
    /// What it was, in a sentence.
    pub sentence: String,
    /// When it was over, since the check began.
    pub at: Duration,
    /// Whether it held.
    pub held: bool,
    /// How deep it stands inside of repetitions.
    pub depth: usize,
}

pub(crate) struct Player<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) setup: &'a Setup,
    pub(crate) addr: SocketAddr,
    pub(crate) values: Values,
    pub(crate) lines: BTreeMap<String, Rc<Line>>,
    pub(crate) posts: BTreeMap<String, Rc<Post>>,
    pub(crate) listener: Option<TcpListener>,
    /// Stands in the listener's queue, so that there is no room for the subject.
    pub(crate) filler: Option<TcpStream>,
    pub(crate) links: BTreeMap<String, Link>,
    pub(crate) keeper: Keeper,
    pub(crate) news: Arc<Notify>,
    /// Groups, with how many they are.
    pub(crate) groups: BTreeMap<String, u32>,
    /// Who did something last; `GROUP.others` are all but this one.
    pub(crate) last_actor: String,
    /// Which copy of the program was started last.
    pub(crate) last_started: String,
    /// Steps that were allowed to fail, and did.
    pub(crate) failed: BTreeSet<String>,
    pub(crate) measured: Option<Measured>,
    /// How much more memory a step behind this one allows.
    pub(crate) limit_ahead: Option<u64>,
    /// How much the subject had printed when the step before ended.
    pub(crate) n_printed: usize,
    /// The subject came to us once, so it needs no more time to be built and started.
    pub(crate) has_come: bool,
    pub(crate) story: Vec<Told>,
    pub(crate) began: Instant,
    pub(crate) round: u32,
    /// The end of time for which [`Player::wait_until`] has looked at everything.
    looked_for: Cell<Option<Instant>>,
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
        addr: SocketAddr,
    ) -> io::Result<Self> {
        let news = Arc::new(Notify::new());
        let keeper = Keeper::new(&setup.guard, &news)?;
        let mut values = Values::default();
        for (name, given) in &exercise.given {
            match given {
                Given::Text(text) => values.set(name, text.as_bytes()),
                Given::Letters(n_letters) => {
                    values.set(name, letters(setup.seed, &format!("{}/{name}", check.id), *n_letters));
                }
            }
        }
        values.set("host", addr.ip().to_string());
        values.set("port", addr.port().to_string());
        values.set("addr", addr.to_string());
        Ok(Player {
            exercise,
            setup,
            addr,
            values,
            lines: BTreeMap::new(),
            posts: BTreeMap::new(),
            listener: None,
            filler: None,
            links: BTreeMap::new(),
            keeper,
            news,
            groups: BTreeMap::new(),
            last_actor: String::new(),
            last_started: String::new(),
            failed: BTreeSet::new(),
            measured: None,
            limit_ahead: None,
            n_printed: 0,
            has_come: false,
            story: Vec::new(),
            began: Instant::now(),
            round: 0,
            looked_for: Cell::new(None),
        })
    }

    /// Plays steps until one fails.
    pub(crate) async fn play(&mut self, steps: &'a [Step], depth: usize) -> Result<(), Failed<'a>> {
        for (index, step) in steps.iter().enumerate() {
            let ahead = &steps[index + 1..];
            self.note_limit(ahead);
            self.look_for_newcomers(0);
            if let Deed::Repeat(n_rounds, inner) = &step.deed {
                self.tell(step, true, depth);
                for round in 1..=*n_rounds {
                    self.round = round;
                    self.values.set("round", round.to_string());
                    // Of the rounds, the story keeps the last one.
                    let n_told = self.story.len();
                    Box::pin(self.play(inner, depth + 1)).await?;
                    if round < *n_rounds {
                        self.story.truncate(n_told);
                    }
                }
                continue;
            }
            let mut result = if self.is_void(step) { Ok(()) } else { self.one(step).await };
            let mut remark = "";
            if result.is_err() && self.is_void(step) {
                result = Ok(());
            }
            if let Err(finding) = &mut result {
                self.look_for_a_death(finding).await;
                self.look_for_the_guard(finding);
                if let Some((step, finding)) = self.has_broken_a_limit_by(finding, ahead).await {
                    self.tell(step, false, depth);
                    return Err(Failed { step, finding });
                }
                if step.may_fail && !finding.is(Word::Stuck) && !finding.is(Word::Died) {
                    self.failed.insert(step.id.clone());
                    remark = " (it failed, as it may)";
                    result = Ok(());
                }
            }
            let outputs = self.keeper.output("subject");
            self.n_printed = outputs.map_or(0, |output| output.progress(0).0);
            self.tell(step, result.is_ok(), depth);
            if let Some(told) = self.story.last_mut() {
                told.sentence += remark;
            }
            result.map_err(|finding| Failed { step, finding })?;
        }
        Ok(())
    }

    /// The connection that the step depends on has been ended, as it may.
    fn is_void(&self, step: &Step) -> bool {
        let Some(who) = &step.unless_ended else { return false };
        let has_ended = |who: &String| self.line(who).is_ok_and(|line| line.heard.borrow().end.is_some());
        self.members(who).iter().any(has_ended)
    }

    async fn one(&mut self, step: &'a Step) -> Result<(), Finding> {
        match &step.deed {
            Deed::Act(act) => self.act(step, act).await,
            Deed::Expect(who, expectation) => self.expect(step, who, expectation).await,
            Deed::Repeat(..) => Ok(()),
        }
    }

    /// Tries what a case asks for; true where all of it held.
    pub(crate) async fn holds(&mut self, trial: &'a [Step]) -> bool {
        for step in trial {
            let held = self.one(step).await.is_ok() || step.may_fail;
            self.tell_trial(step, held);
            if !held {
                return false;
            }
        }
        true
    }

    /// A word that was looked for in the output means nothing to the reader; the line that it stood in does.
    fn tell_trial(&mut self, step: &Step, held: bool) {
        let Deed::Expect(who, Expectation::Output { stream, what, presence: Presence::Has, .. }) = &step.deed
        else {
            return self.tell(step, held, 1);
        };
        let what = what.fill(&self.values);
        let line = self.keeper.output(who).and_then(|output| output.line_with(*stream, &what));
        if let Some(line) = line.filter(|_| held) {
            let sentence = format!("the program has printed the line {}", words::quoted(&line));
            self.story.push(Told { id: step.id.clone(), sentence, at: self.began.elapsed(), held, depth: 1 });
        }
    }

    fn tell(&mut self, step: &Step, held: bool, depth: usize) {
        let sentence = words::sentence(step, &self.values);
        self.story.push(Told { id: step.id.clone(), sentence, at: self.began.elapsed(), held, depth });
    }

    async fn has_broken_a_limit_by(
        &mut self,
        finding: &Finding,
        ahead: &'a [Step],
    ) -> Option<(&'a Step, Finding)> {
        let is_slow =
            finding.words.iter().any(|word| matches!(word, Word::Stuck | Word::Late | Word::Nothing));
        if is_slow && finding.trouble.is_none() { self.has_broken_a_limit(ahead).await } else { None }
    }

    fn look_for_the_guard(&self, finding: &mut Finding) {
        if self.keeper.is_lost() {
            let error = io::Error::other("the guard that holds it has ended");
            *finding = Finding::of_judge("a program that netlab holds", &error);
        }
    }

    /// An end of a connection often comes just before the end of its program: that is waited for, a little.
    async fn look_for_a_death(&mut self, finding: &mut Finding) {
        let is_hint = [Word::End, Word::Reset, Word::Refused, Word::Unreachable]
            .iter()
            .any(|word| finding.words.contains(word));
        let patience = if is_hint { Duration::from_millis(400) } else { Duration::from_millis(20) };
        let end = Instant::now() + patience;
        while self.keeper.dead().is_none() && self.wait_until(end).await {}
        let Some((who, ended)) = self.keeper.dead().filter(|_| !finding.is(Word::Running)) else { return };
        finding.words.insert(0, Word::Died);
        if self.has_left(&who, ended) {
            self.note_what_it_left(finding);
        }
    }

    /// A server that passes has not ended by itself, with another process in its place.
    pub(crate) fn is_still_there(&self, check: &'a Check) -> Result<(), Failed<'a>> {
        let is_server = self.exercise.role == Role::Server;
        let dead = self.keeper.dead().filter(|(who, ended)| is_server && self.has_left(who, *ended));
        let (Some((who, ended)), Some(step)) = (dead, check.steps.last()) else { return Ok(()) };
        let expected = format!("{} goes on running", words::the_program(&who));
        let mut finding = Finding::new(expected, format!("it {}", how(ended)), Word::Died);
        self.note_what_it_left(&mut finding);
        Err(Failed { step, finding })
    }

    /// Waits for news of any kind; false once the time is over, and all that came within it has been taken.
    ///
    /// On a busy machine the judge hears of the time's end before it has looked at what came before. So
    /// the end of the time is told twice: first as news, behind a look at all that the kernel holds, and as
    /// the end only to one who has seen that and asks again.
    pub(crate) async fn wait_until(&self, end: Instant) -> bool {
        if Instant::now() < end && timeout_at(end.into(), self.news.notified()).await.is_ok() {
            return true;
        }
        if self.looked_for.replace(Some(end)) == Some(end) {
            return false;
        }
        self.take_what_came().await;
        true
    }

    /// Lets our readers take what the kernel holds for us, until it says that nothing is there.
    async fn take_what_came(&self) {
        let end = Instant::now() + FLOODED;
        // What goes through a link of ours passes two more sockets on its way.
        let mut n_turns = if self.links.is_empty() { 0 } else { 5 };
        while self.has_more() && Instant::now() < end || n_turns > 0 {
            // While nothing can be done, the reactor asks the kernel as well, and our readers are run.
            tokio::time::sleep(Duration::from_millis(1)).await;
            n_turns = u32::saturating_sub(n_turns, 1);
        }
        self.keeper.outputs().values().for_each(Output::take_what_came);
    }

    fn has_more(&self) -> bool {
        self.lines.values().any(|line| line.has_more()) || self.posts.values().any(|post| post.has_more())
    }

    /// The members that a name stands for: itself, a group, or `GROUP.others`.
    pub(crate) fn members(&self, who: &str) -> Vec<String> {
        if let Some(group) = who.strip_suffix(".others") {
            return self.members(group).into_iter().filter(|member| *member != self.last_actor).collect();
        }
        match self.groups.get(who) {
            Some(count) => (1..=*count).map(|number| format!("{who}.{number}")).collect(),
            None => vec![who.to_owned()],
        }
    }

    /// The connection of this name; a step that comes too early for it finds nobody.
    pub(crate) fn line(&self, who: &str) -> Result<Rc<Line>, Finding> {
        let nobody = || Finding::new(format!("{who} is connected"), "there is no such connection", Word::End);
        self.lines.get(who).cloned().ok_or_else(nobody)
    }

    /// Ends everything in good order: our sockets first, so that nobody sees a reset from us.
    pub(crate) async fn end(mut self) -> Vec<String> {
        for line in self.lines.values() {
            let _ = line.finish().await;
        }
        self.listener = None;
        self.posts.clear();
        self.links.clear();
        self.keeper.end().await
    }
}

/// A subject that sends without end never lets a look come to its end: so long is enough.
const FLOODED: Duration = Duration::from_secs(1);

/// How long a step may take; five seconds where it does not say.
pub(crate) fn limit(step: &Step) -> Duration {
    step.within.unwrap_or(LIMIT)
}

/// Long for a computer, short for a person: what takes longer is taken for a hang.
pub(crate) const LIMIT: Duration = Duration::from_secs(5);
