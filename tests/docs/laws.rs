//! Laws over all texts: their order, their width, and that what they name exists.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use libtest_mimic::{Failed, Trial};

use crate::document::Document;
use crate::shelf;

pub(crate) fn trials() -> Vec<Trial> {
    let law = |name: &str, law: fn() -> Result<(), Failed>| Trial::test(name, law);
    vec![
        law("no_line_is_wider_than_80_columns", widths),
        law("no_text_belittles_its_reader", words),
        law("each_command_that_a_text_names_exists", commands),
        law("each_file_that_a_text_names_exists", files),
        law("each_set_up_command_is_known", set_up_commands),
        law("the_program_in_the_readme_is_the_one_that_is_compiled", own_program),
    ]
}

/// Fails with a line for each complaint.
pub(crate) fn none(complaints: &[String]) -> Result<(), Failed> {
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n").into()) }
}

fn widths() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for document in shelf::documents() {
        let mut is_output = false;
        for (index, line) in document.lines.iter().enumerate() {
            is_output = if line.starts_with("```") { line.contains("console") } else { is_output };
            // A table's row, a link, and what a program writes stand in one line or not at all.
            let is_free = line.starts_with('|') || line.contains("](") || line.contains("://");
            let is_free = is_free || (is_output && !line.starts_with(['$', '>']));
            if !is_free && line.chars().count() > 80 {
                complaints.push(format!("{}:{}: {line}", document.path, index + 1));
            }
        }
    }
    none(&complaints)
}

fn words() -> Result<(), Failed> {
    let is_belittling = |word: &str| {
        let word = word.trim_matches(|char: char| !char.is_alphabetic()).to_lowercase();
        ["simply", "just", "obviously", "merely", "trivial", "trivially"].contains(&word.as_str())
    };
    none(&lines(|line| line.split_whitespace().any(is_belittling)))
}

/// The lines of all texts of which something is true, with their places.
fn lines(is_so: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for document in shelf::documents() {
        for (index, line) in document.lines.iter().enumerate().filter(|(_, line)| is_so(line)) {
            found.push(format!("{}:{}: {line}", document.path, index + 1));
        }
    }
    found
}

fn commands() -> Result<(), Failed> {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for document in shelf::documents() {
        for command in code(&document).iter().filter_map(|code| subcommand(code)) {
            named.entry(command).or_default().insert(document.path.clone());
        }
    }
    let mut complaints = Vec::new();
    for (command, paths) in named {
        let mut help = Command::new(env!("CARGO_BIN_EXE_netlab"));
        help.args(["help", &command]).env("NETLAB_HOME", env!("CARGO_TARGET_TMPDIR"));
        let helped = help.output()?;
        if !helped.status.success() {
            complaints.push(format!("{paths:?}: there is no command `netlab {command}`"));
        }
    }
    none(&complaints)
}

/// All that stands between backticks, and what is typed in a block.
fn code(document: &Document) -> Vec<String> {
    let spans = document.lines.iter().filter(|line| !line.starts_with("```"));
    let spans = spans.flat_map(|line| line.split('`').skip(1).step_by(2)).map(str::to_owned);
    let fences = document.fences();
    let typed = fences.iter().filter(|fence| fence.language() == "console").flat_map(|fence| &fence.body);
    spans.chain(typed.filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned)).collect()
}

/// The command of `netlab [OPTIONS] COMMAND`; `None` where the code names none.
fn subcommand(code: &str) -> Option<String> {
    let words = code.strip_prefix("netlab ").or_else(|| code.strip_prefix("cargo run --release -- "))?;
    let mut words = words.split_whitespace();
    loop {
        match words.next()? {
            "--record" | "--log-format" | "--lessons" | "--color" | "--record-bytes" | "--explain" => {
                words.next();
            }
            option if option.starts_with('-') => {}
            word => return word.starts_with(|char: char| char.is_lowercase()).then(|| word.to_owned()),
        }
    }
}

fn files() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for document in shelf::documents() {
        let is_path = |code: &str| {
            let starts = ["src/", "tests/", "lessons/", "benches/"].iter().any(|it| code.starts_with(it));
            starts && !code.contains(['*', '<', ' ']) && !code.contains("NN")
        };
        for path in code(&document).iter().filter(|code| is_path(code)) {
            if !shelf::root().join(path).exists() {
                complaints.push(format!("{}: there is no file `{path}`", document.path));
            }
        }
    }
    none(&complaints)
}

/// Commands of `sh` blocks: they change the machine or take long, so they are known here and not run.
const SET_UP: [&str; 14] = [
    "cargo run --release -- tour",
    "cargo test",
    "export PATH=$PWD/target/release:$PATH",
    "make check",
    "make golden",
    "make flaky",
    "netlab observe --record run.jsonl -- ./server",
    "netlab observe -- python3 -m http.server 8080",
    "netlab observe -p 4711",
    "netlab observe -q --ladder -- node main.js",
    "nats-server -js -sd /tmp/engine",
    "netlab chat-server 8080 --engine nats://127.0.0.1:4222 --machine a",
    "netlab chat-server 8082 --engine nats://127.0.0.1:4222 --machine b",
    "nc 127.0.0.1 8082",
];

fn set_up_commands() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for document in shelf::documents() {
        for fence in document.fences().iter().filter(|fence| fence.language() == "sh") {
            let commands = fence.body.iter().map(|line| line.split("  #").next().unwrap_or(line).trim_end());
            let unknown = commands.filter(|command| !SET_UP.contains(command));
            complaints.extend(unknown.map(|line| format!("{}: what is `{line}`?", document.path)));
        }
    }
    none(&complaints)
}

fn own_program() -> Result<(), Failed> {
    let readme = Document::read(shelf::root(), "README.md");
    let shown = readme.fences().into_iter().find(|fence| fence.language() == "rust");
    let shown = shown.ok_or("README.md shows no program")?.body.join("\n") + "\n";
    let compiled: String = include_str!("../../examples/own_program.rs")
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("//!") && !line.starts_with("#!"))
        .collect();
    if shown.trim() == compiled.trim() { Ok(()) } else { Err("examples/own_program.rs differs".into()) }
}
