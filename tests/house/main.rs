//! The house holds: who may import whom and in what direction, how long a file may be, where `unsafe` and printing may stand.
//!
//! The one idea: a rule about the source that no test reads is a wish. The table below is the one of
//! the design; a module that is not in it has no place in the house yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

mod imports;
mod prose;
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
    ("observe", &["event", "kernel"]),
    ("catalogue", &["event", "lang", "packet", "terminal"]),
    ("chapters", &["net"]),
    ("impair", &["event", "net", "toml_file"]),
    ("trace", &["event", "catalogue", "terminal"]),
    ("telling", &["event", "kernel", "lang", "terminal", "trace"]),
    ("ladder", &["event", "catalogue", "terminal"]),
    (
        "check",
        &[
            "net",
            "observe",
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
            "catalogue",
            "chapters",
            "trace",
            "telling",
            "ladder",
            "packet",
            "impair",
        ],
    ),
];

const MAX_LINES: usize = 400;

struct Source {
    path: PathBuf,
    /// The top module that the file belongs to.
    module: String,
    text: String,
}

/// Every source file of the library; `lib.rs` and `main.rs` stand outside the floors.
fn sources() -> Vec<Source> {
    let found = files_of("src").into_iter().filter_map(|(path, inside)| {
        let module = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("sources are text");
        (module != "lib" && module != "main").then_some(Source { path, module, text })
    });
    let found: Vec<_> = found.collect();
    assert!(found.len() > 30, "the sources were found");
    found
}

/// Every file of a folder of this package, and its path inside that folder.
fn files_of(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("it is readable") {
            let path = entry.expect("it is readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("inside it").to_string_lossy().replace('\\', "/");
            found.push((path, inside));
        }
    }
    found
}

/// The code without its comments: line by line, as the house writes no block comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

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

/// Files that may know each other: a type and its own halves.
const FAMILIES: &[&[&str]] = &[&["net/tcp/borrowed.rs", "net/tcp/owned.rs", "net/tcp/stream.rs"]];

/// Who imports what from whom in the library, file by file.
fn arrows() -> imports::Arrows {
    imports::arrows(&rust_files("src", |inside| (inside != "main.rs").then(|| inside.to_owned())))
}

/// The Rust files of a folder, each under the name that it is given, or left out.
fn rust_files(folder: &str, named: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let files =
        files_of(folder).into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "rs"));
    let mut files: Vec<(String, String)> = files
        .filter_map(|(path, inside)| Some((named(&inside)?, path)))
        .map(|(name, path)| (name, fs::read_to_string(path).expect("sources are text")))
        .collect();
    files.sort();
    files
}

/// A test or a bench of several files has its root in `main.rs`, as the library has in `lib.rs`.
#[test]
fn no_files_of_a_test_or_a_bench_import_each_other_in_a_ring() {
    let all = ["tests", "benches"].map(|place| rust_files(place, |inside| Some(format!("{place}/{inside}"))));
    let all = all.concat();
    let roots: Vec<&str> = all.iter().filter_map(|(name, _)| name.strip_suffix("main.rs")).collect();
    assert!(roots.len() > 10, "the programs were found");
    for root in &roots {
        // Its own files come last: they go before shared ones of the same name.
        let mut files: Vec<_> = all.iter().collect();
        files.sort_by_key(|(name, _)| name.starts_with(root));
        let named = files.into_iter().flat_map(|(path, text)| {
            names_within(root, &roots, path).into_iter().map(move |name| (name, text.clone()))
        });
        let files: BTreeMap<String, String> = named.collect();
        assert_eq!(complaints(&imports::arrows(&files.into_iter().collect::<Vec<_>>())), "", "{root}");
    }
}

/// What a program calls a file. A folder without a root is shared: any program may have it as a module, and a
/// single file of `tests/common` as well.
fn names_within(root: &str, roots: &[&str], path: &str) -> Vec<String> {
    if let Some(own) = path.strip_prefix(root) {
        return vec![if own == "main.rs" { "lib.rs" } else { own }.to_owned()];
    }
    if roots.iter().any(|other| path.starts_with(other)) {
        return Vec::new();
    }
    let inside = path.split_once('/').map_or(path, |(_, inside)| inside).to_owned();
    match inside.strip_prefix("common/").map(str::to_owned) {
        Some(file) if file != "mod.rs" => vec![file, inside],
        _ if inside.contains('/') => vec![inside],
        _ => Vec::new(),
    }
}

/// The rings, but for those within a family, each with who imports whom in it.
fn complaints(arrows: &imports::Arrows) -> String {
    let mut complaints = String::new();
    for ring in imports::rings(arrows) {
        if FAMILIES.iter().any(|family| ring.iter().all(|file| family.contains(file))) {
            continue;
        }
        complaints += &format!("a ring of {}:\n", ring.len());
        for file in &ring {
            let others = arrows[*file].iter().filter(|other| ring.contains(other.as_str()));
            complaints += &format!("  {file} imports {:?}\n", others.collect::<Vec<_>>());
        }
    }
    complaints
}

#[test]
fn no_files_import_each_other_in_a_ring() {
    let complaints = complaints(&arrows());
    assert!(complaints.is_empty(), "{complaints}");
}

/// Inside a module too, a folder is a floor: what it uses does not use it.
#[test]
fn no_rooms_of_a_module_import_each_other_in_a_ring() {
    // `ladder/join/bytes.rs` is in the room `ladder/join`. A folder's face belongs to all of its rooms.
    let room = |file: &str| file.split('/').take(2).collect::<Vec<_>>().join("/");
    let mut rooms = imports::Arrows::new();
    for (from, all) in arrows().iter().filter(|(from, _)| from.contains('/')) {
        let others = all.iter().map(|to| room(to)).filter(|to| to.contains('/') && *to != room(from));
        rooms.entry(room(from)).or_default().extend(others);
    }
    let complaints = complaints(&rooms);
    assert!(complaints.is_empty(), "{complaints}");
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

#[test]
fn no_file_is_longer_than_ten_minutes_of_reading() {
    for source in sources() {
        let n_lines = source.text.lines().count();
        assert!(n_lines <= MAX_LINES, "{} has {n_lines} lines", source.path.display());
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for source in sources() {
        let opening = match source.path.extension().and_then(|it| it.to_str()) {
            Some("js") => "// ",
            Some("css") => "/* ",
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
