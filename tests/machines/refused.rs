//! An engine that says no, or nothing: each time another error, with what to do about it.

use libtest_mimic::Trial;

use crate::common::needed::{Claim, trials as claims};
use crate::common::program::Program;
use crate::engine::{Engine, Server, command, own_address};

pub(crate) fn trials() -> Vec<Trial> {
    const CLAIMS: &[Claim] = &[
        ("an_engine_that_is_not_there_is_named", "nats-server", not_there),
        ("an_engine_without_memory_is_told_apart", "nats-server", no_memory),
        ("a_wrong_password_is_told_and_a_right_one_is_not_shown", "nats-server", password),
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
    let (code, said) = said_by(crate::common::program::netlab(&["chat-server", "--machine", "a"]));
    assert!(code == 2 && said.contains("--engine"), "{said}");
}
