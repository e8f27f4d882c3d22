//! What is said of a file of TOML that is not understood.

use crate::toml_file::{Flaw, Form};

/// What is wrong, to stand behind the file and its line.
pub(super) fn words_of(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoToml { column } => format!("from character {column} on this is not TOML"),
        Flaw::Unknown { word, near: Some(near), .. } => {
            format!("`{word}` is not known here; did you mean `{near}`?")
        }
        Flaw::Unknown { word, known, .. } if known.is_empty() => {
            format!("`{word}` is not known here; lessons/AUTHORING.md lists what is")
        }
        Flaw::Unknown { word, known, .. } => {
            format!("`{word}` is not known here; expected {}", known.join(", "))
        }
        Flaw::Missing(key) => format!("`{key}` is missing"),
        Flaw::EmptyList(key) => format!("`{key}` is an empty list"),
        Flaw::Zero(key) => format!("`{key}` must be 1 or more"),
        Flaw::Wrong { key, wanted, found } => wrong(key, *wanted, found),
    }
}

/// The usual cause; `None` where what is wrong says it all.
pub(super) const fn hint(flaw: &Flaw) -> Option<&'static str> {
    match flaw {
        Flaw::NoToml { .. } => {
            Some("texts stand in quotes, brackets come in pairs, and a key stands once in its table")
        }
        _ => None,
    }
}

/// `found` is TOML's own name, such as integer or table.
fn wrong(key: &str, wanted: Form, found: &str) -> String {
    match wanted {
        Form::Text => format!("`{key}` must be a text, and is a TOML {found}"),
        Form::Texts => format!("`{key}` must be a list of texts, and is a TOML {found}"),
        Form::Flag => format!("`{key}` must be true or false, and is a TOML {found}"),
        Form::Number => format!("`{key}` must be a whole number, not negative, and is a TOML {found}"),
        Form::Numbers => format!("`{key}` must be a list of whole numbers, and is a TOML {found}"),
        Form::Seconds => format!("`{key}` must be a number of seconds, and is a TOML {found}"),
        Form::Table => format!("`{key}` must be a table, and is a TOML {found}"),
        Form::Tables => format!("`{key}` must be a list of tables, and is a TOML {found}"),
        Form::TextsOrFlags => {
            format!("what stands in `{key}` must be a text, or true or false, and is a TOML {found}")
        }
        Form::TableOfNumbers => {
            format!("what stands in `{key}` must be a whole number, and is a TOML {found}")
        }
    }
}
