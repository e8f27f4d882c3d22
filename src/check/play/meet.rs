//! Members meet: each says lines until every other has heard one of them.
//!
//! The one idea: that a member is in a room shows only by being heard. A room may put names in front of lines and
//! send notices of its own, so a line is known by how it ends; and members talk until they are heard. They go on only
//! when the room has handed over all that was said.
//!
//! See it run: `lessons/08-chat-server/exercise.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::exercise::template::letters;
use crate::check::peer::connection::Ended;
use crate::check::play::fact::{Came, Expected, Fact};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::scene::Scene;
use crate::check::play::script::{Script, limit};
use crate::check::play::stage::Stage;

/// Lets all of these talk until each has heard each.
pub(crate) async fn meet(scene: &Scene, script: &Script<'_>, step: &Step, who: &[String]) -> Done {
    let stage = &scene.stage;
    let members: Vec<String> = who.iter().flat_map(|name| stage.members(name)).collect();
    let end = Instant::now() + limit(step);
    let mut room = Acquaintance::default();
    let mut pause = Duration::from_millis(40);
    for round in 0.. {
        for member in &members {
            let probe = letters(script.setup.seed, &format!("meet/{member}/{round}"), 14);
            let connection = stage.connection(member)?;
            let sent = connection.send(&[probe.as_slice(), b"\n"].concat(), limit(step)).await;
            room.probes.push((member.clone(), probe));
            if sent.is_err() && connection.heard.borrow().end.is_none() && Instant::now() > end {
                return Err(not_met(stage, &members, &room, Word::Stuck));
            }
        }
        let look = (Instant::now() + pause).min(end);
        pause = (pause * 2).min(Duration::from_millis(400));
        let met = scene.until(look, || room.listen(stage, &members).transpose()).await;
        match met.transpose()? {
            Some(true) => {
                scene
                    .until(Instant::now() + SETTLES, || room.has_settled(stage, &members).then_some(()))
                    .await;
                return Ok(());
            }
            Some(false) => return Err(not_met(stage, &members, &room, Word::End)),
            None if Instant::now() >= end => break,
            None => {}
        }
    }
    Err(not_met(stage, &members, &room, Word::Nothing))
}

/// A room that loses lines never hands the last ones over, and is not waited for longer.
const SETTLES: Duration = Duration::from_secs(2);

fn not_met(stage: &Stage, members: &[String], room: &Acquaintance, word: Word) -> Finding {
    let got = Came::Pairs { n_met: room.met.len(), n_pairs: n_pairs(members) };
    let mut finding = Finding::new(Expected::AllMeet, got, word);
    finding.words.clear();
    for member in members {
        note_state(stage, member, room, &mut finding);
    }
    let is_echo = !room.echoed.is_empty() && room.met.is_empty();
    let is_changed = !room.changed.is_empty() && room.met.is_empty();
    match (room.met.is_empty(), is_echo || is_changed) {
        (false, _) => finding.words.push(Word::OneWay),
        (true, true) => finding.words.push(if is_echo { Word::Echo } else { Word::Other }),
        (true, false) if finding.words.is_empty() => finding.words.push(word),
        (true, false) => {}
    }
    if let Some(who) = room.echoed.first().filter(|_| is_echo) {
        finding.facts.push(Fact::HeardItself { who: who.clone() });
    }
    if let Some(changed) = room.changed.first().filter(|_| is_changed) {
        finding.facts.push(Fact::ChangedLine(changed.clone()));
        finding.bytes.clone_from(changed);
    }
    let pairs = members.iter().flat_map(|from| members.iter().map(move |to| (from.clone(), to.clone())));
    let deaf = pairs.filter(|(from, to)| from != to && !room.met.contains(&(from.clone(), to.clone())));
    finding.facts.extend(deaf.take(3).map(|(whom, who)| Fact::HasNotHeard { who, whom }));
    finding
}

/// What one member has heard that is no whole line, and how its connection stands.
fn note_state(stage: &Stage, member: &str, room: &Acquaintance, finding: &mut Finding) {
    let Ok(connection) = stage.connection(member) else { return };
    let heard = connection.heard.borrow();
    let rest = heard.rest();
    if room.probes.iter().any(|(_, probe)| memchr::memmem::find(rest, probe).is_some()) {
        finding.words.push(Word::Part);
        finding.facts.push(Fact::HeardWithoutNewline { who: member.to_owned(), bytes: rest.to_vec() });
        finding.bytes = rest.to_vec();
    }
    if let Some(how) = heard.end {
        finding.words.push(if how == Ended::Fin { Word::End } else { Word::Reset });
        finding.facts.push(Fact::ConnectionEnded { who: member.to_owned(), how });
    }
}

/// Who has heard whom.
#[derive(Default)]
struct Acquaintance {
    /// What was said, and by whom.
    probes: Vec<(String, Vec<u8>)>,
    /// Speaker and listener.
    met: BTreeSet<(String, String)>,
    /// Members that heard themselves.
    echoed: BTreeSet<String>,
    /// Lines that hold a probe and do not end in it.
    changed: Vec<Vec<u8>>,
    /// Of each speaker and listener, the last probe that came, by its place among all of them.
    latest: BTreeMap<(String, String), usize>,
}

impl Acquaintance {
    /// Notes what has come; `Some(true)` once all have met, `Some(false)` where one can meet nobody any more.
    fn listen(&mut self, stage: &Stage, members: &[String]) -> Result<Option<bool>, Finding> {
        for listener in members {
            let heard = stage.heard(listener)?;
            let mut heard = heard.borrow_mut();
            while let Some(text) = heard.take_line() {
                self.hear(listener, &text);
            }
        }
        let is_complete = self.met.len() == n_pairs(members);
        let has_ended = members.iter().any(|member| stage.has_ended(member));
        Ok((is_complete || has_ended).then_some(is_complete))
    }

    /// Whether each has heard the last probe of each, so that the room owes nobody a line: what it still passed on
    /// would be the first thing that it does about the next act.
    fn has_settled(&mut self, stage: &Stage, members: &[String]) -> bool {
        if !matches!(self.listen(stage, members), Ok(Some(true))) {
            return true;
        }
        let last_round = self.probes.len().saturating_sub(members.len());
        let n_settled = self.latest.values().filter(|latest| **latest >= last_round).count();
        n_settled == n_pairs(members) || members.iter().any(|member| stage.has_ended(member))
    }

    fn hear(&mut self, listener: &str, line: &[u8]) {
        // What stands in front may hold an earlier probe, such as a name that was taken from one.
        let Some(place) = self.probes.iter().position(|(_, probe)| line.ends_with(probe)) else {
            if self.probes.iter().any(|(_, probe)| memchr::memmem::find(line, probe).is_some()) {
                self.changed.push(line.to_vec());
            }
            return;
        };
        let speaker = &self.probes[place].0;
        if speaker == listener {
            self.echoed.insert(listener.to_owned());
        } else {
            let pair = (speaker.clone(), listener.to_owned());
            self.met.insert(pair.clone());
            self.latest.entry(pair).and_modify(|latest| *latest = place.max(*latest)).or_insert(place);
        }
    }
}

/// How many pairs of a speaker and a listener there are among so many.
fn n_pairs(members: &[String]) -> usize {
    members.len() * members.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_is_known_by_the_end_of_its_line_whatever_stands_before_it() {
        let probes = vec![("anna".to_owned(), b"first".to_vec()), ("anna".to_owned(), b"second".to_vec())];
        let check = |line: &str, has_met: bool, is_changed: bool| {
            let mut room = Acquaintance { probes: probes.clone(), ..Acquaintance::default() };
            room.hear("ben", line.as_bytes());
            assert_eq!((!room.met.is_empty(), !room.changed.is_empty()), (has_met, is_changed), "{line}");
        };
        check("anna: second", true, false);
        check("first: second", true, false);
        check("anna: first!", false, true);
        check("* anna came", false, false);
    }
}
