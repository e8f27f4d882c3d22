//! Where a line may end.
//!
//! The one idea: some scripts set words apart by blanks, and there a line ends behind a blank; Chinese does not, and
//! there it ends beside any character (UAX #14). But some signs begin no line and some end none (避头尾,
//! GB/T 15834-2011 §5.1): such a sign takes the character beside it along. And what somebody may want to copy, or
//! read in one, is not taken apart: code, an address, an option, a number with its unit.
//!
//! See it run: `netlab --lang zh-CN lesson 1 --plain`, in a terminal of 40 columns.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthChar;

/// No line of a Chinese text begins with one of these.
const NOT_FIRST: &str = "，。、；：？！）】》」』〉〕”’…—·％℃)]},.;:!?";
/// No line of a Chinese text ends with one of these.
const NOT_LAST: &str = "（【《「『〈〔“‘￥([{";
/// Behind a number and a blank.
const UNITS: [&str; 15] =
    ["s", "ms", "µs", "us", "ns", "min", "h", "B", "KiB", "MiB", "GiB", "kB", "MB", "GB", "%"];

/// Where a line of this paragraph may end, in the order of its bytes; its own end is not among them.
///
/// A text without Chinese is broken behind blanks alone: an address, an option, or a name with a hyphen is one word.
pub(super) fn breaks(paragraph: &str) -> Vec<usize> {
    let known = linebreaks(paragraph).filter(|(_, kind)| *kind == BreakOpportunity::Allowed);
    let known: Vec<usize> = known.map(|(at, _)| at).collect();
    if !is_chinese(paragraph) {
        return known.into_iter().filter(|at| paragraph[..*at].ends_with(char::is_whitespace)).collect();
    }
    let places = paragraph.char_indices().map(|(at, _)| at).skip(1);
    places
        .filter(|at| {
            let (before, behind) = paragraph.split_at(*at);
            let is_known = known.binary_search(at).is_ok() && is_beside_blank_or_wide(before, behind);
            let is_possible = is_known || is_beside_quotes(before, behind);
            is_possible && may_part(before, behind) && !is_within_measure(before, behind)
        })
        .collect()
}

/// Whether there is a character of two columns in it, as those of Chinese are.
pub(super) fn is_chinese(paragraph: &str) -> bool {
    paragraph.chars().any(is_wide)
}

/// Whether no sign would begin or end a line where it must not, if one ended here.
pub(super) fn may_part(before: &str, behind: &str) -> bool {
    let is_kept = |char: char| NOT_LAST.contains(char);
    !behind.starts_with(|char| NOT_FIRST.contains(char)) && !before.trim_end().ends_with(is_kept)
}

/// What stands between backticks, with them.
pub(super) fn code(paragraph: &str) -> Vec<Range<usize>> {
    let ticks: Vec<usize> = paragraph.match_indices('`').map(|(at, _)| at).collect();
    ticks.chunks_exact(2).map(|pair| pair[0]..pair[1] + 1).collect()
}

fn is_wide(char: char) -> bool {
    char.width() == Some(2)
}

fn is_beside_blank_or_wide(before: &str, behind: &str) -> bool {
    before.ends_with(|char: char| char.is_whitespace() || is_wide(char)) || behind.starts_with(is_wide)
}

/// Before a quote that opens and behind one that closes. UAX #14 does not know which one does, as languages differ.
fn is_beside_quotes(before: &str, behind: &str) -> bool {
    (before.ends_with(is_wide) && behind.starts_with(['“', '‘']))
        || (before.ends_with(['”', '’']) && behind.starts_with(is_wide))
}

/// Whether a number stands before this place and its unit behind it: `64.0 KiB`, `23 字节`.
fn is_within_measure(before: &str, behind: &str) -> bool {
    let Some(before) = before.strip_suffix(' ') else { return false };
    let word = before.rsplit(|char: char| char.is_whitespace() || is_wide(char)).next().unwrap_or_default();
    let number = word.trim_start_matches(['(', '“', '"', '+', '-', '±', '<', '>', '~']);
    let is_number = number.ends_with(|char: char| char.is_ascii_digit())
        && number.chars().all(|char| char.is_ascii_digit() || matches!(char, ',' | '.'));
    let n_bytes = behind
        .find(|char: char| !char.is_ascii_alphabetic() && !matches!(char, 'µ' | '%'))
        .unwrap_or(behind.len());
    is_number && (behind.starts_with(is_wide) || UNITS.contains(&&behind[..n_bytes]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` wherever a line may end.
    fn marked(text: &str) -> String {
        let mut out = text.to_owned();
        for at in breaks(text).into_iter().rev() {
            out.insert(at, '|');
        }
        out
    }

    #[test]
    fn a_line_ends_beside_a_chinese_character_but_not_where_a_sign_would_stand_wrong() {
        let check = |expected: &str| assert_eq!(marked(&expected.replace('|', "")), expected);
        check("一|个|端|口，|也|行。");
        check("他|说|“你|好”，|走|了|（是|吗？）。");
        check("甲|和|“乙”|都|在");
        check("等……|然|后——|完。");
        check("《书》、|【注】、|〈章〉、|『话』");
        check("谢·|张");
        check("到|50％|了，|10℃|吧");
    }

    #[test]
    fn what_is_copied_or_read_in_one_is_not_taken_apart() {
        let check = |expected: &str| assert_eq!(marked(&expected.replace('|', "")), expected);
        check("端|口 |127.0.0.1:8080 |上|的 |CLOSE_WAIT");
        check("用 |--log-format |写");
        check("用--lang|选");
        check("见 |https://example.org/a-b/c?d=e。|完");
        check("收|到 |23 字|节，|等|了 |1.2 ms，|共 |64.0 KiB，|占 |50 %，|差 |±330 µs");
        check("第 |3 层|有 |2 |sockets |吗");
    }

    #[test]
    fn without_chinese_a_line_ends_behind_a_blank_alone() {
        let check = |expected: &str| assert_eq!(marked(&expected.replace('|', "")), expected);
        check("a |half-close |— |so |it |goes: |23 |bytes, |(really) |64.0 |KiB");
        check("see |`netlab |tour`");
    }

    #[test]
    fn code_stands_between_two_backticks() {
        assert_eq!(code("用 `netlab tour` 看 `x` 和 `"), [4..17, 22..25]);
    }
}
