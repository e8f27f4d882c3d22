//! No bytes make the decoders of the kernel's answers panic, and what they understand is exact.
//!
//! The one idea: what comes from outside is never trusted, not even when the outside is the kernel: a
//! newer one may say more than we know, an older one less.

#![cfg(target_os = "linux")]

use std::time::Duration;

use netlab::event::{TcpState, Transport};
use netlab::kernel::table::diag::{self, Message, WireError};
use netlab::kernel::table::{Ports, TimerKind, proc_net};
use proptest::collection::vec;
use proptest::prelude::*;

/// A socket's description by the table in `diag.rs`: the state, the timer, its milliseconds, the queues.
fn described(state: u8, timer: u8, expires_ms: u32, queues: [u32; 2]) -> Vec<u8> {
    let mut bytes = vec![2, state, timer, 3];
    bytes.extend(8080_u16.to_be_bytes());
    bytes.extend(45350_u16.to_be_bytes());
    for ip in [[127, 0, 0, 1], [127, 0, 0, 9]] {
        bytes.extend(ip);
        bytes.extend([0; 12]);
    }
    bytes.extend([0; 12]);
    for number in [expires_ms, queues[0], queues[1], 1000, 31337] {
        bytes.extend(number.to_ne_bytes());
    }
    bytes
}

fn attribute(kind: u16, value: &[u8]) -> Vec<u8> {
    let mut bytes = ((value.len() + 4) as u16).to_ne_bytes().to_vec();
    bytes.extend(kind.to_ne_bytes());
    bytes.extend(value);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

fn message(kind: u16, sequence: u32, body: &[u8]) -> Vec<u8> {
    let mut bytes = ((body.len() + 16) as u32).to_ne_bytes().to_vec();
    bytes.extend(kind.to_ne_bytes());
    bytes.extend([0, 0]);
    bytes.extend(sequence.to_ne_bytes());
    bytes.extend([0; 4]);
    bytes.extend(body);
    bytes
}

#[test]
fn a_description_is_read_to_the_last_field() {
    let entry = diag::entry(&described(6, 3, 43_210, [0, 0]), Transport::Tcp).expect("whole");
    assert_eq!(entry.local.to_string(), "127.0.0.1:8080");
    assert_eq!(entry.peer.map(|peer| peer.to_string()).as_deref(), Some("127.0.0.9:45350"));
    assert_eq!((entry.uid, entry.inode), (Some(1000), 31337));
    assert_eq!(entry.state, Some(TcpState::TimeWait));
    let timer = entry.timer.expect("a timer");
    assert_eq!((timer.kind, timer.left), (TimerKind::TimeWait, Duration::from_millis(43_210)));
}

#[test]
fn both_sources_read_the_same_socket_alike() {
    let line = "0: 0100007F:1F90 0900007F:B126 04 00000006:00000007 01:00000064 00000003 1000 0 31337 1 0 0";
    let read = proc_net::entry(line, Transport::Tcp).expect("a socket");
    let asked = diag::entry(&described(4, 1, 1000, [7, 6]), Transport::Tcp).expect("whole");
    if cfg!(target_endian = "little") {
        assert_eq!(read, asked);
    }
    assert_eq!(asked.stream.map(|stream| (stream.unread, stream.unacked)), Some((7, 5)), "FIN is no byte");
}

#[test]
fn an_attribute_that_is_cut_ends_the_attributes_and_keeps_the_socket() {
    let mut bytes = described(1, 0, 0, [0, 0]);
    bytes.extend(attribute(2, &[0; 104]));
    let before = diag::entry(&bytes, Transport::Tcp).expect("whole");
    assert_eq!(before.stream.and_then(|stream| stream.peer_window), None, "an old kernel's structure");
    bytes.extend([200, 0, 2, 0, 1]);
    assert_eq!(diag::entry(&bytes, Transport::Tcp), Ok(before));
}

#[test]
fn a_dump_is_read_message_by_message_and_only_the_answers_to_our_question() {
    let socket = described(10, 0, 0, [2, 1]);
    let datagram = [
        message(20, 7, &socket),
        message(20, 8, &socket),
        message(3, 7, &0_i32.to_ne_bytes()),
        message(2, 7, &(-2_i32).to_ne_bytes()),
    ]
    .concat();
    let messages = diag::messages(&datagram, Transport::Tcp, 7).expect("whole");
    let [Message::Socket(entry), Message::Done, Message::Refused(2)] = messages.as_slice() else {
        panic!("{messages:?}");
    };
    assert_eq!(entry.accept_queue.map(|queue| (queue.len, queue.backlog)), Some((2, Some(1))));
}

#[test]
fn what_is_no_message_is_told_with_its_place() {
    let check = |bytes: &[u8], expected| assert_eq!(diag::messages(bytes, Transport::Tcp, 0), Err(expected));
    check(&[0; 3], WireError::Length(0, 0, 3));
    check(&[0; 16], WireError::Length(0, 0, 16));
    check(&message(20, 0, &[2; 10]), WireError::Short(10));
    let mut odd = described(1, 0, 0, [0, 0]);
    odd[0] = 99;
    check(&message(20, 0, &odd), WireError::Family(99));
    let cut = [message(3, 0, &[0; 4]), vec![255, 0, 0, 0]].concat();
    check(&cut, WireError::Length(20, 255, 4));
}

#[test]
fn a_question_is_as_long_as_it_says() {
    let bytes = diag::request(2, Transport::Udp, Ports { own: Some(8080), peers: Some(1) }, 9);
    assert_eq!((bytes.len(), bytes[..4].to_vec()), (72, 72_u32.to_ne_bytes().to_vec()));
    assert_eq!((bytes[16], bytes[17]), (2, 17));
    assert_eq!(bytes[24..28], [0x1f, 0x90, 0, 1], "ports stand as they do in packets");
}

proptest! {
    #[test]
    fn no_bytes_make_the_answer_decoder_panic(bytes in vec(any::<u8>(), 0..400)) {
        let _ = diag::messages(&bytes, Transport::Tcp, 0);
        let _ = diag::entry(&bytes, Transport::Udp);
    }

    #[test]
    fn no_attributes_make_the_decoder_panic(
        state in any::<u8>(), timer in any::<u8>(), rest in vec(any::<u8>(), 0..300), ms in any::<u32>()
    ) {
        let bytes = [described(state, timer, ms, [u32::MAX, 0]), rest].concat();
        prop_assert!(diag::entry(&bytes, Transport::Tcp).is_ok());
        prop_assert!(diag::messages(&message(20, 0, &bytes), Transport::Tcp, 0).is_ok());
    }

    #[test]
    fn no_text_makes_the_line_decoder_panic(line in "[ -~é你:0-9A-F]{0,200}") {
        let _ = proc_net::entry(&line, Transport::Tcp);
    }

    #[test]
    fn no_column_makes_the_line_decoder_panic(columns in vec("[0-9A-F:]{1,40}|é|你好你好", 8..16)) {
        let _ = proc_net::entry(&columns.join(" "), Transport::Udp);
    }
}
