//! Signs that some terminals cannot show in one column, and what stands for them there.
//!
//! The one idea: Unicode calls the width of `→ ● “ │` ambiguous (UAX #11): an old Chinese font draws each two
//! columns wide, and every row that has one is shifted. So where a terminal does that, or somebody asks for it, each
//! sign of ours is written as one of ASCII, one for one, on the way out; nothing that was laid out changes its place.
//! What peers sent as data is shown as it came.
//!
//! See it run: `netlab --charset ascii tour`.

use std::borrow::Cow;

/// With which signs a text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Charset {
    /// Those that it is written with.
    #[default]
    Unicode,
    /// Those of ASCII alone; letters stay.
    Ascii,
}

/// The text with its signs as they are in any charset.
#[must_use]
pub fn exactly(text: &str) -> Cow<'_, str> {
    if !text.contains(|char| in_ascii(char).is_some()) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{EXACT}{line}{OURS}") };
    Cow::Owned(text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// The text with the signs of a charset.
#[must_use]
pub fn in_charset(text: &str, charset: Charset) -> Cow<'_, str> {
    let has_marks = text.contains(EXACT);
    let is_as_it_is = charset == Charset::Unicode || !text.contains(|char| in_ascii(char).is_some());
    if is_as_it_is && !has_marks {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let shown = |ours: &str| -> String {
        let sign = |char| in_ascii(char).filter(|_| charset == Charset::Ascii).unwrap_or(char);
        ours.chars().map(sign).collect()
    };
    let mut parts = text.split(EXACT);
    out += &shown(parts.next().unwrap_or_default());
    for part in parts {
        let (exact, ours) = part.split_once(OURS).unwrap_or((part, ""));
        out += exact;
        out += &shown(ours);
    }
    Cow::Owned(out)
}

/// Marks that look like a terminal's command for colours, with numbers that no terminal knows, as those of the palette.
const EXACT: &str = "\x1b[1030m";
const OURS: &str = "\x1b[1031m";

/// What stands for a sign, in one column; `None` for letters, for what is ASCII, and for what is two columns wide
/// everywhere.
#[must_use]
pub(super) const fn in_ascii(sign: char) -> Option<char> {
    Some(match sign {
        '→' | '▶' | '▷' | '▸' | '≥' => '>',
        '←' | '◀' | '◁' | '≤' | '⏎' => '<',
        '↑' => '^',
        '↓' | '▼' => 'v',
        '↔' | '─' | '━' | '╌' | '—' | '―' | '–' | '−' | '‐' | '‑' | '‒' => '-',
        '│' | '┃' | '▌' | '▍' | '▎' | '▏' | '▕' => '|',
        '┆' | '┊' | '╎' | '⋮' | '∶' => ':',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '✓' => '+',
        '█' | '▉' | '▊' | '▋' | '◆' | '§' => '#',
        '●' | '•' => '*',
        '○' | '◌' | '°' => 'o',
        '▣' => '@',
        '✗' | '×' => 'x',
        '╳' => 'X',
        '·' => '.',
        '…' | '±' | '≈' => '~',
        '“' | '”' => '"',
        '‘' | '’' | '´' => '\'',
        '≠' => '!',
        'µ' => 'u',
        '\u{fffd}' => '?',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::width;

    #[test]
    fn a_sign_and_what_stands_for_it_take_one_column_each() {
        for sign in (0x80..=0xffff).filter_map(char::from_u32) {
            if let Some(ascii) = in_ascii(sign) {
                assert!(ascii.is_ascii_graphic() && width(&sign.to_string()) == 1, "{sign} {ascii}");
            }
        }
    }

    #[test]
    fn our_signs_are_replaced_and_what_came_as_data_is_not() {
        let text = format!("{} “你好” → é\n", exactly("a → “b”\n"));
        assert_eq!(in_charset(&text, Charset::Ascii), "a → “b”\n \"你好\" > é\n");
        assert_eq!(in_charset(&text, Charset::Unicode), "a → “b”\n “你好” → é\n");
        assert_eq!(exactly("plain"), "plain");
    }
}
