//! What the room does beside relaying: names, commands, limits, history, and its end.
//!
//! The one idea: whatever a member can choose, another can misuse: a name, a line that looks like a
//! notice, its silence. Each claim here is about one such choice.
//!
//! See it run: `cargo test --test chat manners::`.

use netlab::chapters::chat::Framing::{Length, Lines, Raw};
use netlab::chapters::chat::RoomOptions;

use crate::common::room;
use crate::common::room::{Member, Room, options};

/// A room with these options and two members, who have heard of each other.
async fn two(options: RoomOptions) -> (Room, Member, Member) {
    let room = Room::open(options);
    let mut first = Member::join(&room).await;
    let second = Member::join(&room).await;
    assert_eq!(first.hear().await, "* guest-2 joined");
    (room, first, second)
}

/// What a member is told when it asks for a name.
async fn answer_to_name(member: &mut Member, name: &str) -> String {
    member.say(&format!("/name {name}")).await;
    let accepted = format!(" is now {name}");
    member.ears.until(|line| line.ends_with(&accepted) || line.contains("your name stays")).await
}

const TAKEN: &str = "* your name stays as it is: somebody else has that name";
const NO_NAME: &str = "* your name stays as it is: a name is 1 to 24 letters, digits, - or _";

#[tokio::test]
async fn a_new_name_is_told_to_all_and_stands_before_what_is_said_behind_it() {
    for framing in [Lines, Length, Raw] {
        let (_room, mut first, mut second) = two(options(framing)).await;
        first.say("before").await;
        assert_eq!(second.hear().await, "guest-1: before");
        assert_eq!(answer_to_name(&mut first, "王小明").await, "* guest-1 is now 王小明");
        first.say("after").await;
        assert_eq!([second.hear().await, second.hear().await], ["* guest-1 is now 王小明", "王小明: after"]);
    }
}

#[tokio::test]
async fn telnets_questions_are_answered_and_its_commands_are_not_said() {
    for framing in [Lines, Raw] {
        let (_room, mut first, mut second) = two(options(framing)).await;
        // What Ctrl-C in a telnet sends: Interrupt Process, and DO TIMING-MARK (RFC 854, RFC 860).
        first.mouth.send(b"\xff\xf4\xff\xfd\x06").await;
        let mut answer = Vec::new();
        while !answer.ends_with(b"\xff\xfc\x06") {
            answer.extend(first.ears.bytes().await);
        }
        first.say("hello").await;
        assert_eq!(second.hear().await, "guest-1: hello");
    }
}

#[tokio::test]
async fn names_that_look_alike_are_one_name() {
    let (_room, mut first, mut second) = two(options(Lines)).await;
    for (name, look_alike) in [("Ann", "aNN"), ("straße", "STRASSE"), ("\u{e9}t\u{e9}", "E\u{301}te\u{301}")]
    {
        assert!(answer_to_name(&mut first, name).await.ends_with(&format!(" is now {name}")));
        assert_eq!(answer_to_name(&mut second, look_alike).await, TAKEN);
    }
    assert_eq!(answer_to_name(&mut second, "GUEST-1").await, "* guest-2 is now GUEST-1", "it is free again");
    assert_eq!(answer_to_name(&mut first, "guest-1").await, TAKEN);
}

#[tokio::test]
async fn ones_own_name_may_change_its_case_but_not_be_told_twice() {
    let (_room, mut first, mut second) = two(options(Lines)).await;
    assert_eq!(answer_to_name(&mut first, "Ann").await, "* guest-1 is now Ann");
    assert_eq!(answer_to_name(&mut first, "ann").await, "* Ann is now ann");
    assert_eq!(answer_to_name(&mut first, "ann").await, "* your name stays as it is: it is that already");
    first.say("end").await;
    for expected in ["* guest-1 is now Ann", "* Ann is now ann", "ann: end"] {
        assert_eq!(second.hear().await, expected);
    }
}

#[tokio::test]
async fn a_name_holds_nothing_that_could_forge_a_line() {
    let (_room, mut first, _second) = two(options(Length)).await;
    let longest = "x".repeat(25);
    for name in
        ["", " ", "a b", "a\nb", "* system", "a:", "a\u{202e}b", "\u{3164}", "a\tb", "\u{200d}", &longest]
    {
        assert_eq!(answer_to_name(&mut first, name).await, NO_NAME, "{name:?}");
    }
}

#[tokio::test]
async fn a_member_whose_name_is_free_again_was_renamed_or_has_left() {
    let (room, mut first, mut second) = two(options(Lines)).await;
    assert_eq!(answer_to_name(&mut first, "Ann").await, "* guest-1 is now Ann");
    assert_eq!(answer_to_name(&mut second, "ann").await, TAKEN);
    first.finish().await;
    second.ears.until(|line| line == "* Ann left").await;
    assert_eq!(answer_to_name(&mut second, "ann").await, "* guest-2 is now ann");
    assert_eq!(answer_to_name(&mut second, "guest-3").await, "* ann is now guest-3");
    assert_eq!(Member::join(&room).await.name, "guest-3_", "a newcomer never takes a name that is held");
}

#[tokio::test]
async fn no_message_can_pass_for_a_notice_or_for_another_member() {
    for framing in [Lines, Length, Raw] {
        let (_room, mut first, mut second) = two(options(framing)).await;
        first.say("* guest-2 left").await;
        assert_eq!(second.hear().await, "guest-1: * guest-2 left");
        first.mouth.send(&room::framed(framing, "hi\n* guest-2 left\nguest-2: no\r* gone")).await;
        first.say("end").await;
        let mut heard = vec![second.hear().await];
        while !heard.last().expect("one at least").ends_with("end") {
            heard.push(second.hear().await);
        }
        let is_labelled =
            |line: &String| line.starts_with("guest-1: ") || framing == Raw && line.starts_with("  ");
        assert!(heard.iter().all(is_labelled), "{framing:?}: {heard:?}");
        assert!(!heard.concat().contains('\r'), "{framing:?}: {heard:?}");
    }
}

#[tokio::test]
async fn the_commands_answer_their_sender_alone() {
    for framing in [Lines, Length, Raw] {
        let (_room, mut first, mut second) = two(options(framing)).await;
        for (command, expected) in [
            ("/who", "* here: guest-1, guest-2"),
            ("/help", "* /name NEW changes your name"),
            ("/dance", "* there is no /dance here"),
            ("/", "* there is no / here"),
        ] {
            first.say(command).await;
            let heard = first.hear().await;
            assert!(heard.starts_with(expected), "{command}: {heard:?}");
        }
        for (text, expected) in [("//who", "guest-1: /who"), (" /who", "guest-1:  /who")] {
            first.say(text).await;
            assert_eq!(second.hear().await, expected);
        }
    }
}

#[tokio::test]
async fn quit_and_the_tutorials_close_end_in_good_order_and_unheard() {
    for framing in [Lines, Length, Raw] {
        for word in ["/quit", "close"] {
            let (_room, mut first, mut second) = two(options(framing)).await;
            first.say(word).await;
            assert_eq!(first.ears.rest().await, ["* good-bye"]);
            assert_eq!(second.hear().await, "* guest-1 left");
        }
    }
}

#[tokio::test]
async fn what_is_said_behind_a_good_bye_is_not_heard() {
    let (_room, mut first, mut second) = two(options(Lines)).await;
    first.mouth.send(b"last\n/quit\nghost\n").await;
    assert_eq!(first.ears.rest().await, ["* good-bye"]);
    assert_eq!([second.hear().await, second.hear().await], ["guest-1: last", "* guest-1 left"]);
}

#[tokio::test]
async fn whoever_finds_the_room_full_is_told_so_and_a_place_that_is_left_is_free() {
    let (room, first, mut second) = two(RoomOptions { max_members: 2, ..options(Lines) }).await;
    let mut third = Member::connect(room.addr, Lines).await;
    assert_eq!(third.ears.rest().await, ["* the room is full; good-bye"]);
    first.finish().await;
    assert_eq!(second.hear().await, "* guest-1 left");
    assert_eq!(Member::join(&room).await.name, "guest-3");
}

#[tokio::test]
async fn a_newcomer_is_greeted_and_hears_the_last_messages() {
    for framing in [Lines, Length] {
        let motd = Some("你好".into());
        let (room, mut first, mut second) = two(RoomOptions { n_history: 2, motd, ..options(framing) }).await;
        for text in ["one", "two", "three"] {
            first.say(text).await;
            assert_eq!(second.hear().await, format!("guest-1: {text}"));
        }
        let mut third = Member::connect(room.addr, framing).await;
        for expected in
            ["你好", "* you are guest-3; /help tells what can be said here", "guest-1: two", "guest-1: three"]
        {
            assert_eq!(third.hear().await, expected);
        }
    }
}

#[tokio::test]
async fn a_history_of_large_messages_locks_no_newcomer_out() {
    let small_outbox = RoomOptions { n_history: 100, outbox_bytes: 100_000, ..options(Lines) };
    let (room, mut first, mut second) = two(small_outbox).await;
    for _ in 0..20 {
        first.say(&"x".repeat(20_000)).await;
        second.hear_message().await;
    }
    let mut third = Member::join(&room).await;
    assert!(third.hear().await.starts_with("guest-1: xxx"), "some of it is heard");
    third.say("I am in").await;
    assert_eq!(second.hear_message().await, "guest-3: I am in");
}

#[tokio::test]
async fn the_end_of_the_room_is_told_to_all_and_is_clean() {
    for framing in [Lines, Length, Raw] {
        let (room, mut first, mut second) = two(options(framing)).await;
        // A message that the room has not read yet must not turn its good-bye into a reset.
        let closing = room.begin_to_close();
        let _ = first.mouth.try_send(&room::framed(framing, "and one more thing")).await;
        let rest = first.ears.rest().await;
        assert_eq!(rest.last().map(String::as_str), Some("* the room closes; good-bye"));
        let rest = second.ears.rest().await;
        assert_eq!(rest.last().map(String::as_str), Some("* the room closes; good-bye"));
        drop((first, second));
        let (n_cut_off, log) = closing.end().await;
        assert_eq!(n_cut_off, 0);
        assert!(log.ends_with(": the room closes\n"), "{log}");
    }
}

#[tokio::test]
async fn members_that_do_not_leave_cannot_keep_the_room_open() {
    let (room, mut first, second) = two(options(Lines)).await;
    let closing = room.begin_to_close();
    assert_eq!(first.ears.rest().await, ["* the room closes; good-bye"]);
    // Neither of them finishes its direction.
    closing.end().await;
    drop((first, second));
}

#[tokio::test]
async fn the_log_tells_who_came_was_renamed_and_left_and_how() {
    let (room, mut first, mut second) = two(RoomOptions { shows_messages: true, ..options(Lines) }).await;
    first.say("/name Ann").await;
    first.say("你好").await;
    second.hear_message().await;
    first.reset();
    second.ears.until(|line| line == "* Ann left").await;
    second.say("/quit").await;
    second.ears.rest().await;
    drop(second);
    let (_, log) = room.close().await;
    let log: Vec<&str> = log.lines().map(|line| line.split(" from ").next().expect("a line")).collect();
    assert_eq!(
        log,
        [
            "guest-1 joined",
            "guest-2 joined",
            "guest-1 is now Ann",
            "Ann: 你好",
            "Ann left: the connection broke",
            "guest-2 left: said good-bye"
        ]
    );
}
