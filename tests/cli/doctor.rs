//! What `netlab doctor` says of machines that lack something.
//!
//! The one idea: a machine is made to lack things by a PATH of the test's own, so each row is seen both ways.
//!
//! See it run: `cargo test --test cli doctor::`.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use crate::common::program::{Program, netlab};

/// Programs of the test's own, by name and script; the doctor finds these and no others.
fn machine(programs: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    for (name, script) in programs {
        let file = dir.path().join(name);
        std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("ours");
    }
    dir
}

/// What the doctor says of it, and its exit code.
fn said_of(machine: &TempDir) -> (String, i32) {
    let mut command = netlab(&["doctor"]);
    command.env("PATH", machine.path());
    let mut doctor = Program::start(command);
    let code = doctor.code();
    assert_eq!(doctor.err.text(), "");
    (doctor.out.text(), code)
}

/// The row of one thing: its sign, what was found, and what stands below it.
fn row<'a>(said: &'a str, name: &str) -> &'a str {
    let head = |line: &str| line.starts_with(['✓', '✗']) && line[3..].trim_start().starts_with(name);
    let begin = said.lines().position(head).unwrap_or_else(|| panic!("no row {name}:\n{said}"));
    let lines: Vec<&str> = said.split_inclusive('\n').collect();
    let n_below = lines[begin + 1..].iter().take_while(|line| line.starts_with(' ')).count();
    let start: usize = lines[..begin].iter().map(|line| line.len()).sum();
    let len: usize = lines[begin..=begin + n_below].iter().map(|line| line.len()).sum();
    &said[start..start + len]
}

#[test]
fn what_is_missing_is_named_with_what_it_is_for_and_how_to_get_it() {
    let (said, code) = said_of(&machine(&[]));
    assert_eq!(code, 1, "{said}");
    for (name, what_for) in [
        ("python3", "lessons 1, "),
        ("node", "lessons 5, "),
        ("rustc", "start --in rust"),
        ("nc", "lessons 2, "),
    ] {
        let row = row(&said, name);
        assert!(row.starts_with(&format!("✗ {name:<12} not found\n")), "{row}");
        assert!(row.contains(&format!("for {what_for}")) && row.contains("get it"), "{row}");
    }
    assert!(said.ends_with("things are missing; everything that does not need them works.\n"), "{said}");
    assert!(said.lines().all(|line| netlab::terminal::width(line) <= 80), "{said}");
}

#[test]
fn what_is_there_says_its_version() {
    let machine = machine(&[("python3", "echo Python 3.99.1"), ("nc", "echo OpenBSD netcat >&2")]);
    let (said, _) = said_of(&machine);
    assert!(row(&said, "python3").starts_with("✓ python3      Python 3.99.1\n"), "{said}");
    assert!(row(&said, "nc").starts_with("✓ nc           OpenBSD netcat\n"), "{said}");
    assert!(row(&said, "127.0.0.1").starts_with("✓ "), "{said}");
}

#[test]
fn a_program_that_does_not_run_or_is_another_one_is_not_there() {
    let machine = machine(&[("python3", "echo no module >&2; exit 1"), ("nc", "echo 'Ncat: Version 7.93'")]);
    let (said, code) = said_of(&machine);
    assert_eq!(code, 1);
    assert!(row(&said, "python3").starts_with("✗ python3      it does not run: no module\n"), "{said}");
    assert!(row(&said, "nc").starts_with("✗ nc           another nc than OpenBSD's: Ncat"), "{said}");
}

#[test]
fn a_program_that_never_answers_or_never_stops_does_not_hold_the_doctor() {
    let machine = machine(&[("node", "while :; do :; done"), ("python3", "while :; do echo 3; done")]);
    let (said, code) = said_of(&machine);
    assert_eq!(code, 1);
    assert!(row(&said, "node").contains("does not answer within 5 s"), "{said}");
    assert!(row(&said, "python3").contains("python3"), "{said}");
}

#[test]
fn what_a_program_says_of_itself_cannot_command_the_terminal() {
    let (said, _) = said_of(&machine(&[("node", "printf 'v1\\033[2J\\n'")]));
    assert!(!said.contains('\u{1b}') && row(&said, "node").contains("v1\\x1b[2J"), "{said}");
}
