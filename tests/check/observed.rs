//! A check that fails is played once more, the program observed: both sides are drawn, and the verdict stands.
//!
//! The one idea: the second play may add and never take away. Where it cannot be, or comes to something else, the first
//! one is drawn, and one sentence says so.

#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::common::golden;
use crate::common::home::Home;
use crate::common::program::LIMIT;

/// An exercise of one check with these steps; gives a folder with it.
fn desk(steps: &str) -> Home {
    let home = Home::new();
    let folder = home.path().join("mine/01-mine");
    fs::create_dir_all(&folder).expect("created");
    let about = "title = \"t\"\nsummary = \"s\"\nteaches = []\nminutes = 1\n";
    fs::write(folder.join("lesson.toml"), about).expect("written");
    let head = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"\n[[check]]\nid = \"one\"\ntitle = \"t\"\nwhy = \"w\"";
    fs::write(folder.join("exercise.toml"), format!("{head}\nsteps = [{steps}]\n")).expect("written");
    home
}

const DRAWN: &[&str] = &["--ladder=always", "--lessons", "mine", "check", "mine", "--seed", "1"];
const BOTH_SIDES: &str = "drawn (played once more, your program observed)";

/// What is said of a program that fails.
#[track_caller]
fn said_of(home: &Home, options: &[&str], program: &[&str]) -> String {
    home.check(&[DRAWN, options, &["--"], program].concat(), 1, &[])
}

/// The picture, without what differs from run to run: times, ports, and the room that they take. On a busy machine each
/// wait for a processor looks like a silence.
fn picture(said: &str) -> String {
    let rows = said.lines().skip_while(|line| !line.contains("onversation, drawn"));
    let rows = rows.take_while(|line| !line.is_empty());
    let rows: Vec<String> = rows.filter(|row| !row.contains("of silence")).map(steady).collect();
    assert!(rows.len() <= 11, "a title, and ten rows at most:\n{said}");
    rows.join("\n") + "\n"
}

/// The row without what stands between these, and these.
fn without(row: &str, begin: &str, end: &str) -> String {
    let behind = row.find(end).map(|at| at + end.len());
    let cut = behind.and_then(|behind| Some((row[..behind].rfind(begin)?, behind)));
    cut.map_or_else(|| row.to_owned(), |(begin, behind)| format!("{}{}", &row[..begin], &row[behind..]))
}

fn steady(row: &str) -> String {
    let n_time = if row.starts_with("  The") { 0 } else { 9 };
    let row: String = row.chars().skip(n_time).collect();
    let row = without(&without(&row, "(", " later) "), "(waited ", ") ");
    let mut out = String::new();
    for char in row.chars() {
        let is_filling = matches!(char, '─' | '╌' | ' ') && out.ends_with(char);
        if !is_filling {
            out.push(char);
        }
    }
    out.trim_end().to_owned()
}

/// A server that greets, reads a line, and answers something else than what is expected.
const WRONG_ANSWER: &str = "
import os, socket
listener = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client, _ = listener.accept()
client.sendall(b'hello\\n')
print(client.recv(100))
client.sendall(b'no\\n')
client.recv(100)
";

const GREETED: &str = r#"
    { id = "start", start = "subject" },
    { id = "connect", connect = "anna" },
    { id = "greeting", expect = "anna", any = "line" },
"#;

fn with(more: &str) -> String {
    format!("{GREETED}{more}")
}

fn answered() -> String {
    with(
        r#"{ id = "ask", send = "anna", line = "yes or no?" }, { id = "answer", expect = "anna", line = "yes" }"#,
    )
}

#[test]
fn both_sides_of_a_python_programs_mistake_are_drawn() {
    let home = desk(&answered());
    let said = said_of(&home, &[], &["python3", "-c", WRONG_ANSWER]);
    golden::check("check-observed-python.txt", &picture(&said));
    assert!(!said.contains("not recorded"), "{said}");
}

#[test]
fn both_sides_of_a_rust_programs_mistake_are_drawn() {
    let home = desk(&with(r#"{ id = "more", expect = "anna", any = "line", within = 0.5 }"#));
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    let said = said_of(&home, &[], &[&netlab, "-q", "tcp-server", "--greeting", "hi", "{addr}"]);
    golden::check("check-observed-rust.txt", &picture(&said));
}

#[test]
fn nobody_is_observed_who_does_not_want_it_or_is_not_drawn() {
    let home = desk(&answered());
    let counts = format!("open('starts', 'a').write('x'){WRONG_ANSWER}");
    let program = ["--", "python3", "-c", &counts];
    let check = |options: &[&str], n_starts: usize| {
        let _ = fs::remove_file(home.path().join("starts"));
        let said = home.check(&[&["--lessons", "mine"], options, &program].concat(), 1, &[]);
        let starts = fs::read_to_string(home.path().join("starts")).expect("it has started");
        assert_eq!(starts.len(), n_starts, "{options:?}:\n{said}");
        assert_eq!(said.contains(BOTH_SIDES), n_starts == 2, "{options:?}:\n{said}");
    };
    check(&["--ladder=always", "check", "mine"], 2);
    check(&["--ladder=always", "check", "mine", "--observe", "auto"], 2);
    check(&["--ladder=always", "check", "mine", "--observe", "never"], 1);
    check(&["check", "mine"], 1);
    check(&["--ladder=always", "check", "mine", "--format", "json"], 1);
    check(&["--ladder=always", "check", "mine", "--format", "junit"], 1);
}

#[test]
fn a_second_play_that_passes_changes_no_verdict_and_is_told() {
    let home = desk(&answered());
    let later = WRONG_ANSWER.replace(
        "b'no\\n'",
        "b'no\\n' if open('starts', 'a').write('x') and os.path.getsize('starts') == 1 else b'yes\\n'",
    );
    let said = said_of(&home, &[], &["python3", "-c", &later]);
    assert!(said.contains("Played again, observed, it passed:"), "{said}");
    assert!(said.contains("0 passed, 1 failed") && !said.contains(BOTH_SIDES), "{said}");
}

#[test]
fn a_second_play_that_fails_elsewhere_changes_no_verdict_and_is_told() {
    let home = desk(&answered());
    let other = WRONG_ANSWER.replace(
        "client.sendall(b'hello\\n')",
        "n = open('starts', 'a').tell(); open('starts', 'a').write('x')\nif n == 0: client.sendall(b'hello\\n')\nelse: client.close(); os._exit(0)",
    );
    let said = said_of(&home, &[], &["python3", "-c", &other]);
    assert!(said.contains("Played again, observed, it failed in another way:"), "{said}");
    assert!(said.contains("✗  5. anna gets the line") && !said.contains(BOTH_SIDES), "{said}");
}

#[test]
fn where_the_system_refuses_it_the_judges_side_is_drawn_and_one_sentence_says_why() {
    let home = desk(&answered());
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    // Who is observed cannot be observed by another.
    let outer = ["-q", "observe", "--", &netlab, "--color", "never"];
    let said =
        home.check(&[&outer, DRAWN, &["--", "python3", "-c", WRONG_ANSWER]].concat(), 1, &["0 passed"]);
    assert!(said.contains("the system refuses to let it be observed") && said.contains("drawn\n"), "{said}");
}

/// What ends others does nothing to an observer, and reaches the program.
#[test]
fn signals_of_a_step_reach_the_observed_program_alone() {
    let signals = ["HUP", "INT", "TERM", "USR1", "USR2"];
    let steps: Vec<String> = signals
        .iter()
        .map(|name| {
            format!(
                r#"{{ id = "{name}", signal = "subject", name = "{name}" }}, {{ id = "{name}-told", expect = "anna", line = "SIG{name}" }}"#
            )
        })
        .collect();
    let wrong = r#"{ id = "wrong", expect = "anna", any = "line", within = 0.2 }"#;
    let home = desk(&with(&format!("{}, {wrong}", steps.join(", "))));
    let program = "
import os, signal, socket
listener = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client, _ = listener.accept()
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2):
    signal.signal(number, lambda number, _: client.sendall(f'{signal.Signals(number).name}\\n'.encode()))
client.sendall(b'hello\\n')
while True:
    signal.pause()
";
    let said = said_of(&home, &[], &["python3", "-c", program]);
    assert!(said.contains(BOTH_SIDES), "{said}");
    assert!(said.contains("8 bytes \"SIGUSR2\\n\""), "{said}");
}

#[test]
fn an_observed_program_is_stopped_and_goes_on() {
    let home = desk(&with(
        r#"
        { id = "stop", signal = "subject", name = "STOP" },
        { id = "stopped", expect = "anna", nothing = 1 },
        { id = "ask", send = "anna", line = "one" },
        { id = "silent", expect = "anna", nothing = 0.4 },
        { id = "go-on", signal = "subject", name = "CONT" },
        { id = "answer", expect = "anna", line = "one" },
        { id = "stop-again", signal = "subject", name = "STOP" },
        { id = "stopped-again", expect = "anna", nothing = 1 },
        { id = "ask-again", send = "anna", line = "two" },
        { id = "wrong", expect = "anna", any = "line", within = 0.4 },
    "#,
    ));
    let echo = "
import os, socket
listener = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client, _ = listener.accept()
client.sendall(b'hello\\n')
while data := client.recv(100):
    client.sendall(data)
";
    let said = said_of(&home, &[], &["python3", "-c", echo]);
    assert!(said.contains(BOTH_SIDES), "{said}");
    assert!(said.contains("is stopped (SIGSTOP, or Ctrl-Z)"), "{said}");
}

/// `select` names its files in memory alone, by their numbers.
#[test]
fn who_waits_for_whom_is_told_of_a_program_that_selects() {
    let home = desk(&with(
        r#"{ id = "ask", send = "anna", line = "x" }, { id = "more", expect = "anna", any = "line", within = 0.5 }"#,
    ));
    let selects = "
import os, select, socket
listener = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client, _ = listener.accept()
client.sendall(b'hello\\n')
client.recv(100)
select.select([listener, client.dup()], [], [])
";
    let said = said_of(&home, &[], &["python3", "-c", selects]);
    assert!(said.contains(BOTH_SIDES), "{said}");
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("select6 for new clients (the listening socket) and anna's connection")
            || words.contains("select for new clients (the listening socket) and anna's connection"),
        "{said}"
    );
}

/// Whose first thread has ended has no files in the system's eyes, though its other threads have all of them.
#[test]
fn who_waits_for_whom_is_told_where_only_the_observer_knows_the_files() {
    let home = desk(&with(
        r#"{ id = "ask", send = "anna", line = "x" }, { id = "more", expect = "anna", any = "line", within = 0.5 }"#,
    ));
    let leaves = "
import ctypes, os, socket, threading
listener = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client, _ = listener.accept()
client.sendall(b'hello\\n')
client.recv(100)
threading.Thread(target=client.recv, args=(100,)).start()
ctypes.CDLL(None).syscall(60, 0)
";
    let check = |options: &[&str], is_told: bool| {
        let said = said_of(&home, options, &["python3", "-c", leaves]);
        let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let has_it = words.contains("waits in recvfrom to read from anna's connection");
        assert_eq!(has_it, is_told, "{options:?}:\n{said}");
    };
    check(&[], true);
    check(&["--observe", "never"], false);
}

/// Processes that were started with this mark in their environment, and are not about to vanish.
fn marked(mark: &str) -> BTreeSet<u32> {
    let all = fs::read_dir("/proc").expect("it is there").flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| {
        let environ = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        environ.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
    })
    .collect()
}

fn observer(mark: &str) -> Option<u32> {
    marked(mark).into_iter().find(|pid| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        line.split(|byte| *byte == 0).nth(1) == Some(b"--observe-a-subject")
    })
}

#[track_caller]
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + LIMIT;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "{what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A program that leaves children behind, one of them in a session of its own, and answers nothing.
const FORKING: &str = "
import os, socket, subprocess, time
listener = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
subprocess.Popen(['sleep', '1000'])
subprocess.Popen(['sh', '-c', 'sleep 1000 & exec sleep 1000'], start_new_session=True)
if os.fork() == 0:
    while True:
        client, _ = listener.accept()
        client.sendall(b'hello\\n')
time.sleep(1000)
";

fn begun(home: &Home, mark: &str) -> std::process::Child {
    let (name, value) = mark.split_once('=').expect("a variable");
    let mut netlab = Command::new(assert_cmd::cargo::cargo_bin!("netlab"));
    netlab.args(["--color", "never"]).args(DRAWN).args(["--", "python3", "-c", FORKING]);
    netlab.env("NETLAB_HOME", home.path().join("home")).env(name, value).current_dir(home.path());
    netlab.stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null()).spawn().expect("netlab starts")
}

fn kill(pid: u32) {
    // It may have ended by itself.
    let _ = kill_process(Pid::from_raw(pid.cast_signed()).expect("a number"), Signal::KILL);
}

#[test]
fn nothing_is_left_when_netlab_is_killed_at_any_moment_of_the_second_play() {
    let home = desk(&with(r#"{ id = "more", expect = "anna", any = "line", within = 0.3 }"#));
    for moment in 0..6 {
        let mark = format!("NETLAB_TEST_MARK={}-{moment}", std::process::id());
        let mut netlab = begun(&home, &mark);
        until("it is observed", || observer(&mark));
        thread::sleep(Duration::from_millis(moment * moment * 16));
        kill(netlab.id());
        netlab.wait().expect("it is ours");
        until(&format!("moment {moment}: {:?} live on", marked(&mark)), || {
            marked(&mark).is_empty().then_some(())
        });
    }
}

#[test]
fn the_check_ends_with_its_verdict_when_an_observer_is_killed() {
    let home = desk(&with(r#"{ id = "more", expect = "anna", any = "line", within = 0.3 }"#));
    for moment in 0..3 {
        let mark = format!("NETLAB_TEST_MARK={}-observer-{moment}", std::process::id());
        let netlab = begun(&home, &mark);
        let observer = until("it is observed", || observer(&mark));
        thread::sleep(Duration::from_millis(moment * moment * 40));
        kill(observer);
        let output = netlab.wait_with_output().expect("it ends");
        let said = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("✗  4. anna gets a line"), "{said}");
        assert_eq!(marked(&mark), BTreeSet::new(), "moment {moment}");
    }
}
