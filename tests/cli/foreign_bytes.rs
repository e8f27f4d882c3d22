//! Bytes that are not UTF-8: they go on their way as they are, and are shown alike everywhere.
//!
//! The one idea: whoever changes a byte on its way makes a mistake that nobody finds. And whoever shows the
//! same bytes in four ways makes the reader look for four causes.

#![cfg(unix)]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, UdpSocket};
use std::process::Stdio;

use tempfile::tempdir;

use crate::common::peer;
use crate::common::program;
use crate::common::program::{Program, netlab};

/// 中文聊天测试消息哦 in GBK: cf a2 would be a letter in UTF-8, by chance.
const GBK: &[u8] = b"\xd6\xd0\xce\xc4\xc1\xc4\xcc\xec\xb2\xe2\xca\xd4\xcf\xfb\xcf\xa2\xc5\xb6";
const SHOWN: &str = r"\xd6\xd0\xce\xc4\xc1\xc4\xcc\xec\xb2\xe2\xca\xd4\xcf\xfb\xcf\xa2\xc5\xb6";
const NAMED: &str = "not UTF-8 (looks like GBK)";

/// A client that is given these bytes on its standard input, through a pipe.
fn typing(args: &[&str], bytes: &[u8]) -> Program {
    let mut command = netlab(args);
    command.stdin(Stdio::piped());
    let mut client = Program::start(command);
    let mut stdin = client.child().stdin.take().expect("piped");
    stdin.write_all(bytes).expect("the client reads");
    client
}

#[test]
fn a_client_sends_the_bytes_that_it_was_given() {
    let line = [GBK, b"\xff\x00\x1b[2J"].concat();
    let typed = [&line[..], b"\n"].concat();
    let check = |framing: &str, expected: &[u8]| {
        let (listener, addr) = peer::listen();
        let mut client = typing(&["-q", "chat-client", &addr, "--framing", framing], &typed);
        let mut served = peer::accept(&listener);
        let mut heard = Vec::new();
        served.read_to_end(&mut heard).expect("the client finishes");
        assert_eq!(heard, expected, "{framing}");
        drop(served);
        assert_eq!(client.code(), 0);
    };
    check("lines", &typed);
    check("raw", &typed);
    check("length", &[&(line.len() as u32).to_be_bytes()[..], &line].concat());

    let (listener, addr) = peer::listen();
    let mut client = typing(&["-q", "tcp-client", &addr], &typed);
    let mut served = peer::accept(&listener);
    served.write_all(b"hello\n").expect("the client reads");
    let mut heard = Vec::new();
    served.read_to_end(&mut heard).expect("the client finishes");
    assert_eq!(heard, typed);
    drop(served);
    assert_eq!(client.code(), 0);

    let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    receiver.set_read_timeout(Some(program::LIMIT)).expect("a limit");
    let addr = receiver.local_addr().expect("bound").to_string();
    let mut sender = typing(&["-q", "udp-send", &addr], &typed);
    let mut datagram = [0; 100];
    let n_bytes = receiver.recv(&mut datagram).expect("a datagram");
    assert_eq!(&datagram[..n_bytes], line);
    assert_eq!(sender.code(), 0);
}

/// What netlab says of two lines of GBK: the payload is shown in escapes, and named once.
#[track_caller]
fn assert_shown_alike(out: &str, err: &str, what: &str) {
    let all = format!("{out}{err}");
    assert!(out.contains(SHOWN), "{what}: {all}");
    assert!(!all.contains('\u{fffd}') && !all.contains('\u{3e2}'), "{what}: {all}");
    assert_eq!(all.matches(NAMED).count(), 1, "{what}: {all}");
}

fn send_twice(addr: SocketAddr) {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    for _ in 0..2 {
        socket.send_to(GBK, addr).expect("sent");
    }
}

fn say_twice(addr: SocketAddr) {
    let mut client = peer::greeted(addr);
    client.write_all(&[GBK, b"\n", GBK, b"\n"].concat()).expect("the server reads");
    peer::finish(client);
}

#[test]
fn the_same_bytes_are_shown_alike_by_every_program_and_named_once() {
    for args in [&["-q"][..], &[]] {
        let mut receiver = Program::netlab(&[args, &["udp-recv", ":0", "--count", "2"]].concat());
        send_twice(receiver.address());
        assert_eq!(receiver.code(), 0);
        assert_shown_alike(&receiver.out.text(), &receiver.err.text(), "udp-recv");

        let mut server = Program::netlab(&[args, &["tcp-server", ":0", "--once"]].concat());
        say_twice(server.address());
        assert_eq!(server.code(), 0);
        assert_shown_alike(&server.out.text(), &server.err.text(), "tcp-server");
    }
}

#[test]
fn a_narration_and_a_ladder_show_them_alike_too() {
    let dir = tempdir().expect("a directory");
    let run = |args: &[&str]| {
        let mut command = netlab(args);
        command.current_dir(dir.path());
        Program::start(command)
    };
    let mut server = run(&["--record", "run.jsonl", "tcp-server", ":0", "--once"]);
    say_twice(server.address());
    assert_eq!(server.code(), 0);
    let told = server.err.text();
    assert!(told.contains(r#""\xd6\xd0\xce"#) && !told.contains('\u{3e2}'), "{told}");

    let mut ladder = run(&["ladder", "run.jsonl", "--width", "300"]);
    assert_eq!(ladder.code(), 0);
    assert_shown_alike(&ladder.out.text(), &ladder.err.text(), "ladder");
}

#[test]
fn a_room_shows_them_alike_and_tells_their_sender_once() {
    for framing in ["lines", "length"] {
        let mut room = Program::netlab(&["-q", "chat-server", ":0", "--show-messages", "--framing", framing]);
        let addr = room.address().to_string();
        let framed = ["--framing", framing];
        let hearing = Program::start_with_input(&[&["-q", "chat-client", &addr], &framed[..]].concat());
        hearing.out.until_contains("guest-1");
        let typed = [GBK, b"\n", GBK, b"\n"].concat();
        let mut speaking = typing(&[&["-q", "chat-client", &addr], &framed[..]].concat(), &typed);
        assert_eq!(speaking.code(), 0);
        hearing.out.until("both lines", |heard| (heard.matches(SHOWN).count() == 2).then_some(()));
        assert!(!hearing.out.until("anything", |heard| Some(heard.contains(NAMED))), "he did nothing wrong");
        let answer = speaking.out.text();
        assert_eq!(answer.matches(NAMED).count(), 1, "{answer}");
        assert_eq!(room.interrupt(), 0);
        let log = room.out.text();
        assert_eq!(log.matches(SHOWN).count(), 2, "{log}");
    }
}

#[test]
fn beside_an_address_everything_is_escaped_and_a_clients_data_are_raw() {
    let poison = b"\x1b[31m\x07\xff\xe2\x80\xae\tend";
    let shown = r"\x1b[31m\x07\xff\u{202e}\tend";
    let mut server = Program::netlab(&["-q", "tcp-server", ":0", "--once"]);
    let mut client = peer::greeted(server.address());
    client.write_all(poison).expect("the server reads");
    peer::finish(client);
    assert_eq!(server.code(), 0);
    let tcp = server.out.text();
    let mut receiver = Program::netlab(&["-q", "udp-recv", ":0", "--count", "1"]);
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    socket.send_to(poison, receiver.address()).expect("sent");
    assert_eq!(receiver.code(), 0);
    let udp = receiver.out.text();
    for line in [&tcp, &udp] {
        let (_, said) = line.split_once(": ").expect("an address before it");
        assert_eq!(said, format!("{shown}\n"));
    }

    for command in ["tcp-client", "chat-client"] {
        let (listener, addr) = peer::listen();
        let mut client = Program::start_with_input(&["-q", command, &addr]);
        let mut stream = peer::accept(&listener);
        stream.write_all(&[&poison[..], b"\n"].concat()).expect("the client reads");
        stream.shutdown(Shutdown::Write).expect("connected");
        drop(client.child().stdin.take());
        assert_eq!(client.code(), 0);
        assert_eq!(client.out.to_end(), [&poison[..], b"\n"].concat(), "{command}");
    }
}

#[test]
fn a_quiet_client_says_that_the_server_has_gone() {
    let end_of = |says: &[u8]| {
        let mut room = Program::netlab(&["-q", "chat-server", ":0"]);
        let addr = room.address().to_string();
        let mut client = Program::start_with_input(&["-q", "chat-client", &addr]);
        client.out.until_contains("guest-1");
        if says.is_empty() {
            room.child().kill().expect("ours");
        } else {
            client.child().stdin.as_mut().expect("piped").write_all(says).expect("the client reads");
        }
        assert_eq!(client.code(), 0);
        client.err.text()
    };
    assert!(end_of(b"").contains("has ended the chat"));
    assert_eq!(end_of(b"/quit\n"), "");
    assert_eq!(end_of(b"close\n"), "");
}
