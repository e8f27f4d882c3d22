//! Ladders in a terminal, compared letter by letter.
//!
//! The one idea: what a ladder must make visible is a list of scenes; each stands in the golden files at
//! 80 and at 120 columns, to be read as a learner would read it.

#[path = "common/golden.rs"]
mod golden;
mod scene;

use netlab::ladder::{layout, text};

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
