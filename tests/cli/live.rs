//! `netlab live`, as programs and strangers meet it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::common::program::{LIMIT, Program, netlab};

struct Live {
    home: TempDir,
    program: Program,
    at: SocketAddr,
    secret: String,
}

fn in_home(home: &Path, args: &[&str]) -> Command {
    let mut command = netlab(args);
    command.env("NETLAB_HOME", home).env_remove("NETLAB_LIVE");
    command
}

impl Live {
    fn start(more: &[&str]) -> Live {
        let home = tempfile::tempdir().expect("a folder");
        let program = Program::start(in_home(home.path(), &[&["live", "--no-open"], more].concat()));
        let (at, secret) = program.err.until("the page's address", |said| {
            let (at, rest) = said.split_once("http://")?.1.split_once("/#")?;
            Some((at.parse().ok()?, rest.get(..32)?.to_owned()))
        });
        Live { home, program, at, secret }
    }

    fn netlab(&self, args: &[&str]) -> Program {
        Program::start(in_home(self.home.path(), args))
    }

    /// Sends the head of a request; what is answered to it is read by whoever wants it.
    fn ask(&self, request: &str, headers: &[&str]) -> TcpStream {
        let mut stream = TcpStream::connect(self.at).expect("it listens");
        let head = format!("{request} HTTP/1.1\r\n{}\r\nConnection: close\r\n\r\n", headers.join("\r\n"));
        stream.write_all(head.as_bytes()).expect("it reads");
        stream
    }

    fn answer(&self, request: &str, headers: &[&str]) -> String {
        let mut text = String::new();
        self.ask(request, headers).read_to_string(&mut text).expect("an answer");
        text
    }

    /// Reads the stream of events until this has come; gives all of it.
    fn streamed(&self, part: &str) -> String {
        let (host, secret) = (format!("Host: {}", self.at), format!("Authorization: Bearer {}", self.secret));
        let mut stream = self.ask("GET /events?after=0", &[&host, &secret]);
        stream.set_read_timeout(Some(LIMIT)).expect("a limit");
        let (mut text, mut bytes) = (Vec::new(), [0; 16 * 1024]);
        while !String::from_utf8_lossy(&text).contains(part) {
            let n_bytes = stream.read(&mut bytes).expect("it comes in time");
            assert!(n_bytes > 0, "the stream ended without {part}");
            text.extend_from_slice(&bytes[..n_bytes]);
        }
        String::from_utf8_lossy(&text).into_owned()
    }
}

#[test]
fn a_program_joins_by_itself_says_so_once_and_stays_away_where_it_is_told_to() {
    let live = Live::start(&[]);
    let said = format!("also told to netlab live (pid {})", live.program.pid());
    let mut tour = live.netlab(&["tour", "--fast"]);
    assert_eq!(tour.code(), 0);
    assert_eq!(tour.err.text().matches(&said).count(), 1);
    assert!(live.streamed("{\"gone\":true}").contains("\"program\":\"netlab tour\""));
    let mut without = live.netlab(&["--no-live", "tour", "--fast"]);
    assert_eq!(without.code(), 0);
    let mut command = in_home(live.home.path(), &["tour", "--fast"]);
    command.env("NETLAB_LIVE", "0");
    let mut switched_off = Program::start(command);
    assert_eq!(switched_off.code(), 0);
    for program in [&without, &switched_off] {
        assert!(!program.err.text().contains("netlab live"));
    }
    assert_eq!(live.streamed("{\"gone\":true}").matches("netlab_trace").count(), 1);
}

#[test]
fn strangers_and_other_pages_are_refused_and_the_policy_lets_nothing_unsafe_run() {
    let live = Live::start(&[]);
    let (host, secret) = (format!("Host: {}", live.at), format!("Authorization: Bearer {}", live.secret));
    let check = |request: &str, headers: &[&str], code: u16| {
        let text = live.answer(request, headers);
        assert!(text.starts_with(&format!("HTTP/1.1 {code} ")), "{request} {headers:?}: {text}");
        text
    };
    let page = check("GET /", &[&host], 200);
    let policy = page.lines().find(|line| line.starts_with("content-security-policy: ")).expect("a policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(!page.contains(&live.secret), "the page itself holds no secret");
    check("GET /", &["Host: evil.example"], 403);
    for request in ["GET /events", "POST /told", "POST /saved.jsonl", "POST /saved.html", "GET /other"] {
        check(request, &[&host], 403);
        check(request, &[&host, &secret, "Origin: http://evil.example"], 403);
        check(request, &["Host: evil.example", &secret], 403);
    }
    check("GET /saved.jsonl", &[&host, &secret], 404);
    check("POST /saved.jsonl", &[&host, &secret, "Content-Length: 0"], 200);
    check("POST /saved.html", &[&host, &secret, "Content-Length: 0"], 404);
    check("POST /told", &[&host, &secret, "Content-Length: 3\r\n\r\n[1,"], 400);
}

#[test]
fn a_browser_that_does_not_read_holds_neither_programs_nor_others_up() {
    let live = Live::start(&[]);
    let (host, secret) = (format!("Host: {}", live.at), format!("Authorization: Bearer {}", live.secret));
    let _slow = live.ask("GET /events?after=0", &[&host, &secret]);
    for _ in 0..3 {
        let mut tour = live.netlab(&["-q", "tour", "--fast"]);
        assert_eq!(tour.code(), 0);
    }
    live.streamed(" 3 {\"gone\":true}");
}

#[test]
fn nobody_listens_twice_and_a_killed_one_is_no_obstacle() {
    let mut live = Live::start(&[]);
    let mut second = live.netlab(&["live", "--no-open"]);
    assert_eq!(second.code(), 2);
    let said = second.err.text();
    assert!(said.contains(&format!("another netlab live (pid {})", live.program.pid())), "{said}");
    live.program.signal(rustix::process::Signal::KILL);
    live.program.wait();
    let mut third = live.netlab(&["live", "--no-open"]);
    third.err.until("an address", |said| said.contains("http://").then_some(()));
    assert_eq!(third.interrupt(), 0);
}

#[test]
fn a_record_is_shown_and_so_is_what_is_added_to_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("run.jsonl");
    let run = path.to_str().expect("UTF-8");
    let mut tour = Program::netlab(&["-q", "--record", run, "tour", "--fast"]);
    assert_eq!(tour.code(), 0);
    let live = Live::start(&[run]);
    assert!(live.streamed("\"kind\":\"closed\"").contains("netlab tour"));
    let added = "{\"t_us\":9000000,\"began_us\":9000000,\"kind\":\"sent\",\"socket\":1,\"transport\":\"tcp\",\"len\":4711}\n";
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).expect("there");
    file.write_all(added.as_bytes()).expect("written");
    live.streamed("\"len\":4711");
}

#[test]
fn a_program_that_is_started_here_is_observed_and_its_code_is_ours() {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return;
    }
    let script = "import socket; s = socket.create_server(('127.0.0.1', 0)); s.close(); exit(7)";
    let mut live = Live::start(&["--", "python3", "-c", script]);
    live.program.err.until("its end", |said| said.contains("has ended").then_some(()));
    assert!(live.streamed("\"kind\":\"listening\"").contains("python3"));
    assert_eq!(live.program.interrupt(), 7);
}
