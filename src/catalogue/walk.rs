//! A walk through all texts: what they write in capitals or in code type can be looked up.
//!
//! The one idea: a reader who meets `SO_NOSIGPIPE` or `readexactly` in a lesson types it as it stands there.
//!
//! See it run: `cargo test --lib walk`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::catalogue::{Lang, Word, commands, manual};

/// Names in capitals that are of no socket: settings of programs, and what a reader fills in.
const OF_OTHERS: &[&str] = &[
    "NO_COLOR",
    "GOMEMLIMIT",
    "ECMA",
    "ESC",
    "SECONDS",
    "SEND_US",
    "SHELL",
    "STDIN",
    "XDG_STATE_HOME",
    "NETLAB_ENGINE_USER",
    "NETLAB_ENGINE_PASSWORD",
];

/// What an exercise looks for in a program's output: a part of ECONNREFUSED and of WSAECONNREFUSED.
const PART_OF_A_NAME: &str = "EFUSED";

/// Programs that are started, not looked up.
const PROGRAMS: &[&str] =
    &["grep", "node", "od", "printf", "print", "python3", "rm", "rust", "sleep", "ssh", "unshare"];

/// What a language has for any program: its words, its values, its containers and texts, its clock and exit.
const OF_LANGUAGES: &[&str] = &[
    "HashMap",
    "HashSet",
    "Lock",
    "Map",
    "Ok",
    "RuntimeError",
    "Set",
    "ValueError",
    "_exit",
    "category",
    "chars",
    "contains",
    "delete",
    "dict",
    "discard",
    "except",
    "exit",
    "false",
    "for",
    "has",
    "indexOf",
    "len",
    "length",
    "list",
    "memchr",
    "null",
    "partition",
    "remove",
    "replace",
    "rstrip",
    "set",
    "setInterval",
    "split",
    "stdin",
    "str",
    "strip",
    "take",
    "time",
    "try",
    "with",
];

/// What a lesson's programs send, and the letters and variables of a sentence.
const PAYLOAD: &[&str] =
    &["a", "anna", "echo:", "f", "guest-1", "guest-2", "hello", "one", "three", "two", "work", "x"];

/// What a server may do with a member that does not read: values of an option of netlab.
const CHOICES: &[&str] = &["disconnect", "drop", "wait"];

/// What stands for more than one word, so that explain suggests several.
const OF_SEVERAL: &[&str] = &["Buffer", "buffer", "options"];

/// Every text that a learner reads: of the words, of the help, of the lessons and of their exercises.
fn all_texts() -> Vec<String> {
    let mut texts: Vec<String> =
        Word::all().flat_map(|word| word.texts(Lang::English)).map(str::to_owned).collect();
    for help in commands(Lang::English) {
        let options = help.options.iter().map(|(_, said)| *said);
        texts.extend([help.about, help.notes].into_iter().chain(options).map(str::to_owned));
    }
    texts.extend(
        manual(Lang::English).iter().flat_map(|section| section.rows).map(|(_, said)| (*said).to_owned()),
    );
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    for lesson in fs::read_dir(lessons).expect("the lessons lie beside the source") {
        let lesson = lesson.expect("it can be listed").path();
        texts.extend(fs::read_to_string(lesson.join("README.md")));
        texts.extend(fs::read_to_string(lesson.join("exercise.toml")));
    }
    texts
}

/// The names in capitals: of errors, signals, states, and what has a `_` inside.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|part| {
        let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let is_name = part.trim_matches('_').contains('_') || part.starts_with(['E', 'S']);
        part.len() > 3
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.chars().all(is_capital)
            && is_name
    })
}

/// The names in code type: `recv`, `man 2 recv`, and calls such as `recv(fd, …)`.
///
/// No names are: what has blanks (commands, lines of code and of a screen), options, numbers, quoted values, files,
/// bytes in hexadecimal, and what a reader fills in (`PORT`).
fn names_in_code(text: &str) -> impl Iterator<Item = String> {
    // A block of code between lines of three backticks is a program to read, not a name to look up.
    let prose = text.split("```").step_by(2);
    let code = prose.flat_map(|part| part.split('`').skip(1).step_by(2));
    // What is read from what a call gives is no part of the call: `data.toString().length`.
    let code =
        code.map(|code| code.rfind(").").filter(|_| !code.ends_with(')')).map_or(code, |at| &code[..=at]));
    code.map(|code| code.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|code| {
        let name = code.split_once('(').map_or(&**code, |(name, _)| name);
        let page = name.strip_prefix("man ").and_then(|page| page.split_once(' ')).map(|(_, name)| name);
        let name = page.or_else(|| name.strip_prefix("sysctl ")).unwrap_or(name);
        let is_part = |c: char| c.is_ascii_alphanumeric() || "_.:-".contains(c);
        let is_byte = name.len() == 2 && name.chars().all(|c| c.is_ascii_hexdigit());
        let is_file = [".txt", ".rs"].iter().any(|end| name.ends_with(end));
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(is_part)
            && name.contains(|c: char| c.is_ascii_lowercase())
            && !is_byte
            && !is_file
    })
}

/// Whether this name, without its owners and what it is called with, stands in one of the lists above.
fn is_declared(code: &str) -> bool {
    let name = code.split_once('(').map_or(code, |(name, _)| name);
    let last = name.rsplit(['.', ':', ' ']).find(|part| !part.is_empty()).unwrap_or_default();
    let lists = [PROGRAMS, OF_LANGUAGES, PAYLOAD, CHOICES, OF_SEVERAL];
    lists.iter().any(|list| list.contains(&name) || list.contains(&last))
}

#[test]
fn each_name_in_capitals_that_a_text_uses_can_be_looked_up() {
    let texts = all_texts();
    let used: BTreeSet<&str> = texts.iter().flat_map(|text| names(text)).collect();
    assert!(used.contains("ECONNRESET") && used.contains("SO_REUSEADDR"), "{used:?}");
    let lost: Vec<_> = used.into_iter().filter(|name| Word::find(name).is_none()).collect();
    let is_declared = |name: &&str| OF_OTHERS.contains(name) || *name == PART_OF_A_NAME;
    let lost: Vec<_> = lost.into_iter().filter(|name| !is_declared(name)).collect();
    assert_eq!(lost, [""; 0]);
}

#[test]
fn each_name_in_code_type_that_a_text_uses_can_be_looked_up() {
    let used: BTreeSet<String> = all_texts().iter().flat_map(|text| names_in_code(text)).collect();
    assert!(used.contains("recv") && used.contains("net.Server"), "{used:?}");
    let is_led = |name: &&String| Word::find(name).is_some() || is_declared(name);
    let lost: Vec<_> = used.iter().filter(|name| !is_led(name)).collect();
    assert_eq!(lost, [""; 0]);
    for name in OF_SEVERAL {
        assert!(Word::near(name).len() > 1, "{name}");
    }
}

/// What is declared as no word is none, and is used: what lost its reason leaves the lists.
#[test]
fn each_name_that_is_declared_needs_to_be() {
    let used: BTreeSet<String> = all_texts().iter().flat_map(|text| names_in_code(text)).collect();
    for declared in [PROGRAMS, OF_LANGUAGES, PAYLOAD, CHOICES, OF_SEVERAL].into_iter().flatten() {
        let is_it = |name: &&String| {
            let name = name.split_once('(').map_or(name.as_str(), |(name, _)| name);
            name == *declared || name.rsplit(['.', ':']).next() == Some(declared)
        };
        let needs = used.iter().filter(is_it).any(|name| Word::find(name).is_none());
        assert!(needs, "{declared}");
    }
}

/// What textbooks of network programming teach: each concept, and the words under which a reader looks for it.
const CONCEPTS: &[(&str, &[&str])] = &[
    ("who the other end is, and that nobody else reads", &["TLS", "encryption", "certificate"]),
    ("names in practice", &["getaddrinfo", "happy eyeballs", "TTL", "AAAA", "DNS record"]),
    ("order and loss", &["sequence number", "cumulative ack", "sliding window", "duplicate ack", "SACK"]),
    ("congestion", &["slow start", "cwnd", "AIMD", "CUBIC", "BBR", "bandwidth-delay product", "bufferbloat"]),
    ("connect with a time limit", &["non-blocking connect", "EINPROGRESS", "SO_ERROR", "backoff", "jitter"]),
    ("readiness", &["select", "poll", "epoll", "level-triggered", "edge-triggered", "EAGAIN", "event loop"]),
    ("a protocol on top", &["HTTP/1.1", "Content-Length", "chunked", "keep-alive", "pipelining"]),
    ("private addresses", &["NAT", "private address", "port forwarding", "hole punching"]),
    ("IPv6 in practice", &["dual stack", "::ffff:127.0.0.1", "scope id", "IPV6_V6ONLY"]),
    ("addresses and routes", &["netmask", "CIDR", "default gateway", "ARP", "ping", "traceroute"]),
    ("looking from outside", &["tcpdump", "Wireshark", "ss", "strace"]),
    ("small pieces", &["Nagle", "delayed ack", "TCP_NODELAY", "TCP_CORK"]),
    ("options", &["SO_LINGER", "SO_REUSEPORT", "TCP_USER_TIMEOUT", "SO_RCVTIMEO"]),
    ("how large a packet may be", &["MSS", "path MTU", "DF", "MTU black hole"]),
    ("designs of servers", &["thread per connection", "process per connection", "thread pool", "prefork"]),
    ("the end of a server", &["graceful shutdown", "connection limit"]),
    ("between programs of one machine", &["Unix domain socket", "socketpair", "SCM_RIGHTS"]),
    ("to many", &["multicast", "broadcast"]),
    ("attacks", &["SYN flood", "SYN cookies", "amplification", "spoofing"]),
    ("how much and how soon", &["throughput", "latency", "batching", "zero copy", "sendmmsg"]),
    ("newer protocols and programs between", &["QUIC", "WebSocket", "proxy", "load balancer"]),
    ("seldom needed", &["urgent data", "raw socket"]),
];

#[test]
fn each_concept_of_network_programming_can_be_looked_up() {
    for (concept, words) in CONCEPTS {
        for word in *words {
            assert!(Word::find(word).is_some(), "{concept}: {word}");
        }
    }
}
