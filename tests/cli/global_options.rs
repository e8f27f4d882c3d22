//! Every command with every global option: each does what it says, or is refused.
//!
//! The one idea: an option that is taken and does nothing tells a lie. So the table below says for each
//! command what it takes, and whatever it does not take ends with exit code 2 and a hint.

#![cfg(unix)]

use std::fs;

use tempfile::tempdir;

use crate::common::program::{Program, netlab};

/// What is asked of each command: the option, and what it needs to be complete.
const OPTIONS: [(&str, &[&str]); 8] = [
    ("--record", &["--record", "run.jsonl"]),
    ("--record-bytes", &["--record-bytes", "9", "--log-format", "json"]),
    ("--ladder", &["--ladder"]),
    ("--ladder", &["--ladder=never"]),
    ("--log-format", &["--log-format", "json"]),
    ("--no-live", &["--no-live"]),
    ("--verbose", &["-v"]),
    ("--lessons", &["--lessons", "nowhere"]),
];

const OBSERVING: &[&str] =
    &["--record", "--record-bytes", "--ladder", "--log-format", "--no-live", "--verbose"];
const JUDGING: &[&str] =
    &["--record", "--record-bytes", "--ladder", "--log-format", "--no-live", "--lessons"];
const LESSONS: &[&str] = &["--lessons"];

/// Commands that end by themselves, whatever options they are given, and the options that they take.
const COMMANDS: &[(&[&str], &[&str])] = &[
    (&[], LESSONS),
    (&["tour", "--fast"], OBSERVING),
    (&["tcp-server", "no..such:1"], OBSERVING),
    (&["tcp-client", "no..such:1"], OBSERVING),
    (&["chat-server", "no..such:1"], OBSERVING),
    (&["chat-client", "no..such:1"], OBSERVING),
    (&["udp-recv", "no..such:1"], OBSERVING),
    (&["udp-send", "no..such:1", "hello"], OBSERVING),
    (&["impair", "--to", "127.0.0.1:1", "--listen", "no..such:1"], OBSERVING),
    (&["observe", "--", "true"], OBSERVING),
    (&["check", "nothing", "--", "true"], JUDGING),
    (&["lesson", "list"], LESSONS),
    (&["start", "nothing"], LESSONS),
    (&["solution", "nothing"], LESSONS),
    (&["progress"], LESSONS),
    (&["ladder", "nothing.jsonl"], &[]),
    (&["live", "nothing.jsonl"], &[]),
    (&["explain", "backlog"], LESSONS),
    (&["sockets", "1"], &["--verbose"]),
    (&["layers"], &["--verbose"]),
    (&["completions", "bash"], &[]),
    (&["doctor"], &[]),
    (&["man"], &[]),
];

#[test]
fn each_command_takes_what_it_can_do_and_refuses_the_rest() {
    let dir = tempdir().expect("a directory");
    for (command, taken) in COMMANDS {
        for (option, words) in OPTIONS {
            let mut netlab = netlab(&[words, *command].concat());
            netlab.current_dir(dir.path()).env("NETLAB_HOME", dir.path().join("home"));
            let mut program = Program::start(netlab);
            let code = program.code();
            let said = program.err.text();
            let is_refused = said.contains(", so it takes no ");
            assert_eq!(is_refused, !taken.contains(&option), "{option} {command:?}: {said}");
            if is_refused {
                assert_eq!(code, 2, "{said}");
                assert!(said.contains(&format!("takes no {option}")) || option == "--record-bytes", "{said}");
                let hint = if words.contains(&"json") { "\"hint\":" } else { "\nhint: " };
                assert!(said.contains(hint) && program.out.to_end().is_empty(), "{said}");
                assert!(!dir.path().join("run.jsonl").exists());
            }
            let _ = fs::remove_file(dir.path().join("run.jsonl"));
        }
    }
}

#[test]
fn every_command_of_the_help_is_in_the_table() {
    let mut program = Program::netlab(&["help"]);
    assert_eq!(program.code(), 0);
    let help = program.out.text();
    // A row begins with its purpose, and names one or more commands in the columns behind it.
    let rows = help.lines().skip(4).take_while(|row| !row.is_empty());
    let names = rows.flat_map(|row| row[10..36].trim().split(", "));
    for name in names.filter(|name| *name != "help") {
        assert!(COMMANDS.iter().any(|(command, _)| command.first() == Some(&name)), "{name}");
    }
}

#[test]
fn what_cannot_go_together_is_refused() {
    let check = |args: &[&str], expected: &str| {
        let mut program = Program::netlab(args);
        assert_eq!(program.code(), 2);
        let said = program.err.text();
        assert!(said.contains(expected) && said.contains("hint"), "{said}");
    };
    check(&["-q", "--log-format", "json", "tour"], "--quiet tells nothing");
    check(&["--record-bytes", "9", "tour"], "--record-bytes has no record to fill");
    check(&["layers", "--format", "json", "--at", "transport"], "--at");
    check(&["layers", "--format", "json", "-v"], "--verbose");
    check(&["layers", "--format", "json", "--plain"], "--plain");
    check(&["sockets", "--format", "json", "-v"], "--verbose");
    check(&["ladder", "nothing.jsonl", "-o", "run.svg", "--width", "80"], "--width");
}

#[test]
fn a_tour_without_a_drawing_draws_none() {
    let drawing = |option: &str| {
        let mut program = Program::netlab(&[option, "tour", "--fast"]);
        assert_eq!(program.code(), 0);
        program.out.text().contains("accepted")
    };
    assert!(drawing("--ladder") && !drawing("--ladder=never"));
}
