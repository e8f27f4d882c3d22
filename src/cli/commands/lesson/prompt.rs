//! What is typed at the foot of the screen: the number of a step, or a word to explain.
//!
//! The one idea: a key does one thing, unless something is being typed; then it is a letter, until Enter.
//!
//! See it run: `g` and `/` in `netlab lesson 2`.

use crate::catalogue::Lang;
use crate::cli::commands::lesson::words;
use crate::cli::keyboard::key::Key;

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prompt {
    pub(super) asks: Asks,
    pub(super) typed: String,
}

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Step,
    Word,
}

/// What a key has made of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// It is being typed still.
    More,
    /// It is whole.
    Whole,
    /// Its writer wants it no more.
    Nothing,
}

/// No word of the catalogue is longer.
const MAX_CHARS: usize = 60;

impl Prompt {
    pub(super) fn press(&mut self, key: &Key) -> Typed {
        match key {
            Key::Enter if self.typed.trim().is_empty() => return Typed::Nothing,
            Key::Enter => return Typed::Whole,
            Key::Text(text) | Key::Pasted(text) => {
                let fits = |char: &char| match self.asks {
                    Asks::Step => char.is_ascii_digit(),
                    Asks::Word => !char.is_control(),
                };
                let n_left = MAX_CHARS.saturating_sub(self.typed.chars().count());
                self.typed.extend(text.chars().filter(fits).take(n_left));
            }
            Key::Backspace if self.typed.pop().is_none() => return Typed::Nothing,
            Key::EraseToStart | Key::EraseWord => self.typed.clear(),
            Key::EndOfInput => return Typed::Nothing,
            _ => {}
        }
        Typed::More
    }

    /// As it stands at the foot of the screen.
    pub(super) fn line(&self, lang: Lang, n_steps: usize) -> String {
        let asked = match self.asks {
            Asks::Step => words::ask_for_step(lang, n_steps),
            Asks::Word => words::ask_for_word(lang).to_owned(),
        };
        format!("{asked}{}▏", self.typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(asks: Asks, keys: &str) -> (Prompt, Typed) {
        let mut prompt = Prompt { asks, typed: String::new() };
        let mut last = Typed::More;
        for char in keys.chars() {
            last = prompt.press(&match char {
                '\r' => Key::Enter,
                '\x08' => Key::Backspace,
                char => Key::Text(char.to_string()),
            });
        }
        (prompt, last)
    }

    #[test]
    fn a_line_is_typed_to_its_enter_or_taken_back() {
        let (prompt, last) = press(Asks::Word, "ack\x08k q\r");
        assert_eq!((prompt.typed.as_str(), last), ("ack q", Typed::Whole));
        let (prompt, last) = press(Asks::Step, "x1q2");
        assert_eq!((prompt.typed.as_str(), last), ("12", Typed::More));
        assert_eq!(press(Asks::Step, "1\x08\x08").1, Typed::Nothing);
        assert_eq!(press(Asks::Word, "  \r").1, Typed::Nothing);
        assert_eq!(press(Asks::Word, &"好".repeat(99)).0.typed.chars().count(), MAX_CHARS);
    }
}
