//! How long it takes to lay out and to draw a ladder of 100,000 events.
//!
//! The one idea: everything that is joined is joined by sorting and one walk, so twice the events take
//! little more than twice the time. The connection's writes and reads are cut differently, so most arrows
//! are part of both; the datagrams are partly alike, lost, repeated and late.
//!
//! See it run: `cargo bench --bench ladder`.

mod table;

use std::hint::black_box;
use std::io;
use std::time::Instant;

use netlab::event::{Event, Kind, Transport};
use netlab::ladder::{self, Part, Picture};

use crate::table::{Row, Spread};

const N_EVENTS: u64 = 100_000;
const N_ROUNDS: usize = 7;

fn main() -> io::Result<()> {
    let (stream, datagrams, many, crowd) = (stream(), datagrams(), connections(), crowd());
    let mut rows = Vec::new();
    for (what, events) in [
        ("ladder, 100,000 events of a stream: laid out", &stream),
        ("ladder, 100,000 events of datagrams: laid out", &datagrams),
        ("ladder, 100,000 events of 10,000 connections", &many),
        ("ladder, 50,000 sockets at one port", &crowd),
    ] {
        let ms = time(|| drop(black_box(ladder::layout(&[Part::of(events)]))));
        rows.push(figure(what, &ms).judged("< 1 s".to_owned(), ms.median < 1_000.0));
    }
    let parts = [Part::of(&stream)];
    let picture = ladder::layout(&parts);
    let faces: [(&str, Face); 3] = [
        ("the first of these, drawn as text", |picture| ladder::text(picture, 100)),
        ("the same, drawn as SVG", ladder::svg),
        ("the same, drawn as a page", ladder::html),
    ];
    for (what, face) in faces {
        rows.push(figure(what, &time(|| drop(black_box(face(&picture))))));
    }
    table::print(&rows)
}

type Face = fn(&Picture<'_>) -> String;

fn time(mut act: impl FnMut()) -> Spread {
    let ms = (0..N_ROUNDS).map(|_| {
        let started = Instant::now();
        act();
        started.elapsed().as_secs_f64() * 1e3
    });
    Spread::of(ms.collect::<Vec<_>>())
}

fn figure(what: &'static str, ms: &Spread) -> Row {
    Row::figure(what, format!("{:.0} ms ({:.0} to {:.0})", ms.median, ms.low, ms.high))
}

fn event(kind: Kind, socket: u64, t_us: u64) -> Event<'static> {
    let (client, server) = ("127.0.0.1:5".parse().ok(), "127.0.0.1:8".parse().ok());
    let (local, peer) = if socket == 1 { (client, server) } else { (server, client) };
    let transport = if matches!(kind, Kind::DatagramSent | Kind::DatagramReceived) {
        Transport::Udp
    } else {
        Transport::Tcp
    };
    Event::new(kind, socket, transport, t_us).with(|it| {
        it.local = local;
        it.peer = peer;
        it.data = Some(b"hello, world"[..].into());
    })
}

/// Writes of 12 bytes, reads of 7 to 17.
fn stream() -> Vec<Event<'static>> {
    let part = |kind, socket, t_us, offset, len| {
        event(kind, socket, t_us).with(|it| {
            it.offset = Some(offset);
            it.len = Some(len);
        })
    };
    let n = N_EVENTS / 2;
    let writes = (0..n).map(|at| part(Kind::Sent, 1, at * 10, at * 12, 12));
    let mut end = 0;
    let reads = (0..n).map(|at| {
        let len = (7 + at % 11).min(n * 12 - end);
        end += len;
        part(Kind::Received, 2, at * 10 + 25, end - len, len)
    });
    writes.chain(reads).collect()
}

/// One in ten is lost, one in seven comes twice, every third is late; a hundred payloads are used again and again.
fn datagrams() -> Vec<Event<'static>> {
    let one = |kind, socket, t_us, at: u64| {
        event(kind, socket, t_us).with(|it| {
            it.n = Some(at);
            it.len = Some(12);
            it.digest = Some(at % 100);
        })
    };
    let mut events = Vec::new();
    let mut at = 0;
    while (events.len() as u64) < N_EVENTS {
        at += 1;
        events.push(one(Kind::DatagramSent, 1, at * 10, at));
        let n_copies = if at.is_multiple_of(10) { 0 } else { 1 + u64::from(at.is_multiple_of(7)) };
        let late = if at.is_multiple_of(3) { 45 } else { 5 };
        events.extend((0..n_copies).map(|copy| one(Kind::DatagramReceived, 2, at * 10 + late + copy, at)));
    }
    events
}

/// As many sockets at one port as no machine has, each sent one datagram: what a hostile record would hold.
fn crowd() -> Vec<Event<'static>> {
    let bound = |number| {
        Event::new(Kind::Bound, number, Transport::Udp, number).with(|it| it.local = "0.0.0.0:8".parse().ok())
    };
    let sent = |number| {
        event(Kind::DatagramSent, 0, number).with(|it| {
            it.local = "127.0.0.1:5".parse().ok();
            it.len = Some(12);
            it.digest = Some(number);
            it.n = Some(number);
        })
    };
    let sent = |number| {
        sent(number).with(|it| {
            it.socket = N_EVENTS;
            it.peer = "127.0.0.1:8".parse().ok();
        })
    };
    (1..=N_EVENTS / 2).map(bound).chain((N_EVENTS / 2 + 1..=N_EVENTS).map(sent)).collect()
}

/// Ten events each, both ends.
fn connections() -> Vec<Event<'static>> {
    let mut events = Vec::new();
    for number in 0..N_EVENTS / 10 {
        let (client, server) = (number * 2 + 1, number * 2 + 2);
        let addr = format!("127.0.{}.{}:9", number / 250, number % 250 + 1).parse().ok();
        let listener = "127.0.0.1:8".parse().ok();
        let kinds = [
            (Kind::Connecting, client),
            (Kind::Connected, client),
            (Kind::Accepted, server),
            (Kind::Sent, client),
            (Kind::Received, server),
            (Kind::Finished, client),
            (Kind::PeerFinished, server),
            (Kind::Closed, server),
            (Kind::PeerFinished, client),
            (Kind::Closed, client),
        ];
        events.extend((0..).zip(kinds).map(|(at, (kind, socket))| {
            let (local, peer) = if socket == client { (addr, listener) } else { (listener, addr) };
            Event::new(kind, socket, Transport::Tcp, number * 20 + at).with(|it| {
                it.local = local;
                it.peer = peer;
                it.offset = Some(0);
                it.len = Some(5);
            })
        }));
    }
    events
}
