//! `netlab ladder` and `--ladder` as they are typed, on records of real programs.

#![cfg(unix)]

use std::fs;
use std::io::{Seek, Write};
use std::path::Path;
use std::process::Stdio;

use crate::common::program::{Program, netlab};

/// Two records of one exchange, as files in a new directory.
struct Records {
    dir: tempfile::TempDir,
}

impl Records {
    fn new() -> Records {
        let dir = tempfile::tempdir().expect("a directory");
        let records = Records { dir };
        let mut server =
            Program::netlab(&["-q", "--record", &records.path("server.jsonl"), "tcp-server", "--once", ":0"]);
        let addr = server.address().to_string();
        let client =
            ["-q", "--record", &records.path("client.jsonl"), "tcp-client", &addr, "--message", "你好"];
        let mut client = Program::netlab(&client);
        assert_eq!((client.code(), server.code()), (0, 0));
        records
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }
}

/// Runs it to its end: exit code, standard output, standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    let mut program = Program::netlab(args);
    (program.code(), program.out.text(), program.err.text())
}

#[test]
fn two_records_become_one_picture_whatever_their_order() {
    let records = Records::new();
    let (server, client) = (records.path("server.jsonl"), records.path("client.jsonl"));
    let (code, out, err) = run(&["ladder", &server, &client]);
    assert_eq!((code, err.as_str()), (0, ""));
    for part in ["client", "server", "listener", "connecting → accepted", "7 bytes \"你好\\n\"", "37 bytes"]
    {
        assert!(out.contains(part), "{part} is not in:\n{out}");
    }
    assert!(!out.contains("not recorded") && !out.contains("record ends"), "both ends are whole:\n{out}");
    assert_eq!(run(&["ladder", &client, &server]).1, out);
    let (_, twice, note) = run(&["ladder", &client, &server, &client]);
    assert_eq!(twice, out);
    assert!(note.contains("is given twice; it is drawn once"), "{note}");
}

#[test]
fn one_record_alone_draws_the_other_end_as_not_recorded() {
    let records = Records::new();
    let (code, out, _) = run(&["ladder", &records.path("client.jsonl")]);
    assert_eq!(code, 0);
    assert!(out.contains("not recorded") && out.contains("▷┊"), "{out}");
}

#[test]
fn a_page_that_is_asked_for_by_the_name_of_its_kind_is_shown_the_option() {
    for (typed, meant) in [("--html", "-o FILE.html"), ("--svg", "-o FILE.svg")] {
        let (code, out, err) = run(&["ladder", "run.jsonl", typed]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(&format!("did you mean {meant}?")), "{err}");
    }
}

#[test]
fn filters_leave_out_and_say_so() {
    let records = Records::new();
    let (server, client) = (records.path("server.jsonl"), records.path("client.jsonl"));
    let check = |filter: &[&str], has: &[&str], has_not: &[&str]| {
        let (code, out, _) = run(&[&["ladder", &server, &client], filter].concat());
        assert_eq!(code, 0, "{filter:?}");
        for part in has {
            assert!(out.contains(part), "{filter:?} has {part}:\n{out}");
        }
        for part in has_not {
            assert!(!out.contains(part), "{filter:?} has no {part}:\n{out}");
        }
    };
    check(&["--kind", "received"], &["7 bytes", "left out by the filters"], &["accepted", "closed"]);
    check(&["--kind", "accepted,bound"], &["accepted", "bound"], &["7 bytes"]);
    check(&["--socket", "1", "--kind", "bound,listening,accepted"], &["listening"], &[]);
    check(&["--max", "2"], &["more not shown"], &["7 bytes"]);
    check(&["--socket", "1", "--kind", "bound,listening"], &["listener"], &["client"]);
    check(&["--from", "0us", "--to", "60s"], &["bound", "7 bytes"], &["left out"]);
    for filter in [["--from", "60s"], ["--to", "0us"]] {
        assert_eq!(run(&[&["ladder", &server, &client], &filter[..]].concat()).0, 1, "{filter:?}");
    }
}

#[test]
fn filters_that_leave_nothing_are_told_with_exit_code_1() {
    let records = Records::new();
    let (code, out, err) = run(&["ladder", "--kind", "datagram-sent", &records.path("client.jsonl")]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("error: nothing to draw: the filters leave nothing\nhint: "), "{err}");
}

#[test]
fn what_is_no_trace_is_told_with_exit_code_2() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = |name: &str| dir.path().join(name).display().to_string();
    fs::write(path("text"), "hello\n").expect("a new file");
    let check = |args: &[&str], expected: &str| {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains(expected) && err.contains("\nhint: "), "{args:?}: {err}");
    };
    check(&["ladder"], "error: ");
    check(&["ladder", &path("nowhere")], "cannot read ");
    check(&["ladder", &dir.path().display().to_string()], "cannot read ");
    check(&["ladder", &path("text")], "is not a trace: expected a first line {");
    check(&["ladder", "-o", "run.png", &path("text")], "expected a name that ends in .svg or .html");
    check(&["ladder", "--kind", "sneezed", &path("text")], "not the name of an event");
    check(&["ladder", "--socket", "left", &path("text")], "expected a socket's number");
    check(&["ladder", "--from", "soon", &path("text")], "expected a time");
    check(&["ladder", "--width", "9", &path("text")], "expected a number from 40 to 1000");
}

#[test]
fn a_cut_record_is_drawn_to_its_last_whole_line() {
    let records = Records::new();
    let path = records.path("client.jsonl");
    let whole = fs::read_to_string(&path).expect("a record");
    let last = whole.trim_end().rfind('\n').expect("several lines");
    fs::write(&path, &whole[..last + 10]).expect("our own file");
    let (code, out, err) = run(&["ladder", &path]);
    assert_eq!(code, 0);
    assert!(err.contains("a line that was cut short; it is left out"), "{err}");
    assert!(out.contains("record ends"), "{out}");
}

#[test]
fn a_record_can_come_from_standard_input() {
    let records = Records::new();
    let path = records.path("client.jsonl");
    let mut command = netlab(&["ladder", "-"]);
    command.stdin(Stdio::from(fs::File::open(&path).expect("a record")));
    let mut program = Program::start(command);
    assert_eq!(program.code(), 0);
    assert_eq!(program.out.text(), run(&["ladder", &path]).1);
}

/// Runs it with this on its standard input.
fn run_with(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(input).and_then(|()| file.rewind()).expect("our own file");
    let mut command = netlab(args);
    command.stdin(Stdio::from(file));
    let mut program = Program::start(command);
    (program.code(), program.out.text(), program.err.text())
}

#[test]
fn records_behind_each_other_are_drawn_as_files_of_their_own() {
    let records = Records::new();
    let (server, client) = (records.path("server.jsonl"), records.path("client.jsonl"));
    let expected = run(&["ladder", &server, &client]).1;
    let [server, client] = [server, client].map(|path| fs::read(path).expect("a record"));
    for both in [[server.as_slice(), &client].concat(), [client.as_slice(), &server].concat()] {
        assert_eq!(run_with(&["ladder", "-"], &both), (0, expected.clone(), String::new()));
    }
}

#[test]
fn what_is_no_event_is_left_out_and_counted() {
    let records = Records::new();
    let (server, client) = (records.path("server.jsonl"), records.path("client.jsonl"));
    let expected = run(&["ladder", &server, &client]).1;
    let text = fs::read_to_string(&client).expect("a record");
    let lines: Vec<&str> = text.lines().collect();
    let mixed = format!(
        "\u{feff}{}\n\noops \u{1b}[2J\n{}\n\nerror: cannot connect\nhint: start a server\n",
        lines[0],
        lines[1..].join("\r\n")
    );
    let (code, out, err) = run_with(&["ladder", &server, "-"], mixed.as_bytes());
    assert_eq!((code, out), (0, expected));
    let note = "note: standard input has 3 lines that are no events known here; they are left out\n";
    assert_eq!(err, note);
}

#[test]
fn a_json_log_is_json_to_its_last_line_and_can_be_drawn() {
    let check = |args: &[&str], code: i32, words: [&str; 2]| {
        let (found, out, log) = run(args);
        assert_eq!((found, out.as_str()), (code, ""), "{args:?}: {log}");
        let lines = log.lines().map(serde_json::from_str::<serde_json::Value>);
        let lines: Vec<_> = lines.collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{error}: {log}"));
        let last = lines.last().expect("it says why it failed");
        for (key, words) in ["error", "hint"].into_iter().zip(words) {
            let said = last.get(key).and_then(|it| it.as_str());
            assert!(said.is_some_and(|said| said.starts_with(words)), "{key}: {words} in {log}");
        }
        log
    };
    let refused = ["cannot connect to 127.0.0.1:1: connection refused", "nobody listens there"];
    let log = check(&["--log-format", "json", "tcp-client", "127.0.0.1:1"], 1, refused);
    let (code, out, err) = run_with(&["ladder", "-"], log.as_bytes());
    assert_eq!((code, err.as_str()), (0, ""), "what the program said belongs to its log");
    assert!(out.contains("connecting → refused"), "{out}");
    check(
        &["tcp-client", "--log-format=json", "-q", "127.0.0.1:1"],
        2,
        ["--quiet tells nothing", "give one of"],
    );
    let nowhere = ["cannot record to /no/such/run.jsonl", "its directory must exist"];
    let record = ["--log-format", "json", "--record", "/no/such/run.jsonl", "tcp-client", "127.0.0.1:1"];
    check(&record, 2, nowhere);
    check(&["--log-format", "json", "tcp-clinet"], 2, ["there is no command", ""]);
    check(
        &["--log-format", "json", "ladder", "/no/such"],
        2,
        ["netlab ladder observes no socket", "one that does"],
    );
}

#[test]
fn a_source_without_an_end_is_not_read_to_its_end() {
    let mut endless = netlab(&["ladder", "-"]);
    endless.stdin(Stdio::from(fs::File::open("/dev/zero").expect("every Unix has it")));
    let mut program = Program::start(endless);
    assert_eq!(program.code(), 2);
    assert!(program.err.text().contains("is not a trace: expected a first line {"));
}

#[test]
fn no_real_arrow_stands_above_its_connecting() {
    for _ in 0..12 {
        let records = Records::new();
        let (_, out, _) = run(&["ladder", &records.path("server.jsonl"), &records.path("client.jsonl")]);
        let row_of = |words: &str| out.lines().position(|line| line.contains(words));
        let first = ["7 bytes", "37 bytes"].iter().filter_map(|bytes| row_of(bytes)).min();
        assert!(row_of("connecting").is_some_and(|row| Some(row) < first), "{out}");
    }
}

#[test]
fn a_killed_client_that_had_looked_up_a_name_leaves_a_record_that_ends() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("client.jsonl").display().to_string();
    let server = Program::netlab(&["-q", "tcp-server", ":0"]);
    let addr = format!("localhost:{}", server.address().port());
    let mut command = netlab(&["-q", "--record", &file, "chat-client", &addr]);
    command.stdin(Stdio::piped());
    let mut client = Program::start(command);
    client.out.until_contains("Hello from the server");
    client.signal(rustix::process::Signal::KILL);
    client.wait();
    let (_, out, _) = run(&["ladder", &file]);
    assert!(out.contains("resolved localhost") && out.contains("╳ record ends"), "{out}");
}

#[test]
fn a_picture_and_a_page_are_written_to_the_file_that_is_named() {
    let records = Records::new();
    for (name, start) in [("run.svg", "<svg "), ("run.html", "<!doctype html>")] {
        let file = records.path(name);
        let (code, out, err) = run(&["ladder", "-o", &file, &records.path("client.jsonl")]);
        assert_eq!((code, out.as_str(), err), (0, "", format!("drawn into {file}\n")));
        let drawn = fs::read_to_string(Path::new(&file)).expect("it is there");
        assert!(drawn.starts_with(start) && drawn.contains("你好"), "{name}");
    }
    let nowhere = records.path("no/such/run.svg");
    let (code, _, err) = run(&["ladder", "-o", &nowhere, &records.path("client.jsonl")]);
    assert_eq!(code, 2);
    assert!(err.starts_with("error: cannot write ") && err.contains("\nhint: "), "{err}");
}

#[test]
fn a_ladder_has_colours_only_where_they_are_wanted() {
    let records = Records::new();
    let path = records.path("client.jsonl");
    assert!(!run(&["ladder", &path]).1.contains('\u{1b}'));
    assert!(run(&["--color", "always", "ladder", &path]).1.contains("\u{1b}[32m"));
}

#[test]
fn any_program_draws_its_own_side_when_it_ends() {
    let mut server = Program::netlab(&["-q", "--ladder", "tcp-server", "--once", ":0"]);
    let addr = server.address().to_string();
    let (code, out, err) = run(&["-q", "--ladder", "tcp-client", &addr]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("Hello from the server. Who is there?\n\n          client "), "{out}");
    assert!(out.contains("37 bytes") && out.contains("not recorded") && out.ends_with("● closed\n"), "{out}");
    assert_eq!(server.code(), 0);
    let drawn = server.out.text();
    assert!(drawn.contains("Hello from the client!\n\n") && drawn.contains("listener"), "{drawn}");
    let (code, refused, _) = run(&["-q", "--ladder", "tcp-client", &addr]);
    assert_eq!(code, 1);
    assert!(refused.contains("connecting → refused") && refused.contains("✗"), "{refused}");
}
