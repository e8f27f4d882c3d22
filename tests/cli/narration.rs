//! The narration of both ends of an exchange, compared with what it was; and that it holds no socket up.
//!
//! The one idea: the kernel decides times and port numbers, so these are made alike before comparing;
//! everything else must stay as somebody once read it. `UPDATE_GOLDEN=1` rewrites the texts: read the
//! difference before you commit it.

#![cfg(unix)]

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::process::Stdio;

use crate::common::golden;
use crate::common::lease;
use crate::common::peer;
use crate::common::program::{Heard, Program, listening_address, netlab};
use crate::common::screen::OnScreen;
use crate::common::terminal::in_terminal;

#[test]
fn a_server_explains_each_kind_of_event_once() {
    golden::check("server.txt", &server_says(&[]));
}

#[test]
fn a_quiet_server_says_only_where_it_listens() {
    golden::check("server-quiet.txt", &server_says(&["-q"]));
}

#[test]
fn a_verbose_server_tells_call_state_and_the_kernels_view_each_time() {
    golden::check("server-verbose.txt", &without_measurements(&server_says(&["-v"])));
}

#[test]
fn a_client_explains_each_kind_of_event_once() {
    golden::check("client.txt", &client_says(&[]));
}

#[test]
fn a_quiet_client_says_nothing() {
    golden::check("client-quiet.txt", &client_says(&["-q"]));
}

#[test]
fn a_verbose_client_tells_call_state_and_the_kernels_view_each_time() {
    golden::check("client-verbose.txt", &without_measurements(&client_says(&["-v"])));
}

#[test]
fn a_refused_client_explains_the_refusal_before_the_error() {
    let nobody = lease::Lease::take();
    let addr = nobody.addr();
    let mut client = Program::netlab(&["tcp-client", &addr.to_string()]);
    assert_eq!(client.code(), 1);
    golden::check("refused.txt", &alike(&client.err.text(), addr, addr));
}

/// What a server says of one client that is greeted, sends two lines and finishes, step by step.
fn server_says(options: &[&str]) -> String {
    let mut server = Program::netlab(&[options, &["tcp-server", "--once", ":0"]].concat());
    let addr = server.address();
    let mut client = peer::greeted(addr);
    let from = client.local_addr().expect("connected");
    for line in ["Hello, server.", "Is this \u{1b}[31mred?"] {
        client.write_all(format!("{line}\n").as_bytes()).expect("the server reads");
        server.out.until_contains(&line.replace('\u{1b}', r"\x1b"));
    }
    peer::finish(client);
    assert_eq!(server.code(), 0);
    alike(&server.err.text(), addr, from)
}

/// What a client says of a server that hears it out, greets it and waits for its end.
fn client_says(options: &[&str]) -> String {
    let (listener, addr) = peer::listen();
    let mut client = Program::netlab(&[options, &["tcp-client", &addr]].concat());
    let mut stream = peer::accept(&listener);
    let from = stream.peer_addr().expect("connected");
    assert_eq!(peer::read_line(&stream), "Hello from the client!\n");
    stream.write_all(b"Welcome.").expect("the client is there");
    stream.read_to_end(&mut Vec::new()).expect("the client finishes");
    drop(stream);
    assert_eq!((client.code(), client.out.text()), (0, "Welcome.".to_owned()));
    alike(&client.err.text(), listener.local_addr().expect("bound"), from)
}

/// The text with times and ports made alike; both keep their width, so lines break where they did.
fn alike(text: &str, server: SocketAddr, client: SocketAddr) -> String {
    let text = text.replace(&server.port().to_string(), "11111").replace(&client.port().to_string(), "22222");
    let mut out = String::new();
    for line in text.lines() {
        let is_told = line.len() > 12 && line.is_char_boundary(12) && line.as_bytes()[2] == b':';
        out += if is_told { "00:00:00.000" } else { "" };
        out += if is_told { &line[12..] } else { line };
        out += "\n";
    }
    out
}

/// The text without what the kernel measured: it changes while it is told. As it has its own width, each
/// paragraph becomes one line.
fn without_measurements(text: &str) -> String {
    let paragraphs = text.replace("\n    call: ", "\n@call: ").replace("\n    ", " ").replace('@', "    ");
    let mut out = String::new();
    for line in paragraphs.lines() {
        let (before, view) = line.split_once("; kernel: ").unwrap_or((line, ""));
        let before = before.split("; waited: ").next().unwrap_or_default();
        // How far the end of a connection has come is the kernel's own pace.
        let is_end = ["close(2)", "returning 0", "SHUT_WR"].iter().any(|call| before.contains(call));
        out += if is_end { before.split("; state: ").next().unwrap_or_default() } else { before };
        out += if view.is_empty() { "" } else { "; kernel: (its view)" };
        out += "\n";
    }
    out
}

#[test]
fn a_verbose_program_tells_what_the_kernel_says() {
    let said = server_says(&["-v"]).replace("\n    ", " ");
    let check = |kind: &str, expected: &str| {
        let mut lines = said.lines();
        let at = lines.position(|line| line.contains(&format!(" {kind} "))).expect("it is told");
        let line = said.lines().nth(at).expect("it is told");
        assert!(line.contains(&format!("; kernel: {expected}")), "{line}");
    };
    check("listening", "LISTEN");
    check("accepted", "ESTABLISHED, round trip ");
    check("peer-finished", "CLOSE_WAIT, round trip ");
}

#[test]
fn a_pipe_that_nobody_reads_holds_no_socket_up() {
    let (mut unread, writer) = std::io::pipe().expect("a pipe");
    // What is told in the first second must be more than the pipe holds.
    #[cfg(target_os = "linux")]
    rustix::pipe::fcntl_setpipe_size(&writer, 4096).expect("a page");
    let mut server = Program::start_unheard(
        netlab(&["-v", "tcp-server", "127.0.0.1:0"]).stdout(Stdio::null()).stderr(writer),
    );
    let addr = first_address(&mut unread);
    for _ in 0..300 {
        peer::exchange(addr, "nobody reads what is told of this");
    }
    assert_eq!(server.interrupt(), 0);
}

#[test]
fn a_terminal_that_stands_still_holds_no_socket_up() {
    let mut command = netlab(&["-v", "tcp-server", "127.0.0.1:0"]);
    let mut screen = in_terminal(&mut command);
    let mut server = Program::start_unheard(&mut command);
    let addr = first_address(&mut screen);
    for _ in 0..300 {
        peer::exchange(addr, "nobody reads what is told of this");
    }
    assert_eq!(server.interrupt(), 0);
}

/// Reads no further than it must to know where the server listens.
fn first_address(source: &mut impl Read) -> SocketAddr {
    let mut text = String::new();
    loop {
        let mut buf = [0; 64];
        let n_bytes = source.read(&mut buf).expect("the server is there");
        assert!(n_bytes > 0, "the server ended:\n{text}");
        text += &String::from_utf8_lossy(&buf[..n_bytes]);
        if let Some(addr) = listening_address(&text) {
            return addr;
        }
    }
}

#[test]
fn events_that_come_faster_than_people_read_are_summed_up() {
    let mut server = Program::netlab(&["tcp-server", "127.0.0.1:0"]);
    let addr = server.address();
    for _ in 0..200 {
        peer::exchange(addr, "hello");
    }
    assert_eq!(server.interrupt(), 0);
    let said = server.err.text();
    let n_told = said.lines().filter(|line| line.contains(" accepted ")).count();
    let summed = said.lines().filter(|line| line.starts_with("… not told one by one: "));
    let n_summed: usize = summed.map(|line| count_of(line, "accepted")).sum();
    assert!(n_summed > 0, "something is summed up:\n{said}");
    assert_eq!(n_told + n_summed, 200, "and nothing is lost:\n{said}");
}

/// The number before the word, as in `… 1,480 accepted, …`.
fn count_of(line: &str, kind: &str) -> usize {
    let (_, list) = line.split_once(": ").expect("a summary");
    let part = list.split(", ").find(|part| part.split(' ').nth(1) == Some(kind));
    let number = part.and_then(|part| part.split(' ').next()).unwrap_or("0");
    number.replace(',', "").parse().expect("a number")
}

#[test]
fn narration_stands_on_lines_of_its_own_also_after_a_greeting_without_a_newline() {
    let (listener, addr) = peer::listen();
    let mut command = netlab(&["--color", "never", "tcp-client", &addr]);
    let screen = in_terminal(&mut command);
    let mut client = Program::start_unheard(&mut command);
    let screen = Heard::listen(screen);
    let mut stream = peer::accept(&listener);
    stream.write_all(b"Hello").expect("the client is there");
    stream.read_to_end(&mut Vec::new()).expect("the client finishes");
    drop(stream);
    assert_eq!(client.code(), 0);
    drop(command);
    let said = screen.text();
    assert!(said.lines().any(|line| line == "Hello"), "{said}");
}

/// The rows of a terminal that a server fills with one client, from its start to its end.
fn rows_of_a_server(n_columns: u16, home: &std::path::Path) -> Vec<String> {
    let mut command = netlab(&["tcp-server", "--once", "127.0.0.1:0"]);
    command.env("NETLAB_HOME", home);
    let mut screen = OnScreen::start(&command, 60, n_columns);
    let addr = screen.until_written("its address", |written| {
        let (_, behind) = written.split_once("listening on ")?;
        behind.split_once("; Ctrl-C")?.0.parse::<SocketAddr>().ok()
    });
    let mut client = Program::netlab(&["-q", "tcp-client", &addr.to_string()]);
    assert_eq!((client.code(), screen.code()), (0, 0));
    screen
        .until("its last row", |sight| sight.rows.last().is_some_and(|row| row.contains("the socket of")))
        .rows
}

#[test]
fn a_servers_life_fits_a_small_terminal_and_half_of_it_once_it_was_explained() {
    for n_columns in [80, 120] {
        let home = tempfile::tempdir().expect("a directory");
        let first = rows_of_a_server(n_columns, home.path());
        assert!(first.len() <= 24, "{}", first.join("\n"));
        assert!(
            first.iter().any(|row| row.contains("✓ copied into our send buffer")),
            "{}",
            first.join("\n")
        );
        let later = rows_of_a_server(n_columns, home.path());
        assert!(later.len() <= 12, "{}", later.join("\n"));
    }
}

#[test]
fn what_was_explained_is_explained_again_where_it_is_asked_for_or_nobody_read_it() {
    let home = tempfile::tempdir().expect("a directory");
    let explains = |options: &[&str]| {
        let mut command = netlab(&[options, &["tcp-client", "127.0.0.1:1"]].concat());
        command.env("NETLAB_HOME", home.path());
        let mut client = Program::start(command);
        assert_eq!(client.code(), 1);
        let said = client.err.text();
        (said.contains("✓ the kernel was asked"), said.contains("The program asked"), said.contains("call: "))
    };
    // Through a pipe each run begins anew.
    assert_eq!(explains(&[]), (true, false, false));
    assert_eq!(explains(&[]), (true, false, false));
    assert_eq!(explains(&["--explain", "always"]), (true, false, false));
    assert_eq!(explains(&["--explain", "never"]), (false, false, false));
    assert_eq!(explains(&["-v", "--explain", "first"]), (false, true, true));
    assert_eq!(explains(&["-v", "--explain", "never"]), (false, false, true));
    assert!(!home.path().join("progress.toml").exists());
}
