//! The lesson that is read: its steps, its question, and the reader's answer.
//!
//! The one idea: who has guessed first looks more closely, and wants to be told whether the guess was right.
//!
//! See it run: `2` at the second step of `netlab lesson 2`, then go on.

use crate::catalogue::Lang;
use crate::cli::commands::lesson::words;
use crate::lessons::{Lesson, Predict, Question, Step, question};
use crate::markdown::{Block, Look, Paint, paint, parse};
use crate::terminal::wrapped;

/// A lesson as its reader has it.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) lang: Lang,
    /// The lesson's number.
    pub(super) number: u32,
    /// There is at least one.
    pub(super) steps: Vec<Step>,
    question: Option<(Question, Predict)>,
    /// The answer to the question, from 1; `None` where none was given yet.
    pub(super) answer: Option<usize>,
}

/// Something that is to be kept of the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It has come to this step, from 0.
    Step(usize),
    /// This answer, from 1, was given to the question.
    Answer(usize),
}

/// How the reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At this step, from 0.
    Left(usize),
    /// Behind the last step.
    Finished,
}

impl Book {
    pub(super) fn new(lang: Lang, lesson: &Lesson, answer: Option<usize>) -> Book {
        let steps = lesson.steps();
        let question = question(&steps).zip(lesson.about.predict.clone());
        let n_answers = question.as_ref().map_or(0, |(question, _)| question.answers.len());
        let answer = answer.filter(|answer| (1..=n_answers).contains(answer));
        Book { lang, number: lesson.number, steps, question, answer }
    }

    /// How many answers the step asks to choose from; 0 where it asks nothing.
    pub(super) fn n_answers(&self, step: usize) -> usize {
        let question = self.question.as_ref().filter(|(question, _)| question.step == step);
        question.map_or(0, |(question, _)| question.answers.len())
    }

    /// The commands of one of a step's terminals, without their prompts, and what is said when they are copied;
    /// each of the terminals has its turn.
    pub(super) fn commands(&self, step: usize, turn: usize) -> Option<(String, String)> {
        let terminals = self.steps[step].terminals()?;
        let terminal = &terminals[turn % terminals.len()];
        let next = (terminals.len() > 1).then(|| &terminals[(turn + 1) % terminals.len()]);
        let commands: Vec<&str> = terminal.exchanges.iter().map(|it| it.command.as_str()).collect();
        let notice = words::copied(self.lang, commands.len(), terminal.number, next.and_then(|it| it.number));
        Some((commands.join("\n") + "\n", notice))
    }

    /// What stands below the question.
    pub(super) fn below_question(&self, step: usize, look: Look) -> Vec<String> {
        let n_answers = self.n_answers(step);
        if n_answers == 0 {
            return Vec::new();
        }
        let text = match self.answer {
            None => words::ask(self.lang, n_answers),
            Some(answer) => words::noted(self.lang, answer),
        };
        let rows = wrapped(&text, look.n_columns, "");
        let rows = rows.lines().map(|row| paint(row, Paint::Strong, look.has_colour));
        [String::new()].into_iter().chain(rows).collect()
    }

    /// What is said to the answer; nothing where there is no question.
    pub(super) fn verdict(&self) -> Vec<Block> {
        let Some((Question { answers, .. }, predict)) = &self.question else { return Vec::new() };
        let given = self.answer.map(|answer| (answers[answer - 1].as_str(), answer == predict.right));
        let reply = &predict.replies[self.answer.unwrap_or(predict.right) - 1];
        let said = words::verdict(self.lang, given, &answers[predict.right - 1], reply);
        vec![Block::Quote(parse(&said))]
    }
}
