//! Running text: pieces that are painted, and lines that are broken.
//!
//! The one idea: colour has no width. So a text is broken into lines while it is plain, and painted
//! afterwards, piece by piece; each line closes the colours that it opened.
//!
//! See it run: `netlab lesson 1 --plain | cat -v`, with `--color always` and without.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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
    /// There for whoever looks for it.
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
        self.shown(has_colour).plain().lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
    }

    /// Lines of at most `n_columns`, painted where there are colours.
    pub(super) fn lines(&self, n_columns: usize, has_colour: bool) -> Vec<String> {
        let shown = self.shown(has_colour);
        let plain = shown.plain();
        let options = Options::new(n_columns)
            .word_separator(WordSeparator::Custom(words))
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        let mut at = 0;
        let mut lines = Vec::new();
        for line in textwrap::wrap(&plain, options) {
            // A line is a stretch of the text; between two of them are only blanks.
            at += plain[at..].find(&*line).unwrap_or(0);
            lines.push(shown.painted(at, at + line.len(), has_colour));
            at += line.len();
        }
        lines
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

/// The text in a look (ECMA-48 SGR); as it is, where there are no colours or there is no text.
#[must_use]
pub fn paint(text: &str, paint: Paint, has_colour: bool) -> String {
    let code = match paint {
        Paint::Plain => "",
        Paint::Strong => "1",
        Paint::Stressed => "3",
        Paint::Code => "36",
        Paint::Heading => "1;35",
        Paint::Quiet => "2",
    };
    let is_plain = !has_colour || text.is_empty() || code.is_empty();
    if is_plain { text.to_owned() } else { format!("\x1b[{code}m{text}\x1b[0m") }
}

/// Words as textwrap wants them: a line may be broken at blanks, and between two Chinese characters,
/// unless that would begin a line with `，` or end one with `（`.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut starts = vec![0];
    let mut before = None;
    for (at, char) in line.char_indices() {
        if before.is_some_and(|before| may_break(before, char)) {
            starts.push(at);
        }
        before = Some(char);
    }
    starts.push(line.len());
    let words: Vec<Word<'_>> = starts.windows(2).map(|pair| Word::from(&line[pair[0]..pair[1]])).collect();
    Box::new(words.into_iter())
}

fn may_break(before: char, char: char) -> bool {
    let is_wide = |char: char| char.width() == Some(2);
    let is_closing = |char: char| "，。、；：？！）》」』】〕”’…".contains(char);
    let is_opening = |char: char| "（《「『【〔“‘".contains(char);
    let is_between_wide = (is_wide(before) || is_wide(char)) && !is_closing(char) && !is_opening(before);
    char != ' ' && (before == ' ' || (is_between_wide && !char.is_ascii_punctuation()))
}

/// A line that nobody may rewrap, in rows of at most `n_columns`; its colours go on in the next row.
#[must_use]
pub fn folded(line: &str, n_columns: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut used = 0;
    // The sequences of the colours that are on.
    let mut open = String::new();
    let mut rest = line;
    while let Some(char) = rest.chars().next() {
        if let Some(end) = rest.starts_with("\x1b[").then(|| rest.find('m')).flatten() {
            let (sequence, behind) = rest.split_at(end + 1);
            open = if matches!(sequence, "\x1b[0m" | "\x1b[m") { String::new() } else { open + sequence };
            row.push_str(sequence);
            rest = behind;
            continue;
        }
        let width = char.width().unwrap_or(0);
        if used + width > n_columns && used > 0 {
            row.push_str(if open.is_empty() { "" } else { "\x1b[0m" });
            rows.push(std::mem::replace(&mut row, open.clone()));
            used = 0;
        }
        row.push(char);
        used += width;
        rest = &rest[char.len_utf8()..];
    }
    rows.push(row);
    rows
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
    fn chinese_is_broken_anywhere_but_before_what_closes() {
        let check = |given: &str, n_columns, expected: &[&str]| {
            assert_eq!(text(&[(given, Paint::Plain)]).lines(n_columns, false), expected, "{given}");
        };
        check("一个套接字不是一个端口。", 8, &["一个套接", "字不是一", "个端口。"]);
        check("一个套，接字", 6, &["一个", "套，接", "字"]);
        check("用netlab看（见）", 8, &["用netlab", "看（见）"]);
        check("a-b --c-d efgh", 9, &["a-b --c-d", "efgh"]);
    }

    #[test]
    fn a_row_is_full_and_no_more_and_colours_go_on_in_the_next() {
        assert_eq!(folded("", 4), [""]);
        assert_eq!(folded("abcd", 4), ["abcd"]);
        assert_eq!(folded("a\x1b[1m你好b\x1b[0mc", 4), ["a\x1b[1m你\x1b[0m", "\x1b[1m好b\x1b[0mc"]);
    }
}
