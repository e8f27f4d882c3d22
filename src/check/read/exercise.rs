//! `exercise.toml`, understood.
//!
//! The one idea: an exercise is checked as a whole before anything runs. A diagnosis that does not
//! exist, a name that never gets a value, an id used twice: each is an error with its line, so that a
//! teacher hears of it, and not a learner.
//!
//! See it run: `netlab check framing --lessons DIR -- true`, with a mistake in DIR.

use std::collections::BTreeSet;

use crate::check::exercise::contract::{Check, Diagnosis, Exercise, Given, Role};
use crate::check::exercise::step::{Deed, Step};
use crate::check::exercise::template::Template;
use crate::check::read::flaw::{ExerciseError, ExerciseFlaw};
use crate::check::read::payload::template;
use crate::check::read::step::steps;
use crate::event::Transport;
use crate::terminal::safe_lines;
use crate::toml_file::{self, Setting, TableReader};

impl Exercise {
    /// Reads the text of an `exercise.toml`.
    ///
    /// # Errors
    /// [`ExerciseError`], with the line of the first mistake.
    pub fn parse(source: &str) -> Result<Exercise, ExerciseError> {
        toml_file::read(source, exercise)
    }
}

fn exercise(top: &mut TableReader<'_>) -> Result<Exercise, ExerciseError> {
    match top.number("netlab_exercise")? {
        Some(1) => {}
        other => return Err(ExerciseError::in_key(top, "netlab_exercise", ExerciseFlaw::Version(other))),
    }
    let role = match top.needed("role")? {
        "server" => Role::Server,
        "client" => Role::Client,
        other => return Err(ExerciseError::in_key(top, "role", ExerciseFlaw::Role(other.to_owned()))),
    };
    let transport = match top.needed("transport")? {
        "tcp" => Transport::Tcp,
        "udp" => Transport::Udp,
        other => {
            return Err(ExerciseError::in_key(top, "transport", ExerciseFlaw::Transport(other.to_owned())));
        }
    };
    let given = top.named_tables("given")?.into_iter().map(given).collect::<Result<Vec<_>, _>>()?;
    let diagnoses = top.tables("diagnosis")?.into_iter().map(diagnosis).collect::<Result<Vec<_>, _>>()?;
    let known = Known { given: &given, diagnoses: &diagnoses };
    let environment = environment(top, &known)?;
    let checks = checks(top, &known)?;
    top.end()?;
    Ok(Exercise { role, transport, checks, diagnoses, given, environment })
}

fn environment(
    top: &mut TableReader<'_>,
    known: &Known<'_>,
) -> Result<Vec<(String, Template)>, ExerciseError> {
    let settings = top.settings("environment")?.unwrap_or_default();
    let variable = |setting: Setting| {
        let text = template(top, "environment", &setting.value)?;
        match text.names().into_iter().find(|name| !known.is_value(name)) {
            None => Ok((setting.name, text)),
            Some(name) => {
                let flaw = ExerciseFlaw::NoValueInEnvironment {
                    variable: setting.name.clone(),
                    name: name.to_owned(),
                };
                Err(ExerciseError::in_key(top, "environment", flaw))
            }
        }
    };
    settings.into_iter().map(variable).collect()
}

fn checks(top: &mut TableReader<'_>, known: &Known<'_>) -> Result<Vec<Check>, ExerciseError> {
    let mut checks: Vec<Check> = Vec::new();
    for mut table in top.tables("check")? {
        let check = check(&mut table)?;
        known.approve(&check).map_err(|flaw| ExerciseError::of(&table, flaw))?;
        if checks.iter().any(|other| other.id == check.id) {
            return Err(ExerciseError::in_key(&table, "id", ExerciseFlaw::CheckTwice(check.id)));
        }
        table.end()?;
        checks.push(check);
    }
    if checks.is_empty() { Err(ExerciseError::of(top, ExerciseFlaw::NoCheck)) } else { Ok(checks) }
}

fn check(table: &mut TableReader<'_>) -> Result<Check, ExerciseError> {
    Ok(Check {
        id: table.needed("id")?.to_owned(),
        title: safe_lines(table.needed("title")?),
        why: safe_lines(table.needed("why")?),
        is_alone: table.flag("alone")?.unwrap_or(false),
        steps: steps(table, "steps")?,
    })
}

fn given((name, mut table): (&str, TableReader<'_>)) -> Result<(String, Given), ExerciseError> {
    let given = match (table.count("letters")?, table.text("text")?) {
        (Some(n_letters), None) => Given::Letters(n_letters as usize),
        (None, Some(text)) => Given::Text(text.to_owned()),
        _ => return Err(ExerciseError::of(&table, ExerciseFlaw::Given)),
    };
    table.end()?;
    Ok((name.to_owned(), given))
}

fn diagnosis(mut table: TableReader<'_>) -> Result<Diagnosis, ExerciseError> {
    let diagnosis = Diagnosis {
        id: table.needed("id")?.to_owned(),
        title: safe_lines(table.needed("title")?),
        text: safe_lines(table.needed("text")?),
    };
    table.end()?;
    Ok(diagnosis)
}

/// What the steps of a check may name.
struct Known<'a> {
    given: &'a [(String, Given)],
    diagnoses: &'a [Diagnosis],
}

impl Known<'_> {
    /// Whether this name has a value by itself, without a step that keeps one under it.
    fn is_value(&self, name: &str) -> bool {
        let end = name.rsplit_once('.').map(|(_, end)| end);
        let is_address = end.is_some_and(|end| ["local", "peer", "sender", "addr"].contains(&end));
        let is_built_in = ["host", "port", "addr", "turn", "round"].contains(&name);
        is_address || is_built_in || self.given.iter().any(|(given, _)| given == name)
    }

    fn approve(&self, check: &Check) -> Result<(), ExerciseFlaw> {
        let mut ids = BTreeSet::new();
        let mut captured: BTreeSet<String> = BTreeSet::new();
        let mut all = Vec::new();
        flatten(&check.steps, &mut all);
        for step in &all {
            if !step.id.is_empty() && !ids.insert(step.id.as_str()) {
                return Err(ExerciseFlaw::StepTwice { check: check.id.clone(), step: step.id.clone() });
            }
            captured.extend(step.captures());
        }
        for step in all {
            for name in step.names() {
                if !(self.is_value(name) || captured.contains(name)) {
                    return Err(ExerciseFlaw::NoValue {
                        check: check.id.clone(),
                        step: step.id.clone(),
                        name: name.to_owned(),
                    });
                }
            }
            for id in step.cases.iter().flat_map(|case| &case.is) {
                if !self.diagnoses.iter().any(|diagnosis| diagnosis.id == *id) {
                    return Err(ExerciseFlaw::NoDiagnosis {
                        check: check.id.clone(),
                        step: step.id.clone(),
                        id: id.clone(),
                    });
                }
            }
        }
        Ok(())
    }
}

/// The steps with those inside of repetitions and trials.
fn flatten<'s>(steps: &'s [Step], all: &mut Vec<&'s Step>) {
    for step in steps {
        all.push(step);
        if let Deed::Repeat(_, inner) = &step.deed {
            flatten(inner, all);
        }
        for case in &step.cases {
            flatten(&case.trial, all);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read::flaw::WordOf;
    use crate::toml_file::{Flaw, Form};

    const HEAD: &str = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"\n";

    fn mistake(text: &str) -> (usize, ExerciseFlaw) {
        let error = Exercise::parse(&format!("{HEAD}{text}")).expect_err("a mistake");
        (error.line, error.flaw)
    }

    fn unknown(word: &str, near: Option<&str>) -> impl Fn(&ExerciseFlaw) -> bool {
        let (word, near) = (word.to_owned(), near.map(str::to_owned));
        move |flaw| matches!(flaw, ExerciseFlaw::Form(Flaw::Unknown { word: a, near: b, .. }) if (a, b) == (&word, &near))
    }

    #[test]
    fn a_mistake_in_a_step_is_told_with_its_line() {
        let check = |steps: &str, line: usize, expected: ExerciseFlaw| {
            let step = format!("[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\nsteps = [\n{steps}\n]\n");
            assert_eq!(mistake(&step), (line, expected), "{steps}");
        };
        let form = ExerciseFlaw::Form;
        let no_text = |key| form(Flaw::Wrong { key, wanted: Form::Text, found: "integer" });
        check("{ id = \"x\", connect = \"a\" },\n{ id = \"y\", connect = 3 },", 10, no_text("connect"));
        check("{ id = \"x\", read-again = 3 },", 9, no_text("read-again"));
        let no_flag = form(Flaw::Wrong { key: "restart", wanted: Form::Text, found: "boolean" });
        check("{ id = \"x\", restart = true },", 9, no_flag);
        check(
            "{ id = \"x\", connect = \"a\", finish = \"a\" },",
            9,
            ExerciseFlaw::TwoDeeds("connect", "finish"),
        );
        check("{ id = \"x\", send = \"a\" },", 9, ExerciseFlaw::NothingSent);
        check("{ connect = \"a\" },", 9, form(Flaw::Missing("id")));
        check("{ id = \"x\", repeat = 3 },", 9, form(Flaw::Missing("steps")));
        check("{ id = \"x\", repeat = 3, steps = [] },", 9, form(Flaw::EmptyList("steps")));
        let round = "steps = [{ id = \"y\", connect = \"a\" }]";
        check(&format!("{{ id = \"x\", repeat = 0, {round} }},"), 9, form(Flaw::Zero("repeat")));
        check("{ id = \"x\", connect = \"a\", count = 0 },", 9, form(Flaw::Zero("count")));
        check("{ id = \"x\", send = \"a\", line = \"a\", times = 0 },", 9, form(Flaw::Zero("times")));
        check("{ id = \"x\", expect = \"a\", hears = [] },", 9, form(Flaw::EmptyList("hears")));
        check("{ id = \"x\", expect = \"a\", n-lines = 0 },", 9, form(Flaw::Zero("n-lines")));
        check("{ id = \"x\", expect = \"a\", end = \"rst\" },", 9, ExerciseFlaw::Word(WordOf::End));
    }

    #[test]
    fn a_name_that_leads_nowhere_is_told_with_its_check() {
        let check = |steps: &str, expected: ExerciseFlaw| {
            let step = format!("[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\nsteps = [\n{steps}\n]\n");
            assert_eq!(mistake(&step), (4, expected), "{steps}");
        };
        let (of, step) = (|| "a".to_owned(), || "x".to_owned());
        check(
            "{ id = \"x\", send = \"a\", line = \"{nobody}\" },",
            ExerciseFlaw::NoValue { check: of(), step: step(), name: "nobody".to_owned() },
        );
        check(
            "{ id = \"x\", connect = \"a\" },\n{ id = \"x\", connect = \"b\" },",
            ExerciseFlaw::StepTwice { check: of(), step: step() },
        );
        check(
            "{ id = \"x\", expect = \"a\", any = \"line\", else = [{ got = \"end\", is = \"y\" }] },",
            ExerciseFlaw::NoDiagnosis { check: of(), step: step(), id: "y".to_owned() },
        );
    }

    #[test]
    fn a_misspelt_word_is_blamed_itself() {
        let check = |step: &str, word: &str, near: Option<&str>| {
            let step = format!("[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\nsteps = [\n{step}\n]\n");
            let (line, flaw) = mistake(&step);
            assert!(line == 9 && unknown(word, near)(&flaw), "{step}: {flaw:?}");
        };
        check("{ id = \"x\", conect = \"a\" },", "conect", Some("connect"));
        check("{ id = \"x\", restart = \"subject\", args = [] },", "args", None);
        check("{ id = \"x\", strt = \"subject\", args = [\"a\"] },", "strt", Some("start"));
        check("{ id = \"x\", expct = \"a\", end = \"fin\", not-before = 1 },", "expct", Some("expect"));
        check("{ id = \"x\", send = \"a\", lin = \"a\" },", "lin", Some("line"));
        check("{ id = \"x\", expect = \"a\", stdot = \"a\" },", "stdot", Some("stdout"));
        check("{ idd = \"x\", connect = \"a\" },", "idd", Some("id"));
        check("{ id = \"x\", frobnicate = \"a\", line = \"a\" },", "frobnicate", None);
    }

    #[test]
    fn a_misspelt_word_of_a_check_is_blamed_itself() {
        let steps = "steps = [{ id = \"x\", connect = \"a\" }]\n";
        let (line, flaw) = mistake(&format!("[[check]]\nid = \"a\"\ntitel = \"t\"\nwhy = \"w\"\n{steps}"));
        assert!(line == 6 && unknown("titel", Some("title"))(&flaw), "{flaw:?}");
        let (line, flaw) = mistake("[[diagnosis]]\nid = \"a\"\ntitle = \"t\"\ntexxt = \"w\"\n");
        assert!(line == 7 && unknown("texxt", Some("text"))(&flaw), "{flaw:?}");
        let head = "[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\n";
        let empty = ExerciseFlaw::Form(Flaw::EmptyList("steps"));
        assert_eq!(mistake(&format!("{head}steps = []\n")), (8, empty));
        assert_eq!(mistake(head), (4, ExerciseFlaw::Form(Flaw::Missing("steps"))));
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place() {
        assert_eq!(mistake("[[check]\n"), (4, ExerciseFlaw::Form(Flaw::NoToml { column: 9 })));
        let other = Exercise::parse("netlab_exercise = 2").expect_err("another version");
        assert_eq!(other.flaw, ExerciseFlaw::Version(Some(2)));
    }
}
