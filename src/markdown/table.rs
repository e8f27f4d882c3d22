//! A table, drawn: columns as wide as what stands in them, or narrower where the room is short.
//!
//! The one idea: the widest column gives way first, so what is short stays in one line.
//!
//! See it run: `netlab lesson 1 --plain`, in a terminal of 40 columns.

use crate::markdown::look::Look;
use crate::markdown::parse::Table;
use crate::markdown::text::{Paint, Text, paint};
use crate::terminal;

const BETWEEN: &str = " │ ";
/// Less than this shows nothing of a word.
const MIN_COLUMNS: usize = 3;

/// The rows of a table, at most `n_columns` wide as long as each of its columns has a little room.
pub(super) fn draw(table: &Table, n_columns: usize, look: Look) -> Vec<String> {
    let head: Vec<Text> = table.head.iter().map(|cell| cell.in_paint(Paint::Strong)).collect();
    let widths = widths(table, n_columns, look);
    let has_tall_rows = table.rows.iter().any(|row| lines(row, &widths, look).len() > 1);
    let across: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    let across = paint(&across.join("─┼─"), Paint::Quiet, look.has_colour);
    let mut out = lines(&head, &widths, look);
    out.push(across.clone());
    for (index, row) in table.rows.iter().enumerate() {
        if has_tall_rows && index > 0 {
            out.push(across.clone());
        }
        out.extend(lines(row, &widths, look));
    }
    out
}

fn widths(table: &Table, n_columns: usize, look: Look) -> Vec<usize> {
    let mut widths = vec![MIN_COLUMNS; table.head.len()];
    for row in std::iter::once(&table.head).chain(&table.rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width(look.has_colour).max(*width);
        }
    }
    let room = n_columns.saturating_sub(terminal::width(BETWEEN) * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > MIN_COLUMNS => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// One row of cells, in as many lines as its tallest cell.
fn lines(row: &[Text], widths: &[usize], look: Look) -> Vec<String> {
    let cells: Vec<Vec<String>> =
        row.iter().zip(widths).map(|(cell, width)| cell.lines(*width, look.has_colour)).collect();
    let n_lines = cells.iter().map(Vec::len).max().unwrap_or(0);
    let between = paint(BETWEEN, Paint::Quiet, look.has_colour);
    let line = |index: usize| {
        let parts = cells.iter().zip(widths).map(|(cell, width)| {
            let text = cell.get(index).map_or("", String::as_str);
            format!("{text}{}", " ".repeat(width.saturating_sub(terminal::painted_width(text))))
        });
        parts.collect::<Vec<_>>().join(&between).trim_end().to_owned()
    };
    (0..n_lines).map(line).collect()
}
