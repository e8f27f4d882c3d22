//! One line of a terminal, cell by cell.
//!
//! The one idea: a Chinese character takes two cells, a combining accent none and a family of emoji as many as its
//! members, so what is drawn at a column stays there only if cells are counted and not characters.
//!
//! See it run: `netlab ladder` with Chinese text in the payload.

use unicode_segmentation::UnicodeSegmentation;

use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// What a piece of the line is, for those who want colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    /// As it comes.
    #[default]
    Plain,
    /// What stands above a line.
    Heading,
    /// Something drawn.
    Sign(Ink),
    /// Something written.
    Word(Ink),
}

impl Style {
    fn painted(self, text: &str) -> String {
        match self {
            Style::Plain => text.to_owned(),
            Style::Heading => palette::bold(text),
            Style::Sign(ink) => palette::sign(ink, text),
            Style::Word(ink) => palette::word(ink, text),
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Cell {
    /// Empty for the second half of a wide character.
    text: String,
    style: Style,
}

#[derive(Debug, Default)]
pub(crate) struct Canvas {
    cells: Vec<Cell>,
}

impl Canvas {
    /// Puts a text that begins at a column; what was there is gone.
    pub(crate) fn put(&mut self, column: usize, text: &str, style: Style) {
        let mut at = column;
        for letter in text.graphemes(true) {
            let n_columns = terminal::width(letter);
            if n_columns == 0 {
                // It belongs to the character before it.
                if let Some(cell) = at.checked_sub(1).and_then(|before| self.cells.get_mut(before)) {
                    cell.text.push_str(letter);
                }
                continue;
            }
            for column in at..at + n_columns {
                self.clear(column);
            }
            self.cells[at] = Cell { text: letter.to_owned(), style };
            for cell in &mut self.cells[at + 1..at + n_columns] {
                cell.text.clear();
            }
            at += n_columns;
        }
    }

    /// What stands at a column; a blank where nothing does.
    pub(crate) fn at(&self, column: usize) -> &str {
        self.cells.get(column).map_or(" ", |cell| cell.text.as_str())
    }

    fn clear(&mut self, column: usize) {
        let blank = Cell { text: " ".to_owned(), style: Style::Plain };
        if self.cells.len() <= column {
            self.cells.resize(column + 1, blank.clone());
        }
        self.cells[column] = blank;
    }

    /// The line, without blanks at its end, with or without colours.
    pub(crate) fn line(&self, has_colour: bool) -> String {
        let n_used = self.cells.iter().rposition(|cell| cell.text != " ").map_or(0, |last| last + 1);
        let mut line = String::new();
        let (mut run, mut style) = (String::new(), Style::Plain);
        for cell in &self.cells[..n_used] {
            // A blank has no colour: it goes on with whatever stands before it.
            if has_colour && cell.text != " " && cell.style != style {
                line += &style.painted(&run);
                run.clear();
                style = cell.style;
            }
            run += &cell.text;
        }
        line + &style.painted(&run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_and_accents_keep_the_columns() {
        let mut canvas = Canvas::default();
        canvas.put(0, "│", Style::Sign(Ink::Quiet));
        canvas.put(2, "你好e\u{301}", Style::Plain);
        canvas.put(8, "│", Style::Sign(Ink::Quiet));
        assert_eq!(canvas.line(false), "│ 你好e\u{301} │");
        let mut family = Canvas::default();
        family.put(0, "👨\u{200d}👩\u{200d}👧", Style::Plain);
        family.put(7, "│", Style::Plain);
        assert_eq!(family.line(false), "👨\u{200d}👩\u{200d}👧 │");
        assert_eq!(canvas.line(true), "\x1b[1026m│ \x1b[0m你好e\u{301} \x1b[1026m│\x1b[0m");
    }
}
