//! What holds of every text that is broken into lines, in any language and at any width.
//!
//! The one idea: nobody thinks of every text. So texts are put together by chance, of all that our texts are made of,
//! and the lines are asked what each reader expects of them.
//!
//! See it run: `cargo test terminal::laws`.

use proptest::prelude::*;

use crate::terminal::breaks::{breaks, code};
use crate::terminal::{broken, width};

/// What Chinese texts are made of, piece by piece, with nothing between them.
const PIECES: [&str; 34] = [
    "套",
    "接字",
    "内核",
    "。",
    "，",
    "、",
    "；",
    "：",
    "？",
    "！",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "……",
    "——",
    "·",
    "％",
    " ",
    " ",
    " ",
    "listen",
    "TIME_WAIT",
    "127.0.0.1:8080",
    "--log-format",
    "23 字节",
    "64.0 KiB",
    "1.2 ms",
    "`netlab tour`",
    "`socket.end()`",
    "\u{301}",
    "👨\u{200d}👩\u{200d}👧",
];

fn chinese() -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60);
    pieces.prop_map(|pieces| format!("中{}", pieces.concat()))
}

fn english() -> impl Strategy<Value = String> {
    let word = "[a-zA-Z_]{1,12}(-[a-z]{1,5})?";
    proptest::collection::vec(word, 1..40).prop_map(|words| words.join(" "))
}

fn lines(text: &str, n_columns: usize) -> Vec<&str> {
    broken(text, n_columns, &[]).into_iter().map(|line| &text[line]).collect()
}

fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What stands between the places where a line may end; code is one.
fn words(text: &str) -> Vec<&str> {
    let (mut words, mut from) = (Vec::new(), 0);
    let is_in_code = |at: &usize| code(text).iter().any(|code| code.start < *at && *at < code.end);
    for at in breaks(text).into_iter().filter(|at| !is_in_code(at)).chain([text.len()]) {
        words.push(&text[from..at]);
        from = at;
    }
    words
}

proptest! {
    #[test]
    fn no_row_is_wider_than_asked_for_and_nothing_is_lost(text in chinese(), n_columns in 2_usize..100) {
        let lines = lines(&text, n_columns);
        for line in &lines {
            prop_assert!(width(line) <= n_columns, "{n_columns}: {line:?}");
        }
        prop_assert_eq!(solid(&lines.concat()), solid(&text));
    }

    #[test]
    fn no_row_begins_or_ends_with_a_sign_that_must_not_stand_there(text in chinese(), n_columns in 20_usize..100) {
        // Where a word has no room in a row, there is no choice.
        prop_assume!(words(&text).into_iter().all(|word| width(word) <= n_columns));
        let lines = lines(&text, n_columns);
        for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
            let ends = ["（", "“", "《"].into_iter().any(|sign| line.ends_with(sign));
            let begins = "。，、；：？！）”》…—·％".chars().any(|sign| next.starts_with(sign));
            prop_assert!(!ends && !begins, "{n_columns}: {line:?} {next:?}");
        }
    }

    #[test]
    fn code_that_fits_into_a_row_is_not_broken(text in chinese(), n_columns in 20_usize..100) {
        prop_assume!(words(&text).into_iter().all(|word| width(word) <= n_columns));
        let lines = lines(&text, n_columns);
        for whole in ["`netlab tour`", "`socket.end()`", "127.0.0.1:8080", "TIME_WAIT", "--log-format", "……", "——"] {
            let n_rows: usize = lines.iter().map(|line| line.matches(whole).count()).sum();
            prop_assert_eq!(n_rows, text.matches(whole).count(), "{}: {:?}", n_columns, lines);
        }
    }

    #[test]
    fn each_row_of_english_takes_as_many_words_as_fit(text in english(), n_columns in 20_usize..100) {
        let mut expected = vec![String::new()];
        for word in text.split(' ') {
            let last = expected.last_mut().expect("there is one");
            match last.len() + 1 + word.len() {
                _ if last.is_empty() => last.push_str(word),
                n_used if n_used <= n_columns => *last += &format!(" {word}"),
                _ => expected.push(word.to_owned()),
            }
        }
        prop_assert_eq!(lines(&text, n_columns), expected);
    }
}
