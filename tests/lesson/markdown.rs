//! Markdown as it is drawn: golden pictures at two widths, and a law about all of them.
//!
//! The one idea: whatever the text, no line is wider than asked for, and no word of it is lost.
//!
//! See it run: `cargo test --test lesson markdown::`.

use netlab::lessons::Lessons;
use netlab::markdown::{Look, draw, parse};
use netlab::terminal;

use crate::common::golden;

const TEXT: &str = include_str!("../golden/markdown.md");

fn drawn(text: &str, n_columns: usize, has_colour: bool) -> String {
    draw(&parse(text), Look { n_columns, has_colour }).join("\n") + "\n"
}

/// Cells stand beside each other, so it is their letters and not their order that stays.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|char| char.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

#[test]
fn a_text_with_everything_in_it_is_drawn_at_two_widths() {
    golden::check("markdown-80.txt", &drawn(TEXT, 80, false));
    golden::check("markdown-40.txt", &drawn(TEXT, 40, false));
    let colours = drawn(TEXT, 40, true).replace('\x1b', "␛");
    golden::check("markdown-40-colours.txt", &colours);
}

#[test]
fn colours_change_no_character_but_the_marks_of_code() {
    for n_columns in [20, 40, 80] {
        let coloured = anstream::adapter::strip_str(&drawn(TEXT, n_columns, true)).to_string();
        assert_eq!(letters(&coloured), letters(&drawn(TEXT, n_columns, false)));
    }
}

#[test]
fn no_line_of_a_lesson_is_wider_than_asked_for_and_no_word_is_lost() {
    let lessons = Lessons::embedded().expect("whole lessons");
    let texts = lessons.all().iter().map(|lesson| lesson.text.as_deref().unwrap_or_default()).chain([TEXT]);
    for text in texts {
        let narrow = drawn(text, 40, false);
        let wide = drawn(text, 1_000, false);
        for line in narrow.lines() {
            assert!(terminal::width(line) <= 40, "{line}");
        }
        assert_eq!(letters(&narrow), letters(&wide));
    }
}
