//! What a step expects, read.
//!
//! The one idea: an expectation says one thing. `line` and `end` in one step are two expectations, and
//! it would not be clear which of them failed.
//!
//! See it run: `lessons/08-chat-server/exercise.toml`.

use crate::check::exercise::act::Payload;
use crate::check::exercise::expectation::{Ending, Exit, Expectation, Presence, Stream};
use crate::check::exercise::template::Template;
use crate::check::read::flaw::{ExerciseError, ExerciseFlaw, WordOf};
use crate::check::read::payload::{payload, template};

use crate::toml_file::TableReader;

type Read<T> = Result<T, ExerciseError>;

pub(crate) fn expectation(table: &mut TableReader<'_>) -> Read<Expectation> {
    let mut found: Vec<Expectation> = Vec::new();
    found.extend(lines(table)?);
    if let Some(lines) = templates(table, "hears")? {
        found.push(Expectation::Hears { lines, times: table.count("times")?.unwrap_or(1) });
    }
    if let Some(speakers) = templates(table, "hears-each")? {
        let (times, has_gaps) = (table.count("times")?.unwrap_or(1), table.flag("gaps")?.unwrap_or(false));
        found.push(Expectation::HearsEach { speakers, times, has_gaps });
    }
    if let Some(text) = table.text("lacks")? {
        found.push(Expectation::Lacks(template(table, "lacks", text)?));
    }
    found.extend(table.seconds("nothing")?.map(Expectation::Nothing));
    found.extend(table.seconds("stays-open")?.map(Expectation::Open));
    found.extend(end(table)?);
    if let Some(text) = table.text("datagram")? {
        found.push(Expectation::Datagram {
            what: template(table, "datagram", text)?,
            is_exact: table.flag("exactly")?.unwrap_or(false),
            times: table.count("times")?.unwrap_or(1),
            unless_failed: table.text("unless-failed")?.map(str::to_owned),
        });
    }
    found.extend(templates(table, "datagrams")?.map(Expectation::Datagrams));
    if table.flag("clean")? == Some(true) {
        found.push(Expectation::Clean);
    }
    if table.flag("running")? == Some(true) {
        found.push(Expectation::Running);
    }
    found.extend(exit(table)?.map(Expectation::Exit));
    found.extend(output(table)?);
    if let Some(size) = table.text("growth")? {
        let bytes = mebibytes(size).ok_or_else(|| no_word(table, "growth", WordOf::Growth))?;
        found.push(Expectation::Growth(bytes));
    }
    match (found.pop(), found.is_empty()) {
        (Some(expectation), true) => Ok(expectation),
        (None, _) => Err(ExerciseError::of(table, ExerciseFlaw::NothingExpected)),
        (Some(_), false) => Err(ExerciseError::of(table, ExerciseFlaw::TwoExpectations)),
    }
}

/// What is expected of the bytes or lines that come next.
fn lines(table: &mut TableReader<'_>) -> Read<Option<Expectation>> {
    let payload = payload(table)?;
    let any = table.text("any")?;
    let n_lines = table.count("n-lines")?;
    // Only lines can be told from others, so nothing else knows the key.
    let counts_lines = matches!(payload, Some(Payload::Lines(_))) || any.is_some() || n_lines.is_some();
    let ignoring = if counts_lines { templates(table, "ignoring")?.unwrap_or_default() } else { Vec::new() };
    match (payload, any, n_lines) {
        (None, None, None) => Ok(None),
        (Some(Payload::Lines(lines)), None, None) => Ok(Some(Expectation::Lines { lines, ignoring })),
        (Some(other), None, None) => Ok(Some(Expectation::Bytes(other))),
        (None, Some("line"), None) => Ok(Some(Expectation::AnyLine { ignoring })),
        (None, Some(_), None) => Err(no_word(table, "any", WordOf::Any)),
        (None, None, Some(n_lines)) => Ok(Some(Expectation::Count { n_lines, ignoring })),
        _ => Err(ExerciseError::of(table, ExerciseFlaw::TwoExpectations)),
    }
}

fn end(table: &mut TableReader<'_>) -> Read<Option<Expectation>> {
    let ending = match table.text("end")? {
        None => return Ok(None),
        Some("fin") => Ending::Fin,
        Some("reset") => Ending::Reset,
        Some("any") => Ending::Any,
        Some(_) => return Err(no_word(table, "end", WordOf::End)),
    };
    let after_anything = match table.text("after")? {
        None => false,
        Some("anything") => true,
        Some(_) => return Err(no_word(table, "after", WordOf::After)),
    };
    let not_before = table.seconds("not-before")?.unwrap_or_default();
    Ok(Some(Expectation::End { ending, after_anything, not_before }))
}

fn templates(table: &mut TableReader<'_>, key: &'static str) -> Read<Option<Vec<Template>>> {
    let Some(texts) = table.texts(key)? else { return Ok(None) };
    texts.iter().map(|text| template(table, key, text)).collect::<Read<Vec<_>>>().map(Some)
}

fn exit(table: &mut TableReader<'_>) -> Read<Option<Exit>> {
    if !table.has_text("exit") {
        return Ok(table.number("exit")?.map(|code| Exit::Code(code.cast_signed())));
    }
    match table.text("exit")? {
        Some("failure") => Ok(Some(Exit::Failure)),
        Some("any") => Ok(Some(Exit::Any)),
        _ => Err(no_word(table, "exit", WordOf::Exit)),
    }
}

fn output(table: &mut TableReader<'_>) -> Read<Option<Expectation>> {
    let words: [(&'static str, Stream, Presence); 6] = [
        ("stdout", Stream::Out, Presence::Has),
        ("stderr", Stream::Err, Presence::Has),
        ("output", Stream::Both, Presence::Has),
        ("stdout-lacks", Stream::Out, Presence::Lacks),
        ("stdout-once", Stream::Out, Presence::Once),
        ("new-output", Stream::Both, Presence::New),
    ];
    for (key, stream, presence) in words {
        if let Some(text) = table.text(key)? {
            let what = template(table, key, text)?;
            let is_new = presence == Presence::New;
            let not_before = if is_new { table.seconds("not-before")? } else { None }.unwrap_or_default();
            let may_repeat = presence == Presence::Has;
            let times = if may_repeat { table.count("times")? } else { None }.unwrap_or(1);
            let other_than = if may_repeat { table.text("other-than")? } else { None };
            let other_than = other_than.map(|text| template(table, "other-than", text)).transpose()?;
            return Ok(Some(Expectation::Output { stream, what, presence, times, other_than, not_before }));
        }
    }
    Ok(None)
}

fn no_word(table: &TableReader<'_>, key: &str, of: WordOf) -> ExerciseError {
    ExerciseError::in_key(table, key, ExerciseFlaw::Word(of))
}

fn mebibytes(text: &str) -> Option<u64> {
    let number: u64 = text.strip_suffix("MiB")?.trim().parse().ok()?;
    Some(number << 20)
}
