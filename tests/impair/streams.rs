//! Each rule of streams, seen on the wire by a client and a server that the test plays.
//!
//! The one idea: a rule may only make things later, never sooner, so the tests measure the least time that
//! something takes, and never the most.

#![cfg(unix)]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use netlab::event::{Event, Kind, Rule};

use crate::common::line::{Line, is_reset, line, row, take};
use crate::common::peer;
use crate::common::program;
use crate::common::relay::{Relay, count, touches};

#[test]
fn without_a_rule_bytes_go_both_ways_and_each_end_by_itself() {
    let Line { mut client, mut server, relay } = line(&[]);
    client.write_all(b"question").expect("open");
    client.shutdown(Shutdown::Write).expect("open");
    let mut heard = String::new();
    server.read_to_string(&mut heard).expect("an orderly end");
    assert_eq!(heard, "question");
    server.write_all(b"answer").expect("the other direction is open");
    drop(server);
    let mut heard = String::new();
    client.read_to_string(&mut heard).expect("an orderly end");
    assert_eq!(heard, "answer");
    assert_eq!(count(&relay.end(), Kind::Impaired), 0);
}

#[test]
fn an_urgent_byte_keeps_its_place_among_the_others() {
    let Line { mut client, mut server, relay } = line(&[]);
    let urgent = |stream: &std::net::TcpStream| {
        assert_eq!(socket2::SockRef::from(stream).send_out_of_band(b"!").expect("open"), 1);
    };
    for _ in 0..20 {
        client.write_all(b"up").expect("open");
        urgent(&client);
        assert_eq!(take(&mut server, 3), b"up!");
        urgent(&server);
        server.write_all(b"down").expect("open");
        assert_eq!(take(&mut client, 5), b"!down");
    }
    relay.end();
}

#[test]
fn delay_holds_each_direction_for_its_time() {
    let Line { mut client, mut server, relay } = line(&["--delay", "300ms"]);
    let started = Instant::now();
    client.write_all(b"there").expect("open");
    assert_eq!(take(&mut server, 5), b"there");
    assert!(started.elapsed() >= Duration::from_millis(300));
    server.write_all(b"back").expect("open");
    assert_eq!(take(&mut client, 4), b"back");
    assert!(started.elapsed() >= Duration::from_millis(600));
    let events = relay.end();
    let delayed = touches(&events, Rule::Delay);
    let facts: Vec<_> =
        delayed.iter().take(2).map(|event| (event.offset, event.len, event.waited_us)).collect();
    assert_eq!(facts, [(Some(0), Some(5), Some(300_000)), (Some(0), Some(4), Some(300_000))]);
}

#[test]
fn a_touch_names_the_leg_that_the_bytes_came_in_by_and_the_other_one() {
    let Line { mut client, mut server, relay } = line(&["--delay", "1ms"]);
    client.write_all(b"hello").expect("open");
    take(&mut server, 5);
    let events = relay.end();
    let of = |kind: Kind| -> Event<'static> {
        events.iter().find(|event| event.kind == kind).cloned().expect("told")
    };
    let touch = &touches(&events, Rule::Delay)[0];
    assert_eq!((touch.socket, touch.pair), (of(Kind::Accepted).socket, Some(of(Kind::Connected).socket)));
    assert_eq!((touch.offset, touch.len), (of(Kind::Received).offset, of(Kind::Received).len));
    assert_eq!(touch.peer, of(Kind::Accepted).peer);
    assert_eq!(of(Kind::Sent).socket, touch.pair.expect("a pair"));
}

#[test]
fn a_touch_is_told_in_words_and_explained_the_first_time() {
    let (listener, addr) = peer::listen();
    let relay = program::Program::netlab(&["impair", "--listen", ":0", "--to", &addr, "--delay", "1ms"]);
    let mut client = peer::connect(relay.address());
    client.write_all(b"hello").expect("open");
    let mut server = peer::accept(&listener);
    take(&mut server, 5);
    server.write_all(b"to you").expect("open");
    take(&mut client, 6);
    let told = relay
        .err
        .until("both", |text| text.contains("delay holds 6 bytes for 1 ms").then(|| text.to_owned()));
    assert!(told.contains(" impaired      delay holds 5 bytes for 1 ms\n"), "{told}");
    assert_eq!(told.matches("our relay did this, on purpose").count(), 1, "{told}");
    assert!(told.contains(" rules-changed delay 1ms\n"), "{told}");
}

#[test]
fn up_and_down_are_the_two_directions() {
    for (direction, delays_up) in [("--up", true), ("--down", false)] {
        let Line { mut client, mut server, relay } = line(&["--delay", "1ms", direction]);
        client.write_all(b"there").expect("open");
        take(&mut server, 5);
        server.write_all(b"back").expect("open");
        take(&mut client, 4);
        let events = relay.end();
        let client_leg = events.iter().find(|event| event.kind == Kind::Accepted).expect("told").socket;
        let touched = touches(&events, Rule::Delay);
        assert!(!touched.is_empty());
        for touch in &touched {
            assert_eq!(touch.socket == client_leg, delays_up, "{direction}: {touch:?}");
        }
    }
}

#[test]
fn jitter_varies_and_keeps_the_order() {
    let Line { mut client, mut server, relay } = line(&["--jitter", "20ms", "--up", "--seed", "7"]);
    for number in 0..30_u8 {
        client.write_all(&[number]).expect("open");
        relay.until("its read", |events| touches(events, Rule::Jitter).len() > usize::from(number));
    }
    assert_eq!(take(&mut server, 30), (0..30).collect::<Vec<u8>>());
    let held: Vec<u64> =
        touches(&relay.end(), Rule::Jitter).iter().filter_map(|event| event.waited_us).collect();
    assert!(held.iter().all(|us| *us <= 20_000), "{held:?}");
    let is_wide = held.iter().any(|us| *us < 5_000) && held.iter().any(|us| *us > 15_000);
    assert!(is_wide, "{held:?}");
}

#[test]
fn the_same_seed_decides_alike_and_one_that_is_not_given_is_printed() {
    let held = |seed: &str| -> Vec<Option<u64>> {
        let Line { mut client, mut server, relay } = line(&["--jitter", "5ms", "--up", "--seed", seed]);
        for number in 0..10 {
            client.write_all(b"x").expect("open");
            take(&mut server, 1);
            relay.until("its read", |events| touches(events, Rule::Jitter).len() > number);
        }
        touches(&relay.end(), Rule::Jitter).iter().map(|event| event.waited_us).take(10).collect()
    };
    assert_eq!(held("1"), held("1"));
    assert_ne!(held("1"), held("2"));
    let unseeded = Relay::start("127.0.0.1:9", &["--jitter", "5ms"]);
    unseeded.program.err.until("a seed", |text| {
        let seed = text.split_once("seed ")?.1.split_once(';')?.0;
        text.contains(&format!("--seed {seed} ")).then_some(())
    });
}

#[test]
fn rate_takes_its_time_and_loses_nothing() {
    let Line { mut client, mut server, relay } = line(&["--rate", "64KiB/s", "--up"]);
    let sent = row(32 * 1024);
    let started = Instant::now();
    client.write_all(&sent).expect("open");
    assert_eq!(take(&mut server, sent.len()), sent);
    // The first piece of 20 ms goes at once, and a late timer is made up for with another.
    assert!(started.elapsed() >= Duration::from_millis(450), "{:?}", started.elapsed());
    assert!(!touches(&relay.end(), Rule::Rate).is_empty());
}

#[test]
fn a_rate_is_each_connections_own_and_a_link_rate_is_shared() {
    let elapsed = |rule: &str| {
        let (listener, to) = peer::listen();
        let relay = Relay::start(&to, &[rule, "64KiB/s", "--up"]);
        let started = Instant::now();
        let pairs: Vec<_> = (0..3).map(|_| (peer::connect(relay.addr), peer::accept(&listener))).collect();
        let sent = row(16 * 1024);
        for (client, _) in &pairs {
            (&*client).write_all(&sent).expect("open");
        }
        for (_, server) in pairs.iter().rev() {
            let mut server = server.try_clone().expect("a descriptor");
            assert_eq!(take(&mut server, sent.len()), sent);
        }
        started.elapsed()
    };
    // 48 KiB in all; two pieces of 20 ms go at once.
    let shared = elapsed("--link-rate");
    assert!(shared >= Duration::from_millis(700), "{shared:?}");
    assert!(elapsed("--rate") >= Duration::from_millis(200));
}

#[test]
fn slices_are_written_one_by_one_and_join_to_what_was_sent() {
    let Line { mut client, mut server, relay } = line(&["--slice", "1..10", "--up", "--seed", "7"]);
    let sent = row(500);
    client.write_all(&sent).expect("open");
    let (mut heard, mut reads) = (Vec::new(), Vec::new());
    while heard.len() < sent.len() {
        let mut buf = [0; 500];
        let n_bytes = server.read(&mut buf).expect("open");
        reads.push(n_bytes);
        heard.extend_from_slice(&buf[..n_bytes]);
    }
    assert_eq!(heard, sent);
    // How many are read at once is the kernel's affair, but not that some are read alone.
    assert!(reads.len() > 10, "{reads:?}");
    let events = relay.end();
    let server_leg = events.iter().find(|event| event.kind == Kind::Connected).expect("told").socket;
    let writes = events.iter().filter(|event| event.kind == Kind::Sent && event.socket == server_leg);
    let lens: Vec<u64> = writes.filter_map(|event| event.len).collect();
    assert!(lens.iter().all(|len| (1..=10).contains(len)), "{lens:?}");
    assert!((1..=10).all(|len| lens.contains(&len)), "each length comes: {lens:?}");
    assert_eq!(touches(&events, Rule::Slice).len(), lens.len(), "each is told");
}

#[test]
fn coalesce_joins_two_writes_to_one_read() {
    let Line { mut client, mut server, relay } = line(&["--coalesce", "500ms", "--up"]);
    for (n_before, part) in ["one ", "two"].into_iter().enumerate() {
        client.write_all(part.as_bytes()).expect("open");
        relay.until("its read", |events| touches(events, Rule::Coalesce).len() > n_before);
    }
    let mut buf = [0; 64];
    let n_bytes = server.read(&mut buf).expect("open");
    assert_eq!(&buf[..n_bytes], b"one two");
}

#[test]
fn a_stall_comes_after_its_bytes_and_ends() {
    let Line { mut client, mut server, relay } =
        line(&["--stall-after", "10", "--stall-for", "400ms", "--up"]);
    client.write_all(&row(25)).expect("open");
    let mut heard = take(&mut server, 10);
    let started = Instant::now();
    heard.extend(take(&mut server, 10));
    assert!(started.elapsed() >= Duration::from_millis(300), "{:?}", started.elapsed());
    heard.extend(take(&mut server, 5));
    assert!(started.elapsed() >= Duration::from_millis(700), "each time: {:?}", started.elapsed());
    assert_eq!(heard, row(25));
    let stalls: Vec<_> = touches(&relay.end(), Rule::StallAfter);
    assert_eq!(stalls.iter().map(|event| event.offset).collect::<Vec<_>>(), [Some(10), Some(20)]);
}

#[test]
fn a_stall_without_a_length_is_for_good_and_nothing_is_closed() {
    let Line { mut client, mut server, relay } = line(&["--stall-after", "10", "--up"]);
    client.write_all(&row(25)).expect("open");
    client.shutdown(Shutdown::Write).expect("open");
    assert_eq!(take(&mut server, 10), row(10));
    server.write_all(b"still here").expect("open");
    assert_eq!(take(&mut client, 10), b"still here");
    let events = relay.until("the stall", |events| touches(events, Rule::StallAfter).len() == 1);
    let to_server = server.peer_addr().expect("connected");
    let told = |kind| events.iter().filter(move |event| event.kind == kind && event.local == Some(to_server));
    assert_eq!(told(Kind::Sent).filter_map(|event| event.len).sum::<u64>(), 10);
    assert_eq!(told(Kind::Finished).count(), 0);
    server.set_nonblocking(true).expect("a socket");
    let peeked = server.peek(&mut [0]);
    assert!(peeked.is_err_and(|error| error.kind() == ErrorKind::WouldBlock), "neither bytes nor an end");
}

/// Once the relay has ended, all that it did has been done: nothing came to the client, and no connection was made.
fn leads_nowhere(relay: Relay, client: TcpStream, listener: &TcpListener) {
    relay.end();
    assert!(rest(client).is_empty());
    listener.set_nonblocking(true).expect("a socket");
    assert!(listener.accept().is_err(), "no connection is made");
}

/// All that comes until the end, or until a reset.
fn rest(mut stream: TcpStream) -> Vec<u8> {
    let mut rest = Vec::new();
    let end = stream.read_to_end(&mut rest);
    assert!(end.as_ref().err().is_none_or(|error| error.kind() == ErrorKind::ConnectionReset), "{end:?}");
    rest
}

#[test]
fn a_blackhole_lets_nothing_through_and_closes_nothing() {
    let (listener, addr) = peer::listen();
    let relay = Relay::start(&addr, &["--blackhole"]);
    let mut client = peer::connect(relay.addr);
    client.write_all(b"hello?").expect("the kernel takes it");
    relay.until("the reason", |events| touches(events, Rule::Blackhole).len() == 1);
    leads_nowhere(relay, client, &listener);
}

#[test]
fn accept_only_accepts_and_leaves_the_connection_alone() {
    let (listener, addr) = peer::listen();
    let relay = Relay::start(&addr, &["--accept-only"]);
    let mut client = peer::connect(relay.addr);
    client.write_all(b"hello?").expect("the kernel takes it");
    let events = relay.until("the reason", |events| touches(events, Rule::AcceptOnly).len() == 1);
    leads_nowhere(relay, client, &listener);
    assert_eq!((count(&events, Kind::Accepted), count(&events, Kind::Received)), (1, 0));
}

#[test]
fn a_reset_comes_after_its_bytes_to_both_ends() {
    let Line { mut client, mut server, relay } = line(&["--reset-after", "10", "--up"]);
    client.write_all(&row(25)).expect("open");
    let mut heard = Vec::new();
    let error = server.read_to_end(&mut heard).expect_err("no orderly end");
    assert_eq!((error.kind(), heard), (ErrorKind::ConnectionReset, row(10)));
    assert!(is_reset(&mut client));
    let events = relay.until("both closed", |events| count(events, Kind::Closed) == 2);
    assert_eq!(touches(&events, Rule::ResetAfter)[0].offset, Some(10));
}

#[test]
fn a_reset_comes_after_its_time_though_nobody_says_anything() {
    let started = Instant::now();
    let Line { mut client, mut server, relay: _relay } = line(&["--reset-after", "300ms"]);
    assert!(is_reset(&mut client) && is_reset(&mut server));
    assert!(started.elapsed() >= Duration::from_millis(300));
}

#[test]
fn slow_close_passes_on_bytes_at_once_and_the_end_late() {
    let Line { mut client, mut server, relay: _relay } = line(&["--slow-close", "500ms", "--up"]);
    client.write_all(b"last words").expect("open");
    client.shutdown(Shutdown::Write).expect("open");
    let started = Instant::now();
    assert_eq!(take(&mut server, 10), b"last words");
    assert_eq!(server.read(&mut [0; 8]).expect("an orderly end"), 0);
    assert!(started.elapsed() >= Duration::from_millis(400), "{:?}", started.elapsed());
}
