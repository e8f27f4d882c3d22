//! Clients that mean no good, or no longer exist: they harm nobody else, and command no terminal.

#![cfg(unix)]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use netlab::event::{Event, Kind};
use netlab::trace::Trace;

use crate::common::peer;
use crate::common::program::{Heard, LIMIT, Program, listening_address, netlab, netlab_after};
use crate::common::terminal::in_terminal;

/// What a client may send to do harm, and what must not be seen of it on a terminal.
const POISON: &[&str] = &[
    "\0",
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{1b}[31m",
    "\u{9b}31m",
    "\u{202e}evil\u{2066}",
    "\r\u{8}\u{8}overwritten",
    "\u{85}\u{2028}",
];

#[test]
fn a_client_that_resets_at_once_harms_nobody() {
    let server = Program::netlab(&["-q", "tcp-server", ":0"]);
    let addr = server.address();
    let steady = peer::greeted(addr);
    for _ in 0..100 {
        peer::reset(peer::connect(addr));
    }
    peer::exchange(addr, "still served");
    server.out.until_contains(": still served\n");
    peer::finish(steady);
}

#[test]
fn a_client_that_neither_sends_nor_reads_keeps_nobody_waiting() {
    let mut server = Program::netlab(&["-q", "tcp-server", ":0"]);
    let addr = server.address();
    let _silent = peer::connect(addr);
    peer::exchange(addr, "still served");
    server.out.until_contains(": still served\n");
    assert_eq!(server.interrupt(), 0);
}

#[test]
fn a_megabyte_without_a_newline_is_shown_in_pieces_while_others_are_served() {
    let mut server = Program::netlab(&["-q", "tcp-server", "--max-line", "1000", ":0"]);
    let addr = server.address();
    let mut flood = peer::greeted(addr);
    flood.write_all(&vec![b'x'; 1 << 20]).expect("the server reads");
    peer::exchange(addr, "still served");
    server.out.until_contains(": still served\n");
    peer::finish(flood);
    assert_eq!(server.interrupt(), 0);
    let out = server.out.text();
    let n_shown: usize = out.lines().map(|line| line.matches('x').count()).sum();
    assert_eq!(n_shown, 1 << 20);
    assert!(out.lines().all(|line| line.len() <= 1000 + "127.0.0.1:65535: ".len()));
}

#[test]
fn a_servers_log_is_escaped_in_a_pipe_as_well() {
    let mut server = Program::netlab(&["-q", "tcp-server", ":0"]);
    let mut client = peer::greeted(server.address());
    let from = client.local_addr().expect("connected");
    client.write_all(b"\0\x1b[31m\xff\xc3(\xe2\x80\xae\r\nrest").expect("the server reads");
    peer::finish(client);
    assert_eq!(server.interrupt(), 0);
    let first = r"\x00\x1b[31m\xff\xc3(\u{202e}";
    assert_eq!(server.out.text(), format!("{from}: {first}\n{from}: rest\n"));
}

#[test]
fn nothing_that_a_client_sends_commands_the_servers_terminal() {
    for (args, is_coloured) in [(&["tcp-server", ":0"][..], false), (&["-v", "tcp-server", ":0"], true)] {
        let mut command = netlab(args);
        let (mut server, screen) = on_screen(&mut command, is_coloured);
        let addr = screen.until("a listening address", listening_address);
        let mut client = peer::greeted(addr);
        send_poison(&mut client);
        peer::finish(client);
        peer::exchange(addr, "your last words");
        assert_eq!(server.interrupt(), 0);
        drop(command);
        assert_harmless(&screen.to_end(), is_coloured);
    }
}

#[test]
fn nothing_that_a_server_sends_commands_the_clients_terminal() {
    for is_coloured in [false, true] {
        let (listener, addr) = peer::listen();
        let mut command = netlab(&["tcp-client", &addr]);
        let (mut client, screen) = on_screen(&mut command, is_coloured);
        let mut served = peer::accept(&listener);
        send_poison(&mut served);
        served.write_all(b"your last words \xe4\xbd").expect("the client reads");
        served.shutdown(Shutdown::Write).expect("the client is there");
        served.read_to_end(&mut Vec::new()).expect("the client finishes");
        assert_eq!(client.code(), 0);
        drop(command);
        let screen = screen.to_end();
        assert_harmless(&screen, is_coloured);
        assert!(String::from_utf8_lossy(&screen).contains("\r\n\\xe4\\xbd\r\n"), "to the last byte");
    }
}

/// Starts the command in a terminal, of which everything is noted.
fn on_screen(command: &mut Command, is_coloured: bool) -> (Program, Heard) {
    if !is_coloured {
        command.env("NO_COLOR", "1");
    }
    let screen = in_terminal(command);
    let program = Program::start_unheard(command);
    (program, Heard::listen(screen))
}

fn send_poison(stream: &mut TcpStream) {
    for poison in POISON {
        stream.write_all(poison.as_bytes()).expect("the other end reads");
        stream.write_all(b" cut \xe4\xbd\n\xff\xfe\n").expect("the other end reads");
    }
}

/// Checks that of control characters there are only line ends and, where wanted, our own colours.
fn assert_harmless(screen: &[u8], is_coloured: bool) {
    let text = std::str::from_utf8(screen).expect("nothing broken reaches the terminal").to_owned();
    assert!(text.contains("your last words") && text.contains("\\x1b[2J"), "it was shown:\n{text}");
    let mut rest = text.replace("\r\n", "\n");
    while let Some(at) = rest.find('\u{1b}').filter(|_| is_coloured) {
        let sequence = &rest[at..];
        let len = sequence.find('m').expect("a colour's end") + 1;
        let inside = &sequence[2..len - 1];
        assert!(sequence[1..].starts_with('[') && inside.chars().all(|c| c == ';' || c.is_ascii_digit()));
        rest.replace_range(at..at + len, "");
    }
    let is_bidi = |char| matches!(char, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let raw: Vec<_> =
        rest.chars().filter(|char| *char != '\n' && (char.is_control() || is_bidi(*char))).collect();
    assert!(raw.is_empty(), "{raw:?} reached the terminal");
}

#[test]
fn a_server_without_file_descriptors_pauses_and_then_accepts_again() {
    let args = ["--log-format", "json", "tcp-server", "127.0.0.1:0"];
    let mut server = Program::start(netlab_after("ulimit -n 64", &args));
    let listening = |log: &str| events(log).iter().find(|event| event.kind == Kind::Listening)?.local;
    let addr = server.err.until("a listening address", listening);
    let held: Vec<TcpStream> = (0..200).map(|_| peer::connect(addr)).collect();
    server.err.until("five failed tries", |log| (log.matches("accept-failed").count() >= 5).then_some(()));
    drop(held);
    peer::exchange(addr, "there is room again");
    assert_eq!(server.interrupt(), 0);
    let events = events(&server.err.text());
    let failed: Vec<u64> =
        events.iter().filter(|event| event.kind == Kind::AcceptFailed).map(|event| event.t_us).collect();
    for (index, pair) in failed[..5].windows(2).enumerate() {
        let pause_us = 10_000 << index;
        assert!(pair[1] - pair[0] >= pause_us, "the pauses double, and nothing spins: {failed:?}");
    }
    let n_accepted = events.iter().filter(|event| event.kind == Kind::Accepted).count();
    assert_eq!(n_accepted, 201, "everybody was accepted in the end");
}

fn events(log: &str) -> Vec<Event<'static>> {
    Trace::read(log.as_bytes()).map_or_else(|_no_header_yet| Vec::new(), |trace| trace.events)
}

#[test]
fn an_interrupted_server_stops_accepting_and_lets_the_exchange_in_flight_end() {
    use rustix::process::Signal;

    for (signal, host) in [(Signal::INT, "127.0.42.1:0"), (Signal::TERM, "127.0.42.2:0")] {
        // An address of its own, so nobody takes the port while nobody holds it.
        let host = if cfg!(target_os = "linux") { host } else { "127.0.0.1:0" };
        let mut server = Program::netlab(&["-q", "tcp-server", host]);
        let addr = server.address();
        let mut in_flight = peer::greeted(addr);
        server.signal(signal);
        // The server's half-close says that it is leaving; it stopped accepting before.
        assert_eq!(peer::read_line(&in_flight), "");
        assert!(TcpStream::connect(addr).is_err(), "nobody is accepted any more");
        in_flight.write_all(b"last words\n").expect("the server still reads");
        peer::finish(in_flight);
        assert_eq!(server.code(), 0, "{}", server.err.text());
        assert!(server.out.text().ends_with(": last words\n"));
        assert_eq!(bound_again(addr), addr);
    }
}

/// Starts a second server on the same address, at once.
fn bound_again(addr: SocketAddr) -> SocketAddr {
    Program::netlab(&["-q", "tcp-server", &addr.to_string()]).address()
}

#[test]
fn an_interrupted_server_does_not_wait_for_a_client_that_never_leaves() {
    let mut server = Program::netlab(&["-q", "tcp-server", ":0"]);
    let stubborn = peer::greeted(server.address());
    let began = Instant::now();
    assert_eq!(server.interrupt(), 0);
    // Its own limits add up to less than 3 s; the rest is for a busy machine.
    assert!(began.elapsed() < LIMIT / 4, "it took {:?}", began.elapsed());
    assert!(
        server.err.text().contains("cut off: 1 client that did not finish in time\n"),
        "{}",
        server.err.text()
    );
    drop(stubborn);
}

#[test]
fn an_interrupted_client_says_so_by_its_exit_code() {
    let (listener, addr) = peer::listen();
    let mut client = Program::netlab(&["tcp-client", &addr]);
    let _silent = peer::accept(&listener);
    client.err.until_contains("sent");
    assert_eq!(client.interrupt(), 130);
}

#[test]
fn an_idle_client_is_left_and_one_that_types_slowly_is_not() {
    let server = Program::netlab(&["-q", "tcp-server", "--idle-timeout", "4", ":0"]);
    let addr = server.address();
    let mut slow = peer::greeted(addr);
    let silent = peer::greeted(addr);
    let (sender, left) = std::sync::mpsc::channel();
    std::thread::spawn(move || sender.send(peer::read_line(&silent)));
    // The pace is the matter of this test: one byte every fifth of a second, and no line for four.
    while left.recv_timeout(Duration::from_millis(200)).is_err() {
        slow.write_all(b".").expect("the server reads");
    }
    slow.write_all(b" done\n").expect("the server reads");
    peer::finish(slow);
    server.out.until_contains(". done\n");
}
