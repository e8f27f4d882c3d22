//! Which Chinese texts were told of an English text that has changed since.
//!
//! The one idea: each unit, a section of a lesson or an id of an exercise, keeps two marks: of the English text that
//! it was told of, and of itself. Where the English one is another now, somebody must look. `make zh-seen UNIT=…`
//! writes the marks anew, and refuses where the Chinese text is still as it was, unless SAME=1 says that it may stay.

use std::env;
use std::fs;
use std::path::PathBuf;

use libtest_mimic::{Failed, Trial};
use sha2::{Digest, Sha256};

use crate::laws::none;
use crate::shelf;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("each_chinese_text_is_told_of_the_english_text_as_it_is", fresh),
        Trial::test("zh_seen", renew),
    ]
}

/// A section, or what is said of an id.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    /// `02-greeting-server/3` for a section, `02-greeting-server/check.reset` for an id.
    name: String,
    english: String,
    chinese: String,
    /// The marks that it keeps; `None` where it keeps none yet.
    seen: Option<String>,
    file: PathBuf,
    /// The line below which, or in whose table, the marks stand.
    head: String,
}

impl Unit {
    fn marks(&self) -> String {
        format!("{} {}", mark(&self.english), mark(&self.chinese))
    }

    fn is_of(&self, wanted: &str) -> bool {
        self.name == wanted || self.name.split('/').next() == Some(wanted)
    }

    /// Whether the English text is another than the one that it was told of.
    fn is_stale(&self) -> bool {
        self.seen.as_ref().is_some_and(|seen| !seen.starts_with(&mark(&self.english)))
    }

    fn is_untouched(&self) -> bool {
        self.is_stale() && self.seen.as_ref().is_some_and(|seen| seen.ends_with(&mark(&self.chinese)))
    }
}

/// The first letters of a digest; where lines break makes no difference.
fn mark(text: &str) -> String {
    let text: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    let digest = Sha256::digest(text.as_bytes());
    format!("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3])
}

fn fresh() -> Result<(), Failed> {
    let all = units()?;
    let stale = all.iter().filter(|unit| unit.is_stale());
    let told = stale.map(|unit| {
        format!("the English text of {} has changed: make zh-seen UNIT={}", unit.name, unit.name)
    });
    let unmarked = all.iter().filter(|unit| unit.seen.is_none());
    let unmarked =
        unmarked.map(|unit| format!("{} has no marks: make zh-seen UNIT={}", unit.name, unit.name));
    none(&told.chain(unmarked).collect::<Vec<_>>())
}

/// Writes the marks of the units that `ZH_SEEN` names: one, a lesson's, or `all` that have none.
fn renew() -> Result<(), Failed> {
    let Ok(wanted) = env::var("ZH_SEEN") else { return Ok(()) };
    let may_stay = env::var("SAME").is_ok_and(|same| same == "1");
    let all = units()?;
    let chosen: Vec<&Unit> = all
        .iter()
        .filter(|unit| if wanted == "all" { unit.seen.is_none() } else { unit.is_of(&wanted) })
        .collect();
    if chosen.is_empty() {
        return Err(format!("no unit is called {wanted}, or each has its marks").into());
    }
    let untouched = chosen.iter().filter(|unit| unit.is_untouched() && !may_stay);
    let untouched =
        untouched.map(|unit| format!("{}: the Chinese text is as it was; SAME=1 lets it stay", unit.name));
    none(&untouched.collect::<Vec<_>>())?;
    for unit in chosen {
        let text = fs::read_to_string(&unit.file)?;
        fs::write(&unit.file, marked(&text, unit))?;
    }
    Ok(())
}

/// The text of a file with the marks of one of its units.
fn marked(text: &str, unit: &Unit) -> String {
    let marks = unit.marks();
    let is_text = unit.head.starts_with('#');
    let line = if is_text { format!("<!-- seen {marks} -->") } else { format!("seen = \"{marks}\"") };
    let is_old = |line: &str| line.starts_with(if is_text { "<!-- seen " } else { "seen = " });
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(one) = lines.next() {
        out += &format!("{one}\n");
        if one == unit.head {
            lines.next_if(|next| is_old(next));
            out += &format!("{line}\n");
        }
    }
    out
}

fn units() -> Result<Vec<Unit>, Failed> {
    let mut all = Vec::new();
    for folder in shelf::lessons() {
        let file = |name: &str| shelf::root().join(format!("lessons/{folder}/{name}"));
        let read = |name: &str| fs::read_to_string(file(name)).unwrap_or_default();
        let (english, chinese) = (sections(&read("README.md")), sections(&read("README.zh-CN.md")));
        for (at, (one, other)) in english.iter().zip(&chinese).enumerate() {
            all.push(Unit {
                name: format!("{folder}/{at}"),
                english: one.text.clone(),
                chinese: other.text.clone(),
                seen: other.seen.clone(),
                file: file("README.zh-CN.md"),
                head: other.head.clone(),
            });
        }
        let (english, chinese): (toml::Table, toml::Table) =
            (read("exercise.toml").parse()?, read("exercise.zh-CN.toml").parse()?);
        for (family, entries) in &chinese {
            for (id, entry) in entries.as_table().into_iter().flatten() {
                all.push(Unit {
                    name: format!("{folder}/{family}.{id}"),
                    english: said_in_english(&english, family, id),
                    chinese: said(entry),
                    seen: entry.get("seen").and_then(toml::Value::as_str).map(str::to_owned),
                    file: file("exercise.zh-CN.toml"),
                    head: format!("[{family}.{id}]"),
                });
            }
        }
    }
    Ok(all)
}

#[derive(Debug)]
struct Section {
    head: String,
    text: String,
    seen: Option<String>,
}

/// The sections of a text, the first being what stands before the first heading of the second level. What commands
/// print is no text that anybody tells.
fn sections(text: &str) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    let (mut is_code, mut is_output) = (false, false);
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
            is_output = is_code && line.starts_with("```console");
        }
        let is_head = !is_code && (line.starts_with("## ") || (all.is_empty() && line.starts_with("# ")));
        if is_head {
            all.push(Section { head: line.to_owned(), text: String::new(), seen: None });
        }
        let Some(section) = all.last_mut() else { continue };
        let seen = line.strip_prefix("<!-- seen ").and_then(|rest| rest.strip_suffix(" -->"));
        match seen {
            Some(seen) => section.seen = Some(seen.to_owned()),
            None if is_output && !line.starts_with(['$', '>']) => {}
            None => section.text += &format!("{line}\n"),
        }
    }
    all
}

/// All that is said of an id, its marks aside.
fn said(entry: &toml::Value) -> String {
    match entry {
        toml::Value::String(text) => text.clone(),
        toml::Value::Table(table) => table
            .iter()
            .filter(|(key, _)| *key != "seen")
            .map(|(_, value)| said(value))
            .collect::<Vec<_>>()
            .join("\n"),
        _ => String::new(),
    }
}

fn said_in_english(exercise: &toml::Table, family: &str, id: &str) -> String {
    let entries = exercise.get(family).and_then(toml::Value::as_array).into_iter().flatten();
    let of = |value: &toml::Value, key: &str| {
        value.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let mut out = String::new();
    for entry in entries.filter(|entry| of(entry, "id") == id) {
        out += &(["title", "why", "text"].map(|key| of(entry, key)).join("\n") + &reasons(entry));
    }
    out
}

fn reasons(entry: &toml::Value) -> String {
    let steps = entry.get("steps").and_then(toml::Value::as_array).into_iter().flatten();
    steps
        .map(|step| {
            step.get("why").and_then(toml::Value::as_str).unwrap_or_default().to_owned() + &reasons(step)
        })
        .collect()
}
