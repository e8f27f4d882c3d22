//! What to suggest for a word that the catalogue does not have.
//!
//! The one idea: a wrong suggestion is worse than none. A name that is nearly the same comes first, then the
//! entries whose texts speak of it; only few slips of the keys are forgiven, and fewer in a short word.
//!
//! See it run: `netlab explain acepted`, `netlab explain certificates`.

use strsim::osa_distance;

use crate::catalogue::find::normal;
use crate::catalogue::{Lang, Word, error, event, field, state, term};

/// The most suggestions that are made.
const MAX_SUGGESTIONS: usize = 3;
/// No name is longer than this many characters, so a longer text resembles none.
const MAX_TEXT_CHARS: usize = 40;
/// A shorter text resembles too many names.
const MIN_TEXT_CHARS: usize = 3;
/// A slip is forgiven to so many letters.
const LETTERS_A_SLIP: usize = 4;
/// More words make a sentence, and no sentence is looked for in texts.
const MAX_WORDS: usize = 2;
/// What more entries than this speak of, leads to none of them.
const MAX_MENTIONS: usize = 6;

impl Word {
    /// The words whose names resemble the text: at most three, the best first.
    ///
    /// A name resembles the text if few slips lie between them, if it begins with the text, or if the
    /// text is one of the parts between its hyphens.
    #[must_use]
    pub fn near(text: &str) -> Vec<Self> {
        let text = normal(text);
        if !(MIN_TEXT_CHARS..=MAX_TEXT_CHARS).contains(&text.chars().count()) {
            return Vec::new();
        }
        let mut found: Vec<(usize, Self)> =
            Self::all().filter_map(|word| word.remoteness(&text).map(|slips| (slips, word))).collect();
        found.sort_by_key(|(slips, _)| *slips);
        found.into_iter().map(|(_, word)| word).take(MAX_SUGGESTIONS).collect()
    }

    /// The words whose titles speak of the text: at most three. Or else those whose texts do, if it looks like
    /// a name (`SELinux`, `tcp_mem`): a usual word stands in a text by chance.
    #[must_use]
    pub fn mentioning(lang: Lang, text: &str) -> Vec<Self> {
        if text.chars().any(is_han) {
            return Self::mentioning_in_chinese(text);
        }
        let wanted = words(text);
        let n_words = wanted.split_whitespace().count();
        if !(1..=MAX_WORDS).contains(&n_words)
            || !(MIN_TEXT_CHARS + 2..=MAX_TEXT_CHARS).contains(&wanted.len())
        {
            return Vec::new();
        }
        let speaks = |text: &str| words(text).contains(&wanted);
        let by_title: Vec<Self> = Self::all().filter(|word| speaks(word.texts(lang)[0])).collect();
        let is_name = text.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_');
        let found = if by_title.is_empty() && is_name {
            Self::all().filter(|word| word.texts(lang).iter().any(|text| speaks(text))).collect()
        } else {
            by_title
        };
        if found.len() > MAX_MENTIONS {
            Vec::new()
        } else {
            found.into_iter().take(MAX_SUGGESTIONS).collect()
        }
    }

    /// The slips between a text and a name that the catalogue does not have, such as a mistake's; `None` if they are too
    /// many.
    #[must_use]
    pub fn slips(text: &str, name: &str) -> Option<usize> {
        let text = normal(text);
        let can_be_told = (MIN_TEXT_CHARS..=MAX_TEXT_CHARS).contains(&text.chars().count());
        can_be_told.then(|| few_slips(&text, &normal(name), LETTERS_A_SLIP))?
    }

    /// Whether a title speaks of a text: it has the text's words, whole and in their order.
    #[must_use]
    pub fn speaks_of(title: &str, text: &str) -> bool {
        let wanted = words(text);
        wanted.trim().len() > MIN_TEXT_CHARS && words(title).contains(&wanted)
    }

    /// The same for a Chinese text, which has no blanks between its words: the words of which a name or a Chinese
    /// title holds it, or that it holds.
    fn mentioning_in_chinese(text: &str) -> Vec<Self> {
        let text: String = text.split_whitespace().collect();
        let names =
            |word: &Self| word.other_names().filter(|name| name.chars().any(is_han)).collect::<Vec<_>>();
        let by_name = Self::all().filter(|word| {
            names(word)
                .iter()
                .any(|name| name.contains(&text) || (name.chars().count() > 1 && text.contains(name)))
        });
        let by_title = Self::all().filter(|word| word.texts(Lang::Chinese)[0].contains(&text));
        let mut found: Vec<Self> = Vec::new();
        for word in by_name.chain(by_title) {
            if !found.contains(&word) {
                found.push(word);
            }
        }
        found.truncate(MAX_SUGGESTIONS);
        found
    }

    /// The title, then the other texts; an empty one where there is none.
    #[must_use]
    pub fn texts(self, lang: Lang) -> [&'static str; 3] {
        match self {
            Self::Event(one) => {
                [event(lang, one).title, event(lang, one).proves, event(lang, one).does_not_prove]
            }
            Self::Error(one) => [error(lang, one).title, error(lang, one).means, error(lang, one).remedy],
            Self::State(one) => [state(lang, one).title, state(lang, one).meaning, state(lang, one).next],
            Self::Term(one) => [term(lang, one).title, term(lang, one).meaning, ""],
            Self::Field(one) => [field(lang, one).title, field(lang, one).meaning, ""],
        }
    }

    /// How far the nearest of the word's names is from a text in normal form; `None` if too far.
    fn remoteness(self, text: &str) -> Option<usize> {
        // Other names are many, so one of them is soon near: less is forgiven.
        let others = self.other_names().filter_map(|name| few_slips(text, &normal(name), LETTERS_A_SLIP * 2));
        let slips = few_slips(text, &normal(self.name()), LETTERS_A_SLIP).into_iter().chain(others).min();
        slips.or_else(|| shares_a_part(text, &normal(self.name())).then_some(MAX_SUGGESTIONS))
    }
}

/// Whether a character is Chinese.
const fn is_han(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}')
}

/// The words of a text in lower case, each between blanks, so that whole words can be looked for.
fn words(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    format!(" {} ", parts.collect::<Vec<_>>().join(" ").to_lowercase())
}

/// Whether a name begins with most of what it has, or has the text between its hyphens.
fn shares_a_part(text: &str, name: &str) -> bool {
    let begins = name.starts_with(text) && text.chars().count() * 2 >= name.chars().count();
    begins || name.split('-').any(|part| part == text)
}

/// The slips between a text and a name, both in normal form; `None` if there are too many for its length.
///
/// A slip is a letter missing, added, mistaken, or swapped with its neighbour: the Damerau-Levenshtein distance
/// in its restricted form, where no letter is moved twice.
fn few_slips(text: &str, name: &str, letters_a_slip: usize) -> Option<usize> {
    let (typed, meant) = (text.replace('-', ""), name.replace('-', ""));
    // Hardly anybody mistakes the first letter: `observer` is no slip of `server`.
    if !typed.chars().take(2).any(|c| meant.starts_with(c)) {
        return None;
    }
    let limit = typed.chars().count() / letters_a_slip;
    Some(osa_distance(&typed, &meant)).filter(|slips| *slips <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggests(text: &str, expected: &str) {
        let names: Vec<&str> = Word::near(text).into_iter().map(Word::name).collect();
        assert!(names.len() <= MAX_SUGGESTIONS, "{text:?}: {names:?}");
        assert_eq!(names.first(), Some(&expected), "{text:?}: {names:?}");
    }

    #[test]
    fn a_slip_suggests_the_word_that_was_meant() {
        suggests("acepted", "accepted");
        suggests("econrefused", "ECONNREFUSED");
        suggests("timewiat", "TIME_WAIT");
        suggests("blokcing", "blocking");
        suggests("enotfuond", "EAI_NONAME");
        suggests("time out", "timeout");
        suggests("buffer", "send-buffer");
        suggests("establ", "ESTABLISHED");
        suggests("conection", "connection");
    }

    #[test]
    fn a_short_word_is_no_slip_of_another() {
        for text in ["msx", "red", "lesson", "cable", "cat", "dual mode", "dhcp", "observer", "browser"] {
            assert_eq!(Word::near(text), [], "{text:?}");
        }
    }

    #[test]
    fn what_resembles_nothing_suggests_nothing() {
        for text in ["", "x", "quantum", "none of these", &"accepted".repeat(1000)] {
            assert_eq!(Word::near(text), [], "{text:?}");
            assert_eq!(Word::mentioning(Lang::English, text), [], "{text:?}");
        }
    }

    #[test]
    fn a_word_that_a_text_uses_leads_to_that_text() {
        let mentioned =
            |text| Word::mentioning(Lang::English, text).into_iter().map(Word::name).collect::<Vec<_>>();
        assert_eq!(mentioned("SELinux"), ["EACCES"]);
        assert_eq!(mentioned("cable"), ["osi-model"]);
        assert_eq!(mentioned("record"), [""; 0], "a usual word stands in a text by chance");
        assert_eq!(mentioned("UdpRcvbufErrors"), [""; 0], "a remark has no word");
        assert!(mentioned("the").is_empty(), "what all texts use leads nowhere");
        assert_eq!(mentioned("粘包问题"), ["framing"]);
        assert!(mentioned("握").contains(&"handshake"));
    }
}
