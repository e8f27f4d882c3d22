//! Where the output goes: pipes whose reader leaves, disks that are full, colour, and a reader that
//! stands still.
//!
//! The one idea: standard output is data for whoever reads it; its reader may leave, which is no
//! error, or be a full disk, which is one.

#![cfg(unix)]

use std::fs::File;
#[cfg(target_os = "linux")]
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use crate::common::peer;
use crate::common::program::{Heard, Program, netlab, netlab_after};

#[test]
fn a_second_copy_of_our_server_names_the_first() {
    let first = Program::netlab(&["-q", "tcp-server", ":0"]);
    let addr = first.address().to_string();
    let mut second = Program::netlab(&["-q", "tcp-server", &addr]);
    assert_eq!(second.code(), 2);
    let said = second.err.text();
    assert!(said.starts_with(&format!("error: cannot listen on {addr}: address already in use\n")), "{said}");
    if cfg!(target_os = "linux") {
        assert!(said.contains(&format!("hint: netlab (pid {}) holds it; ", first.pid())), "{said}");
    }
}

#[test]
fn a_reader_that_leaves_ends_a_report_without_an_error() {
    for args in [&["explain"][..], &["tour", "-q"], &["--help"], &["man"], &["lesson", "1"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut program = Program::start_unheard(netlab(args).stdout(writer).stderr(Stdio::piped()));
        program.err = Heard::listen(program.child().stderr.take().expect("piped"));
        assert_eq!((program.code(), program.err.text()), (0, String::new()), "{args:?}");
    }
}

#[test]
fn a_reader_that_leaves_ends_the_server_without_an_error() {
    let mut program = Program::start_unheard(
        netlab(&["-q", "tcp-server", ":0"]).stdout(Stdio::piped()).stderr(Stdio::piped()),
    );
    program.err = Heard::listen(program.child().stderr.take().expect("piped"));
    let addr = program.address();
    let mut out = program.child().stdout.take().expect("piped");
    peer::exchange(addr, "first");
    let mut shown = vec![0; "127.0.0.1:60000: first\n".len()];
    out.read_exact(&mut shown).expect("one line");
    drop(out);
    let mut client = peer::greeted(addr);
    // One line finds out that the reader has gone, the next is the one that cannot be written.
    while client.write_all(b"nobody reads this\n").is_ok() {}
    assert_eq!(program.code(), 0);
    assert!(!program.err.text().contains("error"), "{}", program.err.text());
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_under_standard_output_is_an_error() {
    for args in [&["explain"][..], &["tour", "-q"], &["--help"], &["man"], &["lesson", "list"]] {
        let full = OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let mut program = Program::start_unheard(netlab(args).stdout(full).stderr(Stdio::piped()));
        program.err = Heard::listen(program.child().stderr.take().expect("piped"));
        assert_eq!(program.code(), 2, "{args:?}");
        let said = program.err.text();
        assert!(
            said.starts_with("error: cannot write to standard output: no space left on device\nhint: "),
            "{said}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_under_a_servers_output_ends_it_with_an_error() {
    let full = OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let mut program =
        Program::start_unheard(netlab(&["-q", "tcp-server", ":0"]).stdout(full).stderr(Stdio::piped()));
    program.err = Heard::listen(program.child().stderr.take().expect("piped"));
    let mut client = peer::greeted(program.address());
    while client.write_all(b"no room for this\n").is_ok() {}
    assert_eq!(program.code(), 2);
    let said = program.err.text();
    assert!(
        said.contains("error: cannot write to standard output: no space left on device\nhint: "),
        "{said}"
    );
}

#[test]
fn a_record_that_cannot_grow_is_said_at_the_end_and_is_whole_up_to_there() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("run.jsonl");
    let path = path.display().to_string();
    // The file may have one block; without the trap the system would kill whoever writes more.
    let command = netlab_after("trap '' XFSZ; ulimit -f 1", &["-q", "--record", &path, "tour"]);
    let mut program = Program::start(command);
    assert_eq!(program.code(), 2);
    let said = program.err.text();
    assert_eq!(
        said,
        format!(
            "error: the record {path} is not whole: file too large\nhint: the program itself ran to its end\n"
        )
    );
    assert!(program.out.text().contains("connecting → accepted"), "the tour was drawn");
    let records = netlab::trace::Records::read(std::io::BufReader::new(File::open(&path).expect("a record")));
    assert!(records.expect("a trace").is_cut, "its last line is cut, and nothing follows it");
}

#[test]
fn no_escape_sequence_goes_into_a_pipe() {
    for args in [&["tour"][..], &["-v", "tour"], &["explain"], &["explain", "ECONNREFUSED"], &["lesson", "1"]]
    {
        assert!(!has_escape(&mut netlab(args)), "{args:?}");
    }
    assert!(!has_escape(&mut netlab(&["tcp-client", "no-such-host..invalid"])));
    assert!(!has_escape(&mut netlab(&["--no-such-flag"])));
}

#[test]
fn colour_is_where_it_is_asked_for_and_the_flag_has_the_last_word() {
    let check = |args: &[&str], variables: &[(&str, &str)], expected: bool| {
        let mut command = netlab(args);
        command.envs(variables.iter().copied());
        assert_eq!(has_escape(&mut command), expected, "{args:?} {variables:?}");
    };
    check(&["--color", "always", "tour"], &[], true);
    check(&["--color", "always", "tour"], &[("NO_COLOR", "1")], true);
    check(&["--color", "always", "tcp-client", "no-such-host..invalid"], &[], true);
    check(&["tour"], &[("CLICOLOR_FORCE", "1")], true);
    check(&["tour"], &[("CLICOLOR_FORCE", "0")], false);
    check(&["tour"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false);
    check(&["tour"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], true);
    check(&["--color", "never", "tour"], &[("CLICOLOR_FORCE", "1")], false);
}

fn has_escape(command: &mut Command) -> bool {
    let output = command.output().expect("the program starts");
    output.stdout.contains(&0x1b) || output.stderr.contains(&0x1b)
}

#[test]
fn a_pipe_that_nobody_reads_does_not_keep_an_interrupted_server() {
    let mut program = Program::start_unheard(
        netlab(&["-q", "tcp-server", ":0"]).stdout(Stdio::piped()).stderr(Stdio::piped()),
    );
    program.err = Heard::listen(program.child().stderr.take().expect("piped"));
    let _never_read = program.child().stdout.take().expect("piped");
    let mut client = peer::greeted(program.address());
    let line = vec![b'x'; 1024 * 1024];
    // More than the pipe and every queue before it hold, so the server stands still when this stalls.
    client.set_nonblocking(true).expect("a socket");
    let mut n_stalls = 0;
    while n_stalls < 3 {
        let n_taken = client.write(&line).unwrap_or(0);
        n_stalls = if n_taken == 0 { n_stalls + 1 } else { 0 };
        // Others are served all the same, and time passes in which the stalled one could go on.
        peer::is_served(program.address());
    }
    assert_eq!(program.interrupt(), 0);
}
