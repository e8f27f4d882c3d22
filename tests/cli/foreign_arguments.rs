//! Arguments that are not UTF-8: a text is sent as it was typed, and a name finds the very file.
//!
//! The one idea: a system hands over arguments and file names as bytes. Who takes all of them for text
//! refuses a program whose name was typed in GBK, and would have to change a text before he sends it.

#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpStream, UdpSocket};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;
use std::process::Output;

use tempfile::{TempDir, tempdir};

use crate::common::peer;
use crate::common::program;
use crate::common::program::{Program, netlab};

/// 你 in GBK, a byte that is in no encoding of text, and what a terminal would obey.
const TEXT: &[u8] = b"\xc4\xe3 \xff\x1b[2J";
/// 你 in GBK.
const NAME: &[u8] = b"\xc4\xe3";

fn word(bytes: &[u8]) -> &OsStr {
    OsStr::from_bytes(bytes)
}

fn name_with(end: &str) -> OsString {
    OsString::from_vec([NAME, end.as_bytes()].concat())
}

fn started(args: &[&str], more: &[&OsStr]) -> Program {
    let mut command = netlab(args);
    command.args(more);
    Program::start(command)
}

/// Where a learner types commands.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempdir().expect("a directory"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, args: &[&[u8]]) -> Output {
        let mut command = netlab(&[]);
        command.args(args.iter().map(|arg| word(arg))).current_dir(self.path());
        command.env("NETLAB_HOME", self.path().join("home")).output().expect("netlab starts")
    }

    /// Runs it, and gives what was said on both streams.
    #[track_caller]
    fn check(&self, args: &[&[u8]], code: i32, expected: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("text alone is said");
        assert_eq!(output.status.code(), Some(code), "{said}");
        for words in expected {
            assert!(said.contains(words), "{words:?} is missing in:\n{said}");
        }
        assert!(!said.contains('\u{fffd}'), "{said}");
        said
    }
}

#[test]
fn a_text_goes_out_byte_by_byte() {
    let line = [TEXT, b"\n"].concat();

    let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    receiver.set_read_timeout(Some(program::LIMIT)).expect("a limit");
    let addr = receiver.local_addr().expect("bound").to_string();
    let mut sender = started(&["-q", "udp-send", &addr], &[word(TEXT), word(NAME)]);
    assert_eq!(sender.code(), 0, "{}", sender.err.text());
    let mut datagram = [0; 100];
    let n_bytes = receiver.recv(&mut datagram).expect("a datagram");
    assert_eq!(datagram[..n_bytes], [TEXT, b" ", NAME].concat());

    let (listener, addr) = peer::listen();
    let mut client = started(&["-q", "tcp-client", &addr, "--message"], &[word(TEXT)]);
    let mut served = peer::accept(&listener);
    served.write_all(b"hello\n").expect("the client reads");
    let mut heard = Vec::new();
    served.read_to_end(&mut heard).expect("the client finishes");
    assert_eq!(heard, line);
    drop(served);
    assert_eq!(client.code(), 0);

    let greeting = started(&["-q", "tcp-server", ":0", "--greeting"], &[word(TEXT)]);
    assert_eq!(first_bytes(&peer::connect(greeting.address()), line.len()), line);
}

#[test]
fn a_room_greets_with_the_bytes_that_it_was_given() {
    let check = |framing: &str, expected: &[u8]| {
        let args = ["-q", "chat-server", ":0", "--framing", framing, "--motd"];
        let room = started(&args, &[word(TEXT)]);
        assert_eq!(first_bytes(&peer::connect(room.address()), expected.len()), expected, "{framing}");
    };
    let line = [TEXT, b"\n"].concat();
    check("lines", &line);
    check("raw", &line);
    check("length", &[&(TEXT.len() as u32).to_be_bytes()[..], TEXT].concat());
}

fn first_bytes(mut stream: &TcpStream, n_bytes: usize) -> Vec<u8> {
    let mut bytes = vec![0; n_bytes];
    stream.read_exact(&mut bytes).expect("so many bytes");
    bytes
}

#[test]
fn a_text_is_seen_layer_by_layer_with_its_bytes() {
    let desk = Desk::new();
    desk.check(&[b"layers", TEXT], 0, &[r"8 bytes: \xc4\xe3 \xff\x1b[2J", "not UTF-8"]);
    let mixed = ["你好".as_bytes(), b"\xff"].concat();
    desk.check(&[b"layers", &mixed], 0, &[r"7 bytes: 你好\xff", "UTF-8 but for bytes that are shown as"]);
    let said = desk.check(&[b"layers", TEXT, b"--format", b"json"], 0, &[]);
    let object: serde_json::Value = serde_json::from_str(&said).expect("one object");
    assert_eq!(object["bytes"], TEXT.len());
    assert_eq!((&object["text"], &object["hex"]), (&serde_json::Value::Null, &"c4e320ff1b5b324a".into()));
}

#[test]
fn a_name_finds_the_very_file() {
    let desk = Desk::new();
    let [record, svg, html, scenario] = [".jsonl", ".svg", ".html", ".toml"].map(name_with);
    let is_there = |name: &OsStr| assert!(desk.path().join(name).exists(), "{name:?}");

    desk.check(&[b"-q", b"--record", record.as_bytes(), b"tour"], 0, &[]);
    desk.check(&[b"--record", record.as_bytes(), b"tour"], 2, &[r"\xc4\xe3.jsonl", r"rm $'\xc4\xe3.jsonl'"]);
    for page in [&svg, &html] {
        desk.check(&[b"ladder", record.as_bytes(), b"-o", page.as_bytes()], 0, &[r"drawn into \xc4\xe3."]);
        is_there(page);
    }
    desk.check(&[b"ladder", record.as_bytes(), b"-o", NAME], 2, &[r"'\xc4\xe3'", "ends in .svg or .html"]);
    desk.check(&[b"ladder", NAME, b"--output=\xc4"], 2, &[r"'\xc4'", "ends in .svg or .html"]);
    desk.check(&[b"ladder", NAME], 2, &[r"cannot read \xc4\xe3: "]);

    fs::write(desk.path().join(&scenario), "[[phase]]\nname = 3\n").expect("written");
    desk.check(&[b"impair", b"--to", b"1", b"--scenario", scenario.as_bytes()], 2, &[r"\xc4\xe3.toml:2: "]);

    desk.check(&[b"start", b"2", NAME], 0, &[r"netlab check 2 -- python3 $'\xc4\xe3/main.py'"]);
    is_there(&name_with("/main.py"));
    desk.check(&[b"start", b"2", NAME], 2, &[r"cannot write \xc4\xe3/main.py"]);
    desk.check(&[b"man", b"--dir", NAME], 0, &[r"manual pages are in \xc4\xe3"]);
    is_there(&name_with("/netlab.1"));
    desk.check(&[b"--lessons", NAME, b"lesson", b"list"], 2, &[r"\xc4\xe3"]);
}

/// A right program in Python under this name.
fn put_solution(desk: &Desk, name: &OsStr) {
    let solution = desk.run(&[b"solution", b"2", b"--in", b"python", b"--anyway"]);
    fs::write(desk.path().join(name), solution.stdout).expect("written");
}

#[test]
fn a_program_is_judged_whatever_its_name_and_its_arguments_are() {
    let desk = Desk::new();
    let check = |command: &[&[u8]], code, expected: &[&str]| {
        let head: [&[u8]; 5] = [b"check", b"2", b"--check", b"speaks-first", b"--"];
        desk.check(&[&head, command].concat(), code, expected);
    };
    put_solution(&desk, &name_with(".py"));
    check(&[b"python3", name_with(".py").as_bytes()], 0, &["1 of 1 checks passed"]);

    // The kernel cuts a process's name behind 15 bytes: here within a character, and before that it is none.
    let netlab = assert_cmd::cargo::cargo_bin!("netlab");
    for name in [&b"./\xc4\xe3"[..], "./my我的服务器程序".as_bytes()] {
        std::os::unix::fs::symlink(netlab, desk.path().join(word(name))).expect("a free name");
        check(&[name, b"tcp-server", b"{addr}", b"--greeting", NAME], 0, &["1 of 1 checks passed"]);
    }
    // What stands between such bytes is replaced all the same.
    let script = b"echo \"$0\" | od -An -tx1 >&2; exit 3";
    check(
        &[b"sh", b"-c", script, b"\xc4{port}\xe3"],
        1,
        &["ended before it was ready", " c4 3", " e3", r"$'\xc4{port}\xe3'"],
    );
    check(&[b"./\xff"], 2, &[r"\xff can be started"]);
}

#[test]
fn what_must_be_text_and_is_not_is_named() {
    let desk = Desk::new();
    let check = |args: &[&[u8]], expected: &str| {
        let message = format!("error: {expected} is not UTF-8, as an address, a number or a name must be\n");
        desk.check(args, 2, &[&message, "hint: what can be typed: netlab "]);
    };
    check(&[b"tcp-client", NAME], r"$'\xc4\xe3'");
    check(&[b"tcp-client", b"--message", b"\xff", NAME], r"$'\xc4\xe3'");
    check(&[b"chat-client", b"--name=\xc4\xe3"], r"$'--name=\xc4\xe3'");
    check(&[b"check", NAME, b"--", b"\xff"], r"$'\xc4\xe3'");
}

#[test]
fn who_forgets_the_dashes_before_a_program_is_given_the_whole_command() {
    let desk = Desk::new();
    let check = |args: &[&[u8]], expected: &[&str]| drop(desk.check(args, 2, expected));
    check(
        &[b"check", b"2", b"python3", b"my work/x.py"],
        &["error: `--` is missing before python3\n", ": netlab check 2 -- python3 'my work/x.py'\n"],
    );
    check(
        &[b"-q", b"check", b"greeting-server", b"--seed", b"5", b"cargo", b"run", b"--", b"{addr}"],
        &[": netlab -q check greeting-server --seed 5 -- cargo run -- {addr}\n"],
    );
    check(&[b"check", b"2", NAME, b"-v"], &[r"before $'\xc4\xe3'", r": netlab check 2 -- $'\xc4\xe3' -v"]);
    check(
        &[b"check", b"python3", b"-u", b"x.py"],
        &["error: there is no lesson \"python3\"\n", ": netlab check N -- python3 -u x.py\n"],
    );
    check(&[b"check", b"2", b"--sed", b"5", b"python3"], &["unexpected argument '--sed'", "--seed"]);
}
