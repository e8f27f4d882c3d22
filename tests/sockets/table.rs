//! What the table of sockets says, of sockets that are brought into each state on purpose.
//!
//! The one idea: the kernel's own table is the witness, so each claim is made twice, once by asking
//! `sock_diag` and once by reading `/proc/net`, and both must agree.

#![cfg(target_os = "linux")]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream, UdpSocket};
use std::time::Duration;

use netlab::event::{TcpState, Transport};
use netlab::kernel::table::{self, Entry, Holding, Timer, TimerKind};

use crate::common::states::{
    connecting, connection_of, eventually, full_of_datagrams, listener_of, listening_with_backlog, pair,
    stuck_sender, udp_of, unaccepted,
};

/// The entry in both sources, once it is as wanted; what only one source tells is taken out.
fn in_both(stream: &TcpStream, is_wanted: impl Fn(&Entry) -> bool) -> Entry {
    let (local, peer) = (stream.local_addr().expect("bound"), stream.peer_addr().expect("connected"));
    eventually("both sources to agree", || {
        let asked = connection_of(&table::by_sock_diag().expect("the kernel answers"), local, peer)?;
        let read = connection_of(&table::by_proc_net().expect("files"), local, peer)?;
        (is_wanted(&asked) && plain(&asked) == plain(&read)).then_some(asked)
    })
}

/// An entry without what `/proc/net` does not tell, and without the running time.
fn plain(entry: &Entry) -> Entry {
    let mut entry = Entry { is_ipv6_only: None, ..entry.clone() };
    if entry.transport == Transport::Tcp {
        entry.drops = None;
    }
    if let Some(queue) = &mut entry.accept_queue {
        queue.backlog = None;
    }
    if let Some(stream) = &mut entry.stream {
        (stream.peer_window, stream.round_trip) = (None, None);
    }
    if let Some(datagrams) = &mut entry.datagrams {
        datagrams.limit = None;
    }
    entry.timer = entry.timer.map(|timer| Timer { left: Duration::ZERO, ..timer });
    entry
}

#[test]
fn bytes_that_nobody_read_stand_in_both_sources() {
    let (mut client, server) = pair();
    client.write_all(b"seven b").expect("sent");
    let entry = in_both(&server, |entry| entry.stream.is_some_and(|stream| stream.unread == 7));
    assert_eq!(entry.state, Some(TcpState::Established));
    assert_eq!(entry.peer, client.local_addr().ok());
}

#[test]
fn the_end_that_did_not_finish_is_in_close_wait_and_the_fin_is_no_byte() {
    let (mut client, mut server) = pair();
    client.write_all(b"hello").expect("sent");
    client.shutdown(Shutdown::Write).expect("finished");
    let entry = in_both(&server, |entry| entry.state == Some(TcpState::CloseWait));
    assert_eq!(entry.stream.map(|stream| stream.unread), Some(5));
    let other = in_both(&client, |entry| entry.state == Some(TcpState::FinWait2));
    assert_eq!(other.stream.map(|stream| stream.unacked), Some(0));
    server.read_to_end(&mut Vec::new()).expect("the end");
    let entry = in_both(&server, |entry| entry.stream.is_some_and(|stream| stream.unread == 0));
    assert_eq!(entry.state, Some(TcpState::CloseWait));
}

#[test]
fn the_end_that_finished_first_waits_for_a_minute_and_belongs_to_nobody() {
    let (client, server) = pair();
    let (local, peer) = (client.local_addr().expect("bound"), server.local_addr().expect("bound"));
    drop(client);
    let entry = in_both(&server, |entry| entry.state == Some(TcpState::CloseWait));
    assert!(matches!(entry.holding(), Holding::Hidden), "owners are asked for apart");
    drop(server);
    let entry = eventually("TIME_WAIT", || {
        let entry = connection_of(&table::sockets().expect("a table").entries, local, peer)?;
        (entry.state == Some(TcpState::TimeWait)).then_some(entry)
    });
    assert_eq!(entry.holding(), Holding::Kernel);
    let timer = entry.timer.expect("it is timed");
    assert_eq!(timer.kind, TimerKind::TimeWait);
    assert!((Duration::from_secs(1)..=Duration::from_secs(60)).contains(&timer.left), "{timer:?}");
    let read =
        connection_of(&table::by_proc_net().expect("files"), local, peer).and_then(|entry| entry.timer);
    let difference = read.expect("there as well").left.abs_diff(timer.left);
    assert!(difference < Duration::from_secs(30), "{difference:?}");
}

#[test]
fn a_full_accept_queue_is_counted_and_turns_clients_away() {
    let (_listener, addr) = listening_with_backlog(1);
    // Linux lets in one more than the backlog; the third client's SYN gets no answer.
    let clients: Vec<_> = (0..3).map(|_| connecting(addr)).collect();
    let entry = eventually("a client turned away", || {
        let entry = listener_of(&table::sockets().expect("a table").entries, addr)?;
        entry.drops.is_some_and(|drops| drops > 0).then_some(entry)
    });
    let queue = entry.accept_queue.expect("it listens");
    assert_eq!((queue.len, queue.backlog), (2, Some(1)));
    assert_eq!(entry.stream, None);
    let read = listener_of(&table::by_proc_net().expect("files"), addr).and_then(|entry| entry.accept_queue);
    assert_eq!(read.map(|queue| (queue.len, queue.backlog)), Some((2, None)));
    assert_eq!(unaccepted(addr).len(), 2);
    let turned_away = clients.iter().filter_map(|client| client.local_addr().ok()?.as_socket());
    let asking = turned_away
        .filter_map(|local| connection_of(&table::sockets().expect("a table").entries, local, addr))
        .find(|entry| entry.state == Some(TcpState::SynSent))
        .expect("one still asks");
    assert_eq!(asking.timer.map(|timer| timer.kind), Some(TimerKind::Retransmission));
    assert_eq!(asking.stream.map(|stream| stream.unacked), Some(0), "a SYN is no byte");
}

#[test]
fn a_receiver_that_does_not_read_closes_its_window() {
    let (sender, receiver) = stuck_sender();
    let entry = in_both(&sender, |entry| {
        entry.timer.is_some_and(|timer| timer.kind == TimerKind::WindowProbe) && entry.stream.is_some()
    });
    let stream = entry.stream.expect("a connection");
    assert_eq!(stream.peer_window, Some(0));
    assert!(stream.unacked > 0, "{stream:?}");
    let other = in_both(&receiver, |_| true);
    assert!(other.stream.is_some_and(|stream| stream.unread > 0), "{other:?}");
}

#[test]
fn datagrams_without_room_are_counted() {
    let socket = full_of_datagrams();
    let local = socket.local_addr().expect("bound");
    let asked = udp_of(&table::by_sock_diag().expect("the kernel answers"), local).expect("it is there");
    let read = udp_of(&table::by_proc_net().expect("files"), local).expect("it is there");
    assert_eq!(plain(&asked), plain(&read));
    assert!(asked.drops.is_some_and(|drops| drops > 0), "{asked:?}");
    let datagrams = asked.datagrams.expect("a UDP socket");
    assert!(datagrams.memory > 0 && datagrams.limit.is_some_and(|limit| limit > 0), "{datagrams:?}");
    assert_eq!((asked.state, asked.stream, asked.peer), (None, None, None));
}

#[test]
fn a_udp_socket_that_was_given_a_peer_shows_it() {
    let (one, other) = (UdpSocket::bind("127.0.0.1:0"), UdpSocket::bind("127.0.0.1:0"));
    let (one, other) = (one.expect("a free port"), other.expect("a free port"));
    let addr = other.local_addr().expect("bound");
    one.connect(addr).expect("a peer");
    let local = one.local_addr().expect("bound");
    let entry = udp_of(&table::by_sock_diag().expect("the kernel answers"), local).expect("it is there");
    assert_eq!((entry.peer, entry.is_open_to_all()), (Some(addr), false));
}

#[test]
fn a_socket_of_this_process_is_held_by_it_alone() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("bound");
    // A second descriptor for the same socket makes no second owner; a program that another test just starts
    // has it too, until it is that program.
    let _twice = listener.try_clone().expect("a descriptor");
    let entry = eventually("one holder", || {
        let entry = listener_of(&table::sockets().expect("a table").entries, addr)?;
        matches!(entry.holding(), Holding::Programs([_])).then_some(entry)
    });
    let Holding::Programs([owner]) = entry.holding() else { panic!("{entry:?}") };
    assert_eq!(owner.pid, std::process::id());
    assert!(owner.program.starts_with("sockets-"), "{owner:?}");
    eventually("it among ours", || {
        let ours = table::held_by(&[std::process::id()]).expect("a table");
        (listener_of(&ours, addr)? == entry).then_some(())
    });
    assert_eq!(listener_of(&table::held_by(&[]).expect("a table"), addr), None);
}

#[test]
fn ipv6_sockets_stand_in_both_sources() {
    let Ok(listener) = TcpListener::bind("[::1]:0") else { return };
    let addr = listener.local_addr().expect("bound");
    let asked = listener_of(&table::by_sock_diag().expect("the kernel answers"), addr).expect("it is there");
    let read = listener_of(&table::by_proc_net().expect("files"), addr).expect("it is there");
    assert_eq!(plain(&asked), plain(&read));
    assert_eq!(asked.is_ipv6_only, Some(true), "one IPv6 address is no IPv4 address");
}
