//! What the help shows: it fits, and every example in it can be typed as it stands.
//!
//! The one idea: an example is a promise. Each is run here, in a network of its own, as it is printed; what needs
//! another program beside it gets that one first.
//!
//! See it run: `cargo test --test cli help::`.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::program::{Program, clean, netlab};

fn printed(args: &[&str]) -> String {
    let output = netlab(args).env("COLUMNS", "80").output().expect("netlab starts");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// All commands, as the overview shows them.
fn commands() -> Vec<String> {
    let overview = printed(&["help"]);
    let rows = overview.lines().skip(4).take_while(|row| !row.is_empty());
    let names = rows.map(|row| row[10..36].trim()).flat_map(|names| names.split(", "));
    names.map(str::to_owned).collect()
}

/// The examples of a command, as they stand there.
fn examples(command: &str) -> Vec<String> {
    let help = printed(&["help", command]);
    let rows = help.lines().skip_while(|row| *row != "Examples:").skip(1).take_while(|row| !row.is_empty());
    rows.map(|row| row.trim().split("  ").next().expect("a command").to_owned()).collect()
}

#[test]
fn help_is_the_same_however_it_is_asked_for() {
    assert_eq!(printed(&["help"]), printed(&["--help"]));
    assert_eq!(printed(&["help"]), printed(&["-h"]));
    for command in commands() {
        assert_eq!(printed(&["help", &command]), printed(&[&command, "--help"]), "{command}");
    }
    assert!(printed(&["help", "progress", "reset"]).contains("netlab progress reset"));
}

#[test]
fn what_every_command_takes_is_told_on_a_page_of_its_own() {
    let page = printed(&["help", "options"]);
    for option in ["--quiet", "--record <FILE>", "--color <WHEN>", "--lessons <DIR>", "[::1]:8080"] {
        assert!(page.contains(option), "{page}");
        assert!(!printed(&["help", "tour"]).contains(option));
    }
    for row in page.lines() {
        assert!(row.chars().count() <= 80, "{row}");
    }
}

#[test]
fn each_rule_of_a_relay_is_named_in_its_help_and_told_on_a_page_of_its_own() {
    let (help, page) = (printed(&["help", "impair"]), printed(&["help", "rules"]));
    for rule in netlab::event::Rule::ALL {
        let option = format!("--{rule}");
        assert!(
            help.contains(&option) && page.contains(&format!("      {option} ")),
            "{option}\n{help}\n{page}"
        );
    }
    assert!(page.contains("Shares: 10%") && !help.contains("Shares: 10%"));
}

#[test]
fn help_of_what_is_no_command_leads_to_all() {
    let output = netlab(&["help", "frobnicate"]).output().expect("netlab starts");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said, "error: there is no command 'frobnicate'\nhint: all commands: netlab help\n");
}

/// The program that must be there before the example can do its work: what is typed, and what it says then.
fn needed(example: &str) -> Option<(&'static str, &'static str)> {
    Some(match example.split(' ').find(|word| word.contains("-client") || word.contains("-send"))? {
        "tcp-client" => ("tcp-server", "listening"),
        "chat-client" => ("chat-server", "listening"),
        _ => ("udp-recv --reply echo", "bound"),
    })
}

/// Runs a line in a network of its own, with what it needs beside it; gives what it printed, and its code.
fn run(example: &str, room: &Path) -> (i32, String) {
    // None is left behind, also where its shell is killed.
    let netlab = concat!("setpriv --pdeathsig KILL ", env!("CARGO_BIN_EXE_netlab"));
    let line = example.replacen("netlab", netlab, 1);
    let command = example.split(' ').nth(1).expect("a command");
    let serves = ["tcp-server", "chat-server", "udp-recv", "impair"].contains(&command);
    // A room is that of several lines: what stands in it may be of the one before, until it is emptied.
    let script = match needed(example) {
        _ if serves => format!("exec {line}"),
        Some((command, ready)) => format!(
            ": >beside; {netlab} {command} >beside 2>&1 & \
             until grep -q {ready} beside; do sleep 0.05; done; {line}"
        ),
        None => line,
    };
    let mut shell = Command::new("unshare");
    shell.args(["-rn", "sh", "-c", &format!("ip link set lo up; {script}")]).stdin(Stdio::null());
    clean(&mut shell);
    shell.current_dir(room).env("NETLAB_HOME", room).env("SHELL", "/bin/bash").env("COLUMNS", "80");
    let mut program = Program::start(shell);
    // Whoever serves until Ctrl-C gets it once it has said that it is ready.
    let code = if serves {
        program.err.until_contains("127.0.0.1:");
        program.interrupt()
    } else {
        program.code()
    };
    (code, program.out.text() + &program.err.text())
}

#[test]
fn every_example_does_what_it_says() {
    let lesson = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons/02-greeting-server/solution");
    std::thread::scope(|threads| {
        // What `observe` and `live` run is a server of the learner's own; their tests run such ones.
        let is_run = |command: &String| !["observe", "live"].contains(&command.as_str());
        for command in commands().into_iter().filter(is_run) {
            let lesson = lesson.clone();
            threads.spawn(move || {
                let room = tempfile::tempdir().expect("a directory");
                std::fs::copy(lesson.join("python/main.py"), room.path().join("server.py")).expect("copied");
                std::fs::copy(lesson.join("node/main.js"), room.path().join("main.js")).expect("copied");
                for example in examples(&command) {
                    let (code, out) = run(&example, room.path());
                    // The solution is shown to those who have passed, and in this room nobody has. What a machine
                    // lacks is the machine's affair.
                    let expected = match command.as_str() {
                        "solution" => 1..=1,
                        "doctor" => 0..=1,
                        _ => 0..=0,
                    };
                    assert!(expected.contains(&code), "{example}: {code}\n{out}");
                    assert!(!out.is_empty(), "{example}");
                }
            });
        }
    });
}
