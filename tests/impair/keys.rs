//! The keys of `netlab impair` in a terminal, pressed by the test.
//!
//! The one idea: a terminal outlives the program, so its mode must be as before, however the program ends.

#![cfg(unix)]

use std::fs::File;
use std::io::{Read, Write};
#[cfg(target_os = "linux")]
use std::net::{SocketAddr, TcpStream};
use std::os::fd::OwnedFd;

use rustix::process::Signal;
use rustix::termios::{LocalModes, tcgetattr};

#[cfg(target_os = "linux")]
use netlab::kernel::{process, table};

use crate::common::peer;
use crate::common::program::{Heard, LIMIT, Program, fresh_home, listening_address, netlab};
#[cfg(target_os = "linux")]
use crate::common::states::{connection_of, eventually};
use crate::common::terminal::new_terminal;

/// A relay in a terminal that the test holds the other side of.
struct Desk {
    program: Program,
    screen: Heard,
    keyboard: File,
    /// Kept, so that the terminal's mode can be looked at after the program's end.
    terminal: OwnedFd,
}

fn desk(args: &[&str]) -> Desk {
    let (ours, terminal) = new_terminal().expect("a terminal");
    let copy = || terminal.try_clone().expect("a descriptor");
    // A session of its own with this terminal in front, as a shell would have made it.
    let mut command = std::process::Command::new("setsid");
    command.arg("--ctty").arg(assert_cmd::cargo::cargo_bin!("netlab")).args(args);
    command.envs([("NO_COLOR", "1"), ("TERM", "xterm")]).env("NETLAB_HOME", fresh_home());
    command.stdin(copy()).stdout(copy()).stderr(copy());
    let program = Program::start_unheard(&mut command);
    drop(command);
    let keyboard = File::from(ours.try_clone().expect("a descriptor"));
    Desk { program, screen: Heard::listen(File::from(ours)), keyboard, terminal }
}

impl Desk {
    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("the terminal is there");
    }

    /// Whether the terminal keeps lines and shows what is typed, as a shell left it.
    fn is_as_before(&self) -> bool {
        let modes = tcgetattr(&self.terminal).expect("a terminal").local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }
}

/// Waits until the relay has told so many changes of its rules.
fn until_changed(record: &str, n_changes: usize) {
    let started = std::time::Instant::now();
    let n_told = || std::fs::read_to_string(record).expect("a record").matches("rules-changed").count();
    while n_told() < n_changes {
        assert!(started.elapsed() < LIMIT, "the rules do not change");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// Waits until a byte of the client lies before the relay, which was woken by it and wants no processor: so it
/// will not read it. Only Linux tells.
#[cfg(target_os = "linux")]
fn until_left_unread(relay: &Program, front: SocketAddr, client: &TcpStream) {
    let client = client.local_addr().expect("bound");
    eventually("a byte that is left unread", || {
        let entries = table::by_sock_diag().expect("the kernel answers");
        let is_there = connection_of(&entries, front, client)?.stream?.unread == 1;
        (is_there && !process::wants_a_processor(relay.pid())).then_some(())
    });
}

#[test]
fn keys_switch_rules_off_and_on_and_pull_the_cable() {
    let (listener, addr) = peer::listen();
    let room = tempfile::tempdir().expect("a directory");
    let record = room.path().join("relay.jsonl").display().to_string();
    let rules = ["--delay", "1h", "--up"];
    let args = [&["-q", "--record", &record, "impair", "--listen", ":0", "--to", &addr][..], &rules].concat();
    let mut desk = desk(&args);
    let relay = desk.screen.until("an address", listening_address);
    desk.screen.until_contains("keys: d delay, b the cable out or in, space all rules");
    let mut client = peer::connect(relay);
    let mut server = peer::accept(&listener);
    assert!(!desk.is_as_before(), "single keys come through");
    desk.press("d");
    desk.screen.until_contains("\nno rule\r\n");
    until_changed(&record, 2);
    client.write_all(b"a").expect("open");
    server.read_exact(&mut [0]).expect("without the rule it comes");
    desk.press("b");
    desk.screen.until_contains("\nblackhole\r\n");
    until_changed(&record, 3);
    client.write_all(b"b").expect("open");
    #[cfg(target_os = "linux")]
    until_left_unread(&desk.program, relay, &client);
    server.set_nonblocking(true).expect("a socket");
    assert!(server.read(&mut [0]).is_err(), "the cable is out");
    server.set_nonblocking(false).expect("a socket");
    desk.press("b");
    let mut last = [0];
    server.read_exact(&mut last).expect("the cable is in again");
    assert_eq!(&last, b"b");
    desk.press("d");
    desk.screen.until_contains("\nup: delay 1h\r\n".replace("1h", "3600s").as_str());
    desk.press(" ?x");
    desk.screen.until("all off", |text| (text.matches("\nno rule\r\n").count() == 3).then_some(()));
    desk.press("\u{3}");
    assert_eq!(desk.program.code(), 0);
    assert!(desk.is_as_before());
}

#[test]
fn the_terminal_is_as_before_however_the_relay_ends() {
    for signal in [Signal::INT, Signal::TERM] {
        let mut desk = desk(&["-q", "impair", "--listen", ":0", "--to", "9"]);
        desk.screen.until("an address", listening_address);
        assert!(!desk.is_as_before());
        desk.program.signal(signal);
        assert_eq!(desk.program.code(), 0);
        assert!(desk.is_as_before(), "{signal:?}");
    }
    let taken = peer::listen();
    let mut desk = desk(&["-q", "impair", "--listen", &taken.1, "--to", "9"]);
    assert_eq!(desk.program.code(), 2);
    assert!(desk.is_as_before(), "after an error");
}

#[test]
fn without_a_terminal_there_are_no_keys() {
    let mut command = netlab(&["-q", "impair", "--listen", ":0", "--to", "9"]);
    let mut program = Program::start({
        command.stdin(std::process::Stdio::piped());
        command
    });
    program.address();
    assert_eq!(program.interrupt(), 0);
    assert!(!program.err.text().contains("keys:"), "{}", program.err.text());
}
