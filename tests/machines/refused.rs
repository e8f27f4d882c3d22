//! An engine that says no, or nothing: each time another error, with what to do about it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use libtest_mimic::Trial;

use crate::common::needed::{Claim, trials as claims};
use crate::common::program::{Program, netlab};
use crate::engine::{Engine, Server, command, own_address};

pub(crate) fn trials() -> Vec<Trial> {
    const CLAIMS: &[Claim] = &[
        ("an_engine_that_is_not_there_is_named", "nats-server", not_there),
        ("an_engine_without_memory_is_told_apart", "nats-server", no_memory),
        ("a_wrong_password_is_told_and_a_right_one_is_not_shown", "nats-server", password),
        ("no_narration_record_or_drawing_shows_the_password", "nats-server", not_shown),
        ("a_user_in_the_address_is_refused_and_not_shown", "nats-server", typed),
        ("a_machine_that_may_not_speak_as_another_is_told_so_at_once", "nats-server", permission),
        ("a_message_larger_than_the_engine_takes_is_lost_alone", "nats-server", too_large),
        ("a_name_that_is_none_is_no_value", "nats-server", no_name),
    ];
    claims("refused", CLAIMS)
}

/// What a server that cannot begin says, with its exit code.
fn said_by(command: std::process::Command) -> (i32, String) {
    let mut program = Program::start(command);
    let code = program.code();
    (code, program.err.text())
}

fn not_there() {
    let url = format!("nats://{}", own_address());
    let (code, said) = said_by(command(&url, "a", &[]));
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains(&format!("error: cannot connect to the engine {url}: connection refused")),
        "{said}"
    );
    assert!(said.contains("hint: an engine with memory is started by: nats-server -js"), "{said}");
}

fn no_memory() {
    let engine = Engine::without_memory();
    let (code, said) = said_by(command(&engine.url(), "a", &[]));
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("it runs without JetStream"), "{said}");
}

/// What each machine may do, as README has it; `a` may not speak as `b`.
const USERS: &str = r#"
authorization {
  MACHINE_A = {
    publish: { allow: ["netlab.chat.lab.say.a", "$JS.API.>", "$JS.FC.>", "$KV.netlab-chat-lab.>"] }
    subscribe: { allow: ["_INBOX.a.>"] }
  }
  users: [ { user: "a", password: "s3cret-of-a", permissions: $MACHINE_A } ]
}
"#;

fn logged_in(engine: &Engine, machine: &str, password: &str, more: &[&str]) -> std::process::Command {
    let mut command = command(&engine.url(), machine, more);
    command.env("NETLAB_ENGINE_USER", "a").env("NETLAB_ENGINE_PASSWORD", password);
    command
}

fn password() {
    let engine = Engine::with(USERS);
    for command in [command(&engine.url(), "a", &[]), logged_in(&engine, "a", "wrong", &[])] {
        let (code, said) = said_by(command);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("user or password are missing or wrong"), "{said}");
        assert!(said.contains("NETLAB_ENGINE_USER and NETLAB_ENGINE_PASSWORD"), "{said}");
    }
    let a = Server::of(logged_in(&engine, "a", "s3cret-of-a", &[]));
    a.member("anna");
}

fn not_shown() {
    let engine = Engine::with(USERS);
    let folder = tempfile::tempdir().expect("a folder");
    let record = folder.path().join("run.jsonl");
    let record = record.to_str().expect("text");
    let mut command = netlab(&["-v", "--record", record, "chat-server", "127.0.0.1:0"]);
    command.args(["--engine", &engine.url(), "--machine", "a"]);
    command.env("NETLAB_ENGINE_USER", "a").env("NETLAB_ENGINE_PASSWORD", "s3cret-of-a");
    let mut a = Server::of(command);
    a.member("anna");
    assert_eq!(a.program.interrupt(), 0);
    let narration = a.program.err.text();
    let rows = std::fs::read_to_string(record).expect("a record");
    let sent: Vec<String> = rows
        .split("\"data\":\"")
        .skip(1)
        .map(|row| row.split('"').next().unwrap_or_default())
        .map(|data| String::from_utf8_lossy(&BASE64_STANDARD.decode(data).expect("base64")).into_owned())
        .collect();
    let drawing = Program::start(netlab(&["ladder", record])).out.text();
    for shown in [narration, sent.concat(), rows, drawing] {
        assert!(!shown.contains("s3cret"), "{shown}");
    }
    let connect = sent.iter().find(|text| text.starts_with("CONNECT {")).expect("who it is");
    assert!(connect.contains("\"pass\":\"***********\""), "{connect}");
}

fn typed() {
    let (code, said) = said_by(command("nats://anna:s3cret@127.0.0.1:4222", "a", &[]));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("an engine's address holds no user and no password"), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
}

fn permission() {
    let engine = Engine::with(USERS);
    let (code, said) = said_by(logged_in(&engine, "b", "s3cret-of-a", &[]));
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("it answers: Permissions Violation"), "{said}");
}

fn too_large() {
    let engine = Engine::with("max_payload: 20000\n");
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, ben) = (a.member("anna"), b.member("ben"));
    anna.says("before");
    ben.hears("anna: before\n");
    anna.says(&"x".repeat(30_000));
    anna.hears("* 1 message is lost to the other machines");
    anna.says("after");
    ben.hears("anna: after\n");
    ben.hears("* 1 message of machine a was lost\n");
}

fn no_name() {
    let url = format!("nats://{}", own_address());
    let check = |machine: &str, more: &[&str], expected: &str| {
        let (code, said) = said_by(command(&url, machine, more));
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(expected), "{said}");
    };
    check("A", &[], "expected 1 to 8 of a to z and 0 to 9");
    check("a.b", &[], "expected 1 to 8");
    check("123456789", &[], "expected 1 to 8");
    check("a", &["--room", "*"], "expected 1 to 32");
    let (code, said) = said_by(netlab(&["chat-server", "--machine", "a"]));
    assert!(code == 2 && said.contains("--engine"), "{said}");
}
