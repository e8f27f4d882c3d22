//! An exercise in another language: its texts, laid over it by their ids.
//!
//! The one idea: what is played and judged stands in one file, whatever is said of it. A text that is not there stays
//! in English; one whose id is not there belongs to nothing, and a test tells its author.
//!
//! See it run: `netlab --lang zh-CN check framing --list`.

use std::collections::BTreeMap;

use crate::check::exercise::contract::{Check, Diagnosis, Exercise};
use crate::check::exercise::step::{Deed, Step};
use crate::check::read::flaw::ExerciseError;
use crate::terminal::safe_lines;
use crate::toml_file::{self, TableReader};

/// What is said of a check.
struct CheckTexts {
    title: String,
    why: String,
    /// By the ids of the steps that say themselves why.
    of_steps: BTreeMap<String, String>,
}

#[derive(Default)]
struct Texts {
    checks: BTreeMap<String, CheckTexts>,
    /// Title and text.
    diagnoses: BTreeMap<String, (String, String)>,
}

impl Exercise {
    /// The same exercise, told by the text of an `exercise.zh-CN.toml`.
    ///
    /// # Errors
    /// [`ExerciseError`], with the line of the first mistake.
    pub fn told_by(mut self, source: &str) -> Result<Exercise, ExerciseError> {
        let texts = toml_file::read(source, texts)?;
        for check in &mut self.checks {
            if let Some(of) = texts.checks.get(&check.id) {
                tell(check, of);
            }
        }
        for Diagnosis { id, title, text } in &mut self.diagnoses {
            if let Some(of) = texts.diagnoses.get(id) {
                (*title, *text) = of.clone();
            }
        }
        Ok(self)
    }
}

fn tell(check: &mut Check, texts: &CheckTexts) {
    check.title.clone_from(&texts.title);
    check.why.clone_from(&texts.why);
    tell_steps(&mut check.steps, texts);
}

fn tell_steps(steps: &mut [Step], texts: &CheckTexts) {
    for step in steps {
        if let (Some(why), Some(said)) = (&mut step.why, texts.of_steps.get(&step.id)) {
            why.clone_from(said);
        }
        if let Deed::Repeat(_, inner) = &mut step.deed {
            tell_steps(inner, texts);
        }
    }
}

fn texts(top: &mut TableReader<'_>) -> Result<Texts, ExerciseError> {
    let mut texts = Texts::default();
    for (id, mut table) in top.named_tables("check")? {
        let steps = table.settings("step")?.unwrap_or_default().into_iter();
        let of_steps = steps.map(|one| (one.name, safe_lines(&one.value))).collect();
        let (title, why) = (safe_lines(table.needed("title")?), safe_lines(table.needed("why")?));
        table.text("seen")?;
        table.end()?;
        texts.checks.insert(id.to_owned(), CheckTexts { title, why, of_steps });
    }
    for (id, mut table) in top.named_tables("diagnosis")? {
        let said = (safe_lines(table.needed("title")?), safe_lines(table.needed("text")?));
        table.text("seen")?;
        table.end()?;
        texts.diagnoses.insert(id.to_owned(), said);
    }
    top.end()?;
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXERCISE: &str = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"\n[[check]]\nid = \"a\"\n\
        title = \"t\"\nwhy = \"w\"\nsteps = [{ id = \"go\", connect = \"anna\", why = \"x\" }]\n\
        [[diagnosis]]\nid = \"d\"\ntitle = \"m\"\ntext = \"n\"\n";

    #[test]
    fn texts_are_laid_over_by_their_ids_and_what_is_not_there_stays() {
        let told =
            |texts: &str| Exercise::parse(EXERCISE).and_then(|it| it.told_by(texts)).expect("understood");
        let part = told("[check.a]\ntitle = \"题\"\nwhy = \"因\"\n[check.a.step]\ngo = \"由\"\n");
        let check = &part.checks[0];
        assert_eq!(
            (check.title.as_str(), check.why.as_str(), check.steps[0].why.as_deref()),
            ("题", "因", Some("由"))
        );
        assert_eq!(part.diagnoses[0].title, "m");
        let other = told("[diagnosis.d]\ntitle = \"错\"\ntext = \"文\"\nseen = \"0 1\"\n");
        assert_eq!((other.diagnoses[0].title.as_str(), other.checks[0].title.as_str()), ("错", "t"));
    }
}
