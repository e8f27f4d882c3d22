//! Ladders of real sockets, drawn from memory as a program draws its own.
//!
//! The one idea: scenes are written by hand and could agree with a mistake of ours; here the kernel decides what
//! happens, and the ladder must say it.

use netlab::event::{Event, Kind, Transport};
use netlab::ladder::{Fate, Note, Part, Passing, Picture, What, layout};
use netlab::net::{TcpListener, TcpStream, UdpSocket};
use netlab::trace::{Header, Records, Trace, Wishes};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::common::heard;

const DIGESTS: Wishes = Wishes { kernel_view: false, digests: true };

/// What was sent, what became of it, and what is noted but times, which are the machine's own business;
/// each arrow once, in the order of the texts.
fn arrows<'a>(picture: &'a Picture<'a>) -> Vec<(String, Fate, Vec<Note<'a>>)> {
    let of = |what: &'a What<'a>| match what {
        What::Arrow(arrow, passing) if arrow.len.is_some() && !matches!(passing, Passing::Leaves(_)) => {
            let is_time = |note: &&Note<'_>| matches!(note, Note::Took(_) | Note::Waited(_));
            let notes = arrow.notes.iter().filter(|note| !is_time(note)).copied().collect();
            Some((String::from_utf8_lossy(arrow.data).into_owned(), arrow.fate, notes))
        }
        _ => None,
    };
    let mut arrows: Vec<_> = picture.rows.iter().filter_map(|row| of(&row.what)).collect();
    arrows.sort_by(|one, other| one.0.cmp(&other.0));
    arrows
}

#[tokio::test]
async fn a_datagram_that_nobody_takes_from_the_kernel_is_not_received() {
    let heard = heard::listen_for(DIGESTS);
    let receiver = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
    let sender = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
    let to = receiver.local_addr().expect("bound");
    let mut buf = [0; 64];
    for text in ["one", "two"] {
        sender.send_to(text.as_bytes(), to).await.expect("loopback takes it");
    }
    receiver.recv_from(&mut buf).await.expect("the first is there");
    drop((receiver, sender));
    let events = heard.all();
    let parts = [Part::of(&events)];
    let picture = layout(&parts);
    let expected = vec![
        ("one".to_owned(), Fate::Arrived, vec![Note::Number(1)]),
        ("two".to_owned(), Fate::Lost, vec![Note::Number(2)]),
    ];
    assert_eq!(arrows(&picture), expected);
}

#[tokio::test]
async fn what_lies_unread_when_its_reader_closes_ended_in_the_receive_buffer() {
    let heard = heard::listen();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let addr = listener.local_addr().expect("bound");
    let mut client = TcpStream::connect(addr).await.expect("it listens");
    let (mut server, _) = listener.accept().await.expect("somebody connected");
    client.write_all(b"abcdef").await.expect("it is open");
    let mut three = [0; 3];
    server.read_exact(&mut three).await.expect("they are there");
    drop(server);
    let reset = client.read(&mut three).await;
    assert!(reset.is_err(), "unread bytes make the kernel send a reset");
    drop((client, listener));
    let events = heard.all();
    let parts = [Part::of(&events)];
    let picture = layout(&parts);
    // Where a system does not tell what lies unread, nobody knows in which buffer it was.
    let place = if cfg!(unix) { Note::InReceiveBuffer } else { Note::InSomeBuffer };
    let expected = vec![
        ("abc".to_owned(), Fate::Arrived, vec![Note::OfWrite(6)]),
        ("def".to_owned(), Fate::Unread, vec![place, Note::OfWrite(6)]),
    ];
    assert_eq!(arrows(&picture), expected);
}

#[test]
fn two_processes_of_one_record_are_two_ends_though_each_counts_its_sockets_from_one() {
    let header: Header = serde_json::from_str(
        r#"{"netlab_trace":1,"program":"observed","pid":7,"started":"2026-11-22T18:00:00Z","mono_us":0}"#,
    )
    .expect("a header");
    let (server, client) = ("127.0.0.1:8080".parse().ok(), "127.0.0.1:50000".parse().ok());
    let of_client = |kind, t_us| {
        Event::new(kind, 1, Transport::Tcp, t_us).with(|it| {
            it.pid = Some(8);
            it.local = client;
            it.peer = server;
        })
    };
    let of_server = |kind, t_us| {
        Event::new(kind, 1, Transport::Tcp, t_us).with(|it| {
            it.local = server;
            it.peer = client;
        })
    };
    let moved = |event: Event<'static>| {
        event.with(|it| {
            it.offset = Some(0);
            it.len = Some(5);
            it.data = Some(b"hello".into());
        })
    };
    let events = [
        of_client(Kind::Connected, 1),
        of_server(Kind::Accepted, 2),
        moved(of_client(Kind::Sent, 3)),
        moved(of_server(Kind::Received, 4)),
    ];
    let lines: String = events.iter().map(|event| header.line_of(event, 16)).collect();
    let records = Records::read((header.to_line() + &lines).as_bytes()).expect("a record");
    let part =
        |trace: &'_ Trace| Part { pid: Some(trace.header.pid), boot: Some("one".into()), ..Part::of(&[]) };
    let bare: Vec<_> = records.traces.iter().map(part).collect();
    let parts: Vec<_> =
        bare.into_iter().zip(&records.traces).map(|(bare, it)| Part { events: &it.events, ..bare }).collect();
    assert_eq!(arrows(&layout(&parts)), [("hello".to_owned(), Fate::Arrived, vec![])]);
}
