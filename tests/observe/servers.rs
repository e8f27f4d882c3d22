//! Servers in many languages, each with netlab's own client, which is recorded.
//!
//! Every one of them greets, reads to the end, answers how many bytes that were, closes, and ends with 7.

use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;
use netlab::event::Kind;

use crate::agreement::agree;
use crate::common::lease::Lease;
use crate::common::needed;
use crate::common::program::Program;
use crate::observed::{Observed, compiled, file, recorded};

const CLAIMS: &[needed::Claim] = &[
    ("a_python_server_with_threads_is_told_rightly", "python3", || greets(&["python3", &file("threads.py")])),
    ("a_python_server_with_asyncio_is_told_rightly", "python3", || {
        greets(&["python3", &file("asyncio_server.py")]);
    }),
    ("a_python_server_that_sends_a_file_is_told_rightly", "python3", || {
        greets(&["python3", &file("sendfile.py")]);
    }),
    ("a_python_server_that_passes_its_sockets_on_is_told_rightly", "python3", || {
        greets(&["python3", &file("passes_on.py")]);
    }),
    ("a_node_server_is_told_rightly", "node", || greets(&["node", &file("server.js")])),
    ("a_node_cluster_is_told_rightly", "node", || greets(&["node", &file("cluster.js")])),
    ("a_c_server_with_poll_is_told_rightly", "gcc", || greets_compiled("poll.c", &[])),
    ("a_c_server_with_epoll_is_told_rightly", "gcc", || greets_compiled("epoll.c", &[])),
    ("a_c_server_that_forks_for_each_client_is_told_rightly", "gcc", || greets_compiled("forks.c", &[])),
    ("a_static_c_server_is_told_rightly", "gcc", || greets_compiled("poll.c", &["-static"])),
    ("a_rust_server_is_told_rightly", "rustc", rust),
    ("our_own_server_on_tokio_is_told_as_it_tells_itself", "sh", own),
    ("a_server_of_nc_is_told_rightly", "nc", || listens("nc", &["-N", "-l", "127.0.0.1"], "hello from nc\n")),
    ("a_server_of_ncat_is_told_rightly", "ncat", || {
        listens("ncat", &["-l", "127.0.0.1"], "hello from ncat\n");
    }),
    ("a_server_of_socat_that_forks_is_told_rightly", "socat", socat),
    ("the_tutorials_server_and_client_both_observed_become_one_ladder", "node", tutorial),
];

/// Of languages that are not everywhere: `make whole` asks for them. Otherwise the calls that were recorded of them are
/// replayed.
const OF_OTHER_LANGUAGES: &[needed::Claim] = &[
    ("a_ruby_server_is_told_rightly", "ruby", || greets(&["ruby", &file("server.rb")])),
    ("a_go_server_is_told_rightly", "go", go),
    ("a_java_server_is_told_rightly", "java", || greets(&["java", &file("Server.java")])),
    ("a_java_server_with_channels_is_told_rightly", "java", || greets(&["java", &file("Channels.java")])),
    ("a_php_server_is_told_rightly", "php", || greets(&["php", &file("server.php")])),
    ("nginx_is_told_rightly", "nginx", nginx),
    ("redis_is_told_rightly", "redis-server", redis),
];

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = needed::trials("servers", CLAIMS);
    if std::env::var_os("LANGUAGES").is_some_and(|wanted| wanted == "all") {
        trials.extend(needed::trials("servers", OF_OTHER_LANGUAGES));
    }
    trials
}

/// A server that tells everything as it should.
#[track_caller]
fn greets(words: &[&str]) {
    let observed = Observed::start(words);
    let addr = observed.listening();
    let peer = recorded(
        observed.path(),
        &["tcp-client", &addr.to_string(), "--message", "grüß dich, Gänseblümchen"],
    );
    let told = observed.ended_with(7);
    agree(&told, &peer);
    let kinds: Vec<Kind> = told.iter().map(|event| event.kind).collect();
    for kind in [Kind::Listening, Kind::Accepted, Kind::Sent, Kind::Received, Kind::PeerFinished] {
        assert!(kinds.contains(&kind), "{kind}: {told:#?}");
    }
    // The peer has it from its kernel that the server finished.
    assert!(peer.iter().any(|event| event.kind == Kind::PeerFinished));
}

fn greets_compiled(source: &str, options: &[&str]) {
    let dir = tempfile::tempdir().expect("a directory");
    let program = compiled(dir.path(), source, options);
    greets(&[program.to_str().expect("UTF-8")]);
}

fn rust() {
    built("server.rs", |program, source| {
        let mut rustc = Command::new("rustc");
        rustc.args(["--edition", "2024", "-o"]).arg(program).arg(source);
        rustc
    });
}

fn go() {
    built("server.go", |program, source| {
        let mut go = Command::new("go");
        go.args(["build", "-o"]).arg(program).arg(source).env("GOFLAGS", "-mod=mod");
        go.env("GOCACHE", std::env::temp_dir().join("netlab-test-go"));
        go
    });
}

fn built(source: &str, build: impl Fn(&Path, &str) -> Command) {
    let dir = tempfile::tempdir().expect("a directory");
    let program = dir.path().join("server");
    let status = build(&program, &file(source)).status().expect("the compiler starts");
    assert!(status.success());
    greets(&[program.to_str().expect("UTF-8")]);
}

/// Our own server tells of itself what is told of it.
fn own() {
    let lease = Lease::take();
    let netlab = crate::common::program::netlab(&[]);
    let netlab = netlab.get_program().to_str().expect("UTF-8");
    let addr = lease.addr().to_string();
    let words =
        [netlab, "-q", "--record", "own.jsonl", "--record-bytes", "4096", "tcp-server", "--once", &addr];
    let observed = Observed::start(&words);
    observed.listening();
    let peer = recorded(observed.path(), &["tcp-client", &addr, "--message", "hello"]);
    let dir = observed.path().to_owned();
    observed.until("its end", |events| {
        (events.iter().filter(|it| it.kind == Kind::Closed).count() == 2).then_some(())
    });
    let own = crate::records::read(&dir.join("own.jsonl")).expect("its own record");
    let told = observed.ended_with(0);
    agree(&told, &peer);
    agree(&own, &peer);
    let story = |events: &[netlab::event::Event<'_>]| -> Vec<_> {
        let is_of_both = |event: &&netlab::event::Event<'_>| event.kind != Kind::OptionSet;
        events
            .iter()
            .filter(is_of_both)
            .map(|it| (it.kind, it.local, it.peer, it.offset, it.len, it.asked))
            .collect()
    };
    let without = |story: Vec<(Kind, _, _, _, _, Option<u64>)>| -> Vec<_> {
        story
            .into_iter()
            .map(|(kind, local, peer, offset, len, _)| (kind, local, peer, offset, len))
            .collect()
    };
    assert_eq!(without(story(&told)), without(story(&own)));
}

/// A program that listens once, where a number must be given, and says this to whoever comes.
fn listens(program: &str, args: &[&str], says: &str) {
    let lease = Lease::take();
    let port = lease.port().to_string();
    let observed = Observed::start_with(&[&[program], args, &[&port]].concat(), says);
    let addr = observed.listening();
    let peer = recorded(observed.path(), &["tcp-client", &addr.to_string(), "--message", "hello"]);
    let told = observed.ended_with(0);
    agree(&told, &peer);
}

/// A process for each client, with the connection as its standard input and output.
fn socat() {
    let lease = Lease::take();
    let listen = format!("TCP-LISTEN:{},bind=127.0.0.1,reuseaddr,fork,max-children=2", lease.port());
    let observed = Observed::start(&["socat", &listen, "EXEC:cat,nofork"]);
    let addr = observed.listening().to_string();
    let peer = recorded(observed.path(), &["tcp-client", &addr, "--message", "hello"]);
    observed.until("the connection's end", |events| {
        events.iter().any(|it| it.kind == Kind::Closed).then_some(())
    });
    observed.program.signal(rustix::process::Signal::TERM);
    let told = observed.ended_with(143);
    agree(&told, &peer);
}

/// A server that goes on until it is told to end; it says this to whoever says that.
#[track_caller]
fn serves(words: &[&str], port: u16, says: &str, answer: &str) {
    let observed = Observed::start(words);
    let addr = format!("127.0.0.1:{port}");
    assert_eq!(observed.listening().to_string(), addr);
    let peer = recorded(observed.path(), &["tcp-client", &addr, "--message", says]);
    observed.until("the connection's end", |events| {
        events.iter().any(|it| it.kind == Kind::Closed).then_some(())
    });
    observed.program.signal(rustix::process::Signal::TERM);
    let told = observed.ended_with(0);
    agree(&told, &peer);
    let said: Vec<u8> = told
        .iter()
        .filter(|it| it.kind == Kind::Sent)
        .flat_map(|it| it.data.as_deref().unwrap_or(b""))
        .copied()
        .collect();
    assert!(String::from_utf8_lossy(&said).ends_with(answer), "{told:#?}");
}

/// A master and a worker; the file goes out by `sendfile`.
fn nginx() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, lease) = (tempfile::tempdir().expect("a directory"), Lease::take());
    let root = dir.path().display();
    // Its worker may be somebody else.
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).expect("ours");
    std::fs::write(dir.path().join("hello"), "hello from nginx\n").expect("written");
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {root}/{name};\n"))
        .concat();
    let config = format!(
        "daemon off; pid {root}/pid; error_log stderr; worker_processes 1; events {{}}\n\
         http {{ access_log off; sendfile on;\n{folders}\
         server {{ listen 127.0.0.1:{}; root {root}; }} }}\n",
        lease.port()
    );
    let path = dir.path().join("nginx.conf");
    std::fs::write(&path, config).expect("written");
    let words = ["nginx", "-p", dir.path().to_str().expect("UTF-8"), "-c", path.to_str().expect("UTF-8")];
    serves(&words, lease.port(), "GET /hello HTTP/1.0\r\n\r", "\r\n\r\nhello from nginx\n");
}

fn redis() {
    let lease = Lease::take();
    let port = lease.port().to_string();
    let words = ["redis-server", "--port", &port, "--bind", "127.0.0.1", "--save", ""];
    serves(&words, lease.port(), "PING", "+PONG\r\n");
}

fn tutorial() {
    let lease = Lease::take();
    let port = format!("PORT={}", lease.port());
    let lessons = format!("{}/lessons", env!("CARGO_MANIFEST_DIR"));
    let start = |lesson: &str| {
        let program = format!("{lessons}/{lesson}/solution/node/main.js");
        Observed::start_in(&["env", "HOST=127.0.0.1", &port], &["node", &program], "")
    };
    let server = start("02-greeting-server");
    server.listening();
    let client = start("03-greeting-client");
    let record = |of: &Observed| of.path().join("observed.jsonl").to_str().expect("UTF-8").to_owned();
    let (servers, clients) = (record(&server), record(&client));
    client.until("its end", |events| events.iter().any(|it| it.kind == Kind::Closed).then_some(()));
    server.until("its end", |events| events.iter().any(|it| it.kind == Kind::Closed).then_some(()));
    let mut ladder = Program::netlab(&["ladder", "--width", "100", &servers, &clients]);
    assert_eq!(ladder.code(), 0, "{}", ladder.err.text());
    crate::tutorial::assert_whole(&ladder.out.text());
    server.program.signal(rustix::process::Signal::TERM);
    server.ended_with(143);
    client.ended_with(0);
}
