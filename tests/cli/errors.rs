//! What bad input gets: one line that names the thing, one hint, the right exit code, and no panic.
//!
//! The one idea: a beginner meets errors first, so an error is a page of the textbook: what was tried,
//! what came of it, and what to type next.

use std::net::TcpListener;
use std::time::Duration;

use assert_cmd::Command;
use predicates::prelude::*;

use crate::common::lease;
use crate::common::program::fresh_home;

/// Longer than any of these commands takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// What was said on standard error; everything else is checked here.
fn failure(args: &[&str], code: i32) -> String {
    failure_of(netlab().args(args), code)
}

fn failure_of(command: &mut Command, code: i32) -> String {
    let assert = command.timeout(LIMIT).assert().code(code).stdout("");
    let said = String::from_utf8(assert.get_output().stderr.clone()).expect("text");
    let n_lines = |start: &str| said.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((n_lines("error: "), n_lines("hint: ")), (1, 1), "one of each:\n{said}");
    assert!(
        said.lines().last().is_some_and(|line| line.starts_with("hint: ")),
        "the way on is last:\n{said}"
    );
    for never in ["panicked", "backtrace", "os error", "\u{1b}"] {
        assert!(!said.contains(never), "{never:?} in:\n{said}");
    }
    said
}

fn netlab() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("netlab"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.env("NETLAB_HOME", fresh_home());
    command
}

#[track_caller]
fn assert_says(said: &str, lines: &[&str]) {
    for line in lines {
        assert!(said.lines().any(|said| said == *line), "expected {line:?} in:\n{said}");
    }
}

#[test]
fn a_taken_port_is_named_with_the_program_that_holds_it() {
    let holder = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = holder.local_addr().expect("bound");
    let said = failure(&["-q", "tcp-server", &addr.to_string()], 2);
    assert_says(&said, &[&format!("error: cannot listen on {addr}: address already in use")]);
    if cfg!(target_os = "linux") {
        let pid = format!("(pid {}) holds it; end that, or take another port: ", std::process::id());
        assert!(said.contains(&pid), "{said}");
    }
    let next = format!("netlab tcp-server 127.0.0.1:{}\n", addr.port() ^ 1);
    assert!(said.ends_with(&next), "the command to type is last:\n{said}");
}

#[test]
fn a_port_that_is_taken_under_a_host_name_is_named_with_its_holder_too() {
    let holder = TcpListener::bind("localhost:0").expect("a free port");
    let port = holder.local_addr().expect("bound").port();
    // Where localhost has two addresses both must be taken, or the server takes the other.
    let _other = TcpListener::bind(("127.0.0.1", port));
    let said = failure(&["-q", "tcp-server", &format!("localhost:{port}")], 2);
    assert!(said.contains(&format!("error: cannot listen on localhost:{port}: ")), "{said}");
    if cfg!(target_os = "linux") {
        assert!(said.contains(&format!("(pid {})", std::process::id())), "{said}");
    }
}

#[test]
fn a_host_without_an_address_cannot_be_asked() {
    for command in ["tcp-client", "tcp-server"] {
        // A name has no empty part (RFC 1035 §2.3.1), so the resolver answers without asking anyone.
        let said = failure(&["-q", command, "no-such-host..invalid:8080"], 2);
        assert!(said.contains("no-such-host..invalid:8080: "), "{said}");
        assert!(said.contains("hint: is \"no-such-host..invalid\" spelt right? "), "{said}");
        assert!(said.ends_with(&format!("netlab {command} 127.0.0.1:8080\n")), "{said}");
    }
}

#[test]
fn a_refused_connection_is_an_answer_and_says_how_to_start_a_server() {
    let nobody = lease::Lease::take();
    let addr = nobody.addr();
    let said = failure(&["-q", "tcp-client", &addr.to_string()], 1);
    assert_says(
        &said,
        &[
            &format!("error: cannot connect to {addr}: connection refused"),
            &format!(
                "hint: nobody listens there; start a server in another terminal: netlab tcp-server {addr}"
            ),
        ],
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_connection_that_nobody_answers_times_out() {
    let crowd = Crowd::new();
    let said = failure(&["-q", "tcp-client", "--connect-timeout", "1", &crowd.addr], 1);
    let start =
        format!("error: cannot connect to {}: connection timed out, no answer within 1 s", crowd.addr);
    assert_says(&said, &[&start]);
    assert!(said.contains("hint: not even a refusal came"), "{said}");
}

/// A listener whose accept queue is full: Linux drops the SYNs of all who come (`man 2 listen`).
#[cfg(target_os = "linux")]
struct Crowd {
    addr: String,
    _listener: socket2::Socket,
    _waiting: Vec<socket2::Socket>,
}

#[cfg(target_os = "linux")]
impl Crowd {
    fn new() -> Crowd {
        use socket2::{Domain, SockAddr, Socket, Type};
        let new = || Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        let listener = new();
        let any_port: std::net::SocketAddr = "127.0.0.1:0".parse().expect("an address");
        listener.bind(&SockAddr::from(any_port)).expect("a free port");
        listener.listen(0).expect("bound");
        let addr = listener.local_addr().expect("bound");
        // With a backlog of 0 one connection fits; the others only make sure of it.
        let first = new();
        first.connect(&addr).expect("room for one");
        let mut waiting = vec![first];
        for _ in 0..3 {
            let another = new();
            another.set_nonblocking(true).expect("a socket");
            another.connect(&addr).expect_err("it is told later, or never");
            waiting.push(another);
        }
        let addr = addr.as_socket().expect("an address").to_string();
        Crowd { addr, _listener: listener, _waiting: waiting }
    }
}

#[test]
fn an_address_that_is_not_this_machines_cannot_be_listened_on() {
    // RFC 5737 §3: an address for documentation, which no machine has.
    let said = failure(&["-q", "tcp-server", "192.0.2.1:8080"], 2);
    assert!(said.starts_with("error: cannot listen on 192.0.2.1:8080: "), "{said}");
    assert!(said.ends_with("netlab tcp-server 127.0.0.1:8080\n"), "{said}");
}

fn check_mistyped(args: &[&str], error: &str, hint: &str) {
    assert_eq!(failure(args, 2), format!("error: {error}\nhint: {hint}\n"), "{args:?}");
}

#[test]
fn what_is_typed_wrong_is_named_with_what_was_meant() {
    let check = check_mistyped;
    check(
        &["tcp-server", "99999"],
        "invalid value '99999' for '[ADDR]': port 99999 is too large",
        "ports go from 0 to 65535; 0 lets the system choose",
    );
    check(
        &["tcp-client", "localhost:http"],
        "invalid value 'localhost:http' for '[ADDR]': \"http\" is no port",
        "write HOST:PORT, as in 127.0.0.1:8080, or a port alone",
    );
    check(&["tcp-server", "--greting", "Hi"], "unexpected argument '--greting'", "did you mean --greeting?");
    check(&["--recrod", "x", "tour"], "unexpected argument '--recrod'", "did you mean --record?");
    check(&["tcp-servr"], "there is no command 'tcp-servr'", "did you mean chat-server or tcp-server?");
    check(&["frobnicate"], "there is no command 'frobnicate'", "what can be typed: netlab --help");
    check(
        &["tcp-server", "127.0.0.1:0", "twice"],
        "unexpected argument 'twice'",
        "what can be typed: netlab tcp-server --help",
    );
    check(
        &["-q", "-v", "tour"],
        "'--quiet' cannot be used with '--verbose'",
        "what can be typed: netlab tour --help",
    );
    check(
        &["--log-format", "yaml", "tour"],
        "invalid value 'yaml' for '--log-format <FORMAT>'",
        "it can be: text, json",
    );
    check(
        &["tcp-server", "--max-clients", "0"],
        "invalid value '0' for '--max-clients <N>': expected a number of at least 1",
        "what can be typed: netlab tcp-server --help",
    );
    check(&["impair"], "--to <ADDR> is missing", "what can be typed: netlab impair --help");
    check(&["lesson", "99"], "there is no lesson \"99\"", "see them all: netlab lesson list");
}

#[test]
fn an_option_with_a_wrong_value_or_too_often_or_alone_is_named() {
    let check = check_mistyped;
    let help_of = |command: &str| format!("what can be typed: netlab {command} --help");
    check(
        &["udp-send", "--count", "-1"],
        "invalid value '-1' for '--count <N>': expected a number from 1 to 4294967295",
        &help_of("udp-send"),
    );
    check(
        &["udp-send", "8080", "-x"],
        "unexpected argument '-x'",
        "as a value it stands behind two dashes: -- -x",
    );
    check(&["-q", "-q", "tour"], "'--quiet' is given more than once", &help_of("tour"));
    check(
        &["tcp-server", "--max-clients"],
        "'--max-clients <N>' is given without a value",
        &help_of("tcp-server"),
    );
    check(&["tcp-server", "--quiet=yes"], "'--quiet' takes no value 'yes'", &help_of("tcp-server"));
    check(
        &["impair", "--to", "1", "--queue", "5"],
        "--rate <SIZE/s> or --link-rate <SIZE/s> is missing",
        &help_of("impair"),
    );
    check(
        &["observe", "-p", "abc"],
        "invalid value 'abc' for '--pid <PID>': expected a number from 1 to 4194304",
        &help_of("observe"),
    );
}

#[test]
fn a_word_that_is_not_explained_leads_on_or_to_the_list() {
    let check = check_mistyped;
    check(
        &["explain", "backlg"],
        "\"backlg\" is not in the catalogue",
        "did you mean backlog? All words: netlab explain",
    );
    check(&["explain", "quantum"], "\"quantum\" is not in the catalogue", "all words: netlab explain");
    check(
        &["explain", "SELinux"],
        "\"SELinux\" is not in the catalogue",
        "these speak of it: EACCES. All words: netlab explain",
    );
    check(
        &["explain", "lesson"],
        "\"lesson\" is not in the catalogue",
        "it is a command of netlab: netlab lesson --help",
    );
}

#[test]
fn a_record_where_none_can_be_written_stops_the_program_before_its_first_socket() {
    let dir = tempfile::tempdir().expect("a directory");
    let nowhere = dir.path().join("missing").join("run.jsonl").display().to_string();
    let said = failure(&["--record", &nowhere, "tcp-server", "127.0.0.1:0"], 2);
    assert!(said.starts_with(&format!("error: cannot record to {nowhere}: ")), "{said}");
    assert!(said.contains("hint: its directory must exist already"), "{said}");
}

#[test]
fn a_file_that_exists_is_never_recorded_over() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("run.jsonl");
    std::fs::write(&file, "precious").expect("a new file");
    let path = file.display().to_string();
    let said = failure(&["--record", &path, "tour"], 2);
    assert!(said.starts_with(&format!("error: cannot record to {path}: ")), "{said}");
    assert!(said.ends_with(&format!("choose another name, or: rm {path}\n")), "{said}");
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), "precious");
}

#[test]
fn nobody_is_told_to_remove_what_is_no_ordinary_file() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().display().to_string();
    let mut places = vec![path.as_str()];
    if cfg!(target_os = "linux") {
        places.push("/dev/full");
    }
    for place in places {
        let said = failure(&["--record", place, "tour"], 2);
        assert!(said.starts_with(&format!("error: cannot record to {place}: ")), "{said}");
        assert!(said.ends_with("hint: a record is a new file; choose another name\n"), "{said}");
    }
}

#[test]
fn help_goes_to_standard_output_and_is_no_error() {
    for args in [&["--help"][..], &["help", "tcp-server"], &["tcp-client", "--help"], &["--version"]] {
        netlab()
            .args(args)
            .timeout(LIMIT)
            .assert()
            .success()
            .stdout(predicate::str::contains("netlab"))
            .stderr("");
    }
}
