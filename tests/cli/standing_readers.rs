//! Readers that do not read: whoever stands behind one goes on, and can always be ended.
//!
//! The one idea: a program may wait for a reader, but it must hear a wish to end meanwhile; and if that
//! is in vain, the second wish is no wish any more.
//!
//! See it run: `cargo test --test cli standing_readers::`.

#![cfg(target_os = "linux")]

use std::io::{PipeReader, Write};
use std::net::{SocketAddr, UdpSocket};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use netlab::kernel::{process, table};
use rustix::process::Signal;

use crate::common::peer;
use crate::common::program;
use crate::common::program::{Heard, Program, netlab};
use crate::common::states::{connection_of, eventually, udp_of};
use crate::common::terminal::in_terminal;
use crate::common::waits;

/// Starts it with a full pipe for its output, or for its errors, that nobody reads.
fn behind_a_full_pipe(mut command: Command, is_err: bool) -> (Program, PipeReader) {
    let (ours, theirs) = std::io::pipe().expect("a pipe");
    rustix::pipe::fcntl_setpipe_size(&theirs, 4096).expect("the least");
    (&theirs).write_all(&[b'.'; 4096]).expect("it has just this room");
    if is_err {
        command.stderr(theirs).stdout(Stdio::null());
        let program = Program::start_unheard(&mut command);
        return (program, ours);
    }
    command.stdout(theirs).stderr(Stdio::piped());
    let mut program = Program::start_unheard(&mut command);
    program.err = Heard::listen(program.child().stderr.take().expect("piped"));
    (program, ours)
}

/// Sends datagrams until the receiver takes no more of them.
fn flood_until_it_stands_still(receiver: &Program) {
    let (to, socket) = (receiver.address(), UdpSocket::bind("127.0.0.1:0").expect("a port"));
    let queue = || udp_of(&table::by_sock_diag().expect("the kernel answers"), to)?.datagrams;
    eventually("a receiver that stands still", || {
        for _ in 0..20 {
            socket.send_to(&[b'x'; 1000], to).expect("sent");
        }
        // Half of its buffer is full, it was woken by each of them, and it wants no processor: it will not read.
        let is_half_full = queue()?.memory * 2 > queue()?.limit?;
        (is_half_full && !process::wants_a_processor(receiver.pid())).then_some(())
    });
}

/// The port that a program has bound, as the kernel tells.
fn bound(program: &Program, table: &str) -> SocketAddr {
    let began = Instant::now();
    loop {
        let fds = std::fs::read_dir(format!("/proc/{}/fd", program.pid())).expect("it runs");
        let names: Vec<String> = fds
            .filter_map(|fd| Some(std::fs::read_link(fd.ok()?.path()).ok()?.display().to_string()))
            .collect();
        let table = std::fs::read_to_string(table).expect("Linux has it");
        let port = table.lines().skip(1).find_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let is_its = names.contains(&format!("socket:[{}]", words.get(9)?));
            let port = words[1].split_once(':')?.1;
            is_its.then(|| u16::from_str_radix(port, 16).ok())?
        });
        if let Some(port) = port {
            return SocketAddr::from(([127, 0, 0, 1], port));
        }
        assert!(began.elapsed() < program::LIMIT, "it binds no port");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_log_that_nobody_reads_holds_up_neither_newcomers_nor_the_end() {
    let args = ["--log-format", "json", "tcp-server", "127.0.0.1:0"];
    let (mut server, unread) = behind_a_full_pipe(netlab(&args), true);
    let addr = bound(&server, "/proc/net/tcp");
    let began = Instant::now();
    // Far more lines than all queues on the way hold.
    for n in 0..1500 {
        peer::exchange(addr, &format!("client {n}"));
    }
    assert!(began.elapsed() < program::LIMIT);
    let heard = Heard::listen(unread);
    heard.until_contains("\n{\"kind\":\"left-out\",\"lines\":");
    assert_eq!(server.interrupt(), 0);
    let log = heard.text();
    let lines = log.trim_start_matches('.').lines();
    let torn = lines.clone().find(|line| !line.starts_with('{') || !line.ends_with('}'));
    assert_eq!(torn, None, "whole lines only");
    assert!(lines.count() > 100);
}

#[test]
fn one_signal_ends_whoever_stands_behind_a_full_pipe() {
    let check = |args: &[&str], go: &dyn Fn(&Program)| {
        for signal in [Signal::INT, Signal::TERM] {
            let (mut program, _unread) = behind_a_full_pipe(netlab(args), false);
            go(&program);
            let began = Instant::now();
            program.signal(signal);
            assert_eq!(program.code(), 0, "{args:?}");
            assert!(began.elapsed() < Duration::from_secs(20), "{args:?}: {:?}", began.elapsed());
        }
    };
    check(&["-q", "udp-recv", "127.0.0.1:0"], &|program| {
        flood_until_it_stands_still(program);
    });
    check(&["sockets", "--watch", "--all"], &|program| program.err.until_contains("watching"));
    check(&["sockets", "--watch", "--all", "--format", "json"], &|program| {
        waits::until_in(program, waits::WRITE);
    });
    check(&["-q", "--ladder", "tcp-server", "127.0.0.1:0"], &|program| {
        peer::exchange(program.address(), "one");
    });
    check(&["-q", "chat-server", "--show-messages", "127.0.0.1:0"], &|program| {
        let mut client = peer::connect(program.address());
        client.set_nonblocking(true).expect("a socket");
        let line = [b"x".repeat(999), b"\n".to_vec()].concat();
        (0..1000).for_each(|_| drop(client.write(&line)));
        waits::until_in(program, waits::WRITE);
    });
}

#[test]
fn a_second_signal_always_ends_it() {
    // A client that never finishes: the first wish waits for it.
    let mut server = Program::netlab(&["-q", "tcp-server", "127.0.0.1:0"]);
    let _client = peer::greeted(server.address());
    server.signal(Signal::INT);
    server.signal(Signal::INT);
    let began = Instant::now();
    let status = server.wait();
    assert!(matches!(status.code(), Some(0 | 130)), "{status}");
    assert!(began.elapsed() < Duration::from_secs(20));

    // All that is left is to write, and nobody reads: then the first is enough.
    let (listener, addr) = peer::listen();
    for signal in [Signal::INT, Signal::TERM] {
        let (mut client, _unread) = behind_a_full_pipe(netlab(&["-q", "tcp-client", &addr]), false);
        let mut stream = peer::accept(&listener);
        let (ours, its) = (stream.local_addr().expect("bound"), stream.peer_addr().expect("connected"));
        stream.write_all(&[b"x".repeat(999), b"\n".to_vec()].concat().repeat(20)).expect("it reads");
        drop(stream);
        waits::until_in(&client, waits::WRITE);
        eventually("the end of its connection", || {
            let entries = table::sockets().expect("a table").entries;
            connection_of(&entries, its, ours).is_none_or(|entry| entry.owners.is_empty()).then_some(())
        });
        client.signal(signal);
        client.signal(signal);
        let status = client.wait();
        assert_eq!(status.code(), Some(128 + signal.as_raw()), "{status}");
    }
}

#[test]
fn a_terminal_that_stands_still_does_not_hold_up_the_end_of_a_screen() {
    let home = tempfile::tempdir().expect("a directory");
    for args in [&["sockets", "--watch", "--all"][..], &["lesson", "2"]] {
        for signal in [Signal::TERM, Signal::INT] {
            let mut command = netlab(args);
            command.env("NETLAB_HOME", home.path());
            let mut keys = in_terminal(&mut command);
            let mut program = Program::start_unheard(&mut command);
            drop(command);
            // Keys turn pages until nothing more fits into the terminal that nobody reads.
            eventually("a full terminal", || {
                keys.write_all(b"nb").expect("a terminal");
                waits::is_in(&program, waits::WRITE).then_some(())
            });
            let began = Instant::now();
            program.signal(signal);
            if signal == Signal::INT && args[0] == "lesson" {
                // There it is a key.
                program.signal(Signal::TERM);
            }
            let _any = program.wait();
            assert!(began.elapsed() < Duration::from_secs(20), "{args:?}");
        }
    }
}
