//! The house holds: who may import whom and in what direction, how long a file may be, where `unsafe` and printing may stand.
//!
//! The one idea: a rule about the source that no test reads is a wish. The table below is the one of
//! the design; a module that is not in it has no place in the house yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::files::{Source, code, files_of, rust_files, sources};

mod files;
mod imports;
mod prose;
mod rings;
mod starts;
mod words;

/// Module, and what it may import of ours.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("event", &[]),
    ("lang", &[]),
    ("terminal", &["event"]),
    ("files", &[]),
    ("toml_file", &[]),
    ("markdown", &["terminal"]),
    ("lessons", &["terminal", "files", "lang", "toml_file", "markdown"]),
    ("packet", &["terminal"]),
    ("kernel", &["event"]),
    ("net", &["event", "impair", "kernel"]),
    ("tls", &["event", "net"]),
    ("observe", &["event", "kernel"]),
    ("catalogue", &["event", "lang", "packet", "terminal"]),
    ("chapters", &["net"]),
    ("impair", &["event", "net", "toml_file"]),
    ("trace", &["event", "catalogue", "terminal"]),
    ("telling", &["event", "kernel", "lang", "terminal", "trace"]),
    ("ladder", &["event", "catalogue", "terminal"]),
    ("live", &["event", "catalogue", "kernel", "ladder", "terminal", "trace"]),
    (
        "check",
        &[
            "net",
            "observe",
            "tls",
            "event",
            "impair",
            "kernel",
            "catalogue",
            "trace",
            "ladder",
            "terminal",
            "toml_file",
        ],
    ),
    (
        "cli",
        &[
            "check",
            "event",
            "lang",
            "terminal",
            "files",
            "toml_file",
            "markdown",
            "lessons",
            "kernel",
            "net",
            "observe",
            "tls",
            "catalogue",
            "chapters",
            "trace",
            "telling",
            "ladder",
            "live",
            "packet",
            "impair",
        ],
    ),
];

const MAX_LINES: usize = 400;

#[test]
fn every_module_imports_only_what_the_table_allows() {
    for source in sources() {
        let row = MAY_IMPORT.iter().find(|(module, _)| *module == source.module);
        let (_, allowed) = row.unwrap_or_else(|| panic!("{} is not in the table", source.module));
        for line in code(&source.text) {
            for part in line.split("crate::").skip(1) {
                let used: String =
                    part.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect();
                let is_ours = MAY_IMPORT.iter().any(|(module, _)| *module == used);
                let is_allowed = used == source.module || allowed.contains(&used.as_str());
                assert!(
                    !is_ours || is_allowed,
                    "{}: {} may not use {used}",
                    source.path.display(),
                    source.module
                );
            }
        }
    }
}

/// The rooms of the judge, and what each may import of the others: one direction, from the contract to the report.
const ROOMS_OF_CHECK: &[(&str, &[&str])] = &[
    ("exercise", &[]),
    ("read", &["exercise"]),
    ("subject", &["exercise"]),
    ("peer", &["exercise"]),
    ("setup", &["exercise", "subject"]),
    ("play", &["exercise", "subject", "peer", "setup"]),
    ("verdict", &["exercise", "subject", "peer", "setup", "play"]),
    ("trial", &["exercise", "subject", "peer", "setup"]),
    ("explain", &["subject", "play", "verdict"]),
    ("again", &["exercise", "subject", "peer", "setup", "play", "verdict"]),
    ("judge", &["exercise", "subject", "peer", "setup", "play", "verdict", "trial", "explain", "again"]),
    ("report", &["exercise", "subject", "peer", "play", "verdict", "trial"]),
];

#[test]
fn the_rooms_of_the_judge_import_in_one_direction() {
    let mut n_read = 0;
    for (path, inside) in files_of("src/check") {
        let room = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        let Some((_, allowed)) = ROOMS_OF_CHECK.iter().find(|(name, _)| *name == room) else {
            assert_eq!(inside, "mod.rs", "{room} is not in the table");
            continue;
        };
        n_read += 1;
        for part in fs::read_to_string(&path).expect("sources are text").split("crate::check::").skip(1) {
            let used: String =
                part.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect();
            let is_allowed = used == room || used.is_empty() || allowed.contains(&used.as_str());
            assert!(is_allowed, "{inside}: {room} may not use {used}");
        }
    }
    assert!(n_read > 50, "the sources were found");
}

/// A terminal of ordinary height shows so many lines.
const MAX_ENTRIES: usize = 30;

#[test]
fn each_folder_fits_on_one_screen() {
    let mut entries: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    for (path, _) in files_of("src") {
        for inner in path.ancestors().take_while(|inner| !inner.ends_with("src")) {
            let folder = inner.parent().expect("it is below src");
            entries.entry(folder.to_owned()).or_default().insert(inner.to_owned());
        }
    }
    for (folder, entries) in entries {
        assert!(entries.len() <= MAX_ENTRIES, "{} has {} entries", folder.display(), entries.len());
    }
}

/// Faces that hand a question on to the file which knows the answer, one function a question.
const DISPATCHERS: &[&str] = &[
    "cli/mod.rs",
    "cli/desk/failure/words/mod.rs",
    "catalogue/mod.rs",
    "catalogue/en/fields/mod.rs",
    "catalogue/en/terms/mod.rs",
    "catalogue/zh/fields/mod.rs",
    "catalogue/zh/terms/mod.rs",
    "catalogue/facts/terms/mod.rs",
];

/// Whoever looks for something in a folder finds it in the file of its name, and in the face where that is.
#[test]
fn the_face_of_a_folder_only_passes_on() {
    // What begins with a blank, or ends a list, goes on from the line before.
    let passes_on = Regex::new(r"^((pub(\(\w+\))? )?(mod|use) |#!?\[|[ }]|$)").expect("it is an expression");
    for (path, inside) in files_of("src").into_iter().filter(|(path, _)| path.ends_with("mod.rs")) {
        if DISPATCHERS.contains(&inside.as_str()) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("sources are text");
        let own = code(&text).find(|line| !passes_on.is_match(line));
        assert_eq!(own, None, "{inside}");
    }
}

/// Tests and benches are read as often as what they are about.
#[test]
fn no_file_is_longer_than_ten_minutes_of_reading() {
    let texts = sources().into_iter().map(|source| (source.path.display().to_string(), source.text));
    let others = ["tests", "benches", "examples", "fuzz/fuzz_targets"]
        .map(|place| rust_files(place, |inside| Some(format!("{place}/{inside}"))))
        .concat();
    assert!(others.len() > 100, "the tests were found");
    for (file, text) in texts.chain(others) {
        let n_lines = text.lines().count();
        assert!(n_lines <= MAX_LINES, "{file} has {n_lines} lines");
    }
}

const MAX_LINES_OF_FUNCTION: usize = 60;

/// A line for each term, which are many: lists, and no functions to be understood.
const LISTS: &[&str] = &[
    "src/catalogue/term.rs",
    "src/catalogue/facts/terms/mod.rs",
    "src/catalogue/en/terms/mod.rs",
    "src/catalogue/zh/terms/mod.rs",
];

#[test]
fn no_function_is_longer_than_a_screen() {
    let head = Regex::new(r"^( *)(pub(\(\w+\))? )?((const|async|unsafe) )*fn \w+").expect("an expression");
    let mut n_functions = 0;
    let all = ["src", "tests"].map(|place| rust_files(place, |inside| Some(format!("{place}/{inside}"))));
    for (file, text) in all.concat().into_iter().filter(|(file, _)| !LISTS.contains(&file.as_str())) {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.ends_with(['}', ';'])) {
            let Some(head) = head.captures(line) else { continue };
            let end = format!("{}}}", &head[1]);
            let n_lines = lines[at..].iter().take_while(|line| **line != end).count() + 1;
            n_functions += 1;
            assert!(n_lines <= MAX_LINES_OF_FUNCTION, "{file}:{}: {n_lines} lines", at + 1);
        }
    }
    assert!(n_functions > 1000, "{n_functions} were found");
}

#[test]
fn every_file_opens_with_what_it_is() {
    for source in sources() {
        let opening = match source.path.extension().and_then(|it| it.to_str()) {
            Some("js") => "// ",
            Some("css") => "/* ",
            Some("html") => "<!-- ",
            _ => "//! ",
        };
        assert!(source.text.starts_with(opening), "{}", source.path.display());
    }
}

#[test]
fn unsafe_stands_only_in_the_kernel() {
    for source in sources().iter().filter(|source| source.module != "kernel") {
        assert!(!code(&source.text).any(|line| line.contains("unsafe {")), "{}", source.path.display());
    }
}

#[test]
fn chapters_neither_log_nor_print() {
    for source in sources().iter().filter(|source| source.module == "chapters") {
        for word in ["tracing", "println!", "eprintln!", "print!", "stdout", "stderr", "env::"] {
            assert!(!code(&source.text).any(|line| line.contains(word)), "{}: {word}", source.path.display());
        }
    }
}

#[test]
fn no_queue_is_unbounded() {
    for source in sources() {
        assert!(!source.text.contains("unbounded_channel"), "{}", source.path.display());
    }
}

#[test]
fn the_environment_is_read_only_by_the_command_line() {
    // Somebody's own program has no command line of ours: its narrator asks whether colours are wanted,
    // and in which language it is to speak.
    let may_read = |source: &Source| {
        source.module == "cli"
            || source.path.ends_with("telling/sink.rs")
            || source.path.ends_with("telling/tell.rs")
    };
    for source in sources().iter().filter(|source| !may_read(source)) {
        assert!(!code(&source.text).any(|line| line.contains("env::var")), "{}", source.path.display());
    }
}

#[test]
fn sentences_stand_in_the_catalogue_or_at_a_face() {
    let mut complaints = String::new();
    for (file, text) in rust_files("src", |inside| Some(inside.to_owned())) {
        for (line, said) in prose::sentences(&file, &text) {
            complaints += &format!("src/{file}:{line}: {said:?}\n");
        }
    }
    assert!(complaints.is_empty(), "make facts of these, and words at a face:\n{complaints}");
}

#[test]
fn main_is_a_door_and_no_room() {
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs");
    let text = fs::read_to_string(main).expect("there is a main");
    assert!(text.lines().count() <= 30);
}

/// A socket that lives for one statement has lost its port behind it; `tests/common/lease.rs` says why.
#[test]
fn no_test_lets_a_port_go_and_asks_for_it_again() {
    let files = [files_of("tests"), files_of("benches")].concat();
    for (path, _) in files.iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "rs")) {
        let text = fs::read_to_string(path).expect("sources are text");
        for statement in text.split([';', '{', '}']) {
            let is_bound = [":0\")", ", 0)"].iter().any(|zero| statement.contains(zero))
                && statement.contains("::bind(");
            let is_lost = is_bound && statement.contains("local_addr");
            assert!(!is_lost, "{}: lease the port instead:{statement}", path.display());
        }
    }
}

/// Standard input and output may be in non-blocking mode, which `kernel::standard` knows how to meet. Others
/// may only ask what these streams are.
#[test]
fn the_inherited_streams_are_read_and_written_in_one_place() {
    let may_have_them =
        ["kernel/standard.rs", "telling/sink.rs", "cli/desk/log_stream.rs", "check/subject/guard.rs"];
    for source in sources() {
        let path = source.path.to_string_lossy().replace('\\', "/");
        if may_have_them.iter().any(|file| path.ends_with(file)) {
            continue;
        }
        for line in code(&source.text) {
            let has_one = ["io::stdin()", "io::stdout()", "io::stderr()"].iter().any(|it| line.contains(it));
            let only_asks = line.contains("is_terminal()") || line.contains("terminal_size_of(");
            assert!(!has_one || only_asks, "{path}: {line}");
        }
    }
}
