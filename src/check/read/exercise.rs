//! `exercise.toml`, understood.
//!
//! The one idea: an exercise is checked as a whole before anything runs. A diagnosis that does not
//! exist, a name that never gets a value, an id used twice: each is an error with its line, so that a
//! teacher hears of it, and not a learner.
//!
//! See it run: `netlab check framing --lessons DIR -- true`, with a mistake in DIR.

use std::collections::BTreeSet;

use toml::de::DeTable;

use crate::check::exercise::contract::{Check, Diagnosis, Exercise, Given, Role};
use crate::check::exercise::step::{Deed, Step};
use crate::check::read::reader::{ExerciseError, TableReader};
use crate::check::read::step::steps;
use crate::event::Transport;
use crate::terminal::safe_lines;

impl Exercise {
    /// Reads the text of an `exercise.toml`.
    ///
    /// # Errors
    /// [`ExerciseError`], with the line of the first mistake.
    pub fn parse(source: &str) -> Result<Exercise, ExerciseError> {
        let document = DeTable::parse(source).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start.min(source.len()));
            ExerciseError {
                line: source[..at].matches('\n').count() + 1,
                message: error.message().to_owned(),
            }
        })?;
        let mut top = TableReader::new(source, document.get_ref(), 0..0);
        match top.number("netlab_exercise")? {
            Some(1) => {}
            Some(other) => {
                return Err(top.error_in(
                    "netlab_exercise",
                    format!("version {other} is not known; this netlab reads 1"),
                ));
            }
            None => return Err(top.error("`netlab_exercise` is missing; write netlab_exercise = 1")),
        }
        let role = match top.needed("role")? {
            "server" => Role::Server,
            "client" => Role::Client,
            other => {
                return Err(top.error_in("role", format!("{other:?} is no role; expected server or client")));
            }
        };
        let transport = match top.needed("transport")? {
            "tcp" => Transport::Tcp,
            "udp" => Transport::Udp,
            other => {
                return Err(
                    top.error_in("transport", format!("{other:?} is no transport; expected tcp or udp"))
                );
            }
        };
        let given = top.named_tables("given")?.into_iter().map(given).collect::<Result<Vec<_>, _>>()?;
        let diagnoses = top.tables("diagnosis")?.into_iter().map(diagnosis).collect::<Result<Vec<_>, _>>()?;
        let mut checks = Vec::new();
        for mut table in top.tables("check")? {
            let check = check(&mut table)?;
            let known = Known { given: &given, diagnoses: &diagnoses };
            known
                .approve(&check)
                .map_err(|message| table.error(format!("check {:?}: {message}", check.id)))?;
            if checks.iter().any(|other: &Check| other.id == check.id) {
                return Err(table.error_in("id", format!("there are two checks {:?}", check.id)));
            }
            table.end()?;
            checks.push(check);
        }
        if checks.is_empty() {
            return Err(top.error("an exercise has at least one [[check]]"));
        }
        top.end()?;
        Ok(Exercise { role, transport, checks, diagnoses, given })
    }
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
        _ => return Err(table.error("a value has either `letters` (how many) or `text`")),
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
    fn approve(&self, check: &Check) -> Result<(), String> {
        let mut ids = BTreeSet::new();
        let mut captured: BTreeSet<String> = BTreeSet::new();
        let mut all = Vec::new();
        flatten(&check.steps, &mut all);
        for step in &all {
            if !step.id.is_empty() && !ids.insert(step.id.as_str()) {
                return Err(format!("two steps have the id {:?}", step.id));
            }
            captured.extend(step.captures());
        }
        for step in all {
            for name in step.names() {
                let is_address =
                    name.rsplit_once('.').is_some_and(|(_, end)| ["local", "peer", "sender"].contains(&end));
                let is_built_in = ["host", "port", "addr", "turn", "round"].contains(&name);
                let is_given = self.given.iter().any(|(given, _)| given == name);
                if !(is_address || is_built_in || is_given || captured.contains(name)) {
                    return Err(format!(
                        "step {:?}: {{{name}}} has no value; give it one under [given]",
                        step.id
                    ));
                }
            }
            for id in step.cases.iter().flat_map(|case| &case.is) {
                if !self.diagnoses.iter().any(|diagnosis| diagnosis.id == *id) {
                    return Err(format!("step {:?}: there is no [[diagnosis]] {id:?}", step.id));
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

    const HEAD: &str = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"\n";

    #[test]
    fn a_mistake_in_an_exercise_is_told_with_its_line() {
        let check = |steps: &str, line: usize, expected: &str| {
            let text =
                format!("{HEAD}[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\nsteps = [\n{steps}\n]\n");
            let error = Exercise::parse(&text).expect_err("a mistake");
            assert_eq!(error.line, line, "{error}");
            assert!(error.message.contains(expected), "{error}");
        };
        check("{ id = \"x\", conect = \"anna\" },", 9, "did you mean `connect`?");
        check(
            "{ id = \"x\", connect = \"anna\" },\n{ id = \"y\", connect = 3 },",
            10,
            "`connect` must be a text",
        );
        check("{ id = \"x\", connect = \"anna\", finish = \"anna\" },", 9, "two deeds");
        check("{ id = \"x\", send = \"anna\" },", 9, "what is sent");
        check("{ id = \"x\", send = \"anna\", line = \"{nobody}\" },", 4, "{nobody} has no value");
        check("{ id = \"x\", restart = true },", 9, "`restart` must be a text");
        check("{ id = \"x\", restart = \"subject\", args = [] },", 9, "`args` is not known here");
        check("{ id = \"x\", read-again = 3 },", 9, "`read-again` must be a text");
        check("{ connect = \"anna\" },", 9, "`id` is missing");
        check("{ id = \"x\", strt = \"subject\", args = [\"a\"] },", 9, "did you mean `start`?");
        check(
            "{ id = \"x\", expct = \"anna\", end = \"fin\", not-before = 1 },",
            9,
            "did you mean `expect`?",
        );
        check("{ id = \"x\", send = \"anna\", lin = \"a\" },", 9, "did you mean `line`?");
        check("{ id = \"x\", expect = \"anna\", stdot = \"a\" },", 9, "did you mean `stdout`?");
        check("{ idd = \"x\", connect = \"anna\" },", 9, "did you mean `id`?");
        check("{ id = \"x\", frobnicate = \"anna\", line = \"a\" },", 9, "`frobnicate` is not known here");
        check("{ id = \"x\", repeat = 3 },", 9, "`steps` is missing");
        check("{ id = \"x\", repeat = 3, steps = [] },", 9, "`steps` is an empty list");
        check(
            "{ id = \"x\", repeat = 0, steps = [{ id = \"y\", connect = \"anna\" }] },",
            9,
            "`repeat` must be 1",
        );
        check("{ id = \"x\", connect = \"anna\", count = 0 },", 9, "`count` must be 1 or more");
        check("{ id = \"x\", send = \"anna\", line = \"a\", times = 0 },", 9, "`times` must be 1 or more");
        check("{ id = \"x\", expect = \"anna\", hears = [] },", 9, "`hears` is an empty list");
        check("{ id = \"x\", expect = \"anna\", n-lines = 0 },", 9, "`n-lines` must be 1 or more");
        check(
            "{ id = \"x\", connect = \"anna\" },\n{ id = \"x\", connect = \"ben\" },",
            4,
            "two steps have the id",
        );
        check(
            "{ id = \"x\", expect = \"anna\", any = \"line\", else = [{ got = \"nix\", is = \"y\" }] },",
            9,
            "no word for what came",
        );
        check(
            "{ id = \"x\", expect = \"anna\", any = \"line\", else = [{ got = \"end\", is = \"y\" }] },",
            4,
            "no [[diagnosis]] \"y\"",
        );
    }

    #[test]
    fn a_misspelt_word_of_a_check_is_blamed_itself() {
        let check = |text: &str, line: usize, expected: &str| {
            let error = Exercise::parse(&format!("{HEAD}{text}")).expect_err("a mistake");
            assert_eq!((error.line, error.message.contains(expected)), (line, true), "{error}");
        };
        let step = "steps = [{ id = \"x\", connect = \"anna\" }]\n";
        check(
            &format!("[[check]]\nid = \"a\"\ntitel = \"t\"\nwhy = \"w\"\n{step}"),
            6,
            "did you mean `title`?",
        );
        check("[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\nsteps = []\n", 8, "an empty list");
        check("[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\n", 4, "`steps` is missing");
        check("[[diagnosis]]\nid = \"a\"\ntitle = \"t\"\ntexxt = \"w\"\n", 7, "did you mean `text`?");
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        let error = Exercise::parse(&format!("{HEAD}[[check]\n")).expect_err("a mistake");
        assert_eq!(error.line, 4);
        assert!(
            Exercise::parse("netlab_exercise = 2").is_err_and(|error| error.message.contains("version 2"))
        );
    }
}
