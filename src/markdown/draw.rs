//! Blocks, drawn as lines.
//!
//! The one idea: what contains other blocks draws them narrower and puts something in front of each of
//! their lines. So a list in a quote in a list needs no case of its own.
//!
//! See it run: `netlab lesson 3 --plain`.

use crate::markdown::look::Look;
use crate::markdown::parse::Block;
use crate::markdown::table;
use crate::markdown::text::{Paint, Text, paint};
use crate::terminal::{self, folded};

/// The blocks as lines, an empty one between any two.
#[must_use]
pub fn draw(blocks: &[Block], look: Look) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks.iter().filter(|block| !matches!(block, Block::Comment(_))) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(block_lines(block, look));
    }
    lines
}

/// A line across, with words in it: `── Predict ─────`.
#[must_use]
pub fn rule(words: &str, words_paint: Paint, look: Look) -> String {
    let words = terminal::cut(words, look.n_columns.saturating_sub(6));
    let quiet = |text: &str| paint(text, Paint::Quiet, look.has_colour);
    if words.is_empty() {
        return quiet(&"─".repeat(look.n_columns));
    }
    let rest = "─".repeat(look.n_columns.saturating_sub(terminal::width(&words) + 4));
    format!("{} {} {}", quiet("──"), paint(&words, words_paint, look.has_colour), quiet(&rest))
}

fn block_lines(block: &Block, look: Look) -> Vec<String> {
    match block {
        Block::Heading(level, text) => heading(*level, text, look),
        Block::Paragraph(text) => text.lines(look.n_columns, look.has_colour),
        Block::Code { lines, .. } => code(lines, look),
        Block::List { first, items } => list(*first, items, look),
        Block::Quote(blocks) => {
            let bar = paint("▌ ", Paint::Heading, look.has_colour);
            behind(&bar, &bar, draw(blocks, narrower(look, 2)))
        }
        Block::Table(table) => table::draw(table, look.n_columns, look),
        Block::Rule => vec![rule("", Paint::Quiet, look)],
        Block::Comment(_) => Vec::new(),
    }
}

fn heading(level: u8, text: &Text, look: Look) -> Vec<String> {
    let mut lines = text.in_paint(Paint::Heading).lines(look.n_columns, look.has_colour);
    match level {
        1 => {
            let width = text.width(look.has_colour).min(look.n_columns);
            lines.push(paint(&"━".repeat(width), Paint::Heading, look.has_colour));
        }
        2 if lines.len() == 1 => lines = vec![rule(&text.plain(), Paint::Heading, look)],
        _ => {}
    }
    lines
}

fn code(lines: &[String], look: Look) -> Vec<String> {
    let room = look.n_columns.saturating_sub(4).max(1);
    let rows = lines.iter().flat_map(|line| folded(line, room));
    rows.map(|row| format!("    {}", paint(&row, Paint::Code, look.has_colour)).trim_end().to_owned())
        .collect()
}

fn list(first: Option<u64>, items: &[Vec<Block>], look: Look) -> Vec<String> {
    let last = first.map_or(0, |first| first + items.len() as u64);
    let width = first.map_or(2, |_| last.to_string().len() + 2);
    // Where one thing is more than a paragraph, all stand apart.
    let is_tight = items.iter().all(|item| item.len() == 1);
    let mut lines = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 && !is_tight {
            lines.push(String::new());
        }
        let mark = first.map_or("•".to_owned(), |first| format!("{}.", first + index as u64));
        let mark = format!("{mark:<width$}");
        let mark = paint(&mark, Paint::Quiet, look.has_colour);
        lines.extend(behind(&mark, &" ".repeat(width), draw(item, narrower(look, width))));
    }
    lines
}

fn narrower(look: Look, n_columns: usize) -> Look {
    Look { n_columns: look.n_columns.saturating_sub(n_columns).max(1), ..look }
}

/// The lines, each behind something.
fn behind(first: &str, others: &str, lines: Vec<String>) -> Vec<String> {
    let mut is_first = true;
    let in_front = |line: String| {
        let front = if std::mem::take(&mut is_first) { first } else { others };
        if line.is_empty() { front.trim_end().to_owned() } else { format!("{front}{line}") }
    };
    lines.into_iter().map(in_front).collect()
}
