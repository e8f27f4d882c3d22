//! `netlab check` and its neighbours, as a beginner types them.
//!
//! The one idea: the exit code is the answer. 0: it passes; 1: it does not; 2: it could not be judged.

#![cfg(unix)]

use std::process::{Command, Output};

use tempfile::TempDir;

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().expect("a directory"))
    }

    fn netlab(&self, args: &[&str]) -> Output {
        let mut netlab = Command::new(assert_cmd::cargo::cargo_bin!("netlab"));
        netlab.args(["--color", "never"]).args(args).env("NETLAB_HOME", self.0.path().join("home"));
        netlab.current_dir(self.0.path()).output().expect("netlab starts")
    }

    /// The exit code, and what was said on both streams.
    #[track_caller]
    fn check(&self, args: &[&str], code: i32, expected: &[&str]) -> String {
        let output = self.netlab(args);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).expect("text");
        assert_eq!(output.status.code(), Some(code), "{said}");
        for words in expected {
            assert!(said.contains(words), "{words:?} is missing in:\n{said}");
        }
        said
    }

    /// An exercise of one check with these steps, for a server.
    #[track_caller]
    fn play(&self, steps: &str, program: &[&str], code: i32, expected: &[&str]) {
        let folder = self.0.path().join("mine/01-mine");
        std::fs::create_dir_all(&folder).expect("created");
        let about = "title = \"t\"\nsummary = \"s\"\nteaches = []\nminutes = 1\n";
        std::fs::write(folder.join("lesson.toml"), about).expect("written");
        let head = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"";
        let check = "[[check]]\nid = \"one\"\ntitle = \"t\"\nwhy = \"w\"";
        let text = format!("{head}\n{check}\nsteps = [{steps}]\n");
        std::fs::write(folder.join("exercise.toml"), text).expect("written");
        self.check(&[&["--lessons", "mine", "check", "mine", "--"], program].concat(), code, expected);
    }
}

#[test]
fn what_cannot_be_judged_is_told_apart_from_what_fails() {
    let home = Home::new();
    let check = |command: &[&str], code, expected: &[&str]| {
        let args = [&["check", "greeting-server", "--start-timeout", "20", "--"], command].concat();
        home.check(&args, code, expected);
    };
    check(&["/no/such/program"], 2, &["could not be started", "5 not run"]);
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
    home.check(&["check", "chat-server", "--", &netlab, "chat-server", "{addr}"], 0, &[all]);
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
            "What netlab's own sockets did",
            "connecting → connected",
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
    assert_eq!(results["status"], "fail");
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
    let folder = home.0.path().join("mine/01-mine");
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
fn a_link_before_the_subject_breaks_traffic_on_purpose() {
    let home = Home::new();
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "impair", impair = "link", rules = { delay = "700ms" } },
        { id = "connect", connect = "anna", through = "link" },
        { id = "silence", expect = "anna", nothing = 0.3 },
        { id = "greeting", expect = "anna", any = "line" },
    "#;
    home.play(steps, &[&netlab, "tcp-server", "{addr}"], 0, &["checks passed"]);
}

#[test]
fn a_restarted_program_is_another_process_with_the_same_port() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "number", expect = "anna", line = "{?one}" },
        { id = "restart", restart = "subject" },
        { id = "ended", expect = "anna", end = "any" },
        { id = "ben-connects", connect = "ben" },
        { id = "ben-number", expect = "ben", line = "{?two}" },
        { id = "differ", differ = ["{one}", "{two}"] },
    "#;
    home.play(steps, &["python3", "-c", NUMBERS], 0, &["checks passed"]);
    let steps = r#"{ id = "early", restart = "subject" },"#;
    let expected = ["kill the program and start it again", "no step before this one starts it"];
    home.play(steps, &["python3", "-c", NUMBERS], 1, &expected);
}

#[test]
fn who_reads_again_hears_what_came_meanwhile() {
    let home = Home::new();
    let steps = |again: &str| {
        format!(
            r#"
            {{ id = "start", start = "subject" }},
            {{ id = "connect", connect = "anna" }},
            {{ id = "stop", stop-reading = "anna" }},
            {{ id = "silence", expect = "anna", nothing = 0.3 }},
            {again}
            {{ id = "number", expect = "anna", any = "line", within = 2 }},
            "#
        )
    };
    let command = ["python3", "-c", LATE];
    home.play(&steps(r#"{ id = "again", read-again = "anna" },"#), &command, 0, &["checks passed"]);
    home.play(&steps(""), &command, 1, &["anna stops reading"]);
}

/// A server that says one line, and not at once.
const LATE: &str = "
import os, socket, time
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client = server.accept()[0]
time.sleep(0.2)
client.sendall(b'hello\\n')
time.sleep(100)
";

/// A server that tells everybody its process number.
const NUMBERS: &str = "
import os, socket
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
kept = []
while True:
    kept.append(server.accept()[0])
    kept[-1].sendall(f'{os.getpid()}\\n'.encode())
";

#[test]
fn the_way_of_a_learner_goes_from_starter_to_solution() {
    let home = Home::new();
    home.check(&["start", "2", "--in", "rust", "my work"], 0, &["netlab check 2 -- ", "'my work'/main"]);
    home.check(&["start", "2", "--in", "rust", "my work"], 2, &["your work is never written over"]);
    home.check(&["solution", "2"], 1, &["has not passed", "--anyway"]);
    home.check(&["solution", "2", "--in", "rust", "--anyway"], 0, &["fn main()"]);
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    home.check(&["check", "2", "--", &netlab, "tcp-server", "{addr}"], 0, &["netlab solution 2"]);
    home.check(&["solution", "2"], 0, &["def main()"]);
    home.check(&["lesson", "list"], 0, &["exercise passed"]);
    home.check(&["progress", "reset", "2"], 0, &["greeting-server is forgotten"]);
    home.check(&["solution", "2"], 1, &["has not passed"]);
}
