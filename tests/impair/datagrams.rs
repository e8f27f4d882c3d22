//! Each rule of datagrams, seen on the wire by a client and a server that the test plays.
//!
//! The one idea: nobody else loses datagrams here. They are sent in groups that every buffer has room for,
//! and the next group waits until the relay has recorded what became of the last one.

#![cfg(unix)]

use std::io::ErrorKind;
use std::net::UdpSocket;
use std::time::{Duration, Instant};

use netlab::event::{Event, Kind, Rule, digest};

use crate::common::program;
use crate::common::relay::{Relay, count, touches};

/// A client and a server with a relay between them.
struct Line {
    client: UdpSocket,
    server: UdpSocket,
    relay: Relay,
}

fn line_on(loopback: &str, rules: &[&str]) -> Line {
    let server = socket(loopback);
    let addr = server.local_addr().expect("bound").to_string();
    let relay = Relay::start_on(loopback, &addr, &[&["--udp"], rules].concat());
    let client = socket(loopback);
    client.connect(relay.addr).expect("an address");
    Line { client, server, relay }
}

fn line(rules: &[&str]) -> Line {
    line_on("127.0.0.1", rules)
}

fn socket(loopback: &str) -> UdpSocket {
    let socket = UdpSocket::bind(format!("{loopback}:0")).expect("a free port");
    socket.set_read_timeout(Some(program::LIMIT)).expect("a limit");
    socket
}

/// The next datagram as text.
fn take(socket: &UdpSocket) -> String {
    let mut buf = vec![0; 65_536];
    let n_bytes = socket.recv(&mut buf).expect("a datagram comes");
    String::from_utf8(buf[..n_bytes].to_vec()).expect("text")
}

/// The numbers that lie in the socket's buffer.
fn numbers(socket: &UdpSocket) -> Vec<usize> {
    let (mut buf, mut numbers) = ([0; 64], Vec::new());
    loop {
        match socket.recv(&mut buf) {
            Ok(n_bytes) => {
                let text = std::str::from_utf8(&buf[..n_bytes]).expect("text");
                numbers.push(text.parse().expect("a number"));
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => return numbers,
            Err(error) => panic!("{error}"),
        }
    }
}

/// How many the relay has taken in from its clients.
fn n_taken_in(events: &[Event<'static>], relay: &Relay) -> usize {
    let is_front = |event: &&Event<'static>| event.local == Some(relay.addr);
    events.iter().filter(is_front).filter(|event| event.kind == Kind::DatagramReceived).count()
}

/// Whether all that the relay took in has left it, but for what it has lost.
fn has_passed_all_on(events: &[Event<'static>], line: &Line) -> bool {
    let server = line.server.local_addr().expect("bound");
    let is_to_server = |event: &&Event<'static>| event.peer == Some(server);
    let n_sent = events.iter().filter(is_to_server).filter(|event| event.kind == Kind::DatagramSent).count();
    let n_lost = touches(events, Rule::Loss).len() + touches(events, Rule::BurstLoss).len();
    n_sent + n_lost == n_taken_in(events, &line.relay) + touches(events, Rule::Duplicate).len()
}

/// Sends `0`, `1` … and gives what the server got, in its order, and what the relay tells.
fn send(line: Line, n: usize) -> (Vec<usize>, Vec<Event<'static>>) {
    let mut heard = Vec::new();
    line.server.set_nonblocking(true).expect("a socket");
    for number in 0..n {
        line.client.send(number.to_string().as_bytes()).expect("a send buffer");
        if number % 50 == 49 {
            line.relay.until("a group", |events| n_taken_in(events, &line.relay) > number);
            heard.extend(numbers(&line.server));
        }
    }
    line.relay
        .until("all", |events| n_taken_in(events, &line.relay) >= n && has_passed_all_on(events, &line));
    // On a loopback what was sent has arrived.
    heard.extend(numbers(&line.server));
    (heard, line.relay.end())
}

#[test]
fn without_a_rule_every_datagram_goes_through_as_it_is_and_answers_find_their_way() {
    for loopback in ["127.0.0.1", "[::1]"] {
        let line = line_on(loopback, &[]);
        let other = socket(loopback);
        other.connect(line.relay.addr).expect("an address");
        let longest = "x".repeat(if loopback == "127.0.0.1" { 65_507 } else { 65_527 });
        for text in ["hello", "", "你好", &longest] {
            for client in [&line.client, &other] {
                client.send(text.as_bytes()).expect("it fits");
                let mut buf = vec![0; 65_536];
                let (n_bytes, from) = line.server.recv_from(&mut buf).expect("it comes");
                assert_eq!(&buf[..n_bytes], text.as_bytes());
                line.server.send_to(text.as_bytes(), from).expect("it fits");
                assert_eq!(take(client), text, "the answer comes to who asked");
            }
        }
        assert_eq!(count(&line.relay.end(), Kind::Impaired), 0);
    }
}

#[test]
fn loss_loses_what_it_says_and_the_same_seed_loses_the_same() {
    let run = || {
        let (heard, events) = send(line(&["--loss", "30%", "--up", "--seed", "7"]), 200);
        (heard, touches(&events, Rule::Loss))
    };
    let (heard, lost) = run();
    // 60 expected; five standard deviations are 32.
    assert!((28..=92).contains(&lost.len()), "{} of 200", lost.len());
    let told: Vec<usize> = lost.iter().map(|event| event.n.expect("a number") as usize - 1).collect();
    let missing: Vec<usize> = (0..200).filter(|number| !heard.contains(number)).collect();
    assert_eq!(told, missing, "what is told to be lost does not arrive, and all else does");
    let digests: Vec<_> = missing.iter().map(|number| Some(digest(number.to_string().as_bytes()))).collect();
    assert_eq!(lost.iter().map(|event| event.digest).collect::<Vec<_>>(), digests);
    assert_eq!(run().0, heard);
}

#[test]
fn a_touch_names_the_leg_that_the_datagram_came_in_by_and_the_other_one() {
    let line = line(&["--delay", "1ms"]);
    line.client.send(b"there").expect("a send buffer");
    let (_, from) = line.server.recv_from(&mut [0; 8]).expect("it comes");
    line.server.send_to(b"back", from).expect("a send buffer");
    assert_eq!(take(&line.client), "back");
    let client = line.client.local_addr().expect("bound");
    let front = line.relay.addr;
    let events = line.relay.end();
    let [up, down] = &touches(&events, Rule::Delay)[..] else { panic!("{events:#?}") };
    assert_eq!((up.local, up.peer, up.n, up.len), (Some(front), Some(client), Some(1), Some(5)));
    assert_eq!((up.pair, down.pair), (Some(down.socket), Some(up.socket)));
    assert_eq!((down.n, down.len, down.waited_us), (Some(1), Some(4), Some(1_000)));
}

#[test]
fn losses_come_in_bursts() {
    let (heard, events) = send(line(&["--burst-loss", "5%,25%", "--up", "--seed", "7"]), 400);
    let n_lost = 400 - heard.len();
    let n_bursts = heard.windows(2).filter(|pair| pair[1] > pair[0] + 1).count();
    assert_eq!(touches(&events, Rule::BurstLoss).len(), n_lost);
    assert!(n_lost > 20 && n_lost > 2 * n_bursts, "{n_lost} lost in {n_bursts} bursts");
}

#[test]
fn duplicates_arrive_twice() {
    let (heard, events) = send(line(&["--duplicate", "20%", "--up", "--seed", "7"]), 200);
    let n_repeated = heard.windows(2).filter(|pair| pair[0] == pair[1]).count();
    assert_eq!(heard.len(), 200 + n_repeated);
    assert_eq!(touches(&events, Rule::Duplicate).len(), n_repeated);
    // 40 expected; five standard deviations are 28.
    assert!((12..=68).contains(&n_repeated), "{n_repeated}");
}

/// How many arrived after a later one (RFC 4737 §3).
fn n_reordered(heard: &[usize]) -> usize {
    let mut latest = 0;
    let mut n_late = 0;
    for number in heard {
        n_late += usize::from(*number < latest);
        latest = latest.max(*number);
    }
    n_late
}

#[test]
fn some_are_overtaken_and_none_is_lost() {
    let (mut heard, events) = send(line(&["--reorder", "20%", "--up", "--seed", "7"]), 200);
    let n_late = n_reordered(&heard);
    heard.sort_unstable();
    assert_eq!(heard, (0..200).collect::<Vec<_>>());
    let n_told = touches(&events, Rule::Reorder).len();
    // One that is the last of its group has nobody behind it for a while.
    assert!(n_late <= n_told && n_late + 8 >= n_told && n_told > 12, "{n_late} of {n_told}");
}

#[test]
fn delay_holds_each_direction_and_jitter_reorders() {
    let line = line(&["--delay", "100ms", "--jitter", "50ms", "--seed", "7"]);
    let started = Instant::now();
    line.client.send(b"0").expect("a send buffer");
    let (_, from) = line.server.recv_from(&mut [0; 8]).expect("it comes");
    assert!(started.elapsed() >= Duration::from_millis(100));
    line.server.send_to(b"back", from).expect("a send buffer");
    assert_eq!(take(&line.client), "back");
    assert!(started.elapsed() >= Duration::from_millis(200));
    for number in 0..40 {
        line.client.send(number.to_string().as_bytes()).expect("a send buffer");
    }
    let heard: Vec<usize> = (0..40).map(|_| take(&line.server).parse().expect("a number")).collect();
    assert!(n_reordered(&heard) > 5, "{heard:?}");
}

#[test]
fn rate_makes_packets_late_and_loses_what_its_queue_has_no_room_for() {
    // A packet of 1,000 bytes takes 50 ms; the queue has room for four.
    let line = line(&["--rate", "20kB/s", "--queue", "4kB", "--up"]);
    let started = Instant::now();
    for _ in 0..20 {
        line.client.send(&[b'x'; 972]).expect("a send buffer");
    }
    let events = line.relay.until("what became of each", |events| touches(events, Rule::Rate).len() == 20);
    let n_lost = touches(&events, Rule::Rate).iter().filter(|event| event.waited_us.is_none()).count();
    assert!((4..=8).contains(&(20 - n_lost)), "{n_lost} are lost");
    (n_lost..20).for_each(|_| assert_eq!(take(&line.server).len(), 972));
    assert!(started.elapsed() >= Duration::from_millis(200), "four of them take 200 ms");
    line.relay.end();
    line.server.set_nonblocking(true).expect("a socket");
    assert!(line.server.recv(&mut [0]).is_err(), "the others never come");
}

#[test]
fn packets_that_are_too_large_vanish() {
    let line = line(&["--mtu", "1500", "--up"]);
    for len in [1_473, 65_507, 1_472] {
        line.client.send(&vec![b'x'; len]).expect("it fits");
    }
    assert_eq!(take(&line.server).len(), 1_472, "with 28 bytes of headers it is 1,500");
    let lost: Vec<_> = touches(&line.relay.end(), Rule::Mtu).iter().map(|event| event.len).collect();
    assert_eq!(lost, [Some(1_473), Some(65_507)]);
}

#[test]
fn a_server_that_is_not_there_leaves_the_relay_and_its_clients_unharmed() {
    let Line { client, server, relay } = line(&[]);
    let addr = server.local_addr().expect("bound");
    drop(server);
    client.send(b"anybody?").expect("a send buffer");
    relay.until("the answer by ICMP", |events| count(events, Kind::Unreachable) == 1);
    let server = UdpSocket::bind(addr).expect("it is free again");
    server.set_read_timeout(Some(program::LIMIT)).expect("a limit");
    client.send(b"now?").expect("nothing came back to the client");
    assert_eq!(take(&server), "now?");
}

#[test]
fn more_clients_than_sessions_take_the_place_of_the_silent() {
    let Line { client, server, relay } = line(&[]);
    let exchange = |client: &UdpSocket| {
        client.send(b"hi").expect("a send buffer");
        let (_, from) = server.recv_from(&mut [0; 8]).expect("it comes");
        server.send_to(b"hi yourself", from).expect("a send buffer");
        assert_eq!(take(client), "hi yourself");
        from
    };
    let first = exchange(&client);
    assert_eq!(exchange(&client), first, "one client, one session");
    // They are kept, as a port that is free again may be given to the next one.
    let others: Vec<UdpSocket> = (0..netlab::impair::MAX_SESSIONS).map(|_| socket("127.0.0.1")).collect();
    for other in &others {
        other.connect(relay.addr).expect("an address");
        exchange(other);
    }
    let open = |events: &[Event<'static>]| count(events, Kind::PeerSet) - count(events, Kind::Closed);
    relay.until("one gone", |events| open(events) == netlab::impair::MAX_SESSIONS);
    exchange(&client);
    let n_begun = netlab::impair::MAX_SESSIONS + 2;
    relay.until("a new one", |events| count(events, Kind::PeerSet) == n_begun);
}

#[test]
fn ctrl_c_ends_it_while_datagrams_are_under_way() {
    let line = line(&["--delay", "1h"]);
    line.client.send(b"on the way").expect("a send buffer");
    line.relay.until("its receive", |events| touches(events, Rule::Delay).len() == 1);
    let events = line.relay.end();
    assert_eq!(count(&events, Kind::Closed), 2, "the relay's own socket, and its session's");
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_comes_from_the_address_of_the_relay_that_was_asked() {
    let server = socket("127.0.0.1");
    let to = server.local_addr().expect("bound").to_string();
    for rules in [&["--udp"][..], &["--udp", "--delay", "20ms"]] {
        let relay = Relay::start_on("0.0.0.0", &to, rules);
        for asked in ["127.0.0.1", "127.0.0.2"] {
            let client = socket("127.0.0.1");
            client.connect((asked, relay.addr.port())).expect("an address");
            client.send(b"question").expect("sent");
            let mut buf = [0; 100];
            let (_, session) = server.recv_from(&mut buf).expect("the question");
            server.send_to(b"answer", session).expect("sent");
            assert_eq!(take(&client), "answer", "{asked} {rules:?}");
        }
    }
}
