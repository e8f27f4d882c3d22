//! One step of `exercise.toml`: an act, an expectation or a repetition.
//!
//! The one idea: a step is a table with exactly one deed, whose value says who does it; all other keys
//! say how. So a step reads as a sentence: `{ send = "anna", line = "hello" }`.
//!
//! See it run: `lessons/04-framing/exercise.toml`.

use crate::check::exercise::case::cases;
use crate::check::exercise::contract::{Act, Cut, Deed, Expectation, Payload, Rules, Sending, Step};
use crate::check::exercise::template::{Part, Template};
use crate::check::read::expectation::expectation;
use crate::check::read::reader::{ExerciseError, Reader};
use crate::check::subject::guard::GroupSignal;
use crate::terminal::safe_lines;

type Read<T> = Result<T, ExerciseError>;

/// The steps under a key.
pub(crate) fn steps(table: &mut Reader<'_>, key: &'static str) -> Read<Vec<Step>> {
    let all = table.tables(key)?;
    if all.is_empty() {
        return Err(if table.has(key) {
            table.error_in(key, format!("`{key}` is an empty list"))
        } else {
            table.missing(key)
        });
    }
    all.into_iter().map(|mut step| one(&mut step, true).and_then(|it| step.end().map(|()| it))).collect()
}

pub(crate) fn one(table: &mut Reader<'_>, needs_id: bool) -> Read<Step> {
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

fn deed(table: &mut Reader<'_>) -> Read<Deed> {
    let present: Vec<&&str> = DEEDS.iter().filter(|key| table.has(key)).collect();
    let verb = match present.as_slice() {
        [verb] => **verb,
        [] => return Err(table.error(format!("a step needs a deed: one of {}", DEEDS.join(", ")))),
        [first, second, ..] => {
            return Err(
                table.error(format!("a step has one deed, and here are two deeds: `{first}` and `{second}`"))
            );
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

fn values(table: &mut Reader<'_>, key: &'static str) -> Read<Vec<Template>> {
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

/// The keys that say how, whatever the deed. Which of them go with which deed, its parser decides.
#[rustfmt::skip]
const HOW: &[&str] = &[
    "after", "any", "args", "at", "bytes", "clean", "count", "cut", "datagram", "datagrams", "else", "end",
    "every", "exactly", "exit", "frame", "frames", "full", "growth", "hears", "hears-each", "hex", "id",
    "ignoring", "ignoring-first", "lacks", "line", "lines", "may-fail", "meanwhile", "n-lines", "name",
    "narrow", "new-output", "not-before", "nothing", "on", "other-than", "output", "paced-by", "reply",
    "rules", "running", "stays-open", "stderr", "stdout", "stdout-lacks", "stdout-once", "steps", "text",
    "through", "times", "to", "unless-ended", "unless-failed", "wait", "why", "within",
];

fn act(table: &mut Reader<'_>, verb: &str) -> Read<Act> {
    let verb = DEEDS.iter().find(|deed| **deed == verb).copied().unwrap_or_default();
    if verb == "meet" {
        let who = table.texts("meet")?.unwrap_or_default();
        return Ok(Act::Meet { who: who.into_iter().map(str::to_owned).collect() });
    }
    let who = table.needed(verb)?.to_owned();
    Ok(match verb {
        "start" => Act::Start {
            who,
            args: table.texts("args")?.unwrap_or_default().into_iter().map(str::to_owned).collect(),
            waits: table.flag("wait")?.unwrap_or(true),
            through: table.text("through")?.map(str::to_owned),
        },
        "signal" => Act::Signal { who, signal: signal(table)? },
        "kill" => Act::Kill { who },
        "restart" => Act::Restart { who },
        "type" => Act::Type { who, what: sent(table)? },
        "close-stdin" => Act::CloseStdin { who },
        "listen" => Act::Listen { is_full: table.flag("full")?.unwrap_or(false) },
        "accept" => Act::Accept { who },
        "connect" => Act::Connect {
            who,
            count: table.count("count")?.unwrap_or(1),
            through: table.text("through")?.map(str::to_owned),
            is_narrow: table.flag("narrow")?.unwrap_or(false),
        },
        "impair" => Act::Impair { who, rules: rules(table)? },
        "open" => {
            let is_at_port = match table.text("at")? {
                None => false,
                Some("port") => true,
                Some(_) => {
                    return Err(table.error_in("at", "a socket is opened `at = \"port\"`, or anywhere"));
                }
            };
            Act::Open { who, is_at_port, count: table.count("count")?.unwrap_or(1) }
        }
        "send" => {
            let what = sent(table)?;
            Act::Send { who, what, how: sending(table)? }
        }
        "finish" => Act::Finish { who },
        "reset" => Act::Reset { who },
        "leave" => Act::Leave { who },
        "close" => Act::Close { who },
        "stop-reading" => Act::StopReading { who },
        "read-again" => Act::ReadAgain { who },
        "measure" => Act::Measure { who },
        _ => Act::React {
            who,
            on: wanted(table, "on")?,
            reply: wanted(table, "reply")?,
            n_ignored: table.number("ignoring-first")?.unwrap_or(0),
            delay: table.seconds("after")?.unwrap_or_default(),
        },
    })
}

fn signal(table: &mut Reader<'_>) -> Read<GroupSignal> {
    let name = table.needed("name")?;
    let found = GroupSignal::NAMED.into_iter().find(|signal| signal.name().strip_prefix("SIG") == Some(name));
    found.ok_or_else(|| {
        let names = GroupSignal::NAMED.map(|signal| signal.name().trim_start_matches("SIG"));
        table.error_in("name", format!("{name:?} is no signal here; expected {}", names.join(", ")))
    })
}

/// The rules of a link, in the words of `netlab impair`; the keys decide what kind of link it is.
fn rules(table: &mut Reader<'_>) -> Read<Rules> {
    let words = table.words("rules")?;
    let words: toml::Table =
        words.into_iter().map(|(key, value)| (key, toml::Value::String(value))).collect();
    let is_datagram = ["loss", "burst-loss", "duplicate", "reorder", "mtu", "queue"]
        .iter()
        .any(|key| words.contains_key(*key));
    let wrong = |error: toml::de::Error| table.error_in("rules", error.message().to_owned());
    if is_datagram {
        words.try_into().map(Rules::Datagram).map_err(wrong)
    } else {
        words.try_into().map(Rules::Stream).map_err(wrong)
    }
}

fn sending(table: &mut Reader<'_>) -> Read<Sending> {
    let cut = if table.has_text("cut") {
        match table.text("cut")? {
            Some("bytes") => Cut::EachByte,
            Some("{round}") => Cut::AtRound,
            _ => return Err(table.error_in("cut", "cut is \"bytes\", \"{round}\" or a list of numbers")),
        }
    } else {
        match table.numbers("cut")? {
            places if places.is_empty() => Cut::Whole,
            places => Cut::At(places),
        }
    };
    let is_meanwhile = table.flag("meanwhile")?.unwrap_or(false);
    if let Some(key) = ["cut", "every", "paced-by"].into_iter().find(|key| is_meanwhile && table.has(key)) {
        let message = format!("`{key}` has no meaning beside `meanwhile`: a flood goes as fast as it can");
        return Err(table.error_in(key, message));
    }
    Ok(Sending {
        cut,
        times: table.count("times")?.unwrap_or(1),
        is_meanwhile,
        every: table.seconds("every")?,
        paced_by: table.text("paced-by")?.map(str::to_owned),
        to: table.text("to")?.map(str::to_owned),
    })
}

fn sent(table: &mut Reader<'_>) -> Read<Payload> {
    payload(table)?
        .ok_or_else(|| table.error("it lacks what is sent: text, line, lines, frame, frames, hex or bytes"))
}

/// What goes through the socket, where the table says it.
pub(crate) fn payload(table: &mut Reader<'_>) -> Read<Option<Payload>> {
    let list = |table: &mut Reader<'_>, key: &'static str| -> Read<Option<Vec<Template>>> {
        let Some(texts) = table.texts(key)? else { return Ok(None) };
        texts.iter().map(|text| template(table, key, text)).collect::<Read<Vec<_>>>().map(Some)
    };
    let mut found = Vec::new();
    for key in ["line", "lines"] {
        found.extend(list(table, key)?.map(Payload::Lines));
    }
    for key in ["frame", "frames"] {
        found.extend(
            list(table, key)?.map(|all| Payload::Frames(all.into_iter().map(Template::framed).collect())),
        );
    }
    if let Some(text) = table.text("text")? {
        found.push(Payload::Text(template(table, "text", text)?));
    }
    if let Some(hex) = table.text("hex")? {
        found.push(Payload::Text(hexadecimal(hex).map_err(|message| table.error_in("hex", message))?));
    }
    found.extend(table.number("bytes")?.map(|n_bytes| Payload::Filler(n_bytes as usize)));
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(table.error("one of text, line, lines, frame, frames, hex and bytes is enough")),
    }
}

fn hexadecimal(text: &str) -> Result<Template, String> {
    let mut parts = Vec::new();
    for word in text.split_whitespace() {
        if word == "{*}" {
            parts.push(Part::Anything);
            continue;
        }
        let byte = u8::from_str_radix(word, 16).ok().filter(|_| word.len() == 2);
        parts.push(Part::Bytes(vec![
            byte.ok_or_else(|| format!("{word:?} is no byte in hexadecimal, as in 0a"))?,
        ]));
    }
    Ok(Template { parts })
}

/// The template under a key that must be there.
pub(crate) fn wanted(table: &mut Reader<'_>, key: &'static str) -> Read<Template> {
    let text = table.needed(key)?;
    template(table, key, text)
}

pub(crate) fn template(table: &Reader<'_>, key: &str, text: &str) -> Read<Template> {
    Template::parse(text).map_err(|message| table.error_in(key, message))
}
