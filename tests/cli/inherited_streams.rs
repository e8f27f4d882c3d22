//! The three streams that a program is started with, in whatever mode they come.
//!
//! The one idea: a stream's mode is that of everybody who has it, so a program may find its streams
//! non-blocking. "Would block" is neither an end of the input nor a failure of the output.
//!
//! See it run: `cargo test --test cli inherited_streams::`.

#![cfg(unix)]

use std::fs::File;
use std::io::{Read, Write};
use std::process::Stdio;
use std::thread;

use rustix::fd::AsFd;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use crate::common::peer;
use crate::common::program::{Heard, Program, netlab};
use crate::common::waits;

fn unblock(stream: impl AsFd) {
    let flags = fcntl_getfl(&stream).expect("a stream");
    fcntl_setfl(&stream, flags | OFlags::NONBLOCK).expect("a stream");
}

#[test]
fn an_input_that_would_block_is_no_end_of_the_input() {
    let (listener, addr) = peer::listen();
    let (theirs, mut ours) = std::io::pipe().expect("a pipe");
    unblock(&theirs);
    let mut command = netlab(&["-q", "tcp-client", &addr]);
    let mut client = Program::start({
        command.stdin(theirs);
        command
    });
    let mut server = peer::accept(&listener);
    server.write_all(b"who is there?\n").expect("a client");
    client.out.until_contains("who is there?");
    // Its first read found nothing.
    waits::until_in(&client, waits::POLL);
    ours.write_all(b"my own line\n").expect("the client reads");
    drop(ours);
    let mut said = String::new();
    server.read_to_string(&mut said).expect("the client's end");
    assert_eq!(said, "my own line\n");
    drop(server);
    assert_eq!(client.code(), 0);
}

#[test]
fn an_input_that_fails_is_no_end_of_the_input_either() {
    let (listener, addr) = peer::listen();
    for args in [&["-q", "tcp-client", &addr][..], &["-q", "chat-client", &addr], &["-q", "udp-send", &addr]]
    {
        let mut command = netlab(args);
        command.stdin(File::open("/").expect("a directory"));
        let mut client = Program::start(command);
        assert_eq!(client.code(), 2, "{args:?}");
        let said = client.err.text();
        assert!(said.starts_with("error: cannot read standard input: is a directory\nhint: "), "{said}");
    }
    drop(listener);
}

#[test]
fn an_output_that_would_block_is_waited_for() {
    for (args, is_err) in [
        (&["man"][..], false),
        (&["lesson", "15", "--plain"], false),
        (&["explain"], false),
        (&["--help"], false),
        (&["completions", "bash"], false),
        (&["-v", "tour"], true),
        (&["--log-format", "json", "tour"], true),
        (&["tour", "--ladder"], false),
    ] {
        let whole = netlab(args).output().expect("the program starts");
        let (mut ours, theirs) = std::io::pipe().expect("a pipe");
        // So full that not even a line fits.
        unblock(&theirs);
        let mut n_filled = 0;
        while let Ok(n_bytes) = (&theirs).write(&[b'.'; 4096]) {
            n_filled += n_bytes;
        }
        let mut command = netlab(args);
        if is_err {
            command.stdout(Stdio::null()).stderr(theirs);
        } else {
            command.stdout(theirs).stderr(Stdio::null());
        }
        let mut program = Program::start_unheard(&mut command);
        drop(command);
        // Its first write found no room.
        waits::until_in(&program, waits::POLL);
        let mut filled = vec![0; n_filled];
        ours.read_exact(&mut filled).expect("what was there");
        let heard = Heard::listen(ours);
        assert_eq!(program.code(), 0, "{args:?}");
        let expected = if is_err { whole.stderr } else { whole.stdout };
        // Times and ports differ, and with them the widths of some lines.
        let n_lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().count();
        assert_eq!(n_lines(&heard.to_end()), n_lines(&expected), "{args:?}");
    }
}

#[test]
fn a_server_goes_on_where_its_output_would_block() {
    let (ours, theirs) = std::io::pipe().expect("a pipe");
    unblock(&theirs);
    let mut command = netlab(&["-q", "tcp-server", ":0"]);
    command.stdout(theirs).stderr(Stdio::piped());
    let mut server = Program::start_unheard(&mut command);
    drop(command);
    server.err = Heard::listen(server.child().stderr.take().expect("piped"));
    let addr = server.address();
    let client = thread::spawn(move || {
        let mut client = peer::greeted(addr);
        let line = [b"x".repeat(999), b"\n".to_vec()].concat();
        // More than a pipe holds.
        (0..1000).for_each(|_| client.write_all(&line).expect("the server reads"));
    });
    waits::until_in(&server, waits::POLL);
    let shown = Heard::listen(ours);
    client.join().expect("the server has not reset it");
    shown.until("all lines", |text| (text.matches("x\n").count() == 1000).then_some(()));
    assert_eq!(server.interrupt(), 0);
}
