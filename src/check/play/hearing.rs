//! Members of a room: what each hears of the others.
//!
//! The one idea: a room may put names in front of lines and send notices of its own, so a line is known
//! by how it ends, and lines that end in nothing that was said do not count. That a member is in the
//! room shows only by being heard; so members talk until they are.
//!
//! See it run: `lessons/08-chat-server/exercise.toml`.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::check::exercise::act::Payload;
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::exercise::template::{Template, letters};
use crate::check::peer::connection::Heard;
use crate::check::play::finding::Finding;
use crate::check::play::player::{Player, limit};
use crate::check::report::steps as words;

type Done = Result<(), Finding>;

impl Player<'_> {
    /// Each member says lines until every other has heard one of them.
    pub(crate) async fn meet(&mut self, step: &Step, who: &[String]) -> Done {
        let members: Vec<String> = who.iter().flat_map(|name| self.members(name)).collect();
        let end = Instant::now() + limit(step);
        let mut room = Acquaintance::default();
        let mut pause = Duration::from_millis(40);
        for round in 0.. {
            for member in &members {
                let probe = letters(self.setup.seed, &format!("meet/{member}/{round}"), 14);
                let line = self.line(member)?;
                let sent = line.send(&[probe.as_slice(), b"\n"].concat(), limit(step)).await;
                room.probes.push((member.clone(), probe));
                if sent.is_err() && line.heard.borrow().end.is_none() && Instant::now() > end {
                    return Err(self.not_met(&members, &room, Word::Stuck));
                }
            }
            let look = (Instant::now() + pause).min(end);
            pause = (pause * 2).min(Duration::from_millis(400));
            loop {
                self.listen_to(&members, &mut room)?;
                if room.is_complete(&members) {
                    return Ok(());
                }
                if members
                    .iter()
                    .any(|member| self.line(member).is_ok_and(|line| line.heard.borrow().end.is_some()))
                {
                    return Err(self.not_met(&members, &room, Word::End));
                }
                if !self.wait_until(look).await {
                    break;
                }
            }
            if Instant::now() >= end {
                break;
            }
        }
        Err(self.not_met(&members, &room, Word::Nothing))
    }

    fn listen_to(&self, members: &[String], room: &mut Acquaintance) -> Done {
        for listener in members {
            let line = self.line(listener)?;
            let mut heard = line.heard.borrow_mut();
            while let Some(text) = heard.take_line() {
                room.hear(listener, &text);
            }
        }
        Ok(())
    }

    fn not_met(&self, members: &[String], room: &Acquaintance, word: Word) -> Finding {
        let expected = "each member hears a line of each other";
        let pairs = members.len() * members.len().saturating_sub(1);
        let mut finding = Finding::new(
            expected,
            format!("{} of {pairs} pairs have heard each other", room.met.len()),
            word,
        );
        finding.words.clear();
        for member in members {
            let Ok(line) = self.line(member) else { continue };
            let heard = line.heard.borrow();
            let has_part =
                room.probes.iter().any(|(_, probe)| memchr::memmem::find(heard.rest(), probe).is_some());
            if has_part {
                finding.words.push(Word::Part);
                finding
                    .facts
                    .push(format!("{member} has heard {}, without a newline", words::quoted(heard.rest())));
                finding.bytes = heard.rest().to_vec();
            }
            if let Some(end) = heard.end {
                let is_fin = end == crate::check::peer::connection::Ended::Fin;
                finding.words.push(if is_fin { Word::End } else { Word::Reset });
                finding.facts.push(format!(
                    "{member}'s connection was {}",
                    if is_fin { "ended (FIN)" } else { "broken (RST)" }
                ));
            }
        }
        let is_echo = !room.echoed.is_empty() && room.met.is_empty();
        let is_changed = !room.changed.is_empty() && room.met.is_empty();
        match (room.met.is_empty(), is_echo || is_changed) {
            (false, _) => finding.words.push(Word::OneWay),
            (true, true) => finding.words.push(if is_echo { Word::Echo } else { Word::Other }),
            (true, false) if finding.words.is_empty() => finding.words.push(word),
            (true, false) => {}
        }
        if is_echo {
            finding.facts.push(format!(
                "{} heard its own words",
                room.echoed.iter().next().cloned().unwrap_or_default()
            ));
        }
        if let Some(changed) = room.changed.first().filter(|_| is_changed) {
            finding.facts.push(format!(
                "a line came that holds the words and does not end in them: {}",
                words::quoted(changed)
            ));
            finding.bytes.clone_from(changed);
        }
        let deaf: Vec<String> = members
            .iter()
            .flat_map(|from| members.iter().map(move |to| (from.clone(), to.clone())))
            .filter(|(from, to)| from != to && !room.met.contains(&(from.clone(), to.clone())))
            .take(3)
            .map(|(from, to)| format!("{to} has not heard {from}"))
            .collect();
        finding.facts.extend(deaf);
        finding
    }

    /// Lines come that end so, in order, each once.
    pub(crate) async fn hears(&mut self, who: &str, lines: &[Template], times: u32, end: Instant) -> Done {
        let heard = std::rc::Rc::clone(&self.line(who)?.heard);
        let wanted: Vec<(Template, Vec<u8>)> = (1..=times)
            .flat_map(|turn| {
                let mut values = self.values.clone();
                values.set("turn", turn.to_string());
                lines.iter().map(|line| (line.clone(), line.fill(&values))).collect::<Vec<_>>()
            })
            .collect();
        for (index, (template, text)) in wanted.iter().enumerate() {
            self.hears_one(who, &heard, template, text, &wanted[..index], &wanted[index + 1..], end).await?;
        }
        // A second copy would come right behind the first.
        let (_, text) = wanted.last().expect("an exercise has at least one line here");
        let behind = Instant::now() + Duration::from_millis(100);
        loop {
            let next = heard.borrow().line();
            match next {
                Some((line, _)) if is_it(&line, text) => return Err(Self::doubled(&line, text)),
                Some(_) => drop(heard.borrow_mut().take_line()),
                None if !self.wait_until(behind).await => return Ok(()),
                None => {}
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the neighbours of a line decide what came instead of it")]
    async fn hears_one(
        &mut self,
        who: &str,
        heard: &RefCell<Heard>,
        template: &Template,
        text: &[u8],
        before: &[(Template, Vec<u8>)],
        after: &[(Template, Vec<u8>)],
        end: Instant,
    ) -> Done {
        let expected = format!("a line that ends in {}", words::quoted(text));
        let mut overtaken = None;
        let mut end = end;
        loop {
            let next = heard.borrow_mut().take_line();
            let Some(line) = next else {
                let n_total = heard.borrow().n_total();
                let is_over = heard.borrow().end.is_some() || !self.wait_until(end).await;
                if is_over && heard.borrow().n_total() == n_total {
                    return Err(Self::not_heard(heard, expected, text, overtaken, who));
                }
                continue;
            };
            let holds = |text: &[u8]| text.len() > 3 && memchr::memmem::find(&line, text).is_some();
            if is_it(&line, text) {
                if overtaken.is_some() {
                    let got =
                        format!("{}, and only then this line", words::quoted(&overtaken.unwrap_or_default()));
                    return Err(Finding::new(expected, got, Word::Disorder).with_bytes(line));
                }
                if template.captures().next().is_some() {
                    let kept = template.matches(&line, &self.values).unwrap_or_default();
                    self.values.keep(kept);
                }
                return Ok(());
            }
            if holds(text) {
                let with_another = after.iter().chain(before).any(|(_, other)| holds(other));
                let word = if with_another { Word::Joined } else { Word::Other };
                let got = format!("the line {}", words::quoted(&line));
                let bytes = [line.as_slice(), b"\n"].concat();
                return Err(Finding::new(expected, got, word).with_bytes(bytes).instead_of(text));
            }
            if let Some((_, earlier)) = before.iter().find(|(_, text)| is_it(&line, text)) {
                return Err(Self::doubled(&line, earlier));
            }
            if after.iter().any(|(_, text)| is_it(&line, text)) && overtaken.is_none() {
                // Is it late, or lost? A moment decides.
                overtaken = Some(line);
                end = end.min(Instant::now() + Duration::from_millis(500));
                continue;
            }
            let is_piece = line.len() > 3 && overtaken.is_none() && pieces_of(&line, text);
            if is_piece {
                let got = format!("the line {}", words::quoted(&line));
                let bytes = [line.as_slice(), b"\n"].concat();
                return Err(Finding::new(expected, got, Word::Head).with_bytes(bytes).instead_of(text));
            }
        }
    }

    fn not_heard(
        heard: &RefCell<Heard>,
        expected: String,
        text: &[u8],
        overtaken: Option<Vec<u8>>,
        who: &str,
    ) -> Finding {
        if let Some(line) = overtaken {
            let got = format!("a later line, {}, and never this one", words::quoted(&line));
            return Finding::new(expected, got, Word::Missing);
        }
        let mut finding = Self::not_that(heard, expected, None);
        let rest = heard.borrow().rest().to_vec();
        if memchr::memmem::find(&rest, text).is_some() {
            finding.words.insert(0, Word::Part);
            finding.facts.push("the words came, and no newline behind them".to_owned());
        } else if !rest.is_empty() && heard.borrow().end.is_none() {
            finding.facts.push(format!("{who} has heard the beginning of a line"));
        }
        finding.instead_of(text)
    }

    pub(crate) fn doubled(line: &[u8], text: &[u8]) -> Finding {
        let expected = format!("a line that ends in {} once", words::quoted(text));
        Finding::new(expected, format!("it again: {}", words::quoted(line)), Word::Doubled).with_bytes(line)
    }

    /// No line ended so, and none comes for a while.
    pub(crate) async fn lacks(&mut self, who: &str, text: &Template, span: Duration) -> Done {
        let text = text.fill(&self.values);
        let end = Instant::now() + span;
        loop {
            for member in self.members(who) {
                let line = self.line(&member)?;
                let heard = line.heard.borrow();
                let found = heard
                    .all()
                    .split(|byte| *byte == b'\n')
                    .find(|line| line.strip_suffix(b"\r").unwrap_or(line).ends_with(&text));
                if let Some(found) = found {
                    let expected = format!("no line that ends in {}", words::quoted(&text));
                    let got = format!("{member} heard {}", words::quoted(found));
                    return Err(Finding::new(expected, got, Word::Other).with_bytes(found));
                }
            }
            if !self.wait_until(end).await {
                return Ok(());
            }
        }
    }

    /// Sends lines one by one, each when the listener has heard the one before.
    pub(crate) async fn send_paced(
        &mut self,
        step: &Step,
        who: &str,
        what: &Payload,
        times: u32,
        listener: &str,
    ) -> Done {
        let (speaker, listener_line) = (self.line(who)?, self.line(listener)?);
        for turn in 1..=times {
            self.values.set("turn", turn.to_string());
            let bytes = what.whole().fill(&self.values);
            let end = Instant::now() + limit(step);
            let cannot = |error: std::io::Error| {
                let word =
                    if error.kind() == std::io::ErrorKind::TimedOut { Word::Stuck } else { Word::Reset };
                Finding::new(format!("{who} can send line {turn}"), words::of_error(&error), word)
            };
            speaker.send(&bytes, limit(step)).await.map_err(cannot)?;
            let text = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            loop {
                let next = listener_line.heard.borrow_mut().take_line();
                match next {
                    Some(line) if line.ends_with(text) => break,
                    Some(_) => {}
                    None => {
                        let n_total = listener_line.heard.borrow().n_total();
                        let is_ended = listener_line.heard.borrow().end.is_some();
                        if is_ended
                            || (!self.wait_until(end).await
                                && listener_line.heard.borrow().n_total() == n_total)
                        {
                            let expected = format!("{listener} hears line {turn} of {times}");
                            let finding = Self::not_that(&listener_line.heard, expected, None);
                            return Err(if is_ended { finding } else { finding.and(Word::Late) });
                        }
                    }
                }
            }
        }
        Ok(())
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
}

impl Acquaintance {
    fn hear(&mut self, listener: &str, line: &[u8]) {
        // What stands in front may hold an earlier probe, such as a name that was taken from one.
        let Some((speaker, _)) = self.probes.iter().find(|(_, probe)| line.ends_with(probe)) else {
            if self.probes.iter().any(|(_, probe)| memchr::memmem::find(line, probe).is_some()) {
                self.changed.push(line.to_vec());
            }
            return;
        };
        if speaker == listener {
            self.echoed.insert(listener.to_owned());
        } else {
            self.met.insert((speaker.clone(), listener.to_owned()));
        }
    }

    fn is_complete(&self, members: &[String]) -> bool {
        self.met.len() == members.len() * members.len().saturating_sub(1)
    }
}

pub(crate) fn is_it(line: &[u8], text: &[u8]) -> bool {
    line.ends_with(text)
}

/// Whether the end of a line is the beginning of the text: a piece that was passed on as if it were whole.
fn pieces_of(line: &[u8], text: &[u8]) -> bool {
    let longest = text.len().min(line.len());
    (6.min(longest)..longest).rev().any(|n_bytes| n_bytes > 3 && line.ends_with(&text[..n_bytes]))
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
