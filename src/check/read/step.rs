//! One step of `exercise.toml`: an act, an expectation or a repetition.
//!
//! The one idea: a step is a table with exactly one deed, whose value says who does it; all other keys
//! say how. So a step reads as a sentence: `{ send = "anna", line = "hello" }`.
//!
//! See it run: `lessons/04-framing/exercise.toml`.

use crate::check::exercise::act::Payload;
use crate::check::exercise::expectation::Expectation;
use crate::check::exercise::got::{Got, Word};
use crate::check::exercise::step::{Case, Deed, Step};
use crate::check::exercise::template::Template;
use crate::check::read::act::act;
use crate::check::read::expectation::expectation;
use crate::check::read::flaw::{ExerciseError, ExerciseFlaw};
use crate::check::read::payload::{payload, template};
use crate::terminal::safe_lines;
use crate::toml_file::TableReader;

type Read<T> = Result<T, ExerciseError>;

/// The steps under a key.
pub(crate) fn steps(table: &mut TableReader<'_>, key: &'static str) -> Read<Vec<Step>> {
    let all = table.tables(key)?;
    if all.is_empty() {
        return Err(if table.has(key) { table.empty(key).into() } else { table.missing(key).into() });
    }
    all.into_iter().map(|mut step| one(&mut step, true).and_then(|it| Ok(step.end().map(|()| it)?))).collect()
}

fn one(table: &mut TableReader<'_>, needs_id: bool) -> Read<Step> {
    // A misspelt word is blamed itself, and not the words that would have gone with it.
    table.speaks(&[DEEDS, HOW].concat())?;
    let id = if needs_id { table.needed("id")? } else { table.text("id")?.unwrap_or_default() };
    let why = table.text("why")?.map(safe_lines);
    let deed = deed(table)?;
    Ok(Step {
        id: id.to_owned(),
        why,
        deed,
        within: table.seconds("within")?,
        may_fail: table.flag("may-fail")?.unwrap_or(false),
        unless_ended: table.text("unless-ended")?.map(str::to_owned),
        cases: cases(table)?,
    })
}

fn deed(table: &mut TableReader<'_>) -> Read<Deed> {
    let present: Vec<&&str> = DEEDS.iter().filter(|key| table.has(key)).collect();
    let verb = match present.as_slice() {
        [verb] => **verb,
        [] => return Err(ExerciseError::of(table, ExerciseFlaw::NoDeed(DEEDS))),
        [first, second, ..] => {
            return Err(ExerciseError::of(table, ExerciseFlaw::TwoDeeds(first, second)));
        }
    };
    match verb {
        "repeat" => {
            let n_rounds = table.count("repeat")?.unwrap_or_default();
            Ok(Deed::Repeat(n_rounds, steps(table, "steps")?))
        }
        "expect" => {
            let who = table.needed("expect")?.to_owned();
            Ok(Deed::Expect(who, expectation(table)?))
        }
        "differ" => Ok(Deed::Expect("subject".to_owned(), Expectation::Differ(values(table, "differ")?))),
        "same" => Ok(Deed::Expect("subject".to_owned(), Expectation::Same(values(table, "same")?))),
        _ => act(table, verb).map(Deed::Act),
    }
}

fn values(table: &mut TableReader<'_>, key: &'static str) -> Read<Vec<Template>> {
    let texts = table.texts(key)?.unwrap_or_default();
    texts.iter().map(|text| template(table, key, text)).collect()
}

const DEEDS: &[&str] = &[
    "start",
    "signal",
    "kill",
    "restart",
    "type",
    "close-stdin",
    "listen",
    "accept",
    "connect",
    "impair",
    "engine",
    "ping",
    "open",
    "send",
    "finish",
    "reset",
    "leave",
    "close",
    "stop-reading",
    "read-again",
    "meet",
    "measure",
    "react",
    "expect",
    "differ",
    "same",
    "repeat",
];

/// The keys that say how, of all deeds together. Whether a key goes with the deed of its step is decided where
/// that deed is read: what it does not ask for is left over, and refused.
#[rustfmt::skip]
const HOW: &[&str] = &[
    "after", "any", "args", "at", "bytes", "clean", "count", "cut", "datagram", "datagrams", "else", "end",
    "every", "exactly", "exit", "frame", "frames", "full", "gaps", "growth", "hears", "hears-each", "hex",
    "id", "ignoring", "ignoring-first", "lacks", "line", "lines", "may-fail", "meanwhile", "n-lines",
    "name", "narrow", "new-output", "not-before", "nothing", "on", "other-than", "output", "paced-by",
    "reply", "rules", "running", "slice", "stays-open", "stderr", "stdout", "stdout-lacks", "stdout-once",
    "steps", "text", "through", "times", "to", "under", "unless-ended", "unless-failed", "wait", "why",
    "within",
];

/// The list under `else`.
fn cases(table: &mut TableReader<'_>) -> Read<Vec<Case>> {
    let mut cases = Vec::new();
    for mut case in table.tables("else")? {
        let got = got(&mut case)?;
        let mut trial = Vec::new();
        for mut step in case.tables("try")? {
            trial.push(one(&mut step, false)?);
            step.end()?;
        }
        let is = case.texts("is")?.ok_or_else(|| ExerciseError::of(&case, ExerciseFlaw::NoVerdict))?;
        cases.push(Case { got, trial, is: is.into_iter().map(str::to_owned).collect() });
        case.end()?;
    }
    Ok(cases)
}

fn got(case: &mut TableReader<'_>) -> Read<Got> {
    if let Some(word) = case.text("got")? {
        let found = WORDS.iter().find(|(name, _)| *name == word);
        let found = found.ok_or_else(|| {
            let known = WORDS.iter().map(|(name, _)| *name).collect();
            ExerciseError::in_key(case, "got", ExerciseFlaw::Came { word: word.to_owned(), known })
        });
        return found.map(|(_, word)| Got::Word(*word));
    }
    if let Some(text) = case.text("text-in-pieces")? {
        return Ok(Got::InPieces(template(case, "text-in-pieces", text)?));
    }
    if let Some(text) = case.text("text-in-lines")? {
        return Ok(Got::InLines(template(case, "text-in-lines", text)?));
    }
    if let Some(text) = case.text("datagram")? {
        return Ok(Got::Datagram(template(case, "datagram", text)?));
    }
    match payload(case)? {
        Some(Payload::Text(text)) => Ok(Got::Text(text)),
        Some(Payload::Frames(mut frames)) if frames.len() == 1 => Ok(Got::Text(frames.remove(0))),
        Some(Payload::Lines(mut lines)) if lines.len() == 1 => Ok(Got::Line(lines.remove(0))),
        _ => Err(ExerciseError::of(case, ExerciseFlaw::NothingCame)),
    }
}

const WORDS: &[(&str, Word)] = &[
    ("nothing", Word::Nothing),
    ("end", Word::End),
    ("reset", Word::Reset),
    ("open", Word::Open),
    ("part", Word::Part),
    ("head", Word::Head),
    ("joined", Word::Joined),
    ("doubled", Word::Doubled),
    ("disorder", Word::Disorder),
    ("missing", Word::Missing),
    ("echo", Word::Echo),
    ("one-way", Word::OneWay),
    ("died", Word::Died),
    ("running", Word::Running),
    ("refused", Word::Refused),
    ("stuck", Word::Stuck),
    ("late", Word::Late),
    ("early", Word::Early),
    ("unreachable", Word::Unreachable),
    ("stranger", Word::Stranger),
    ("other", Word::Other),
];
