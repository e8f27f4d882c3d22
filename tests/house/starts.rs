//! How tests start the program: never with the progress of whoever runs them.

use std::fs;

use regex::Regex;

use crate::files::files_of;

/// In a terminal netlab keeps what it has explained, and how far a lesson was read. `common::program::netlab` gives each
/// start a folder of its own; whoever starts it by another way names one.
#[test]
fn every_test_that_starts_netlab_gives_it_a_home() {
    let start = Regex::new(r#"(Command::new|\.arg)\((assert_cmd::cargo::cargo_bin!|env!\("CARGO_BIN_EXE_)"#);
    let start = start.expect("a pattern");
    let mut n_starters = 0;
    for (path, _) in files_of("tests") {
        if path.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("sources are text");
        if start.is_match(&text) {
            n_starters += 1;
            assert!(text.contains("\"NETLAB_HOME\""), "{}: set NETLAB_HOME", path.display());
        }
    }
    assert!(n_starters > 5, "{n_starters}");
}
