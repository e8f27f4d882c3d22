//! A lesson's text of anybody's, drawn: no row is wider than asked for.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::markdown::{Look, draw, parse};
use netlab::terminal;

fuzz_target!(|input: (u8, &str)| {
    let n_columns = usize::from(input.0).max(20);
    for row in draw(&parse(input.1), Look { n_columns, has_colour: false }) {
        assert!(terminal::width(&row) <= n_columns, "{row:?}");
    }
});
