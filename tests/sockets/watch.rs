//! `netlab sockets --watch` in a terminal: what it shows, its keys, and a terminal that is as it was.
//!
//! The one idea: a program that takes the whole screen is judged by what a person sees while it runs, and by what is
//! left when it has ended.

#![cfg(target_os = "linux")]

use std::io::Write;
use std::net::{SocketAddr, TcpStream};

use crate::common::program::netlab;
use crate::common::screen::{OnScreen, Sight};
use crate::common::states::listening_with_backlog;

/// A watch of this address's port, with a listening socket to be seen.
fn watch(addr: SocketAddr, n_rows: u16, n_columns: u16) -> OnScreen {
    let command = netlab(&["--color", "never", "sockets", &addr.port().to_string(), "--watch"]);
    let screen = OnScreen::start(&command, n_rows, n_columns);
    screen.until("the listening socket", |sight| has(sight, "LISTEN"));
    screen
}

fn has(sight: &Sight, text: &str) -> bool {
    sight.rows.iter().any(|row| row.contains(text))
}

#[test]
fn a_watch_shows_a_row_for_each_socket_and_who_acts_next() {
    for (n_rows, n_columns) in [(24, 80), (20, 60)] {
        let (_listener, addr) = listening_with_backlog(5);
        let mut screen = watch(addr, n_rows, n_columns);
        let mut client = TcpStream::connect(addr).expect("it listens");
        client.write_all(b"hello").expect("it is open");
        screen.until("five bytes that nobody read", |sight| has(sight, "5 bytes"));
        screen.until("what is marked as new", |sight| has(sight, "+ESTABLISHED"));
        screen.press("/listen\r");
        screen
            .until("the listening socket alone", |sight| has(sight, "LISTEN") && !has(sight, "ESTABLISHED"));
        screen.press("\x1b[B");
        screen.until("what is chosen", |sight| has(sight, "▸"));
        screen.press("\r");
        screen.until("its explanation", |sight| has(sight, "accept queue: "));
        screen.press("xq");
        assert_eq!(screen.code(), 0);
        assert!(screen.is_given_back(), "the terminal is as it was");
    }
}

#[test]
fn a_watch_that_is_interrupted_or_stopped_gives_the_terminal_back() {
    let (_listener, addr) = listening_with_backlog(5);
    let mut screen = watch(addr, 24, 80);
    screen.press("\x03");
    assert_eq!(screen.code(), 0);
    assert!(screen.is_given_back(), "the terminal is as it was");
}

#[test]
fn a_watch_follows_the_size_of_its_terminal() {
    let (_listener, addr) = listening_with_backlog(5);
    let mut screen = watch(addr, 24, 80);
    screen.resize(20, 60);
    screen.until("keys in the last row", |sight| sight.rows.len() == 20 && has(sight, "q quit"));
    screen.press("q");
    assert_eq!(screen.code(), 0);
}
