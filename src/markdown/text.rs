//! Running text: pieces that are painted, and lines that are broken.
//!
//! The one idea: colour has no width. So a text is broken into lines while it is plain, and painted
//! afterwards, piece by piece; each line closes the colours that it opened.
//!
//! See it run: `netlab lesson 1 --plain | cat -v`, with `--color always` and without.

use std::ops::Range;

use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// As everything.
    Plain,
    /// To be seen first.
    Strong,
    /// Spoken with stress.
    Stressed,
    /// Typed or printed; without colours it stands between backticks.
    Code,
    /// A heading.
    Heading,
    /// There, but not to be noticed.
    Quiet,
}

/// Some text of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Its look.
    pub paint: Paint,
}

/// A text whose pieces differ in look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Piece>);

impl Text {
    /// The text alone.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The text in one look, whatever its pieces had; code stays code.
    pub(super) fn in_paint(&self, paint: Paint) -> Text {
        let repaint = |piece: &Piece| Piece {
            text: piece.text.clone(),
            paint: if piece.paint == Paint::Code { Paint::Code } else { paint },
        };
        Text(self.0.iter().map(repaint).collect())
    }

    /// The width of its longest line, were it never broken.
    pub(super) fn width(&self, has_colour: bool) -> usize {
        self.shown(has_colour).plain().lines().map(terminal::width).max().unwrap_or(0)
    }

    /// Lines of at most `n_columns`, painted where there are colours. Code that fits into a line is not
    /// broken: it is there to be copied.
    pub(super) fn lines(&self, n_columns: usize, has_colour: bool) -> Vec<String> {
        let shown = self.shown(has_colour);
        let lines = terminal::broken(&shown.plain(), n_columns, &shown.code());
        lines.into_iter().map(|line| shown.painted(line.start, line.end, has_colour)).collect()
    }

    /// Where its code stands.
    fn code(&self) -> Vec<Range<usize>> {
        let mut at = 0;
        let mut code = Vec::new();
        for piece in &self.0 {
            let start = at;
            at += piece.text.len();
            if piece.paint == Paint::Code {
                code.push(start..at);
            }
        }
        code
    }

    /// As it is shown: where no colour tells code from other text, backticks do.
    fn shown(&self, has_colour: bool) -> Text {
        let shown = |piece: &Piece| match piece.paint {
            Paint::Code if !has_colour => Piece { text: format!("`{}`", piece.text), paint: Paint::Code },
            _ => piece.clone(),
        };
        Text(self.0.iter().map(shown).collect())
    }

    fn painted(&self, start: usize, end: usize, has_colour: bool) -> String {
        let mut out = String::new();
        let mut at = 0;
        for piece in &self.0 {
            let from = start.clamp(at, at + piece.text.len()) - at;
            let to = end.clamp(at, at + piece.text.len()) - at;
            out += &paint(&piece.text[from..to], piece.paint, has_colour);
            at += piece.text.len();
        }
        out
    }
}

/// The text in a look; as it is, where there are no colours or there is no text.
#[must_use]
pub fn paint(text: &str, paint: Paint, has_colour: bool) -> String {
    match paint {
        _ if !has_colour => text.to_owned(),
        Paint::Plain => text.to_owned(),
        Paint::Strong | Paint::Heading => palette::bold(text),
        Paint::Stressed => palette::stressed(text),
        Paint::Code => palette::word(Ink::Typed, text),
        Paint::Quiet => palette::quiet(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pieces: &[(&str, Paint)]) -> Text {
        Text(pieces.iter().map(|(text, paint)| Piece { text: (*text).to_owned(), paint: *paint }).collect())
    }

    #[test]
    fn each_line_closes_the_colours_that_it_opened() {
        let text = text(&[("one ", Paint::Plain), ("two three", Paint::Strong), (" four", Paint::Plain)]);
        assert_eq!(text.lines(8, true), ["one \x1b[1mtwo\x1b[0m", "\x1b[1mthree\x1b[0m", "four"]);
        assert_eq!(text.lines(8, false), ["one two", "three", "four"]);
    }

    #[test]
    fn code_is_not_broken_where_it_fits() {
        let text = text(&[("take ", Paint::Plain), ("netlab tour", Paint::Code), (" now", Paint::Plain)]);
        assert_eq!(text.lines(14, true), ["take", "\x1b[1015mnetlab tour\x1b[0m", "now"]);
        assert_eq!(text.lines(14, false), ["take", "`netlab tour`", "now"]);
        assert_eq!(text.lines(8, true), ["take", "\x1b[1015mnetlab\x1b[0m", "\x1b[1015mtour\x1b[0m now"]);
    }

    #[test]
    fn chinese_is_broken_anywhere_but_before_what_closes() {
        let check = |given: &str, n_columns, expected: &[&str]| {
            assert_eq!(text(&[(given, Paint::Plain)]).lines(n_columns, false), expected, "{given}");
        };
        check("一个套接字不是一个端口。", 8, &["一个套接", "字不是一", "个端口。"]);
        check("一个套，接字", 6, &["一个", "套，接", "字"]);
        check("用netlab看（见）", 8, &["用netlab", "看（见）"]);
        check("a-b --c-d efgh", 9, &["a-b --c-d", "efgh"]);
    }
}
