//! The sender of datagrams, as its options and its receivers see it.
//!
//! The one idea: a send that succeeds proves little; what is known beyond it came back in a later call,
//! or did not come.
//!
//! See it run: `cargo test --test udp send::`.

#![cfg(unix)]

use std::io::Write;
#[cfg(target_os = "linux")]
use std::net::Ipv4Addr;
use std::net::{SocketAddr, UdpSocket};
use std::process::Stdio;

use crate::common::program::{LIMIT, Program, netlab};

/// A socket of the test, with a limit on every wait.
fn socket() -> (UdpSocket, SocketAddr) {
    socket_at("127.0.0.1:0")
}

fn socket_at(addr: &str) -> (UdpSocket, SocketAddr) {
    let socket = UdpSocket::bind(addr).expect("a free port");
    socket.set_read_timeout(Some(LIMIT)).expect("a limit");
    let addr = socket.local_addr().expect("bound");
    (socket, addr)
}

fn heard(socket: &UdpSocket) -> (Vec<u8>, SocketAddr) {
    let mut buf = vec![0; 70_000];
    let (n_bytes, from) = socket.recv_from(&mut buf).expect("a datagram");
    buf.truncate(n_bytes);
    (buf, from)
}

fn send(to: SocketAddr, args: &[&str]) -> Program {
    Program::netlab(&[&["-q", "udp-send", &to.to_string()], args].concat())
}

/// An address at which nobody receives for as long as the socket lives: it hears its one peer alone.
fn nobody() -> (UdpSocket, SocketAddr) {
    let (holder, addr) = socket();
    holder.connect(addr).expect("set");
    (holder, addr)
}

/// What the program says in the end on standard error.
fn said(mut program: Program, code: i32) -> String {
    assert_eq!(program.code(), code, "{}", program.err.text());
    program.err.text()
}

#[test]
fn words_are_one_datagram_and_lines_are_one_each() {
    let (receiver, addr) = socket();
    assert_eq!(said(send(addr, &["two", "words"]), 0), "");
    assert_eq!(heard(&receiver).0, b"two words");
    assert_eq!(said(send(addr, &[""]), 0), "");
    assert_eq!(heard(&receiver).0, b"");
    let mut command = netlab(&["-q", "udp-send", &addr.to_string()]);
    command.stdin(Stdio::piped());
    let mut sender = Program::start(command);
    let mut stdin = sender.child().stdin.take().expect("piped");
    stdin.write_all("one\n\nthree 三\r\nlast".as_bytes()).expect("it reads");
    drop(stdin);
    for expected in ["one", "", "three 三", "last"] {
        assert_eq!(String::from_utf8_lossy(&heard(&receiver).0), expected);
    }
    assert_eq!(said(sender, 0), "");
    assert!(
        said(send(addr, &[]), 0).starts_with("nothing was sent: "),
        "an input without a line is no datagram"
    );
}

#[test]
fn numbered_datagrams_have_the_form_and_the_length_asked_for() {
    let (receiver, addr) = socket();
    said(send(addr, &["--count", "3", "--size", "50", "--interval", "20"]), 0);
    let mut last_us = None;
    for seq in 1..=3 {
        let text = String::from_utf8(heard(&receiver).0).expect("text");
        assert_eq!(text.len(), 50);
        let words: Vec<&str> = text.splitn(4, ' ').collect();
        assert_eq!(words[..2], ["netlab", &seq.to_string()]);
        assert!(words[3].chars().all(|char| char == '.'), "{text}");
        let send_us: u64 = words[2].parse().expect("a time");
        let pause_us = last_us.replace(send_us).map(|last| send_us - last);
        assert!(pause_us.is_none_or(|pause_us| pause_us >= 20_000), "{pause_us:?}");
    }
    said(send(addr, &["--size", "32"]), 0);
    assert_eq!(heard(&receiver).0.len(), 32, "a size alone is one datagram");
    said(send(addr, &["--count", "1"]), 0);
    assert!(heard(&receiver).0.ends_with(b" "), "a count alone has no padding");
}

#[test]
fn an_answer_is_shown_with_its_round_trip_time() {
    let (receiver, addr) = socket();
    let sender = send(addr, &["--wait", "60000", "ping"]);
    let (_, from) = heard(&receiver);
    receiver.send_to(b"po\nng\x1b", from).expect("sent");
    let out = sender.out.clone();
    let said = said(sender, 0);
    assert_eq!(out.text(), format!("{addr}: po\\nng\\x1b\n"));
    assert!(said.starts_with(&format!("answer from {addr} after ")), "{said}");
}

#[test]
fn no_answer_is_an_answer_too() {
    let (_receiver, addr) = socket();
    let said_unconnected = said(send(addr, &["--wait", "1", "ping"]), 1);
    let expected = format!(
        "no answer to datagram 1 within 1 ms\nerror: no answer from {addr} within 1 ms\nhint: lost, \
         unanswered, or nobody there: an unconnected socket is not told (Linux tells one that asks with \
         IP_RECVERR); see --connect\n"
    );
    assert_eq!(said_unconnected, expected);
    let said_connected = said(send(addr, &["--wait", "1", "--connect", "ping"]), 1);
    assert!(said_connected.contains("; nobody said no\n"), "{said_connected}");
}

#[test]
fn who_was_not_asked_does_not_answer() {
    let (receiver, addr) = socket();
    let (stranger, strange) = socket();
    let sender = send(addr, &["--wait", "60000", "ping"]);
    let (_, from) = heard(&receiver);
    stranger.send_to(b"believe me", from).expect("sent");
    sender.err.until_contains(&format!("not shown: a datagram from {strange}, who was not asked\n"));
    receiver.send_to(b"pong", from).expect("sent");
    let out = sender.out.clone();
    said(sender, 0);
    assert_eq!(out.text(), format!("{addr}: pong\n"));
}

#[test]
fn a_late_echo_is_told_as_the_answer_to_its_own_datagram() {
    let (receiver, addr) = socket();
    let sender = send(addr, &["--wait", "300", "--count", "2"]);
    let (first, from) = heard(&receiver);
    let (second, _) = heard(&receiver);
    receiver.send_to(&first, from).expect("sent");
    receiver.send_to(&second, from).expect("sent");
    let said = said(sender, 0);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "no answer to datagram 1 within 300 ms");
    assert!(lines[1].starts_with(&format!("answer to datagram 1, late, from {addr} after ")), "{said}");
    assert!(lines[2].starts_with(&format!("answer from {addr} after ")), "{said}");
    assert!(lines[3].starts_with("2 sent, 2 answers; round trip "), "{said}");
}

#[test]
fn a_refusal_comes_back_in_a_later_call_and_only_to_a_connected_socket() {
    let (_holder, addr) = nobody();
    assert_eq!(said(send(addr, &["hello"]), 0), "", "an unconnected socket is told nothing");
    let error = format!("error: nobody receives at {addr}: connection refused\nhint: ");
    for args in [&["--connect", "hello"][..], &["--connect", "--wait", "60000", "hello"]] {
        let said = said(send(addr, args), 1);
        assert!(said.starts_with(&error), "{said}");
        assert!(said.contains("a later call told it of an earlier datagram"), "{said}");
        assert!(said.ends_with(&format!("netlab udp-recv {addr}\n")), "{said}");
    }
    let mut told =
        Program::netlab(&["--log-format", "json", "udp-send", &addr.to_string(), "--connect", "hello"]);
    assert_eq!(told.code(), 1);
    let told = told.err.text();
    let at =
        |kind: &str| told.find(&format!("\"kind\":\"{kind}\"")).unwrap_or_else(|| panic!("{kind}: {told}"));
    assert!(at("peer-set") < at("datagram-sent") && at("datagram-sent") < at("unreachable"), "{told}");
}

/// macOS sends at most 9,216 bytes unless it is told otherwise.
#[cfg(target_os = "linux")]
#[test]
fn the_largest_datagram_goes_and_a_larger_one_is_refused_by_the_kernel() {
    for (host, largest, hint) in [
        ("127.0.0.1:0", 65_507, "over IPv4 a datagram carries at most 65,507 bytes: 65,535 less 20 "),
        ("[::1]:0", 65_527, "over IPv6 a datagram carries at most 65,527 bytes: 65,535 less 8 "),
    ] {
        let (receiver, addr) = socket_at(host);
        said(send(addr, &["--size", &largest.to_string()]), 0);
        assert_eq!(heard(&receiver).0.len(), largest);
        let said = said(send(addr, &["--size", &(largest + 1).to_string()]), 2);
        let n_bytes = format!("65,5{:02}", largest + 1 - 65_500);
        assert!(
            said.starts_with(&format!("error: cannot send {n_bytes} bytes to {addr}: message too long\n")),
            "{said}"
        );
        assert!(said.contains(hint), "{said}");
    }
}

/// The loopback network has a broadcast address of its own, so nothing leaves the machine.
#[cfg(target_os = "linux")]
#[test]
fn a_broadcast_goes_only_with_the_permission() {
    let (receiver, bound) = socket_at("127.255.255.255:0");
    let said_without = said(send(bound, &["hear me"]), 2);
    let error = format!("error: cannot send to {bound}: permission denied\n");
    assert!(said_without.starts_with(&error) && said_without.contains("--broadcast"), "{said_without}");
    assert_eq!(said(send(bound, &["hear me", "--broadcast"]), 0), "");
    assert_eq!(heard(&receiver).0, b"hear me");
}

#[cfg(target_os = "linux")]
#[test]
fn many_may_answer_a_group_and_each_answer_is_shown() {
    let group = Ipv4Addr::new(239, 98, 76, 3);
    let args = ["--join", "239.98.76.3", "--interface", "127.0.0.1", "--count", "1", "--reply", "ack"];
    let join = |addr: &str| Program::netlab(&[&["-q", "udp-recv", addr], &args[..]].concat());
    let first = join(":0");
    let port = first.address().port();
    let second = join(&port.to_string());
    second.address();
    let sender = send(SocketAddr::from((group, port)), &["all", "--wait", "1000", "--interface", "lo"]);
    let out = sender.out.clone();
    said(sender, 0);
    assert_eq!(out.text().matches(": ack 3\n").count(), 2, "{}", out.text());
}

#[test]
fn no_hop_at_all_is_for_groups_only() {
    let (_receiver, addr) = socket();
    let said = said(send(addr, &["hello", "--ttl", "0"]), 2);
    assert!(
        said.starts_with("error: cannot set a TTL of 0: invalid argument\nhint: only a datagram to a group")
    );
}

#[test]
fn a_text_that_was_taken_for_a_host_is_given_back_in_the_full_form() {
    // A name has no empty part (RFC 1035 §2.3.1), so the resolver answers without asking anyone.
    let mut sender = Program::netlab(&["-q", "udp-send", "hello..there"]);
    assert_eq!(sender.code(), 2);
    let text = sender.err.text();
    assert!(text.starts_with("error: cannot find hello..there:8080: "), "{text}");
    let hint = "hint: the first word is an address; to send \"hello..there\": netlab udp-send 127.0.0.1:8080 \
                hello..there\n";
    assert!(text.ends_with(hint), "{text}");
}

#[test]
fn a_sender_that_is_cut_short_says_so_by_its_exit_code() {
    let (receiver, addr) = socket();
    let mut sender = send(addr, &["--count", "1000", "--interval", "60000"]);
    heard(&receiver);
    assert_eq!(sender.interrupt(), 130);
}
