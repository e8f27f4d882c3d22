//! The line being typed, its cursor, and the lines typed before.
//!
//! The one idea: a character on the screen is not a byte and not always one `char`: an accent may follow
//! its letter, and a family is one picture of several people. The cursor moves over what stands in one
//! place (a grapheme), and what does not fit into the row scrolls sideways, so the line takes one row at
//! any width.
//!
//! See it run: `netlab chat-client`, and type more than fits.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::cli::keyboard::key::Key;
use crate::terminal;

/// A line being typed.
#[derive(Debug, Default)]
pub(crate) struct Line {
    text: String,
    /// Where the next character is put, in bytes.
    cursor: usize,
    history: Vec<String>,
    /// How many steps back in the history this line was taken from; 0 for a new one.
    n_back: usize,
    /// The new line, while an old one is looked at.
    draft: String,
    /// Something was left out, as it holds [`MAX_LINE_BYTES`].
    is_full: bool,
}

/// A longer line than this nobody types; more of a paste is left out, so none can fill our memory.
pub(crate) const MAX_LINE_BYTES: usize = 1024 * 1024;

/// A line as it is drawn in one row, safe for a terminal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) before_cursor: String,
    pub(crate) behind_cursor: String,
}

/// How many lines the history keeps; the oldest goes first.
const MAX_HISTORY: usize = 1_000;
const MAX_HISTORY_BYTES: usize = 4 * 1024 * 1024;

impl Line {
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether something was left out since this was last asked.
    pub(crate) fn was_full(&mut self) -> bool {
        std::mem::take(&mut self.is_full)
    }

    /// Takes the line out, and remembers it.
    pub(crate) fn enter(&mut self) -> String {
        self.n_back = 0;
        self.cursor = 0;
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() && self.history.last() != Some(&text) {
            self.history.push(text.clone());
        }
        let is_too_much = |history: &[String]| {
            history.len() > MAX_HISTORY || history.iter().map(String::len).sum::<usize>() > MAX_HISTORY_BYTES
        };
        while is_too_much(&self.history) {
            self.history.remove(0);
        }
        text
    }

    /// Does what the key asks for; keys that are not for the line are passed over.
    pub(crate) fn press(&mut self, key: Key) {
        match key {
            Key::Text(text) | Key::Pasted(text) => {
                let room = MAX_LINE_BYTES.saturating_sub(self.text.len());
                let n_bytes = (0..=room.min(text.len())).rfind(|at| text.is_char_boundary(*at)).unwrap_or(0);
                self.text.insert_str(self.cursor, &text[..n_bytes]);
                self.cursor += n_bytes;
                self.is_full |= n_bytes < text.len();
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
            Key::Down
            | Key::Enter
            | Key::PageUp
            | Key::PageDown
            | Key::ClearScreen
            | Key::Stop
            | Key::Escape => {}
        }
    }

    /// As much of the line as fits into so many columns, the cursor's own included.
    pub(crate) fn row(&self, n_columns: usize) -> Row {
        let room = n_columns.saturating_sub(1).max(1);
        let (before, behind) = self.text.as_bytes().split_at(self.cursor);
        let (before, behind) = (terminal::escaped(before), terminal::escaped(behind));
        // Where something stands behind the cursor, there is room for it or for the mark that it is there.
        let n_behind = terminal::width(&behind).min(1).min(room - 1);
        let before_cursor = terminal::cut_front(&before, room - n_behind);
        let rest = room - terminal::width(&before_cursor);
        Row { behind_cursor: terminal::cut(&behind, rest), before_cursor }
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

    fn left(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let behind = self.text[self.cursor..].graphemes(true).next();
        self.cursor + behind.map_or(0, str::len)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::keyboard::key::Keys;

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
        check("a👨\u{200d}👩\u{200d}👧\x7f", "a|");
        check("a👨\u{200d}👩\u{200d}👧🇨🇳\x02\x02", "a|👨\u{200d}👩\u{200d}👧🇨🇳");
        check("👍🏽e\u{301}\x01\x1b[3~", "|e\u{301}");
    }

    #[test]
    fn a_line_has_an_end_and_a_paste_beyond_it_is_left_out() {
        let mut line = Line::default();
        let half = "你".repeat(MAX_LINE_BYTES / 6);
        (0..3).for_each(|_| line.press(Key::Pasted(half.clone())));
        assert!(line.text.len() <= MAX_LINE_BYTES && line.text.len() > MAX_LINE_BYTES - 3);
        assert!(line.was_full() && !line.was_full());
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
            let n_used = terminal::width(&row.before_cursor) + terminal::width(&row.behind_cursor);
            assert!(n_used <= n_columns.saturating_sub(1).max(1), "{n_columns}: {row:?}");
        }
        let row = line.row(30);
        assert_eq!((row.before_cursor.as_str(), row.behind_cursor.as_str()), ("你好", " a\\nb and so on"));
        let row = line.row(5);
        assert_eq!((row.before_cursor.as_str(), row.behind_cursor.as_str()), ("…好", "…"));
        assert_eq!(typed("abcdef").row(4).before_cursor, "…ef");
    }
}
