//! Ladders as SVG, compared letter by letter, and their escaping.

#[path = "common/golden.rs"]
mod golden;
mod scene;

use netlab::ladder::{layout, svg};

#[test]
fn each_scene_is_drawn_as_svg() {
    for (number, (_, processes)) in (1..).zip(scene::scenes()) {
        golden::check(&format!("ladder-{number}.svg"), &svg(&layout(&scene::parts(&processes))));
    }
}
