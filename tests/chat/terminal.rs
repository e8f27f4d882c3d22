//! Our client in a terminal: what a person sees, and types, in its midst.
//!
//! The one idea: two inputs share one screen. What is half typed is never torn by what arrives, and what
//! arrives is never lost, not even the last words before the end; after it the terminal is as it was.
//!
//! See it run: `cargo test --test chat terminal::`.

// A session with a terminal of its own, and that terminal's other end, are asked for in Linux's way.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use crate::common::program::{LIMIT, Program, netlab};
use crate::common::screen::OnScreen;
use crate::common::terminal::in_terminal;

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const UP: &str = "\x1b[A";

/// Our client on a screen of this size, and the server that it talks to: the test itself.
fn talk_on(n_rows: u16, n_columns: u16, before: &[&str], after: &[&str]) -> (OnScreen, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("it is bound").to_string();
    let client =
        OnScreen::start(&netlab(&[before, &["chat-client", &addr], after].concat()), n_rows, n_columns);
    let (server, _) = listener.accept().expect("a client");
    server.set_read_timeout(Some(LIMIT)).expect("a time above zero");
    (client, server)
}

fn talk() -> (OnScreen, TcpStream) {
    let (client, server) = talk_on(24, 80, &["-q"], &[]);
    client.until_shows(&[">"], (0, 2));
    (client, server)
}

/// The next line that the client sends.
fn next_line(mut server: &TcpStream) -> String {
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        let mut byte = [0];
        server.read_exact(&mut byte).expect("the client sends a line");
        line.push(byte[0]);
    }
    String::from_utf8(line).expect("UTF-8")
}

fn say(mut server: &TcpStream, text: &str) {
    server.write_all(text.as_bytes()).expect("the client is there");
}

#[test]
fn what_arrives_stands_above_the_half_typed_line_which_is_sent_whole() {
    let (mut client, server) = talk();
    say(&server, "* 欢迎\n");
    client.until_shows(&["* 欢迎", ">"], (1, 2));
    client.press("你好 wor");
    client.until_shows(&["* 欢迎", "> 你好 wor"], (1, 10));
    say(&server, "小红: 吃了吗\nbob: two\n");
    client.until_shows(&["* 欢迎", "小红: 吃了吗", "bob: two", "> 你好 wor"], (3, 10));
    client.press("ld\r");
    assert_eq!(next_line(&server), "你好 world\n");
    client.until_shows(&["* 欢迎", "小红: 吃了吗", "bob: two", "> 你好 world", ">"], (4, 2));
}

#[test]
fn a_line_is_edited_in_its_midst_while_others_talk() {
    let (mut client, server) = talk();
    client.press("你们好\x1b[D\x1b[D");
    client.until_shows(&["> 你们好"], (0, 4));
    say(&server, "bob: hi\n");
    client.until_shows(&["bob: hi", "> 你们好"], (1, 4));
    client.press("\x7f我\r");
    assert_eq!(next_line(&server), "我们好\n");
}

#[test]
fn narration_stands_above_the_half_typed_line_too() {
    let (mut client, server) = talk_on(60, 80, &["--color", "never"], &[]);
    client.until("a prompt", |sight| sight.rows.last().is_some_and(|row| row == ">"));
    client.press("half");
    client.until("what is typed", |sight| sight.rows.last().is_some_and(|row| row == "> half"));
    say(&server, "小红: hi\n");
    client.until("the message, told and shown", |sight| {
        let (last, above) = sight.rows.split_last().expect("there is a prompt");
        let is_there = |wanted: &str| above.iter().any(|row| row.contains(wanted));
        last == "> half" && is_there("小红: hi") && is_there(" received ") && !is_there("half")
    });
}

#[test]
fn a_line_wider_than_the_screen_scrolls_in_one_row() {
    let (mut client, server) = talk_on(24, 20, &["-q"], &[]);
    client.until_shows(&[">"], (0, 2));
    client.press("一二三四五六七八九十 and so on");
    client.until_shows(&["> …八九十 and so on"], (0, 19));
    say(&server, "bob: hi\n");
    client.until_shows(&["bob: hi", "> …八九十 and so on"], (1, 19));
    client.press("\x01");
    client.until_shows(&["bob: hi", "> 一二三四五六七八…"], (1, 2));
    client.press("\r");
    assert_eq!(next_line(&server), "一二三四五六七八九十 and so on\n");
    client.until_shows(&["bob: hi", "> 一二三四五六七八九", "十 and so on", ">"], (3, 2));
}

#[test]
fn in_its_midst_a_cut_line_says_that_more_stands_behind_the_caret() {
    let (mut client, _server) = talk_on(24, 20, &["-q"], &[]);
    client.until_shows(&[">"], (0, 2));
    client.press("abcdefghijklmnopqrstuvwxyz");
    client.until_shows(&["> …klmnopqrstuvwxyz"], (0, 19));
    client.press("\x1b[D");
    client.until_shows(&["> …klmnopqrstuvwxyz"], (0, 18));
    client.press("\x1b[D");
    client.until_shows(&["> …jklmnopqrstuvwx…"], (0, 18));
}

#[test]
fn a_family_is_one_picture_to_the_keys() {
    let (mut client, server) = talk();
    client.press("a👨\u{200d}👩\u{200d}👧b\x1b[D\x7f\r");
    assert_eq!(next_line(&server), "ab\n");
}

#[test]
fn what_a_terminal_answers_does_not_land_in_the_line() {
    let (mut client, server) = talk();
    let answers = ["\x1b[[A", "\x1b]11;rgb:1e1e/1e1e/1e1e\x07", "\x1b[M !!", "\x1bP>|xterm(390)\x1b\\"];
    for answer in answers {
        for piece in answer.as_bytes().chunks(3) {
            client.press_alone(std::str::from_utf8(piece).expect("ASCII"));
        }
    }
    client.press("typed\r");
    assert_eq!(next_line(&server), "typed\n");
}

#[test]
fn each_line_of_a_paste_is_a_message() {
    let (mut client, server) = talk();
    client.press("\x1b[200~一\rtwo\r\rthree\x1b[201~");
    client.until_shows(&["> 一\\ntwo\\n\\nthree"], (0, 18));
    client.press("\r");
    let sent: Vec<String> = (0..4).map(|_| next_line(&server)).collect();
    assert_eq!(sent, ["一\n", "two\n", "\n", "three\n"]);
    client.until_shows(&["> 一", "> two", ">", "> three", ">"], (4, 2));
}

#[test]
fn no_line_is_lost_where_a_terminal_does_not_mark_a_paste() {
    let (mut client, server) = talk();
    let lines: Vec<String> = (0..500).map(|n| format!("line {n} 你好")).collect();
    client.press(&(lines.join("\r") + "\r"));
    let sent: Vec<String> =
        BufReader::new(&server).lines().take(500).map(|line| line.expect("the client is there")).collect();
    assert_eq!(sent, lines);
}

#[test]
fn what_was_sent_comes_back_with_the_arrow() {
    let (mut client, server) = talk();
    client.press(&format!("one\rtwo\r{UP}{UP}"));
    client.until_shows(&["> one", "> two", "> one"], (2, 5));
    client.press("!\r");
    let sent: Vec<String> = (0..3).map(|_| next_line(&server)).collect();
    assert_eq!(sent, ["one\n", "two\n", "one!\n"]);
}

#[test]
fn a_thousand_messages_while_typing_are_all_shown_and_so_is_what_is_typed() {
    let (mut client, server) = talk_on(1_100, 80, &["-q"], &[]);
    client.until_shows(&[">"], (0, 2));
    let messages: Vec<String> = (0..1_000).map(|n| format!("小红: message {n}")).collect();
    let to_say = messages.clone();
    let speaker = thread::spawn(move || {
        for message in to_say {
            say(&server, &(message + "\n"));
        }
        server
    });
    let typed = "一边收一边写 while they talk";
    for char in typed.chars() {
        client.press(&char.to_string());
    }
    let server = speaker.join().expect("the client reads");
    let line = format!("> {typed}");
    let sight = client.until("all of it", |sight| sight.rows.len() == 1_001 && sight.rows[1_000] == line);
    assert_eq!(sight.rows[..1_000], messages);
    client.press("\r");
    assert_eq!(next_line(&server), format!("{typed}\n"));
}

#[test]
fn what_a_server_says_without_a_newline_stands_in_front_as_a_prompt() {
    let (mut client, server) = talk_on(24, 80, &["-q"], &["--framing", "raw"]);
    say(&server, "your na");
    client.until_shows(&["your na"], (0, 7));
    client.press("bob");
    say(&server, "me? ");
    client.until_shows(&["your name? bob"], (0, 14));
    client.press("\r");
    client.until_shows(&["your name? bob", ">"], (1, 2));
    assert_eq!(next_line(&server), "bob\n");
}

#[test]
fn foreign_bytes_are_shown_and_never_obeyed() {
    let (client, server) = talk();
    say(&server, "a\x1b[2Jb\x07\u{9b}1m\u{202e}c\n");
    (&server).write_all(b"\xff\n").expect("the client is there");
    client.until_shows(&["a\\x1b[2Jb\\x07\\u{9b}1m\\u{202e}c", "\\xff", ">"], (2, 2));
}

#[test]
fn ctrl_d_finishes_our_direction_and_the_rest_is_shown() {
    let (mut client, server) = talk();
    client.press(&format!("ab\x01{CTRL_D}\r"));
    assert_eq!(next_line(&server), "b\n", "on a line with text it erases");
    client.until_shows(&["> b", ">"], (1, 2));
    client.press(CTRL_D);
    assert_eq!((&server).read(&mut [0]).expect("the client is there"), 0);
    client.until_shows(&["> b"], (1, 0));
    say(&server, "小红: still here\nand without end");
    drop(server);
    assert_eq!(client.code(), 0);
    client.until_shows(&["> b", "小红: still here", "and without end"], (3, 0));
    assert!(client.is_given_back());
}

#[test]
fn ctrl_c_and_a_polite_kill_end_it_and_give_the_terminal_back() {
    let check = |end: &dyn Fn(&mut OnScreen)| {
        let (mut client, server) = talk();
        say(&server, "* hello\n");
        client.press("half 写");
        client.until_shows(&["* hello", "> half 写"], (1, 9));
        assert!(!client.is_given_back(), "the editor has the terminal");
        end(&mut client);
        assert_eq!(client.code(), 0);
        client.until_shows(&["* hello", "> half 写"], (2, 0));
        assert!(client.is_given_back());
        drop(server);
    };
    check(&|client| client.press(CTRL_C));
    check(&|client| client.program.signal(Signal::TERM));
    check(&|client| client.program.signal(Signal::INT));
}

const ENDED: &str = "the server has ended the chat";

#[test]
fn the_servers_end_ends_it_at_once_and_its_last_words_are_shown() {
    for typed in ["half", ""] {
        let (mut client, server) = talk();
        client.press(typed);
        client.until("what is typed", |sight| sight.rows == [format!("> {typed}").trim_end()]);
        say(&server, "小红: the last\n* the room closes; good-bye\n");
        drop(server);
        assert_eq!(client.code(), 0);
        let (rows, cursor): (&[&str], _) = match typed {
            "" => (&["小红: the last", "* the room closes; good-bye", ENDED], (3, 0)),
            _ => (&["小红: the last", "* the room closes; good-bye", "> half", ENDED], (4, 0)),
        };
        client.until_shows(rows, cursor);
        assert!(client.is_given_back());
    }
}

#[test]
fn a_connection_that_breaks_is_told_on_a_line_of_its_own() {
    let (mut client, server) = talk();
    client.press("half");
    client.until_shows(&["> half"], (0, 6));
    socket2::SockRef::from(&server).set_linger(Some(Duration::ZERO)).expect("the socket is open");
    drop(server);
    assert_eq!(client.code(), 1);
    client.until("the error", |sight| {
        let is_told = |row: &String| row.starts_with("error: the chat with 127.0.0.1:");
        sight.rows.first().is_some_and(|row| row == "> half") && sight.rows.get(1).is_some_and(is_told)
    });
    assert!(client.is_given_back());
}

#[test]
fn a_terminal_that_stands_still_holds_up_neither_the_server_nor_the_end() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("it is bound").to_string();
    let mut command = netlab(&["-q", "chat-client", &addr]);
    let unread = in_terminal(&mut command);
    let mut client = Program::start_unheard(&mut command);
    let (server, _) = listener.accept().expect("a client");
    server.set_write_timeout(Some(LIMIT)).expect("a time above zero");
    // More than the buffers of two sockets hold.
    say(&server, &"小红: nobody reads this\n".repeat(1_000_000));
    client.signal(Signal::INT);
    assert_eq!(client.code(), 0);
    drop(unread);
}
