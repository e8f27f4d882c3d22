//! Members of a room: what each hears of the others.
//!
//! The one idea: a room may put names in front of lines and send notices of its own, so a line is known
//! by how it ends, and lines that end in nothing that was said do not count. What came instead of a line is known by
//! its neighbours: the lines that were expected before it and behind it.
//!
//! See it run: `lessons/08-chat-server/exercise.toml`.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use crate::check::exercise::got::Word;
use crate::check::exercise::template::Template;
use crate::check::peer::connection::Heard;
use crate::check::play::fact::{Came, Expected, Fact};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::not_that::not_that;
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;

/// A line that is to be heard, and its text in this run.
struct Wanted<'a> {
    template: &'a Template,
    text: Vec<u8>,
}

/// Lines come that end so, in order, each once.
pub(crate) async fn hears(
    scene: &Scene,
    script: &mut Script<'_>,
    who: &str,
    (lines, times): (&[Template], u32),
    end: Instant,
) -> Done {
    let heard = scene.stage.heard(who)?;
    let mut all = Vec::new();
    for turn in 1..=times {
        let mut values = script.values.clone();
        values.set("turn", turn.to_string());
        all.extend(lines.iter().map(|template| Wanted { template, text: template.fill(&values) }));
    }
    for index in 0..all.len() {
        let line = hears_one(scene, who, &heard, (&all, index), end).await?;
        let template = all[index].template;
        if template.captures().next().is_some() {
            let kept = template.matches(&line, &script.values).unwrap_or_default();
            script.values.keep(kept);
        }
    }
    // A second copy would come right behind the first.
    let Wanted { text, .. } = all.last().expect("an exercise has at least one line here");
    hears_no_copy(scene, &heard, text).await
}

/// Other lines that come within this time do not count.
async fn hears_no_copy(scene: &Scene, heard: &RefCell<Heard>, text: &[u8]) -> Done {
    let end = Instant::now() + COPY;
    while let Some(line) = scene.next_line(heard, end).await {
        if is_it(&line, text) {
            return Err(doubled(&line, text));
        }
    }
    Ok(())
}

/// A second copy of a line would come right behind the first.
pub(crate) const COPY: Duration = Duration::from_millis(100);
/// A line that was overtaken comes within this, or it is lost.
pub(crate) const OVERTAKEN: Duration = Duration::from_millis(500);

/// Waits for one of the lines, and gives it.
async fn hears_one(
    scene: &Scene,
    who: &str,
    heard: &RefCell<Heard>,
    (all, index): (&[Wanted<'_>], usize),
    end: Instant,
) -> Result<Vec<u8>, Finding> {
    let (before, after) = (&all[..index], &all[index + 1..]);
    let text = &all[index].text;
    let expected = || Expected::LineThatEndsIn(text.clone());
    let mut overtaken = None;
    let mut end = end;
    loop {
        let Some(line) = scene.next_line(heard, end).await else {
            return Err(match overtaken {
                Some(line) => Finding::new(expected(), Came::LineWithout(line), Word::Missing),
                None => not_heard(heard, expected(), text, who),
            });
        };
        if is_it(&line, text) {
            let Some(earlier) = overtaken else { return Ok(line) };
            let finding = Finding::new(expected(), Came::LineBefore(earlier), Word::Disorder);
            return Err(finding.with_bytes(line));
        }
        let holds = |text: &[u8]| text.len() > 3 && memchr::memmem::find(&line, text).is_some();
        if holds(text) {
            let with_another = after.iter().chain(before).any(|other| holds(&other.text));
            let word = if with_another { Word::Joined } else { Word::Other };
            return Err(instead_of_line(expected(), &line, word, text));
        }
        if let Some(earlier) = before.iter().find(|earlier| is_it(&line, &earlier.text)) {
            return Err(doubled(&line, &earlier.text));
        }
        if after.iter().any(|later| is_it(&line, &later.text)) && overtaken.is_none() {
            // Is the one that was expected late, or lost? A moment decides.
            overtaken = Some(line);
            end = end.min(Instant::now() + OVERTAKEN);
        } else if line.len() > 3 && overtaken.is_none() && ends_in_a_piece(&line, text) {
            return Err(instead_of_line(expected(), &line, Word::Head, text));
        }
    }
}

/// This whole line came instead of one that ends in `text`.
pub(crate) fn instead_of_line(expected: Expected, line: &[u8], word: Word, text: &[u8]) -> Finding {
    let bytes = [line, b"\n"].concat();
    Finding::new(expected, Came::Line(line.to_vec()), word).with_bytes(bytes).instead_of(text)
}

fn not_heard(heard: &RefCell<Heard>, expected: Expected, text: &[u8], who: &str) -> Finding {
    let mut finding = not_that(heard, expected, None);
    let heard = heard.borrow();
    let rest = heard.rest();
    if memchr::memmem::find(rest, text).is_some() {
        finding.words.insert(0, Word::Part);
        finding.facts.push(Fact::NoNewline);
    } else if !rest.is_empty() && heard.end.is_none() {
        finding.facts.push(Fact::BeginningOfALine { who: who.to_owned() });
    }
    finding.instead_of(text)
}

/// A line came that had come before.
pub(crate) fn doubled(line: &[u8], text: &[u8]) -> Finding {
    let expected = Expected::OnceALineThatEndsIn(text.to_vec());
    Finding::new(expected, Came::Again(line.to_vec()), Word::Doubled).with_bytes(line)
}

/// No line ended so, and none comes for a while.
pub(crate) async fn lacks(scene: &Scene, who: &str, text: &[u8], span: Duration) -> Done {
    let stage = &scene.stage;
    let found_by = |member: &String| {
        let heard = match stage.heard(member) {
            Ok(heard) => heard,
            Err(finding) => return Some(finding),
        };
        let heard = heard.borrow();
        let mut lines = heard.all().split(|byte| *byte == b'\n');
        let found = lines.find(|line| line.strip_suffix(b"\r").unwrap_or(line).ends_with(text))?;
        let got = Came::HeardBy { who: member.clone(), line: found.to_vec() };
        let finding = Finding::new(Expected::NoLineThatEndsIn(text.to_vec()), got, Word::Other);
        Some(finding.with_bytes(found))
    };
    let found = || stage.members(who).iter().find_map(found_by);
    scene.until(Instant::now() + span, found).await.map_or(Ok(()), Err)
}

/// Whether this is the line: what stands in front of the text does not count.
pub(crate) fn is_it(line: &[u8], text: &[u8]) -> bool {
    line.ends_with(text)
}

/// Whether the end of a line is the beginning of the text: a piece that was passed on as if it were whole.
fn ends_in_a_piece(line: &[u8], text: &[u8]) -> bool {
    let longest = text.len().saturating_sub(1).min(line.len());
    (6.min(longest)..=longest).rev().any(|n_bytes| n_bytes > 3 && line.ends_with(&text[..n_bytes]))
}
