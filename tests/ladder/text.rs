//! Ladders in a terminal, compared letter by letter.
//!
//! The one idea: what a ladder must make visible is a list of scenes; each stands in the golden files at
//! 80 and at 120 columns, to be read as a learner would read it.

use netlab::event::{Kind, Transport};
use netlab::ladder::{Part, layout, text};

use crate::common::golden;
use crate::common::scene;

fn drawn(n_columns: usize) -> String {
    let mut all = String::new();
    for (name, processes) in scene::scenes() {
        all += &format!("{name}\n\n{}\n", text(&layout(&scene::parts(&processes)), n_columns));
    }
    all
}

#[test]
fn each_scene_is_drawn_in_80_columns() {
    golden::check("ladder-80.txt", &drawn(80));
}

#[test]
fn each_scene_is_drawn_in_120_columns() {
    golden::check("ladder-120.txt", &drawn(120));
}

#[test]
fn a_relay_that_says_nothing_of_its_legs_is_joined_by_the_bytes_that_it_passed_on() {
    let groups = |processes: &[scene::Process]| {
        let parts = scene::parts(processes);
        let picture = layout(&parts);
        let relay = picture.parts.iter().position(|part| part.program == "netlab impair");
        let legs = picture.lanes.iter().filter(|lane| lane.part == relay).map(|lane| lane.group);
        legs.collect::<Vec<_>>()
    };
    let mut processes = scene::relay();
    assert_eq!(groups(&processes), [0, 0], "its own word joins them");
    for event in processes.iter_mut().flat_map(|process| &mut process.events) {
        event.pair = None;
    }
    assert_eq!(groups(&processes), [0, 0], "the bytes join them");
    for event in processes.iter_mut().flat_map(|process| &mut process.events) {
        event.data = None;
    }
    assert_eq!(groups(&processes), [0, 1], "nothing joins them");
}

#[test]
fn a_socket_bound_to_the_wildcard_is_not_taken_for_a_stranger_with_its_port() {
    let listener = scene::socket(1, "0.0.0.0:8080", scene::NOBODY);
    let abroad = scene::socket(2, "10.0.0.5:50000", "10.0.0.9:8080");
    let own = scene::socket(3, "10.0.0.5:50001", "10.0.0.5:8080");
    let datagrams = scene::socket(4, "0.0.0.0:8080", scene::NOBODY);
    let sender = scene::socket(5, "0.0.0.0:40000", "10.0.0.9:8080");
    let events = vec![
        listener.did(Kind::Listening, 10),
        datagrams.event(Kind::Bound, Transport::Udp, 20),
        abroad.did(Kind::Connecting, 30),
        abroad.did(Kind::Connected, 40),
        own.did(Kind::Connecting, 50),
        own.did(Kind::Connected, 60),
        sender.datagram(Kind::DatagramSent, 70, 1, "hello"),
    ];
    let drawn = text(&layout(&[Part::of(&events)]), 100);
    assert_eq!(drawn.matches("waits in the accept queue").count(), 1, "{drawn}");
    assert!(!drawn.contains("not received"), "{drawn}");
}

#[test]
fn of_bytes_sent_to_a_socket_that_was_handed_over_nobody_knows_what_became() {
    let client = scene::socket(1, scene::CLIENT, scene::SERVER);
    let server = scene::socket(2, scene::SERVER, scene::CLIENT);
    let events =
        vec![server.did(Kind::Accepted, 10), server.did(Kind::HandedOver, 20), client.sent(30, 0, "hello")];
    let drawn = text(&layout(&[Part::of(&events)]), 100);
    assert!(drawn.contains('◁') && !drawn.contains("unread"), "{drawn}");
}
