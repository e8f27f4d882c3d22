//! What is told of datagrams at both ends, compared with what it was.
//!
//! The one idea: as in `narration.rs`; times and ports are made alike, everything else stays as somebody
//! once read it. `UPDATE_GOLDEN=1` rewrites the texts: read the difference before you commit it.

#![cfg(target_os = "linux")]

use std::net::UdpSocket;

use regex::Regex;

use crate::common::golden;
use crate::common::program::Program;

#[test]
fn both_ends_of_a_question_and_an_answer_explain_each_kind_of_event_once() {
    let args = ["udp-recv", ":0", "--buffer", "8", "--reply", "ack", "--count", "3"];
    let mut receiver = Program::netlab(&args);
    let addr = receiver.address();
    let mut sender = Program::netlab(&["udp-send", &addr.to_string(), "你好", "--wait", "60000"]);
    assert_eq!(sender.code(), 0);
    for text in ["exactly 9", "more than nine"] {
        assert_eq!(Program::netlab(&["-q", "udp-send", &addr.to_string(), text]).code(), 0);
    }
    assert_eq!(receiver.code(), 0);
    golden::check("udp-send.txt", &alike(&sender.err.text()));
    golden::check("udp-recv.txt", &alike(&receiver.err.text()));
}

#[test]
fn a_refusal_is_explained_as_the_answer_to_an_earlier_datagram() {
    let holder = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let addr = holder.local_addr().expect("bound");
    // It hears its one peer alone.
    holder.connect(addr).expect("set");
    let mut sender = Program::netlab(&["udp-send", &addr.to_string(), "hello", "--connect"]);
    assert_eq!(sender.code(), 1);
    golden::check("udp-refused.txt", &alike(&sender.err.text()));
}

/// The text with times and ports made alike; they keep their width, so lines break where they did.
fn alike(text: &str) -> String {
    let time = Regex::new(r"(?m)^\d\d:\d\d:\d\d\.\d{3}").expect("a pattern");
    let span = Regex::new(r"after [\d.]+ (µs|ms|s)").expect("a pattern");
    let port = Regex::new(r":\d{5}\b").expect("a pattern");
    let text = time.replace_all(text, "00:00:00.000");
    let text = span.replace_all(&text, "after SPAN");
    port.replace_all(&text, ":11111").into_owned()
}
