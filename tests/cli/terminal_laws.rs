//! What may go to a terminal, held for every output.
//!
//! The one idea: rows are shown singly (by a pager, in a pane, copied), so a colour ends with its row; and
//! whoever wrote a text that we show, a peer or a teacher, must not command the terminal with it.
//!
//! See it run: `cargo test --test cli terminal_laws::`.

#![cfg(unix)]

use std::process::Command;

use netlab::terminal::{in_colours, open_behind};

#[cfg(target_os = "linux")]
use crate::common::desk;
#[cfg(target_os = "linux")]
use crate::common::desk::Desk;
use crate::common::program::netlab;
#[cfg(target_os = "linux")]
use crate::common::screen;

/// All that the command writes, to both streams.
fn written(mut command: Command) -> String {
    let output = command.output().expect("the program starts");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
}

#[test]
fn no_colour_is_open_at_the_end_of_a_line() {
    let room = tempfile::tempdir().expect("a directory");
    let record = room.path().join("run.jsonl").display().to_string();
    let commands: &[&[&str]] = &[
        &["--record", &record, "tour"],
        &["-v", "tour"],
        &["ladder", &record],
        &["explain"],
        &["explain", "ECONNREFUSED"],
        &["explain", "TIME_WAIT"],
        &["explain", "datagram-cut"],
        &["layers"],
        &["-v", "layers"],
        &["layers", "--at", "transport"],
        &["sockets", "--all"],
        &["-v", "sockets", "--all"],
        &["lesson", "list"],
        &["lesson", "1", "--plain"],
        &["lesson", "12", "--plain"],
        &["progress"],
        &["--help"],
        &["impair", "--help"],
        &["tcp-client", "127.0.0.1:1"],
        &["check", "2", "--", "true"],
        &["start", "nowhere"],
        &[],
    ];
    for args in commands {
        let mut command = netlab(&[&["--color", "always"], *args].concat());
        command.env("NETLAB_HOME", room.path()).env("CLICOLOR_FORCE", "1");
        let text = written(command);
        assert!(!text.is_empty(), "{args:?}");
        for line in text.lines() {
            assert_eq!(open_behind(line), "", "{args:?}: {line:?}");
        }
        assert_eq!(in_colours(&text), text, "{args:?}: colours are all that there is of commands");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_lesson_of_somebody_elses_does_not_command_the_terminal() {
    const EVIL: &str = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}1m\u{202e}evil\u{1b}[31m";
    let desk =
        Desk::new(&format!("# T {EVIL}\n\n{EVIL} `{EVIL}`\n\n```console\n$ echo {EVIL}\n{EVIL}\n```\n"));
    let folder = desk.dir.path().join("lessons/07-own");
    let toml = EVIL.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007");
    let about = format!("title = \"{toml}\"\nsummary = \"{toml}\"\nteaches = [\"{toml}\"]\nminutes = 1\n");
    std::fs::write(folder.join("lesson.toml"), about).expect("written");
    let exercise = format!(
        "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"\n[[check]]\nid = \"one\"\n\
         title = \"{toml}\"\nwhy = \"{toml}\"\nsteps = [{{ do = \"connect\", as = \"a\" }}]\n"
    );
    std::fs::write(folder.join("exercise.toml"), exercise).expect("written");
    let starter = folder.join("solution/python");
    std::fs::create_dir_all(&starter).expect("a directory");
    std::fs::write(starter.join("main.py"), EVIL).expect("written");
    for args in [
        &["lesson", "7", "--plain"][..],
        &["lesson", "list"],
        &["check", "7", "--", "true"],
        &["start", "7", "x\u{202e}y/z"],
        &["start", EVIL],
        &[],
    ] {
        let text = written(desk.command(&[&["--color", "never"], args].concat()));
        let is_bad = |char: char| matches!(char, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}');
        assert!(!text.contains(is_bad), "{args:?}: {text:?}");
        let text = written(desk.command(&[&["--color", "always"], args].concat()));
        assert!(!text.contains("\u{1b}[31mevil") && !text.contains("evil\u{1b}[31m"), "{args:?}: {text:?}");
    }
    // The reader, and a solution in a terminal.
    let reader = desk.read(24, 80);
    desk::until_shows(&reader, "\\u{202e}evil");
    let solution = desk.command(&["--color", "never", "solution", "7", "--anyway"]);
    let shown = screen::OnScreen::start(&solution, 24, 80);
    desk::until_shows(&shown, "\\x1b[2J\\x1b]0;x\\x07");
    // Through a pipe it is the file as it stands.
    let output = desk.command(&["solution", "7", "--anyway"]).output().expect("the program starts");
    assert_eq!(output.stdout, EVIL.as_bytes());
}

#[test]
fn times_are_told_in_the_zone_that_is_asked_for() {
    let hour = |zone: &str| {
        let mut command = netlab(&["--color", "never", "tour"]);
        command.env("TZ", zone);
        let text = written(command);
        let line = text.lines().find(|line| line.get(2..3) == Some(":")).expect("told").to_owned();
        line[..2].parse::<i32>().expect("an hour")
    };
    let (here, there) = (hour("UTC"), hour("Asia/Shanghai"));
    assert!(matches!((there - here).rem_euclid(24), 8 | 9), "{here} {there}");
}
