//! Ladders with a line for each program: what many say to each other stays one picture.
//!
//! The one idea: a program is one that speaks, however many sockets it has; nothing that its sockets did may be lost
//! or told of the wrong one because they share a line.

use netlab::ladder::{Lanes, Part, Passing, Picture, Role, Selection, Wanted, What, layout_of, svg, text};

use crate::common::crowd::crowd;
use crate::common::golden;
use crate::common::scene::{self, Process};

fn by_program<'a>(parts: &[Part<'a>]) -> Picture<'a> {
    layout_of(parts, &Selection { lanes: Lanes::Programs, ..Selection::default() })
}

fn drawn(n_columns: usize) -> String {
    let rooms = [("a room of three", crowd(3)), ("a room of twelve", crowd(12))];
    let mut all = String::new();
    for (name, processes) in scene::scenes().into_iter().chain(rooms) {
        all += &format!("{name}\n\n{}\n", text(&by_program(&scene::parts(&processes)), n_columns));
    }
    all
}

#[test]
fn each_scene_is_drawn_by_programs_in_80_columns() {
    golden::check("programs-80.txt", &drawn(80));
}

#[test]
fn each_scene_is_drawn_by_programs_in_60_columns() {
    golden::check("programs-60.txt", &drawn(60));
}

#[test]
fn a_room_of_twelve_is_one_picture_in_svg() {
    golden::check("programs-12.svg", &svg(&by_program(&scene::parts(&crowd(12)))));
}

/// All arrows as sender's and receiver's events, each arrow once; all marks.
fn told(picture: &Picture<'_>) -> Vec<String> {
    let of = |what: &What<'_>| match what {
        What::Mark(mark) => Some(format!("{:?}", mark.event)),
        What::Arrow(_, Passing::Leaves(_)) | What::RecordEnds { .. } => None,
        What::Arrow(arrow, _) => Some(format!("{:?} {:?} {:?}", arrow.sent, arrow.answer, arrow.taken)),
    };
    let mut all: Vec<String> = picture.rows.iter().filter_map(|row| of(&row.what)).collect();
    all.sort();
    all
}

#[test]
fn programs_are_told_the_very_same_as_their_sockets() {
    let all = scene::scenes().into_iter().map(|(_, scene)| scene).chain([crowd(3), crowd(12), crowd(100)]);
    for processes in all {
        let parts = scene::parts(&processes);
        assert_eq!(told(&by_program(&parts)), told(&layout_of(&parts, &Selection::default())));
    }
}

#[test]
fn no_arrow_begins_and_ends_at_one_line() {
    let alone = |processes: Vec<Process>| {
        let mut events: Vec<_> = processes.into_iter().flat_map(|process| process.events).collect();
        events.sort_by_key(|event| event.t_us);
        (1..).zip(&mut events).for_each(|(n, event)| event.socket += 100 * (n % 2));
        events
    };
    let in_one = scene::scenes().into_iter().map(|(_, processes)| alone(processes));
    for events in in_one {
        let parts = [Part::of(&events)];
        for row in &by_program(&parts).rows {
            if let What::Arrow(arrow, _) = &row.what {
                assert_ne!(arrow.from, arrow.to);
            }
        }
    }
}

#[test]
fn a_program_that_talks_with_itself_has_a_line_for_each_client_and_one_for_its_server() {
    let processes = crowd(3);
    let mut events: Vec<_> = Vec::new();
    for (n, process) in (0..).zip(processes) {
        let apart = process.events.into_iter().map(|event| event.with(|it| it.socket += 10 * n));
        events.extend(apart);
    }
    events.sort_by_key(|event| event.t_us);
    let parts = [Part::of(&events)];
    let roles: Vec<Role> = by_program(&parts).lanes.iter().map(|lane| lane.role).collect();
    assert_eq!(roles, [Role::Client, Role::Client, Role::Server, Role::Client]);
}

#[test]
fn who_hears_a_message_is_seen_in_one_piece_however_many_they_are() {
    for (n, n_columns) in [(3, 80), (8, 80), (12, 80), (12, 60)] {
        let processes = crowd(n);
        let drawn = text(&by_program(&scene::parts(&processes)), n_columns);
        assert!(!drawn.contains("\n\n"), "{n} clients are one picture:\n{drawn}");
        let heard = drawn.lines().filter(|line| line.contains("25 byt")).count() as u64;
        assert_eq!(heard, n - 1, "{drawn}");
    }
}

#[test]
fn no_picture_by_programs_is_wider_than_asked() {
    let rooms = [crowd(3), crowd(12), crowd(40)];
    for processes in scene::scenes().into_iter().map(|(_, scene)| scene).chain(rooms) {
        let parts = scene::parts(&processes);
        let picture = by_program(&parts);
        for n_columns in [40, 60, 80, 100, 120, 200] {
            for line in text(&picture, n_columns).lines() {
                assert!(netlab::terminal::width(line) <= n_columns, "in {n_columns}: {line}");
            }
        }
    }
}

#[test]
fn one_socket_of_a_program_can_be_chosen_and_needs_no_name_then() {
    let processes = crowd(3);
    let parts = scene::parts(&processes);
    let chosen = |sockets: Vec<Wanted>| {
        let selection = Selection { sockets, lanes: Lanes::Programs, ..Selection::default() };
        text(&layout_of(&parts, &selection), 80)
    };
    let one = chosen(vec![Wanted::Number(2)]);
    assert!(one.contains("closed ●\n") && !one.contains("server :50001"), "{one}");
    assert!(chosen(vec![]).contains("server :50001 closed"));
}
