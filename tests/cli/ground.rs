//! A terminal is asked what its texts stand on, and nobody is harmed by the question.
//!
//! The one idea: the question is a command in what is written, and its answer would be keys in what is read.
//! So these tests are the terminal: they see whether it is asked, and type while it is.

#![cfg(target_os = "linux")]

use std::io::Read;
use std::net::TcpListener;
use std::process::Command;

use crate::common::program::{LIMIT, netlab};
use crate::common::screen::OnScreen;

const QUESTION: &str = "\u{1b}]11;?\u{1b}\\";

/// A shell that runs this script in a terminal; `netlab` is its `$0`.
fn shell(script: &str, home: &str) -> Command {
    let netlab = netlab(&[]);
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).arg(netlab.get_program());
    for (name, value) in netlab.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.env("NETLAB_HOME", home);
    shell
}

#[test]
fn a_terminal_is_asked_once_and_its_answer_colours_what_comes_later() {
    let home = tempfile::tempdir().expect("a directory");
    let path = home.path().to_str().expect("UTF-8");
    let script = "\"$0\" tcp-client 127.0.0.1:1; \
        sed -i s/unknown/light/ \"$NETLAB_HOME/grounds\"; \"$0\" tcp-client 127.0.0.1:1; \
        sed -i s/light/dark/ \"$NETLAB_HOME/grounds\"; \"$0\" tcp-client 127.0.0.1:1";
    let mut screen = OnScreen::start(&shell(script, path), 24, 80);
    screen.code();
    let errors: Vec<String> = screen
        .written()
        .split("\u{1b}[1")
        .filter_map(|part| Some(part.split_once("merror:")?.0.to_owned()))
        .collect();
    // It did not answer in time: nobody knows its ground, and it is not asked again.
    assert_eq!(errors, ["", ";38;5;124", ";38;5;210"]);
    assert_eq!(screen.written().matches(QUESTION).count(), 1);
}

#[test]
fn what_is_typed_while_a_terminal_is_asked_is_not_lost() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("it is bound").to_string();
    let home = tempfile::tempdir().expect("a directory");
    let mut command = netlab(&["-q", "chat-client", &addr]);
    command.env("NETLAB_HOME", home.path());
    let mut screen = OnScreen::start(&command, 24, 80);
    screen.until_written("the question", |written| written.contains(QUESTION).then_some(()));
    screen.press("he\u{1b}]11;rgb:0000/0000/0000\u{1b}\\l\u{1b}[?6clo\r");
    let (mut server, _) = listener.accept().expect("a client");
    server.set_read_timeout(Some(LIMIT)).expect("a time above zero");
    let mut line = [0; 6];
    server.read_exact(&mut line).expect("the client sends it");
    assert_eq!(&line, b"hello\n");
    drop(server);
    screen.code();
    assert!(screen.is_given_back());
}

#[test]
fn servers_behind_a_shell_are_not_stopped_and_ask_nothing() {
    let home = tempfile::tempdir().expect("a directory");
    let path = home.path().to_str().expect("UTF-8");
    // With jobs, as a shell at which somebody types: each has a group of its own, behind the shell's.
    let script = "set -m; \"$0\" tcp-server 127.0.0.1:0 & \"$0\" tcp-server 127.0.0.1:0 & \
        read line; jobs; kill %1 %2; wait";
    let mut screen = OnScreen::start(&shell(script, path), 24, 80);
    screen.until_written("two servers", |written| {
        (written.matches("Ctrl-C ends it").count() == 2).then_some(())
    });
    screen.press("\n");
    screen.until_written("two jobs that run", |written| {
        (written.matches("Running").count() == 2).then_some(())
    });
    screen.code();
    assert!(!screen.written().contains(QUESTION), "{}", screen.written());
}

#[test]
fn a_terminal_that_may_not_be_asked_is_not() {
    let check = |script: &str, name: &str, value: &str| {
        let home = tempfile::tempdir().expect("a directory");
        let mut command = shell(script, home.path().to_str().expect("UTF-8"));
        command.env(name, value);
        let mut screen = OnScreen::start(&command, 24, 80);
        screen.code();
        assert!(!screen.written().contains(QUESTION), "{script} {name}={value}");
    };
    let refused = "\"$0\" tcp-client 127.0.0.1:1";
    for term in ["dumb", "", "linux"] {
        check(refused, "TERM", term);
    }
    check(refused, "NO_COLOR", "1");
    check(refused, "SSH_TTY", "/dev/pts/9");
    // Others read from this terminal, or the report goes elsewhere.
    check("cat /dev/null | \"$0\" tcp-client 127.0.0.1:1", "A", "b");
    check("\"$0\" tcp-client 127.0.0.1:1 | cat", "A", "b");
    check("\"$0\" tcp-client 127.0.0.1:1 2>/dev/null", "A", "b");
    check("\"$0\" --color light tcp-client 127.0.0.1:1", "A", "b");
}
