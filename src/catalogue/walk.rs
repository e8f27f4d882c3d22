//! A walk through all texts: what they write in capitals can be looked up.
//!
//! The one idea: a reader who meets `SO_NOSIGPIPE` in a lesson types it as it stands there.
//!
//! See it run: `cargo test --lib walk`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::catalogue::Word;

/// Names in capitals that are of no socket: settings of programs, and what a reader fills in.
const OF_OTHERS: &[&str] = &["NO_COLOR", "GOMEMLIMIT", "ECMA", "ESC", "SECONDS"];

/// The names in capitals: of errors, signals, states, and what has a `_` inside.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|part| {
        let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let is_name = part.trim_matches('_').contains('_') || part.starts_with(['E', 'S']);
        part.len() > 3
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.chars().all(is_capital)
            && is_name
    })
}

#[test]
fn each_name_in_capitals_that_a_text_uses_can_be_looked_up() {
    let mut texts: Vec<String> = Word::all().flat_map(Word::texts).map(str::to_owned).collect();
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    for lesson in fs::read_dir(lessons).expect("the lessons lie beside the source") {
        let readme = lesson.expect("it can be listed").path().join("README.md");
        texts.extend(fs::read_to_string(readme));
    }
    let used: BTreeSet<&str> = texts.iter().flat_map(|text| names(text)).collect();
    assert!(used.contains("ECONNRESET") && used.contains("SO_REUSEADDR"), "{used:?}");
    let lost: Vec<_> = used.into_iter().filter(|name| Word::find(name).is_none()).collect();
    let lost: Vec<_> = lost.into_iter().filter(|name| !OF_OTHERS.contains(name)).collect();
    assert_eq!(lost, [""; 0]);
}
