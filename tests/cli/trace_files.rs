//! Traces of real exchanges, as `--record` and `--log-format json` write them, read back.
//!
//! The one idea: what two programs recorded, each by itself, must fit together: every byte that one
//! received is a byte that the other had sent before.

#![cfg(unix)]

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

use netlab::event::{Event, Kind};
use netlab::trace::{Records, Trace};
use rustix::process::Signal;

use crate::common::peer;
use crate::common::program::{Program, netlab};

const LINES: &str = "one\ntwo\nthree and the last, without an end";

#[test]
fn the_traces_of_both_sides_fit_together() {
    let dir = tempfile::tempdir().expect("a directory");
    let (server_file, client_file) = (dir.path().join("server.jsonl"), dir.path().join("client.jsonl"));
    let mut server =
        Program::netlab(&["--record", &server_file.display().to_string(), "tcp-server", "--once", ":0"]);
    let addr = server.address();
    let input = dir.path().join("input");
    std::fs::write(&input, LINES).expect("a new file");
    let mut command =
        netlab(&["--record", &client_file.display().to_string(), "tcp-client", &addr.to_string()]);
    command.stdin(File::open(&input).expect("it is there"));
    let mut client = Program::start(command);
    assert_eq!((client.code(), server.code()), (0, 0));

    let (server, client) = (read(&server_file), read(&client_file));
    assert_eq!(server.header.boot_id, client.header.boot_id, "one clock for both");
    let from_client = connected_from(&client);
    let of_server: Vec<_> = server.events.iter().filter(|event| event.peer == Some(from_client)).collect();
    let of_client: Vec<_> = client.events.iter().collect();
    check_direction(&of_client, &of_server, (LINES.to_owned() + "\n").as_bytes());
    check_direction(&of_server, &of_client, b"Hello from the server. Who is there?\n");
}

fn read(path: &Path) -> Trace {
    let mut records = Records::read(BufReader::new(File::open(path).expect("a record"))).expect("a trace");
    assert_eq!((records.traces.len(), records.n_skipped, records.is_cut), (1, 0, false));
    records.traces.swap_remove(0)
}

fn connected_from(trace: &Trace) -> std::net::SocketAddr {
    let connected = trace.events.iter().find(|event| event.kind == Kind::Connected);
    connected.and_then(|event| event.local).expect("the client connected from somewhere")
}

/// Checks that what one side sent and what the other received is the same text without a gap, that the
/// end was told after all of it, and that nothing arrived before it left.
fn check_direction(sender: &[&Event<'_>], receiver: &[&Event<'_>], expected: &[u8]) {
    assert_eq!(joined(sender, Kind::Sent), expected);
    assert_eq!(joined(receiver, Kind::Received), expected);
    let finished = receiver.iter().find(|event| event.kind == Kind::PeerFinished).expect("an end");
    assert_eq!(finished.offset, Some(expected.len() as u64));
    for received in receiver.iter().filter(|event| event.kind == Kind::Received) {
        let end = received.offset.zip(received.len).map(|(offset, len)| offset + len);
        let left = sender.iter().find(|sent| sent.kind == Kind::Sent && sent.offset < end);
        assert!(left.is_some_and(|sent| sent.began_us <= received.t_us), "{received:?} came before it left");
    }
}

/// The bytes of these events, each of which begins where the one before it ended.
fn joined(events: &[&Event<'_>], kind: Kind) -> Vec<u8> {
    let mut bytes = Vec::new();
    for event in events.iter().filter(|event| event.kind == kind) {
        let data = event.data.as_deref().expect("short payloads are recorded whole");
        assert_eq!((event.offset, event.len), (Some(bytes.len() as u64), Some(data.len() as u64)));
        bytes.extend_from_slice(data);
    }
    bytes
}

#[test]
fn a_killed_programs_trace_is_whole_up_to_its_last_call() {
    let (trace, _) = recorded_until(Signal::KILL);
    assert_eq!(n_of(&trace, Kind::Received), 1);
    assert_eq!(n_of(&trace, Kind::Closed), 0, "nobody was there to close");
}

#[test]
fn an_interrupted_programs_trace_has_all_to_the_last_close() {
    let (trace, n_sockets) = recorded_until(Signal::INT);
    assert_eq!(n_of(&trace, Kind::Received), 1);
    assert_eq!(n_of(&trace, Kind::Closed), n_sockets);
    assert!(trace.events.last().is_some_and(|event| event.kind == Kind::Closed));
}

/// A server's trace, ended by the signal after it had received a line and while its client was there;
/// and how many sockets it had.
fn recorded_until(signal: Signal) -> (Trace, usize) {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("run.jsonl");
    let mut server = Program::netlab(&["-q", "--record", &file.display().to_string(), "tcp-server", ":0"]);
    let mut client = peer::greeted(server.address());
    client.write_all(b"heard\n").expect("the server reads");
    server.out.until_contains(": heard\n");
    server.signal(signal);
    if signal == Signal::INT {
        peer::finish(client);
    }
    let status = server.wait();
    assert_eq!(status.success(), signal == Signal::INT);
    (read(&file), 2)
}

fn n_of(trace: &Trace, kind: Kind) -> usize {
    trace.events.iter().filter(|event| event.kind == kind).count()
}

#[test]
fn a_quiet_program_records_all_the_same() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("run.jsonl");
    let mut tour = Program::netlab(&["-q", "--record", &file.display().to_string(), "tour"]);
    assert_eq!((tour.code(), tour.err.text()), (0, String::new()));
    let trace = read(&file);
    assert_eq!(trace.header.program, "netlab tour");
    assert_eq!(trace.header.pid, tour.pid());
    assert_eq!((n_of(&trace, Kind::Accepted), n_of(&trace, Kind::Connected)), (1, 1));
    assert_eq!((n_of(&trace, Kind::PeerFinished), n_of(&trace, Kind::Closed)), (2, 3));
}

#[test]
fn as_much_of_a_payload_is_recorded_as_was_asked_for() {
    let dir = tempfile::tempdir().expect("a directory");
    let check = |n_bytes: &str, expected: &[u8]| {
        let file = dir.path().join(n_bytes);
        let path = file.display().to_string();
        let mut tour = Program::netlab(&["-q", "--record", &path, "--record-bytes", n_bytes, "tour"]);
        assert_eq!(tour.code(), 0);
        let trace = read(&file);
        let of_client = trace.events.iter().find(|event| event.kind == Kind::Sent && event.len == Some(23));
        assert_eq!(of_client.and_then(|event| event.data.as_deref()), Some(expected));
    };
    check("0", b"");
    check("4", b"Hell");
    check("4096", b"Hello from the client!\n");
}

#[test]
fn a_json_log_is_a_trace_on_standard_error_and_output_stays_data() {
    let server = Program::netlab(&["-q", "tcp-server", ":0"]);
    let addr = server.address().to_string();
    let mut client = Program::netlab(&["--log-format", "json", "tcp-client", &addr]);
    assert_eq!(client.code(), 0);
    assert_eq!(client.out.text(), "Hello from the server. Who is there?\n");
    let log = client.err.text();
    assert!(log.starts_with("{\"netlab_trace\":1,\"program\":\"netlab tcp-client\""), "{log}");
    let records = Records::read(log.as_bytes()).expect("every line is of a trace");
    let trace = &records.traces[0];
    assert_eq!((records.n_skipped, records.is_cut, log.lines().count()), (0, false, trace.events.len() + 1));
    assert_eq!(n_of(trace, Kind::Closed), 1);
}
