//! Laws over what each lesson must have: a question whose answers are all answered, the calls in four
//! languages, a word to those who come from Python and from Node, and its program run by hand.

use std::collections::BTreeMap;

use libtest_mimic::{Failed, Trial};
use netlab::lessons::{ANSWER, Lesson, Lessons, Part, Step, Terminal, question};
use netlab::markdown::Block;

use crate::laws::none;

pub(crate) fn trials() -> Vec<Trial> {
    let law = |name: &str, law: fn() -> Result<(), Failed>| Trial::test(name, law);
    vec![
        law("each_prediction_is_answered_in_one_place_behind_the_first_run", answered),
        law("no_answer_of_a_question_betrays_itself", no_answer_betrays_itself),
        law("each_lesson_names_its_calls_in_four_languages", calls),
        law("each_lesson_speaks_to_who_comes_from_python_and_from_node", languages),
        law("each_lesson_runs_its_program_by_hand", by_hand),
    ]
}

fn complaints(each: impl Fn(&Lesson) -> Vec<String>) -> Result<(), Failed> {
    let lessons = Lessons::embedded()?;
    let all = lessons.readable().flat_map(|lesson| {
        each(lesson).into_iter().map(|it| format!("lesson {}: {it}", lesson.number)).collect::<Vec<_>>()
    });
    none(&all.collect::<Vec<_>>())
}

fn blocks(step: &Step) -> impl Iterator<Item = &Block> {
    step.parts.iter().flat_map(|part| match part {
        Part::Text(blocks) => blocks.as_slice(),
        Part::Terminals(_) => &[],
    })
}

/// The text of a lesson from a heading to the next.
fn section<'a>(lesson: &'a Lesson, name: &str) -> &'a str {
    let text = lesson.text.as_deref().unwrap_or_default();
    let behind = text.split_once(&format!("\n## {name}\n")).map_or("", |(_, behind)| behind);
    behind.split("\n## ").next().unwrap_or_default()
}

fn answered() -> Result<(), Failed> {
    complaints(|lesson| {
        let steps = lesson.steps();
        let mut complaints = Vec::new();
        if question(&steps).is_none() || lesson.about.predict.is_none() {
            complaints.push("its question has no answers, or no replies in lesson.toml".to_owned());
        }
        let is_place = |block: &Block| matches!(block, Block::Comment(words) if words == ANSWER);
        let places: Vec<usize> = steps
            .iter()
            .enumerate()
            .filter(|(_, step)| blocks(step).any(is_place))
            .map(|(at, _)| at)
            .collect();
        let first_run = steps.iter().position(|step| step.section == "Run").unwrap_or(usize::MAX);
        if places.len() != 1 || places[0] < first_run {
            complaints.push(format!("its answer stands in the steps {places:?}"));
        }
        for reply in lesson.about.predict.iter().flat_map(|predict| &predict.replies) {
            if reply.len() < 40 || !reply.ends_with(['.', ')']) {
                complaints.push(format!("no reply: {reply}"));
            }
        }
        complaints
    })
}

/// A reason beside a wrong answer says that it is wrong, and so does a right one that is always the last.
fn no_answer_betrays_itself() -> Result<(), Failed> {
    complaints(|lesson| {
        let question = question(&lesson.steps());
        let answers = question.map(|question| question.answers).unwrap_or_default();
        let has_reason = |answer: &&String| ["Tempting", "because"].iter().any(|it| answer.contains(it));
        answers.iter().filter(has_reason).map(|it| format!("an answer with a reason: {it}")).collect()
    })?;
    let lessons = Lessons::embedded()?;
    let mut n_right: BTreeMap<usize, usize> = BTreeMap::new();
    for predict in lessons.all().iter().filter_map(|lesson| lesson.about.predict.as_ref()) {
        *n_right.entry(predict.right).or_default() += 1;
    }
    let n_lessons = lessons.all().len();
    let most = n_right.iter().filter(|(_, n)| **n * 2 > n_lessons);
    none(&most.map(|(right, n)| format!("answer {right} is right {n} times")).collect::<Vec<_>>())
}

fn calls() -> Result<(), Failed> {
    complaints(|lesson| {
        let steps = lesson.steps();
        let has_calls = |block: &Block| match block {
            Block::Table(table) => {
                let languages: Vec<String> = table.rows.iter().map(|row| row[0].plain()).collect();
                languages == ["Python", "Node", "C", "Rust"] && table.head.len() == 3
            }
            _ => false,
        };
        let has_one = steps.iter().filter(|step| step.section == "Build").flat_map(blocks).any(has_calls);
        if has_one { Vec::new() } else { vec!["Build has no table of calls".to_owned()] }
    })
}

fn languages() -> Result<(), Failed> {
    complaints(|lesson| {
        let say = section(lesson, "Say");
        let missing = ["Python", "Node"].map(|it| format!("**If you come from {it}.**"));
        missing.into_iter().filter(|it| say.matches(it.as_str()).count() != 1).collect()
    })
}

fn by_hand() -> Result<(), Failed> {
    complaints(|lesson| {
        let steps = lesson.steps();
        let of_build = steps.iter().filter(|step| step.section == "Build");
        let terminals: Vec<&Terminal> = of_build.filter_map(Step::terminals).flatten().collect();
        let commands: Vec<&str> = terminals
            .iter()
            .flat_map(|terminal| &terminal.exchanges)
            .map(|exchange| exchange.command.as_str())
            .collect();
        let start = format!("netlab start {} --in python", lesson.number);
        let run = format!("HOST=127.0.0.1 PORT=8080 python3 {}/main.py", lesson.slug);
        let is_there = |wanted: &String| commands.iter().any(|command| command.contains(wanted.as_str()));
        [start, run].into_iter().filter(|wanted| !is_there(wanted)).collect()
    })
}
