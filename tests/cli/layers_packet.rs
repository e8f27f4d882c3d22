//! Frames that are put together and taken apart again: the bytes are real.
//!
//! The one idea: a checksum is a witness. Whoever computes it again, by the rule of the RFC and nothing
//! else, must come to the number that stands in the header.

use std::net::SocketAddr;

use netlab::packet::{Field, Medium, Plan, Protocol, Section, Transport, check_sequence, take_apart};
use proptest::collection::vec;
use proptest::prelude::*;

fn plan(to: &str, transport: Transport, medium: Medium) -> Plan {
    let to: SocketAddr = to.parse().expect("an address");
    Plan { from: SocketAddr::new(to.ip(), 45350), to, transport, medium }
}

fn all_plans() -> Vec<Plan> {
    let mut plans = Vec::new();
    for to in ["192.0.2.7:21", "[2001:db8::7]:21"] {
        for transport in [Transport::Tcp, Transport::Udp] {
            for medium in [Medium::Ethernet, Medium::Loopback] {
                plans.push(plan(to, transport, medium));
            }
        }
    }
    plans
}

fn value(sections: &[Section], field: Field) -> String {
    let part = sections.iter().flat_map(|section| &section.parts).find(|part| part.field == field);
    part.unwrap_or_else(|| panic!("no {field}")).value.clone()
}

fn section(sections: &[Section], protocol: Protocol) -> Section {
    sections.iter().find(|it| it.protocol == protocol).unwrap_or_else(|| panic!("no {protocol:?}")).clone()
}

/// RFC 1071: the one's complement of the one's complement sum of 16-bit words.
fn internet_sum(bytes: &[u8]) -> u16 {
    let mut sum: u64 =
        bytes.chunks(2).map(|word| u64::from(word[0]) << 8 | u64::from(*word.get(1).unwrap_or(&0))).sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    sum as u16
}

/// The sum over what the transport's checksum covers: RFC 9293 §3.1, RFC 768, RFC 8200 §8.1.
fn covered(frame: &[u8], sections: &[Section]) -> u16 {
    let ip = &sections[1];
    let addresses = if ip.protocol == Protocol::Ipv4 { 12..20 } else { 8..40 };
    let number = if sections[2].protocol == Protocol::Tcp { 6 } else { 17 };
    let end = sections.iter().rfind(|it| it.protocol != Protocol::Padding).expect("some").range.end;
    let carried = &frame[sections[2].range.start..end];
    let length = (carried.len() as u32).to_be_bytes();
    let pseudo = [&frame[ip.range.start..][addresses], &length, &[0, 0, 0, number]].concat();
    internet_sum(&[pseudo, carried.to_vec()].concat())
}

#[test]
fn on_ethernet_every_checksum_is_what_its_rfc_asks_for() {
    for plan in all_plans().into_iter().filter(|plan| plan.medium == Medium::Ethernet) {
        for message in ["", "R", "RETR notes.txt\r\n", "你好，世界"] {
            let frame = plan.frame(message.as_bytes()).expect("short");
            let sections = take_apart(&frame).expect("our own");
            assert_eq!(covered(&frame, &sections), 0xffff, "{plan:?} {message:?}");
            if sections[1].protocol == Protocol::Ipv4 {
                assert_eq!(internet_sum(&frame[sections[1].range.clone()]), 0xffff);
            }
        }
    }
}

#[test]
fn on_loopback_the_transport_checksum_is_left_half_done_as_linux_leaves_it() {
    // Seen on lo with a packet socket: 16 bytes by UDP from 127.0.0.1 to itself gave fe2b, from ::1 002b.
    let check = |to: &str, expected: &str| {
        let frame = plan(to, Transport::Udp, Medium::Loopback).frame(b"RETR notes.txt\r\n").expect("short");
        assert_eq!(value(&take_apart(&frame).expect("our own"), Field::UdpChecksum), expected);
    };
    check("127.0.0.1:21", "0xfe2b");
    check("[::1]:21", "0x002b");
    let frame = plan("127.0.0.1:21", Transport::Tcp, Medium::Loopback).frame(b"").expect("short");
    assert_eq!(value(&take_apart(&frame).expect("our own"), Field::TcpChecksum), "0xfe28");
}

#[test]
fn what_was_put_in_comes_out_in_its_place() {
    for plan in all_plans() {
        let frame = plan.frame("你好".as_bytes()).expect("short");
        let sections = take_apart(&frame).expect("our own");
        let data = section(&sections, Protocol::Data);
        assert_eq!(&frame[data.range], "你好".as_bytes(), "{plan:?}");
        let (source, destination) = match plan.transport {
            Transport::Tcp => (Field::TcpSourcePort, Field::TcpDestinationPort),
            Transport::Udp => (Field::UdpSourcePort, Field::UdpDestinationPort),
        };
        assert_eq!((value(&sections, source), value(&sections, destination)), ("45350".into(), "21".into()));
        assert_eq!(plan.pieces(6).expect("short")[0].n_frame, frame.len(), "{plan:?}");
    }
}

#[test]
fn a_short_frame_is_padded_on_ethernet_only_and_the_padding_is_no_data() {
    let frame = plan("192.0.2.7:9", Transport::Udp, Medium::Ethernet).frame(b"hi").expect("short");
    let sections = take_apart(&frame).expect("our own");
    assert_eq!(frame.len(), 60);
    assert_eq!(section(&sections, Protocol::Data).range, 42..44);
    assert_eq!(section(&sections, Protocol::Padding).range, 44..60);
    assert_eq!(plan("192.0.2.7:9", Transport::Udp, Medium::Loopback).frame(b"hi").expect("short").len(), 44);
    let full = plan("192.0.2.7:9", Transport::Udp, Medium::Ethernet).frame(&[b'.'; 18]).expect("short");
    assert_eq!(take_apart(&full).expect("our own").last().map(|last| last.protocol), Some(Protocol::Data));
}

#[test]
fn a_long_message_is_cut_as_its_medium_wants() {
    let check = |to, transport, medium, n_bytes, expected: &[usize]| {
        let pieces = plan(to, transport, medium).pieces(n_bytes).expect("it fits");
        assert_eq!(pieces.iter().map(|piece| piece.n_data).collect::<Vec<_>>(), expected);
    };
    let (tcp, udp) = (Transport::Tcp, Transport::Udp);
    check("192.0.2.7:21", tcp, Medium::Ethernet, 1448, &[1448]);
    check("192.0.2.7:21", tcp, Medium::Ethernet, 3000, &[1448, 1448, 104]);
    check("[2001:db8::7]:21", tcp, Medium::Ethernet, 1429, &[1428, 1]);
    // What ss -ti calls advmss on Linux's lo.
    check("127.0.0.1:21", tcp, Medium::Loopback, 65_484, &[65_483, 1]);
    check("[::1]:21", tcp, Medium::Loopback, 65_465, &[65_464, 1]);
    check("192.0.2.7:21", udp, Medium::Ethernet, 1472, &[1472]);
    check("192.0.2.7:21", udp, Medium::Ethernet, 3000, &[1472, 1480, 48]);
    check("[2001:db8::7]:21", udp, Medium::Ethernet, 1453, &[1440, 13]);
    check("127.0.0.1:21", udp, Medium::Loopback, 65_507, &[65_507]);
    check("192.0.2.7:21", tcp, Medium::Ethernet, 0, &[0]);
}

#[test]
fn only_a_segment_that_ends_the_message_asks_to_be_pushed_on() {
    let plan = plan("192.0.2.1:21", Transport::Tcp, Medium::Ethernet);
    let flags = |n_bytes: usize| {
        let frame = plan.frame(&vec![b'x'; n_bytes]).expect("short");
        value(&take_apart(&frame).expect("our own"), Field::TcpFlags)
    };
    for n_bytes in [0, 1, plan.room()] {
        assert!(flags(n_bytes).contains("PSH"), "{n_bytes}");
    }
    for n_bytes in [plan.room() + 1, 5_000] {
        assert!(!flags(n_bytes).contains("PSH"), "{n_bytes}: {}", flags(n_bytes));
    }
}

#[test]
fn a_datagram_that_no_packet_can_hold_is_refused() {
    let check = |to, limit: usize| {
        let plan = plan(to, Transport::Udp, Medium::Ethernet);
        assert!(plan.pieces(limit).is_ok());
        let error = plan.frame(&vec![0; limit + 1]).expect_err("one too many");
        assert_eq!((error.limit, error.n_bytes), (limit, limit + 1));
    };
    check("192.0.2.7:9", 65_507);
    check("[2001:db8::7]:9", 65_527);
}

#[test]
fn the_first_fragment_says_that_more_follows_and_carries_the_checksum_of_the_whole() {
    let message = vec![b'x'; 3000];
    let frame = plan("192.0.2.7:9", Transport::Udp, Medium::Ethernet).frame(&message).expect("it fits");
    let sections = take_apart(&frame).expect("our own");
    assert_eq!(value(&sections, Field::Ipv4Flags), "more fragments");
    assert_eq!(value(&sections, Field::UdpLength), "3008 bytes");
    assert_eq!(frame.len(), 1514);
    let frame = plan("[2001:db8::7]:9", Transport::Udp, Medium::Ethernet).frame(&message).expect("it fits");
    let sections = take_apart(&frame).expect("our own");
    assert_eq!(value(&sections, Field::FragmentOffset), "0, more fragments");
    assert_eq!(section(&sections, Protocol::Data).range.len(), 1440);
}

#[test]
fn the_check_sequence_is_the_crc_of_the_standard() {
    // The check value of CRC-32/ISO-HDLC is cbf43926; its lowest byte goes first.
    assert_eq!(check_sequence(b"123456789"), [0x26, 0x39, 0xf4, 0xcb]);
}

#[test]
fn what_contradicts_itself_is_told_with_its_place() {
    let frame = plan("192.0.2.7:9", Transport::Udp, Medium::Ethernet).frame(b"hello").expect("short");
    let check = |bytes: &[u8], protocol, at| {
        let error = take_apart(bytes).expect_err("broken");
        assert_eq!((error.protocol, error.at), (protocol, at), "{error}");
    };
    check(&frame[..13], Protocol::Ethernet, 0);
    check(&frame[..20], Protocol::Ipv4, 14);
    check(&frame[..40], Protocol::Ipv4, 14);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_what_is_taken_apart_has_no_gaps(
        kind in prop_oneof![Just([8_u8, 0]), Just([0x86, 0xdd]), any::<[u8; 2]>()],
        start in prop_oneof![Just(0x45_u8), Just(0x60), any::<u8>()],
        rest in vec(any::<u8>(), 0..200),
    ) {
        let bytes = [vec![0; 12], kind.to_vec(), vec![start], rest].concat();
        if let Ok(sections) = take_apart(&bytes) {
            let mut at = 0;
            for section in &sections {
                prop_assert_eq!(section.range.start, at);
                at = section.range.end;
                prop_assert!(section.parts.iter().all(|part| part.range.end <= at));
            }
            prop_assert_eq!(at, bytes.len());
        }
    }

    #[test]
    fn a_frame_that_is_damaged_anywhere_makes_no_panic(at in 0_usize..90, value in any::<u8>(), cut in 0_usize..90) {
        for plan in all_plans() {
            let mut frame = plan.frame(b"RETR notes.txt\r\n").expect("short");
            let at = at % frame.len();
            frame[at] = value;
            frame.truncate(frame.len().min(cut + 10));
            let _ = take_apart(&frame);
        }
    }

    #[test]
    fn every_message_comes_out_as_it_went_in(message in vec(any::<u8>(), 0..1400), index in 0_usize..8) {
        let plan = all_plans()[index];
        let frame = plan.frame(&message).expect("it fits");
        let sections = take_apart(&frame).expect("our own");
        let data = sections.iter().find(|section| section.protocol == Protocol::Data);
        prop_assert_eq!(data.map_or(&[][..], |data| &frame[data.range.clone()]), message.as_slice());
    }
}
