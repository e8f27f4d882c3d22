//! A lesson's text of anybody's, drawn: no row is wider than asked for. A table is, where it has so many columns
//! that three characters for each are too many.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::markdown::{Look, draw, parse};
use netlab::terminal;

fuzz_target!(|input: (u8, &str)| {
    let (n_columns, text) = (usize::from(input.0).max(20), input.1);
    for row in draw(&parse(text), Look { n_columns, has_colour: false }) {
        assert!(text.contains('|') || terminal::width(&row) <= n_columns, "{row:?}");
    }
});
