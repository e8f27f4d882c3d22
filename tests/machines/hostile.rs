//! An engine that is none, played by the test: garbage, lines without end, lengths of 4 GiB.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

use libtest_mimic::Trial;

use crate::common::needed::{Claim, trials as claims};
use crate::common::peer;
use crate::common::program::Program;
use crate::engine::{Engine, Server, command};

pub(crate) fn trials() -> Vec<Trial> {
    const CLAIMS: &[Claim] = &[
        ("what_is_no_engine_is_told_and_not_believed", "nats-server", at_the_beginning),
        ("an_engine_that_goes_mad_cuts_the_machine_off_and_fills_no_memory", "nats-server", later),
    ];
    claims("hostile", CLAIMS)
}

const INFO: &str = "INFO {\"server_id\":\"x\",\"headers\":true,\"max_payload\":1048576}\r\n";

/// What a server says that meets an engine which says this, and then takes whatever comes.
fn met_by(greeting: Vec<u8>) -> (i32, String, u64) {
    let (listener, addr) = peer::listen();
    let engine = thread::spawn(move || {
        let mut stream = peer::accept(&listener);
        let _ = stream.write_all(&greeting);
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let mut program = Program::start(command(&format!("nats://{addr}"), "a", &[]));
    let said = program.err.text();
    let peak = peak_kib(program.pid());
    let code = program.code();
    engine.join().expect("the engine ends");
    (code, said, peak)
}

/// The most memory that a process has had so far; 0 where it has ended and nobody can say.
fn peak_kib(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let row = status.lines().find(|line| line.starts_with("VmHWM:"));
    row.and_then(|row| row.split_whitespace().nth(1)?.parse().ok()).unwrap_or_default()
}

fn at_the_beginning() {
    let check = |greeting: &[u8], expected: &str| {
        let (code, said, _) = met_by(greeting.to_vec());
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(expected), "{expected}:\n{said}");
    };
    check(b"SSH-2.0-OpenSSH_9.2p1\r\n", "what it says is not NATS: \"SSH-2.0-OpenSSH_9.2p1\"");
    check(b"\x1b[2J\x07\r\n", "what it says is not NATS");
    check(&vec![b'x'; 1 << 20], "it sends a line that does not end");
    check(format!("{INFO}MSG a 1 4294967296\r\n").as_bytes(), "a message of 4,294,967,296 bytes");
    check(format!("{INFO}HMSG a 1 99999999999999999999 1\r\n").as_bytes(), "what it says is not NATS");
    check(format!("{INFO}MSG a 1 2\r\nabcd\r\n").as_bytes(), "behind a message of it there is no line end");
    check(b"", "no answer within 2 s");
    check(INFO.as_bytes(), "no answer within 2 s");
}

/// Passes bytes on between a server and the real engine, until it is told to say something else.
fn later() {
    let engine = Engine::start();
    let (listener, addr) = peer::listen();
    let a = thread::spawn({
        let url = format!("nats://{addr}");
        move || Server::of(command(&url, "a", &[]))
    });
    let server = peer::accept(&listener);
    let real = TcpStream::connect(engine.addr).expect("it listens");
    let [to_server, to_real] = [(&real, &server), (&server, &real)].map(|(from, to)| {
        let (mut from, mut to) = (from.try_clone().expect("a socket"), to.try_clone().expect("a socket"));
        thread::spawn(move || std::io::copy(&mut from, &mut to).map(drop).unwrap_or_default())
    });
    let a = a.join().expect("it shares the room");
    let anna = a.member("anna");
    let before = peak_kib(a.program.pid());
    real.shutdown(std::net::Shutdown::Both).expect("it was there");
    to_server.join().expect("nothing more comes");
    let mut server_side = server.try_clone().expect("a socket");
    // A length that nobody may believe, and as many bytes as are taken.
    let flood = thread::spawn(move || {
        let _ = server_side.write_all(b"MSG x 2 $JS.ACK.a.b.1.1.1.1.0 4294967295\r\n");
        let filling = vec![b'x'; 64 * 1024];
        while server_side.write_all(&filling).is_ok() {}
    });
    let noted = a.program.out.until("the trouble", |text| {
        Some(text.lines().find(|line| line.starts_with("machine a is cut off: "))?.to_owned())
    });
    flood.join().expect("it is not listened to any more");
    to_real.join().expect("nothing more goes");
    assert!(noted.contains("4294967295 bytes, which is too large"), "{noted}");
    anna.hears("* the other machines cannot be reached");
    let grown = peak_kib(a.program.pid()) - before;
    assert!(grown < 8 * 1024, "memory grew by {grown} KiB");
}
