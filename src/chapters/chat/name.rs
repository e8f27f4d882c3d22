//! What a member may be called.
//!
//! The one idea: two names that look alike to a person must not be two names to the program. So names
//! are brought into one form (NFC), and compared with the difference between cases folded away.
//!
//! See it run: `/name Ann` and, from another member, `/name ANN`.

use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

/// Names are at most this long, in characters.
const MAX_CHARS: usize = 24;

/// What somebody is told who asks for what is no name.
pub(super) const REFUSAL: &str = "a name is 1 to 24 letters, digits, - or _";

/// The name in NFC; `None` where it is no name: 1 to 24 letters and digits of any script, `-` and `_`.
pub(super) fn valid(asked: &str) -> Option<String> {
    let name: String = asked.nfc().take(MAX_CHARS + 1).collect();
    let n_chars = name.chars().count();
    let is_allowed = |char: char| (char.is_alphanumeric() && !is_blank(char)) || matches!(char, '-' | '_');
    ((1..=MAX_CHARS).contains(&n_chars) && name.chars().all(is_allowed)).then_some(name)
}

/// The Hangul fillers are letters that nobody can see (Unicode's `Default_Ignorable_Code_Point`).
fn is_blank(char: char) -> bool {
    matches!(char, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// The form by which names are compared.
pub(super) fn folded(name: &str) -> String {
    UniCase::unicode(name).to_folded_case().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_of_any_script_make_a_name() {
        let check =
            |asked: &str, expected: Option<&str>| assert_eq!(valid(asked).as_deref(), expected, "{asked:?}");
        check("Ann-2_x", Some("Ann-2_x"));
        check("王小明", Some("王小明"));
        check("e\u{301}", Some("\u{e9}"));
        check("", None);
        check("a b", None);
        check("* system", None);
        check("a\u{202e}b", None);
        check("Ann\u{3164}", None);
        check(&"x".repeat(24), Some(&"x".repeat(24)));
        check(&"x".repeat(25), None);
    }

    #[test]
    fn names_that_differ_only_in_case_are_one_name() {
        assert_eq!(folded("STRASSE"), folded("straße"));
        assert_eq!(folded("Ann"), folded("aNN"));
        assert_ne!(folded("Ann"), folded("Anna"));
    }
}
