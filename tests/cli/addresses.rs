//! Addresses as people type them, and what was bound in truth.
//!
//! The one idea: nothing that is typed is passed by in silence, and who can come in is read from the
//! socket: an address has many spellings.

#![cfg(unix)]

use std::net::UdpSocket;

#[cfg(target_os = "linux")]
use netlab::kernel::interface;

#[cfg(target_os = "linux")]
use crate::common::lease::Lease;
use crate::common::program;
use crate::common::program::Program;

/// What a command says that cannot be done.
fn refusal(args: &[&str], code: i32) -> String {
    let mut program = Program::netlab(args);
    assert_eq!(program.code(), code, "{args:?}: {}", program.err.text());
    program.err.text()
}

#[test]
fn an_address_that_is_read_in_part_is_refused_and_the_rest_is_named() {
    let check = |typed: &str, named: &str, hint: &str| {
        for command in [&["tcp-server"][..], &["tcp-client"], &["chat-server"], &["udp-recv"], &["udp-send"]]
        {
            let said = refusal(&[command, &[typed]].concat(), 2);
            assert!(said.contains(named), "{command:?} {typed}: {said}");
            assert!(said.ends_with(&format!("hint: {hint}\n")), "{command:?} {typed}: {said}");
        }
    };
    check("[::1]9191", "\"9191\" behind the brackets", "a colon stands between them, as in [::1]:9191");
    check("[::1]junk", "\"junk\" behind the brackets", "a colon stands between them, as in [::1]:8080");
    check(
        "127.0.0.1:80:90",
        "\"80:90\" is no port",
        "write HOST:PORT, as in 127.0.0.1:8080, or a port alone",
    );
    check("http://127.0.0.1:8080/", "a URL", "write host and port alone, as in 127.0.0.1:8080");
    check("fe80::1%lo:9191", "where does the IPv6 address end", "write [fe80::1%lo]:9191");
    check(
        "fe80::1%nowhere",
        "no interface \"nowhere\"",
        "see them all: ip -br addr; a number is right as well",
    );
    for args in
        [["impair", "--to", "[::1]80", "--listen", ":0"], ["impair", "--to", "80", "--listen", "[::1]x"]]
    {
        assert!(refusal(&args, 2).contains("behind the brackets is no port"), "{args:?}");
    }
}

#[test]
fn an_ipv6_address_that_ends_like_a_port_is_answered_with_brackets() {
    let ours = UdpSocket::bind("[::1]:0").is_ok();
    if !ours {
        println!("skipped: this machine has no IPv6");
        return;
    }
    let hint = |program: &str| {
        format!(
            "hint: where 9191 is to be the port, the address stands in brackets: netlab {program} [::1]:9191\n"
        )
    };
    for program in ["tcp-server", "chat-server", "udp-recv"] {
        let said = refusal(&["-q", program, "::1:9191"], 2);
        assert!(said.ends_with(&hint(program)), "{said}");
    }
    let said = refusal(&["-q", "tcp-client", "::1:9191"], 1);
    assert!(said.ends_with(&hint("tcp-client")), "{said}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_zone_is_understood_with_brackets_and_without() {
    // The loopback has no link-local address, so the kernel is asked and answers no.
    assert_eq!(interface::index_of("lo"), Some(1));
    for typed in ["fe80::1%lo", "[fe80::1%lo]:8080", "fe80::1%1"] {
        let said = refusal(&["-q", "tcp-server", typed], 2);
        let shown = if typed.contains('[') { typed.to_owned() } else { format!("[{typed}]:8080") };
        let expected = format!("error: cannot listen on {shown}: cannot assign requested address\n");
        assert!(said.starts_with(&expected), "{said}");
    }
}

#[test]
fn full_width_signs_are_taken_for_plain_ones_or_named() {
    let server = Program::netlab(&["-q", "tcp-server", "１２７．０．０．１：０"]);
    assert!(server.address().ip().is_loopback());
    for args in
        [&["lesson", "１", "--plain"][..], &["explain", "ＴＩＭＥ＿ＷＡＩＴ"], &["sockets", "６５００１"]]
    {
        let mut program = Program::netlab(args);
        assert_eq!(program.code(), 0, "{args:?}: {}", program.err.text());
    }
    let check = |args: &[&str], typed: &str, meant: &str| {
        let said = refusal(args, 2);
        let hint = format!("hint: {typed} has full-width signs or long dashes; type {meant} instead\n");
        assert!(said.ends_with(&hint), "{args:?}: {said}");
    };
    check(&["check", "2", "——", "node", "x.js"], "——", "--");
    check(&["lesson", "1", "——plain"], "——plain", "--plain");
    check(&["lesson", "1", "—plain"], "—plain", "--plain");
    check(&["udp-recv", "--count", "１０"], "１０", "10");
    check(&["udp-recv", "--count=１０"], "--count=１０", "--count=10");
    check(&["impair", "--to", "80", "--delay", "１００ｍｓ"], "１００ｍｓ", "100ms");
    let said = refusal(&["tcp-server", "——help"], 2);
    assert!(said.contains("is an option, not an address"), "{said}");
}

#[test]
fn a_text_to_be_sent_keeps_its_full_width_signs() {
    let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    receiver.set_read_timeout(Some(program::LIMIT)).expect("a limit");
    let to = format!("127.0.0.1：{}", receiver.local_addr().expect("bound").port());
    let mut sender = Program::netlab(&["-q", "udp-send", &to, "——", "你好！１２３"]);
    assert_eq!(sender.code(), 0);
    let mut buf = [0; 100];
    let n_bytes = receiver.recv(&mut buf).expect("a datagram");
    assert_eq!(std::str::from_utf8(&buf[..n_bytes]), Ok("—— 你好！１２３"));
}

#[test]
fn who_can_come_in_is_read_from_what_was_bound() {
    let check = |args: &[&str], can: Option<&str>| {
        let mut server = Program::netlab(&[&["-q"], args].concat());
        server.address();
        assert_eq!(server.interrupt(), 0);
        let said = server.err.text();
        let note = can.map(|can| format!("note: anyone who can reach this machine can {can}; "));
        match note {
            Some(note) => assert!(said.contains(&note), "{args:?}: {said}"),
            None => assert!(!said.contains("note: anyone"), "{args:?}: {said}"),
        }
    };
    for command in ["tcp-server", "chat-server"] {
        check(&[command, "0:0"], Some("connect"));
        check(&[command, "0.0.0.0:0"], Some("connect"));
        check(&[command, "127.1:0"], None);
        check(&[command, "[::ffff:127.0.0.1]:0"], None);
    }
    check(&["udp-recv", "0:0"], Some("send"));
    check(&["udp-recv", "[::ffff:127.0.0.1]:0"], None);
    check(&["impair", "--to", "9", "--listen", "0:0"], Some("connect"));
    check(&["impair", "--udp", "--to", "9", "--listen", "0:0"], Some("send"));
}

/// The program where a name has these addresses: with a file of hosts of its own, which only it sees.
#[cfg(target_os = "linux")]
fn with_hosts(hosts: &std::path::Path, args: &[&str]) -> Option<Program> {
    use std::process::Command;

    let may = |how: &str| Command::new("unshare").args([how, "true"]).output();
    let how = ["-m", "-Urm"].into_iter().find(|how| may(how).is_ok_and(|tried| tried.status.success()))?;
    let mut command = Command::new("unshare");
    command.args([how, "sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\""]).arg(hosts);
    command.env("NETLAB_HOME", program::fresh_home());
    command.arg(assert_cmd::cargo::cargo_bin!("netlab")).args(args).stdin(std::process::Stdio::null());
    Some(Program::start(command))
}

#[test]
#[cfg(target_os = "linux")]
fn a_choice_among_the_addresses_of_a_name_is_told() {
    let room = tempfile::tempdir().expect("a directory");
    let hosts = room.path().join("hosts");
    let text = "127.0.0.1 one.test two.test\n127.0.0.2 two.test\n";
    std::fs::write(&hosts, text).expect("written");
    let said = |name: &str, args: &[&str]| {
        let mut program = with_hosts(&hosts, &[&["-q"], args].concat())?;
        program.address();
        if args[0] == "impair" {
            program.err.until_contains(&format!("udp to {name}:9"));
        }
        assert_eq!(program.interrupt(), 0);
        Some(program.err.text())
    };
    for (name, is_choice) in [("two.test", true), ("one.test", false)] {
        let (to, listen) = (format!("{name}:9"), format!("{name}:0"));
        let Some(relay) = said(name, &["impair", "--udp", "--to", &to, "--listen", ":0"]) else {
            println!("skipped: this machine has no mount namespaces for us");
            return;
        };
        let told = ["127.0.0.1", "127.0.0.2"]
            .iter()
            .any(|first| relay.contains(&format!("sending to {first}:9, the first of 2 addresses\n")));
        assert_eq!(told, is_choice, "{relay}");
        for command in ["tcp-server", "udp-recv"] {
            let server = said(name, &[command, &listen]).expect("as before");
            let told = server
                .contains(&format!(" is one of 2 addresses of {name}; nothing answers at the others\n"));
            assert_eq!(told, is_choice, "{server}");
        }
    }
}

/// On Linux every address of 127.0.0.0/8 is this machine's.
#[test]
#[cfg(target_os = "linux")]
fn a_relay_to_itself_is_refused_in_every_spelling() {
    let lease = Lease::take();
    let port = lease.port();
    let check = |to: &str, listen: &str| {
        let (to, listen) = (format!("{to}:{port}"), format!("{listen}:{port}"));
        for protocol in ["--tcp", "--udp"] {
            let said = refusal(&["-q", "impair", protocol, "--to", &to, "--listen", &listen], 2);
            assert!(
                said.contains(&format!("error: --to {to} is where the relay itself listens\n")),
                "{said}"
            );
        }
    };
    check("127.0.41.7", "127.0.41.7");
    check("[::ffff:127.0.41.7]", "127.0.41.7");
    check("127.0.41.7", "[::ffff:127.0.41.7]");
    check("0.0.0.0", "127.0.0.1");
    check("0", "0");
    check("127.1", "0");
    check("127.0.41.7", "0.0.0.0");
}

/// What lies at a port is looked at before somebody is told to start a server there.
#[test]
#[cfg(target_os = "linux")]
fn a_refused_client_is_told_to_start_the_server_that_belongs_to_it() {
    let lease = Lease::take();
    let addr = lease.addr().to_string();
    for (client, server) in [("tcp-client", "tcp-server"), ("chat-client", "chat-server")] {
        let said = refusal(&["-q", client, &addr], 1);
        let hint = format!(
            "hint: nobody listens there; start a server in another terminal: netlab {server} {addr}\n"
        );
        assert!(said.ends_with(&hint), "{said}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_port_that_only_the_kernel_keeps_is_told_with_its_state() {
    use socket2::{Domain, Socket, Type};

    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let any: std::net::SocketAddr = "127.0.43.1:0".parse().expect("an address");
    // Without SO_REUSEADDR, as many servers are: what it leaves behind is in the way.
    listener.bind(&any.into()).expect("a free port");
    listener.listen(1).expect("bound");
    let addr = listener.local_addr().expect("bound").as_socket().expect("an address");
    let _client = std::net::TcpStream::connect(addr).expect("it listens");
    drop(listener.accept().expect("it has come"));
    drop(listener);
    let said = refusal(&["-q", "tcp-server", &addr.to_string()], 2);
    let cause = "hint: no program holds it, but the kernel still keeps an old connection in FIN_WAIT_";
    assert!(said.contains(cause), "{said}");
}
