//! Everything that can be explained: words with their titles, in groups.
//!
//! The one idea: whatever can be looked up is one of these candidates, so the list, its narrowing and the completions
//! of a shell know the same words. What else becomes explainable is added here, and nowhere else.
//!
//! See it run: `netlab explain | head`.

use std::borrow::Cow;

use colored::Colorize;

use crate::catalogue::Lang;
use crate::catalogue::Word;
use crate::cli::commands::exercise::mistake::Mistake;
use crate::cli::commands::explain::words;
use crate::cli::desk::width::of_narration;
use crate::terminal;

/// Something that can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// What is typed behind `netlab explain`.
    pub(crate) word: Cow<'static, str>,
    /// What it is, in one line.
    pub(crate) title: Cow<'static, str>,
    /// The group that it is listed in.
    pub(crate) group: &'static str,
}

/// All that can be explained, group by group: the words of the catalogue, then these mistakes.
pub(crate) fn candidates(lang: Lang, mistakes: &[Mistake]) -> Vec<Candidate> {
    let known = Word::all().map(|word| Candidate {
        word: word.name().into(),
        title: word.texts(lang)[0].into(),
        group: words::group(lang, word),
    });
    let mut all: Vec<Candidate> = known.collect();
    for Mistake { diagnosis, .. } in mistakes {
        let safe = |text: &str| Cow::Owned(terminal::escaped(text.as_bytes()));
        let one = Candidate {
            word: safe(&diagnosis.id),
            title: safe(&diagnosis.title),
            group: words::mistakes(lang),
        };
        // Exercises share most of their mistakes.
        if !all.iter().any(|known| known.word == one.word) {
            all.push(one);
        }
    }
    all
}

/// All of them in lines, as they are printed where nobody can choose.
pub(super) fn printed(lang: Lang, all: &[Candidate]) -> String {
    let mut text = String::new();
    for group in all.chunk_by(|one, other| one.group == other.group) {
        let between = if text.is_empty() { "" } else { "\n" };
        text += &format!("{between}{}\n", group[0].group.bold());
        let width =
            group.iter().map(|one| terminal::width(&one.word)).max().unwrap_or_default().min(MAX_NAME);
        for one in group {
            let line = format!("  {} {}", terminal::filled(&one.word, width), one.title);
            text += &format!("{}\n", terminal::cut(&line, of_narration()));
        }
    }
    format!("{text}\n{}\n", words::tells_more(lang))
}

/// A longer name pushes its title to the right alone.
const MAX_NAME: usize = 25;
