//! An act, read: who does it, and how.
//!
//! The one idea: the deed's own value says who; each act asks for the keys that say how, and a key that it did not ask
//! for is a mistake.
//!
//! See it run: `lessons/04-framing/exercise.toml`.

use crate::check::exercise::act::{Act, Cut, Rules, Sending};
use crate::check::exercise::signal::GroupSignal;
use crate::check::read::flaw::{ExerciseError, ExerciseFlaw};
use crate::check::read::payload::{sent, wanted};
use crate::event::Rule;
use crate::impair::rules_of;
use crate::toml_file::TableReader;

type Read<T> = Result<T, ExerciseError>;

/// The act that this deed is.
pub(crate) fn act(table: &mut TableReader<'_>, verb: &'static str) -> Read<Act> {
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
        "engine" => {
            let under = table.text("under")?.unwrap_or_default().to_owned();
            Act::Engine { who, under, slice: table.count("slice")? }
        }
        "ping" => Act::Ping { who },
        "open" => {
            Act::Open { who, is_at_port: is_at_port(table)?, count: table.count("count")?.unwrap_or(1) }
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

/// Whether a UDP socket is opened on the port itself.
fn is_at_port(table: &mut TableReader<'_>) -> Read<bool> {
    match table.text("at")? {
        None => Ok(false),
        Some("port") => Ok(true),
        Some(_) => Err(ExerciseError::in_key(table, "at", ExerciseFlaw::OpenedAt)),
    }
}

fn signal(table: &mut TableReader<'_>) -> Read<GroupSignal> {
    let name = table.needed("name")?;
    let found = GroupSignal::NAMED.into_iter().find(|signal| signal.name().strip_prefix("SIG") == Some(name));
    found.ok_or_else(|| {
        let known = GroupSignal::NAMED.map(|signal| signal.name().trim_start_matches("SIG")).to_vec();
        ExerciseError::in_key(table, "name", ExerciseFlaw::Signal { name: name.to_owned(), known })
    })
}

/// The rules of a link, by the names of `netlab impair`; these decide what kind of link it is.
fn rules(table: &mut TableReader<'_>) -> Read<Rules> {
    let settings = table.settings("rules")?.unwrap_or_default();
    let is_datagram = settings
        .iter()
        .any(|it| it.name == "queue" || it.name.parse::<Rule>().is_ok_and(|rule| !rule.is_for_streams()));
    if is_datagram {
        Ok(Rules::Datagram(rules_of(&settings)?))
    } else {
        Ok(Rules::Stream(rules_of(&settings)?))
    }
}

fn sending(table: &mut TableReader<'_>) -> Read<Sending> {
    let cut = if table.has_text("cut") {
        match table.text("cut")? {
            Some("bytes") => Cut::EachByte,
            Some("{round}") => Cut::AtRound,
            _ => return Err(ExerciseError::in_key(table, "cut", ExerciseFlaw::Cut)),
        }
    } else {
        match table.numbers("cut")? {
            places if places.is_empty() => Cut::Whole,
            places => Cut::At(places),
        }
    };
    let is_meanwhile = table.flag("meanwhile")?.unwrap_or(false);
    if let Some(key) = ["cut", "every", "paced-by"].into_iter().find(|key| is_meanwhile && table.has(key)) {
        return Err(ExerciseError::in_key(table, key, ExerciseFlaw::InFlood(key)));
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
