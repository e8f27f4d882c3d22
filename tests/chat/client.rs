//! Our client through pipes: what programs and scripts see of it.
//!
//! The one idea: two inputs at once. Neither a silent user nor a silent room may hold up the other, and
//! each end of an input has its own meaning: ours a half-close, theirs the end of the talk.
//!
//! See it run: `cargo test --test chat client::`.

#![cfg(unix)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::{ChildStdin, Stdio};

use netlab::chapters::chat::Framing::{self, Length, Lines, Raw};
use rustix::process::Signal;

use crate::common::lease;
use crate::common::program::{Program, netlab};
use crate::common::room::{Member, Room, options};

/// Our client, whose input the test keeps open for as long as it likes.
fn client(addr: SocketAddr, more: &[&str]) -> (Program, ChildStdin) {
    let addr = addr.to_string();
    let mut command = netlab(&[&["-q", "chat-client", &addr], more].concat());
    command.stdin(Stdio::piped());
    let mut program = Program::start(command);
    let input = program.child().stdin.take().expect("piped");
    (program, input)
}

const fn word(framing: Framing) -> &'static str {
    match framing {
        Lines => "lines",
        Length => "length",
        Raw => "raw",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_go_out_and_messages_come_in_while_the_other_side_is_silent() {
    for framing in [Lines, Length, Raw] {
        let room = Room::open(options(framing));
        let mut member = Member::join(&room).await;
        let (mut client, mut input) = client(room.addr, &["--name", "小明", "--framing", word(framing)]);
        member.ears.until(|line| line.ends_with(" is now 小明")).await;
        for text in ["一", "two", "//three"] {
            writeln!(input, "{text}").expect("the client reads");
            let heard = member.hear_message().await;
            assert_eq!(heard, format!("小明: {}", text.trim_start_matches('/').replace("three", "/three")));
        }
        for text in ["四", "five"] {
            member.say(text).await;
            client.out.until_contains(&format!("guest-1: {text}\n"));
        }
        writeln!(input, "last").expect("the client reads");
        drop(input);
        assert_eq!(client.code(), 0);
        let out = client.out.text();
        assert!(!out.contains("小明: "), "it shows what others say: {out}");
        assert_eq!(member.hear_message().await, "小明: last");
    }
}

#[test]
fn the_end_of_the_input_half_closes_and_the_rest_is_shown_to_the_servers_end() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let (mut client, mut input) = client(server.local_addr().expect("it is bound"), &[]);
    input.write_all(b"one\r\ntwo").expect("the client reads");
    drop(input);
    let (mut stream, _) = server.accept().expect("a client");
    let mut sent = String::new();
    stream.read_to_string(&mut sent).expect("the client finishes its direction");
    assert_eq!(sent, "one\ntwo\n");
    stream.write_all("答\n".as_bytes()).expect("the client still listens");
    client.out.until_contains("答\n");
    stream.write_all(b"no newline").expect("the client still listens");
    drop(stream);
    assert_eq!((client.code(), client.out.text()), (0, "答\nno newline\n".to_owned()));
}

#[test]
fn the_servers_end_ends_it_at_once_though_its_input_is_open() {
    for signal in [Signal::INT, Signal::TERM, Signal::KILL] {
        let mut server = Program::netlab(&["-q", "chat-server", ":0"]);
        let (mut client, input) = client(server.address(), &[]);
        client.out.until_contains("* you are guest-1");
        server.signal(signal);
        server.wait();
        assert_eq!(client.code(), 0, "{}", client.err.text());
        let is_told = client.out.text().ends_with("* the room closes; good-bye\n");
        assert_eq!(is_told, signal != Signal::KILL);
        drop(input);
    }
}

#[test]
fn a_server_that_resets_is_a_failure_with_a_hint() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let (mut client, _input) = client(server.local_addr().expect("it is bound"), &[]);
    let (mut stream, _) = server.accept().expect("a client");
    stream.write_all(b"hello\n").expect("the client listens");
    client.out.until_contains("hello\n");
    socket2::SockRef::from(&stream).set_linger(Some(std::time::Duration::ZERO)).expect("the socket is open");
    drop(stream);
    assert_eq!(client.code(), 1);
    let err = client.err.text();
    assert!(err.contains("error: the chat with ") && err.contains("hint: "), "{err}");
}

#[test]
fn a_server_of_another_framing_is_a_failure_whose_hint_names_it() {
    let mut server = Program::netlab(&["-q", "chat-server", ":0"]);
    let (mut client, _input) = client(server.address(), &["--framing", "length"]);
    assert_eq!(client.code(), 1);
    let err = client.err.text();
    assert!(err.contains("hint: ") && err.contains("--framing"), "{err}");
    assert_eq!(server.interrupt(), 0);
}

#[test]
fn a_server_that_finishes_within_a_frame_is_a_failure() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = server.local_addr().expect("it is bound");
    let (mut client, _input) = client(addr, &["--framing", "length"]);
    let (mut stream, _) = server.accept().expect("a client");
    stream.write_all(b"\0\0\0\x05hello\0\0\0\x05he").expect("the client listens");
    client.out.until_contains("hello\n");
    stream.shutdown(std::net::Shutdown::Write).expect("the client listens");
    assert_eq!(client.code(), 1);
    let err = client.err.text();
    assert!(err.contains("finished in the middle of a message"), "{err}");
}

#[test]
fn nobody_listening_is_a_no_with_a_hint() {
    let nobody = lease::Lease::take();
    let addr = nobody.addr();
    let (mut client, _input) = client(addr, &[]);
    assert_eq!(client.code(), 1);
    let err = client.err.text();
    assert!(err.contains(&addr.to_string()) && err.contains("hint: "), "{err}");
    assert_eq!(client.out.text(), "");
}

#[test]
fn a_closed_output_is_no_error_and_ends_it() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = server.local_addr().expect("it is bound").to_string();
    let mut command = netlab(&["-q", "chat-client", &addr]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut client = Program::start_unheard(&mut command);
    let _input = client.child().stdin.take();
    let (mut stream, _) = server.accept().expect("a client");
    drop(client.child().stdout.take());
    // The client learns of it with a write; the connection's end is its answer.
    while stream.write_all(b"are you there?\n").is_ok() {}
    assert_eq!(client.code(), 0);
}
