//! Several speakers at once: what one member hears of all of them.
//!
//! The one idea: in which order two speakers' lines come is nobody's promise; that each line stays whole,
//! and each speaker's lines in their order, is. So each speaker is followed by itself, and a line that
//! holds a piece of another one shows two writes that ran into each other.
//!
//! See it run: the check `speakers-together` of `lessons/08-chat-server/exercise.toml`.

use std::time::{Duration, Instant};

use crate::check::exercise::got::Word;
use crate::check::exercise::template::Template;
use crate::check::play::fact::{Came, Expected, Fact};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::hears::{COPY, OVERTAKEN, doubled, instead_of_line, is_it};
use crate::check::play::not_that::not_that;
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;

/// So many bytes of a line of a run are in no other by chance.
const PIECE: usize = 12;

/// What one speaker says, and how much of it has been heard.
struct Speaker {
    said: Vec<Vec<u8>>,
    n_heard: usize,
    /// Lines may be left out; these were.
    may_lack: bool,
    left_out: Vec<usize>,
}

/// All lines of all speakers come. Slow is no fault: the limit begins anew with each line.
pub(crate) async fn hears_each(
    scene: &Scene,
    script: &Script<'_>,
    who: &str,
    (templates, times, has_gaps): (&[Template], u32, bool),
    patience: Duration,
) -> Done {
    let heard = scene.stage.heard(who)?;
    let mut speakers: Vec<Speaker> =
        templates.iter().map(|line| Speaker::of(script, line, times, has_gaps)).collect();
    loop {
        let missing = speakers.iter().find_map(Speaker::next).cloned();
        let patience = if missing.is_some() { patience } else { COPY };
        match (scene.next_line(&heard, Instant::now() + patience).await, missing) {
            (Some(line), _) => {
                if let Some(late) = note(&mut speakers, &line)? {
                    return Err(overtaken(scene, who, late, line).await);
                }
            }
            (None, None) => return Ok(()),
            (None, Some(_)) if has_gaps => return Ok(()),
            (None, Some(missing)) => {
                let n_heard: usize = speakers.iter().map(|speaker| speaker.n_heard).sum();
                let n_said: usize = speakers.iter().map(|speaker| speaker.said.len()).sum();
                let fact = Fact::LinesWereHeard { n_heard: n_heard as u32, n_said: n_said as u32 };
                let finding = not_that(&heard, Expected::LineThatEndsIn(missing), None);
                return Err(finding.with_fact((n_said > 1).then_some(fact)));
            }
        }
    }
}

/// A later line came first. Is the earlier one late, or lost? A moment decides.
async fn overtaken(scene: &Scene, who: &str, late: Vec<u8>, line: Vec<u8>) -> Finding {
    let expected = Expected::LineThatEndsIn(late.clone());
    let Ok(heard) = scene.stage.heard(who) else {
        return Finding::new(expected, Came::Nobody, Word::End);
    };
    let end = Instant::now() + OVERTAKEN;
    while let Some(next) = scene.next_line(&heard, end).await {
        if is_it(&next, &late) {
            let finding = Finding::new(expected, Came::LineBefore(line.clone()), Word::Disorder);
            return finding.with_bytes(line);
        }
    }
    Finding::new(expected, Came::LineWithout(line.clone()), Word::Missing).with_bytes(line)
}

impl Speaker {
    fn of(script: &Script<'_>, line: &Template, times: u32, may_lack: bool) -> Speaker {
        let mut values = script.values.clone();
        let said = (1..=times).map(|turn| {
            values.set("turn", turn.to_string());
            line.fill(&values)
        });
        Speaker { said: said.collect(), n_heard: 0, may_lack, left_out: Vec::new() }
    }

    /// The line that must be heard next.
    fn next(&self) -> Option<&Vec<u8>> {
        self.said.get(self.n_heard)
    }
}

/// Notes a line; gives the line that it has overtaken, if it has.
fn note(speakers: &mut [Speaker], line: &[u8]) -> Result<Option<Vec<u8>>, Finding> {
    let found = speakers.iter().enumerate().find_map(|(speaker, it)| {
        it.said.iter().position(|text| is_it(line, text)).map(|place| (speaker, place))
    });
    let n_own = found.map_or(0, |(speaker, place)| speakers[speaker].said[place].len());
    let before = &line[..line.len() - n_own];
    let all = || speakers.iter().flat_map(|speaker| &speaker.said);
    if let Some(text) = all().find(|text| holds_a_piece(before, text)) {
        return Err(instead_of_line(Expected::WholeLines, line, Word::Joined, text));
    }
    let Some((index, place)) = found else { return Ok(None) };
    let speaker = &mut speakers[index];
    if speaker.left_out.contains(&place) {
        let later = Came::LineBefore(speaker.said[speaker.n_heard - 1].clone());
        let finding =
            Finding::new(Expected::LineThatEndsIn(speaker.said[place].clone()), later, Word::Disorder);
        return Err(finding.with_bytes(line));
    }
    if place < speaker.n_heard {
        return Err(doubled(line, &speaker.said[place]));
    }
    if place > speaker.n_heard && !speaker.may_lack {
        return Ok(speaker.next().cloned());
    }
    speaker.left_out.extend(speaker.n_heard..place);
    speaker.n_heard = place + 1;
    Ok(None)
}

/// Whether bytes hold the beginning or the end of a text.
fn holds_a_piece(bytes: &[u8], text: &[u8]) -> bool {
    let n_bytes = PIECE.min(text.len());
    [&text[..n_bytes], &text[text.len() - n_bytes..]]
        .iter()
        .any(|piece| memchr::memmem::find(bytes, piece).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_that_ran_into_each_other_are_told_from_whole_ones() {
        let check_with = |may_lack: bool, lines: &[&str], expected: Option<Word>| {
            let mut speakers = ["a", "b"].map(|letter| {
                let said = [1, 2].map(|turn| format!("{} {turn}", letter.repeat(20)).into_bytes());
                Speaker { said: said.to_vec(), n_heard: 0, may_lack, left_out: Vec::new() }
            });
            let found = lines.iter().find_map(|line| note(&mut speakers, line.as_bytes()).err());
            assert_eq!(found.map(|finding| finding.words[0]), expected, "{lines:?}");
        };
        let check = |lines: &[&str], expected| check_with(false, lines, expected);
        let (a, b) = ("a".repeat(20), "b".repeat(20));
        check(&[&format!("anna: {a} 1"), &format!("ben: {b} 1"), &format!("{a} 2"), &format!("{b} 2")], None);
        check(&[&format!("{}{b} 1", "a".repeat(15))], Some(Word::Joined));
        check(&[&format!("{a} 1{b} 1")], Some(Word::Joined));
        check(&["* anna came", &format!("{a} 1"), &format!("{a} 1")], Some(Word::Doubled));
        check(&[&"a".repeat(15)], Some(Word::Joined));
        check_with(true, &[&format!("{a} 2"), &format!("{b} 1")], None);
        check_with(true, &[&format!("{a} 2"), &format!("{a} 1")], Some(Word::Disorder));
        check_with(true, &[&format!("{a} 2"), &format!("{a} 2")], Some(Word::Doubled));
        check_with(true, &[&format!("{a} 2{b} 1")], Some(Word::Joined));
    }
}
