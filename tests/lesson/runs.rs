//! The commands of a lesson's step, run in its reader: what is started, shown and ended.
//!
//! The one idea: whoever reads may press any key at any time, and nothing that was started runs on.
//!
//! See it run: `cargo test --test lesson runs::`.

// A session with a terminal of its own, and that terminal's other end, are asked for in Linux's way.
#![cfg(target_os = "linux")]

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::common::desk::{Desk, presses, quits, running, shows, until_shows};
use crate::common::lease::Lease;
use crate::common::program::LIMIT;
use crate::common::screen::OnScreen;

const CTRL_C: &str = "\x03";

fn listens(port: u16) -> bool {
    TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).is_ok()
}

/// Waits until nobody listens on the port any more.
fn until_free(port: u16) {
    let began = Instant::now();
    while listens(port) {
        assert!(began.elapsed() < LIMIT, "somebody still listens on port {port}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_command_runs_in_place_and_netlab_is_this_very_program() {
    let desk = running("netlab --version; echo 你好; tty >/dev/null && echo in a terminal; exit 3");
    let mut reader = desk.read_to("Run");
    until_shows(&reader, "(e shows the line that we saw here)");
    reader.press("r");
    let sight = reader.until("its end", |sight| shows(sight, "ended, exit code 3"));
    for wanted in ["netlab 0.", "你好", "in a terminal", "behind it"] {
        assert!(shows(&sight, wanted), "{wanted}: {:#?}", sight.rows);
    }
    assert!(shows(&sight, "≠ we saw: once"), "what came out once has given way: {:#?}", sight.rows);
}

#[test]
fn a_server_is_waited_for_and_ended_when_its_client_is_done() {
    let lease = Lease::take();
    let port = lease.port();
    let desk = Desk::new(&format!(
        "## Run\n\n```console terminal=1\n$ netlab -q tcp-server {port}\n^C\n```\n\n\
         ```console terminal=2\n$ netlab -q tcp-client {port}\n```\n"
    ));
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "r runs it here");
    reader.press("r");
    let sight = reader
        .until("both ends", |sight| sight.rows.iter().filter(|row| row.contains(" ended ──")).count() == 2);
    let at = |wanted: &str| sight.rows.iter().position(|row| row.contains(wanted));
    let order = [
        at("── terminal 1"),
        at("Hello from the client!"),
        at("^C"),
        at("── terminal 2"),
        at("Hello from the server"),
    ];
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}: {:#?}", sight.rows);
    assert!(!listens(port));
}

#[test]
fn terminals_stand_beside_each_other_where_the_window_is_wide() {
    let desk = Desk::new(
        "```console terminal=1\n$ echo 你好\n你好\n```\n\n```console terminal=2\n$ echo two\ntwo\n```\n\nbelow both\n",
    );
    let mut reader = desk.read(24, 120);
    reader.press("r");
    reader.until("both", |sight| {
        let is_beside = |row: &String| row.starts_with("你好 ") && row.ends_with(" two");
        let are_ended = |row: &String| row.matches(" ended ──").count() == 2;
        sight.rows.iter().any(is_beside) && sight.rows.iter().any(are_ended) && shows(sight, "below both")
    });
}

#[test]
fn a_port_that_is_taken_is_told_as_the_command_tells_it() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("it is bound").port();
    let desk = running(&format!("netlab -q tcp-server {port}"));
    let mut reader = desk.read_to("Run");
    reader.press("r");
    let error = format!("error: cannot listen on 127.0.0.1:{port}: address already in use");
    reader.until("the error", |sight| shows(sight, &error) && shows(sight, "ended, exit code 2"));
}

#[test]
fn where_the_server_failed_its_client_is_not_started() {
    let step = "```console terminal=1\n$ echo no luck; exit 2\n^C\n```\n\n```console terminal=2\n$ echo the client was here\nx\n```";
    let desk = Desk::new(&format!("# T\n\nread\n\n## Run\n\n{step}\n\n## Say\n\nend\n"));
    let mut reader = desk.read_to("Run");
    presses(&mut reader, "r", "ended, exit code 2");
    let sight = reader.until("the end", |sight| !shows(sight, "running"));
    assert!(!sight.rows.iter().any(|row| row.trim() == "the client was here"), "{:#?}", sight.rows);
}

#[test]
fn ctrl_c_ends_what_runs_and_not_the_reader() {
    let lease = Lease::take();
    let port = lease.port();
    let desk = running(&format!("netlab -q tcp-server {port}"));
    let mut reader = desk.read_to("Run");
    presses(&mut reader, "r", "; Ctrl-C ends it");
    assert!(listens(port));
    reader.press(CTRL_C);
    reader.until("its end", |sight| {
        shows(sight, "^C") && shows(sight, "── terminal ─") && shows(sight, " ended ──")
    });
    until_free(port);
    reader.press(CTRL_C);
    until_shows(&reader, "Nothing is running here; q quits.");
    quits(&mut reader);
    assert!(reader.is_given_back());
}

#[test]
fn what_does_not_hear_ctrl_c_is_killed_at_the_second() {
    let desk = running("trap '' INT; echo deaf; while :; do sleep 600; done");
    let mut reader = desk.read_to("Run");
    reader.press("r");
    reader.until("its word", |sight| sight.rows.contains(&"deaf".to_owned()));
    reader.press(CTRL_C);
    until_shows(&reader, "^C");
    reader.press(CTRL_C);
    until_shows(&reader, "ended by signal 9");
}

/// However the reader goes, what was started goes, with all that it started.
fn nothing_runs_on_after(go: impl Fn(&mut OnScreen)) {
    let lease = Lease::take();
    let port = lease.port();
    let desk = running(&format!("netlab -q tcp-server {port} & wait"));
    let mut reader = desk.read_to("Run");
    presses(&mut reader, "r", "; Ctrl-C ends it");
    assert!(listens(port));
    go(&mut reader);
    until_free(port);
}

#[test]
fn what_was_started_is_ended_when_the_reader_goes_on_or_quits() {
    nothing_runs_on_after(|reader| reader.press("n"));
    nothing_runs_on_after(|reader| reader.press("b"));
    nothing_runs_on_after(|reader| reader.press("q"));
    nothing_runs_on_after(|reader| {
        reader.program.signal(Signal::TERM);
        assert_eq!(reader.code(), 0);
        assert!(reader.is_given_back());
    });
}

#[test]
fn what_was_started_is_ended_even_when_the_reader_is_killed() {
    nothing_runs_on_after(|reader| reader.program.signal(Signal::KILL));
}

#[test]
fn a_command_that_is_run_again_has_its_port_back() {
    let lease = Lease::take();
    let port = lease.port();
    let desk = running(&format!("echo I am $$; exec netlab -q tcp-server {port}"));
    let mut reader = desk.read_to("Run");
    let mut known = Vec::new();
    for _ in 0..3 {
        reader.press("r");
        let name = |row: &&String| row.starts_with("I am ") && !known.contains(*row);
        let sight = reader.until("another server", |sight| {
            shows(sight, "; Ctrl-C ends it") && sight.rows.iter().any(|row| name(&row))
        });
        known.extend(sight.rows.iter().find(name).cloned());
        assert!(listens(port));
    }
}

#[test]
fn what_is_run_has_a_folder_of_its_own_which_the_next_step_finds_again() {
    let desk = Desk::new(
        "# T\n\nread\n\n## Run\n\n```console\n$ echo 你好 >made-here.txt; pwd\nonce\n```\n\n## See\n\n\
         ```console\n$ cat made-here.txt\n你好\n```\n",
    );
    let here = desk.dir.path().join("here");
    std::fs::create_dir(&here).expect("a directory");
    let read = || {
        let mut shell = std::process::Command::new("sh");
        let command = desk.command(&["--color", "never", "lesson", "7"]);
        shell.args(["-c", "cd \"$0\" && exec \"$@\""]).arg(&here).arg(command.get_program());
        shell.args(command.get_args());
        shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        OnScreen::start(&shell, 24, 100)
    };
    let mut reader = read();
    until_shows(&reader, "1 of 3");
    presses(&mut reader, "n", "2 of 3");
    reader.press("r");
    reader.until("its end", |sight| shows(sight, "home/lessons/own") && shows(sight, " ended ──"));
    reader.press("nq");
    assert_eq!(reader.code(), 0);
    let mut reader = read();
    until_shows(&reader, " of 3");
    presses(&mut reader, "nn", "3 of 3");
    reader.press("r");
    reader.until("what was made", |sight| sight.rows.iter().any(|row| row == "你好"));
    until_shows(&reader, "The files of this lesson are in ");
    presses(&mut reader, "?", "What is run here runs in this folder:");
    assert_eq!(std::fs::read_dir(&here).expect("a directory").count(), 0, "nothing is left where one reads");
}

#[test]
fn a_flood_is_shown_and_its_end_is_reached() {
    let desk = running("seq 100000");
    let mut reader = desk.read_to("Run");
    presses(&mut reader, "r", "(98000 earlier lines are left out)");
    until_shows(&reader, " ended ──");
    presses(&mut reader, "\x1b[F", "100000");
}

#[test]
fn what_never_stops_writing_holds_up_neither_keys_nor_ctrl_c() {
    let desk = running("yes 你好");
    let mut reader = desk.read_to("Run");
    reader.press("r");
    // Before that, Ctrl-C might meet a shell that is about to start it.
    reader.until("its words", |sight| sight.rows.iter().any(|row| row == "你好"));
    presses(&mut reader, "?", "further down");
    reader.press(CTRL_C);
    until_shows(&reader, " ended by Ctrl-C ──");
    quits(&mut reader);
}
