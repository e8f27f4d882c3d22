//! `netlab check` and its neighbours, as a beginner types them.
//!
//! The one idea: the exit code is the answer. 0: it passes; 1: it does not; 2: it could not be judged.

#![cfg(unix)]

use std::process::Command;

use crate::common::home::Home;

#[test]
fn what_cannot_be_judged_is_told_apart_from_what_fails() {
    let home = Home::new();
    let check = |command: &[&str], code, expected: &[&str]| {
        let args = [&["check", "greeting-server", "--start-timeout", "20", "--"], command].concat();
        home.check(&args, code, expected);
    };
    check(&["/no/such/program"], 2, &["could not be started", "6 not run"]);
    check(
        &["sh", "-c", "echo no luck today >&2; exit 3"],
        1,
        &["ended before it was ready", "exit code 3", "no luck today"],
    );
    home.check(
        &["check", "greeting-server", "--start-timeout", "1", "--", "sleep", "100"],
        1,
        &["it never listened"],
    );
    let python = |code: &str| {
        format!("import os, socket, time\nport = int(os.environ['PORT'])\n{code}\ntime.sleep(100)")
    };
    if Command::new("python3").arg("--version").output().is_err() {
        return;
    }
    let elsewhere = python("s = socket.create_server((os.environ['HOST'], 0))");
    check(&["python3", "-c", &elsewhere], 1, &["listens elsewhere", "environment variable PORT"]);
    let datagrams = python("s = socket.socket(type=socket.SOCK_DGRAM); s.bind((os.environ['HOST'], port))");
    check(&["python3", "-c", &datagrams], 1, &["listens elsewhere", "the exercise wants tcp"]);
    let other_host = python("s = socket.create_server(('127.0.0.1', port))");
    check(&["python3", "-c", &other_host], 1, &["listens elsewhere", "environment variable HOST"]);
}

#[test]
fn our_own_programs_pass_where_they_play_the_role() {
    let home = Home::new();
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    let all = "checks passed";
    home.check(&["check", "greeting-server", "--", &netlab, "tcp-server", "{addr}"], 0, &[all]);
    home.check(
        &["check", "greeting-client", "--", &netlab, "tcp-client", "{addr}", "--message", "hi"],
        0,
        &[all],
    );
    for exercise in ["chat-server", "slow-reader", "robust-chat"] {
        home.check(&["check", exercise, "--", &netlab, "chat-server", "{addr}"], 0, &[all]);
    }
    home.check(&["check", "chat-client", "--", &netlab, "chat-client", "{addr}"], 0, &[all]);
    let receiver = ["check", "udp-receiver", "--", &netlab, "udp-recv", "{addr}", "--reply", "ack"];
    home.check(&receiver, 0, &[all]);
    let sender = ["check", "udp-sender", "--", &netlab, "udp-send", "{addr}", "--wait", "1000"];
    home.check(&sender, 0, &[all]);
}

#[test]
fn a_failure_tells_what_happened_what_it_is_called_and_how_to_repeat_it() {
    let home = Home::new();
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    // A chat server does not greet by itself.
    let command = [netlab.as_str(), "chat-server", "--framing", "length", "{addr}"];
    let args =
        [&["--ladder", "check", "framing", "--check", "answers-a-line", "--seed", "5", "--"][..], &command]
            .concat();
    let said = home.check(
        &args,
        1,
        &[
            "What happened",
            "1. start the program",
            "✗",
            "expected",
            "Why it matters",
            "The conversation, drawn",
            "connecting → ",
            "netlab check framing --check answers-a-line --seed 5 -- ",
        ],
    );
    assert!(!said.contains('\u{1b}'), "no colours were asked for");
    let repeated = || home.netlab(&args).stdout;
    let lines = |bytes: Vec<u8>| {
        String::from_utf8(bytes)
            .expect("text")
            .lines()
            .filter(|line| line.contains("sends"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(repeated()), lines(repeated()), "the same seed gives the same values");
}

#[test]
fn other_programs_are_told_in_their_languages() {
    let home = Home::new();
    let said = home.netlab(&["check", "greeting-server", "--format", "json", "--", "false"]);
    assert_eq!(said.status.code(), Some(1));
    let results: serde_json::Value = serde_json::from_slice(&said.stdout).expect("JSON alone");
    assert_eq!(results["version"], 3);
    assert_eq!(results["status"], "error", "the program ended before it could be tested");
    assert_eq!(results["tests"][0]["status"], "fail");
    let said = home.netlab(&["check", "greeting-server", "--format", "junit", "--", "false"]);
    let xml = String::from_utf8(said.stdout).expect("text");
    assert!(
        xml.starts_with("<?xml")
            && xml.contains("failures=\"1\"")
            && xml.trim_end().ends_with("</testsuites>"),
        "{xml}"
    );
    let missing = home.netlab(&["check", "greeting-server", "--format", "json", "--", "/no/such/program"]);
    assert_eq!(missing.status.code(), Some(2));
    let results: serde_json::Value = serde_json::from_slice(&missing.stdout).expect("JSON alone");
    assert_eq!(results["status"], "error");
}

#[test]
fn an_exercise_that_is_broken_is_told_with_its_line() {
    let home = Home::new();
    let folder = home.path().join("mine/01-mine");
    std::fs::create_dir_all(&folder).expect("created");
    let about = "title = \"t\"\nsummary = \"s\"\nteaches = []\nminutes = 1\n";
    std::fs::write(folder.join("lesson.toml"), about).expect("written");
    let text = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"\n[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\nsteps = [{ id = \"x\", conect = \"anna\" }]\n";
    std::fs::write(folder.join("exercise.toml"), text).expect("written");
    home.check(
        &["--lessons", "mine", "check", "mine", "--", "true"],
        2,
        &["01-mine/exercise.toml, line 8", "did you mean `connect`?"],
    );
    home.check(
        &["check", "framing", "--check", "nothing", "--", "true"],
        2,
        &["no check \"nothing\"", "answers-a-line"],
    );
    home.check(&["check", "no-lesson", "--", "true"], 2, &["there is no lesson"]);
    home.check(&["check", "framing"], 2, &["COMMAND"]);
}

#[test]
fn a_program_is_named_once_and_checked_again_without_its_name() {
    let home = Home::new();
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    let not_named = "no program is named";
    home.check(&["check", "2"], 2, &[not_named, "netlab start 2", "netlab check 2 -- COMMAND"]);
    home.check(&["start", "2", "--in", "node"], 0, &["netlab check 2 -- node greeting-server/main.js"]);
    home.check(&["check", "2"], 2, &[not_named, "hint: netlab check 2 -- node greeting-server/main.js"]);
    home.check(&["start", "4", "--in", "rust"], 0, &[]);
    let built = "rustc --edition 2024 -o framing/main framing/main.rs && netlab check 4 -- ./framing/main";
    home.check(&["check", "4"], 2, &[built]);
    let one = ["check", "2", "--check", "speaks-first"];
    home.check(&[&one[..], &["--", &netlab, "tcp-server", "{addr}"]].concat(), 0, &[]);
    let as_last_time = format!("as last time: {netlab} tcp-server {{addr}}");
    home.check(&one, 0, &[&as_last_time]);
    // What was never a program is none that one comes back to.
    home.check(&["check", "2", "--", "no-such-program"], 2, &["could not be started"]);
    home.check(&one, 0, &[&as_last_time]);
    home.check(&["progress", "reset", "2"], 0, &[]);
    home.check(&["check", "2"], 2, &[not_named]);
}

#[test]
fn the_last_program_is_run_where_its_name_means_it() {
    let home = Home::new();
    let work = home.path().join("my work");
    std::fs::create_dir(&work).expect("a folder");
    std::fs::write(work.join("server.sh"), "echo that is mine >&2; exit 3\n").expect("written");
    let run_in = |folder: &std::path::Path, args: &[&str]| {
        let mut netlab = Command::new(assert_cmd::cargo::cargo_bin!("netlab"));
        netlab.args(["--color", "never"]).args(args).env("NETLAB_HOME", home.path().join("home"));
        let output = netlab.current_dir(folder).output().expect("netlab starts");
        String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
    };
    run_in(&work, &["check", "2", "--", "sh", "server.sh"]);
    let said = run_in(home.path(), &["check", "2"]);
    let folder = work.display().to_string();
    for words in ["that is mine", &format!(", in '{folder}'"), &format!("cd '{folder}' && netlab check")] {
        assert!(said.contains(words), "{words:?} is missing in:\n{said}");
    }
    std::fs::remove_dir_all(&work).expect("removed");
    home.check(&["check", "2"], 2, &["the folder of the last time is gone", "netlab check 2 -- COMMAND"]);
}

#[test]
fn the_checks_of_an_exercise_are_listed_with_their_ids_and_dashes_that_are_missing_are_named() {
    let home = Home::new();
    let listed =
        ["speaks-first", "greets a client that has said nothing", "netlab check 2 --check speaks-first"];
    home.check(&["check", "2", "--list"], 0, &listed);
    let missing = ["`--` is missing before python3", "check 2 -- python3 x.py"];
    home.check(&["check", "2", "python3", "x.py"], 2, &missing);
}

#[test]
fn a_mistake_is_explained_by_its_id_and_by_its_title_in_anybodys_lessons() {
    let home = Home::new();
    for asked in ["one-at-a-time", "It serves one client at a time"] {
        let expected = ["one-at-a-time: it serves one client at a time", "exercise 2, greeting-server"];
        home.check(&["explain", asked], 0, &expected);
    }
    home.check(&["explain", "never-listened"], 0, &["it never listened", "any exercise"]);
    let steps = r#"{ id = "start", start = "subject", else = [{ got = "died", is = "all-mine" }] }]
        [[diagnosis]]
        id = "all-mine"
        title = "it is mine"
        text = "Mine alone.""#;
    home.play_open(steps, &["false"], 1, &["it is mine"]);
    let listed = "netlab --lessons mine check 1 --list";
    home.check(&["--lessons", "mine", "explain", "all-mine"], 0, &["it is mine", "Mine alone.", listed]);
    home.check(&["explain", "all-mine"], 2, &["is not in the catalogue"]);
}

#[test]
fn the_way_of_a_learner_goes_from_starter_to_solution() {
    let home = Home::new();
    home.check(&["start", "2", "--in", "rust", "my work"], 0, &["netlab check 2 -- ", "'./my work/main'"]);
    home.check(&["start", "2", "--in", "rust", "my work"], 2, &["your work is never written over"]);
    home.check(&["solution", "2"], 1, &["has not passed", "--anyway"]);
    home.check(&["solution", "2", "--in", "rust", "--anyway"], 0, &["fn main()"]);
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    let passed = ["netlab solution 2", "Passed. Next: netlab lesson 3"];
    home.check(&["check", "2", "--", &netlab, "tcp-server", "{addr}"], 0, &passed);
    home.check(&["solution", "2"], 0, &["fn main()"]);
    home.check(&["solution", "2", "--in", "python"], 0, &["def main()"]);
    home.check(&["lesson", "list"], 0, &["✓ passed"]);
    home.check(&["progress", "reset", "2"], 0, &["greeting-server is forgotten"]);
    home.check(&["solution", "2"], 1, &["has not passed"]);
}
