//! What the relay for streams passes on besides bytes: resets, a slow reader's pace, its own end.
//!
//! The one idea: a relay has two connections where the programs believe in one, so whatever happens on one
//! of them must be done again on the other.

#![cfg(unix)]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

use netlab::event::Kind;

use crate::common::lease;
use crate::common::line::{Line, is_reset, line, row};
use crate::common::peer;
use crate::common::relay::{Relay, count};

#[test]
fn a_reset_is_passed_on_as_a_reset() {
    let Line { client, mut server, relay: _relay } = line(&[]);
    peer::reset(client);
    assert!(is_reset(&mut server));
    let Line { mut client, server, relay: _relay } = line(&[]);
    peer::reset(server);
    assert!(is_reset(&mut client));
}

#[test]
fn bytes_before_a_reset_are_passed_on_before_it_also_when_delayed() {
    let Line { mut client, mut server, relay } = line(&["--delay", "200ms"]);
    client.write_all(b"before").expect("open");
    relay.until("its read", |events| count(events, Kind::Received) == 1);
    peer::reset(client);
    let mut heard = Vec::new();
    let error = server.read_to_end(&mut heard).expect_err("a reset");
    assert_eq!((error.kind(), heard), (ErrorKind::ConnectionReset, b"before".to_vec()));
}

#[test]
fn a_server_that_is_not_there_is_passed_on_as_a_reset() {
    let nobody = lease::Lease::take();
    let relay = Relay::start(&nobody.addr().to_string(), &[]);
    // It may come while connect itself has not yet returned.
    let was_reset = match TcpStream::connect(relay.addr) {
        Ok(mut client) => is_reset(&mut client),
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    };
    assert!(was_reset);
    assert_eq!(count(&relay.end(), Kind::Refused), 1);
}

/// Writes until nothing more is taken for a while; gives how much was.
fn fill(stream: &mut TcpStream) -> usize {
    stream.set_write_timeout(Some(Duration::from_millis(500))).expect("a limit");
    let (chunk, mut n_taken) = (row(64 * 1024), 0);
    while let Ok(n_bytes) = stream.write(&chunk) {
        n_taken += n_bytes;
        assert!(n_taken < 256 << 20, "somebody takes bytes without end");
    }
    n_taken
}

#[test]
#[cfg(target_os = "linux")]
fn a_reader_that_stands_still_slows_its_sender_and_costs_no_memory_but_for_what_is_under_way() {
    // What has come and is not due is under way: within a millisecond that is little, and within an hour
    // everything, until the relay takes no more than the 64 MiB that one direction can borrow.
    let cases = [
        (&[][..], 8),
        (&["--delay", "1ms"], 8),
        (&["--delay", "1h"], 64 + 8),
        (&["--rate", "1KiB/s"], 8),
        (&["--slice", "1..10"], 8),
    ];
    for (rules, n_mib) in cases {
        let Line { mut client, server, relay } = line(rules);
        let before = memory_bytes(relay.program.pid());
        let n_taken = fill(&mut client);
        let grown = memory_bytes(relay.program.pid()).saturating_sub(before);
        assert!(n_taken > 0 && grown < n_mib << 20, "{rules:?}: {n_taken} taken, grown by {grown}");
        drop(server);
    }
}

#[cfg(target_os = "linux")]
fn memory_bytes(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/statm")).expect("it runs");
    let pages: u64 = text.split(' ').nth(1).and_then(|word| word.parse().ok()).expect("man 5 proc: resident");
    pages * 4096
}

#[test]
fn a_reset_does_not_wait_behind_bytes_that_nobody_reads() {
    let Line { mut client, mut server, relay } = line(&[]);
    fill(&mut client);
    peer::reset(client);
    relay.until("both closed", |events| count(events, Kind::Closed) == 2);
    let error = server.read_to_end(&mut Vec::new()).expect_err("no orderly end");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
}

#[test]
fn two_thousand_connections_at_once() {
    netlab::kernel::limits::raise_open_files();
    let (listener, addr) = peer::listen();
    let relay = Relay::start(&addr, &["--delay", "1ms"]);
    let served = std::thread::spawn(move || echo(&listener, 2_000));
    let mut clients: Vec<TcpStream> = (0..2_000).map(|_| peer::connect(relay.addr)).collect();
    for (number, client) in clients.iter_mut().enumerate() {
        client.write_all(&number.to_be_bytes()).expect("open");
        client.shutdown(Shutdown::Write).expect("open");
    }
    for (number, client) in clients.iter_mut().enumerate() {
        let mut heard = Vec::new();
        client.read_to_end(&mut heard).expect("an orderly end");
        assert_eq!(heard, number.to_be_bytes());
    }
    served.join().expect("the server is content");
    let events = relay.until("all gone", |events| count(events, Kind::Closed) == 4_000);
    assert_eq!(count(&events, Kind::Reset), 0);
}

/// Takes so many connections, and only then answers each with what it says.
fn echo(listener: &TcpListener, n_connections: usize) {
    let mut connections: Vec<TcpStream> = (0..n_connections).map(|_| peer::accept(listener)).collect();
    for connection in &mut connections {
        let mut heard = Vec::new();
        connection.read_to_end(&mut heard).expect("an orderly end");
        connection.write_all(&heard).expect("open");
    }
}

#[test]
fn ctrl_c_lets_go_of_what_is_held_and_ends_both_connections() {
    let Line { mut client, mut server, relay } = line(&["--delay", "1h"]);
    client.write_all(b"on the way").expect("open");
    relay.until("its read", |events| count(events, Kind::Received) == 1);
    relay.end();
    let mut heard = String::new();
    server.read_to_string(&mut heard).expect("an orderly end");
    assert_eq!(heard, "on the way");
    assert_eq!(client.read(&mut [0; 8]).expect("an orderly end"), 0);
}

#[test]
fn ctrl_c_cuts_off_who_does_not_read_and_says_so() {
    let Line { mut client, server, mut relay } = line(&[]);
    fill(&mut client);
    assert_eq!(relay.program.interrupt(), 0);
    let said = relay.program.err.text();
    assert!(said.ends_with("cut off: 1 connection that did not end in time\n"), "{said}");
    drop(server);
}
