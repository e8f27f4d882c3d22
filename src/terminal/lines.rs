//! How wide a text is, and where it is broken or cut.
//!
//! The one idea: what stands in one place of the screen is a grapheme: a letter with its accents, or a
//! picture of several people (UAX #29). It is taken apart only where a whole line is too narrow for it.
//! All that breaks a text into lines does it here, in any language.
//!
//! See it run: `netlab explain EADDRINUSE`, in a wide terminal and in a narrow one.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::terminal::breaks::{breaks, code, is_chinese, may_part};
use crate::terminal::colours::{colour, is_reset};

/// How many columns a text takes at most: a Chinese character takes two, and a picture that is put
/// together from several takes as many as they do, as not every terminal joins them.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(char: char) -> usize {
    match char {
        // Asks for the picture of the character before it, which may be a column wider.
        '\u{fe0f}' => 1,
        char => char.width().unwrap_or(0),
    }
}

/// The width of a text with colours in it, which have none.
#[must_use]
pub fn painted_width(text: &str) -> usize {
    pieces(text).map(|(piece, is_colour)| if is_colour { 0 } else { width(piece) }).sum()
}

/// The graphemes of a text, and the colours between them.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let sequence = colour(rest.as_bytes());
        let n_bytes = sequence.or_else(|| rest.graphemes(true).next().map(str::len))?;
        let (piece, behind) = rest.split_at(n_bytes);
        rest = behind;
        Some((piece, sequence.is_some()))
    })
}

/// The text with blanks behind it up to a number of columns; a wider one stays as it is.
#[must_use]
pub fn filled(text: &str, n_columns: usize) -> String {
    format!("{text}{:1$}", "", n_columns.saturating_sub(painted_width(text)))
}

/// The text cut to a number of columns, with `…` where something was left out.
#[must_use]
pub fn cut(text: &str, n_columns: usize) -> String {
    if width(text) <= n_columns {
        return text.to_owned();
    }
    let fits = n_that_fit(text.graphemes(true), n_columns);
    if n_columns == 0 { String::new() } else { format!("{}…", &text[..fits]) }
}

/// A text cut to so many columns, or filled up to them with blanks.
#[must_use]
pub fn padded(text: &str, n_columns: usize) -> String {
    filled(&cut(text, n_columns), n_columns)
}

/// The end of the text in a number of columns, with `…` where something was left out.
#[must_use]
pub fn cut_front(text: &str, n_columns: usize) -> String {
    if width(text) <= n_columns {
        return text.to_owned();
    }
    let fits = n_that_fit(text.graphemes(true).rev(), n_columns);
    if n_columns == 0 { String::new() } else { format!("…{}", &text[text.len() - fits..]) }
}

/// How many bytes of these fit beside the `…`.
fn n_that_fit<'a>(graphemes: impl Iterator<Item = &'a str>, n_columns: usize) -> usize {
    let mut used = 1;
    let fits = |grapheme: &&str| {
        used += width(grapheme);
        used <= n_columns
    };
    graphemes.take_while(fits).map(str::len).sum()
}

/// The text in lines of at most `n_columns`, each begun with `indent`.
#[must_use]
pub fn wrapped(text: &str, n_columns: usize, indent: &str) -> String {
    let room = n_columns.saturating_sub(width(indent));
    let lines = broken(text, room, &[]).into_iter().map(|line| format!("{indent}{}", &text[line]));
    lines.collect::<Vec<_>>().join("\n")
}

/// Where the lines of at most `n_columns` stand in the text; between two of them are only blanks.
///
/// What is in `whole` is not broken as long as it fits into a line, nor is what a Chinese text has between backticks.
#[must_use]
pub fn broken(text: &str, n_columns: usize, whole: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut from = 0;
    for paragraph in text.split('\n') {
        let inside = |part: &Range<usize>| part.start.saturating_sub(from)..part.end.saturating_sub(from);
        let mut whole: Vec<Range<usize>> = whole.iter().map(inside).collect();
        if is_chinese(paragraph) {
            whole.extend(code(paragraph));
        }
        let filled = fill(paragraph, n_columns.max(1), &whole);
        lines.extend(filled.into_iter().map(|line| from + line.start..from + line.end));
        from += paragraph.len() + 1;
    }
    lines
}

/// The lines of one paragraph.
fn fill(text: &str, n_columns: usize, whole: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_whole = |at: usize| {
        let inside = |part: &&Range<usize>| part.start < at && at < part.end;
        let fits = |part: &Range<usize>| text.get(part.clone()).is_some_and(|part| width(part) <= n_columns);
        whole.iter().filter(inside).any(fits)
    };
    let mut ends: Vec<usize> = breaks(text).into_iter().filter(|at| !is_whole(*at)).collect();
    ends.push(text.len());
    let (mut lines, mut start, mut used) = (Vec::new(), 0, 0);
    for end in ends {
        let word_end = used + text[used..end].trim_end().len();
        if used > start && width(&text[start..word_end]) > n_columns {
            lines.push(start..start + text[start..used].trim_end().len());
            start = used;
        }
        // A word that is wider than a line is broken where it must be.
        while width(&text[start..word_end]) > n_columns {
            let fits = fitting(&text[start..word_end], n_columns);
            lines.push(start..start + fits);
            start += fits;
        }
        used = end;
    }
    lines.push(start..start + text[start..].trim_end().len());
    lines
}

/// How many bytes of a word fit into a line; one character at least.
fn fitting(word: &str, n_columns: usize) -> usize {
    let is_chinese = is_chinese(word);
    let (mut used, mut n_bytes) = (0, 0);
    // The last place of those that fit at which no sign stands where it must not.
    let mut n_in_order = 0;
    for part in word.graphemes(true).flat_map(|grapheme| apart(grapheme, n_columns)) {
        used += width(part);
        if used > n_columns && n_bytes > 0 {
            break;
        }
        n_bytes += part.len();
        if is_chinese && may_part(&word[..n_bytes], &word[n_bytes..]) {
            n_in_order = n_bytes;
        }
    }
    if n_in_order > 0 { n_in_order } else { n_bytes }
}

/// A grapheme as it is, or in characters where no line has room for it: it has no limit, as a family has none.
fn apart(grapheme: &str, n_columns: usize) -> impl Iterator<Item = &str> {
    let is_too_wide = width(grapheme) > n_columns;
    grapheme.split_inclusive(move |_: char| is_too_wide)
}

/// A line that must not be rewrapped, in rows of at most `n_columns`; its colours go on in the next row.
#[must_use]
pub fn folded(line: &str, n_columns: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut used = 0;
    // The sequences of the colours that are on.
    let mut open = String::new();
    for (piece, is_colour) in pieces(line) {
        if is_colour {
            open = if is_reset(piece) { String::new() } else { open + piece };
            row.push_str(piece);
            continue;
        }
        for part in apart(piece, n_columns) {
            if used + width(part) > n_columns && used > 0 {
                row.push_str(if open.is_empty() { "" } else { "\x1b[0m" });
                rows.push(std::mem::replace(&mut row, open.clone()));
                used = 0;
            }
            row.push_str(part);
            used += width(part);
        }
    }
    rows.push(row);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: &str = "👨\u{200d}👩\u{200d}👧";

    #[test]
    fn a_picture_is_counted_as_wide_as_any_terminal_draws_it() {
        assert_eq!(width("你好ab"), 6);
        assert_eq!(width(FAMILY), 6);
        // A heart as a character, or as a picture.
        assert_eq!(width("❤\u{fe0f}"), 2);
        assert_eq!(painted_width("\x1b[1m你\x1b[38;5;9m好\x1b[0m"), 4);
    }

    #[test]
    fn what_stands_below_each_other_is_padded_by_columns_and_not_by_characters() {
        assert_eq!(
            [filled("监听者", 8), filled("listener", 8), filled("监听套接字", 8)],
            ["监听者  ", "listener", "监听套接字"]
        );
        assert_eq!(filled("\x1b[1m你\x1b[0m", 4), "\x1b[1m你\x1b[0m  ");
    }

    #[test]
    fn what_is_cut_says_so_and_no_grapheme_is_taken_apart() {
        assert_eq!(
            [cut("你好世界", 5), cut("你好", 4), cut("ab", 1), cut("ab", 0)],
            ["你好…", "你好", "…", ""]
        );
        assert_eq!(cut_front("你好世界", 5), "…世界");
        assert_eq!(cut(&format!("a{FAMILY}b"), 7), "a…");
        assert_eq!(cut_front("ae\u{301}i", 2), "…i");
    }

    #[test]
    fn a_line_is_broken_between_words_and_a_word_may_have_a_hyphen() {
        let check = |text: &str, n_columns, expected: &[&str]| {
            let lines: Vec<&str> = broken(text, n_columns, &[]).into_iter().map(|line| &text[line]).collect();
            assert_eq!(lines, expected, "{text}");
        };
        check("one two three", 7, &["one two", "three"]);
        check("one\ntwo  \n\nthree", 7, &["one", "two", "", "three"]);
        check("take netlab udp-recv 127.0.0.1:8080", 20, &["take netlab udp-recv", "127.0.0.1:8080"]);
        check("a half-close here", 8, &["a", "half-close".split_at(8).0, "se here"]);
        check("see --read-bytes", 12, &["see", "--read-bytes"]);
        check("一个套接字不是一个端口。", 8, &["一个套接", "字不是一", "个端口。"]);
        check("一个套，接字", 6, &["一个", "套，接", "字"]);
        check("用netlab看（见）", 8, &["用netlab", "看（见）"]);
        check("见 127.0.0.1:8080", 16, &["见", "127.0.0.1:8080"]);
        check(&format!("{FAMILY}{FAMILY}"), 8, &[FAMILY, FAMILY]);
        check(FAMILY, 5, &["👨\u{200d}👩\u{200d}", "👧"]);
        check("a-b --c-d efgh", 9, &["a-b --c-d", "efgh"]);
        check("", 8, &[""]);
    }

    #[test]
    fn what_shall_stay_whole_does_so_where_it_fits() {
        let text = "type netlab tour now";
        let lines = |n_columns| -> Vec<&str> {
            let whole = 5..16;
            broken(text, n_columns, std::slice::from_ref(&whole)).into_iter().map(|it| &text[it]).collect()
        };
        assert_eq!(lines(15), ["type", "netlab tour now"]);
        assert_eq!(lines(10), ["type", "netlab", "tour now"]);
    }

    #[test]
    fn each_wrapped_line_has_its_indent_and_fits() {
        assert_eq!(wrapped("one two three", 9, "  "), "  one two\n  three");
        assert_eq!(
            wrapped("一个套接字不是一个端口。", 12, "    "),
            "    一个套接\n    字不是一\n    个端口。"
        );
    }

    #[test]
    fn a_row_is_full_and_no_more_and_colours_go_on_in_the_next() {
        assert_eq!(folded("", 4), [""]);
        assert_eq!(folded("abcd", 4), ["abcd"]);
        assert_eq!(folded("a\x1b[1m你好b\x1b[0mc", 4), ["a\x1b[1m你\x1b[0m", "\x1b[1m好b\x1b[0mc"]);
        assert_eq!(folded(&format!("{FAMILY}{FAMILY}"), 8), [FAMILY, FAMILY]);
        assert_eq!(folded(FAMILY, 3), ["👨\u{200d}", "👩\u{200d}", "👧"]);
    }
}
