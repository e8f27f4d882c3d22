//! Expected and got, one below the other, with a mark under the first difference.
//!
//! The one idea: two long texts that differ in one byte look the same to a tired eye. So both are shown
//! from shortly before the first difference, in the same columns, as text and as bytes.
//!
//! See it run: `netlab check framing -- python3 strips_blanks.py`.

use crate::terminal;

/// Lines that show both texts, each begun with `indent`, in at most `n_columns`.
pub(crate) fn compared(expected: &[u8], got: &[u8], indent: &str, n_columns: usize) -> Vec<String> {
    let common = expected.iter().zip(got).take_while(|(a, b)| a == b).count();
    let common = character_start(expected, got, common);
    let room = n_columns.saturating_sub(indent.len() + LABEL + 4).max(20);
    let from = if common > room / 2 { character_start(expected, expected, common - room / 4) } else { 0 };
    let lead = if from > 0 { "…" } else { "" };
    let shown = |bytes: &[u8]| format!("{lead}{}", shown(bytes.get(from..).unwrap_or_default(), room));
    let before = terminal::width(lead)
        + terminal::width(&terminal::escaped(expected.get(from..common).unwrap_or_default()));
    let label = |words: &str| terminal::filled(words, LABEL);
    let mut lines = vec![
        format!("{indent}{}\"{}", label("expected"), shown(expected)),
        format!("{indent}{}\"{}", label("got"), shown(got)),
        format!(
            "{indent}{:LABEL$} {}^ byte {}",
            "",
            " ".repeat(before.min(room)),
            terminal::grouped(common as u64)
        ),
    ];
    let n_bytes = (room / 3).min(12);
    let hex_from = common.saturating_sub(4);
    let hex = |bytes: &[u8]| {
        let stretch = bytes.get(hex_from..).unwrap_or_default();
        let words: Vec<String> = stretch.iter().take(n_bytes).map(|byte| format!("{byte:02x}")).collect();
        if stretch.is_empty() { "(nothing more)".to_owned() } else { words.join(" ") }
    };
    lines.push(format!("{indent}{} {}", label("expected hex"), hex(expected)));
    lines.push(format!("{indent}{} {}", label("got hex"), hex(got)));
    lines.push(format!("{indent}{:LABEL$} {}^^", "", "   ".repeat(common - hex_from)));
    lines
}

/// How wide the words at the left are.
const LABEL: usize = 13;

/// As much of the bytes as fits, with its closing quote, or with `…` where more follows.
fn shown(bytes: &[u8], room: usize) -> String {
    let start = &bytes[..bytes.len().min(room * 4)];
    let text = terminal::escaped(start);
    let cut = terminal::cut(&text, room);
    let (theirs, ours) = match cut.strip_suffix('…') {
        _ if cut == text && start.len() == bytes.len() => (&*text, "\""),
        Some(theirs) if cut != text => (theirs, "…"),
        _ => (&*cut, ""),
    };
    // What differs may be a sign that stands for another one where ours are shown.
    format!("{}{ours}", terminal::exactly(theirs))
}

/// The beginning of the character that holds this byte, so that no character is cut in the picture.
fn character_start(one: &[u8], other: &[u8], at: usize) -> usize {
    let is_inside = |bytes: &[u8], at: usize| bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    let mut start = at;
    while start > 0 && at - start < 3 && (is_inside(one, start) || is_inside(other, start)) {
        start -= 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_the_first_difference() {
        let lines = compared(b"echo: a\r", b"echo: a", "", 80);
        assert_eq!(lines[0], "expected     \"echo: a\\r\"");
        assert_eq!(lines[1], "got          \"echo: a\"");
        assert_eq!(lines[2], "                     ^ byte 7");
        let column = lines[2].find('^').expect("a mark");
        assert_eq!(&lines[0][column..column + 2], "\\r");
    }

    #[test]
    fn a_sign_of_the_program_is_told_from_the_one_that_it_is_taken_for() {
        let lines = compared("“a”".as_bytes(), b"\"a\"", "", 80);
        let shown = |line: &str| terminal::in_charset(line, terminal::Charset::Ascii).into_owned();
        assert_eq!(shown(&lines[0]), "expected     \"“a”\"");
        assert_eq!(shown(&lines[1]), "got          \"\"a\"\"");
    }

    #[test]
    fn a_difference_far_inside_is_brought_into_view_and_chinese_keeps_its_columns() {
        let expected = format!("{}你好{}", "x".repeat(500), "y".repeat(500));
        let got = format!("{}你们{}", "x".repeat(500), "y".repeat(500));
        let lines = compared(expected.as_bytes(), got.as_bytes(), "  ", 80);
        assert!(lines.iter().all(|line| terminal::width(line) <= 80), "{lines:#?}");
        let mark = terminal::width(lines[2].split('^').next().expect("a mark"));
        let before = lines[0].split('好').next().expect("the character");
        assert_eq!(terminal::width(before), mark, "{lines:#?}");
        assert!(lines[2].ends_with("byte 503"), "{lines:#?}");
    }
}
