//! The cases of a step: what can have come instead, and the mistake that it proves.
//!
//! The one idea: a diagnosis is chosen by what came and by nothing else. So a case names a word for it,
//! or the very text, and may ask the judge to try a little more before it speaks.
//!
//! See it run: the `else` lists of `lessons/02-greeting-server/exercise.toml`.

use crate::check::exercise::contract::{Payload, Step};
use crate::check::exercise::template::Template;
use crate::check::read::reader::{ExerciseError, Reader};
use crate::check::read::step::{one, payload, template};

type Read<T> = Result<T, ExerciseError>;

/// If this came, then it is that.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) got: Got,
    /// What the judge then tries: all of it must hold.
    pub(crate) trial: Vec<Step>,
    /// The mistakes that show themselves so; more than one look alike.
    pub(crate) is: Vec<String>,
}

/// What can have come instead of what was expected.
#[derive(Debug, Clone)]
pub(crate) enum Got {
    /// A word of the list in `AUTHORING.md`.
    Word(Word),
    /// All that came is this.
    Text(Template),
    /// The first line that came is this.
    Line(Template),
    /// The datagram that came is this.
    Datagram(Template),
    /// All characters of this came in their order, with line ends between them.
    InPieces(Template),
    /// All characters of this came in their order, a piece in each line, whatever else stood there.
    InLines(Template),
}

/// A word for what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Nothing, and nothing is over.
    Nothing,
    /// The end of the stream.
    End,
    /// A reset.
    Reset,
    /// Not an end.
    Open,
    /// The beginning of what was expected, or a line without its newline, and no more.
    Part,
    /// The beginning of an expected line, ended as a line.
    Head,
    /// Two messages as one.
    Joined,
    /// A message again.
    Doubled,
    /// A later message before an earlier one.
    Disorder,
    /// A later message, and an earlier one not.
    Missing,
    /// A sender heard its own words, and nobody else did.
    Echo,
    /// Some heard and others did not.
    OneWay,
    /// The program ended.
    Died,
    /// It has not ended.
    Running,
    Refused,
    /// Sending stood still.
    Stuck,
    /// It came after its time.
    Late,
    /// It came before its time.
    Early,
    /// An ICMP message came: nobody has that port.
    Unreachable,
    /// Somebody else answered.
    Stranger,
    /// Anything else, or anything at all.
    Other,
}

/// The list under `else`.
pub(crate) fn cases(table: &mut Reader<'_>) -> Read<Vec<Case>> {
    let mut cases = Vec::new();
    for mut case in table.tables("else")? {
        let got = got(&mut case)?;
        let mut trial = Vec::new();
        for mut step in case.tables("try")? {
            trial.push(one(&mut step, false)?);
            step.end()?;
        }
        let is = case.texts("is")?.ok_or_else(|| case.error("`is` is missing: the id of a diagnosis"))?;
        cases.push(Case { got, trial, is: is.into_iter().map(str::to_owned).collect() });
        case.end()?;
    }
    Ok(cases)
}

fn got(case: &mut Reader<'_>) -> Read<Got> {
    if let Some(word) = case.text("got")? {
        let found = WORDS.iter().find(|(name, _)| *name == word);
        let names = || WORDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let found = found.ok_or_else(|| {
            case.error_in("got", format!("{word:?} is no word for what came; expected {}", names()))
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
        _ => Err(case.error(
            "it lacks what came: got, text, line, frame, hex, datagram, text-in-pieces or text-in-lines",
        )),
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
