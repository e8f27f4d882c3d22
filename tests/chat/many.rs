//! The room with many members, under load: once, in one order, and nobody starves.
//!
//! The one idea: with many speakers no test knows the order beforehand, but all must hear the same one.
//! So a listener that never speaks is the record, and everybody else is compared with it.
//!
//! See it run: `cargo test --test chat many::`; another order of coming and going: `CHAT_SEED=7`.

use std::collections::{BTreeMap, BTreeSet};

use netlab::chapters::chat::Framing::{self, Length, Lines, Raw};
use tokio::task::JoinHandle;

use crate::common::program::Program;
use crate::common::room::{Ears, Member, Room, options};

/// The next so many messages, without notices.
async fn messages(ears: &mut Ears, n_messages: usize) -> Vec<String> {
    let mut heard = Vec::new();
    while heard.len() < n_messages {
        heard.push(ears.until(|line| !line.starts_with("* ")).await);
    }
    heard
}

const N_SPEAKERS: usize = 8;
const N_LISTENERS: usize = 4;
const N_MESSAGES: usize = 500;

async fn everybody_speaks(framing: Framing) -> (Vec<Vec<String>>, Vec<(String, Vec<String>)>) {
    let room = Room::open(options(framing));
    let mut listening = Vec::new();
    for _ in 0..N_LISTENERS {
        let mut listener = Member::join(&room).await;
        listening.push(tokio::spawn(async move {
            let heard = messages(&mut listener.ears, N_SPEAKERS * N_MESSAGES).await;
            listener.finish().await;
            heard
        }));
    }
    let mut speakers = Vec::new();
    for _ in 0..N_SPEAKERS {
        speakers.push(Member::join(&room).await);
    }
    let mut speaking = Vec::new();
    for Member { name, mut ears, mut mouth } in speakers {
        speaking.push(tokio::spawn(async move {
            let say = async {
                for n in 0..N_MESSAGES {
                    mouth.say(&format!("{n} 你好")).await;
                }
            };
            let (heard, ()) = tokio::join!(messages(&mut ears, (N_SPEAKERS - 1) * N_MESSAGES), say);
            (name, heard)
        }));
    }
    let mut records = Vec::new();
    for task in listening {
        records.push(task.await.expect("a listener hears all"));
    }
    let mut others = Vec::new();
    for task in speaking {
        others.push(task.await.expect("a speaker hears all"));
    }
    (records, others)
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_hears_every_message_once_and_all_in_the_same_order() {
    for framing in [Lines, Length] {
        let (records, others) = everybody_speaks(framing).await;
        let record = &records[0];
        let mut next: BTreeMap<&str, usize> = BTreeMap::new();
        for message in record {
            let (name, text) = message.split_once(": ").expect("a name");
            let n = next.entry(name).or_default();
            assert_eq!(text, format!("{n} 你好"), "{framing:?}: {name} is heard in its own order");
            *n += 1;
        }
        assert!(records.iter().all(|other| other == record), "{framing:?}: all listeners agree");
        for (name, heard) in others {
            let own = format!("{name}: ");
            let expected: Vec<&String> = record.iter().filter(|message| !message.starts_with(&own)).collect();
            assert!(heard.iter().eq(expected), "{framing:?}: {name} hears all but its own");
        }
    }
}

#[tokio::test]
async fn in_a_quiet_room_where_two_hands_write_each_of_many_hears_each_line_once() {
    let room = Program::netlab(&["-q", "chat-server", ":0"]);
    let mut speakers =
        [Member::join_at(room.address(), Lines).await, Member::join_at(room.address(), Lines).await];
    let mut listeners = Vec::new();
    for _ in 0..40 {
        listeners.push(Member::join_at(room.address(), Lines).await);
    }
    for n in 0..100 {
        let speaker = &mut speakers[n % 2];
        speaker.say(&n.to_string()).await;
        let expected = format!("{}: {n}", speaker.name);
        // While all of them hear it, the room is quiet.
        for listener in &mut listeners {
            assert_eq!(listener.hear_message().await, expected);
        }
    }
}

/// Numbers that look random and are the same for the same seed (xorshift; Marsaglia, 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % n
    }
}

#[tokio::test]
async fn five_hundred_come_and_go_in_any_way_and_the_others_miss_nothing() {
    let seed = std::env::var("CHAT_SEED").map_or(20_261_122, |seed| seed.parse().expect("a number"));
    println!("CHAT_SEED={seed}");
    let mut dice = Dice(seed | 1);
    let room = Room::open(options(Lines));
    let mut speaker = Member::join(&room).await;
    let mut witness = Member::join(&room).await;
    let (mut guests, mut n_joined, mut n_said) = (Vec::new(), 0, 0);
    let (mut promised, mut possible) = (BTreeSet::new(), BTreeSet::new());
    while n_joined < 500 || !guests.is_empty() {
        if n_joined < 500 && (guests.is_empty() || guests.len() < 100 && dice.below(2) == 0) {
            guests.push(Member::join(&room).await);
            n_joined += 1;
            continue;
        }
        let mut guest = guests.swap_remove(dice.below(guests.len()));
        let words = format!("{}: last words", guest.name);
        match dice.below(5) {
            0 => guest.reset(),
            1 => {
                guest.say("last words").await;
                possible.insert(words);
                guest.reset();
            }
            2 => {
                guest.mouth.send(b"last words").await;
                guest.finish().await;
                promised.insert(words);
            }
            3 => {
                guest.mouth.send(b"last words\n/quit\n").await;
                promised.insert(words);
                guest.ears.until(|line| line == "* good-bye").await;
            }
            _ => drop(guest),
        }
        speaker.say(&n_said.to_string()).await;
        n_said += 1;
    }
    // Both are certainly heard behind everything else: the room has noticed all who are gone.
    while speaker.ears.until(|line| line.starts_with("* here") || line.ends_with(" left")).await
        != "* here: guest-1, guest-2"
    {
        speaker.say("/who").await;
    }
    speaker.say("end").await;
    hears_all(&mut witness, n_said, (promised, possible)).await;
}

/// Of the speaker every number in its order, of the others all last words that were said in good order, and nothing
/// twice.
async fn hears_all(
    witness: &mut Member,
    n_said: u32,
    (mut promised, mut possible): (BTreeSet<String>, BTreeSet<String>),
) {
    let mut next = 0;
    loop {
        let message = witness.hear_message().await;
        match message.strip_prefix("guest-1: ") {
            Some("end") => break,
            Some(text) => {
                assert_eq!(text, next.to_string(), "in order, and once");
                next += 1;
            }
            None => assert!(promised.remove(&message) || possible.remove(&message), "once: {message}"),
        }
    }
    assert_eq!(next, n_said, "nothing of the speaker is missing");
    assert_eq!(promised, BTreeSet::new(), "all last words in good order are heard");
}

/// Sends the bytes again and again until it is aborted, and reads what it is told.
fn flood(member: Member, bytes: &'static [u8]) -> JoinHandle<()> {
    let Member { mut ears, mut mouth, .. } = member;
    tokio::spawn(async move {
        let chunk = bytes.repeat(16_384 / bytes.len());
        let speak = async {
            loop {
                mouth.send(&chunk).await;
            }
        };
        tokio::select! {
            () = speak => {}
            _ended = ears.skip_behind("never said") => {}
        }
    })
}

/// Answers every `ping` with a `pong`.
fn answer(member: Member) -> JoinHandle<()> {
    let Member { mut ears, mut mouth, .. } = member;
    tokio::spawn(async move {
        while ears.skip_behind("guest-1: ping").await {
            mouth.say("pong").await;
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_anything_neither_silences_nor_removes_the_others() {
    for (framing, bytes) in [
        (Lines, &b"flood\n"[..]),
        (Length, b"\0\0\0\x05flood"),
        (Raw, b"flood\n"),
        (Lines, b"/name a\n/name b\n"),
        (Lines, b"/help\n"),
        (Lines, b"/who\n"),
        (Lines, b"\n"),
    ] {
        let room = Room::open(options(framing));
        let mut asker = Member::join(&room).await;
        let answering = answer(Member::join(&room).await);
        let flooding = flood(Member::join(&room).await, bytes);
        for n in 0..5 {
            asker.say("ping").await;
            let is_answered = asker.ears.skip_behind("guest-2: pong").await;
            assert!(is_answered, "{:?} {n}: {}", String::from_utf8_lossy(bytes), room.log());
        }
        assert!(!room.log().contains(" left"), "{:?}: {}", String::from_utf8_lossy(bytes), room.log());
        for task in [flooding, answering] {
            assert!(!task.is_finished(), "it is still there");
            task.abort();
        }
    }
}
