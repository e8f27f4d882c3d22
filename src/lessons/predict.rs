//! The question before the first run, and what is said to each answer.
//!
//! The one idea: a guess that nobody answers teaches nothing. The question is a counted list in the lesson's
//! first section; `lesson.toml` says which answer is right and why each of the others seems to be; the text
//! says, by the comment `<!-- answer -->`, where a reader has seen enough to be told.
//!
//! See it run: `netlab lesson 2`, and the keys 1, 2 and 3 at its second step.

use crate::lessons::step::{Part, Step};
use crate::markdown::Block;
use crate::terminal::safe_lines;
use crate::toml_file::{Mistake, TableReader};

/// What `lesson.toml` says to the answers of the lesson's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predict {
    /// The number of the right answer, from 1.
    pub right: usize,
    /// What is said to whoever gave each answer, in Markdown: what really happens, and what made the wrong ones
    /// tempting.
    pub replies: Vec<String>,
}

impl Predict {
    /// Reads it, as it may be shown.
    pub(super) fn read(table: &mut TableReader<'_>) -> Result<Predict, Mistake> {
        let right = table.count("right")?.ok_or_else(|| table.missing("right"))?;
        let replies = table.list("replies")?.ok_or_else(|| table.missing("replies"))?;
        table.end()?;
        Ok(Predict { right: right as usize, replies: replies.into_iter().map(safe_lines).collect() })
    }

    /// Whether it fits a question with so many answers.
    #[must_use]
    pub fn fits(&self, n_answers: usize) -> bool {
        self.replies.len() == n_answers && (1..=n_answers).contains(&self.right)
    }
}

/// A question that a reader answers with a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The step that asks it, from 0.
    pub step: usize,
    /// Its answers, the first being number 1.
    pub answers: Vec<String>,
}

/// What an answer's place is marked with.
pub const ANSWER: &str = "answer";

/// The question of a text: the first counted list of its first section.
#[must_use]
pub fn question(steps: &[Step]) -> Option<Question> {
    let first = steps.iter().find(|step| !step.section.is_empty())?;
    let mut of_section = steps.iter().enumerate().filter(|(_, step)| step.section == first.section);
    of_section.find_map(|(at, step)| Some(Question { step: at, answers: answers(step)? }))
}

fn answers(step: &Step) -> Option<Vec<String>> {
    let texts = step.parts.iter().filter_map(|part| match part {
        Part::Text(blocks) => Some(blocks),
        Part::Terminals(_) => None,
    });
    texts.flatten().find_map(|block| match block {
        Block::List { first: Some(1), items } => Some(items.iter().map(|item| words(item)).collect()),
        _ => None,
    })
}

/// An item's text, without the quotation marks around it.
fn words(item: &[Block]) -> String {
    let texts = item.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text.plain()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ").trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::steps;

    #[test]
    fn a_question_is_the_first_counted_list_of_the_first_section() {
        let text = "# T\n\n1. not\n2. this\n\n## Predict\n\nWhat?\n\n1. \"It `waits`.\"\n2. It is\n   refused.\n\n\
            ## Run\n\n1. nor\n2. this\n";
        let found = question(&steps(text)).expect("a question");
        assert_eq!(
            found,
            Question { step: 1, answers: vec!["It waits.".to_owned(), "It is refused.".to_owned()] }
        );
        assert_eq!(question(&steps("# T\n\n## Predict\n\n- one\n- two\n\n## Run\n\n1. a\n")), None);
        assert_eq!(question(&steps("1. a\n")), None);
    }
}
