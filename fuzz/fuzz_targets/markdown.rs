//! A lesson's text of anybody's, drawn: no row is wider than asked for, but where a table has so many columns, or
//! quotes and lists stand so deep in each other, that what is left for a word is less than a word can have.

#![no_main]

use libfuzzer_sys::fuzz_target;
use netlab::markdown::{Block, Look, draw, parse};
use netlab::terminal;

/// How narrow the block can be drawn at all. A character may take two columns, and a column of a table has three.
fn least(block: &Block) -> usize {
    match block {
        Block::Heading(..) | Block::Paragraph(_) => 2,
        Block::Code { .. } => 4 + 2,
        Block::List { first: None, items } => 2 + items.iter().map(|item| least_of(item)).max().unwrap_or(0),
        Block::List { first: Some(first), items } => {
            let last = first + items.len() as u64;
            last.to_string().len() + 2 + items.iter().map(|item| least_of(item)).max().unwrap_or(0)
        }
        Block::Quote(blocks) => 2 + least_of(blocks),
        Block::Table(table) => (3 * table.head.len() + 3 * table.head.len().saturating_sub(1)).max(1),
        Block::Rule => 1,
        Block::Comment(_) => 0,
    }
}

fn least_of(blocks: &[Block]) -> usize {
    blocks.iter().map(least).max().unwrap_or(0)
}

fuzz_target!(|input: (u8, &str)| {
    let (n_columns, text) = (usize::from(input.0).max(20), input.1);
    let blocks = parse(text);
    for block in &blocks {
        for row in draw(std::slice::from_ref(block), Look { n_columns, has_colour: false }) {
            assert!(terminal::width(&row) <= n_columns.max(least(block)), "{row:?} in {n_columns}");
        }
    }
});
