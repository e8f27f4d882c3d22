//! Blasts: counted whole, not observed, and understood by everybody else.
//!
//! The one idea: a faster way to send and to receive must not be a different protocol: what a blast sends
//! are datagrams like any other, and it counts those that others send.
//!
//! See it run: `cargo test --test udp blast::`.

#![cfg(unix)]

use std::net::{SocketAddr, UdpSocket};

use crate::common::program::{LIMIT, Program};
use crate::common::queue;

fn receiver(options: &[&str]) -> (Program, SocketAddr) {
    let receiver = Program::netlab(&[&["-q", "udp-recv", ":0"], options].concat());
    let addr = receiver.address();
    (receiver, addr)
}

fn send(to: SocketAddr, args: &[&str]) -> Program {
    Program::netlab(&[&["-q", "udp-send", &to.to_string()], args].concat())
}

/// The count in the line with this name.
fn count(report: &str, name: &str) -> u64 {
    let line = report.lines().find_map(|line| line.trim_start().strip_prefix(name));
    let word = line.and_then(|line| line.split_whitespace().next());
    word.unwrap_or_else(|| panic!("{name}: {report}")).replace(',', "").parse().expect("a count")
}

/// Small enough for the queue that a system without a generous limit gives.
const N_SMALL: &str = "200";

#[test]
fn all_that_came_is_counted_and_nothing_is_shown() {
    for size in ["64", "1200", "32"] {
        let (mut receiver, addr) = receiver(&["--blast", "--count", N_SMALL]);
        receiver.err.until_contains("from here on the socket is not observed");
        let mut sender = send(addr, &["--blast", "--count", N_SMALL, "--size", size]);
        assert_eq!((sender.code(), receiver.code()), (0, 0), "{size}");
        let report = receiver.out.text();
        let counts = ["received", "missing"].map(|name| count(&report, name));
        assert_eq!(counts, [200, 0], "{report}");
        assert!(report.contains("of those numbered up to 200, "), "{report}");
        assert_eq!(report.lines().filter(|line| line.contains("netlab ")).count(), 0, "{report}");
        assert!(sender.err.text().contains("sent 200 datagrams in "), "{}", sender.err.text());
    }
}

#[test]
fn a_blast_counts_what_plain_sockets_send() {
    let (mut receiver, addr) = receiver(&["--blast"]);
    let sender = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    for payload in [&b"one"[..], b"", b"three"] {
        sender.send_to(payload, addr).expect("sent");
    }
    // What is in the queue when it is told to end was sent before, but need not be counted yet.
    receiver.err.until_contains("not observed");
    queue::until_read(addr);
    assert_eq!(receiver.interrupt(), 0);
    let report = receiver.out.text();
    assert_eq!(count(&report, "received"), 3, "{report}");
    assert!(report.contains("datagrams, 8 bytes in "), "{report}");
    assert!(!report.contains("missing"), "nothing was numbered: {report}");
}

#[test]
fn a_plain_receiver_understands_a_blast() {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    socket.set_read_timeout(Some(LIMIT)).expect("a limit");
    let mut sender =
        send(socket.local_addr().expect("bound"), &["--blast", "--count", "130", "--size", "100"]);
    let mut buf = [0; 200];
    for seq in 1..=130 {
        assert_eq!(socket.recv(&mut buf).expect("a datagram"), 100);
        let text = String::from_utf8_lossy(&buf[..100]).into_owned();
        assert!(
            text.starts_with(&format!("netlab {seq} ")) && text.ends_with(" ....".trim_start()),
            "{text}"
        );
    }
    assert_eq!(sender.code(), 0);
}

#[test]
fn a_blast_at_nobody_is_refused() {
    let holder = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let addr = holder.local_addr().expect("bound");
    // It hears its one peer alone.
    holder.connect(addr).expect("set");
    let mut sender = send(addr, &["--blast", "--count", "100000"]);
    assert_eq!(sender.code(), 1);
    assert!(sender.err.text().contains(&format!("error: nobody receives at {addr}: connection refused\n")));
}

#[test]
fn a_blast_is_told_once_and_leaves_the_sight_of_the_narrator() {
    let (_receiver, addr) = receiver(&["--blast"]);
    let args = ["--log-format", "json", "udp-send", &addr.to_string(), "--blast", "--count", "100"];
    let mut told = Program::netlab(&args);
    assert_eq!(told.code(), 0);
    let told = told.err.text();
    assert!(told.contains("\"handed-over\"") && !told.contains("\"datagram-sent\""), "{told}");
    let mut quiet = send(addr, &["--blast", "--count", "100"]);
    assert_eq!(quiet.code(), 0);
    assert_eq!(quiet.err.text().matches("not observed").count(), 1);
}

#[test]
fn json_stays_json() {
    let (mut receiver, addr) = receiver(&["--blast", "--format", "json", "--count", "1"]);
    UdpSocket::bind("127.0.0.1:0").and_then(|sender| sender.send_to(b"hi", addr)).expect("sent");
    assert_eq!(receiver.code(), 0);
    let report: serde_json::Value = serde_json::from_str(&receiver.out.text()).expect("one object");
    assert_eq!((&report["blast"]["received"], &report["blast"]["bytes"]), (&1.into(), &2.into()));
}
