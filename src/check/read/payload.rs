//! What goes through a socket, read in one of its forms.
//!
//! The one idea: a text, lines, frames or bytes in hexadecimal all become one template with holes.
//!
//! See it run: `lessons/04-framing/exercise.toml`.

use crate::check::exercise::act::Payload;
use crate::check::exercise::template::{Piece, Template};
use crate::check::read::flaw::{ExerciseError, ExerciseFlaw};

use crate::toml_file::TableReader;

type Read<T> = Result<T, ExerciseError>;

/// What is sent or typed, which must be there.
pub(crate) fn sent(table: &mut TableReader<'_>) -> Read<Payload> {
    payload(table)?.ok_or_else(|| ExerciseError::of(table, ExerciseFlaw::NothingSent))
}

/// What goes through the socket, where the table says it.
pub(crate) fn payload(table: &mut TableReader<'_>) -> Read<Option<Payload>> {
    let list = |table: &mut TableReader<'_>, key: &'static str| -> Read<Option<Vec<Template>>> {
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
        found
            .push(Payload::Text(hexadecimal(hex).map_err(|flaw| ExerciseError::in_key(table, "hex", flaw))?));
    }
    found.extend(table.number("bytes")?.map(|n_bytes| Payload::Filler(n_bytes as usize)));
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(ExerciseError::of(table, ExerciseFlaw::TwoPayloads)),
    }
}

fn hexadecimal(text: &str) -> Result<Template, ExerciseFlaw> {
    let mut parts = Vec::new();
    for word in text.split_whitespace() {
        if word == "{*}" {
            parts.push(Piece::Anything);
            continue;
        }
        let byte = u8::from_str_radix(word, 16).ok().filter(|_| word.len() == 2);
        parts.push(Piece::Bytes(vec![byte.ok_or_else(|| ExerciseFlaw::Hex(word.to_owned()))?]));
    }
    Ok(Template { parts })
}

/// The template under a key that must be there.
pub(crate) fn wanted(table: &mut TableReader<'_>, key: &'static str) -> Read<Template> {
    let text = table.needed(key)?;
    template(table, key, text)
}

pub(crate) fn template(table: &TableReader<'_>, key: &str, text: &str) -> Read<Template> {
    Template::parse(text).map_err(|flaw| ExerciseError::in_key(table, key, ExerciseFlaw::Template(flaw)))
}
