//! A Chinese reader sees no English sentence.
//!
//! The one idea: three English words in a row are a sentence, or the beginning of one. What is no sentence of ours is
//! taken out first: code between backticks, what a peer sent between quotes, commands, and the names that a list has.
//!
//! See it run: `cargo test --test cli in_chinese`.

#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::common::home::Home;
use crate::common::program::{Program, netlab};

/// Runs of words that are names, or another program's: titles of documents, what a system or an interpreter prints,
/// what is said on the wire.
const NAMES: &[&str] = &[
    "Hello from the server. Who is there?",
    "Hello from the client!",
    "* you are guest-",
    "/help tells what can be said here",
    "ddress already in use",
];

/// The same in the lessons: what programs there print and members say, the room's log, titles of Microsoft's pages.
const NAMES_IN_LESSONS: &[&str] = &[
    "how are you?",
    "b'how a' b'bye'",
    "b'how a' b're yo'",
    "--- the cable is out",
    "no answer in 5 s, and no error",
    "the last acknowledgement came less than",
    "left: disconnected, as it was silent for too long",
    "left: disconnected, as it fell behind with reading",
    "left: sent a message that is too long",
    "* you have been silent for too long; good-bye",
    "* a message may have 65536 bytes; yours is longer; good-bye",
    "How do you do?",
    "Then send the money.",
    "the room is open",
    "anna: I owe ben 100",
    "* anna has left",
    "where is your screen?",
    "one line of 200,000,000 bytes",
    "after my end comes b''",
    "are you there",
    "anna is here",
    "is nobody there?",
    "the kernel took 4,182,768 bytes, and now it has no room",
    "that is all",
    "write returned false",
    "bytes that wait in Node",
    "all sends returned well; received all: False",
    "the queue is full",
    "Maximum Number of Sockets",
    "Performance Tuning Network",
    "TCP receive window autotuning",
];

/// The runs of English words in a text that are no names, each with its line.
fn english(text: &str) -> Vec<String> {
    static NO_SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"``.+?``|`[^`]*`|"[^"]*["…]|“[^”]*”|netlab [a-z-]+( [a-z-]+)*|\S*[./:_<>()=\[\]{}|$\\]\S*"#,
        )
        .expect("a pattern")
    });
    static RUN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b[A-Za-z][a-z'-]*( [A-Za-z][a-z'-]*){2,}").expect("a pattern"));
    let of_line = |line: &str| {
        let bare =
            NAMES.iter().chain(NAMES_IN_LESSONS).fold(line.to_owned(), |bare, name| bare.replace(name, "名"));
        let bare = NO_SENTENCE.replace_all(&bare, "码");
        RUN.find(&bare).map(|found| format!("{:?} in: {line}", found.as_str()))
    };
    text.lines().filter_map(of_line).collect()
}

/// What netlab says in Chinese, on both streams.
fn said(home: &Home, args: &[&str]) -> String {
    let mut command = netlab(args);
    command.env("NETLAB_LANG", "zh-CN").env("COLUMNS", "80").env("NETLAB_HOME", home.path().join("home"));
    let output = command.current_dir(home.path()).output().expect("netlab starts");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
}

/// The English that these commands say.
#[track_caller]
fn check(home: &Home, commands: &[&[&str]]) {
    let found: Vec<String> = commands.iter().flat_map(|args| found(home, args)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[track_caller]
fn found(home: &Home, args: &[&str]) -> Vec<String> {
    let text = said(home, args);
    assert!(
        text.chars().any(|char| ('一'..='龥').contains(&char)),
        "{args:?} says nothing in Chinese:\n{text}"
    );
    english(&text).into_iter().map(|said| format!("{args:?}: {said}")).collect()
}

#[test]
fn a_sentence_is_told_from_names() {
    assert_eq!(english("内核给了它这个地址 the kernel gave it\n").len(), 1);
    for line in ["参见 handshake, receive-buffer", "运行 `you may not see`", "3 字节 \"who are you\""] {
        assert_eq!(english(line), [""; 0], "{line}");
    }
}

#[test]
fn no_help_has_an_english_sentence() {
    let home = Home::new();
    let overview = said(&home, &["help"]);
    let names = overview.lines().skip(4).take_while(|row| !row.is_empty());
    let names: Vec<&str> =
        names.filter_map(|row| row.split_whitespace().find(|word| word.is_ascii())).collect();
    assert!(names.len() > 15, "{overview}");
    let pages = ["options", "rules"].into_iter().chain(names);
    let pages: Vec<[&str; 2]> = pages.map(|page| ["help", page.trim_end_matches(',')]).collect();
    let pages: Vec<&[&str]> = pages.iter().map(|page| &page[..]).collect();
    check(&home, &[&[&["--help"][..]], &pages[..]].concat());
}

#[test]
fn no_report_has_an_english_sentence() {
    let home = Home::new();
    let all: &[&[&str]] = &[
        &[],
        &["tour", "--fast"],
        &["-v", "tour", "--fast"],
        &["doctor"],
        &["lesson", "list"],
        &["progress"],
        &["start", "2", "--in", "python"],
        &["check", "2", "--list"],
        &["sockets", "1"],
        &["layers"],
        &["-v", "layers", "你好", "--udp"],
        &["layers", "--plain"],
        &["completions", "bash", "--help"],
        &["progress", "reset"],
        &["explain"],
        &["explain", "closed"],
        &["explain", "datagram-cut"],
        &["explain", "ECONNREFUSED"],
        &["explain", "TIME_WAIT"],
        &["explain", "backlog"],
        &["explain", "ipv4-ttl"],
        &["explain", "no-such-word"],
        &["tcp-client", "127.0.0.1:1"],
        &["udp-send", "127.0.0.1:1", "hello", "--connect", "--count", "2"],
        &["impair", "--to", "8080", "--loss", "10%"],
        &["ladder", "no-such-file.jsonl"],
        &["lesson", "99"],
        &["no-such-command"],
        &["tour", "--no-such-option"],
    ];
    check(&home, all);
}

#[test]
fn no_failing_check_has_an_english_sentence() {
    let home = Home::new();
    for (exercise, program) in [("1", "true"), ("2", "false"), ("3", "false")] {
        check(&home, &[&["--ladder", "check", exercise, "--", "sh", "-c", program]]);
    }
}

#[test]
fn a_server_its_sockets_and_a_relay_say_no_english_sentence() {
    let home = Home::new();
    let start = |args: &[&str]| {
        let mut command = netlab(args);
        command.env("NETLAB_LANG", "zh-CN").env("NETLAB_HOME", home.path().join("home"));
        Program::start(command)
    };
    let address = |program: &Program| {
        let (_, at) = program.err.until("an address", |text| {
            let (_, rest) =
                text.split_once("\n在 ").or_else(|| text.strip_prefix("在 ").map(|rest| ("", rest)))?;
            rest.split_once(" 上监听；").map(|(at, _)| (0, at.to_owned()))
        });
        at
    };
    let mut server = start(&["chat-server", "127.0.0.1:0"]);
    let at = address(&server);
    let mut relay =
        start(&["impair", "--to", &at, "--listen", "127.0.0.1:0", "--slice", "1..3", "--delay", "1ms"]);
    let through = address(&relay);
    let mut client = start(&["tcp-client", &through, "--idle-timeout", "1", "--message", "小明"]);
    let port = at.rsplit(':').next().expect("a port").to_owned();
    check(&home, &[&["-v", "sockets", &port]]);
    client.wait();
    assert_eq!((server.interrupt(), relay.interrupt()), (0, 0));
    for program in [&server, &relay, &client] {
        let text = program.out.text() + &program.err.text();
        let found = english(&text);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn no_lesson_has_an_english_sentence() {
    let home = Home::new();
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(lessons).expect("the lessons are there") {
        let folder = entry.expect("a readable folder").path();
        let Ok(text) = std::fs::read_to_string(folder.join("README.zh-CN.md")) else { continue };
        let code = code(&text);
        let name = folder.file_name().expect("a name").to_string_lossy();
        let number = name.split('-').next().expect("a number");
        let page = said(&home, &["lesson", number, "--plain"]);
        let is_told = |line: &&str| !code.contains(line.trim().trim_start_matches("$ "));
        let page: Vec<&str> = page.lines().filter(is_told).collect();
        all.extend(english(&page.join("\n")).into_iter().map(|said| format!("{name}: {said}")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// The lines of a text that are programs and commands, and not what they print.
fn code(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut info: Option<&str> = None;
    for line in text.lines() {
        match (info, line.strip_prefix("```")) {
            (None, opened) => info = opened,
            (Some(_), Some("")) => info = None,
            (Some(info), _) if info.starts_with("console") => {
                all.extend(
                    line.strip_prefix("$ ").or(line.strip_prefix("> ")).map(|typed| typed.trim().to_owned()),
                );
            }
            (Some(_), _) => drop(all.insert(line.trim().to_owned())),
        }
    }
    all
}
