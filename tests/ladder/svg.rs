//! Ladders as SVG, compared letter by letter, and their escaping.

use netlab::ladder::{layout, svg};

use crate::common::golden;
use crate::common::scene;

#[test]
fn each_scene_is_drawn_as_svg() {
    for (number, (_, processes)) in (1..).zip(scene::scenes()) {
        golden::check(&format!("ladder-{number}.svg"), &svg(&layout(&scene::parts(&processes))));
    }
}
