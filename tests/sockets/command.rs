//! What `netlab sockets` says of sockets that are brought into a state on purpose.
//!
//! The one idea: a report is right when it says of each socket what its program knows, and who is to act.

#![cfg(target_os = "linux")]

use std::io::Write;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};

use crate::common::lease;
use crate::common::program::{Heard, Program, netlab};
use crate::common::states::{
    connecting, eventually, full_of_datagrams, listening_with_backlog, pair, stuck_sender,
};

/// What the report says of a port, in one line.
fn said(addr: SocketAddr, options: &[&str]) -> String {
    let port = addr.port().to_string();
    let mut program = Program::netlab(&[options, &["sockets", &port]].concat());
    assert_eq!((program.code(), program.err.text()), (0, String::new()));
    let text = program.out.text();
    for line in text.lines() {
        assert!(netlab::terminal::width(line) <= 80, "too wide: {line}");
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asks until the report says all of this.
#[track_caller]
fn says(addr: SocketAddr, wanted: &[&str]) {
    let mut last = String::new();
    let all = |text: &str| wanted.iter().all(|part| text.contains(part));
    eventually(&format!("{wanted:?}"), || {
        last = said(addr, &[]);
        all(&last).then_some(())
    });
}

fn ours() -> String {
    format!(
        "sockets-{}",
        std::env::current_exe().expect("a path").display().to_string().rsplit_once('-').expect("a hash").1
    )
}

#[test]
fn a_listening_socket_has_its_owner_its_queue_and_its_meaning() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("bound");
    let pid = std::process::id();
    says(
        addr,
        &[
            &format!("tcp LISTEN {addr}"),
            &format!("{} (pid {pid})", ours()),
            "accept queue: 0 waiting, backlog 128",
            "Any client may act next, with a SYN.",
        ],
    );
}

#[test]
fn a_full_accept_queue_names_who_is_to_act() {
    let (listener, addr) = listening_with_backlog(1);
    let _clients: Vec<_> = (0..3).map(|_| connecting(addr)).collect();
    says(
        addr,
        &[
            "accept queue: 2 waiting, backlog 1; ",
            " turned away",
            "each accept makes room for one",
            "tcp SYN_SENT ",
            "(not accepted yet)",
            "The server's program acts next, with accept.",
        ],
    );
    drop(listener);
}

#[test]
fn close_wait_and_fin_wait_2_are_two_views_of_one_half_close() {
    let (mut client, server) = pair();
    client.write_all(b"hello").expect("sent");
    client.shutdown(Shutdown::Write).expect("finished");
    let addr = server.local_addr().expect("bound");
    says(
        addr,
        &[
            "tcp CLOSE_WAIT ",
            "5 bytes not read; 0 bytes not acknowledged",
            "Our own program acts next: its shutdown or close",
            "tcp FIN_WAIT_2 ",
            "The peer's program acts next: it must shut down or close.",
            "The program acts next, by reading;",
        ],
    );
}

#[test]
fn time_wait_belongs_to_the_kernel_and_counts_down() {
    let (client, server) = pair();
    let addr = server.local_addr().expect("bound");
    drop(client);
    says(addr, &["tcp CLOSE_WAIT "]);
    drop(server);
    says(
        addr,
        &[
            "tcp TIME_WAIT ",
            "(no program: the kernel) forgotten in ",
            " s This end sent its FIN first, or both at once.",
        ],
    );
}

#[test]
fn a_closed_window_names_the_peer() {
    let (sender, _receiver) = stuck_sender();
    let addr = sender.local_addr().expect("bound");
    says(addr, &["the peer's window 0;", "window probe in ", "The peer's program acts next, by reading."]);
}

#[test]
fn lost_datagrams_are_counted() {
    let socket = full_of_datagrams();
    let addr = socket.local_addr().expect("bound");
    says(
        addr,
        &[&format!("udp {addr}"), "datagrams not read take ", " datagrams dropped", "must read faster"],
    );
}

#[test]
fn an_explanation_comes_the_first_time_or_every_time_or_never() {
    let (_client, server) = pair();
    let addr = server.local_addr().expect("bound");
    let n_times = |options: &[&str]| {
        let text = said(addr, options);
        (text.matches("tcp ESTABLISHED ").count(), text.matches("The handshake is done").count())
    };
    assert_eq!((n_times(&[]).1, n_times(&["-q"]).1), (1, 0));
    let (n_connections, n_explained) = n_times(&["-v"]);
    assert!(n_connections >= 2 && n_explained == n_connections, "{n_explained} of {n_connections}");
}

#[test]
fn the_lab_is_what_our_programs_and_their_peers_hold() {
    let server = Program::netlab(&["-q", "tcp-server", ":0"]);
    let addr = server.address();
    let visitor = TcpStream::connect(addr).expect("it listens");
    let stranger = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let mut program = Program::netlab(&["sockets"]);
    assert_eq!(program.code(), 0);
    let text = program.out.text();
    let has = |addr: Option<SocketAddr>| text.contains(&format!(" {} ", addr.expect("bound")));
    assert!(has(Some(addr)) && has(visitor.local_addr().ok()), "{text}");
    assert!(!has(stranger.local_addr().ok()), "{text}");
    let mut program = Program::netlab(&["sockets", "--all", "-q"]);
    assert!(
        program.code() == 0
            && program.out.text().contains(&stranger.local_addr().expect("bound").to_string())
    );
}

#[test]
fn the_json_form_has_names_and_numbers() {
    let (listener, addr) = listening_with_backlog(7);
    let _client = connecting(addr);
    let port = addr.port().to_string();
    let look = eventually("one that waits", || {
        let mut program = Program::netlab(&["sockets", &port, "--format", "json"]);
        assert_eq!(program.code(), 0);
        let look: serde_json::Value = serde_json::from_str(&program.out.text()).expect("one object");
        (look["sockets"][0]["accept_queue"] == 1).then_some(look)
    });
    let socket = &look["sockets"][0];
    assert_eq!(look["source"], "sock_diag");
    assert_eq!((&socket["state"], &socket["backlog"]), (&"LISTEN".into(), &7.into()));
    assert_eq!(socket["owners"][0]["pid"], std::process::id());
    let sockets = look["sockets"].as_array().expect("a list");
    assert!(sockets.iter().any(|socket| socket["held_by"] == "accept-queue"), "{look}");
    drop(listener);
}

#[test]
fn a_port_without_a_socket_is_said_and_is_no_error() {
    let nobody = lease::Lease::take();
    let expected =
        format!("no socket has port {} Every socket of this machine: netlab sockets --all", nobody.port());
    assert_eq!(said(nobody.addr(), &[]), expected);
}

#[test]
fn what_is_no_port_is_told() {
    for (args, expected) in [
        (&["sockets", "0"][..], "error: invalid value '0' for '[PORT]': expected a port, from 1 to 65535\n"),
        (
            &["sockets", "65536"],
            "error: invalid value '65536' for '[PORT]': expected a port, from 1 to 65535\n",
        ),
        (&["sockets", "80", "--all"], "error: '[PORT]' cannot be used with '--all'\n"),
    ] {
        let mut program = Program::netlab(args);
        assert_eq!(program.code(), 2);
        let said = program.err.text();
        assert!(said.starts_with(expected) && said.contains("\nhint: "), "{said}");
    }
}

/// Root without the right to look into other processes sees as little as any user.
#[test]
fn an_owner_that_does_not_show_itself_is_said_to_be_hidden() {
    if !rustix::process::geteuid().is_root() {
        // Nothing here can hide from the user who runs it.
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port().to_string();
    let ours = netlab(&["sockets", &port, "-q"]);
    let mut command = Command::new("setpriv");
    command.args(["--inh-caps=-sys_ptrace", "--bounding-set=-sys_ptrace"]);
    command.arg(ours.get_program()).args(ours.get_args()).stdin(Stdio::null());
    let mut program = Program::start(command);
    assert_eq!(program.code(), 0);
    let text = program.out.text();
    assert!(text.contains("(not told; user 0)"), "{text}");
    assert!(
        text.contains("note: some owners are not told: without root you see those of your own"),
        "{text}"
    );
}

#[test]
fn a_watch_through_a_pipe_writes_what_changes() {
    let (listener, addr) = listening_with_backlog(5);
    let port = addr.port().to_string();
    let mut watch = Program::netlab(&["sockets", &port, "--watch"]);
    watch.out.until_contains(&format!(" + tcp  LISTEN       {addr}").replace(" + ", "   "));
    let client = TcpStream::connect(addr).expect("it listens");
    watch.out.until_contains(&format!(" + tcp  ESTABLISHED  {}", client.local_addr().expect("bound")));
    watch.out.until_contains(&format!(" * tcp  LISTEN       {addr}"));
    drop(client);
    watch.out.until_contains(" * tcp  FIN_WAIT_2 ");
    watch.out.until_contains("before: ESTABLISHED");
    drop(listener);
    watch.out.until_contains(&format!(" - tcp  LISTEN       {addr}"));
    assert_eq!(watch.interrupt(), 0);
    assert!(watch.err.text().contains("Ctrl-C ends it"));
}

#[test]
fn a_watch_in_json_writes_a_line_for_each_change() {
    let (listener, addr) = listening_with_backlog(5);
    let mut watch = Program::netlab(&["sockets", &addr.port().to_string(), "--watch", "--format", "json"]);
    watch.out.until_contains("\n");
    drop(listener);
    watch.out.until("two lines", |text| (text.lines().count() >= 2).then_some(()));
    assert_eq!(watch.interrupt(), 0);
    for line in watch.out.text().lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("an object");
    }
}

#[test]
fn a_watch_whose_reader_leaves_ends_without_an_error() {
    let (_listener, addr) = listening_with_backlog(5);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    let mut watch = Program::start_unheard(
        netlab(&["sockets", &addr.port().to_string(), "--watch"]).stdout(writer).stderr(Stdio::piped()),
    );
    watch.err = Heard::listen(watch.child().stderr.take().expect("piped"));
    drop(reader);
    let mut clients = Vec::new();
    eventually("the end of the watch", || {
        // Each client is a change, and what is written of it is written to nobody.
        clients.push(connecting(addr));
        watch.child().try_wait().expect("our own child")
    });
    assert_eq!(watch.code(), 0);
    assert!(!watch.err.text().contains("error"));
}
