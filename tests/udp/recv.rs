//! The receiver of datagrams, as its options and its senders see it.
//!
//! The one idea: a datagram is one line of output, whatever it holds; what does not come whole, and what
//! does not come at all, is told.
//!
//! See it run: `cargo test --test udp recv::`.

#![cfg(unix)]

use std::io::ErrorKind;
#[cfg(target_os = "linux")]
use std::net::Ipv4Addr;
use std::net::{SocketAddr, UdpSocket};

use rustix::process::Signal;

use crate::common::program::{LIMIT, Program};
#[cfg(target_os = "linux")]
use crate::common::queue;

/// A quiet receiver at a port of its own, and where it is.
fn receiver(options: &[&str]) -> (Program, SocketAddr) {
    let receiver = Program::netlab(&[&["-q", "udp-recv", ":0"], options].concat());
    let addr = receiver.address();
    (receiver, addr)
}

/// A socket of the test, with a limit on every wait.
fn socket() -> (UdpSocket, SocketAddr) {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    socket.set_read_timeout(Some(LIMIT)).expect("a limit");
    let addr = socket.local_addr().expect("bound");
    (socket, addr)
}

fn heard(socket: &UdpSocket) -> Vec<u8> {
    let mut buf = vec![0; 70_000];
    let n_bytes = socket.recv(&mut buf).expect("an answer");
    buf[..n_bytes].to_vec()
}

#[test]
fn each_datagram_is_one_line_behind_its_sender() {
    for (format, lines) in [
        ("text", ["ME: hello", "ME: ", "ME: a\\nb\\x1b[31m\\xff"]),
        ("hex", ["ME: 68 65 6c 6c 6f", "ME: ", "ME: 61 0a 62 1b 5b 33 31 6d ff"]),
        (
            "json",
            [
                r#"{"from":"ME","len":5,"text":"hello"}"#,
                r#"{"from":"ME","len":0,"text":""}"#,
                r#"{"from":"ME","len":9,"hex":"610a621b5b33316dff"}"#,
            ],
        ),
    ] {
        let (mut receiver, addr) = receiver(&["--format", format, "--count", "3"]);
        let (sender, from) = socket();
        for payload in [&b"hello"[..], b"", b"a\nb\x1b[31m\xff"] {
            sender.send_to(payload, addr).expect("sent");
        }
        assert_eq!(receiver.code(), 0);
        let expected = lines.join("\n").replace("ME", &from.to_string()) + "\n";
        assert_eq!(receiver.out.text(), expected, "{format}");
    }
}

#[test]
fn the_word_of_a_cut_stands_in_the_line_of_its_datagram() {
    let (mut receiver, addr) = receiver(&["--buffer", "4", "--count", "4"]);
    let (sender, from) = socket();
    for payload in ["1234", "12345", "", "123456789"] {
        sender.send_to(payload.as_bytes(), addr).expect("sent");
    }
    assert_eq!(receiver.code(), 0);
    let cut = " (cut to 4 bytes, the rest is lost)";
    let expected = [("", "1234"), (cut, "1234"), ("", ""), (cut, "1234")];
    assert_eq!(receiver.out.text(), expected.map(|(cut, text)| format!("{from}{cut}: {text}\n")).concat());
    assert_eq!(receiver.err.text().lines().count(), 1, "where it receives, and nothing apart from the lines");
}

#[cfg(target_os = "linux")]
#[test]
fn on_linux_the_event_tells_how_much_was_cut() {
    let args = ["--log-format", "json", "udp-recv", ":0", "--buffer", "4", "--count", "1"];
    let mut receiver = Program::netlab(&args);
    let port = receiver.err.until("its port", |said| {
        let (_, rest) = said.split_once("\"local\":\"127.0.0.1:")?;
        rest.split_once('"')?.0.parse::<u16>().ok()
    });
    let (sender, _) = socket();
    sender.send_to(b"123456789", ("127.0.0.1", port)).expect("sent");
    assert_eq!(receiver.code(), 0);
    let said = receiver.err.text();
    let cut = said.lines().find(|line| line.contains("\"datagram-cut\"")).expect("the event");
    assert!(cut.contains("\"full_len\":9"), "{cut}");
}

#[test]
fn a_sender_is_answered_as_the_option_says() {
    for (reply, expected) in [("echo", &b"h\xffi"[..]), ("ack", b"ack 3")] {
        let (_receiver, addr) = receiver(&["--reply", reply]);
        let (sender, _) = socket();
        sender.send_to(b"h\xffi", addr).expect("sent");
        assert_eq!(heard(&sender), expected, "{reply}");
    }
    let (mut receiver, addr) = receiver(&["--count", "1"]);
    let (sender, _) = socket();
    sender.send_to(b"hi", addr).expect("sent");
    assert_eq!(receiver.code(), 0);
    sender.set_nonblocking(true).expect("set");
    assert_eq!(sender.recv(&mut [0; 8]).expect_err("no answer").kind(), ErrorKind::WouldBlock);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_leaves_from_the_address_that_was_asked() {
    let check = |wildcard: &str, asked: &str, own: &str| {
        for options in [&["--reply", "ack"][..], &["--reply", "echo"]] {
            for quiet in [&["-q"][..], &[]] {
                let receiver = Program::netlab(&[quiet, &["udp-recv", wildcard], options].concat());
                let port = receiver.address().port();
                let sender = UdpSocket::bind(own).expect("a free port");
                sender.set_read_timeout(Some(LIMIT)).expect("a limit");
                // A connected socket hears its one peer alone, as the usual client does.
                sender.connect((asked, port)).expect("a way there");
                sender.send(b"hello").expect("sent");
                heard(&sender);
            }
        }
    };
    check("0.0.0.0:0", "127.0.0.1", "127.0.0.1:0");
    check("0.0.0.0:0", "127.0.0.2", "127.0.0.1:0");
    if UdpSocket::bind("[::1]:0").is_ok() {
        check("[::]:0", "127.0.0.2", "127.0.0.1:0");
        check("[::]:0", "::1", "[::1]:0");
    }
}

/// macOS sends at most 9,216 bytes unless it is told otherwise.
#[cfg(target_os = "linux")]
#[test]
fn datagrams_of_all_sizes_come_whole_over_both_protocols() {
    for (host, largest) in [("127.0.0.1", 65_507), ("[::1]", 65_527)] {
        let mut receiver =
            Program::netlab(&["-q", "udp-recv", &format!("{host}:0"), "--reply", "ack", "--count", "3"]);
        let addr = receiver.address();
        let sender = UdpSocket::bind(format!("{host}:0")).expect("a free port");
        sender.set_read_timeout(Some(LIMIT)).expect("a limit");
        for n_bytes in [0, 1, largest] {
            sender.send_to(&vec![b'x'; n_bytes], addr).expect("sent");
            assert_eq!(heard(&sender), format!("ack {n_bytes}").as_bytes());
        }
        assert_eq!(receiver.code(), 0);
        assert!(receiver.out.text().lines().any(|line| line.ends_with(&"x".repeat(largest))));
    }
}

#[test]
fn a_receiver_that_is_asked_to_end_has_done_its_work() {
    for signal in [Signal::INT, Signal::TERM] {
        let (mut receiver, addr) = receiver(&[]);
        let (sender, from) = socket();
        sender.send_to(b"last words", addr).expect("sent");
        receiver.out.until_contains("last words\n");
        receiver.signal(signal);
        assert_eq!(receiver.code(), 0);
        assert_eq!(
            receiver.out.text(),
            format!("{from}: last words\n"),
            "nothing numbered, nothing reported"
        );
    }
}

#[test]
fn what_is_missing_doubled_or_late_is_reported_at_the_end() {
    let (mut receiver, addr) = receiver(&["--count", "8"]);
    let (sender, from) = socket();
    for payload in [
        "netlab 1 0 ",
        "netlab 2 0 ",
        "other",
        "netlab 5 0 ",
        "netlab 4 0 ",
        "netlab 4 0 ",
        "netlab 9 0 ....",
    ] {
        sender.send_to(payload.as_bytes(), addr).expect("sent");
    }
    let (other, from_other) = socket();
    other.send_to(b"netlab 1 0 ", addr).expect("sent");
    assert_eq!(receiver.code(), 0);
    let said = receiver.out.text();
    let (_, report) = said.split_once("numbered datagrams from ").expect("a report");
    let part = |from: SocketAddr| {
        let start = format!("{from}, up to number ");
        report.split("numbered datagrams from ").find_map(|part| part.strip_prefix(&start)).expect("its part")
    };
    let counts = |part: &str| -> Vec<String> {
        let line = |name: &str| part.lines().find_map(|line| line.trim_start().strip_prefix(name));
        ["received", "missing", "repeated", "out of order"]
            .iter()
            .map(|name| line(name).expect("a line").split_whitespace().next().expect("a count").to_owned())
            .collect()
    };
    assert_eq!(counts(part(from)), ["5", "4", "1", "1"], "{report}");
    assert_eq!(counts(part(from_other)), ["1", "0", "0", "0"], "{report}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_found_the_receivers_own_queue_full_is_told_apart() {
    let (mut receiver, addr) = receiver(&["--format", "json"]);
    let (sender, _) = socket();
    // A program that stands still reads nothing, and its queue has an end.
    receiver.signal(Signal::STOP);
    let number = |seq: u32| format!("netlab {seq} 0 {}", ".".repeat(1000));
    for seq in 1..=2000 {
        sender.send_to(number(seq).as_bytes(), addr).expect("sent");
    }
    receiver.signal(Signal::CONT);
    // The queue has room again once it is read; a last number makes all the others count.
    queue::until_read(addr);
    sender.send_to(number(2001).as_bytes(), addr).expect("sent");
    receiver.out.until_contains("netlab 2001 0 ");
    assert_eq!(receiver.interrupt(), 0);
    let said = receiver.out.text();
    let report = said.lines().last().expect("a report");
    let count = |name: &str| -> u64 {
        let (_, rest) = report.split_once(&format!("\"{name}\":")).expect(name);
        rest.split([',', '}']).next().and_then(|count| count.parse().ok()).expect(name)
    };
    let (missing, dropped) = (count("missing"), count("dropped_here"));
    assert!(missing > 0 && missing == dropped, "all losses were our own: {report}");
}

#[cfg(target_os = "linux")]
#[test]
fn two_receivers_of_a_group_share_its_port_and_both_hear() {
    let group = Ipv4Addr::new(239, 98, 76, 1);
    let join = |group: &str, addr: &str| {
        Program::netlab(&["-q", "udp-recv", addr, "--join", group, "--interface", "lo", "--count", "1"])
    };
    let mut first = join(&group.to_string(), ":0");
    let addr = first.address();
    assert_eq!(addr.ip(), group);
    let mut second = join(&group.to_string(), &addr.port().to_string());
    let other_group = join("239.98.76.2", &addr.port().to_string());
    second.address();
    other_group.address();
    let (sender, from) = socket();
    socket2::SockRef::from(&sender).set_multicast_if_v4(&Ipv4Addr::LOCALHOST).expect("set");
    sender.send_to(b"to all", addr).expect("sent");
    for receiver in [&mut first, &mut second] {
        assert_eq!(receiver.code(), 0);
        assert_eq!(receiver.out.text(), format!("{from}: to all\n"));
    }
    sender.send_to(b"to others", ("239.98.76.2", addr.port())).expect("sent");
    assert_eq!(other_group.out.text(), format!("{from}: to others\n"), "of the first it heard nothing");
}

/// Groups that begin with ff01 stay on the interface (RFC 4291 §2.7), so nothing leaves the machine.
#[cfg(target_os = "linux")]
#[test]
fn groups_of_ipv6_are_joined_on_an_interface_by_name() {
    // On Linux the loopback has no route for IPv6 groups: it can be joined on, and not sent through.
    let table = std::fs::read_to_string("/proc/net/if_inet6").expect("IPv6");
    let names = table.lines().filter_map(|line| line.split_whitespace().last());
    let interface = names.into_iter().find(|name| *name != "lo").unwrap_or("lo");
    let join = ["--join", "ff01::1234", "--interface", interface, "--count", "1"];
    let mut receiver = Program::netlab(&[&["-q", "udp-recv", ":0"], &join[..]].concat());
    let port = receiver.err.until("its port", |said| {
        let (_, rest) = said.split_once("receiving on [ff01::1234%")?;
        rest.split_once("]:")?.1.split_once(';')?.0.parse::<u16>().ok()
    });
    let addr = format!("[ff01::1234]:{port}");
    let mut sender = Program::netlab(&["-q", "udp-send", &addr, "hello", "--interface", interface]);
    if interface == "lo" {
        assert_eq!(sender.code(), 1);
        assert!(sender.err.text().contains("network is unreachable"), "{}", sender.err.text());
        return;
    }
    assert_eq!(sender.code(), 0, "{}", sender.err.text());
    assert_eq!(receiver.code(), 0);
    assert!(receiver.out.text().ends_with(": hello\n"));
}

#[test]
fn a_port_that_is_taken_is_not_called_a_listening_one() {
    let (_holder, addr) = socket();
    let mut receiver = Program::netlab(&["-q", "udp-recv", &addr.to_string()]);
    assert_eq!(receiver.code(), 2);
    let said = receiver.err.text();
    assert!(
        said.starts_with(&format!("error: cannot receive on {addr}: address already in use\n")),
        "{said}"
    );
    if cfg!(target_os = "linux") {
        assert!(said.contains(&format!("(pid {}) holds it", std::process::id())), "{said}");
    }
    assert!(said.ends_with(&format!("netlab udp-recv 127.0.0.1:{}\n", addr.port() ^ 1)), "{said}");
    // TCP's ports are others: nobody is in the way of this one.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let beside = Program::netlab(&["-q", "udp-recv", &port.to_string()]);
    assert_eq!(beside.address().port(), port);
}

#[test]
fn what_cannot_be_joined_says_why() {
    let check = |args: &[&str], start: &str, hint: &str| {
        let mut receiver = Program::netlab(&[&["-q", "udp-recv", ":0"], args].concat());
        assert_eq!(receiver.code(), 2);
        let said = receiver.err.text();
        assert!(said.starts_with(start) && said.contains(hint), "{said}");
    };
    check(
        &["--join", "127.0.0.1"],
        "error: invalid value '127.0.0.1' for '--join <GROUP>': ",
        "hint: groups go",
    );
    let unknown = ["--join", "239.1.2.3", "--interface", "no-such"];
    check(
        &unknown,
        "error: this machine has no interface with an IPv4 address called \"no-such\"",
        "ip -br addr",
    );
    let strange = ["--join", "239.1.2.3", "--interface", "192.0.2.77"];
    check(&strange, "error: cannot join 239.1.2.3 at port 0: ", "hint: say on which interface");
}
