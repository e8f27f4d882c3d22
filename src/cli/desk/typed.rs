//! What a keyboard that writes Chinese, or a word processor, makes of plain signs.
//!
//! The one idea: `８０８０`, `：` and `——` look like `8080`, `:` and `--`, and are other characters. Where
//! only plain signs have a meaning (an address, a lesson's number) they are taken for them; elsewhere
//! whoever typed them is told which they are. A text that is to be sent is never touched.
//!
//! See it run: `netlab lesson １ --plain`, then `netlab check 2 —— node main.js`.

use std::borrow::Cow;

/// The text with plain signs in the place of those that only look like them.
///
/// Dots are folded as in host names (RFC 3490 §3.1).
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(plain).collect()) }
}

/// The plain text that was meant; `None` where the text is plain already, or is more than signs.
pub(crate) fn meant(text: &str) -> Option<String> {
    let folded = folded(text);
    (folded != text && folded.is_ascii()).then(|| folded.into_owned()).map(|meant| {
        match text.chars().next() {
            // One long dash stands for the two hyphens that a word processor has joined.
            Some('—' | '―') if !meant.starts_with("--") => format!("-{meant}"),
            _ => meant,
        }
    })
}

fn plain(char: char) -> char {
    match char {
        // Full-width forms, U+FF01 to U+FF5E, stand in the order of ASCII (Unicode, block FF00).
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xff01 + u32::from('!')).unwrap_or(char),
        '\u{3000}' | '\u{a0}' => ' ',
        '。' | '｡' => '.',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' => '-',
        '﹕' | '∶' | '︰' => ':',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_only_look_plain_are_told_from_other_text() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(meant(text).as_deref(), expected, "{text}");
        check("８０８０", Some("8080"));
        check("127.0.0.1：8080", Some("127.0.0.1:8080"));
        check("１２７。０。０。１", Some("127.0.0.1"));
        check("【：：１】：８０", Some("[::1]:80"));
        check("——", Some("--"));
        check("—plain", Some("--plain"));
        check("–q", Some("-q"));
        check("－－ｉｎ", Some("--in"));
        check("ＴＩＭＥ＿ＷＡＩＴ", Some("TIME_WAIT"));
        check("8080", None);
        check("你好！", None);
    }
}
