//! Several speakers at once: what one member hears of all of them.
//!
//! The one idea: in which order two speakers' lines come is nobody's promise; that each line stays whole,
//! and each speaker's lines in their order, is. So each speaker is followed by itself, and a line that
//! holds a piece of another one shows two writes that ran into each other.
//!
//! See it run: the check `speakers-together` of `lessons/08-chat-server/exercise.toml`.

use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::check::exercise::got::Word;
use crate::check::exercise::template::Template;
use crate::check::play::finding::Finding;
use crate::check::play::hearing::is_it;
use crate::check::play::player::Player;
use crate::check::report::steps as words;

type Done = Result<(), Finding>;

/// So many bytes of a line of a run are in no other by chance.
const PIECE: usize = 12;
/// A line that was overtaken comes within this, or it is lost.
const OVERTAKEN: Duration = Duration::from_millis(500);
/// A second copy would come right behind the first.
const COPY: Duration = Duration::from_millis(100);

/// What one speaker says, and how much of it has been heard.
struct Speaker {
    said: Vec<Vec<u8>>,
    n_heard: usize,
}

impl Player<'_> {
    /// All lines of all speakers come. Slow is no fault: the limit begins anew with each line.
    pub(crate) async fn hears_each(
        &mut self,
        who: &str,
        templates: &[Template],
        times: u32,
        patience: Duration,
    ) -> Done {
        let heard = Rc::clone(&self.line(who)?.heard);
        let mut speakers: Vec<Speaker> = templates.iter().map(|line| self.speaker(line, times)).collect();
        let mut end = Instant::now() + patience;
        loop {
            let next = heard.borrow_mut().take_line();
            if let Some(line) = next {
                let Some(late) = note(&mut speakers, &line)? else {
                    end = Instant::now() + patience;
                    continue;
                };
                return Err(self.overtaken(who, &late, &line).await);
            }
            let is_complete = speakers.iter().all(|speaker| speaker.next().is_none());
            if is_complete {
                end = end.min(Instant::now() + COPY);
            }
            let n_total = heard.borrow().n_total();
            let is_over = heard.borrow().end.is_some() || !self.wait_until(end).await;
            if !is_over || heard.borrow().n_total() != n_total {
                continue;
            }
            let Some(missing) = speakers.iter().find_map(Speaker::next) else { return Ok(()) };
            let expected = format!("a line that ends in {}", words::quoted(missing));
            let n_heard: usize = speakers.iter().map(|speaker| speaker.n_heard).sum();
            let n_said: usize = speakers.iter().map(|speaker| speaker.said.len()).sum();
            let finding = Self::not_that(&heard, expected, None);
            return Err(finding.of_many(n_heard as u32, n_said as u32, "lines were heard"));
        }
    }

    fn speaker(&self, line: &Template, times: u32) -> Speaker {
        let mut values = self.values.clone();
        let said = (1..=times).map(|turn| {
            values.set("turn", turn.to_string());
            line.fill(&values)
        });
        Speaker { said: said.collect(), n_heard: 0 }
    }

    /// A later line came first. Is the earlier one late, or lost? A moment decides.
    async fn overtaken(&self, who: &str, late: &[u8], line: &[u8]) -> Finding {
        let expected = format!("a line that ends in {}", words::quoted(late));
        let Ok(connection) = self.line(who) else { return Finding::new(expected, "nobody", Word::End) };
        let end = Instant::now() + OVERTAKEN;
        loop {
            let next = connection.heard.borrow_mut().take_line();
            match next {
                Some(next) if is_it(&next, late) => {
                    let got = format!("{}, and only then this line", words::quoted(line));
                    return Finding::new(expected, got, Word::Disorder).with_bytes(line);
                }
                Some(_) => {}
                None if !self.wait_until(end).await => {
                    let got = format!("a later line, {}, and never this one", words::quoted(line));
                    return Finding::new(expected, got, Word::Missing).with_bytes(line);
                }
                None => {}
            }
        }
    }
}

impl Speaker {
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
        let got = format!("the line {}", words::quoted(line));
        let bytes = [line, b"\n"].concat();
        let finding = Finding::new("lines that are whole, each by itself", got, Word::Joined);
        return Err(finding.with_bytes(bytes).instead_of(text.as_slice()));
    }
    let Some((index, place)) = found else { return Ok(None) };
    let speaker = &mut speakers[index];
    if place < speaker.n_heard {
        return Err(Player::doubled(line, &speaker.said[place]));
    }
    if place > speaker.n_heard {
        return Ok(speaker.next().cloned());
    }
    speaker.n_heard += 1;
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
        let check = |lines: &[&str], expected: Option<Word>| {
            let mut speakers = ["a", "b"].map(|letter| {
                let said = [1, 2].map(|turn| format!("{} {turn}", letter.repeat(20)).into_bytes());
                Speaker { said: said.to_vec(), n_heard: 0 }
            });
            let found = lines.iter().find_map(|line| note(&mut speakers, line.as_bytes()).err());
            assert_eq!(found.map(|finding| finding.words[0]), expected, "{lines:?}");
        };
        let (a, b) = ("a".repeat(20), "b".repeat(20));
        check(&[&format!("anna: {a} 1"), &format!("ben: {b} 1"), &format!("{a} 2"), &format!("{b} 2")], None);
        check(&[&format!("{}{b} 1", "a".repeat(15))], Some(Word::Joined));
        check(&[&format!("{a} 1{b} 1")], Some(Word::Joined));
        check(&["* anna came", &format!("{a} 1"), &format!("{a} 1")], Some(Word::Doubled));
        check(&[&"a".repeat(15)], Some(Word::Joined));
    }
}
