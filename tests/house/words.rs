//! The words of the source are those of the field.

use crate::files::sources;

/// What the source once said, and what the field and its textbooks say.
const PLAINER: &[(&str, &str)] = &[
    ("time-out", "timeout"),
    ("as a rule ", "usually"),
    ("goodbye", "the termination of a connection, an orderly end"),
    ("borders", "message boundaries"),
    ("the talk ", "the conversation"),
    ("for want of", "because there is no"),
    ("carriage of", "transport"),
    ("torn down", "ended"),
];

#[test]
fn the_words_are_those_of_the_field() {
    for source in sources().iter().filter(|source| source.path.extension().is_some_and(|kind| kind == "rs")) {
        let text = source.text.to_lowercase();
        for (ours, theirs) in PLAINER {
            assert!(!text.contains(ours), "{}: {ours:?} is called {theirs:?}", source.path.display());
        }
    }
}
