//! The room's probes, one by one: those that chat servers of learners and of others fail.
//!
//! The one idea: each member here is a plain socket, so what is proven is what comes over the wire.
//! Where a probe makes sense for several framings, it is made for each.
//!
//! See it run: `cargo test --test chat room::`.

use netlab::chapters::chat::Framing;
use netlab::chapters::chat::Framing::{Length, Lines, Raw};

use crate::common::room::{Member, Room, framed, options};

/// A room with three members, who have heard all about each other's joining.
async fn three(framing: Framing) -> (Room, [Member; 3]) {
    let room = Room::open(options(framing));
    let mut members = Vec::new();
    for _ in 0..3 {
        members.push(Member::join(&room).await);
    }
    let mut members: [Member; 3] = members.try_into().ok().expect("three were made");
    // Two renamings are told in order behind all joinings, so nothing is left to be told.
    for speaker in [0, 2] {
        let name = format!("m{speaker}");
        members[speaker].say(&format!("/name {name}")).await;
        for member in &mut members {
            member.ears.until(|line| line.ends_with(&format!(" is now {name}"))).await;
        }
        members[speaker].name = name;
    }
    (room, members)
}

#[tokio::test]
async fn half_messages_of_two_members_in_twenty_segments_each_are_joined_and_never_mixed() {
    for framing in [Lines, Length] {
        let (_room, [mut first, mut second, mut third]) = three(framing).await;
        let texts = ["一二三四五 six seven", "eight 九十 eleven x"];
        let frames = texts.map(|text| framed(framing, text));
        for n in 0..20 {
            for (member, frame) in [(&mut first, &frames[0]), (&mut second, &frames[1])] {
                let piece = frame.len().div_ceil(20);
                let from = (n * piece).min(frame.len());
                let to = ((n + 1) * piece).min(frame.len());
                member.mouth.send(&frame[from..to]).await;
            }
            // A message that went round: the pieces before it were read before the next ones are sent.
            third.say(&format!("tick {n}")).await;
            while first.hear().await != format!("m2: tick {n}") {}
        }
        let mut heard = [third.hear_message().await, third.hear_message().await];
        heard.sort();
        assert_eq!(heard, ["guest-2: eight 九十 eleven x", "m0: 一二三四五 six seven"], "{framing:?}");
    }
}

#[tokio::test]
async fn fifty_messages_in_one_segment_are_fifty_messages() {
    for framing in [Lines, Length] {
        let (_room, [mut first, mut second, _third]) = three(framing).await;
        let texts: Vec<String> = (0..50).map(|n| format!("n {n}")).collect();
        let segment: Vec<u8> = texts.iter().flat_map(|text| framed(framing, text)).collect();
        first.mouth.send(&segment).await;
        for text in texts {
            assert_eq!(second.hear().await, format!("m0: {text}"));
        }
    }
}

#[tokio::test]
async fn raw_takes_a_segment_for_one_message_as_the_tutorial_does() {
    let (_room, [mut first, mut second, _third]) = three(Raw).await;
    first.mouth.send(b"one\ntwo\n").await;
    assert_eq!([second.hear().await, second.hear().await], ["m0: one", "  two"]);
    first.mouth.send(b"hel").await;
    assert_eq!(second.ears.until_bytes_contain("hel").await, "m0: hel");
    first.mouth.send(b"lo\n").await;
    assert_eq!(second.hear().await, "m0: lo");
}

#[tokio::test]
async fn only_a_cr_directly_before_lf_is_an_end() {
    let (_room, [mut first, mut second, _third]) = three(Lines).await;
    first.mouth.send(b"dos\r\nlone\rcr\ntwo\r\r\n\r\nend\r").await;
    first.mouth.finish().await;
    for expected in ["dos", "lone\\x0dcr", "two\\x0d", "", "end\\x0d"] {
        assert_eq!(second.hear_message().await, format!("m0: {expected}"));
    }
}

#[tokio::test]
async fn a_character_cut_in_two_is_joined_where_messages_have_ends() {
    for framing in [Lines, Length] {
        let (_room, [mut first, mut second, mut third]) = three(framing).await;
        let frame = framed(framing, "你");
        let cut = frame.iter().position(|byte| *byte == 0xbd).expect("its second byte");
        first.mouth.send(&frame[..cut]).await;
        third.say("tick").await;
        assert_eq!(first.hear_message().await, "m2: tick");
        first.mouth.send(&frame[cut..]).await;
        assert_eq!(second.hear_message().await, "m2: tick");
        assert_eq!(second.hear_message().await, "m0: 你");
    }
}

#[tokio::test]
async fn raw_destroys_a_character_that_straddles_two_reads() {
    let (_room, [mut first, mut second, _third]) = three(Raw).await;
    first.mouth.send(&"你".as_bytes()[..2]).await;
    assert_eq!(second.ears.until_bytes_contain("\u{fffd}").await, "m0: \u{fffd}");
    first.mouth.send(&"你".as_bytes()[2..]).await;
    assert_eq!(second.ears.until_bytes_contain("\u{fffd}").await, "m0: \u{fffd}");
}

#[tokio::test]
async fn last_words_before_a_half_close_are_heard_with_and_without_a_newline() {
    for (words, expected) in [("bye", "m0: bye"), ("bye\n", "m0: bye"), ("bye\r\nand more", "m0: bye")] {
        let (_room, [mut first, mut second, _third]) = three(Lines).await;
        first.mouth.send(words.as_bytes()).await;
        let rest = first.finish().await;
        assert_eq!(rest, [""; 0], "it hears nothing of itself");
        assert_eq!(second.hear().await, expected);
        if words.ends_with("more") {
            assert_eq!(second.hear().await, "m0: and more");
        }
        assert_eq!(second.hear().await, "* m0 left");
    }
}

#[tokio::test]
async fn half_a_frame_is_no_message() {
    let (_room, [mut first, mut second, _third]) = three(Length).await;
    let mut bytes = framed(Length, "whole");
    bytes.extend_from_slice(&framed(Length, "half")[..6]);
    first.mouth.send(&bytes).await;
    first.finish().await;
    assert_eq!([second.hear().await, second.hear().await], ["m0: whole", "* m0 left"]);
}

#[tokio::test]
async fn whoever_half_closed_still_hears_what_it_was_owed() {
    let (_room, [mut first, mut second, _third]) = three(Lines).await;
    second.mouth.send(b"one\ntwo\n/name second\n").await;
    while second.hear().await != "* guest-2 is now second" {}
    first.mouth.send(b"/who\n").await;
    let rest = first.finish().await;
    assert_eq!(rest, ["guest-2: one", "guest-2: two", "* guest-2 is now second", "* here: m0, second, m2"]);
}

#[tokio::test]
async fn a_message_never_comes_back_to_its_sender() {
    for framing in [Lines, Length, Raw] {
        let (_room, [mut first, mut second, _third]) = three(framing).await;
        first.say("mine").await;
        assert_eq!(second.hear().await, "m0: mine");
        second.say("yours").await;
        assert_eq!(first.hear().await, "guest-2: yours");
    }
}

#[tokio::test]
async fn whatever_could_command_a_terminal_is_relayed_as_its_number() {
    for framing in [Lines, Length, Raw] {
        let (_room, [mut first, mut second, _third]) = three(framing).await;
        first.say("\u{1b}[2J\u{7}\u{9b}31m\u{202e}evil\u{2066}\u{7f}\tok").await;
        let expected = "m0: \\x1b[2J\\x07\\u{9b}31m\\u{202e}evil\\u{2066}\\x7f\tok";
        assert_eq!(second.hear().await, expected);
    }
}

#[tokio::test]
async fn broken_utf8_is_shown_by_its_numbers_and_its_sender_is_told_once() {
    let (_room, [mut first, mut second, _third]) = three(Lines).await;
    first.mouth.send(b"a\xff\xc3(\xed\xa0\x80\xe4\xbd\n").await;
    // `Ears` would fail on anything but UTF-8.
    let heard = second.hear().await;
    assert_eq!(heard, "m0: a\\xff\\xc3(\\xed\\xa0\\x80\\xe4\\xbd");
    let told = first.hear().await;
    assert_eq!(told, "* your message is not UTF-8: the others see its bytes as \\xNN; a chat is UTF-8");
    first.mouth.send(b"\xff\n").await;
    assert_eq!(second.hear().await, "m0: \\xff");
    second.say("tick").await;
    assert_eq!(first.hear().await, "guest-2: tick");
}

#[tokio::test]
async fn ten_megabytes_without_an_end_cost_their_sender_its_seat_and_it_is_told() {
    for framing in [Lines, Length] {
        let (_room, [first, mut second, mut third]) = three(framing).await;
        let Member { mut ears, mut mouth, .. } = first;
        let sending = tokio::spawn(async move {
            let len = if framing == Length { &10_000_000_u32.to_be_bytes()[..] } else { &[] };
            let _ = mouth.try_send(len).await;
            let much = vec![b'x'; 65_536];
            for _ in 0..160 {
                // The room may have stopped to listen.
                if mouth.try_send(&much).await.is_err() {
                    break;
                }
            }
        });
        let told = ears.hear().await;
        assert_eq!(told, "* a message may have 65536 bytes; yours is longer; good-bye");
        assert_eq!(second.hear().await, "* m0 left");
        second.say("still here").await;
        assert_eq!(third.hear_message().await, "guest-2: still here");
        sending.await.expect("the sender comes to an end");
    }
}

#[tokio::test]
async fn the_longest_message_is_relayed_and_one_byte_more_is_refused() {
    for framing in [Lines, Length] {
        let (_room, [mut first, mut second, _third]) = three(framing).await;
        let longest = "x".repeat(65_536);
        first.say(&longest).await;
        assert_eq!(second.hear().await, format!("m0: {longest}"));
        first.say(&format!("{longest}x")).await;
        assert_eq!(second.hear().await, "* m0 left", "{framing:?}");
    }
}
