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
