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

#[test]
fn where_a_line_of_the_file_ends_chinese_goes_on_without_a_blank_and_latin_behind_one() {
    let check = |text: &str, expected: &str| assert_eq!(drawn(text, 80, false), format!("{expected}\n"));
    check("监听\n套接字", "监听套接字");
    check("监听\nsocket", "监听 socket");
    check("socket\n监听", "socket 监听");
    check("监听\n`listen`\n之后", "监听 `listen` 之后");
    check("监听。\nTCP", "监听。TCP");
    check("TCP\n（RFC 9293）", "TCP（RFC 9293）");
    check("他说\n“好”\n然后", "他说“好”然后");
    check("**监听**\n**socket**\n等", "监听 socket 等");
    check("one\ntwo “three”\nfour", "one two “three” four");
}
