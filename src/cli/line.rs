//! The line being typed, its cursor, and the lines typed before.
//!
//! The one idea: a character on the screen is not a byte and not always one `char`: an accent may follow
//! its letter, and a Chinese character takes two columns. The cursor moves over what stands in one
//! place, and what does not fit into the row scrolls sideways, so the line takes one row at any width.
//!
//! See it run: `netlab chat-client`, and type more than fits.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::cli::key::Key;
use crate::terminal;

/// A line being typed.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    /// Where the next character is put, in bytes.
    cursor: usize,
    history: Vec<String>,
    /// How many steps back in the history this line was taken from; 0 for a new one.
    n_back: usize,
    /// The new line, while an old one is looked at.
    draft: String,
}

/// A line as it is drawn in one row, safe for a terminal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) before_cursor: String,
    pub(super) behind_cursor: String,
}

/// How many lines the history keeps; the oldest goes first.
const MAX_HISTORY: usize = 1_000;

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Takes the line out, and remembers it.
    pub(super) fn enter(&mut self) -> String {
        self.n_back = 0;
        self.cursor = 0;
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() && self.history.last() != Some(&text) {
            self.history.push(text.clone());
        }
        if self.history.len() > MAX_HISTORY {
            self.history.remove(0);
        }
        text
    }

    /// Does what the key asks for; keys that are not for the line are passed over.
    pub(super) fn press(&mut self, key: Key) {
        match key {
            Key::Text(text) => {
                self.text.insert_str(self.cursor, &text);
                self.cursor += text.len();
            }
            Key::Backspace => self.erase(self.left()..self.cursor),
            Key::Delete | Key::EndOfInput => self.erase(self.cursor..self.right()),
            Key::EraseToStart => self.erase(0..self.cursor),
            Key::EraseToEnd => self.erase(self.cursor..self.text.len()),
            Key::EraseWord => self.erase(self.word_left()..self.cursor),
            Key::Left => self.cursor = self.left(),
            Key::Right => self.cursor = self.right(),
            Key::WordLeft => self.cursor = self.word_left(),
            Key::WordRight => self.cursor = self.word_right(),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.text.len(),
            Key::Up => self.go_back_to(self.n_back + 1),
            Key::Down if self.n_back > 0 => self.go_back_to(self.n_back - 1),
            Key::Down | Key::Enter | Key::PageUp | Key::PageDown | Key::ClearScreen | Key::Stop => {}
        }
    }

    /// As much of the line as fits into so many columns, the cursor's own included.
    pub(super) fn row(&self, n_columns: usize) -> Row {
        let room = n_columns.saturating_sub(1).max(1);
        let (before, behind) = self.text.as_bytes().split_at(self.cursor);
        let before_cursor = last_columns(&terminal::escaped(before), room);
        let rest = room.saturating_sub(columns(&before_cursor));
        Row { behind_cursor: first_columns(&terminal::escaped(behind), rest), before_cursor }
    }

    fn erase(&mut self, range: Range<usize>) {
        self.cursor = range.start;
        self.text.drain(range);
    }

    /// Shows the line of so many steps back, where there is one.
    fn go_back_to(&mut self, n_back: usize) {
        let Some(place) = self.history.len().checked_sub(n_back) else { return };
        if self.n_back == 0 {
            self.draft = std::mem::take(&mut self.text);
        }
        self.text = self.history.get(place).unwrap_or(&self.draft).clone();
        self.n_back = n_back;
        self.cursor = self.text.len();
    }

    /// Where each place of the screen begins: what has no width stands in the place before it.
    fn places(&self) -> impl DoubleEndedIterator<Item = usize> {
        let is_place = |char: char| char.is_control() || char.width() != Some(0);
        self.text.char_indices().filter(move |(_, char)| is_place(*char)).map(|(at, _)| at)
    }

    fn left(&self) -> usize {
        self.places().rev().find(|place| *place < self.cursor).unwrap_or(0)
    }

    fn right(&self) -> usize {
        self.places().find(|place| *place > self.cursor).unwrap_or(self.text.len())
    }

    fn word_left(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| {
            let space = before[at..].chars().next().expect("found there");
            at + space.len_utf8()
        })
    }

    fn word_right(&self) -> usize {
        let behind = &self.text[self.cursor..];
        let word = behind.len() - behind.trim_start().len();
        behind[word..].find(char::is_whitespace).map_or(self.text.len(), |end| self.cursor + word + end)
    }
}

/// The end of a text that fits into so many columns, with `…` where something was left out.
pub(super) fn last_columns(text: &str, n_columns: usize) -> String {
    if columns(text) <= n_columns {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().rev().collect();
    let kept = &chars[..n_that_fit(&chars, n_columns.saturating_sub(1))];
    std::iter::once('…').chain(kept.iter().rev().copied()).collect()
}

/// The beginning of a text that fits, in the same way; nothing where there is no room at all.
fn first_columns(text: &str, n_columns: usize) -> String {
    if columns(text) <= n_columns {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let kept = &chars[..n_that_fit(&chars, n_columns.saturating_sub(1))];
    let mark = (n_columns > 0).then_some('…');
    kept.iter().copied().chain(mark).collect()
}

fn n_that_fit(chars: &[char], n_columns: usize) -> usize {
    let mut used = 0;
    let fits = |char: &&char| {
        used += char_columns(**char);
        used <= n_columns
    };
    chars.iter().take_while(fits).count()
}

/// How many columns a text takes at most: terminals differ in whether they join emoji to one picture.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(char_columns).sum()
}

fn char_columns(char: char) -> usize {
    match char {
        // Asks for the picture of the character before it, which may be a column wider.
        '\u{fe0f}' => 1,
        char => char.width().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::key::Keys;

    fn typed(bytes: &str) -> Line {
        let mut line = Line::default();
        for key in Keys::default().read(bytes.as_bytes()) {
            if key == Key::Enter {
                line.enter();
            } else {
                line.press(key);
            }
        }
        line
    }

    /// The text with `|` for the cursor.
    fn check(bytes: &str, expected: &str) {
        let line = typed(bytes);
        assert_eq!(format!("{}|{}", &line.text[..line.cursor], &line.text[line.cursor..]), expected);
    }

    #[test]
    fn what_is_typed_stands_at_the_cursor() {
        check("ad\x02bc", "abc|d");
        check("你好\x1b[D们", "你们|好");
    }

    #[test]
    fn keys_move_over_whole_characters_and_words() {
        check("ae\u{301}\x7f", "a|");
        check("ae\u{301}i\x02\x02", "a|e\u{301}i");
        check("one two  \x17", "one |");
        check("一 two\x1bb\x1bb\x1bf", "一| two");
        check("abc\x02\x15", "|c");
        check("abc\x01\x0b", "|");
        check("ab\x01\x04\x1b[3~\x7f", "|");
    }

    #[test]
    fn the_history_is_walked_and_the_draft_is_kept() {
        check("one\rtwo\rdraft\x1b[A", "two|");
        check("one\rtwo\rdraft\x1b[A\x1b[A\x1b[A", "one|");
        check("one\rtwo\rdraft\x1b[A\x1b[A\x1b[B\x1b[B\x1b[B", "draft|");
        check("one\rone\r\r\x1b[A\x1b[A", "one|");
    }

    #[test]
    fn a_row_is_never_wider_than_the_screen_and_holds_the_cursor() {
        let line = typed("你好 \x1b[200~a\nb\x1b[201~ and so on\x01\x1bf");
        for n_columns in 1..40 {
            let row = line.row(n_columns);
            let n_used = columns(&row.before_cursor) + columns(&row.behind_cursor);
            assert!(n_used <= n_columns.saturating_sub(1).max(1), "{n_columns}: {row:?}");
        }
        let row = line.row(30);
        assert_eq!((row.before_cursor.as_str(), row.behind_cursor.as_str()), ("你好", " a\\nb and so on"));
        let row = line.row(5);
        assert_eq!((row.before_cursor.as_str(), row.behind_cursor.as_str()), ("你好", ""));
        assert_eq!(typed("abcdef").row(4).before_cursor, "…ef");
    }

    #[test]
    fn a_picture_is_counted_as_wide_as_any_terminal_draws_it() {
        // One picture of two columns, or a man, a woman and a girl.
        assert_eq!(columns("👨\u{200d}👩\u{200d}👧"), 6);
        // A heart as a character, or as a picture.
        assert_eq!(columns("❤\u{fe0f}"), 2);
    }
}
