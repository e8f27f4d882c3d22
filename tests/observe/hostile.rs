//! A program that would like to take over the terminal of whoever observes it, or write where it should not.
//!
//! The one idea: what it sends, its name, its threads' names and its arguments are its own choice. Told, drawn and recorded
//! they are text that a terminal obeys in nothing.

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;
use netlab::trace::Records;

use crate::common::needed;
use crate::common::program::{Program, netlab};
use crate::observed::file;

const CLAIMS: &[needed::Claim] = &[
    ("nothing_that_a_program_sends_or_is_called_reaches_the_terminal_as_a_command", "python3", told),
    ("a_running_process_with_a_hostile_name_is_named_harmlessly", "python3", attached),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("hostile", CLAIMS)
}

/// What a terminal would obey: ESC, BEL, C1 and what turns a line around; a line's end alone belongs to us.
#[track_caller]
fn assert_harmless(what: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let is_command = |c: &char| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c);
    assert_eq!(text.chars().find(is_command), None, "{what}: {text:?}");
}

const WORD: &str = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}\r\nnext line";

fn told() {
    let dir = tempfile::tempdir().expect("a directory");
    for options in [&["--ladder"][..], &["-v"], &["--log-format", "json"]] {
        let record = dir.path().join(options[0]);
        let record_path = record.to_str().expect("UTF-8");
        let mut command = netlab(options);
        command.args(["--record", record_path, "observe", "--", "python3", &file("hostile.py"), WORD]);
        command.current_dir(dir.path());
        let mut program = Program::start(command);
        assert_eq!(program.code(), 7, "{}", program.err.text());
        assert_harmless("what is told", &program.err.to_end());
        assert_harmless("what is drawn", &program.out.to_end());
        let recorded = fs::read(&record).expect("a record");
        assert_harmless("what is recorded", &recorded);
        let traces = Records::read(recorded.as_slice()).expect("a record").traces;
        let n_events = traces.iter().map(|trace| trace.events.len()).sum::<usize>();
        let n_lines = String::from_utf8_lossy(&recorded).lines().count();
        assert!(n_events > 10 && n_lines == n_events + traces.len(), "a line for each: {n_lines}");
        for picture in ["picture.svg", "picture.html"] {
            let picture = dir.path().join(picture);
            let path = picture.to_str().expect("UTF-8");
            assert_eq!(Program::netlab(&["ladder", record_path, "-o", path]).code(), 0);
            assert_harmless("the picture", &fs::read(&picture).expect("a picture"));
            fs::remove_file(&picture).expect("ours");
        }
    }
    let left: Vec<_> = fs::read_dir(dir.path()).expect("ours").flatten().map(|it| it.file_name()).collect();
    assert_eq!(left.len(), 3, "nothing else was written: {left:?}");
}

fn attached() {
    let mut process = Program::start({
        let mut python = Command::new("python3");
        python.arg(file("hostile.py")).arg("stays").stdin(std::process::Stdio::piped());
        python
    });
    process.out.until_contains("ready");
    let pid = process.pid().to_string();
    let mut netlab = Program::netlab(&["observe", "-p", &pid]);
    netlab.err.until_contains(&format!("(pid {pid}); Ctrl-C lets it go on alone\n"));
    assert_eq!(netlab.interrupt(), 0);
    assert_harmless("what is said", &netlab.err.to_end());
    let said = netlab.err.text();
    let is_one_line = |line: &str| line.starts_with("observing ") && line.contains(&format!("(pid {pid})"));
    assert!(said.lines().any(is_one_line), "{said}");
    drop(process.child().stdin.take());
    assert_eq!(process.code(), 7);
}
