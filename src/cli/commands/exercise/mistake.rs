//! `netlab explain MISTAKE`: the mistakes that the judge can name, looked up by their names.
//!
//! The one idea: a check ends with the name of a mistake. Whoever reads it the next day, or in another exercise,
//! types that name, or the words beside it, and finds what it means and where it is looked for.
//!
//! See it run: `netlab explain one-at-a-time`.

use colored::Colorize;

use crate::catalogue::{Lang, Word};
use crate::check::{Diagnosis, own_diagnoses};
use crate::cli::commands::exercise::check::exercise_of;
use crate::cli::commands::exercise::words;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::cli::desk::width::of_narration;
use crate::lessons::Lessons;
use crate::terminal;

/// A mistake as one or several exercises tell it.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub(crate) diagnosis: Diagnosis,
    /// The numbers and names of the exercises that tell it so; empty where any of them may.
    pub(crate) exercises: Vec<(u32, String)>,
}

/// All mistakes of the lessons that the options ask for, in the order of the lessons, and those of any program.
///
/// # Errors
/// [`Failure`] where a lesson or an exercise cannot be read.
pub(crate) fn mistakes(setting: &Setting) -> Result<Vec<Mistake>, Failure> {
    mistakes_in(setting.lang, &shelf::load(setting)?)
}

/// The same of these lessons.
///
/// # Errors
/// [`Failure`] where an exercise cannot be read.
pub(crate) fn mistakes_in(lang: Lang, lessons: &Lessons) -> Result<Vec<Mistake>, Failure> {
    let mut all: Vec<Mistake> = Vec::new();
    for lesson in lessons.exercises() {
        for diagnosis in exercise_of(lesson)?.diagnoses {
            let exercise = (lesson.number, lesson.slug.clone());
            match all.iter_mut().find(|known| known.diagnosis == diagnosis) {
                Some(known) => known.exercises.push(exercise),
                None => all.push(Mistake { diagnosis, exercises: vec![exercise] }),
            }
        }
    }
    let own = own_diagnoses(lang).into_iter().map(|diagnosis| Mistake { diagnosis, exercises: Vec::new() });
    all.extend(own);
    Ok(all)
}

/// What is told of the mistake with this id or title; `None` where no exercise knows it.
///
/// # Errors
/// As of [`mistakes`].
pub(crate) fn explained(asked: &str, setting: &Setting) -> Result<Option<String>, Failure> {
    let asked = squeezed(asked);
    let is_it = |mistake: &Mistake| {
        let Diagnosis { id, title, .. } = &mistake.diagnosis;
        squeezed(id) == asked || squeezed(title) == asked
    };
    let netlab = shelf::netlab(setting);
    let found = mistakes(setting)?;
    let found: Vec<String> =
        found.iter().filter(|it| is_it(it)).map(|it| entry(setting.lang, it, &netlab)).collect();
    Ok((!found.is_empty()).then(|| found.join("\n")))
}

/// The ids of the mistakes that resemble what was asked for, the nearest first.
pub(crate) fn near(asked: &str, mistakes: &[Mistake]) -> Vec<String> {
    let id = |it: &Mistake| it.diagnosis.id.clone();
    let mut near: Vec<(usize, String)> = mistakes
        .iter()
        .filter_map(|it| Word::slips(asked, &id(it)).map(|n_slips| (n_slips, id(it))))
        .collect();
    near.sort();
    near.dedup();
    near.into_iter().map(|(_, id)| terminal::escaped(id.as_bytes())).collect()
}

/// The ids of the mistakes whose titles speak of it; none where too many do.
pub(crate) fn mentioning(asked: &str, mistakes: &[Mistake]) -> Vec<String> {
    let found = mistakes.iter().filter(|it| Word::speaks_of(&it.diagnosis.title, asked));
    let mut ids: Vec<String> = found.map(|it| terminal::escaped(it.diagnosis.id.as_bytes())).collect();
    ids.sort();
    ids.dedup();
    if ids.len() > MAX_MENTIONS { Vec::new() } else { ids }
}

/// A word of more titles than this leads to none of them.
const MAX_MENTIONS: usize = 3;

/// Letters and digits alone: `one-at-a-time`, `One at a time` and `one_at_a_time` are one name.
fn squeezed(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn entry(lang: Lang, mistake: &Mistake, netlab: &str) -> String {
    let Mistake { diagnosis: Diagnosis { id, title, text }, exercises } = mistake;
    let safe = |text: &str| terminal::escaped(text.as_bytes());
    let text = terminal::wrapped(&safe(text), of_narration(), "  ");
    let heading = format!("{}: {}", safe(id).bold(), safe(title));
    format!("{heading}\n\n{text}\n\n{}", belongs_to(lang, exercises, netlab))
}

/// Whose mistake it is, and the next command.
fn belongs_to(lang: Lang, exercises: &[(u32, String)], netlab: &str) -> String {
    if exercises.is_empty() {
        return format!("  {}\n", words::mistake_of_any(lang, &format!("{netlab} lesson list")));
    }
    let row = |(number, slug): &(u32, String)| {
        let gap = 34_usize.saturating_sub(terminal::width(&words::exercise(lang, *number, slug)));
        format!("  {}{:gap$} {netlab} check {number} --list\n", words::exercise(lang, *number, slug), "")
    };
    exercises.iter().map(row).collect()
}
