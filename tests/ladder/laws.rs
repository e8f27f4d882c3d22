//! What is true of every ladder, whatever it is drawn from.
//!
//! The one idea: examples show what a ladder looks like, laws say what it must never do: lose a byte, draw
//! one twice, let an arrow run backwards, or look different because files were named in another order.

use std::collections::BTreeMap;

use netlab::event::{Event, Kind};
use netlab::ladder::{Arrow, Fate, Part, Passing, Picture, What, html, layout, svg, text};
use proptest::prelude::*;

use crate::common::scene;
use crate::common::scene::{CLIENT, Events, SERVER, Socket, socket};

const OUT: Socket = socket(1, CLIENT, SERVER);
const IN: Socket = socket(2, SERVER, CLIENT);

/// A text of which every byte differs from its neighbours.
const TEXT: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A stream written and read in pieces of these lengths, at these times; what is read has been written.
fn stream(writes: &[(usize, u64)], reads: &[(usize, u64)]) -> (Events, Events) {
    let pieces = |pieces: &[(usize, u64)], limit: usize| {
        let mut from = 0;
        let mut t_us = 10;
        let cut = pieces.iter().map(move |(len, later)| {
            let piece = (from, (from + len).min(limit), t_us + later);
            (from, t_us) = (piece.1, piece.2);
            piece
        });
        cut.filter(|(from, to, _)| from < to).collect::<Vec<_>>()
    };
    let written = pieces(writes, TEXT.len());
    let n_written = written.last().map_or(0, |last| last.1);
    let sent = written.iter().map(|(from, to, t_us)| OUT.sent(*t_us, *from as u64, &TEXT[*from..*to]));
    let mut floor = 0;
    let received = pieces(reads, n_written).into_iter().map(|(from, to, t_us)| {
        // No byte is read before it was written.
        let left = written.iter().filter(|write| write.0 < to).map(|write| write.2).max().unwrap_or(0);
        floor = floor.max(left).max(t_us);
        IN.received(floor, from as u64, &TEXT[from..to])
    });
    let opened = (OUT.did(Kind::Connected, 1), IN.did(Kind::Accepted, 2));
    ([opened.0].into_iter().chain(sent).collect(), [opened.1].into_iter().chain(received).collect())
}

/// Parts on one machine, or on two whose clocks differ by so much.
fn parts<'a>(sent: &'a [Event<'a>], received: &'a [Event<'a>], is_far: bool) -> [Part<'a>; 2] {
    let boot = |far: bool| Some(if far { "far" } else { "near" }.to_owned());
    [Part { boot: boot(false), ..Part::of(sent) }, Part { boot: boot(is_far), ..Part::of(received) }]
}

fn pieces() -> impl Strategy<Value = Vec<(usize, u64)>> {
    prop::collection::vec((1_usize..12, 0_u64..40), 0..12)
}

/// Rows stand in the order of time, and no arrow arrives in a row above the one where it leaves.
fn check_time(picture: &Picture<'_>) {
    assert!(picture.rows.is_sorted_by_key(|row| row.at_us), "{}", text(picture, 100));
    let mut left = BTreeMap::new();
    for row in &picture.rows {
        match &row.what {
            What::Arrow(_, Passing::Leaves(number)) => assert!(left.insert(number, row.at_us).is_none()),
            What::Arrow(_, Passing::Arrives(number)) => assert!(left.remove(number) <= Some(row.at_us)),
            _ => {}
        }
    }
    assert!(left.is_empty(), "what leaves arrives: {}", text(picture, 100));
}

/// Each line shows what its socket did in the order of its record; events stand in memory in that order.
fn check_lines(picture: &Picture<'_>) {
    let mut lines: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut put = |lane, event: Option<&Event<'_>>| {
        if let Some(event) = event.filter(|event| event.kind != Kind::Connected) {
            lines.entry(lane).or_default().push(std::ptr::from_ref(event).addr());
        }
    };
    for row in &picture.rows {
        match &row.what {
            What::Mark(mark) => put(mark.lane, Some(mark.event)),
            What::Arrow(arrow, passing) => {
                if !matches!(passing, Passing::Arrives(_)) {
                    put(arrow.from, arrow.sent);
                }
                if !matches!(passing, Passing::Leaves(_)) {
                    put(arrow.to, arrow.taken);
                }
            }
            What::RecordEnds { .. } => {}
        }
    }
    for line in lines.values() {
        assert!(line.is_sorted(), "{}", text(picture, 100));
    }
}

/// No arrow of the one connection stands above its connecting, and none touches the server's line above
/// the row where the connecting arrives there.
fn check_opening(picture: &Picture<'_>) {
    let arrows = || {
        picture.rows.iter().filter_map(|row| match &row.what {
            What::Arrow(arrow, passing) => Some((arrow, passing)),
            _ => None,
        })
    };
    let is_connecting = |arrow: &Arrow<'_>| arrow.sent.is_some_and(|event| event.kind == Kind::Connecting);
    let (connecting, _) = arrows().next().expect("an arrow");
    assert!(is_connecting(connecting), "{}", text(picture, 100));
    let mut at_server = arrows().filter(|(arrow, passing)| match passing {
        Passing::Whole => arrow.from == connecting.to || arrow.fate == Fate::Arrived,
        Passing::Leaves(_) => arrow.from == connecting.to,
        Passing::Arrives(_) => arrow.to == connecting.to,
    });
    let first = at_server.next().map(|(arrow, _)| arrow);
    assert!(first.is_some_and(is_connecting), "{}", text(picture, 100));
}

/// The bytes of all arrows that arrived, by the read that took them; and how many were never read.
fn drawn(picture: &Picture<'_>) -> (BTreeMap<u64, Vec<u8>>, u64) {
    let mut reads: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    let mut n_unread = 0;
    for row in &picture.rows {
        match &row.what {
            What::Arrow(_, Passing::Leaves(_)) => {}
            What::Arrow(arrow, _) if arrow.fate == Fate::Unread => n_unread += arrow.len.unwrap_or(0),
            What::Arrow(arrow, _) => {
                let read = arrow.taken.and_then(|event| event.offset).expect("a read");
                reads.entry(read).or_default().extend(arrow.data);
            }
            _ => {}
        }
    }
    (reads, n_unread)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_that_was_received_is_drawn_once(writes in pieces(), reads in pieces()) {
        let (sent, received) = stream(&writes, &reads);
        let parts = parts(&sent, &received, false);
        let picture = layout(&parts);
        let (drawn, n_unread) = drawn(&picture);
        let read: BTreeMap<u64, Vec<u8>> = received
            .iter()
            .filter(|event| event.kind == Kind::Received)
            .map(|event| (event.offset.expect("a position"), event.data.as_deref().expect("bytes").to_vec()))
            .collect();
        prop_assert_eq!(&drawn, &read);
        let sum = |events: &[Event<'_>]| events.iter().filter_map(|event| event.len).sum::<u64>();
        prop_assert_eq!(n_unread, sum(&sent) - sum(&received));
        check_time(&picture);
        check_lines(&picture);
    }

    #[test]
    fn no_arrow_of_a_connection_stands_above_its_connecting(
        (there, back) in ((pieces(), pieces()), (pieces(), pieces())),
        accepted in 1_u64..80,
        slower in -60_i64..60,
        tick in prop::sample::select(vec![1_u64, 10, 40, 200]),
        order in prop::sample::select(vec![[0, 1], [1, 0]]),
        is_shuffled: bool,
    ) {
        let (sent, received) = stream(&there.0, &there.1);
        let (answers, answered) = stream(&back.0, &back.1);
        let turned = |event: &Event<'static>, socket: Socket| event.clone().with(|it| {
            it.local = scene::address(socket.local);
            it.peer = scene::address(socket.peer);
            it.socket = socket.number;
        });
        let connecting = OUT.did(Kind::Connecting, 0);
        let mut client: Events = [connecting].into_iter().chain(sent).collect();
        client.extend(answered.iter().skip(1).map(|event| turned(event, OUT)));
        let mut server: Events = received;
        server[0].t_us = accepted;
        server.extend(answers.iter().skip(1).map(|event| turned(event, IN)));
        // Whatever the server did was after it accepted, and so was what came of it.
        let of_server = |event: &&mut Event<'_>| event.kind == Kind::Received;
        for event in server.iter_mut().chain(client.iter_mut().filter(of_server)) {
            event.t_us = event.t_us.max(accepted);
        }
        client.sort_by_key(|event| event.t_us);
        server.sort_by_key(|event| event.t_us);
        for (events, shift) in [(&mut client, 0), (&mut server, slower)] {
            for event in events.iter_mut() {
                event.t_us = (1_000 + event.t_us).saturating_add_signed(shift) / tick * tick;
                event.began_us = event.t_us;
            }
            if is_shuffled {
                events.reverse();
                events.sort_by_key(|event| (event.t_us, event.offset));
            }
        }
        let all = parts(&client, &server, false);
        let picked = order.map(|at| all[at].clone());
        let picture = layout(&picked);
        check_time(&picture);
        check_opening(&picture);
        if slower == 0 && !is_shuffled {
            check_lines(&picture);
        }
    }

    #[test]
    fn the_order_of_the_files_makes_no_difference(
        writes in pieces(), reads in pieces(), is_far: bool, shift in 0_u64..100,
    ) {
        let (sent, received) = stream(&writes, &reads);
        let later = |event: Event<'static>| event.with(|it| {
            it.t_us += shift;
            it.began_us += shift;
        });
        let received: Events = received.into_iter().map(later).collect();
        let [one, other] = parts(&sent, &received, is_far);
        let (straight, reversed) = ([one.clone(), other.clone()], [other, one]);
        let (straight, reversed) = (layout(&straight), layout(&reversed));
        prop_assert_eq!(text(&straight, 100), text(&reversed, 100));
        prop_assert_eq!(svg(&straight), svg(&reversed));
        prop_assert_eq!(html(&straight), html(&reversed));
        check_time(&straight);
    }

    #[test]
    fn every_datagram_is_drawn_once_and_none_arrives_before_it_left(
        sent in prop::collection::vec((0_usize..4, 0_u64..50), 0..15),
        received in prop::collection::vec((0_usize..4, 0_u64..80), 0..15),
    ) {
        let texts = ["a", "bb", "ccc", "dddd"];
        let events = |socket: Socket, kind, list: &[(usize, u64)]| -> Events {
            let mut list = list.to_vec();
            list.sort_by_key(|(_, t_us)| *t_us);
            (1..).zip(list).map(|(n, (text, t_us))| socket.datagram(kind, t_us, n, texts[text])).collect()
        };
        let sent = events(OUT, Kind::DatagramSent, &sent);
        let received = events(IN, Kind::DatagramReceived, &received);
        let parts = parts(&sent, &received, false);
        let picture = layout(&parts);
        check_time(&picture);
        let (mut n_sent, mut n_received) = (0, 0);
        for row in &picture.rows {
            let What::Arrow(arrow, passing) = &row.what else { continue };
            if matches!(passing, Passing::Leaves(_)) { continue; }
            let is_repeated = arrow.notes.contains(&netlab::ladder::Note::Repeated);
            n_sent += usize::from(arrow.sent.is_some() && !is_repeated);
            n_received += usize::from(arrow.taken.is_some());
            prop_assert_eq!(arrow.taken.is_some(), arrow.fate == Fate::Arrived);
        }
        prop_assert_eq!((n_sent, n_received), (sent.len(), received.len()));
    }

    #[test]
    fn no_file_is_too_odd_to_be_drawn(
        acts in prop::collection::vec((0_usize..Kind::ALL.len(), 0_u64..4, any::<u64>(), any::<u64>(), any::<u64>()), 0..20),
    ) {
        let events: Events = acts
            .into_iter()
            .map(|(kind, number, t_us, offset, len)| {
                let socket = Socket { number, ..OUT };
                socket.event(Kind::ALL[kind], netlab::event::Transport::Tcp, t_us).with(|it| {
                    it.began_us = len;
                    it.offset = Some(offset);
                    it.len = Some(len);
                    it.n = Some(offset);
                    it.pair = Some(number / 2);
                })
            })
            .collect();
        let parts = [Part::of(&events)];
        let picture = layout(&parts);
        check_time(&picture);
        prop_assert!(text(&picture, 80).lines().count() >= 1);
        prop_assert!(svg(&picture).ends_with("</svg>\n"));
        prop_assert!(html(&picture).ends_with("</html>\n"));
    }
}

#[test]
fn what_happens_at_the_same_time_keeps_the_order_of_its_record() {
    let at_once = vec![
        socket(1, SERVER, "").did(Kind::Bound, 5),
        socket(1, SERVER, "").did(Kind::Listening, 5),
        socket(1, SERVER, "").did(Kind::Closed, 5),
    ];
    let parts = [Part::of(&at_once)];
    let picture = layout(&parts);
    let kinds: Vec<Kind> = picture
        .rows
        .iter()
        .filter_map(|row| match &row.what {
            What::Mark(mark) => Some(mark.event.kind),
            _ => None,
        })
        .collect();
    assert_eq!(kinds, [Kind::Bound, Kind::Listening, Kind::Closed]);
}

#[test]
fn an_answer_stands_below_the_row_where_its_server_accepted() {
    // In one microsecond; and by a server's clock that is late.
    for (accepted, answered, read) in [(10, 10, 10), (40, 40, 20), (40, 45, 40), (5, 30, 30)] {
        let client = vec![OUT.did(Kind::Connecting, 0), OUT.received(read, 0, "x")];
        let server = vec![IN.did(Kind::Accepted, accepted), IN.sent(answered, 0, "x")];
        for parts in [parts(&client, &server, false), parts(&server, &client, false)] {
            let picture = layout(&parts);
            check_time(&picture);
            check_opening(&picture);
        }
    }
}

#[test]
fn a_picture_is_no_wider_than_asked_whatever_is_drawn() {
    for (name, processes) in scene::scenes() {
        let parts = scene::parts(&processes);
        let picture = layout(&parts);
        for n_columns in [40, 60, 80, 100, 120, 200] {
            for line in text(&picture, n_columns).lines() {
                assert!(netlab::terminal::width(line) <= n_columns, "{name} in {n_columns}: {line}");
            }
        }
    }
}
