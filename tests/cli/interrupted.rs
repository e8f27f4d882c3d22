//! Ctrl-C at any moment: no wish to end is lost.
//!
//! The one idea: a program hears signals before it says that it is ready, so whoever has read that may send one. The
//! job of a script needs this most: its shell has it ignore Ctrl-C from the start, and what comes before the program
//! asks for it is gone for good.
//!
//! See it run: `cargo test --test cli interrupted::`.

#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;
use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use crate::common::program::{Program, netlab_after};

/// Everything that serves until Ctrl-C.
const SERVERS: &[&[&str]] = &[
    &["tcp-server", "127.0.0.1:0"],
    &["chat-server", "127.0.0.1:0"],
    &["udp-recv", "127.0.0.1:0", "--reply", "echo"],
    &["impair", "--listen", "127.0.0.1:0", "--to", "127.0.0.1:9", "--delay", "1ms"],
    &["impair", "--listen", "127.0.0.1:0", "--to", "127.0.0.1:9", "--udp", "--loss", "1%"],
];

#[test]
fn a_server_that_has_named_its_address_ends_in_good_order() {
    thread::scope(|threads| {
        for args in SERVERS {
            threads.spawn(move || {
                for disposition in ["trap '' INT", ":"].repeat(3) {
                    let mut server = Program::start(netlab_after(disposition, args));
                    server.err.until_contains("127.0.0.1:");
                    assert_eq!(server.interrupt(), 0, "{args:?} after {disposition:?}");
                }
            });
        }
    });
}

/// The moments between a start and the notice are tried one after the other: no event marks them.
#[test]
fn a_server_ends_whenever_it_is_interrupted() {
    thread::scope(|threads| {
        for args in SERVERS {
            threads.spawn(move || {
                for moment in 0..20 {
                    let mut server = Program::start(netlab_after(":", args));
                    thread::sleep(Duration::from_millis(moment));
                    server.signal(Signal::INT);
                    let status = server.wait();
                    let is_killed = status.signal() == Some(Signal::INT.as_raw());
                    assert!(status.success() || is_killed, "{args:?} after {moment} ms: {status}");
                }
            });
        }
    });
}
